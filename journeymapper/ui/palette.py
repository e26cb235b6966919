"""The palette: stage, step, lane and every kind of card, to drag onto the map or to click and then click a cell."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QIcon, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QVBoxLayout, QWidget

from journeymapper.interact.adding import MIME_TYPE
from journeymapper.interact.surface import THRESHOLD
from journeymapper.layout.theme import Theme
from journeymapper.model.i18n import _
from journeymapper.model.tables import KINDS
from journeymapper.ui.icons import RATIOS, tile
from journeymapper.ui.panel import Panel
from journeymapper.ui.plain import plain_tip
from journeymapper.ui.search_field import draw_key_cap
from journeymapper.ui.style import colour, font, size_px

TILE = 24


class Piece(NamedTuple):
    """Something that can be put on the map: what the drag carries, its title, its key and how it looks."""

    payload: str
    title: str
    letter: str
    icon: QIcon


def structure(theme: Theme) -> Iterator[Piece]:
    """Stage, step and lane."""
    fill, ink, border = (
        colour(theme, role) for role in ("structure_chip", "structure_chip_text", "structure_chip_border")
    )
    for payload, title, letter, name in (
        ("stage", _("Stage"), "S", "stage"),
        ("step", _("Step"), "E", "step"),
        ("lane:text", _("Lane"), "L", "lane"),
    ):
        yield Piece(payload, title, letter, tile(name, fill, ink, TILE, border=border))


def kinds(theme: Theme) -> Iterator[Piece]:
    """Every kind of card."""
    for kind in KINDS.values():
        yield Piece(f"kind:{kind.key}", _(kind.title), kind.letter, kind_tile(theme, kind.key, TILE))


def kind_tile(theme: Theme, kind: str, size: int) -> QIcon:
    """The coloured tile of a card kind, "measure" or "owner"."""
    paint = theme.kinds[kind]
    return tile(paint.icon, paint.bar, paint.on_bar, size)


class PaletteRow(QAbstractButton):
    """One thing to put on the map."""

    armed = Signal(str)
    """It was clicked, or its click was taken back (""); the payload goes to the next cell that is clicked."""

    def __init__(self, piece: Piece, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.piece = piece
        self._theme = theme
        self._pressed_at: QPoint | None = None
        self.setCheckable(True)
        self.setObjectName(f"palette.{piece.payload}")
        self.setText(piece.title)
        self.setAccessibleName(piece.title)
        self.setToolTip(plain_tip(_("Drag it onto the map, or click it and then a place on the map.")))
        self.setFixedHeight(size_px(theme, "row"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._clicked)

    def sizeHint(self) -> QSize:
        """As wide as the panel."""
        return QSize(size_px(self._theme, "left_panel"), size_px(self._theme, "row"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The beginning of a click or of a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Past the threshold a press becomes a drag."""
        start = self._pressed_at
        if start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (event.position().toPoint() - start).manhattanLength() > THRESHOLD:
            self._pressed_at = None
            self.setDown(False)
            self._drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click."""
        self._pressed_at = None
        super().mouseReleaseEvent(event)

    def carried(self) -> QMimeData:
        """What a drag from this row carries."""
        data = QMimeData()
        data.setData(MIME_TYPE, QByteArray(self.piece.payload.encode()))
        return data

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tile, title and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(8, 1, -8, -1)
        radius = size_px(self._theme, "radius")
        if self.isChecked() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour(self._theme, "selected")))
            painter.drawRoundedRect(box, radius, radius)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour(self._theme, "hover")))
            painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colour(self._theme, "focus")), 1.5))
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        self._draw_content(painter)

    def _draw_content(self, painter: QPainter) -> None:
        pad = size_px(self._theme, "pad")
        middle = self.height() // 2
        end = draw_key_cap(painter, self._theme, self.piece.letter, self.width() - pad + 2, middle)
        self.piece.icon.paint(painter, pad, middle - TILE // 2, TILE, TILE)
        painter.setPen(QColor(colour(self._theme, "selected_text" if self.isChecked() else "text")))
        painter.setFont(font(self._theme))
        left = pad + TILE + 10
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, end - left - 6)
        painter.drawText(QRectF(left, 0, end - left, self.height()), Qt.AlignmentFlag.AlignVCenter, text)

    def _clicked(self) -> None:
        self.armed.emit(self.piece.payload if self.isChecked() else "")

    def _drag(self) -> None:
        self.armed.emit("")
        drag = QDrag(self)
        drag.setMimeData(self.carried())
        drag.setPixmap(self._picture())
        drag.setHotSpot(QPoint(TILE // 2, TILE // 2))
        drag.exec(Qt.DropAction.CopyAction)

    def _picture(self) -> QPixmap:
        """What hangs on the pointer: the tile and the title on a small card."""
        ratio = RATIOS[-1]
        size = QSize(TILE + 26 + self.fontMetrics().horizontalAdvance(self.text()), TILE + 10)
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour(self._theme, "panel_border")), 1))
        painter.setBrush(QColor(colour(self._theme, "bar")))
        painter.drawRoundedRect(QRectF(QPointF(0.5, 0.5), size.toSizeF()).adjusted(0, 0, -1, -1), 7, 7)
        self.piece.icon.paint(painter, 5, 5, TILE, TILE)
        painter.setPen(QColor(colour(self._theme, "text")))
        painter.setFont(font(self._theme))
        painter.drawText(
            QRectF(TILE + 14, 0, size.width(), size.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.end()
        return picture


class Palette(Panel):
    """The panel with all rows. At most one is armed."""

    armed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("palette", _("Palette"), theme, parent)
        self.note.setText(_("drag, or Ctrl+I and letter"))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows = QWidget(area)
        rows.setObjectName("panel_body")
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 2, 0, 10)
        column.setSpacing(0)
        self.rows: list[PaletteRow] = []
        for piece in structure(theme):
            column.addWidget(self._row(piece, rows))
        column.addWidget(self._rule(rows))
        for piece in kinds(theme):
            column.addWidget(self._row(piece, rows))
        column.addStretch(1)
        area.setWidget(rows)
        self.body.addWidget(area)

    def row(self, payload: str) -> PaletteRow:
        """The row of a payload."""
        return next(row for row in self.rows if row.piece.payload == payload)

    def show_armed(self, payload: str) -> None:
        """Show which row is armed, "" for none."""
        for row in self.rows:
            row.setChecked(row.piece.payload == payload)

    def _row(self, piece: Piece, parent: QWidget) -> PaletteRow:
        row = PaletteRow(piece, self.theme, parent)
        row.armed.connect(self._armed)
        self.rows.append(row)
        return row

    def _rule(self, parent: QWidget) -> QWidget:
        holder = QWidget(parent)
        holder.setFixedHeight(13)
        layout = QVBoxLayout(holder)
        pad = size_px(self.theme, "pad")
        layout.setContentsMargins(pad, 5, pad, 6)
        line = QFrame(holder)
        line.setObjectName("rule")
        line.setFixedHeight(2)
        layout.addWidget(line)
        return holder

    def _armed(self, payload: str) -> None:
        self.show_armed(payload)
        self.armed.emit(payload)
