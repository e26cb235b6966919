"""Writing in place, with real keys on the real window."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from journeymapper.interact.picking import chevron_share
from journeymapper.layout.index import find_box
from journeymapper.layout.parts import BadgeAt, TextAt
from journeymapper.model.records import Card
from tests.gui.drive import Hand, Held, Key
from tests.gui.driving import Driver, Program


@pytest.fixture
def driver(program: Program) -> Driver:
    """A window on a copy of the example."""
    return program.example()


@pytest.fixture
def hand(driver: Driver) -> Hand:
    """The example at 100 %, Pain points in view."""
    driver.canvas.look_at(200, 200)
    found = Hand(driver.canvas)
    found.wait(120)
    return found


def saved_text(driver: Driver, code: str) -> str:
    driver.give("file.save")
    driver.wait_saved()
    return next(card.text for card in driver.saved().all(Card) if card.code == code)


def test_a_double_click_writes_behind_the_text_and_enter_keeps_it(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4")).type(" at all").key(Key.Key_Return)
    assert not driver.canvas.editing
    assert saved_text(driver, "P4") == "No notice of the delay at all"


def test_writing_is_one_step_that_undo_takes_back(driver: Driver, hand: Hand):
    before = driver.document.snapshot()
    hand.double_click(hand.at("P4")).type(" at all, ever").key(Key.Key_Return)
    assert driver.store.undo_name == "Edit text"
    driver.give("edit.undo")
    assert driver.document.snapshot() == before


def test_enter_and_f2_write_into_the_selected_card(driver: Driver, hand: Hand):
    for key in (Key.Key_Return, Key.Key_F2):
        hand.click(hand.at("P4"))
        driver.canvas.setFocus()
        hand.key(key)
        assert driver.canvas.editing
        hand.key(Key.Key_Escape)


def test_shift_enter_breaks_the_line(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4")).key(Key.Key_Return, Held.ShiftModifier).type("never").key(Key.Key_Return)
    assert hand.card("P4").text == "No notice of the delay\nnever"


def test_ctrl_enter_keeps_the_text_too(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4")).type("!").key(Key.Key_Return, Held.ControlModifier)
    assert not driver.canvas.editing
    assert hand.card("P4").text.endswith("!")


def test_esc_leaves_the_text_as_it_was_and_redo_brings_what_was_typed(driver: Driver, hand: Hand):
    before = driver.document.snapshot()
    hand.double_click(hand.at("P4")).type(" nonsense").key(Key.Key_Escape)
    assert not driver.canvas.editing
    assert driver.document.snapshot() == before
    driver.give("edit.redo")
    assert hand.card("P4").text.endswith(" nonsense")


def test_esc_on_a_new_card_leaves_none_and_redo_brings_it(driver: Driver, hand: Hand):
    before = driver.document.snapshot()
    driver.canvas.look_at(0, 0)
    hand.wait(120)
    hand.double_click(hand.at("F1")).key(Key.Key_Tab)
    hand.type("Greets her").key(Key.Key_Escape)
    assert driver.document.snapshot() == before
    driver.give("edit.redo")
    assert [card.text for card in driver.document.all(Card) if card.text == "Greets her"]


def test_esc_on_a_text_that_nobody_changed_is_no_step(driver: Driver, hand: Hand):
    before = driver.store.revision
    hand.double_click(hand.at("P4")).key(Key.Key_Escape)
    assert not driver.canvas.editing
    assert (driver.store.revision, driver.store.redo_name) == (before, "")


def test_a_click_elsewhere_keeps_the_text(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4")).type(" kept")
    hand.click(hand.at("P3"))
    assert hand.card("P4").text.endswith("kept")
    assert hand.selected() == {"P3"}


def test_losing_the_keyboard_keeps_the_text(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4")).type(" kept")
    driver.workspace.tools.search.setFocus()
    hand.settle()
    assert hand.card("P4").text.endswith("kept")


def test_saving_keeps_the_text_that_is_being_written(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4")).type(" kept")
    assert saved_text(driver, "P4").endswith("kept")


def test_tab_keeps_the_text_and_goes_to_the_next_card_and_back(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4")).type(" a").key(Key.Key_Tab)
    assert driver.canvas.writing.key == hand.card("P5").id
    hand.type(" b").key(Key.Key_Backtab)
    assert driver.canvas.writing.key == hand.card("P4").id
    hand.key(Key.Key_Escape)
    assert hand.card("P4").text.endswith(" a")
    assert hand.card("P5").text.endswith(" b")


def test_tab_from_the_last_card_goes_on_in_the_empty_cell_and_makes_a_card_there(driver: Driver, hand: Hand):
    driver.canvas.look_at(0, 0)
    hand.wait(120)
    hand.double_click(hand.at("F1")).key(Key.Key_Tab)
    hand.type("Greets her").key(Key.Key_Return)
    (card,) = [card for card in driver.document.all(Card) if card.text == "Greets her"]
    assert (card.kind, card.stage) == ("frontstage_action", hand.stage("Consideration").id)


def test_a_double_click_on_an_empty_cell_makes_what_the_lane_is_for(driver: Driver, hand: Hand):
    driver.canvas.look_at(0, 0)
    hand.wait(120)
    hand.double_click(hand.cell("frontstage", 1)).type("Greets her").key(Key.Key_Return)
    (card,) = [card for card in driver.document.all(Card) if card.text == "Greets her"]
    assert (card.kind, card.stage) == ("frontstage_action", hand.stage("Awareness").id)
    assert driver.store.undo_name == "Add Frontstage action"


def test_an_empty_draft_leaves_nothing_behind(driver: Driver, hand: Hand):
    driver.canvas.look_at(0, 0)
    hand.wait(120)
    before = driver.store.revision
    hand.double_click(hand.cell("frontstage", 1)).key(Key.Key_Return)
    assert not driver.canvas.editing
    assert driver.store.revision == before


@pytest.mark.parametrize("head", ["stage", "step", "lane"])
def test_a_double_click_on_a_head_renames_it(driver: Driver, hand: Hand, head: str):
    at = {
        "stage": hand.stage_head("Decision", 0.5),
        "step": hand.step_head(6),
        "lane": hand.lane_head("pains"),
    }[head]
    hand.double_click(at).type("Renamed").key(Key.Key_Return)
    driver.give("file.save")
    driver.wait_saved()
    document = driver.saved()
    titles = {
        "stage": [stage.title for stage in document.stages],
        "step": [step.title for step in document.steps],
        "lane": [lane.title for lane in document.lanes],
    }[head]
    assert "Renamed" in titles


def test_the_field_stands_over_the_text_in_its_style(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4"))
    corner, far = hand.at("P4", 0, 0), hand.at("P4", 1, 1)
    area = hand.field.geometry()
    assert corner[0] < area.x() + 8 < far[0]
    assert corner[1] - 2 < area.y() + 8 < far[1]
    # 8 points at 1.5 pixels a point.
    assert hand.field.fontMetrics().height() == pytest.approx(12 * 1.21, abs=1)
    assert hand.field.font().weight() == 500


def test_the_field_grows_with_its_text(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4"))
    before = hand.field.height()
    hand.type(" and no word about it from anybody for eleven long days in a row")
    assert hand.field.height() > before + 20


@pytest.mark.parametrize("text", ["Two lines\nof text", "مرحبا\nبالعالم", "ที่นี่\nกิ้ง", "नमस्ते\nदुनिया"])
def test_the_field_is_as_high_as_its_lines_whatever_their_script(driver: Driver, hand: Hand, text: str):
    with driver.store.edit("Set text") as tx:
        tx.change(hand.card("P1").id, text=text)
    hand.double_click(hand.at("P1"))
    layout, block, height = hand.field.document().documentLayout(), hand.field.document().firstBlock(), 0.0
    while block.isValid():
        height += layout.blockBoundingRect(block).height()
        block = block.next()
    assert hand.field.viewport().height() >= height


def test_from_afar_text_is_written_at_full_size(driver: Driver, hand: Hand):
    driver.canvas.set_zoom(0.4)
    hand.wait(120)
    hand.double_click(hand.at("P4"))
    assert hand.field.fontMetrics().height() == pytest.approx(12 * 1.21, abs=1)


def test_the_field_follows_when_the_map_is_scrolled(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4"))
    before = hand.field.pos()
    hand.wheel((600, 300), 0.5)
    assert hand.field.y() > before.y()
    assert driver.canvas.editing


def test_scrolled_out_of_sight_the_text_is_kept(driver: Driver, hand: Hand):
    driver.window.resize(1000, 600)
    hand.wait(50)
    driver.canvas.ensure_visible(hand.card("P4").id)
    hand.double_click(hand.at("P4")).type(" kept")
    for _each in range(40):
        hand.wheel((500, 300), 1)
    driver.canvas.look_at(900, 0)
    assert not driver.canvas.editing
    assert hand.card("P4").text.endswith("kept")


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape, Key.Key_Tab])
def test_while_an_input_method_composes_the_keys_are_its_own(driver: Driver, hand: Hand, key: Key):
    hand.double_click(hand.at("P4")).compose("おく")
    hand.key(key)
    assert driver.canvas.editing
    hand.compose("", commit="遅れ").key(Key.Key_Return)
    assert not driver.canvas.editing
    assert "遅れ" in hand.card("P4").text


def test_pasting_takes_only_the_plain_text(driver: Driver, hand: Hand):
    QGuiApplication.clipboard().setText("plain <b>text</b>")
    hand.double_click(hand.at("P4")).key(Key.Key_A, Held.ControlModifier).key(Key.Key_V, Held.ControlModifier)
    hand.key(Key.Key_Return)
    assert hand.card("P4").text == "plain <b>text</b>"


def test_shortcuts_of_the_window_do_not_take_keys_from_the_field(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4"))
    hand.key(Key.Key_Home, Held.ControlModifier).key(Key.Key_Delete).key(Key.Key_Return)
    assert hand.card("P4").text == "o notice of the delay"


def test_what_was_written_is_seen_when_another_card_is_opened_at_once(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4")).type(" one")
    hand.double_click(hand.at("P5")).type(" two").key(Key.Key_Return)
    assert hand.card("P4").text.endswith("one")
    assert hand.card("P5").text.endswith("two")


def test_after_writing_the_keyboard_is_on_the_map_again(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P4")).key(Key.Key_Return)
    assert QApplication.focusWidget() is driver.canvas
    hand.key(Key.Key_Left)
    assert hand.selected() == {"P3"}


def test_the_steps_are_below_the_chevrons(hand: Hand):
    assert 0.4 < chevron_share(hand.grid, hand.view) < 0.8


def test_the_field_covers_neither_the_badge_nor_the_foot_of_its_card(driver: Driver, hand: Hand):
    driver.give("view.actual_size")
    card = driver.card("A4")
    with driver.store.edit("Set basis") as tx:
        tx.change(card.id, basis="assumed")
    driver.canvas.ensure_visible(card.id)
    hand.click(hand.at("A4"))
    driver.give("edit.text")
    view = driver.canvas.view
    spot = find_box(driver.canvas.grid, card.id)
    assert spot is not None
    parts = spot.box.inner.parts
    (badge,) = [part for part in parts if isinstance(part, BadgeAt)]
    (text,) = [part for part in parts if isinstance(part, TextAt)]
    area = hand.field.geometry()
    top = spot.top + spot.box.y
    assert area.top() >= view.pixel_y(top + badge.y + badge.height) - 1
    assert area.bottom() <= view.pixel_y(top + text.y + text.block.height) + 2.5
