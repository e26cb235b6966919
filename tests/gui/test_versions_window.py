"""The versions window: each version with its picture and its changes, to be restored or opened beside the map."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from shiboken6 import isValid

from journeymapper.ui.look import load_look
from journeymapper.ui.versions_window import PICTURE, VersionsWindow
from tests.gui.driving import Driver, Program

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def driver(program: Program) -> Driver:
    """A window with a map that was saved three times, with a change each time."""
    opened = program.example()
    for severity in (1, 4):
        with opened.store.edit("Rate") as tx:
            tx.change(opened.card("P2").id, severity=severity)
        opened.give("file.save")
        opened.wait_saved()
    with opened.store.edit("Vote") as tx:
        tx.change(opened.card("P2").id, votes=77)
    return opened


@pytest.fixture
def window(driver: Driver) -> Iterator[VersionsWindow]:
    driver.give("file.versions")
    desk = driver.person.desk
    assert desk is not None
    window = VersionsWindow(desk, load_look(), driver.window)
    window.show()
    driver.wait_until(lambda: window.list.currentRow() == 0)
    yield window
    if isValid(window):
        window.close()


def finish(driver: Driver, window: VersionsWindow) -> None:
    driver.wait_until(lambda: not window.busy)
    driver.settle(30)


def painted(window: VersionsWindow, row: int) -> set[int]:
    """The colours in the picture of a version."""
    image: QImage = window.list.item(row).icon().pixmap(PICTURE).toImage()
    return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def test_versions_are_listed_the_newest_first_in_the_words_of_the_system(driver, window):
    assert window.list.count() == 3
    day, time = window.list.item(0).text().splitlines()
    assert day == "Today"
    assert QLocale.system().toTime(time, QLocale.FormatType.ShortFormat).isValid()


def test_the_newest_is_chosen_and_compared_with_the_map_as_it_is(driver, window):
    finish(driver, window)
    assert any("votes 4 → 77" in text for text in window.changes.texts())
    assert not window.to_next.isVisible()


def test_an_older_one_is_compared_with_the_next_or_with_now(driver, window):
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    finish(driver, window)
    assert any("severity 1 → 4" in text for text in window.changes.texts())
    assert not any("votes" in text for text in window.changes.texts())
    QTest.mouseClick(window.to_now, LEFT)
    finish(driver, window)
    assert any("severity 1 → 4" in text for text in window.changes.texts())
    assert any("votes 4 → 77" in text for text in window.changes.texts())


def test_each_version_gets_a_picture_of_its_own_map(driver, window):
    finish(driver, window)
    driver.wait_until(lambda: all(len(painted(window, row)) > 8 for row in range(3)))
    assert window.list.iconSize() == QSize(PICTURE)


def test_nothing_is_painted_before_the_window_stands(driver):
    driver.give("file.versions")
    desk = driver.person.desk
    assert desk is not None
    window = VersionsWindow(desk, load_look(), driver.window)
    assert len(painted(window, 0)) == 1
    assert not window.busy
    window.close()
    window.deleteLater()


def test_restoring_is_one_step_that_undo_takes_back(driver, window):
    window.list.setCurrentRow(2)
    QTest.mouseClick(window.restore, LEFT)
    assert driver.card("P2").severity == 3
    driver.give("edit.undo")
    assert (driver.card("P2").severity, driver.card("P2").votes) == (4, 77)


def test_a_version_opens_beside_as_a_map_without_a_file(driver, window, program: Program):
    window.list.setCurrentRow(1)
    QTest.mouseClick(window.beside, LEFT)
    _first, second = program.windows.open
    assert second.file.path is None
    assert second.store is not None
    assert "P2" in {getattr(record, "code", "") for record in second.store.document}


def test_a_version_that_cannot_be_read_says_so_in_its_place(driver, window):
    desk = driver.person.desk
    assert desk is not None
    Path(desk.versions()[2].path).write_bytes(b"")
    window.list.setCurrentRow(2)
    finish(driver, window)
    assert len(window.changes.texts()) == 1
    assert "Nothing changed" not in window.changes.texts()[0]


def test_closing_while_it_works_leaves_nothing_behind(driver, window):
    window.list.setCurrentRow(1)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    driver.settle(50)
