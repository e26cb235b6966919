"""A map that is read from right to left, in the window: a mirror image that hands and keys work on as it looks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from journeymapper.edit.places import Place
from journeymapper.interact.focus import cell_focus
from journeymapper.layout.index import rect_of
from journeymapper.model.document import Document
from journeymapper.model.records import Card, JourneyMap, Record
from tests.gui.drive import Button, Hand, Held, Key
from tests.gui.driving import Driver, Program
from tests.places import Spot

Deed = Callable[[Hand], object]


def set_direction(driver: Driver, direction: str) -> None:
    with driver.store.edit("Set direction") as tx:
        tx.change(driver.document.map.id, direction=direction)
    driver.settle()


def begin(program: Program, direction: str) -> Hand:
    """The example in a window of its own, seen whole."""
    driver = program.example()
    set_direction(driver, direction)
    driver.canvas.set_zoom(0.6)
    driver.settle(150)
    return Hand(driver.canvas)


@pytest.fixture
def driver(program: Program) -> Driver:
    """A window on a copy of the example, read from right to left."""
    opened = program.example(width=1200, height=760)
    set_direction(opened, "rtl")
    return opened


@pytest.fixture
def hand(driver: Driver) -> Hand:
    return Hand(driver.canvas)


def point_spot(hand: Hand, column: int) -> Spot:
    """Where an emotion point is seen."""
    step = hand.grid.columns[column].step
    for row, top in zip(hand.grid.rows, hand.grid.tops, strict=True):
        if row.emotion is not None:
            place = next(place for place in row.emotion.curves[0].points if place.point.step == step)
            return hand.view.pixel_x(place.x), hand.view.pixel_y(top + place.y)
    raise LookupError(step)


def link_cards(hand: Hand) -> None:
    hand.canvas.set_tool("connect")
    hand.drag(hand.at("P1"), hand.at("O3"))


DEEDS: dict[str, Deed] = {
    "a card is dragged": lambda hand: hand.drag(hand.at("P4"), hand.cell("pains", 5, down=0.9)),
    "a card is dragged before another": lambda hand: hand.drag(hand.at("P1"), hand.at("P5", 0.1, 0.1)),
    "a card is copied": lambda hand: hand.drag(hand.at("P4"), hand.cell("pains", 5), Held.ControlModifier),
    "a card is dragged to another lane": lambda hand: hand.drag(
        hand.at("P7"), hand.cell("touchpoints", 1, down=0.2)
    ),
    "a stage is dragged": lambda hand: hand.drag(
        hand.stage_head("Decision"), hand.stage_head("Awareness", 0.1)
    ),
    "a step is dragged": lambda hand: hand.drag(hand.step_head(2), hand.step_head(5)),
    "a lane is dragged": lambda hand: hand.drag(hand.lane_head("moments"), hand.lane_head("thoughts", 0.1)),
    "an emotion point is pulled": lambda hand: hand.press(point_spot(hand, 4)).by(0, -25).release(),
    "two cards are linked": link_cards,
    "a card is dragged in": lambda hand: hand.bring("kind:pain_point", hand.cell("pains", 1, down=0.9)),
    "a stage is dragged in": lambda hand: hand.bring("stage", (hand.stage_head("Decision", 0.02)[0], 20.0)),
}


def without_map(document: Document) -> dict[str, Record]:
    return {record.id: record for record in document if not isinstance(record, JourneyMap)}


@pytest.mark.parametrize("name", DEEDS)
def test_a_gesture_at_mirrored_places_makes_the_same_edit(name: str, dressed: QApplication, tmp_path: Path):
    made = []
    for direction in ("ltr", "rtl"):
        folder = tmp_path / direction
        folder.mkdir()
        program = Program(folder)
        hand = begin(program, direction)
        before = without_map(hand.document)
        DEEDS[name](hand)
        made.append(without_map(hand.document))
        assert made[-1] != before, "the gesture did nothing"
        program.end()
    assert made[0] == made[1]


# how it looks


def grabbed(driver: Driver) -> QImage:
    """The canvas as it is seen, when all of it is painted."""
    for _each in range(200):
        driver.settle(10)
        if driver.canvas.painting.sharp:
            break
    image: QImage = driver.canvas.viewport().grab().toImage()
    return image


def colour_at(image: QImage, x: float, y: float) -> QColor:
    return QColor(
        image.pixel(QPoint(round(x * image.devicePixelRatio()), round(y * image.devicePixelRatio())))
    )


def test_the_first_stage_stands_at_the_right_beside_the_lane_heads(driver: Driver, hand: Hand):
    image, width = grabbed(driver), hand.viewport.width()
    fill = QColor(driver.canvas.editor.theme.stage(hand.grid.stages[0].colour).fill)
    assert hand.view.left == 0
    assert colour_at(image, width - hand.view.gutter - 4, 4) == fill
    assert colour_at(image, width - hand.view.pixel_x(hand.grid.stages[1].x - 14), 4) == fill
    head = QColor(driver.canvas.editor.theme.map["lane_head"])
    assert (
        colour_at(image, width - hand.view.gutter + 20, hand.view.pixel_y(hand.row_y("moments", 0.9))) == head
    )


def test_chevrons_point_to_the_left(driver: Driver, hand: Hand):
    image, width = grabbed(driver), hand.viewport.width()
    box = hand.grid.stages[0]
    fill = QColor(driver.canvas.editor.theme.stage(box.colour).fill)
    tip = hand.view.pixel_x(box.x + box.width) - 4
    chevron = hand.grid.heads.chevron * hand.view.scale
    assert colour_at(image, width - tip, chevron / 2) == fill
    assert colour_at(image, width - tip, 3) != fill


def test_from_afar_it_is_the_mirror_image_of_the_same_map(driver: Driver, hand: Hand):
    driver.canvas.set_zoom(0.2)
    turned = grabbed(driver)
    set_direction(driver, "ltr")
    plain = grabbed(driver).flipped(Qt.Orientation.Horizontal)
    view, width = hand.view, plain.width()
    differing = seen = 0
    for y in range(int(view.header), min(int(view.pixel_y(hand.grid.height)), plain.height())):
        for x in range(int(width - view.pixel_x(hand.grid.width)), int(width - view.gutter) - 2):
            one, other = plain.pixelColor(x, y), turned.pixelColor(x, y)
            apart = max(abs(one.red() - other.red()), abs(one.green() - other.green()))
            seen += 1
            differing += apart > 60
    assert seen > 20_000
    assert differing / seen < 0.02


def test_another_direction_is_seen_at_once_and_undone(driver: Driver):
    turned = grabbed(driver)
    driver.store.undo()
    plain = grabbed(driver)
    driver.canvas.painting.reset()
    assert grabbed(driver) == plain
    driver.store.redo()
    assert grabbed(driver) == turned


def test_a_direction_chosen_in_the_inspector_turns_the_map_round(driver: Driver, hand: Hand):
    set_direction(driver, "")
    driver.give("map.properties")
    (choice,) = (box for box in driver.window.findChildren(QComboBox) if box.findText("Right to left") >= 0)
    assert choice.currentText() == "As the language"
    choice.setFocus()
    hand.key(Key.Key_End)
    assert driver.document.map.direction == "rtl"
    assert hand.grid.mirrored


def test_a_map_in_hebrew_is_turned_round_by_its_language(driver: Driver, hand: Hand):
    set_direction(driver, "")
    assert not hand.grid.mirrored
    with driver.store.edit("Set language") as tx:
        tx.change(driver.document.map.id, language="he")
    assert hand.grid.mirrored


def test_scrolled_tiles_look_as_those_painted_at_once(driver: Driver, hand: Hand):
    grabbed(driver)
    hand.wheel((600, 400), -3, Held.ShiftModifier)
    scrolled = grabbed(driver)
    driver.canvas.painting.reset()
    assert grabbed(driver) == scrolled


def test_while_zooming_what_was_seen_is_put_down_the_right_way_round(driver: Driver, hand: Hand):
    grabbed(driver)
    hand.wheel((400, 400), 2, Held.ControlModifier)
    first = driver.canvas.viewport().grab().toImage()
    assert not driver.canvas.painting.sharp
    assert unlike(body(first, hand), body(grabbed(driver), hand)) < 4
    assert unlike(body(first, hand), body(first.flipped(Qt.Orientation.Horizontal), hand)) > 8


def body(image: QImage, hand: Hand) -> QImage:
    view = hand.view
    return image.copy(0, round(view.header), round(view.body_width) - 2, round(view.body_height))


def unlike(one: QImage, other: QImage) -> float:
    """How much the colours of two pictures differ on average, seen from afar."""
    small = [image.scaled(60, 40, mode=Qt.TransformationMode.SmoothTransformation) for image in (one, other)]
    spots = [(x, y) for x in range(60) for y in range(40)]
    pairs = [(small[0].pixelColor(x, y), small[1].pixelColor(x, y)) for x, y in spots]
    return sum(abs(a.red() - b.red()) + abs(a.blue() - b.blue()) for a, b in pairs) / (2 * len(pairs))


# how it moves


def test_the_wheel_tilted_to_the_left_shows_later_stages(driver: Driver, hand: Hand):
    hand.wheel((500, 300), 0, to_the_left=1)
    assert hand.view.left > 0
    hand.wheel((500, 300), 0, to_the_left=-1)
    assert hand.view.left == 0


def test_the_wheel_with_shift_goes_on_through_the_stages(driver: Driver, hand: Hand):
    hand.wheel((500, 300), -1, Held.ShiftModifier)
    assert hand.view.left > 0


def test_the_scroll_bar_begins_at_the_right(driver: Driver, hand: Hand):
    bar = driver.canvas.horizontalScrollBar()
    assert bar.value() == 0
    QTest.mouseClick(bar, Button.LeftButton, Held.NoModifier, QPoint(12, bar.height() // 2))
    assert hand.view.left > 100
    set_direction(driver, "ltr")
    driver.canvas.look_at(0, 0)
    QTest.mouseClick(bar, Button.LeftButton, Held.NoModifier, QPoint(12, bar.height() // 2))
    assert hand.view.left == 0


def test_ctrl_and_the_wheel_zoom_at_the_pointer(driver: Driver, hand: Hand):
    spot = (500.0, 300.0)
    driver.canvas.look_at(300, 200)
    below = hand.view.map_x(spot[0]), hand.view.map_y(spot[1])
    hand.wheel(spot, 2, Held.ControlModifier)
    assert driver.canvas.zoom > 1.2
    assert hand.view.pixel_x(below[0]) == pytest.approx(spot[0], abs=1)
    assert hand.view.pixel_y(below[1]) == pytest.approx(spot[1], abs=1)


def test_the_middle_button_takes_the_map_along(driver: Driver, hand: Hand):
    driver.canvas.look_at(300, 200)
    hand.press((600, 400), button=Button.MiddleButton).by(80, 60).release()
    assert hand.view.left == pytest.approx(300 + 80 / hand.view.scale, abs=1)
    assert hand.view.top == pytest.approx(200 - 60 / hand.view.scale, abs=1)


def test_the_left_arrow_goes_to_what_stands_at_the_left(driver: Driver, hand: Hand):
    hand.click(hand.at("P2"))
    hand.key(Key.Key_Left)
    assert hand.selected() == {"P3"}
    hand.key(Key.Key_Right).key(Key.Key_Right)
    assert hand.selected() == {"P1"}


def test_a_card_dragged_to_the_left_edge_scrolls_on_to_later_stages(driver: Driver, hand: Hand):
    driver.canvas.set_zoom(2.0)
    driver.canvas.look_at(0, 220)
    hand.wait(150)
    edge = (driver.canvas.viewport().width() - 6.0, hand.cell("pains", 1)[1])
    hand.press(hand.at("P1")).to(edge)
    hand.wait(1000)
    assert hand.view.left > 100
    hand.key(Key.Key_Escape).release()


def test_what_hangs_on_the_pointer_is_seen_where_it_was_grabbed(driver: Driver, hand: Hand):
    start, end = hand.at("P1", 0.2, 0.5), hand.cell("moments", 2)
    hand.press(start).to(end)
    ghost = driver.canvas.pointing.preview.ghost
    assert ghost is not None
    image, width = grabbed(driver), hand.viewport.width()
    # The red tab of the card, at its right end.
    tab = QColor(driver.canvas.editor.theme.kinds["pain_point"].bar)
    x, y = width - (ghost.x + 5), ghost.y + 40
    assert abs(colour_at(image, x, y).red() - tab.red()) < 12
    assert end[0] - ghost.x == pytest.approx(start[0] - hand.at("P1", 0.0)[0], abs=2)
    hand.key(Key.Key_Escape).release()


def test_every_card_is_found_where_it_is_seen(driver: Driver, hand: Hand):
    driver.canvas.set_zoom(0.5)
    driver.settle(150)
    for card in driver.document.all(Card):
        area = rect_of(hand.grid, card.id)
        assert area is not None
        spot = hand.view.pixel_x(area[0]) + 3, hand.view.pixel_y((area[1] + area[3]) / 2)
        if spot[0] < hand.viewport.width() and spot[1] < hand.viewport.height():
            hand.to(spot, steps=1)
            assert driver.canvas.pointing.hovered == card.id


def test_a_tinted_cell_shows_its_cards_as_they_are(driver: Driver, hand: Hand):
    hand.press(hand.at("P1")).to(hand.at("P2", 0.6, 0.9))
    image, width = grabbed(driver), hand.viewport.width()
    assert driver.canvas.pointing.preview.tint is not None
    tab = QColor(driver.canvas.editor.theme.kinds["pain_point"].bar)
    x, y = hand.at("P2", 0.02, 0.6)
    assert abs(colour_at(image, width - x, y).red() - tab.red()) < 12
    assert colour_at(image, width - x, y).green() < 120
    hand.key(Key.Key_Escape).release()


# writing, and the overview


def test_the_field_stands_over_the_text_and_writes_at_its_right(driver: Driver, hand: Hand):
    hand.double_click(hand.at("P1"))
    field = hand.field
    left, right = sorted(hand.viewport.width() - hand.at("P1", share)[0] for share in (0.0, 1.0))
    assert left - 6 <= field.geometry().left()
    assert field.geometry().right() <= right + 6
    line = field.document().firstBlock().layout().lineAt(0)
    assert line.naturalTextRect().right() == pytest.approx(line.rect().right(), abs=1.5)
    driver.canvas.cancel_edit()


def test_a_draft_is_written_in_its_cell(driver: Driver, hand: Hand):
    lane, stage = hand.lane("moments"), hand.stage("Awareness")
    hand.double_click(hand.cell("moments", 1))
    middle = QPointF(hand.field.geometry().center())
    column = hand.grid.columns[0]
    width = hand.viewport.width()
    area = QRectF(
        QPointF(width - hand.view.pixel_x(column.right), 0), QPointF(width - hand.view.pixel_x(0), 760)
    )
    assert area.contains(middle)
    hand.type("New").key(Key.Key_Return)
    made = driver.document.cell(lane.id, stage.id)
    assert [(item.stage, item.step) for item in made] == [(stage.id, column.step)]
    assert driver.store.session.focus != cell_focus(Place(lane.id, stage.id, column.step))


def test_a_press_at_the_left_of_the_overview_shows_the_last_stages(driver: Driver, hand: Hand):
    small = driver.workspace.overview.map
    driver.settle(50)
    assert small.seen().right() > small.width() * 0.7
    QTest.mouseClick(small, Button.LeftButton, Held.NoModifier, QPoint(30, small.height() // 2))
    driver.settle()
    assert hand.view.left > 200
    assert small.seen().left() < small.width() * 0.3
