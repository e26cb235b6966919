"""Operations on stages and steps."""

from collections.abc import Callable

import pytest

from journeymapper.edit.cards import add_owner
from journeymapper.edit.lanes import set_point
from journeymapper.edit.links import connect
from journeymapper.edit.stages import (
    StageContent,
    add_stage,
    add_step,
    delete_stage,
    delete_step,
    move_stage,
    move_step,
    stage_content,
)
from journeymapper.edit.transaction import Transaction
from journeymapper.model.errors import BrokenRule
from journeymapper.model.records import EmotionPoint, Link, Stage
from tests.edit.maps import Map, touched


def put_point(journey: Map, name: str, value: float = 1) -> EmotionPoint:
    series = journey.document.first_series
    assert series is not None
    with journey.store.edit("Point") as tx:
        return set_point(tx, series.id, journey.step(name).id, value)


def unusual_order(journey: Map, key: str) -> None:
    """Give a stage or step an order key that no move to its place would give it."""
    with journey.store.edit("Order") as tx:
        tx.change(key, order="a1x")
    journey.heard.clear()


def end_of(journey: Map, name: str) -> str:
    """The id of a stage or step by its name."""
    return journey.step(name).id if name[1:] else journey.stage(name).id


# stages


@pytest.mark.parametrize(("index", "stages"), [(0, "XABC"), (1, "AXBC"), (3, "ABCX"), (None, "ABCX")])
def test_a_stage_is_added_at_its_index(journey: Map, index: int | None, stages: str) -> None:
    with journey.store.edit("Add") as tx:
        add_stage(tx, title="X", index=index)
    assert journey.stages() == stages


@pytest.mark.parametrize(("steps", "found"), [(1, 1), (3, 3), (0, 1), (-1, 1)])
def test_a_stage_has_the_steps_asked_for_and_one_at_least(journey: Map, steps: int, found: int) -> None:
    with journey.store.edit("Add") as tx:
        stage = add_stage(tx, title="X", steps=steps, goal="Rest", duration="1 h")
    assert len(journey.document.steps_of(stage.id)) == found
    assert (stage.goal, stage.duration) == ("Rest", "1 h")


@pytest.mark.parametrize(("index", "stages"), [(0, "ABC"), (1, "BAC"), (2, "BCA"), (None, "BCA")])
def test_a_stage_moves_among_the_others(journey: Map, index: int | None, stages: str) -> None:
    with journey.store.edit("Move") as tx:
        move_stage(tx, journey.stage("A").id, index)
    assert journey.stages() == stages


def test_moving_a_stage_changes_one_record_and_takes_its_content_along(journey: Map) -> None:
    journey.add("x", "actions", "A2")
    journey.heard.clear()
    with journey.store.edit("Move") as tx:
        move_stage(tx, journey.stage("A").id, 2)
    assert touched(journey.heard[0]) == {journey.stage("A").id}
    assert journey.where(journey.card("x").id) == ("actions", "A2")


def test_moving_a_stage_to_where_it_is_changes_nothing(journey: Map) -> None:
    unusual_order(journey, journey.stage("B").id)
    with journey.store.edit("Move") as tx:
        move_stage(tx, journey.stage("B").id, 1)
    assert journey.heard == []


def test_deleting_a_stage_deletes_its_steps_cards_points_and_links(journey: Map) -> None:
    one, two = journey.add("one", "actions", "A1"), journey.add("two", "actions", "B1")
    journey.add("wide", "backstage", "A")
    put_point(journey, "A2")
    kept = put_point(journey, "B1")
    with journey.store.edit("Link") as tx:
        connect(tx, one, two)
    stage = journey.stage("A")
    with journey.store.edit("Delete") as tx:
        delete_stage(tx, stage.id)
    assert (journey.stages(), len(journey.document.steps)) == ("BC", 3)
    assert [card.id for card in journey.document.items()] == [two]
    assert list(journey.document.all(EmotionPoint)) == [kept]
    assert list(journey.document.all(Link)) == []


def test_deleting_a_stage_clears_the_owners_that_stood_in_it(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        owner = add_owner(tx, journey.place("backstage", "A"))
    journey.add("x", "actions", "B1", owner=owner.id)
    with journey.store.edit("Delete") as tx:
        delete_stage(tx, journey.stage("A").id)
    assert journey.card("x").owner == ""


def test_the_content_of_a_stage_is_counted(journey: Map) -> None:
    one, two = journey.add("one", "actions", "A1"), journey.add("two", "actions", "B1")
    put_point(journey, "A1")
    put_point(journey, "B1")
    with journey.store.edit("Link") as tx:
        connect(tx, one, two)
    assert stage_content(journey.document, journey.stage("A").id) == StageContent(
        steps=2, cards=1, points=1, links=1
    )


def test_a_stage_has_content_where_it_has_cards_or_points() -> None:
    assert StageContent(steps=1, cards=1, points=0, links=0)
    assert StageContent(steps=1, cards=0, points=1, links=0)
    assert not StageContent(steps=2, cards=0, points=0, links=0)


def test_a_card_that_only_spans_up_to_a_stage_is_not_its_content(journey: Map) -> None:
    journey.add("x", "actions", "A1", until=journey.stage("C").id)
    assert not stage_content(journey.document, journey.stage("C").id)


@pytest.mark.parametrize(
    "act",
    [
        lambda tx, stage, step: move_stage(tx, step, 0),
        lambda tx, stage, step: delete_stage(tx, step),
        lambda tx, stage, step: add_step(tx, step),
        lambda tx, stage, step: move_step(tx, step, step, 0),
        lambda tx, stage, step: move_step(tx, stage, stage, 0),
        lambda tx, stage, step: delete_step(tx, stage),
    ],
)
def test_what_is_no_stage_or_step_is_refused(
    journey: Map, act: Callable[[Transaction, str, str], object]
) -> None:
    with pytest.raises(BrokenRule, match="is not a St"), journey.store.edit("Try") as tx:
        act(tx, journey.stage("A").id, journey.step("A1").id)


# steps


@pytest.mark.parametrize(("index", "found"), [(0, ["x", "", ""]), (1, ["", "x", ""]), (None, ["", "", "x"])])
def test_a_step_is_added_at_its_index(journey: Map, index: int | None, found: list[str]) -> None:
    with journey.store.edit("Add") as tx:
        add_step(tx, journey.stage("A").id, index=index, title="x")
    assert [step.title for step in journey.document.steps_of(journey.stage("A").id)] == found


def test_a_step_moves_within_its_stage(journey: Map) -> None:
    first, second = journey.step("A1"), journey.step("A2")
    with journey.store.edit("Move") as tx:
        move_step(tx, first.id, first.stage, 1)
    assert [step.id for step in journey.document.steps_of(first.stage)] == [second.id, first.id]
    assert touched(journey.heard[0]) == {first.id}


def test_moving_a_step_to_where_it_is_changes_nothing(journey: Map) -> None:
    unusual_order(journey, journey.step("A2").id)
    with journey.store.edit("Move") as tx:
        move_step(tx, journey.step("A2").id, journey.stage("A").id, None)
    assert journey.heard == []


def test_a_step_that_moves_to_another_stage_takes_its_cards_and_points_along(journey: Map) -> None:
    journey.add("x", "actions", "A2")
    journey.add("y", "backstage", "A2")
    journey.add("stays", "actions", "A1")
    point = put_point(journey, "A2")
    step = journey.step("A2")
    with journey.store.edit("Move") as tx:
        move_step(tx, step.id, journey.stage("C").id, 1)
    assert journey.step("C2").id == step.id
    assert [journey.where(journey.card(text).id) for text in ("x", "y", "stays")] == [
        ("actions", "C2"),
        ("backstage", "C2"),
        ("actions", "A1"),
    ]
    assert journey.document[point.id] == point


def test_cards_that_come_with_a_step_stand_below_those_already_there(journey: Map) -> None:
    for text, name in (("a", "A2"), ("b", "A1"), ("c", "A2"), ("x", "C1"), ("y", "C")):
        journey.add(text, "actions", name)
    with journey.store.edit("Move") as tx:
        move_step(tx, journey.step("A2").id, journey.stage("C").id, 0)
    assert journey.texts("actions", "C") == ["x", "y", "a", "c"]


@pytest.mark.parametrize("name", ["A", "A1"])
def test_a_card_that_only_spans_up_to_a_step_does_not_move_with_it(journey: Map, name: str) -> None:
    journey.add("x", "actions", name, until=journey.step("B1").id)
    with journey.store.edit("Move") as tx:
        move_step(tx, journey.step("B1").id, journey.stage("C").id, 0)
    assert journey.where(journey.card("x").id) == ("actions", name)


def test_a_stage_that_would_lose_its_last_step_gets_a_fresh_one(journey: Map) -> None:
    step = journey.step("B1")
    journey.add("wide", "actions", "B")
    with journey.store.edit("Move") as tx:
        move_step(tx, step.id, journey.stage("A").id, None)
    assert journey.step("A3").id == step.id
    assert [fresh.id for fresh in journey.document.steps_of(journey.stage("B").id)] != [step.id]
    assert journey.where(journey.card("wide").id) == ("actions", "B")


@pytest.mark.parametrize(("name", "target"), [("A2", "A1"), ("A1", "A1"), ("C1", "C1")])
def test_cards_of_a_deleted_step_go_to_the_one_before_or_else_after(
    journey: Map, name: str, target: str
) -> None:
    journey.add("x", "actions", name)
    with journey.store.edit("Delete") as tx:
        delete_step(tx, journey.step(name).id)
    assert journey.where(journey.card("x").id) == ("actions", target)


def test_cards_of_a_deleted_step_go_to_its_left_neighbour_not_to_the_first(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        add_step(tx, journey.stage("A").id)
    journey.add("x", "actions", "A3")
    with journey.store.edit("Delete") as tx:
        delete_step(tx, journey.step("A3").id)
    assert journey.where(journey.card("x").id) == ("actions", "A2")


def test_points_of_a_deleted_step_go(journey: Map) -> None:
    put_point(journey, "A1")
    with journey.store.edit("Delete") as tx:
        delete_step(tx, journey.step("A1").id)
    assert list(journey.document.all(EmotionPoint)) == []


def test_the_last_step_of_a_stage_is_not_deleted(journey: Map) -> None:
    journey.add("x", "actions", "B1")
    with pytest.raises(
        BrokenRule, match=r"^A stage keeps at least one step: delete the stage “B” instead\.$"
    ):
        delete(journey, "B1")
    assert journey.where(journey.card("x").id) == ("actions", "B1")


def delete(journey: Map, name: str) -> None:
    """Delete a stage or step by its name."""
    with journey.store.edit("Delete") as tx:
        if name[1:]:
            delete_step(tx, journey.step(name).id)
        else:
            delete_stage(tx, journey.stage(name).id)


# spans


@pytest.mark.parametrize(
    ("start", "until", "deleted", "left"),
    [
        ("A1", "C", "C", "B"),
        ("A1", "C2", "C2", "C1"),
        ("A1", "C1", "C1", "B1"),
        ("A1", "C2", "C", "B1"),
        ("A2", "B", "B", ""),
        ("A", "B1", "B", ""),
        ("A1", "A2", "A2", ""),
        ("A1", "B1", "B", "A2"),
        ("A1", "C", "B", "C"),
        ("A", "C", "C", "B"),
        ("C1", "C2", "C2", ""),
    ],
)
def test_a_span_up_to_what_is_deleted_ends_one_earlier(
    journey: Map, start: str, until: str, deleted: str, left: str
) -> None:
    kept = end_of(journey, left) if left else ""
    journey.add("x", "actions", start, until=end_of(journey, until))
    delete(journey, deleted)
    assert journey.card("x").until == kept


@pytest.mark.parametrize(
    ("start", "until", "moved", "index", "left"),
    [
        ("A1", "C", "C", 0, "B"),
        ("A1", "C2", "C", 0, "B1"),
        ("B1", "C", "C", 0, ""),
        ("A1", "B", "A", 2, ""),
        ("A1", "C", "C", 1, "C"),
        ("A1", "B", "C", 0, "B"),
        ("A1", "B", "B", 2, "B"),
    ],
)
def test_a_span_whose_end_moves_before_its_start_keeps_what_it_covered_besides(
    journey: Map, start: str, until: str, moved: str, index: int, left: str
) -> None:
    kept = end_of(journey, left) if left else ""
    journey.add("x", "actions", start, until=end_of(journey, until))
    with journey.store.edit("Move") as tx:
        move_stage(tx, journey.stage(moved).id, index)
    assert journey.card("x").until == kept


def test_a_span_whose_last_step_moves_before_its_start_keeps_what_it_covered_besides(journey: Map) -> None:
    kept = journey.step("B1").id
    journey.add("x", "actions", "A2", until=journey.step("C1").id)
    with journey.store.edit("Move") as tx:
        move_step(tx, journey.step("C1").id, journey.stage("A").id, 0)
    assert journey.card("x").until == kept


def test_a_span_that_begins_in_a_step_moved_past_its_end_is_dropped(journey: Map) -> None:
    journey.add("x", "actions", "A1", until=journey.step("B1").id)
    with journey.store.edit("Move") as tx:
        move_step(tx, journey.step("A1").id, journey.stage("C").id, 0)
    assert journey.card("x").until == ""


def test_the_only_stage_can_be_deleted(journey: Map) -> None:
    for title in "ABC":
        delete(journey, title)
    assert journey.document.count(Stage) == 0
