"""Zooming, scrolling, panning and the keyboard, with real events."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from tests.gui.drive import Button, Hand, Held, Key
from tests.gui.driving import Driver, Program


@pytest.fixture
def driver(program: Program) -> Driver:
    """A window on a copy of the example."""
    return program.example(width=1200, height=760)


@pytest.fixture
def hand(driver: Driver) -> Hand:
    return Hand(driver.canvas)


def test_ctrl_and_the_wheel_zoom_at_the_pointer(driver: Driver, hand: Hand):
    spot = (500.0, 300.0)
    driver.canvas.look_at(300, 200)
    below = hand.view.map_x(spot[0]), hand.view.map_y(spot[1])
    hand.wheel(spot, 2, Held.ControlModifier)
    assert driver.canvas.zoom > 1.2
    assert hand.view.pixel_x(below[0]) == pytest.approx(spot[0], abs=1)
    assert hand.view.pixel_y(below[1]) == pytest.approx(spot[1], abs=1)


def test_turning_back_shows_exactly_what_was_seen_before(driver: Driver, hand: Hand):
    driver.canvas.look_at(300, 200)
    before = hand.view
    for notches in (1, 1, 0.25, 1, -0.25, -1, -1, -1):
        hand.wheel((500, 300), notches, Held.ControlModifier)
    assert hand.view == before


def test_the_zoom_stops_at_its_ends(driver: Driver, hand: Hand):
    for _each in range(40):
        hand.wheel((500, 300), -1, Held.ControlModifier)
    assert driver.canvas.zoom == pytest.approx(0.1)
    for _each in range(80):
        hand.wheel((500, 300), 1, Held.ControlModifier)
    assert driver.canvas.zoom == pytest.approx(4.0)


def test_the_wheel_scrolls_down_and_with_shift_across(driver: Driver, hand: Hand):
    hand.wheel((500, 300), -1)
    assert hand.view.top > 0
    assert hand.view.left == 0
    hand.wheel((500, 300), -1, Held.ShiftModifier)
    assert hand.view.left > 0


def test_the_scroll_bars_show_and_set_what_is_seen(driver: Driver, hand: Hand):
    bar = driver.canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert hand.view.bottom > hand.grid.height
    hand.wheel((500, 300), 1)
    assert bar.value() < bar.maximum()


def test_the_middle_button_pans(driver: Driver, hand: Hand):
    driver.canvas.look_at(300, 150)
    hand.press((500, 300), button=Button.MiddleButton).by(-80, -40).release()
    assert hand.view.left == pytest.approx(300 + 80 / 1.5, abs=1)
    assert hand.view.top == pytest.approx(150 + 40 / 1.5, abs=1)


def test_space_and_the_left_button_pan_and_select_nothing(driver: Driver, hand: Hand, qtbot):
    driver.canvas.look_at(300, 150)
    driver.canvas.setFocus()
    qtbot.keyPress(driver.canvas, Key.Key_Space)
    hand.press(hand.at("P4")).by(-60, 0).release()
    qtbot.keyRelease(driver.canvas, Key.Key_Space)
    assert hand.view.left == pytest.approx(300 + 60 / 1.5, abs=1)
    assert hand.selected() == set()


def test_arrow_keys_go_from_card_to_card_and_keep_it_in_view(driver: Driver, hand: Hand):
    driver.canvas.ensure_visible(hand.card("P1").id)
    hand.click(hand.at("P1"))
    for code in ("P2", "P3", "P4", "P5", "P6", "P7"):
        hand.key(Key.Key_Right)
        assert hand.selected() == {code}
    x, _y = hand.at("P7")
    assert hand.view.gutter < x < hand.view.width


def test_esc_puts_away_what_is_armed_then_the_tool_then_the_selection(driver: Driver, hand: Hand):
    driver.canvas.ensure_visible(hand.card("P4").id)
    hand.click(hand.at("P4"))
    driver.canvas.set_tool("connect")
    driver.canvas.arm_palette("kind:note")
    hand.key(Key.Key_Escape)
    assert driver.canvas.pointing.armed is None
    hand.key(Key.Key_Escape)
    assert driver.canvas.tool == "select"
    hand.key(Key.Key_Escape)
    assert hand.selected() == set()


def test_fitting_shows_all_of_the_map(driver: Driver, hand: Hand):
    driver.canvas.set_zoom(3.0)
    driver.canvas.fit_map()
    seen = driver.canvas.visible_rect()
    assert seen.left() <= 0.5
    assert seen.right() >= hand.grid.width
    assert seen.bottom() >= hand.grid.height


def test_undo_shows_what_it_changed(driver: Driver, hand: Hand):
    driver.canvas.look_at(0, 0)
    hand.click(hand.at(hand.codes("actions", "Awareness")[0]))
    hand.drag(hand.at(hand.codes("actions", "Awareness")[0]), hand.cell("actions", 4))
    driver.canvas.look_at(900, 500)
    driver.give("edit.undo")
    x, y = hand.at(hand.codes("actions", "Awareness")[0])
    assert hand.view.gutter < x < hand.view.width
    assert hand.view.header < y < hand.view.height


def test_the_overview_shows_the_whole_map(driver: Driver, hand: Hand):
    hand.wait(600)
    image = QImage(260, 160, QImage.Format.Format_RGB32)
    nothing = QColor(0, 0, 0)
    image.fill(nothing)
    painter = QPainter(image)
    driver.canvas.paint_overview(painter, QRectF(0, 0, 260, 160))
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(20, 240, 4) for y in range(20, 140, 4)}
    assert nothing.name() not in colours
    assert len(colours) > 10
