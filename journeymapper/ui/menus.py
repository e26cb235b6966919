"""Menus made from `commands.menus`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from journeymapper.commands.menus import MENUS, SEPARATOR, Menu
from journeymapper.model.i18n import _
from journeymapper.ui.plain import plain_menu_text

if TYPE_CHECKING:
    from journeymapper.commands.command import Context
    from journeymapper.ui.actions import Actions


class Listing(NamedTuple):
    """What a menu lists: keys with their titles, what to do with one that is chosen, and what stands for none."""

    entries: Callable[[], Sequence[tuple[str, str]]]
    choose: Callable[[str], None]
    nothing: str


class ListMenu(QMenu):
    """A list that is looked up each time it opens."""

    def __init__(self, title: str, listing: Listing, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._listing = listing
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(self._chosen)

    def _fill(self) -> None:
        self.clear()
        for key, title in self._listing.entries():
            self.addAction(plain_menu_text(title)).setData(key)
        if self.isEmpty():
            self.addAction(self._listing.nothing).setEnabled(False)

    def _chosen(self, action: QAction) -> None:
        if action.data():
            self._listing.choose(action.data())


def recent_maps(recent: Callable[[], Sequence[Path]], open_map: Callable[[Path], None]) -> Listing:
    """The maps opened lately."""
    return Listing(
        lambda: [(str(path), f"{path.stem} — {path.parent}") for path in recent()],
        lambda key: open_map(Path(key)),
        _("No map yet"),
    )


def personas(context: Context) -> Listing:
    """The personas of the map."""
    return Listing(
        lambda: (
            [(one.id, one.name or _("Persona")) for one in context.map.document.personas]
            if context.store is not None
            else []
        ),
        lambda key: context.view.inspect(key, "name"),
        _("No persona yet"),
    )


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
    listings: Mapping[str, Listing],
) -> None:
    """Put the commands into the menus."""
    for menu in MENUS:
        _fill(made[menu.title], menu, actions, listings)


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
    listings: Mapping[str, Listing],
) -> None:
    for entry in menu.entries:
        if isinstance(entry, Menu) and entry.entries[0] in listings:
            shown.addMenu(ListMenu(_(entry.title), listings[str(entry.entries[0])], shown))
        elif isinstance(entry, Menu):
            shown.addMenu(make_menu(entry, actions, shown))
        elif entry == SEPARATOR:
            shown.addSeparator()
        else:
            shown.addAction(actions[entry])
