"""Every edit keeps to the rules of the model, whatever it writes."""

import pytest
from msgspec.structs import replace

from journeymapper.edit.cards import add_card, add_owner
from journeymapper.edit.lanes import add_line, set_point
from journeymapper.edit.links import connect
from journeymapper.edit.transaction import Transaction
from journeymapper.model.errors import BrokenRule
from journeymapper.model.records import Card, EmotionPoint, JourneyMap, Persona, Stage
from tests.edit.maps import Map


@pytest.fixture
def busy() -> Map:
    """A map with two linked cards, an owner that one of them names, and a point."""
    journey = Map()
    one, two = journey.add("one", "actions", "A2"), journey.add("two", "backstage", "B")
    with journey.store.edit("Set up") as tx:
        connect(tx, one, two)
        owner = add_owner(tx, journey.place("backstage", "C"), name="Ada")
        tx.change(one, owner=owner.id)
        series = journey.document.first_series
        assert series is not None
        set_point(tx, series.id, journey.step("C2").id, 1)
    return journey


def assert_refused(journey: Map, *, saying: str, **changes: object) -> None:
    """Check that changing, or with None removing, these records is refused with a sentence and has no effect."""
    before = journey.document.snapshot()
    with pytest.raises(BrokenRule, match=saying) as caught, journey.store.edit("Break") as tx:
        write(tx, changes)
    assert str(caught.value).endswith(".")
    assert journey.document.snapshot() == before


def write(tx: Transaction, changes: dict[str, object]) -> None:
    """Write changes: by id the fields to set, or None to remove the record."""
    for key, fields in changes.items():
        if isinstance(fields, dict):
            tx.change(key, **fields)
        else:
            tx.remove(key)


@pytest.mark.parametrize("kind", ["stage", "step", "lane", "owner", "card", "series"])
def test_what_others_point_at_cannot_be_removed_from_under_them(busy: Map, kind: str) -> None:
    card = busy.card("one")
    series = busy.document.first_series
    assert series is not None
    key = {
        "stage": card.stage,
        "step": card.step,
        "lane": card.lane,
        "owner": card.owner,
        "card": card.id,
        "series": series.id,
    }[kind]
    assert_refused(busy, saying="which is not there", **{key: None})


def test_removing_both_a_record_and_what_points_at_it_is_fine(busy: Map) -> None:
    card = busy.card("one")
    with busy.store.edit("Remove") as tx:
        for link in busy.document.links_of(card.id):
            tx.remove(link.id)
        tx.remove(card.id)
    assert card.id not in busy.document


@pytest.mark.parametrize("field", ["lane", "stage", "step", "until", "owner"])
def test_a_card_cannot_point_at_what_is_not_there(busy: Map, field: str) -> None:
    assert_refused(busy, saying=field, **{busy.card("one").id: {field: "nowhere"}})


@pytest.mark.parametrize(
    "fields", [{"severity": 5}, {"kind": "sorrow"}, {"order": "!"}, {"text": "\ud800"}, {"votes": -1}]
)
def test_values_stay_in_their_ranges(busy: Map, fields: dict[str, object]) -> None:
    assert_refused(busy, saying=next(iter(fields)), **{busy.card("one").id: fields})


@pytest.mark.parametrize("value", [2.5, -2.1, float("nan"), float("inf")])
def test_a_point_stays_between_minus_two_and_two(busy: Map, value: float) -> None:
    (point,) = busy.document.all(EmotionPoint)
    assert_refused(busy, saying="value", **{point.id: {"value": value}})


def test_a_stage_keeps_a_step(busy: Map) -> None:
    assert_refused(busy, saying="has no step", **{busy.step("B1").id: None})


def test_a_stage_does_not_lose_its_last_step_to_another(busy: Map) -> None:
    assert_refused(busy, saying="has no step", **{busy.step("B1").id: {"stage": busy.stage("A").id}})


def test_a_stage_is_not_added_without_a_step(busy: Map) -> None:
    with pytest.raises(BrokenRule, match="has no step"), busy.store.edit("Break") as tx:
        tx.put(Stage(id=tx.new_id(), title="D", order="a5"))


def test_a_step_does_not_leave_its_cards_in_another_stage(busy: Map) -> None:
    assert_refused(
        busy, saying="step of another stage", **{busy.step("A2").id: {"stage": busy.stage("B").id}}
    )


def test_a_card_stands_in_a_step_of_its_stage(busy: Map) -> None:
    assert_refused(
        busy, saying="step of another stage", **{busy.card("one").id: {"step": busy.step("B1").id}}
    )


def test_the_map_record_stays(busy: Map) -> None:
    assert_refused(busy, saying="exactly one", **{busy.document.map.id: None})


def test_a_second_map_record_is_refused(busy: Map) -> None:
    with pytest.raises(BrokenRule, match="exactly one"), busy.store.edit("Break") as tx:
        tx.put(JourneyMap(id=tx.new_id(), title="Other"))


def test_a_line_stands_once(busy: Map) -> None:
    with pytest.raises(BrokenRule, match="twice"), busy.store.edit("Break") as tx:
        add_line(tx, "visibility", index=0)


def test_a_card_is_not_linked_to_itself(busy: Map) -> None:
    card = busy.card("one").id
    with pytest.raises(BrokenRule, match="to itself"), busy.store.edit("Break") as tx:
        connect(tx, card, card)


def test_two_links_alike_are_refused(busy: Map) -> None:
    with pytest.raises(BrokenRule, match="second of its kind"), busy.store.edit("Break") as tx:
        connect(tx, busy.card("one").id, busy.card("two").id, label="again")


def test_a_link_is_not_changed_into_one_like_another(busy: Map) -> None:
    with busy.store.edit("Add") as tx:
        other = connect(tx, busy.card("one").id, busy.card("two").id, "causes")
    assert_refused(busy, saying="second of its kind", **{other.id: {"kind": "flow"}})


def test_two_points_of_a_series_at_a_step_are_refused(busy: Map) -> None:
    (point,) = busy.document.all(EmotionPoint)
    with pytest.raises(BrokenRule, match="second of its series"), busy.store.edit("Break") as tx:
        tx.put(replace(point, id=tx.new_id()))


def test_a_record_does_not_turn_into_another_type_under_those_that_point_at_it(busy: Map) -> None:
    card = busy.card("one")
    with pytest.raises(BrokenRule, match="which is not there"), busy.store.edit("Break") as tx:
        tx.put(Persona(id=card.id, name="Ada", order="a0"))


def test_a_broken_rule_in_the_middle_of_an_edit_is_fine_where_the_end_is_whole(busy: Map) -> None:
    step = busy.step("B1")
    with busy.store.edit("Replace") as tx:
        tx.remove(step.id)
        tx.put(replace(step, id=tx.new_id()))
    assert step.id not in busy.document


def test_only_what_an_edit_touches_is_looked_at(busy: Map) -> None:
    # A map that came in with a flaw elsewhere can be edited all the same.
    card = busy.card("two")
    busy.document._records[card.id] = replace(card, severity=99)
    key = busy.add("three")
    with busy.store.edit("Edit") as tx:
        tx.change(key, text="four")
        add_card(tx, busy.place("touchpoints", "A"), "touchpoint")
    assert busy.document.find(Card, key) is not None
