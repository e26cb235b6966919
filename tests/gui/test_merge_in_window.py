"""The conflict window and the versions window as people come to them: from the real window, with real files."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from journeymapper.ui.conflict_window import ConflictWindow
from journeymapper.ui.versions_window import VersionsWindow
from tests.gui.driving import Program
from tests.gui.test_window_sharing import mark, rename, text_of, written_by_another

LEFT = Qt.MouseButton.LeftButton


class Hand(QTimer):
    """Answers what comes up: merges where that is asked, and takes one side of every conflict."""

    def __init__(self, choice: str) -> None:
        super().__init__()
        self._choice = choice
        self.seen: list[str] = []
        self.setInterval(20)
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        match QApplication.activeModalWidget():
            case QMessageBox() as box:
                self.seen.append("question")
                QTest.mouseClick(next(button for button in box.buttons() if "Merge" in button.text()), LEFT)
            case ConflictWindow() as window:
                self.seen.append(f"{len(window.rows)} conflicts")
                QTest.mouseClick(window.rows[0].tiles[self._choice].button, LEFT)  # type: ignore[index]
                QTest.mouseClick(window.merge, LEFT)


def test_a_file_that_was_changed_meanwhile_is_merged_and_the_conflict_decided(real_program: Program):
    driver = real_program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, title="Theirs", P4="Written by another")
    rename(driver, "Mine")
    hand = Hand("theirs")
    driver.give("file.save")
    driver.wait_until(lambda: mark(driver) == "Saved")
    hand.stop()
    assert hand.seen == ["question", "1 conflicts"]
    saved = driver.saved()
    assert saved.map.title == driver.document.map.title == "Theirs"
    assert text_of(driver, "P4") == "Written by another"
    driver.give("edit.undo")
    assert driver.document.map.title == "Mine"


def test_the_versions_of_a_map_are_shown_and_one_is_restored(real_program: Program):
    driver = real_program.example()
    before = driver.document.map.title
    rename(driver, "Another title")
    driver.give("file.save")
    driver.wait_saved()
    driver.give("file.versions")
    window = driver.window.findChild(VersionsWindow)
    assert window is not None
    driver.wait_until(lambda: window.list.currentRow() == 0 and window.list.count() == 2)
    window.list.setCurrentRow(1)
    driver.wait_until(lambda: any("Another title" in text for text in window.changes.texts()))
    QTest.mouseClick(window.restore, LEFT)
    assert driver.document.map.title == before
    driver.settle(30)
