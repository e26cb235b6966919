"""Dragging cards."""

import pytest

from journeymapper.interact.events import Held, Press
from journeymapper.model.records import Card
from tests.interact.desk import Desk, example


def test_a_card_that_is_dropped_in_another_stage_stands_there(desk: Desk):
    desk.drag(desk.at("P4"), desk.cell("pains", 5, down=0.9))
    assert desk.codes("pains", "Decision") == ["P3", "P4"]
    assert desk.says == "Moved P4 from D Onboarding & service, Pain points to C Decision, Pain points"


def test_a_card_dropped_above_another_stands_before_it(desk: Desk):
    desk.drag(desk.at("P4"), desk.cell("pains", 5, down=0.1))
    assert desk.codes("pains", "Decision") == ["P4", "P3"]


def test_a_card_dropped_in_another_lane_changes_lane_and_keeps_its_kind(desk: Desk):
    desk.drag(desk.at("P4"), desk.cell("moments", 6))
    card = desk.card("P4")
    assert (card.lane, card.kind) == (desk.lane("moments").id, "pain_point")
    assert card.stage == desk.stage("Decision").id


def test_several_cards_keep_their_reading_order_whichever_is_grabbed(desk: Desk):
    desk.select("P5", "P2", "P4")
    desk.drag(desk.at("P5"), desk.cell("pains", 6, down=0.95))
    assert desk.codes("pains", "Decision") == ["P3", "P2", "P4", "P5"]


def test_one_drag_of_several_cards_is_one_step_that_undo_takes_back(desk: Desk):
    before = desk.document.snapshot()
    desk.select("P4", "P5")
    desk.drag(desk.at("P4"), desk.cell("pains", 5, down=0.9))
    assert desk.store.undo_name == "Move 2 cards"
    desk.store.undo()
    assert desk.document.snapshot() == before
    assert desk.selected() == {"P4", "P5"}


def test_with_ctrl_a_copy_goes_to_the_place_and_the_card_stays(desk: Desk):
    desk.drag(desk.at("P4"), desk.cell("pains", 5, down=0.9), Held.CTRL)
    assert desk.card("P4").stage == desk.stage("Onboarding & service").id
    assert desk.codes("pains", "Decision") == ["P3", "P8"]
    assert desk.selected() == {"P8"}


def test_ctrl_may_be_pressed_and_let_go_in_the_middle_of_a_drag(desk: Desk):
    desk.press(desk.at("P4")).to(desk.cell("pains", 5)).hold(Held.CTRL)
    assert desk.preview.cursor == "copy"
    assert not desk.preview.faded
    desk.hold(Held.NONE)
    assert desk.preview.faded == {desk.card("P4").id}


def test_with_shift_a_card_dragged_across_keeps_its_lane(desk: Desk):
    desk.press(desk.at("P4")).to(desk.cell("opportunities", 1), Held.SHIFT).release()
    assert desk.card("P4").lane == desk.lane("pains").id
    assert desk.card("P4").stage == desk.stage("Awareness").id


def test_with_shift_a_card_dragged_down_keeps_its_stage(desk: Desk):
    desk.press(desk.at("P4")).to(desk.cell("measures", 8), Held.SHIFT).release()
    assert desk.card("P4").lane == desk.lane("measures").id
    assert desk.card("P4").stage == desk.stage("Onboarding & service").id


@pytest.mark.parametrize("far", [0, 2, 4])
def test_a_press_that_hardly_moves_is_a_click(desk: Desk, far: int):
    before = desk.document.snapshot()
    desk.press(desk.at("P4")).by(far, 0)
    assert desk.preview.ghost is None
    desk.release()
    assert desk.document.snapshot() == before
    assert desk.selected() == {"P4"}


@pytest.mark.parametrize("zoom", [0.2, 1.0, 3.0])
def test_the_threshold_is_the_same_at_every_zoom(zoom: float):
    desk = Desk(example(), width=2000, height=1200, zoom=zoom)
    desk.press(desk.at("P1")).by(5, 0)
    assert desk.preview.ghost is not None


def test_nothing_is_written_before_the_button_is_released(desk: Desk):
    revision = desk.store.revision
    desk.press(desk.at("P4")).to(desk.cell("pains", 5)).to(desk.cell("pains", 1))
    assert desk.store.revision == revision


def test_the_preview_shows_where_a_drop_goes(desk: Desk):
    desk.press(desk.at("P4")).to(desk.cell("pains", 5, down=0.9))
    preview = desk.preview
    assert preview.tint is not None
    assert preview.line is not None
    assert preview.faded == {desk.card("P4").id}
    assert preview.says == "Moving P4 to C Decision, Pain points, position 2"
    assert [hint.key for hint in preview.hints] == ["Ctrl", "Shift", "Esc"]


def test_in_an_empty_cell_there_is_no_line(desk: Desk):
    desk.press(desk.at("P4")).to(desk.cell("frontstage", 1))
    assert desk.preview.tint is not None
    assert desk.preview.line is None


def test_where_a_drop_does_nothing_nothing_lights_up(desk: Desk):
    desk.press(desk.at("P4")).by(8, 0)
    assert desk.preview.ghost is not None
    assert (desk.preview.tint, desk.preview.line) == (None, None)
    before = desk.store.revision
    desk.release()
    assert desk.store.revision == before


@pytest.mark.parametrize("where", ["over a line", "beside the map", "over the heads"])
def test_outside_the_cells_nothing_lights_up_and_nothing_happens(desk: Desk, where: str):
    spot = {
        "over a line": desk.cell("visibility", 3),
        "beside the map": (desk.view.pixel_x(desk.grid.width) + 30, 300.0),
        "over the heads": desk.stage_head("Decision"),
    }[where]
    before = desk.store.revision
    desk.press(desk.at("P4")).to(spot)
    if where != "over the heads":
        assert desk.preview.tint is None
    desk.cancel()
    assert desk.store.revision == before


def test_esc_leaves_everything_as_it_was(desk: Desk):
    before = desk.document.snapshot()
    desk.press(desk.at("P4")).to(desk.cell("pains", 5)).cancel().release()
    assert desk.document.snapshot() == before
    assert not desk.busy


def test_the_right_button_gives_a_drag_up(desk: Desk):
    before = desk.document.snapshot()
    desk.press(desk.at("P4")).to(desk.cell("pains", 5))
    desk.press(desk.cell("pains", 5), button="right").release()
    assert desk.document.snapshot() == before
    assert not desk.busy


def test_the_ghost_hangs_where_the_card_was_grabbed(desk: Desk):
    desk.press(desk.at("P4", 0.25, 0.75)).to((500.0, 400.0))
    ghost = desk.preview.ghost
    corner = desk.at("P4", 0.0, 0.0)
    grabbed = desk.at("P4", 0.25, 0.75)
    assert ghost is not None
    assert (ghost.x, ghost.y) == pytest.approx(
        (500 - (grabbed[0] - corner[0]), 400 - (grabbed[1] - corner[1]))
    )


def test_the_ghost_of_several_cards_begins_with_the_one_that_was_grabbed(desk: Desk):
    desk.select("P1", "P4", "P2").press(desk.at("P2")).by(40, 0)
    assert desk.preview.ghost is not None
    assert desk.preview.ghost.keys[0] == desk.card("P2").id
    assert len(desk.preview.ghost.keys) == 3


def test_a_card_that_was_not_selected_is_dragged_alone(desk: Desk):
    desk.select("P1", "P2")
    desk.drag(desk.at("P4"), desk.cell("pains", 5, down=0.9))
    assert desk.selected() == {"P4"}
    assert desk.codes("pains", "Decision") == ["P3", "P4"]


def test_a_drag_goes_on_when_the_map_changes_under_it(desk: Desk):
    desk.press(desk.at("P4")).to(desk.cell("pains", 5, down=0.9))
    with desk.store.edit("elsewhere") as tx:
        tx.change(desk.card("P1").id, text="Something else")
    assert desk.busy
    desk.release()
    assert desk.codes("pains", "Decision") == ["P3", "P4"]


def test_a_drag_ends_when_what_is_dragged_is_gone(desk: Desk):
    desk.press(desk.at("P4")).to(desk.cell("pains", 5))
    key = desk.card("P4").id
    with desk.store.edit("elsewhere") as tx:
        for link in tx.document.links_of(key):
            tx.remove(link.id)
        tx.remove(key)
    assert not desk.busy


def test_a_pill_goes_between_two_others_in_its_line(desk: Desk):
    pills = desk.codes("touchpoints", "Decision")
    mail = desk.codes("touchpoints", "Onboarding & service")[0]
    desk.drag(desk.at(mail), desk.at(pills[1], 0.1))
    assert desk.codes("touchpoints", "Decision") == [pills[0], mail, *pills[1:]]


def test_a_second_press_does_not_disturb_a_drag(desk: Desk):
    desk.press(desk.at("P4")).to(desk.cell("pains", 5, down=0.9))
    desk._feed(Press(*desk.cell("pains", 5, down=0.9)))
    desk.release()
    assert desk.codes("pains", "Decision") == ["P3", "P4"]


def test_the_code_of_a_card_never_changes_when_it_is_moved(desk: Desk):
    texts = {card.code: card.text for card in desk.document.all(Card)}
    desk.drag(desk.at("B1"), desk.cell("backstage", 12))
    assert {card.code: card.text for card in desk.document.all(Card)} == texts
