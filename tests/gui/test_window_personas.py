"""Personas in the window: made with a name to type over, listed in the menu, one reached from the other."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from journeymapper.ui.inspector.inspector import RelatedRow
from journeymapper.ui.menus import ListMenu
from tests.gui.driving import LEFT, NONE, Driver, Program

UNSUPPORTED = ("This plugin does not support raise", "This plugin does not support grabbing the keyboard")
"""What Qt says of menus offscreen."""


def names_of(driver: Driver) -> list[str]:
    return [persona.name for persona in driver.document.personas]


def personas_menu(driver: Driver) -> QMenu:
    (menu,) = [
        menu for menu in driver.window.title_row.menu_bar.findChildren(ListMenu) if menu.title() == "Personas"
    ]
    return menu


def type_name(driver: Driver, name: str) -> None:
    field = driver.workspace.inspector.form.editors["name"].focus_target()
    assert isinstance(field, QLineEdit)
    driver.type(name, field)
    driver.keys(Qt.Key.Key_Return, widget=field)


def visible_within(area: QWidget, widget: QWidget) -> bool:
    at = widget.mapTo(area, QPoint(0, 0))
    return area.rect().contains(at) and area.rect().contains(at + QPoint(0, widget.height() - 1))


def test_typing_replaces_the_name_that_a_new_persona_begins_with(program: Program):
    driver = program.example()
    driver.give("map.new_persona")
    type_name(driver, "Tom")
    assert names_of(driver) == ["Maya Okafor", "Tom"]


@pytest.mark.qt_log_ignore(*UNSUPPORTED)
def test_the_menu_lists_every_persona_and_leads_to_each(program: Program):
    driver = program.example()
    for name in ("Tom", "Ida"):
        driver.give("map.new_persona")
        type_name(driver, name)
    menu = personas_menu(driver)
    for name in ("Ida", "Maya Okafor", "Tom"):
        menu.popup(driver.window.mapToGlobal(QPoint(300, 200)))
        (action,) = [action for action in menu.actions() if action.text() == name]
        QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())
        driver.settle()
        assert [record.name for record in driver.workspace.inspector.shown()] == [name]


@pytest.mark.qt_log_ignore(*UNSUPPORTED)
def test_a_map_without_personas_says_so_in_the_menu(program: Program):
    driver = program.window()
    driver.window.file.new_from("empty")
    for persona in driver.document.personas:
        driver.store.session = type(driver.store.session)(selection=(persona.id,))
        driver.give("edit.delete")
    menu = personas_menu(driver)
    menu.popup(driver.window.mapToGlobal(QPoint(300, 200)))
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [("No persona yet", False)]
    menu.close()


def test_from_one_persona_the_others_are_reached_without_scrolling(program: Program):
    driver = program.example()
    driver.give("map.new_persona")
    type_name(driver, "Tom")
    driver.settle(20)
    inspector = driver.workspace.inspector
    (row,) = [row for row in inspector.findChildren(RelatedRow) if row.isVisible()]
    assert row.text().strip() == "Maya Okafor"
    assert visible_within(inspector, row)
    QTest.mouseClick(row, LEFT)
    driver.settle()
    assert [record.name for record in inspector.shown()] == ["Maya Okafor"]
