"""A state machine over the store: any operations, failing ones, merges, undo, redo and saves, in any order.

Beside the store the machine keeps the plainest model there is: the whole document before and after every step.
"""

from contextlib import nullcontext, suppress
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from journeymapper.edit.history import MERGE_SECONDS
from journeymapper.edit.new import new_document
from journeymapper.edit.session import Session
from journeymapper.edit.spans import columns_of, ends_early
from journeymapper.edit.store import Change, Store
from journeymapper.edit.transaction import Transaction
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.errors import BrokenRule, StalePatch
from journeymapper.model.ids import id_source
from journeymapper.model.patch import Patch
from journeymapper.model.records import Record
from tests.edit.deeds import DEEDS, MAY_BE_REFUSED, SOME_OF_EVERYTHING, Deed, write_anything
from tests.edit.maps import Clock
from tests.model.samples import assert_indexes_are_those_of_a_rebuild

State = dict[str, Record]
SEEDS = st.integers(0, 2**32 - 1)


class Unlucky(Exception):
    """Raised in the middle of an edit."""


class Step:
    """What the model knows of a step: the states and sessions around it, and the identity of the state after it."""

    def __init__(self, before: State, sessions: tuple[Session, Session], merge: str, time: float) -> None:
        self.before = before
        self.after: State = {}
        self.sessions = sessions
        self.merge = merge
        self.time = time
        self.identity = object()


class StoreMachine(RuleBasedStateMachine):
    """The store under test, its model, and a mirror that only hears the patches."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.store = filled_store(self.clock)
        self.start = self.store.document.snapshot()
        self.mirror = Document(self.store.document)
        self.patches: list[Patch] = []
        self.sessions: list[Session] = []
        self.store.subscribe(self.hear)
        self.store.subscribe_session(self.sessions.append)
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.identity_at_start = self.saved = object()
        self.mergeable = False

    def hear(self, change: Change) -> None:
        """Replay a change."""
        assert change.patch
        assert change.session == self.store.session
        self.mirror.apply(change.patch)
        self.patches.append(change.patch)

    @property
    def identity(self) -> object:
        """The identity of the present position."""
        return self.done[-1].identity if self.done else self.identity_at_start

    # what can be done

    @rule(seed=SEEDS, deed=st.sampled_from(DEEDS))
    def edit(self, seed: int, deed: Deed) -> None:
        """One operation."""
        self.attempt(seed, "", [deed])

    @rule(seed=SEEDS, deeds=st.lists(st.sampled_from(DEEDS), min_size=2, max_size=4))
    def edit_much(self, seed: int, deeds: list[Deed]) -> None:
        """Some operations in one edit; one that is refused takes the others back."""
        self.attempt(seed, "", deeds)

    @rule(
        seed=SEEDS,
        deed=st.sampled_from(DEEDS),
        merge=st.sampled_from("ab"),
        seconds=st.sampled_from((0, 1, 1.1)),
    )
    def edit_in_passing(self, seed: int, deed: Deed, merge: str, seconds: float) -> None:
        """One operation that may become one step with the one before."""
        self.clock.now += seconds
        self.attempt(seed, merge, [deed])

    @rule(votes=st.integers(0, 3), seconds=st.sampled_from((0, 0, 1, 1.1)))
    def nudge(self, votes: int, seconds: float) -> None:
        """Set one field to and fro, which may come to nothing."""

        def vote(tx: Transaction, _rng: Random) -> None:
            tx.change(tx.document.map.id, version=str(votes))

        self.clock.now += seconds
        self.attempt(0, "nudge", [vote])

    @rule(seed=SEEDS, deeds=st.lists(st.sampled_from(DEEDS), min_size=1, max_size=3))
    def fail(self, seed: int, deeds: list[Deed]) -> None:
        """Some operations, and then an exception."""
        self.attempt(seed, "", [*deeds, raise_unlucky])

    @rule(seed=SEEDS, count=st.integers(1, 2))
    def write_anything(self, seed: int, count: int) -> None:
        """Records written at random are let in exactly where the whole document keeps to the rules."""
        problems: list[str] = []

        def look(tx: Transaction, _rng: Random) -> None:
            problems.extend(document_problems(tx.document))

        refused = self.attempt(seed, "", [*[write_anything] * count, look])
        assert refused == bool(problems)

    @precondition(lambda self: self.patches)
    @rule(seed=SEEDS)
    def apply_an_old_patch(self, seed: int) -> None:
        """A patch from before, or its inverse, fits or is stale or breaks a rule."""
        patch = Random(seed).choice(self.patches[-4:])
        self.attempt(seed, "", [lambda tx, rng: tx.apply(rng.choice((patch, patch.inverted())))])

    @rule(seed=SEEDS)
    def look_elsewhere(self, seed: int) -> None:
        """Select something else."""
        keys = sorted(self.store.document.snapshot())
        self.store.session = Session(selection=tuple(Random(seed).sample(keys, 3)), scroll=(seed, 0))

    @rule()
    def save(self) -> None:
        """Save."""
        self.store.mark_saved()
        self.saved = self.identity

    @rule()
    def undo(self) -> None:
        """Take a step back."""
        change = self.store.undo()
        assert (change is None) == (not self.done)
        if self.done:
            step = self.done.pop()
            self.undone.append(step)
            self.mergeable = False
            assert self.store.document.snapshot() == step.before
            assert self.store.session == step.sessions[0]

    @rule()
    def redo(self) -> None:
        """Take a step forth."""
        change = self.store.redo()
        assert (change is None) == (not self.undone)
        if self.undone:
            step = self.undone.pop()
            self.done.append(step)
            self.mergeable = False
            assert self.store.document.snapshot() == step.after
            assert self.store.session == step.sessions[1]

    # how the model follows

    def attempt(self, seed: int, merge: str, deeds: list[Deed]) -> bool:
        """Try an edit, check what a refused one leaves and follow one that was done; returns whether it was refused."""
        before, session, told = self.store.document.snapshot(), self.store.session, len(self.patches)
        revision, sessions, rng = self.store.revision, len(self.sessions), Random(seed)
        try:
            with self.store.edit("Step", merge=merge) as tx:
                self.store.session = Session(selection=session.selection[:1], focus="here")
                for deed in deeds:
                    deed(tx, rng)
        except (BrokenRule, StalePatch, Unlucky):
            assert self.store.document.snapshot() == before
            assert self.store.session == session
            assert (self.store.revision, len(self.patches), len(self.sessions)) == (revision, told, sessions)
            return True
        assert (len(self.patches) > told) == (self.store.document.snapshot() != before)
        assert (self.store.revision > revision) == (len(self.patches) > told)
        if len(self.patches) > told:
            self.follow(before, (session, self.store.session), merge)
        return False

    def follow(self, before: State, sessions: tuple[Session, Session], merge: str) -> None:
        """Bring the model up to an edit that was done."""
        step = Step(before, sessions, merge, self.clock.now)
        if self.belongs_to_last(merge):
            last = self.done.pop()
            step.before, step.sessions = last.before, (last.sessions[0], sessions[1])
        step.after = self.store.document.snapshot()
        self.undone.clear()
        self.mergeable = step.before != step.after
        if self.mergeable:
            self.done.append(step)

    def belongs_to_last(self, merge: str) -> bool:
        """Whether a step with this key is merged with the last one."""
        if not self.done or not self.mergeable or not merge or self.saved is self.identity:
            return False
        return self.done[-1].merge == merge and self.clock.now - self.done[-1].time <= MERGE_SECONDS

    # what always holds

    @invariant()
    def nothing_dangles(self) -> None:
        """The document keeps to every rule."""
        assert list(document_problems(self.store.document)) == []

    @invariant()
    def indexes_are_those_of_a_rebuild(self) -> None:
        """Every index and every ordered view is what a new document would give."""
        assert_indexes_are_those_of_a_rebuild(self.store.document)

    @invariant()
    def replaying_the_patches_rebuilds_the_document(self) -> None:
        """The mirror, which only heard the patches, is the same document."""
        assert self.mirror.snapshot() == self.store.document.snapshot()

    @invariant()
    def the_dirty_mark_is_right(self) -> None:
        """Modified is what is at another position than the saved one."""
        assert self.store.modified == (self.saved is not self.identity)

    @invariant()
    def names_tell_whether_there_is_a_step(self) -> None:
        """Undo and redo are offered where there is something to do."""
        assert (self.store.undo_name, self.store.redo_name) == (
            "Step" * bool(self.done),
            "Step" * bool(self.undone),
        )

    @invariant()
    def nothing_selected_is_missing(self) -> None:
        """The selection holds only what there is, and listeners know the session."""
        assert all(key in self.store.document for key in self.store.session.selection)
        assert not self.sessions or self.sessions[-1] == self.store.session

    def teardown(self) -> None:
        """Undo to the start is the start, redo to the end is the end."""
        while self.store.redo():
            pass
        end = self.store.document.snapshot()
        while self.store.undo():
            pass
        assert self.store.document.snapshot() == self.start
        while self.store.redo():
            pass
        assert self.store.document.snapshot() == end
        assert self.mirror.snapshot() == end
        assert_indexes_are_those_of_a_rebuild(self.store.document)


@given(seed=SEEDS, deeds=st.lists(st.sampled_from(DEEDS), min_size=20, max_size=80))
def test_operations_are_not_refused_and_leave_no_span_that_ends_before_it_begins(
    seed: int, deeds: list[Deed]
) -> None:
    rng, store = Random(seed), filled_store()
    for deed in deeds:
        with suppress(BrokenRule) if deed in MAY_BE_REFUSED else nullcontext(), store.edit("Step") as tx:
            deed(tx, rng)
        columns = columns_of(store.document)
        assert [item for item in store.document.items() if ends_early(item, columns)] == []


def filled_store(clock: Clock | None = None) -> Store:
    """A store on a new map with some of everything."""
    new_id = id_source("machine")
    document = new_document(new_id, title="Test")
    store, rng = Store(document, new_id=new_id), Random(1)
    for deed in SOME_OF_EVERYTHING:
        with suppress(BrokenRule), store.edit("Fill") as tx:
            deed(tx, rng)
    return Store(document, new_id=new_id, clock=clock or Clock())


def raise_unlucky(_tx: Transaction, _rng: Random) -> None:
    """Fail."""
    raise Unlucky


TestStore = StoreMachine.TestCase
TestStore.settings = settings(stateful_step_count=80)
