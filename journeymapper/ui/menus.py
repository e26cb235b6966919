"""Menus made from `commands.menus`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from journeymapper.commands.menus import MENUS, RECENT, SEPARATOR, Menu
from journeymapper.model.i18n import _
from journeymapper.ui.plain import plain_menu_text

if TYPE_CHECKING:
    from journeymapper.ui.actions import Actions


class RecentMenu(QMenu):
    """The maps opened lately, looked up each time it opens."""

    def __init__(
        self,
        title: str,
        recent: Callable[[], Sequence[Path]],
        open_map: Callable[[Path], None],
        parent: QWidget,
    ) -> None:
        super().__init__(title, parent)
        self._recent = recent
        self._open = open_map
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._chosen)

    def _fill(self) -> None:
        self.clear()
        paths = self._recent()
        for path in paths:
            action = self.addAction(plain_menu_text(f"{path.stem} — {path.parent}"))
            action.setData(str(path))
        if not paths:
            self.addAction(_("No map yet")).setEnabled(False)

    def _chosen(self, action: QAction) -> None:
        if action.data():
            self._open(Path(action.data()))


def make_menu_titles(bar: QMenuBar) -> dict[str, QMenu]:
    """Put the menus into the bar, with nothing in them yet; they come back by their titles."""
    made: dict[str, QMenu] = {}
    for menu in MENUS:
        made[menu.title] = QMenu(_(menu.title), bar)
        made[menu.title].setObjectName(f"menu.{menu.title}")
        bar.addMenu(made[menu.title])
    return made


def fill_menus(
    made: dict[str, QMenu],
    actions: Actions,
    recent: Callable[[], Sequence[Path]],
    open_map: Callable[[Path], None],
) -> None:
    """Put the commands into the menus."""
    for menu in MENUS:
        _fill(made[menu.title], menu, actions, recent, open_map)


def make_menu(menu: Menu, actions: Actions, parent: QWidget) -> QMenu:
    """A menu of its own, for a button or the right mouse button."""
    shown = QMenu(_(menu.title) if menu.title else "", parent)
    for entry in menu.entries:
        if isinstance(entry, Menu):
            shown.addMenu(make_menu(entry, actions, shown))
        elif entry == SEPARATOR:
            shown.addSeparator()
        else:
            shown.addAction(actions[entry])
    return shown


def _fill(
    shown: QMenu,
    menu: Menu,
    actions: Actions,
    recent: Callable[[], Sequence[Path]],
    open_map: Callable[[Path], None],
) -> None:
    for entry in menu.entries:
        if isinstance(entry, Menu) and RECENT in entry.entries:
            shown.addMenu(RecentMenu(_(entry.title), recent, open_map, shown))
        elif isinstance(entry, Menu):
            shown.addMenu(make_menu(entry, actions, shown))
        elif entry == SEPARATOR:
            shown.addSeparator()
        else:
            shown.addAction(actions[entry])
