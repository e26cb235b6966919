"""Dragging the heads of stages, steps and lanes, and the pills of lines."""

import pytest

from journeymapper.model.records import Card
from tests.interact.desk import Desk


def texts_by_stage(desk: Desk) -> dict[str, set[str]]:
    return {
        stage.title: {card.text for card in desk.document.all(Card) if card.stage == stage.id}
        for stage in desk.document.stages
    }


def test_a_stage_dropped_between_two_others_stands_there_with_its_content(desk: Desk):
    before = texts_by_stage(desk)
    desk.drag(desk.stage_head("Awareness"), desk.stage_head("Decision", 0.95))
    assert desk.stages() == "CDAORA"
    assert texts_by_stage(desk) == before
    assert desk.says == "Moved Awareness to position 3"


def test_a_stage_can_be_brought_to_the_very_front_and_the_very_end(desk: Desk):
    desk.drag(desk.stage_head("Decision"), (desk.view.gutter + 2, 10.0))
    assert desk.stages() == "DACORA"
    desk.drag(desk.stage_head("Decision"), (desk.view.pixel_x(desk.grid.width) + 60, 10.0))
    assert desk.stages() == "ACORAD"


@pytest.mark.parametrize("across", [0.05, 0.3, 0.95])
def test_at_its_own_borders_a_stage_does_not_move_and_nothing_lights_up(desk: Desk, across: float):
    desk.press(desk.stage_head("Decision")).to(desk.stage_head("Decision", across))
    assert desk.preview.line is None
    before = desk.store.revision
    desk.release()
    assert desk.store.revision == before


def test_while_a_stage_is_dragged_its_content_fades_and_a_line_shows_the_border(desk: Desk):
    desk.press(desk.stage_head("Awareness")).to(desk.stage_head("Decision", 0.95))
    assert desk.preview.faded == {desk.stage("Awareness").id}
    assert desk.preview.ghost is not None
    border = next(box.x + box.width for box in desk.grid.stages if box.stage.title == "Decision")
    assert desk.preview.line is not None
    assert desk.preview.line[0] == desk.preview.line[2] == pytest.approx(border)


def test_a_step_goes_to_another_stage_with_its_cards(desk: Desk):
    first = desk.grid.columns[0].step
    cards = {card.text for card in desk.document.all(Card) if card.step == first}
    assert cards
    desk.drag(desk.step_head(1), desk.step_head(4))
    consideration = desk.stage("Consideration")
    assert first in [step.id for step in desk.document.steps_of(consideration.id)]
    moved = {
        card.text for card in desk.document.all(Card) if card.step == first and card.stage == consideration.id
    }
    assert moved == cards


def test_a_step_changes_places_with_its_neighbour(desk: Desk):
    one, two = (column.step for column in desk.grid.columns[:2])
    right = desk.grid.columns[1]
    desk.drag(desk.step_head(1), (desk.view.pixel_x(right.right) - 4, desk.view.header - 8))
    assert [column.step for column in desk.grid.columns[:2]] == [two, one]


def test_a_lane_dropped_between_two_others_stands_there(desk: Desk):
    desk.drag(desk.lane_head("pains"), desk.lane_head("thoughts", 0.1))
    rows = desk.rows()
    assert rows.index("pains") == rows.index("thoughts") - 1
    assert desk.outcome is not None
    assert desk.outcome.notice == ""


def test_a_lane_dragged_over_the_line_of_visibility_changes_sides_and_that_is_said(desk: Desk):
    desk.drag(desk.lane_head("frontstage"), desk.lane_head("support", 0.9))
    assert desk.lane("frontstage").side == "offstage"
    assert desk.outcome is not None
    assert "Frontstage actions" in desk.outcome.notice
    assert "offstage" in desk.outcome.notice


def test_dragging_the_line_of_visibility_changes_the_lanes_that_it_passes(desk: Desk):
    desk.drag(desk.lane_head("visibility"), desk.lane_head("support", 0.95))
    assert desk.lane("backstage").side == "onstage"
    assert desk.outcome is not None
    assert "onstage" in desk.outcome.notice


def test_a_line_is_dragged_by_its_line_too(desk: Desk):
    desk.drag(desk.cell("interaction", 3), desk.cell("moments", 3, down=0.95))
    rows = desk.rows()
    assert rows.index("interaction") == rows.index("moments") + 1


def test_one_drag_of_a_lane_is_one_step(desk: Desk):
    before = desk.document.snapshot()
    desk.drag(desk.lane_head("frontstage"), desk.lane_head("support", 0.9))
    desk.store.undo()
    assert desk.document.snapshot() == before


@pytest.mark.parametrize("head", ["stage", "step", "lane"])
def test_esc_gives_the_drag_of_a_head_up(desk: Desk, head: str):
    start = {
        "stage": desk.stage_head("Decision"),
        "step": desk.step_head(5),
        "lane": desk.lane_head("pains"),
    }[head]
    before = desk.document.snapshot()
    desk.press(start).by(300, 200).cancel().release()
    assert desk.document.snapshot() == before


def test_a_click_on_a_head_selects_it(desk: Desk):
    desk.click(desk.stage_head("Decision"))
    assert desk.store.session.selection == (desk.stage("Decision").id,)
    desk.click(desk.lane_head("pains"))
    assert desk.store.session.selection == (desk.lane("pains").id,)


def test_a_double_click_on_a_head_asks_for_its_name(desk: Desk):
    desk.press(desk.stage_head("Decision"), clicks=2)
    assert desk.outcome is not None
    assert desk.outcome.edit == desk.stage("Decision").id
