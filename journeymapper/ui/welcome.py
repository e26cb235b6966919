"""The first page, where no map is open: begin one, open one, or go on with one of the last."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from journeymapper.commands.ports import StartsDesk
from journeymapper.model.i18n import _
from journeymapper.ui.gallery import Gallery
from journeymapper.ui.look import Look
from journeymapper.ui.plain import RowButton, plain_label, plain_tip
from journeymapper.ui.starts import StartGrid
from journeymapper.ui.style import colour

MOST = 6
SIDE = 260
MARGIN = 28
AFTER_PAINT = 5
"""Milliseconds: a timer of none at all may come before the first paint."""
BETWEEN = 36
"""Pixels between the templates and what stands beside them."""


class Welcome(QScrollArea):
    """What the window shows until a map is open in it."""

    start_chosen = Signal(str)
    open_wanted = Signal()
    recent_chosen = Signal(object)

    def __init__(
        self, desk: StartsDesk, recent: Callable[[], Sequence[Path]], look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._recent = recent
        self._look = look
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._put_icons)
        self.setWidgetResizable(True)
        page = QWidget(self)
        page.setObjectName("panel_body")
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 24, MARGIN, 24)
        column.setSpacing(6)
        column.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._middle(desk, page))
        across.addStretch(1)
        column.addLayout(across)
        column.addStretch(3)
        self.setWidget(page)

    def showEvent(self, event: QShowEvent) -> None:
        """The last maps may be others than when the page was last seen."""
        super().showEvent(event)
        self._list_recent()
        # Drawing icons takes a library of its own, which is loaded when the page has been seen.
        self._timer.start(AFTER_PAINT)
        self.gallery.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for pictures any more."""
        super().hideEvent(event)
        self._timer.stop()
        self.gallery.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many templates in a row as there is room for."""
        super().resizeEvent(event)
        self.gallery.fit(self.viewport().width() - 2 * MARGIN - BETWEEN - SIDE)

    def _put_icons(self) -> None:
        from journeymapper.ui.icons import icon

        self.open_button.setIcon(icon("open", colour(self._look, "text"), 18))
        for row in self.findChildren(RecentRow):
            row.setIcon(icon("map", colour(self._look, "accent"), 16))

    def _middle(self, desk: StartsDesk, parent: QWidget) -> QWidget:
        middle = QWidget(parent)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(plain_label(_("JourneyMapper"), middle, "display"))
        words = _("Customer journey maps and service blueprints, made by dragging.")
        column.addWidget(plain_label(words, middle, "muted"))
        column.addSpacing(24)
        across = QHBoxLayout()
        across.setSpacing(BETWEEN)
        across.addLayout(self._new(desk, middle))
        across.addLayout(self._open(middle))
        column.addLayout(across)
        return middle

    def _new(self, desk: StartsDesk, parent: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(plain_label(_("New map"), parent, "heading"))
        self.gallery = Gallery(desk, self._look, parent)
        self.gallery.chosen.connect(self.start_chosen)
        self.gallery.reached.connect(self._show_card)
        column.addWidget(self.gallery)
        column.addStretch(1)
        return column

    def _show_card(self, card: QWidget) -> None:
        self.ensureWidgetVisible(card)

    def _open(self, parent: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(plain_label(_("Open"), parent, "heading"))
        column.addSpacing(6)
        self.open_button = QPushButton("  " + _("Open a map…"), parent)
        self.open_button.setFixedWidth(SIDE)
        self.open_button.setIconSize(QSize(18, 18))
        self.open_button.clicked.connect(self.open_wanted)
        column.addWidget(self.open_button)
        column.addWidget(plain_label(_("or drop a file on this window"), parent, "hint"))
        column.addSpacing(22)
        self._recent_title = plain_label(_("Opened lately"), parent, "heading")
        column.addWidget(self._recent_title)
        column.addSpacing(2)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column.addLayout(self._list)
        column.addStretch(1)
        return column

    @property
    def starts(self) -> StartGrid:
        """The program's templates."""
        return self.gallery.starts

    def _list_recent(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        paths = list(self._recent())[:MOST]
        self._recent_title.setVisible(bool(paths))
        for path in paths:
            row = RecentRow(path, self.widget() or self)
            row.chosen.connect(self.recent_chosen)
            self._list.addWidget(row)


class RecentRow(RowButton):
    """A map opened lately."""

    chosen = Signal(object)

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(path.stem, parent)
        self._path = path
        self.setIconSize(QSize(16, 16))
        self.setToolTip(plain_tip(str(path)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._path)
