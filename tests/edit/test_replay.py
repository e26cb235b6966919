"""A store made anew from what was recorded: the same map, and the same history to walk through."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.edit.history import Entry
from journeymapper.edit.replay import Replayed, replay
from journeymapper.edit.store import Change, Store
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.errors import BrokenRule
from journeymapper.model.ids import id_source
from journeymapper.model.patch import make_patch
from journeymapper.model.records import Record
from tests.edit.deeds import DEEDS, SOME_OF_EVERYTHING
from tests.edit.maps import Map

State = dict[str, Record]
ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.integers(0, len(DEEDS) - 1), st.integers(0, 10**6), st.sampled_from(("", "a")), st.booleans()
        ),
        st.sampled_from(("undo", "undo", "redo", "save")),
    ),
    max_size=14,
)


class Recording:
    """A store at work, everything that it told, and its history at each moment."""

    def __init__(self, acts: list[Any]) -> None:
        journey = Map()
        self.clock, self.store = journey.clock, journey.store
        for deed in SOME_OF_EVERYTHING[:10]:
            self._try(deed, 1, "")
        self.store = Store(self.store.document, new_id=id_source(2), clock=self.clock)
        self.start = self.store.document.snapshot()
        self.changes: list[Change] = []
        self.states: list[State] = [self.start]
        self.moments = [self._moment()]
        self.store.subscribe(self._hear)
        for what in acts:
            self._do(what)

    def _hear(self, change: Change) -> None:
        self.changes.append(change)
        self.states.append(self.store.document.snapshot())
        self.moments.append(self._moment())

    def _moment(self) -> tuple[list[Entry], list[Entry], int]:
        history = self.store._history
        return list(history._done), list(history._undone), history._first_mark

    def _do(self, what: Any) -> None:
        match what:
            case "undo":
                self.store.undo()
            case "redo":
                self.store.redo()
            case "save":
                self.store.mark_saved()
            case (deed, seed, merge, late):
                self.clock.now += 2.0 * late
                self._try(DEEDS[deed], seed, merge)

    def _try(self, deed: Any, seed: int, merge: str) -> None:
        try:
            with self.store.edit(f"Step {seed}", merge=merge) as tx:
                deed(tx, Random(seed))
        except BrokenRule:
            pass

    def replayed(self, since: int = 0) -> Replayed:
        """A new store, from the state and the history after so many changes on."""
        done, undone, first = self.moments[since]
        return replay(
            Document(self.states[since].values()),
            self.changes[since:],
            done=[recorded(entry) for entry in done],
            undone=[recorded(entry) for entry in undone],
            first=first,
            saved=self.store._history._saved_mark,
            new_id=id_source(3),
        )


def recorded(entry: Entry) -> Change:
    return Change(entry.patch, entry.name, "edit", entry.after, entry.mark)


def walked(store: Store) -> list[tuple[State, str, str, bool, int]]:
    """Everything that undo to the start and redo to the end show."""
    while store.redo() is not None:
        pass
    seen = []
    while True:
        place = (store.undo_name, store.redo_name, store.modified, store.position)
        seen.append((store.document.snapshot(), *place))
        if store.undo() is None:
            break
    while store.redo() is not None:
        pass
    assert store.document.snapshot() == seen[0][0]
    return seen


@given(ACTS, st.data())
@settings(max_examples=60)
def test_a_replayed_store_is_the_one_that_was_recorded(acts, data):
    recording = Recording(acts)
    since = data.draw(st.integers(0, len(recording.changes)))
    found = recording.replayed(since)
    assert found.applied == len(recording.changes) - since
    assert found.store.document.snapshot() == recording.store.document.snapshot()
    assert (found.store.undo_name, found.store.redo_name) == (
        recording.store.undo_name,
        recording.store.redo_name,
    )
    assert found.store.modified == recording.store.modified
    assert walked(found.store) == walked(recording.store)


@given(ACTS, st.integers(0, 2**32 - 1))
@settings(max_examples=30)
def test_new_steps_after_a_replay_never_look_saved(acts, seed):
    found = Recording(acts).replayed().store
    marks = {found.position}
    for _time in range(3):
        with found.edit("Title") as tx:
            tx.change(found.document.map.id, title=str(Random(seed + _time).random()))
        assert found.position not in marks
        assert found.modified
        marks.add(found.position)


@given(ACTS, st.data())
@settings(max_examples=30)
def test_a_step_that_does_not_fit_ends_the_replay_before_it(acts, data):
    recording = Recording([*acts, (0, 1, "", True)])
    if not recording.changes:
        return
    bad = data.draw(st.integers(0, len(recording.changes) - 1))
    patch = recording.changes[bad].patch
    strange = make_patch(
        dict.fromkeys(patch.changes, (None, None)) | {"nowhere": (recording.store.document.map, None)}
    )
    recording.changes[bad] = Change(strange, "Strange", "edit", recording.store.session)
    found = recording.replayed()
    assert found.applied == bad
    assert found.store.document.snapshot() == recording.states[bad]


def test_a_step_that_breaks_a_rule_ends_the_replay_before_it():
    recording = Recording([])
    document = Document(recording.start.values())
    stage = document.stages[0]
    step = Change(make_patch({stage.id: (stage, None)}), "Delete stage", "edit", recording.store.session, 1)
    found = replay(document, [step], new_id=id_source(1))
    assert found.applied == 0
    assert document.snapshot() == recording.start
    assert list(document_problems(document)) == []


def test_an_undo_of_a_step_that_is_not_known_is_a_step_itself():
    journey = Map()
    with journey.store.edit("Title") as tx:
        tx.change(journey.document.map.id, title="new")
    after = Document(journey.document)
    change = journey.store.undo()
    assert change is not None
    found = replay(after, [change], new_id=id_source(1), first=1, saved=1)
    assert found.store.document.map.title == "Test"
    assert found.store.modified
    found.store.undo()
    assert found.store.document.map.title == "new"
    assert not found.store.modified


def test_a_replayed_step_is_not_merged_with_what_is_done_next():
    journey = Map()
    changes: list[Change] = []
    journey.store.subscribe(changes.append)
    start = Document(journey.document)
    with journey.store.edit("Type", merge="a") as tx:
        tx.change(journey.document.map.id, title="one")
    found = replay(start, changes, new_id=id_source(1)).store
    with found.edit("Type", merge="a") as tx:
        tx.change(found.document.map.id, title="two")
    found.undo()
    assert found.document.map.title == "one"


@pytest.mark.parametrize("saved", [None, 0])
def test_a_map_that_no_file_holds_is_always_modified(saved):
    journey = Map()
    store = replay(Document(journey.document), [], new_id=id_source(1), saved=saved).store
    assert store.modified == (saved is None)


def test_a_change_tells_whether_it_was_merged_and_where_it_led():
    journey = Map()
    for title in ("one", "two", "Test"):
        with journey.store.edit("Type", merge="a") as tx:
            tx.change(journey.document.map.id, title=title)
        assert journey.heard[-1].mark == journey.store.position
    with journey.store.edit("Other") as tx:
        tx.change(journey.document.map.id, title="three")
    journey.store.undo()
    assert [change.merged for change in journey.heard] == [False, True, True, False, False]
    assert [change.mark for change in journey.heard] == [1, 2, 0, 4, 0]
