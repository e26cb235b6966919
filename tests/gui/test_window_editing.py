import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journeymapper.commands.selecting import select
from journeymapper.edit.cards import add_card
from journeymapper.edit.places import Place
from journeymapper.model.records import Card, Lane, Stage
from tests.gui.driving import LEFT, NONE, Driver, Program

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def driver(program: Program) -> Driver:
    return program.example()


def cell_point(driver: Driver, role: str, stage: int) -> QPoint:
    """A pixel of the canvas low in the cell of a lane and a stage, where it is empty or below its cards."""
    grid = driver.canvas.grid
    row = next(index for index, each in enumerate(grid.rows) if each.record.role == role)
    driver.canvas.ensure_visible(grid.rows[row].record.id)
    box = grid.stages[stage]
    view = driver.canvas.view
    bottom = grid.tops[row] + grid.rows[row].height
    return QPointF(view.pixel_x(box.x + box.width / 2), view.pixel_y(bottom - 3)).toPoint()


def stage_of(driver: Driver, card: Card) -> str:
    stage = driver.document.find(Stage, card.stage)
    assert stage is not None
    return stage.title


def test_a_card_dragged_to_another_stage_is_there_in_the_saved_file(driver: Driver):
    card = driver.card("P1")
    driver.canvas.fit_map()
    start = driver.middle_of(card.id)
    driver.drag(start, cell_point(driver, "pains", 2))
    assert stage_of(driver, driver.card("P1")) == "Decision"
    driver.give("file.save")
    driver.wait_saved()
    (saved,) = [each for each in driver.saved().all(Card) if each.code == "P1"]
    assert saved.stage == driver.document.stages[2].id


def test_one_drag_is_one_step_to_undo(driver: Driver):
    card = driver.card("P1")
    driver.canvas.fit_map()
    driver.drag(driver.middle_of(card.id), cell_point(driver, "pains", 2))
    assert driver.store.undo_name
    driver.keys(Qt.Key.Key_Z, modifiers=CTRL, widget=driver.canvas)
    assert stage_of(driver, driver.card("P1")) == "Awareness"
    assert driver.store.undo_name == ""


def test_a_kind_clicked_in_the_palette_goes_to_the_cell_clicked_next(driver: Driver):
    driver.canvas.fit_map()
    row = driver.workspace.palette_panel.row("kind:pain_point")
    QTest.mouseClick(row, LEFT)
    assert row.isChecked()
    before = driver.document.count(Card)
    point = cell_point(driver, "pains", 1)
    QTest.mouseMove(driver.canvas.viewport(), point)
    QTest.mouseClick(driver.canvas.viewport(), LEFT, NONE, point)
    driver.settle()
    assert driver.document.count(Card) == before + 1


@pytest.mark.parametrize("payload", ["stage", "step", "lane:text", "kind:pain_point", "kind:note"])
def test_what_is_dragged_out_of_the_palette_comes_to_stand_on_the_map(driver: Driver, payload: str):
    # The offscreen platform runs no drags of Qt's own; test_window_on_x.py does the whole of it with a mouse.
    driver.canvas.fit_map()
    before = len(driver.document)
    data = driver.workspace.palette_panel.row(payload).carried()
    surface, end = driver.canvas.viewport(), cell_point(driver, "pains", 1)
    copy = Qt.DropAction.CopyAction
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(surface, kind(end, copy, data, LEFT, NONE))
    QApplication.sendEvent(surface, QDropEvent(QPointF(end), copy, data, LEFT, NONE))
    driver.settle()
    assert len(driver.document) > before


def test_ctrl_i_and_a_letter_adds_a_card_at_the_selection(driver: Driver):
    select(driver.store, [driver.card("P1").id])
    driver.canvas.setFocus()
    before = driver.document.count(Card)
    QTest.keyClick(driver.window, Qt.Key.Key_I, CTRL)
    QTest.keyClick(driver.window, Qt.Key.Key_P)
    driver.settle()
    assert driver.document.count(Card) == before + 1
    new = driver.document.cell(driver.card("P1").lane, driver.card("P1").stage)[1]
    assert isinstance(new, Card)
    assert new.kind == "pain_point"
    assert driver.canvas.editing


def test_typing_in_the_inline_editor_reaches_the_file(driver: Driver):
    driver.click(driver.card("P1").id)
    driver.keys(Qt.Key.Key_F2, widget=driver.canvas)
    assert driver.canvas.editing
    field = QApplication.focusWidget()
    driver.keys(Qt.Key.Key_A, modifiers=CTRL, widget=field)
    driver.type("Typed by hand", widget=field)
    driver.give("file.save")
    driver.wait_saved()
    (saved,) = [each for each in driver.saved().all(Card) if each.code == "P1"]
    assert saved.text == "Typed by hand"


def test_delete_takes_the_selected_cards_off_the_map(driver: Driver):
    driver.click(driver.card("P1").id)
    driver.keys(Qt.Key.Key_Delete, widget=driver.canvas)
    assert all(card.code != "P1" for card in driver.document.all(Card))


def test_delete_in_a_field_deletes_a_letter_and_no_card(driver: Driver):
    driver.click(driver.card("P1").id)
    line = driver.workspace.inspector.form.editors["tags"].focus_target()
    line.setFocus()
    QTest.keyClicks(line, "ab")
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert line.text() == "b"
    assert driver.card("P1").code == "P1"


def test_ctrl_d_duplicates_the_selected_card(driver: Driver):
    driver.click(driver.card("P1").id)
    before = driver.document.count(Card)
    driver.keys(Qt.Key.Key_D, modifiers=CTRL, widget=driver.canvas)
    assert driver.document.count(Card) == before + 1


def test_copied_cards_are_pasted_through_the_real_clipboard(driver: Driver, program: Program):
    from journeymapper.ui.qt_ports import QtPorts

    ports = QtPorts(driver.window, driver.window.toast, driver.window._theme)
    driver.click(driver.card("P1").id)
    driver.give("edit.copy")
    ports.set_clipboard(driver.person.clip)
    assert ports.clipboard() == driver.person.clip
    assert QApplication.clipboard().text().endswith("\tWear is invisible until it hurts")
    QApplication.clipboard().clear()


def test_the_toolbar_shows_undo_only_where_there_is_something_to_undo(driver: Driver):
    button = driver.workspace.tools.findChild(type(driver.workspace.tools.print), "tool.edit.undo")
    assert not button.isEnabled()
    driver.click(driver.card("P1").id)
    driver.keys(Qt.Key.Key_Delete, widget=driver.canvas)
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)
    assert driver.card("P1").code == "P1"
    assert not button.isEnabled()


def test_the_connect_tool_draws_a_link_from_card_to_card(driver: Driver):
    driver.give("view.connect_tool")
    assert driver.window.actions_by_id["view.connect_tool"].isChecked()
    driver.canvas.fit_map()
    one, two = driver.card("P1"), driver.card("O1")
    links = len(driver.document.links_of(one.id))
    driver.drag(driver.middle_of(two.id), driver.middle_of(one.id))
    assert len(driver.document.links_of(one.id)) == links + 1


def test_a_lane_is_added_from_the_menu(driver: Driver):
    before = driver.document.count(Lane)
    driver.give("insert.lane.goals")
    assert driver.document.count(Lane) == before + 1


def test_the_search_counts_as_one_types_and_goes_from_find_to_find(driver: Driver):
    driver.keys(Qt.Key.Key_F, modifiers=CTRL)
    field = driver.workspace.tools.search
    assert field.hasFocus()
    QTest.keyClicks(field, "size")
    count = int(field.note)
    assert count > 1
    QTest.keyClick(field, Qt.Key.Key_Return)
    first = driver.store.session.selection
    assert field.note == f"1 of {count}"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.note == f"2 of {count}"
    assert driver.store.session.selection != first
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert driver.store.session.selection == first
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert driver.canvas.hasFocus()


def test_nothing_found_is_said(driver: Driver):
    field = driver.workspace.tools.search
    field.setFocus()
    QTest.keyClicks(field, "zzz")
    assert field.note == "none"


def test_the_status_line_counts_what_is_on_the_map(driver: Driver):
    assert driver.workspace.status.counts.text() == "6 stages · 12 steps · 12 lanes · 74 cards"


def test_the_slider_zooms(driver: Driver):
    slider = driver.workspace.status.slider
    slider.setValue(100)
    assert driver.canvas.zoom == pytest.approx(4.0)
    assert driver.workspace.status.percent.text() == "400 %"
    driver.give("view.actual_size")
    assert slider.value() == 0


def test_zoom_commands_change_the_percentage(driver: Driver):
    driver.give("view.zoom_in")
    assert driver.canvas.zoom > 1.0
    driver.give("view.zoom_out")
    assert driver.canvas.zoom == pytest.approx(1.0)


def test_a_press_on_the_overview_shows_that_part(driver: Driver):
    minimap = driver.workspace.overview.map
    before = driver.canvas.visible_rect()
    QTest.mouseClick(minimap, LEFT, NONE, QPoint(minimap.width() - 30, minimap.height() - 20))
    after = driver.canvas.visible_rect()
    assert after.left() > before.left()
    assert after.top() > before.top()


def test_the_map_check_counts_a_dead_end_and_leads_to_it(driver: Driver):
    lane = next(lane for lane in driver.document.lanes if lane.role == "backstage")
    select(driver.store, [lane.id])
    driver.give("insert.card.backstage_action")
    driver.canvas.cancel_edit()
    driver.give("map.check")
    panel = driver.workspace.findings
    assert panel.isVisible()
    assert panel.rows
    driver.settle(50)
    panel.rows[0].show_it()
    assert set(driver.store.session.selection) <= set(panel.rows[0].finding.ids)
    driver.give("map.check")
    assert not panel.isVisible()


def test_what_a_gesture_does_stands_in_the_status_line_with_its_keys(driver: Driver):
    driver.canvas.fit_map()
    start, end = driver.middle_of(driver.card("P1").id), cell_point(driver, "pains", 2)
    QTest.mousePress(driver.canvas.viewport(), LEFT, NONE, start)
    for step in range(1, 9):
        QTest.mouseMove(driver.canvas.viewport(), start + (end - start) * step / 8)
    driver.settle()
    assert "Decision" in driver.workspace.status.says.text()
    assert driver.workspace.status.hints()
    driver.keys(Qt.Key.Key_Escape, widget=driver.canvas)
    QTest.mouseRelease(driver.canvas.viewport(), LEFT, NONE, end)
    assert stage_of(driver, driver.card("P1")) == "Awareness"


def test_the_map_check_is_brought_up_to_date_behind_the_persons_back(driver: Driver, qtbot):
    assert driver.workspace.tools.check.count == 0
    lane = next(lane for lane in driver.document.lanes if lane.role == "backstage")
    with driver.store.edit("Add card") as tx:
        add_card(
            tx, Place(lane.id, driver.document.stages[0].id), "backstage_action", text="supports nothing"
        )
    qtbot.waitUntil(lambda: driver.workspace.tools.check.count == 1, timeout=60_000)
    assert driver.workspace.tools.check.text() == "Map check:"
