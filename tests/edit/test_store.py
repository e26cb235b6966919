"""The store: edits, listeners, undo and redo."""

import pytest
from msgspec.structs import replace

from journeymapper.edit.cards import add_card, delete_items
from journeymapper.edit.session import Session
from journeymapper.edit.stages import add_stage, delete_stage
from journeymapper.edit.store import Change, Store, open_stores
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document
from journeymapper.model.errors import BrokenRule, StalePatch
from journeymapper.model.ids import id_source
from journeymapper.model.patch import EMPTY
from journeymapper.model.records import Stage
from tests.edit.maps import Map
from tests.model.samples import assert_indexes_are_those_of_a_rebuild


class Unlucky(Exception):
    """What a test raises in the middle of an edit."""


def do_much_and_fail(journey: Map, tx: Transaction, error: BaseException) -> None:
    """Remove, add and look elsewhere, then raise the error."""
    delete_stage(tx, journey.stage("A").id)
    add_stage(tx, title="D", index=0)
    add_card(tx, journey.place("actions", "B1"), "note")
    journey.store.session = Session(focus="elsewhere")
    raise error


# edits


def test_an_edit_changes_the_document(journey: Map) -> None:
    with journey.store.edit("Add stage") as tx:
        add_stage(tx, title="D")
    assert journey.stages() == "ABCD"


def test_an_edit_sees_its_own_changes(journey: Map) -> None:
    with journey.store.edit("Add stage") as tx:
        stage = add_stage(tx, title="D", index=0)
        assert tx.document.stages[0] == stage
        assert tx.document is journey.document


def test_an_exception_restores_the_document_exactly(journey: Map) -> None:
    journey.add("one")
    before = journey.document.snapshot()
    with pytest.raises(Unlucky), journey.store.edit("Much") as tx:
        do_much_and_fail(journey, tx, Unlucky())
    assert journey.document.snapshot() == before
    assert_indexes_are_those_of_a_rebuild(journey.document)


def test_even_an_interruption_restores_the_document(journey: Map) -> None:
    before = journey.document.snapshot()
    with pytest.raises(KeyboardInterrupt), journey.store.edit("Much") as tx:
        do_much_and_fail(journey, tx, KeyboardInterrupt())
    assert journey.document.snapshot() == before


def test_a_failed_edit_leaves_no_trace(journey: Map) -> None:
    revision = journey.store.revision
    with pytest.raises(Unlucky), journey.store.edit("Much") as tx:
        do_much_and_fail(journey, tx, Unlucky())
    assert journey.heard == []
    assert (journey.store.revision, journey.store.undo_name, journey.store.modified) == (revision, "", False)


def test_a_broken_rule_restores_the_document(journey: Map) -> None:
    before = journey.document.snapshot()
    with pytest.raises(BrokenRule), journey.store.edit("Break") as tx:
        tx.remove(journey.stage("A").id)
    assert journey.document.snapshot() == before


def test_an_edit_that_changes_nothing_is_not_a_step(journey: Map) -> None:
    revision = journey.store.revision
    with journey.store.edit("Nothing") as tx:
        tx.change(journey.stage("A").id, title="A")
        tx.remove(add_card(tx, journey.place("actions", "A1"), "note").id)
    assert (journey.heard, journey.store.undo_name, journey.store.revision) == ([], "", revision)


def test_an_edit_in_an_edit_is_refused(journey: Map) -> None:
    with journey.store.edit("Outer") as tx:
        with pytest.raises(RuntimeError), journey.store.edit("Inner"):
            pass
        add_stage(tx, title="D")
    assert journey.stages() == "ABCD"


def test_undo_and_redo_in_an_edit_are_refused(journey: Map) -> None:
    journey.add("one")
    with journey.store.edit("Outer"):
        with pytest.raises(RuntimeError):
            journey.store.undo()
        with pytest.raises(RuntimeError):
            journey.store.redo()


def test_writing_after_the_end_of_an_edit_is_refused(journey: Map) -> None:
    with journey.store.edit("Short") as tx:
        pass
    with pytest.raises(RuntimeError):
        tx.change(journey.stage("A").id, title="Z")
    assert journey.stages() == "ABC"


def test_a_store_is_open_during_an_edit_only(journey: Map) -> None:
    with journey.store.edit("Add"):
        during = (journey.store.open, open_stores())
    assert during == (True, [journey.store])
    assert (journey.store.open, open_stores()) == (False, [])


def test_a_store_is_not_open_after_a_failed_edit(journey: Map) -> None:
    with pytest.raises(Unlucky), journey.store.edit("Add"):
        raise Unlucky
    assert not journey.store.open
    assert open_stores() == []


# listeners


def test_a_change_tells_what_was_changed_and_why(journey: Map) -> None:
    key = journey.add("one")
    (change,) = journey.heard
    assert (change.name, change.cause, set(change.patch.changes)) == ("Add", "edit", {key})


def test_undo_and_redo_tell_of_themselves(journey: Map) -> None:
    journey.add("one")
    undone, redone = journey.store.undo(), journey.store.redo()
    assert undone is not None
    assert redone is not None
    assert journey.heard[1:] == [undone, redone]
    assert [change.cause for change in journey.heard] == ["edit", "undo", "redo"]
    assert undone.patch == redone.patch.inverted()


def test_a_listener_that_left_hears_nothing_more(journey: Map) -> None:
    heard: list[Change] = []
    leave = journey.store.subscribe(heard.append)
    leave()
    leave()
    journey.add("one")
    assert heard == []


def test_a_listener_may_make_another_leave_while_it_is_told(journey: Map) -> None:
    heard: list[Change] = []
    journey.store.subscribe(lambda change: leave())
    leave = journey.store.subscribe(heard.append)
    journey.add("one")
    assert heard == []


def test_when_a_listener_fails_the_others_are_told_and_the_edit_stands(journey: Map) -> None:
    def fail(_change: Change) -> None:
        raise Unlucky

    heard: list[Change] = []
    journey.store.subscribe(fail)
    journey.store.subscribe(heard.append)
    with pytest.raises(Unlucky):
        journey.add("one")
    assert len(heard) == 1
    assert journey.texts("actions", "A") == ["one"]
    assert journey.store.undo_name == "Add"


def test_the_store_works_on_after_a_listener_failed(journey: Map) -> None:
    def fail(_change: Change) -> None:
        raise Unlucky

    leave = journey.store.subscribe(fail)
    with pytest.raises(Unlucky):
        journey.add("one")
    leave()
    journey.store.undo()
    journey.add("two")
    assert journey.texts("actions", "A") == ["two"]


def test_when_several_listeners_fail_all_their_errors_are_raised(journey: Map) -> None:
    def fail(_change: Change) -> None:
        raise Unlucky

    journey.store.subscribe(fail)
    journey.store.subscribe(fail)
    with pytest.raises(ExceptionGroup) as caught:
        journey.add("one")
    assert len(caught.value.exceptions) == 2


def test_a_listener_must_not_edit(journey: Map) -> None:
    def meddle(_change: Change) -> None:
        with journey.store.edit("Meddle") as tx:
            add_stage(tx, title="Z")

    journey.store.subscribe(meddle)
    with pytest.raises(RuntimeError):
        journey.add("one")
    assert journey.stages() == "ABC"


def test_the_revision_rises_with_every_change(journey: Map) -> None:
    revisions = [journey.store.revision]
    journey.add("one")
    revisions.append(journey.store.revision)
    journey.store.undo()
    revisions.append(journey.store.revision)
    journey.store.redo()
    revisions.append(journey.store.revision)
    assert revisions == sorted(set(revisions))


def test_replaying_the_changes_rebuilds_the_document(journey: Map) -> None:
    mirror = Document(journey.document)
    journey.store.subscribe(lambda change: mirror.apply(change.patch))
    key = journey.add("one")
    journey.store.undo()
    journey.store.redo()
    with journey.store.edit("Delete") as tx:
        delete_items(tx, [key])
    assert mirror.snapshot() == journey.document.snapshot()


# undo and redo


def test_undo_and_redo_without_a_step_do_nothing(journey: Map) -> None:
    assert journey.store.undo() is None
    assert journey.store.redo() is None
    assert journey.heard == []


def test_steps_are_undone_backwards_and_redone_forwards(journey: Map) -> None:
    for text in ("one", "two", "three"):
        journey.add(text)
    journey.store.undo()
    journey.store.undo()
    assert journey.texts("actions", "A") == ["one"]
    journey.store.redo()
    assert journey.texts("actions", "A") == ["one", "two"]


def test_names_tell_what_would_be_undone_and_redone(journey: Map) -> None:
    with journey.store.edit("Rename") as tx:
        tx.change(journey.stage("A").id, title="Z")
    assert (journey.store.undo_name, journey.store.redo_name) == ("Rename", "")
    journey.store.undo()
    assert (journey.store.undo_name, journey.store.redo_name) == ("", "Rename")


def test_a_new_step_forgets_what_was_undone(journey: Map) -> None:
    journey.add("one")
    journey.store.undo()
    journey.add("two")
    assert journey.store.redo_name == ""
    assert journey.store.redo() is None


# patches from elsewhere


def test_a_foreign_patch_is_applied_as_one_step(journey: Map) -> None:
    other = Store(Document(journey.document), new_id=id_source())
    patches = []
    other.subscribe(lambda change: patches.append(change.patch))
    with other.edit("Add stage") as tx:
        add_stage(tx, title="D", steps=3)
    journey.store.apply(patches[0], "Merge")
    assert journey.document.snapshot() == other.document.snapshot()
    assert journey.store.undo_name == "Merge"


def test_a_stale_patch_changes_nothing(journey: Map) -> None:
    journey.add("one")
    stale = journey.heard[0].patch
    before = journey.document.snapshot()
    with pytest.raises(StalePatch):
        journey.store.apply(stale, "Again")
    assert journey.document.snapshot() == before
    assert not journey.store.open


def test_a_foreign_patch_that_breaks_a_rule_is_refused(journey: Map) -> None:
    stage = journey.stage("A")
    patch = replace(EMPTY, changes={stage.id: (stage, None)})
    with pytest.raises(BrokenRule):
        journey.store.apply(patch, "Break")
    assert journey.stages() == "ABC"


def test_a_foreign_patch_cannot_put_a_record_under_another_id(journey: Map) -> None:
    patch = replace(EMPTY, changes={"one": (None, Stage(id="two", title="X", order="a0"))})
    with pytest.raises(BrokenRule):
        journey.store.apply(patch, "Break")
    assert_indexes_are_those_of_a_rebuild(journey.document)


# session


def test_undo_restores_the_session_from_before_and_redo_that_from_after(journey: Map) -> None:
    store = journey.store
    key = journey.add("one")
    before, after = Session(selection=(key,), scroll=(5, 5)), Session(focus=key, scroll=(9, 9))
    store.session = before
    with store.edit("Edit") as tx:
        tx.change(key, text="two")
        store.session = after
    store.session = Session(scroll=(100, 100))
    store.undo()
    assert store.session == before
    store.redo()
    assert store.session == after


def test_a_failed_edit_restores_the_session(journey: Map) -> None:
    heard: list[Session] = []
    journey.store.subscribe_session(heard.append)
    with pytest.raises(Unlucky), journey.store.edit("Edit") as tx:
        do_much_and_fail(journey, tx, Unlucky())
    assert journey.store.session == Session()
    assert heard == []


def test_what_is_deleted_is_no_longer_selected(journey: Map) -> None:
    one, two = journey.add("one"), journey.add("two")
    journey.store.session = Session(selection=(one, two))
    with journey.store.edit("Delete") as tx:
        delete_items(tx, [one])
    left = journey.store.session
    journey.store.undo()
    assert (left, journey.store.session) == (Session(selection=(two,)), Session(selection=(one, two)))


def test_session_listeners_hear_of_every_other_session_once(journey: Map) -> None:
    heard: list[Session] = []
    leave = journey.store.subscribe_session(heard.append)
    first = Session(focus="a")
    journey.store.session = first
    journey.store.session = Session(focus="a")
    leave()
    journey.store.session = Session(focus="b")
    assert heard == [first]


def test_session_listeners_hear_what_undo_brings_back(journey: Map) -> None:
    key = journey.add("one")
    journey.store.session = Session(selection=(key,))
    heard: list[Session] = []
    journey.store.subscribe_session(heard.append)
    journey.store.undo()
    assert heard == [Session()]


def test_an_edit_that_only_looks_elsewhere_tells_of_the_session(journey: Map) -> None:
    heard: list[Session] = []
    journey.store.subscribe_session(heard.append)
    with journey.store.edit("Look"):
        journey.store.session = Session(focus="x")
        assert heard == []
    assert heard == [Session(focus="x")]
    assert journey.store.undo_name == ""


def test_a_change_carries_the_session_that_the_store_has_then(journey: Map) -> None:
    seen: list[tuple[Session, Session]] = []
    journey.store.subscribe(lambda change: seen.append((change.session, journey.store.session)))
    key = journey.add("one")
    journey.store.session = Session(selection=(key,))
    journey.store.undo()
    journey.store.redo()
    assert all(told == held for told, held in seen)
