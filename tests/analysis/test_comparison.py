"""What differs between two maps: nothing more and nothing less than what it takes to make one the other."""

from typing import Any

import pytest
from hypothesis import given
from msgspec import UNSET

from journeymapper.analysis.comparison import (
    Added,
    Changed,
    Comparison,
    FieldChange,
    Moved,
    PictureChanged,
    Removed,
    Reordered,
    applied,
    compare,
)
from journeymapper.edit.cards import delete_items, move_items
from journeymapper.edit.lanes import move_row
from journeymapper.edit.personas import add_persona, set_portrait
from journeymapper.edit.stages import move_stage
from journeymapper.model.document import Document
from journeymapper.model.records import Asset, Card, Record
from tests.analysis.maps import Sketch
from tests.edit.maps import Map
from tests.edit.people import copied, deeds, edited, started


@given(first=deeds(), second=deeds())
def test_before_with_all_differences_is_after(first, second):
    base = started()
    before, after = edited(base, "a", first), edited(base, "b", second)
    comparison = compare(before, after)
    assert applied(before.snapshot(), comparison.differences) == after.snapshot()
    assert bool(comparison) == (before.snapshot() != after.snapshot() or bool(pictures(comparison)))


@given(done=deeds())
def test_a_map_does_not_differ_from_itself(done):
    document = edited(started(), "a", done)
    assert not compare(document, copied(document))


def pictures(comparison: Comparison) -> list[Any]:
    return [found for found in comparison.differences if isinstance(found, PictureChanged)]


def after(journey: Map, edit) -> Comparison:
    before = copied(journey.document)
    with journey.store.edit("Edit") as tx:
        edit(tx)
    return compare(before, journey.document)


@pytest.fixture
def journey() -> Map:
    return Map()


@pytest.fixture
def filled(journey: Map) -> Map:
    for text in "abcd":
        journey.add(text)
    return journey


def test_a_field_is_told_with_both_values(filled: Map):
    card = filled.card("a")
    found = after(filled, lambda tx: tx.change(card.id, severity=3, text="A"))
    assert found.differences == (
        Changed(card, filled.card("A"), (FieldChange("text", "a", "A"), FieldChange("severity", 0, 3))),
    )


def test_an_unknown_field_is_told_like_any_other(filled: Map):
    card = filled.card("a").id
    found = after(filled, lambda tx: tx.change(card, extra={"mood": "calm"}))
    assert [change.fields for change in found.differences if isinstance(change, Changed)] == [
        (FieldChange("extra.mood", UNSET, "calm"),)
    ]


def test_a_card_that_went_elsewhere_was_moved_and_neither_added_nor_removed(filled: Map):
    card = filled.card("b")
    found = after(filled, lambda tx: move_items(tx, [card.id], filled.place("backstage", "B")))
    (difference,) = found.differences
    assert isinstance(difference, Moved)
    assert {change.field for change in difference.fields} == {"lane", "stage", "step", "order"}


def test_moving_one_card_within_its_cell_names_that_card(filled: Map):
    card = filled.card("d")
    (difference,) = after(
        filled, lambda tx: move_items(tx, [card.id], filled.place("actions", "A1", 1))
    ).differences
    assert isinstance(difference, Reordered)
    assert difference.moved == (card.id,)
    assert [filled.document.find(Card, key).text for key in difference.ids] == list("adbc")  # type: ignore[union-attr]


def test_a_reordering_of_many_is_one_difference(filled: Map):
    def turn(tx):
        for letter, order in zip("abcd", ("a9", "a8", "a7", "a6"), strict=True):
            tx.change(filled.card(letter).id, order=order)

    (difference,) = after(filled, turn).differences
    assert isinstance(difference, Reordered)
    assert len(difference.moved) == 3
    assert set(difference.orders) == {filled.card(letter).id for letter in "abcd"}


def test_keys_renewed_without_another_order_move_nobody(filled: Map):
    def renew(tx):
        for letter, order in zip("abcd", ("b00", "b01", "b02", "b03"), strict=True):
            tx.change(filled.card(letter).id, order=order)

    (difference,) = after(filled, renew).differences
    assert isinstance(difference, Reordered)
    assert difference.moved == ()


def test_a_stage_and_a_lane_are_reordered_among_their_like(filled: Map):
    stage, lane = filled.stage("C").id, filled.lane("backstage").id

    def both(tx):
        move_stage(tx, stage, 0)
        move_row(tx, lane, 0)

    found = after(filled, both)
    assert list(found.groups) == ["stages", "rows"]
    assert [row.moved for row in found.groups["stages"] if isinstance(row, Reordered)] == [(stage,)]
    assert any(isinstance(row, Reordered) and row.moved == (lane,) for row in found.groups["rows"])


def test_differences_come_in_reading_order(filled: Map):
    def much(tx):
        tx.change(filled.card("c").id, votes=1)
        tx.change(filled.card("a").id, votes=1)
        delete_items(tx, [filled.card("b").id])
        tx.change(filled.stage("A").id, goal="x")
        tx.change(tx.document.map.id, title="y")

    found = after(filled, much)
    assert list(found.groups) == ["map", "stages", "cards"]
    assert [name_of(difference) for difference in found.groups["cards"]] == ["a", "b", "c"]


def name_of(difference: Any) -> str:
    record: Any = difference.record if isinstance(difference, Added | Removed) else difference.after
    return str(record.text)


def test_a_record_of_another_type_under_one_id_is_removed_and_added():
    sketch = Sketch(1)
    before = Document(sketch.records.values())
    other = Asset(id="a1", sha256="0" * 64, media_type="image/png")
    records: dict[str, Record] = {**sketch.records, "a1": other}
    found = compare(before, Document(records.values()))
    assert set(map(type, found.differences)) == {Added, Removed}
    assert applied(before.snapshot(), found.differences) == records


def test_pictures_are_told_with_their_sizes(journey: Map):
    with journey.store.edit("Add") as tx:
        persona = add_persona(tx, "Maya").id
    found = after(journey, lambda tx: set_portrait(tx, persona, b"12345", width=1, height=1))
    (picture,) = pictures(found)
    assert (picture.before, picture.after) == (None, 5)
