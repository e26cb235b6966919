"""Help, About: the version, and the licence of everything that is shipped."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from journeymapper import __version__
from journeymapper.files.licences import licences
from journeymapper.ui.about import AboutDialog
from journeymapper.ui.look import load_look
from tests.gui.driving import Program


def test_help_about_opens_it_and_escape_closes_it(real_program: Program):
    driver = real_program.window()
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, AboutDialog):
            QTimer.singleShot(10, look)
            return
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    driver.give("help.about")
    assert any(__version__ in text for text in seen)
    assert any("LGPL" in text for text in seen)


def test_the_arrow_keys_lead_through_the_licence_of_every_part(dressed, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = AboutDialog(load_look(), window)
    dialog.show()
    qtbot.waitExposed(dialog)
    parts = licences()
    assert dialog.list.count() == len(parts)
    texts = []
    for part in parts:
        texts.append(dialog.text.toPlainText())
        assert part.licence in dialog.about.text()
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert "MIT License" in texts[0]
    assert any("GNU LESSER GENERAL PUBLIC LICENSE" in text for text in texts)
    assert sum("SIL OPEN FONT LICENSE" in text.upper() for text in texts) >= 10
    assert all(len(text) > 500 for text in texts)


def test_a_licence_can_be_selected_but_not_changed(dressed, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = AboutDialog(load_look(), window)
    dialog.show()
    before = dialog.text.toPlainText()
    QTest.keyClicks(dialog.text, "x")
    QTest.keyClick(dialog.text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert dialog.text.toPlainText() == before
    assert dialog.text.textCursor().hasSelection()
