"""Cards for what a new map can begin with: a small picture, a title and what it is for."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from journeymapper.commands.ports import Starting
from journeymapper.files.templates import EXAMPLE
from journeymapper.ui.look import Look
from journeymapper.ui.style import colour, font

CARD = QSize(292, 218)
PICTURE = 104
CURVE = ((0.0, 0.7), (0.17, 0.25), (0.37, 0.5), (0.55, 0.3), (0.74, 0.85), (1.0, 0.2))
ROWS = {
    "customer-journey-map": ("customer_action", "touchpoint", "curve", "pain_point"),
    "service-blueprint": ("customer_action", "frontstage_action", "line", "backstage_action", "system"),
    "empty": ("", "", "", ""),
    EXAMPLE: ("customer_action", "thought", "curve", "pain_point", "line", "system"),
}
ROWS |= {f"{EXAMPLE}-{language}": ROWS[EXAMPLE] for language in ("ar", "ja")}
HIGH = {"curve": 1.7, "line": 0.6}
"""How much of the height a row takes, where not as much as the others."""
STAGES = {"customer-journey-map": 6, "service-blueprint": 4, "empty": 3}


class StartCard(QAbstractButton):
    """One thing to begin with."""

    chosen = Signal(str)

    def __init__(self, start: Starting, theme: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.start = start
        self._theme = theme
        self.setObjectName(f"start.{start.name}")
        self.setText(start.title)
        self.setAccessibleName(start.title)
        self.setAccessibleDescription(start.about)
        self.setFixedSize(CARD)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._choose)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lively = self.underMouse() or self.hasFocus()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(
            QPen(QColor(colour(self._theme, "accent" if lively else "button_border")), 2 if lively else 1)
        )
        painter.setBrush(QColor(colour(self._theme, "pressed" if self.isDown() else "button")))
        painter.drawRoundedRect(box, 10, 10)
        sketch = QRectF(14, 14, self.width() - 28, PICTURE)
        _sketch(painter, sketch, self.start.name, self._theme)
        painter.setPen(QColor(colour(self._theme, "text")))
        painter.setFont(font(self._theme, "heading", 600))
        painter.drawText(
            QRectF(16, PICTURE + 26, self.width() - 32, 22), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.setPen(QColor(colour(self._theme, "text_2")))
        painter.setFont(font(self._theme, "small"))
        words = QRectF(16, PICTURE + 49, self.width() - 32, self.height() - PICTURE - 56)
        painter.drawText(words, Qt.TextFlag.TextWordWrap, self.start.about)

    def _choose(self) -> None:
        self.chosen.emit(self.start.name)


class StartGrid(QWidget):
    """All cards, so many in a row."""

    chosen = Signal(str)

    def __init__(self, starts: Sequence[Starting], columns: int, theme: Look, parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(16)
        self.cards: dict[str, StartCard] = {}
        for position, start in enumerate(starts):
            card = StartCard(start, theme, self)
            card.chosen.connect(self.chosen)
            grid.addWidget(card, position // columns, position % columns)
            self.cards[start.name] = card


def _sketch(painter: QPainter, box: QRectF, name: str, theme: Look) -> None:
    """A map of that sort in a few strokes: chevrons, and below them rows of cards."""
    painter.save()
    clip = QPainterPath()
    clip.addRoundedRect(box, 6, 6)
    painter.setClipPath(clip)
    painter.fillRect(box, QColor(colour(theme, "canvas")))
    inner = box.adjusted(12, 12, -12, -10)
    count = STAGES.get(name, 6)
    _chevrons(painter, inner, count, theme)
    rows = ROWS.get(name, ROWS["customer-journey-map"])
    top, share = inner.top() + 24, (inner.height() - 24) / sum(HIGH.get(row, 1.0) for row in rows)
    for row in rows:
        height = share * HIGH.get(row, 1.0)
        _row(painter, QRectF(inner.left(), top, inner.width(), height - 4), row, count, theme)
        top += height
    painter.restore()


def _chevrons(painter: QPainter, box: QRectF, count: int, theme: Look) -> None:
    pitch = box.width() / count
    painter.setPen(Qt.PenStyle.NoPen)
    for index in range(count):
        left, right, point = box.left() + index * pitch, box.left() + (index + 1) * pitch - 3, 5.0
        top, bottom = box.top(), box.top() + 16
        shape = QPolygonF(
            [
                QPointF(left, top),
                QPointF(right - point, top),
                QPointF(right, (top + bottom) / 2),
                QPointF(right - point, bottom),
                QPointF(left, bottom),
                QPointF(left + (point if index else 0), (top + bottom) / 2),
            ]
        )
        painter.setBrush(QColor(theme.stage(index).fill))
        painter.drawPolygon(shape)


def _row(painter: QPainter, box: QRectF, row: str, count: int, theme: Look) -> None:
    match row:
        case "curve":
            _curve(painter, box, theme)
        case "line":
            painter.setPen(QPen(QColor(theme.map["ink"]), 1.6, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
        case _:
            pitch = box.width() / count
            for index in range(count):
                cell = QRectF(box.left() + index * pitch, box.top(), pitch - 5, box.height())
                _card(painter, cell, row, theme)


def _card(painter: QPainter, box: QRectF, kind: str, theme: Look) -> None:
    if not kind:
        painter.setPen(QPen(QColor(theme.map["hair"]), 1))
        painter.setBrush(QColor(theme.map["paper"]))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        return
    paint = theme.kinds[kind]
    painter.setPen(QPen(QColor(paint.border), 0.8) if paint.border else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(paint.bg or theme.map["paper"]))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(paint.bar))
    painter.drawRoundedRect(QRectF(box.left(), box.top(), 4, box.height()), 2, 2)


def _curve(painter: QPainter, box: QRectF, theme: Look) -> None:
    points = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in CURVE]
    path = QPainterPath(points[0])
    for before, after in pairwise(points):
        half = (after.x() - before.x()) / 2
        path.cubicTo(before + QPointF(half, 0), after - QPointF(half, 0), after)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.emotion["curve"]), 2.2))
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    for point in points[1:-1]:
        painter.setBrush(QColor(theme.emotion["curve"]))
        painter.drawEllipse(point, 3, 3)
