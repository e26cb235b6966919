"""Panning, the rubber band, and what clicks select."""

import pytest

from journeymapper.interact.events import Held
from journeymapper.interact.focus import focused_cell
from tests.interact.desk import Desk, example


def test_a_click_selects_one_card(desk: Desk):
    desk.select("P1", "P2").click(desk.at("P4"))
    assert desk.selected() == {"P4"}


def test_a_click_on_one_of_several_selected_leaves_it_alone(desk: Desk):
    desk.select("P1", "P2").click(desk.at("P2"))
    assert desk.selected() == {"P2"}


def test_ctrl_click_adds_and_takes_away(desk: Desk):
    desk.select("P1", "P2")
    assert desk.selected() == {"P1", "P2"}
    desk.click(desk.at("P1"), Held.CTRL)
    assert desk.selected() == {"P2"}


def test_shift_click_selects_all_between_in_reading_order(desk: Desk):
    desk.click(desk.at("P2")).click(desk.at("P5"), Held.SHIFT)
    assert desk.selected() == {"P2", "P3", "P4", "P5"}


def test_another_shift_click_measures_from_the_same_card(desk: Desk):
    desk.click(desk.at("P3")).click(desk.at("P6"), Held.SHIFT).click(desk.at("P1"), Held.SHIFT)
    assert desk.selected() == {"P1", "P2", "P3"}


def test_a_rubber_band_selects_what_it_touches(desk: Desk):
    left, top = desk.at("P2", 0.0, 0.0)
    right, bottom = desk.at("P4", 0.1, 0.9)
    desk.press((left - 3, top - 3)).to((right, bottom))
    assert desk.preview.band is not None
    assert desk.preview.selection is not None
    assert len(desk.preview.selection) == 3
    desk.release()
    assert desk.selected() == {"P2", "P3", "P4"}


def test_a_rubber_band_with_ctrl_adds(desk: Desk):
    desk.select("O1")
    left, top = desk.at("P2", 0.0, 0.0)
    desk.press((left - 3, top - 3), Held.CTRL).to(desk.at("P2")).release()
    assert desk.selected() == {"O1", "P2"}


def test_esc_in_a_rubber_band_keeps_the_selection(desk: Desk):
    desk.select("O1")
    left, top = desk.at("P2", 0.0, 0.0)
    desk.press((left - 3, top - 3)).to(desk.at("P2")).cancel()
    assert desk.selected() == {"O1"}


def test_a_click_on_empty_ground_selects_nothing_and_gives_the_cell_the_keyboard(desk: Desk):
    desk.select("O1").click(desk.cell("frontstage", 1))
    assert desk.store.session.selection == ()
    cell = focused_cell(desk.store.session.focus)
    assert cell is not None
    assert (cell.lane, cell.stage) == (desk.lane("frontstage").id, desk.stage("Awareness").id)


def test_a_double_click_on_an_empty_cell_asks_for_a_draft_there(desk: Desk):
    desk.press(desk.cell("frontstage", 1), clicks=2)
    assert desk.outcome is not None
    assert desk.outcome.draft is not None
    assert desk.outcome.draft.lane == desk.lane("frontstage").id


def test_a_double_click_outside_the_map_does_nothing(desk: Desk):
    beside = (desk.view.pixel_x(desk.grid.width) + 40, 300.0)
    desk.press(beside, clicks=2).release()
    assert desk.outcome is not None
    assert (desk.outcome.draft, desk.outcome.edit) == (None, "")


@pytest.mark.parametrize("zoom", [0.5, 1.0, 2.0])
def test_panning_keeps_the_point_that_was_pressed_under_the_pointer(zoom: float):
    desk = Desk(example(), width=700, height=400, zoom=zoom)
    desk.look_at(200, 150)
    held = desk.view.map_x(500), desk.view.map_y(300)
    desk.press((500.0, 300.0), button="middle").to((430.0, 220.0))
    assert desk.view.pixel_x(held[0]) == pytest.approx(430, abs=1)
    assert desk.view.pixel_y(held[1]) == pytest.approx(220, abs=1)
