"""The import window: what a table is taken for is shown on its own cells, and can be changed before a map is made."""

from collections.abc import Callable
from itertools import count

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from journeymapper.formats.tables import SCALES, build, tables_of
from journeymapper.model.ids import id_source
from journeymapper.ui.importing.lanes import MOST_LANES, LaneRow
from journeymapper.ui.importing.preview import SCORE
from journeymapper.ui.importing.window import ImportWindow
from journeymapper.ui.inspector.choice_editors import Box
from journeymapper.ui.look import load_look

TABLE = """Phase,Search,Choose,Buy
Actions,Looks around,Compares,Pays
How it feels,4,3,1
What people say,Where?,Which?,At last
Emotions,3/5,1/5,5/5
"""
DOWN = """Phase,Actions,Pain points
Search,Looks around,Too much
Buy,Pays,Queues
"""
TWO = """## One

| Phase | Search | Buy |
|---|---|---|
| Actions | Looks | Pays |
| Pain points | Too much | Queues |

## Two

| Phase | Plan | Travel | Return |
|---|---|---|---|
| Actions | Books | Flies | Rests |
| Pain points | Dear | Late | Short |
"""
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


Open = Callable[[str, str], ImportWindow]


@pytest.fixture
def opened(dressed: QApplication, qtbot: QtBot) -> Open:
    def open_window(key: str, text: str) -> ImportWindow:
        window = ImportWindow("table.csv", tables_of(key, text.encode()), load_look(), None)
        qtbot.addWidget(window)
        window.show()
        QTest.qWaitForWindowExposed(window)
        return window

    return open_window


def cell(window: ImportWindow, row: int, column: int) -> QModelIndex:
    return window.preview.cells.index(row, column)


def lane(window: ImportWindow, title: str) -> LaneRow:
    (number,) = [place for place, lane in enumerate(window.choice.guess.lanes) if lane.title == title]
    return window.lanes.rows[number]


def choose(box: Box, key: str) -> None:
    """Choose an entry with the keyboard, as people do."""
    box.setFocus()
    place = box.findData(key)
    assert place >= 0, key
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _each in range(place):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == key


def settled(window: ImportWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._timer.isActive())


def test_each_cell_says_what_it_is_taken_for(opened):
    window = opened("csv", TABLE)
    cells = window.preview.cells
    assert cells.meaning(cell(window, 0, 1)) == "stage"
    assert cells.meaning(cell(window, 1, 0)) == "Customer actions"
    assert cells.meaning(cell(window, 1, 2)) == "Customer actions"
    assert cell(window, 1, 1).data() == "Looks around"


def test_feelings_show_their_value_on_the_maps_scale(opened):
    window = opened("csv", TABLE)
    assert [cell(window, 4, column).data(SCORE) for column in (1, 2, 3)] == [0.0, -2.0, 2.0]


def test_a_lane_gets_another_meaning_and_the_preview_follows(opened, qtbot):
    window = opened("csv", TABLE)
    choose(lane(window, "What people say").role, "thoughts")
    assert window.preview.cells.meaning(cell(window, 3, 1)) == "Thoughts"
    made = build(window.choice.table, window.choice.guess, id_source(1)).document
    assert "thoughts" in {lane.role for lane in made.lanes}


def test_a_lane_can_be_left_out_and_the_summary_follows(opened, qtbot):
    window = opened("csv", TABLE)
    settled(window, qtbot)
    before = window.summary.text()
    choose(lane(window, "What people say").role, "")
    settled(window, qtbot)
    assert window.preview.cells.meaning(cell(window, 3, 1)) == "left out"
    assert window.summary.text() != before
    assert len(build(window.choice.table, window.choice.guess, id_source(1)).document.lanes) == 3


def test_the_scale_of_feelings_is_offered_where_there_are_feelings(opened):
    window = opened("csv", TABLE)
    row = lane(window, "What people say")
    assert not row.scale.isVisible()
    feelings = lane(window, "Emotions")
    assert feelings.scale.isVisible()
    assert [feelings.scale.itemData(place) for place in range(feelings.scale.count())] == ["", *SCALES]
    choose(feelings.scale, "")
    assert cell(window, 4, 1).data(SCORE) is None


def test_a_lane_whose_name_says_nothing_is_marked(opened):
    window = opened("csv", TABLE)
    assert lane(window, "What people say").unsure.isVisible() is not window.choice.guess.lanes[2].known
    assert not lane(window, "Actions").unsure.isVisible()


def test_the_stages_can_run_the_other_way(opened, qtbot):
    window = opened("csv", DOWN)
    assert not window.choice.guess.across
    assert window.preview.cells.meaning(cell(window, 1, 0)) == "stage"
    QTest.mouseClick(window.runs.button(1), LEFT)
    assert window.choice.guess.across
    assert window.preview.cells.meaning(cell(window, 0, 1)) == "stage"
    assert len(window.lanes.rows) == len(window.choice.guess.lanes)
    qtbot.waitUntil(lambda: all(row.isVisible() for row in window.lanes.rows))


def test_another_table_of_the_file_can_be_chosen(opened, qtbot):
    window = opened("markdown", TWO)
    assert window.tables.isVisible()
    window.tables.setFocus()
    QTest.keyClick(window.tables, Qt.Key.Key_Down)
    assert window.choice.table.title.endswith("Two")
    assert window.preview.cells.columnCount() == 4
    settled(window, qtbot)
    assert "stages: 3" in window.summary.text()


def test_one_table_asks_nothing_about_tables(opened):
    assert not opened("csv", TABLE).tables.isVisible()


def test_what_will_come_of_it_is_said_before_anything_is_made(opened, qtbot):
    window = opened("csv", TABLE)
    settled(window, qtbot)
    made = build(window.choice.table, window.choice.guess, id_source(1))
    assert f"stages: {len(made.document.stages)}" in window.summary.text()
    assert window.report.toPlainText()
    assert window.make.isEnabled()


def test_without_a_lane_no_map_can_be_made(opened, qtbot):
    window = opened("csv", DOWN)
    for row in window.lanes.rows:
        choose(row.role, "")
    settled(window, qtbot)
    assert not window.make.isEnabled()
    assert window.summary.text().startswith("No map can be made so")


def test_nothing_in_the_table_is_read_as_markup(opened):
    window = opened(
        "csv", TABLE.replace("Looks around", "<img src='file:///etc/passwd'>").replace("Actions", "<b>A</b>")
    )
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in window.findChildren(QLabel))
    assert not GuiQt.mightBeRichText(cell(window, 1, 1).data(Qt.ItemDataRole.ToolTipRole))


def test_everything_that_can_be_changed_has_a_name(opened):
    window = opened("csv", TABLE)
    assert all(box.accessibleName() for box in window.findChildren(Box))
    assert window.preview.accessibleName()


def test_enter_makes_the_map_and_escape_does_not(opened, qtbot):
    for key, result in ((Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 0)):
        window = opened("csv", TABLE)
        QTest.keyClick(window, key)
        assert window.result() == result
        assert not window.isVisible()


def test_a_table_of_many_cells_is_shown_at_once(opened, qtbot):
    numbers = count(1)
    rows = ["Phase," + ",".join(f"Stage {next(numbers)}" for _each in range(40))]
    rows += [f"Lane {row}," + ",".join(f"card {next(numbers)}" for _each in range(40)) for row in range(100)]
    window = opened("csv", "\n".join(rows))
    assert window.preview.cells.rowCount() == 101
    settled(window, qtbot)
    assert "cards: 4000" in window.summary.text()


def test_of_very_many_lanes_the_first_are_listed_and_the_rest_counted(opened, qtbot):
    rows = ["Phase,One,Two,Three", *(f"Lane {row},a,b,c" for row in range(400))]
    window = opened("csv", "\n".join(rows))
    assert len(window.lanes.rows) == MOST_LANES
    assert any(f"and {400 - MOST_LANES} more" in label.text() for label in window.findChildren(QLabel))
    settled(window, qtbot)
    assert "lanes: 400" in window.summary.text()
