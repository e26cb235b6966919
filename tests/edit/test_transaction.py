"""Writing within an edit."""

import pytest
from msgspec.structs import replace

from journeymapper.model.errors import BrokenRule
from journeymapper.model.records import Card, Stage
from tests.edit.maps import Map
from tests.model.samples import assert_indexes_are_those_of_a_rebuild


def test_what_is_put_is_returned_as_it_is_stored(journey: Map) -> None:
    with journey.store.edit("Edit") as tx:
        card = tx.put(
            replace(journey.document.find(Stage, journey.stage("A").id) or journey.stage("A"), title="Z")
        )
        assert journey.document[card.id] is card


def test_lists_become_tuples_and_whole_numbers_floats(journey: Map) -> None:
    key = journey.add("one")
    with journey.store.edit("Edit") as tx:
        tx.change(key, tags=["a", "b"])
    card = journey.card("one")
    assert card.tags == ("a", "b")


@pytest.mark.parametrize(
    "fields", [{"severity": "high"}, {"lane": ["x"]}, {"text": None}, {"severity": True}, {"tags": "abc"}]
)
def test_a_value_of_the_wrong_type_is_refused(journey: Map, fields: dict[str, object]) -> None:
    key = journey.add("one")
    before = journey.document.snapshot()
    with pytest.raises(BrokenRule, match=key), journey.store.edit("Edit") as tx:
        tx.change(key, **fields)
    assert journey.document.snapshot() == before
    assert_indexes_are_those_of_a_rebuild(journey.document)


def test_an_unknown_field_is_refused(journey: Map) -> None:
    key = journey.add("one")
    with pytest.raises(TypeError), journey.store.edit("Edit") as tx:
        tx.change(key, mood="sad")


def test_the_id_of_a_record_cannot_be_changed(journey: Map) -> None:
    key = journey.add("one")
    with pytest.raises(TypeError), journey.store.edit("Edit") as tx:
        tx.change(key, id="other")


def test_what_is_not_there_cannot_be_changed_or_removed(journey: Map) -> None:
    with pytest.raises(BrokenRule, match="nowhere"), journey.store.edit("Edit") as tx:
        tx.change("nowhere", text="x")
    with pytest.raises(BrokenRule, match="nowhere"), journey.store.edit("Edit") as tx:
        tx.remove("nowhere")


def test_the_patch_holds_the_first_before_and_the_last_after(journey: Map) -> None:
    key = journey.add("one")
    with journey.store.edit("Edit") as tx:
        tx.change(key, text="two")
        tx.change(key, text="three")
        before, after = tx.patch.changes[key]
    assert isinstance(before, Card)
    assert isinstance(after, Card)
    assert (before.text, after.text) == ("one", "three")


def test_new_ids_are_not_those_of_records(journey: Map) -> None:
    taken = iter([journey.stage("A").id, journey.stage("B").id, "free"])
    journey.store._new_id = lambda: next(taken)
    with journey.store.edit("Edit") as tx:
        assert tx.new_id() == "free"


def test_fields_that_this_version_does_not_know_stay(journey: Map) -> None:
    key = journey.add("one", extra={"mood": {"deep": [1, 2]}})
    with journey.store.edit("Edit") as tx:
        tx.change(key, text="two")
    assert journey.card("two").extra == {"mood": {"deep": [1, 2]}}
