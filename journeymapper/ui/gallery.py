"""All that a new map can begin with, in pictures: the program's templates, and below them the person's own.

The titles stand at once. The person's templates, and the pictures, come when the gallery has been seen.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPixmap, QPixmapCache
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journeymapper.commands.ports import OwnStarts, StartsDesk
from journeymapper.model.i18n import _
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label
from journeymapper.ui.starts import CARD, GAP, PICTURE, StartCard, StartGrid

if TYPE_CHECKING:
    from journeymapper.ui.small_maps import SmallMaps
    from journeymapper.ui.workers import Answer, Workers

MOST_COLUMNS = 4
DELAY = 120
"""Milliseconds that the gallery leaves to whoever has opened it: nobody who chooses at once waits for a picture."""


class Gallery(QWidget):
    """Templates to choose from, with the mouse or with the arrow keys and Enter."""

    chosen = Signal(str)
    reached = Signal(object)
    """A card has got the focus."""
    settled = Signal()
    """The person's own templates are shown; pictures may still be to come."""

    def __init__(self, desk: StartsDesk, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._workers: Workers | None = None
        self._pictures: SmallMaps | None = None
        # A single shot of Qt's would outlive the gallery until its time comes.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.starts = StartGrid(desk.starts(), MOST_COLUMNS, look, self)
        column.addWidget(self.starts)
        column.addSpacing(10)
        column.addWidget(plain_label(_("Your templates"), self, "heading"))
        self.hint = plain_label(_("File, Save as template keeps a map of yours here."), self, "hint")
        column.addWidget(self.hint)
        self.own = StartGrid((), MOST_COLUMNS, look, self)
        column.addWidget(self.own)
        self.problems = plain_label("", self, "error", wrap=True)
        self.problems.hide()
        column.addWidget(self.problems)
        for grid in (self.starts, self.own):
            grid.chosen.connect(self.chosen)
            grid.reached.connect(self.reached)
            grid.stepped.connect(self._step)
        self.own.rename_wanted.connect(self._rename)
        self.own.delete_wanted.connect(self._delete)

    def fit(self, width: int) -> None:
        """Have as many cards in a row as there is room for, in pixels."""
        columns = max(1, min((width + GAP) // (CARD.width() + GAP), MOST_COLUMNS))
        self.starts.set_columns(columns)
        self.own.set_columns(columns)

    def begin(self) -> None:
        """Look for the person's own templates, and for pictures of all, when there is time."""
        self._timer.start(DELAY)

    def rest(self) -> None:
        """Work at nothing any more: the gallery is not seen, or gone soon."""
        self._timer.stop()
        if self._pictures is not None:
            self._pictures.stop()
            self._pictures.deleteLater()
            self._pictures = None
        if self._workers is not None:
            self._workers.stop()
            self._workers.deleteLater()
            self._workers = None

    # what comes later

    def _look_up(self) -> None:
        if not self.isVisible():
            return
        self._helpers().run("templates", self._desk.own, self._show_own)

    def _show_own(self, answer: Answer[OwnStarts]) -> None:
        found = answer.value
        if found is None:
            return
        self.own.show_starts(found.starts)
        self.hint.setVisible(not found.starts)
        self.problems.setText("\n".join(found.problems))
        self.problems.setVisible(bool(found.problems))
        self.settled.emit()
        if self.isVisible():
            self._ask_for_pictures()

    def _ask_for_pictures(self) -> None:
        for card in (*self.starts.cards.values(), *self.own.cards.values()):
            if card.picture is not None:
                continue
            known = QPixmap()
            # Only the program's own are sure to look as they did when the cache took them in.
            if not card.start.own and QPixmapCache.find(self._key(card), known):
                card.show_picture(known)
            else:
                self._painter().ask(card.start.name, partial(self._desk.document_of, card.start.name))

    def _helpers(self) -> Workers:
        if self._workers is None:
            from journeymapper.ui.workers import Workers

            self._workers = Workers(self)
        return self._workers

    def _painter(self) -> SmallMaps:
        if self._pictures is None:
            from journeymapper.layout.theme import load_theme
            from journeymapper.ui.small_maps import SmallMaps

            theme = load_theme(self._look.name)
            self._pictures = SmallMaps(theme, PICTURE, self.devicePixelRatioF(), self._helpers(), self)
            self._pictures.painted.connect(self._painted)
        return self._pictures

    def _painted(self, name: str, picture: QPixmap) -> None:
        card = self.starts.cards.get(name) or self.own.cards.get(name)
        if card is None:
            return
        card.show_picture(picture)
        if not card.start.own:
            QPixmapCache.insert(self._key(card), picture)

    def _key(self, card: StartCard) -> str:
        return f"template {card.start.name} {self._look.name} {self.devicePixelRatioF()}"

    # keys, and what is done with the person's own

    def _step(self, card: StartCard, right: int, down: int) -> None:
        rows = [*self.starts.rows, *self.own.rows]
        for number, row in enumerate(rows):
            if card in row:
                target = rows[min(max(number + down, 0), len(rows) - 1)]
                column = min(row.index(card) + right, len(target) - 1)
                target[max(column, 0)].setFocus()
                return

    def _rename(self, name: str) -> None:
        if self._desk.rename_own(name):
            self._look_up()

    def _delete(self, name: str) -> None:
        if self._desk.delete_own(name):
            self._look_up()
