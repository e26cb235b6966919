"""Cards for what a new map can begin with: a picture of it, a title and what it is for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QMenu, QToolButton, QWidget

from journeymapper.commands.ports import Starting
from journeymapper.model.i18n import _
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_tip
from journeymapper.ui.style import colour, font

CARD = QSize(232, 216)
PAD = 14
PICTURE = QSize(CARD.width() - 2 * PAD, 112)
"""The size of a picture, in logical pixels."""
GAP = 16
STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""Where the arrow keys lead: columns to the right, rows down."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StartCard(QAbstractButton):
    """One thing to begin with. One of the person's own can be renamed and deleted as well."""

    chosen = Signal(str)
    reached = Signal(object)
    """It has got the focus."""
    stepped = Signal(object, int, int)
    """An arrow key was pressed on it: columns to the right, rows down."""
    rename_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, start: Starting, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.start = start
        self.picture: QPixmap | None = None
        self._look = look
        self.setObjectName(f"start.{start.name}")
        self.setText(start.title)
        self.setAccessibleName(start.title)
        self.setAccessibleDescription(start.about)
        self.setFixedSize(CARD)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._choose)
        if start.own:
            self.setToolTip(plain_tip(start.title))
            self._add_more()

    def show_picture(self, picture: QPixmap) -> None:
        """Show what the template looks like."""
        self.picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        # The pointer tints the card, the keyboard frames it: both can be on one card, or on two.
        focused = self.hasFocus()
        painter.setPen(
            QPen(QColor(colour(self._look, "accent" if focused else "button_border")), 2 if focused else 1)
        )
        ground = "pressed" if self.isDown() else "menu_hover" if self.underMouse() else "button"
        painter.setBrush(QColor(colour(self._look, ground)))
        painter.drawRoundedRect(box, 10, 10)
        self._paint_picture(painter, QRectF(PAD, PAD, PICTURE.width(), PICTURE.height()))
        top, width = PAD + PICTURE.height() + 8, self.width() - 2 * PAD
        painter.setPen(QColor(colour(self._look, "text")))
        painter.setFont(font(self._look, "heading", 600))
        title = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(PAD, top, width, 22), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(QColor(colour(self._look, "text_2")))
        painter.setFont(font(self._look, "small"))
        words = QRectF(PAD, top + 23, width, self.height() - top - 30)
        painter.drawText(words, Qt.TextFlag.TextWordWrap, self.start.about)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, arrows lead on; F2 renames and Delete deletes the person's own."""
        key = Qt.Key(event.key())
        if key in ENTER:
            self.click()
        elif key in STEPS:
            self.stepped.emit(self, *STEPS[key])
        elif key == Qt.Key.Key_F2 and self.start.own:
            self._rename()
        elif key == Qt.Key.Key_Delete and self.start.own:
            self._delete()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """It wants to be seen."""
        super().focusInEvent(event)
        self.reached.emit(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the person's own."""
        if self.start.own:
            self._menu(self).popup(event.globalPos())

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(box, 6, 6)
        painter.save()
        painter.setClipPath(clip)
        if self.picture is None:
            painter.fillRect(box, QColor(colour(self._look, "canvas")))
        else:
            painter.drawPixmap(box.topLeft(), self.picture)
        painter.restore()
        painter.setPen(QPen(QColor(self._look.map["hair"]), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)

    def _add_more(self) -> None:
        more = QToolButton(self)
        more.setObjectName("more")
        more.setText("⋯")
        more.setAccessibleName(_("More for “{name}”").format(name=self.start.title))
        more.setProperty("role", "flat")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        more.setMenu(self._menu(more))
        more.adjustSize()
        more.move(CARD.width() - more.width() - 8, 8)

    def _menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.addAction(_("Begin a map with it")).triggered.connect(self._choose)
        menu.addAction(_("Rename…")).triggered.connect(self._rename)
        menu.addAction(_("Delete…")).triggered.connect(self._delete)
        return menu

    def _choose(self) -> None:
        self.chosen.emit(self.start.name)

    def _rename(self) -> None:
        self.rename_wanted.emit(self.start.name)

    def _delete(self) -> None:
        self.delete_wanted.emit(self.start.name)


class StartGrid(QWidget):
    """Cards, so many in a row."""

    chosen = Signal(str)
    reached = Signal(object)
    stepped = Signal(object, int, int)
    rename_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, starts: Sequence[Starting], columns: int, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.columns = columns
        self.cards: dict[str, StartCard] = {}
        self.show_starts(starts)

    def show_starts(self, starts: Sequence[Starting]) -> None:
        """Show these instead of what was shown; cards that say the same stay as they are."""
        wanted = {start.name: start for start in starts}
        for name, card in list(self.cards.items()):
            if wanted.get(name) != card.start:
                del self.cards[name]
                self._grid.removeWidget(card)
                card.hide()
                card.deleteLater()
        self.cards = {name: self.cards.get(name) or self._card(start) for name, start in wanted.items()}
        self._place()

    def set_columns(self, columns: int) -> None:
        """Have so many cards in a row."""
        if columns != self.columns:
            self.columns = columns
            self._place()

    @property
    def rows(self) -> list[list[StartCard]]:
        """The cards as they stand."""
        cards = list(self.cards.values())
        return [cards[start : start + self.columns] for start in range(0, len(cards), self.columns)]

    def _card(self, start: Starting) -> StartCard:
        card = StartCard(start, self._look, self)
        card.chosen.connect(self.chosen)
        card.reached.connect(self.reached)
        card.stepped.connect(self.stepped)
        card.rename_wanted.connect(self.rename_wanted)
        card.delete_wanted.connect(self.delete_wanted)
        return card

    def _place(self) -> None:
        for column in range(max(self._grid.columnCount(), self.columns) + 1):
            self._grid.setColumnStretch(column, int(column == self.columns))
        before: QWidget | None = None
        for position, card in enumerate(self.cards.values()):
            self._grid.addWidget(
                card, position // self.columns, position % self.columns, Qt.AlignmentFlag.AlignLeft
            )
            if self.isVisible():
                # Qt itself would show it a moment later only, when nobody can give it the focus any more.
                card.show()
            if before is not None:
                QWidget.setTabOrder(before, card)
            before = card
