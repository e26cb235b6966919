"""Every drag, with real mouse events on the real window; what counts is what the saved file says."""

import pytest
from PySide6.QtCore import QPoint, Qt

from journeymapper.model.document import Document
from journeymapper.model.records import Card, Line, Link, Stage
from journeymapper.model.tables import KINDS
from tests.gui.drive import Button, Hand, Held, Key
from tests.gui.driving import Driver, Program


@pytest.fixture
def driver(program: Program) -> Driver:
    """A window on a copy of the example."""
    return program.example()


@pytest.fixture
def hand(driver: Driver) -> Hand:
    """The example, seen whole."""
    driver.canvas.fit_map()
    found = Hand(driver.canvas)
    found.wait(150)
    return found


def saved(driver: Driver) -> Document:
    driver.canvas.commit_edit()
    driver.give("file.save")
    driver.wait_saved()
    return driver.saved()


def cell(document: Document, role: str, stage: str) -> list[str]:
    lane = next(lane for lane in document.lanes if lane.role == role)
    where = next(one for one in document.stages if one.title == stage)
    return [item.code for item in document.cell(lane.id, where.id) if isinstance(item, Card)]


def test_a_card_dragged_to_another_cell_is_there_in_the_file(driver: Driver, hand: Hand):
    hand.drag(hand.at("P4"), hand.cell("pains", 5, down=0.9))
    assert cell(saved(driver), "pains", "Decision") == ["P3", "P4"]


def test_several_cards_dragged_keep_their_order_in_the_file(driver: Driver, hand: Hand):
    hand.click(hand.at("P4")).click(hand.at("P5"), Held.ControlModifier)
    hand.drag(hand.at("P5"), hand.cell("pains", 5, down=0.9))
    assert cell(saved(driver), "pains", "Decision") == ["P3", "P4", "P5"]


def test_a_card_dragged_with_ctrl_is_copied(driver: Driver, hand: Hand):
    hand.drag(hand.at("P4"), hand.cell("pains", 5, down=0.9), Held.ControlModifier)
    document = saved(driver)
    assert cell(document, "pains", "Decision") == ["P3", "P8"]
    assert "P4" in cell(document, "pains", "Onboarding & service")


def test_a_card_dragged_within_its_cell_changes_places(driver: Driver, hand: Hand):
    hand.drag(hand.at("P4"), hand.cell("pains", 5, down=0.9))
    hand.drag(hand.at("P4"), hand.at("P3", 0.5, 0.1))
    assert cell(saved(driver), "pains", "Decision") == ["P4", "P3"]


def test_a_dragged_stage_head_takes_its_content_along(driver: Driver, hand: Hand):
    before = {card.code for card in driver.document.all(Card) if card.stage == hand.stage("Awareness").id}
    hand.drag(hand.stage_head("Awareness"), hand.stage_head("Decision", 0.95))
    document = saved(driver)
    assert [stage.title[0] for stage in document.stages] == list("CDAORA")
    moved = document.stages[2]
    assert {card.code for card in document.all(Card) if card.stage == moved.id} == before


def test_a_dragged_step_head_goes_to_another_stage_with_its_cards(driver: Driver, hand: Hand):
    step = hand.grid.columns[0].step
    before = {card.code for card in driver.document.all(Card) if card.step == step}
    hand.drag(hand.step_head(1), hand.step_head(4))
    document = saved(driver)
    consideration = next(stage for stage in document.stages if stage.title == "Consideration")
    assert step in [one.id for one in document.steps_of(consideration.id)]
    assert {card.code for card in document.all(Card) if card.step == step} == before


def test_a_dragged_lane_head_changes_the_order_of_the_lanes(driver: Driver, hand: Hand):
    hand.drag(hand.lane_head("pains"), hand.lane_head("thoughts", 0.1))
    roles = [row.role for row in saved(driver).rows]
    assert roles.index("pains") == roles.index("thoughts") - 1


def test_a_lane_dragged_over_the_line_of_visibility_is_offstage_and_a_toast_says_so(
    driver: Driver, hand: Hand
):
    hand.drag(hand.lane_head("frontstage"), hand.lane_head("support", 0.9))
    lane = next(lane for lane in saved(driver).lanes if lane.role == "frontstage")
    assert lane.side == "offstage"
    assert any("offstage" in sentence for sentence, _tone in driver.person.told)


def test_a_line_is_dragged_by_its_pill(driver: Driver, hand: Hand):
    hand.drag(hand.lane_head("interaction"), hand.lane_head("moments", 0.95))
    document = saved(driver)
    roles = [row.role for row in document.rows]
    assert roles.index("interaction") == roles.index("moments") + 1
    assert document.count(Line) == 3


def test_every_kind_can_be_dragged_in_from_the_palette(driver: Driver, hand: Hand):
    before = {card.id for card in driver.document.all(Card)}
    for kind in KINDS:
        hand.bring(f"kind:{kind}", hand.cell("frontstage", 1))
        driver.canvas.commit_edit()
    document = saved(driver)
    made = [card for card in document.all(Card) if card.id not in before]
    assert sorted(card.kind for card in made) == sorted(KINDS)
    assert {document[card.lane].role for card in made} == {"frontstage"}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("payload", "role"), [("measure", "measures"), ("owner", "owners")])
def test_measures_and_owners_can_be_dragged_in(driver: Driver, hand: Hand, payload: str, role: str):
    lane = hand.lane(role).id
    before = len(driver.document.cell(lane, hand.stage("Decision").id))
    hand.bring(payload, hand.cell(role, 5))
    document = saved(driver)
    assert len(document.cell(lane, hand.stage("Decision").id)) == before + 1


def test_a_stage_is_dragged_in_between_two_others(driver: Driver, hand: Hand):
    hand.bring("stage", (hand.stage_head("Decision", 0.95)[0], hand.cell("pains", 6)[1]))
    titles = [stage.title for stage in saved(driver).stages]
    assert titles[2:4] == ["Decision", "New stage"]


def test_a_step_is_dragged_in(driver: Driver, hand: Hand):
    hand.bring("step", hand.cell("pains", 6))
    document = saved(driver)
    decision = next(stage for stage in document.stages if stage.title == "Decision")
    assert len(document.steps_of(decision.id)) == 3


def test_a_lane_is_dragged_in(driver: Driver, hand: Hand):
    hand.bring("lane:text", hand.cell("pains", 6, down=0.1))
    roles = [row.role for row in saved(driver).rows]
    assert roles.index("text") == roles.index("pains") - 1


def test_what_is_dragged_in_can_be_written_at_once(driver: Driver, hand: Hand):
    hand.bring("kind:pain_point", hand.cell("pains", 6, down=0.9))
    hand.type("No stock").key(Key.Key_Return)
    document = saved(driver)
    assert "No stock" in {card.text for card in document.all(Card)}


def test_where_nothing_can_be_dropped_the_drag_is_refused(driver: Driver, hand: Hand):
    before = driver.store.revision
    hand.bring("kind:pain_point", hand.cell("visibility", 3))
    assert not hand.welcomes()
    assert driver.store.revision == before


def test_dragged_out_again_nothing_is_made(driver: Driver, hand: Hand):
    before = driver.store.revision
    hand.bring("kind:pain_point", hand.cell("pains", 3), drop=False)
    assert hand.welcomes()
    hand.carry_out()
    assert driver.store.revision == before


def test_two_cards_are_linked_with_the_tool(driver: Driver, hand: Hand):
    before = {link.id for link in driver.document.all(Link)}
    driver.canvas.set_tool("connect")
    hand.drag(hand.at("P1"), hand.at("O3"))
    document = saved(driver)
    (link,) = [link for link in document.all(Link) if link.id not in before]
    assert (link.source, link.target) == (hand.card("P1").id, hand.card("O3").id)


def test_an_emotion_point_is_dragged(driver: Driver, hand: Hand):
    series = driver.document.first_series
    assert series is not None
    step = hand.grid.columns[4].step
    before = driver.document.point(series.id, step)
    assert before is not None
    index = next(index for index, row in enumerate(hand.grid.rows) if row.emotion)
    emotion = hand.grid.rows[index].emotion
    assert emotion is not None
    place = next(place for place in emotion.curves[0].points if place.point.step == step)
    at = hand.view.pixel_x(place.x), hand.view.pixel_y(hand.grid.tops[index] + place.y)
    hand.press(at).by(0, -25).release()
    after = saved(driver).point(series.id, step)
    assert after is not None
    assert after.value > before.value + 0.5


def test_a_rubber_band_selects(driver: Driver, hand: Hand):
    left, top = hand.at("P2", 0.0, 0.0)
    hand.press((left - 3, top - 3)).to(hand.at("P4")).release()
    assert hand.selected() == {"P2", "P3", "P4"}


@pytest.mark.parametrize("way", ["esc", "right button", "another window"])
def test_a_drag_can_be_given_up(driver: Driver, hand: Hand, way: str):
    before = driver.document.snapshot()
    hand.press(hand.at("P4")).to(hand.cell("pains", 5))
    assert driver.canvas.pointing.busy
    if way == "esc":
        hand.key(Key.Key_Escape)
    elif way == "right button":
        hand.viewport.setFocus()
        Hand(driver.canvas).press(hand.cell("pains", 5), button=Button.RightButton)
    else:
        other = driver.program.window()
        other.window.activateWindow()
        other.settle(50)
    assert not driver.canvas.pointing.busy
    hand.release()
    assert driver.document.snapshot() == before


def test_a_card_goes_where_the_map_has_been_scrolled_to_with_a_still_pointer(driver: Driver, hand: Hand):
    driver.canvas.set_zoom(2.0)
    driver.canvas.look_at(0, 220)
    hand.wait(150)
    edge = (driver.canvas.viewport().width() - 6.0, hand.cell("pains", 1)[1])
    hand.press(hand.at("P1")).to(edge)
    hand.wait(1500)
    assert hand.view.left > 200
    hand.to((hand.view.gutter + hand.view.body_width / 2, edge[1])).release()
    assert hand.card("P1").stage != hand.stage("Awareness").id


def test_the_status_line_says_what_a_drag_does_and_what_keys_make_of_it(driver: Driver, hand: Hand):
    hand.press(hand.at("P4")).to(hand.cell("pains", 5, down=0.9))
    assert driver.workspace.status.says.text() == "Moving P4 to C Decision, Pain points, position 2"
    hand.release()
    assert driver.workspace.status.says.text().startswith("Moved P4 from D Onboarding")


def test_a_palette_row_that_was_clicked_makes_a_card_at_each_click(driver: Driver, hand: Hand):
    driver.canvas.arm_palette("kind:note")
    for step in (3, 5):
        hand.to(hand.cell("frontstage", step)).click(hand.cell("frontstage", step))
        driver.canvas.commit_edit()
    hand.key(Key.Key_Escape)
    document = saved(driver)
    notes = [card for card in document.all(Card) if card.kind == "note"]
    assert {document[card.stage].title for card in notes} == {"Consideration", "Decision"}  # type: ignore[attr-defined]
    before = driver.store.revision
    hand.click(hand.cell("frontstage", 3))
    assert driver.store.revision == before


def test_a_real_press_on_the_palette_arms_it(driver: Driver, hand: Hand, qtbot):
    row = driver.workspace.palette_panel.row("kind:note")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert driver.canvas.pointing.armed is not None
    hand.to(hand.cell("frontstage", 1)).click(hand.cell("frontstage", 1))
    assert driver.document.count(Stage) == 6
    assert any(card.kind == "note" for card in saved(driver).all(Card))
