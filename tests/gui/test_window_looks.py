import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QMessageBox

from journeymapper.commands.ports import Option
from journeymapper.layout.theme import load_theme
from journeymapper.ui.look import load_look
from journeymapper.ui.plain import plain_menu_text, plain_tip
from journeymapper.ui.style import style_sheet
from tests.gui.driving import Program


def test_the_look_is_that_of_the_theme():
    look, theme = load_look(), load_theme()
    assert look.window == theme.window
    assert look.map == theme.map
    assert [stage.fill for stage in look.stages] == [stage.fill for stage in theme.stages]
    assert {key: kind.bar for key, kind in look.kinds.items()} == {
        key: kind.bar for key, kind in theme.kinds.items()
    }


def test_the_style_sheet_has_every_role_filled_in():
    assert "$" not in style_sheet(load_look()).partition("*/")[2]


@pytest.mark.parametrize(
    "markup", ["<img src='file:///etc/passwd'>", "<b>x</b>", "&lt;b&gt;", "<!DOCTYPE html><p>x"]
)
def test_a_tool_tip_is_never_taken_for_markup(markup: str):
    assert GuiQt.mightBeRichText(markup) or markup.startswith("&")
    assert not GuiQt.mightBeRichText(plain_tip(markup))


def test_a_menu_text_keeps_its_ampersand():
    assert plain_menu_text("Onboarding & service\nnow") == "Onboarding && service now"


def test_every_label_of_the_window_shows_plain_text(program: Program):
    driver = program.example()
    driver.give("map.check")
    labels = driver.window.findChildren(QLabel)
    assert len(labels) > 20
    assert [label.text() for label in labels if label.textFormat() != Qt.TextFormat.PlainText] == []


def test_questions_show_plain_text(program: Program, qtbot):
    from PySide6.QtCore import QTimer

    from journeymapper.ui.qt_ports import QtPorts

    driver = program.window()
    ports = QtPorts(driver.window, driver.window.toast, load_look())
    seen: list[Qt.TextFormat] = []

    def answer() -> None:
        box = driver.window.findChild(QMessageBox)
        assert box is not None
        seen.append(box.textFormat())
        qtbot.keyClick(box, Qt.Key.Key_Return)

    QTimer.singleShot(50, driver.window, answer)
    chosen = ports.choose("<b>Save?</b>", "", (Option("save", "Save"), Option("cancel", "Cancel")))
    assert chosen == "save"
    assert seen == [Qt.TextFormat.PlainText]


@pytest.mark.parametrize(("key", "expected"), [(Qt.Key.Key_Escape, "cancel"), (Qt.Key.Key_Return, "save")])
def test_enter_answers_with_the_first_option_and_esc_with_cancel(program: Program, qtbot, key, expected):
    from PySide6.QtCore import QTimer

    from journeymapper.ui.qt_ports import QtPorts

    driver = program.window()
    ports = QtPorts(driver.window, driver.window.toast, load_look())
    QTimer.singleShot(50, driver.window, lambda: qtbot.keyClick(driver.window.findChild(QMessageBox), key))
    options = (Option("save", "Save"), Option("discard", "Don’t save"), Option("cancel", "Cancel"))
    assert ports.choose("Save?", "Or not", options) == expected


def test_a_notice_goes_by_itself_and_a_problem_stays(program: Program):
    driver = program.window()
    toast = driver.window.toast
    toast._milliseconds = 60
    toast.say("Written.", "done")
    assert toast.isVisible()
    driver.settle(150)
    assert not toast.isVisible()
    toast.say("That did not work.", "problem")
    driver.settle(150)
    assert toast.isVisible()


@pytest.mark.parametrize(("width", "height"), [(860, 560), (1280, 800), (1600, 1000)])
def test_nothing_of_the_toolbar_is_cut_at_any_size(program: Program, width: int, height: int):
    driver = program.example(width=width, height=height)
    tools = driver.workspace.tools
    assert tools.print.geometry().right() <= tools.width()
    assert driver.workspace.inspector.form.width() <= driver.workspace.inspector.width()
