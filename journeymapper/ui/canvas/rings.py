"""Many rings and veils at once: a hundred selected cards are not to cost a hundred times what one costs."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

KEPT_PICTURES = 256
"""A flash has a ring of its own for each frame."""


class RingStyle(NamedTuple):
    """A ring's colour, and its thickness and outer radius in whole pixels."""

    colour: QColor
    width: int
    radius: int


class Rings:
    """Draws rings of four strips and four corners each; pictures of the corners are kept. All in pixels."""

    def __init__(self) -> None:
        self._pictures: dict[tuple[int, int, int, float], QPixmap] = {}

    def draw(self, painter: QPainter, areas: Iterable[QRect], style: RingStyle, ratio: float) -> None:
        """Draw rings just inside these areas; `ratio` is device pixels a pixel."""
        strips: list[QRect] = []
        corners: list[QRect] = []
        for area in areas:
            radius = min(style.radius, area.width() // 2, area.height() // 2)
            strips += _strips(area, style.width, radius)
            if radius > 0:
                corners.append(QRect(area))
        painter.save()
        _only_fill(painter, style.colour)
        painter.drawRects(strips)
        for area in corners:
            self._put_corners(painter, area, style, ratio)
        painter.restore()

    def _put_corners(self, painter: QPainter, area: QRect, style: RingStyle, ratio: float) -> None:
        radius = min(style.radius, area.width() // 2, area.height() // 2)
        picture = self._picture(style._replace(radius=radius), ratio)
        side = radius * ratio
        right, lower = area.x() + area.width() - radius, area.y() + area.height() - radius
        for x, y, left, top in (
            (area.x(), area.y(), 0.0, 0.0),
            (right, area.y(), side, 0.0),
            (area.x(), lower, 0.0, side),
            (right, lower, side, side),
        ):
            painter.drawPixmap(QRectF(x, y, radius, radius), picture, QRectF(left, top, side, side))

    def _picture(self, style: RingStyle, ratio: float) -> QPixmap:
        """A whole ring as small as can be; its quarters are the corners."""
        key = (int(style.colour.rgba()), style.width, style.radius, ratio)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= KEPT_PICTURES:
                self._pictures.clear()
            side = 2 * style.radius
            picture = self._pictures[key] = QPixmap(math.ceil(side * ratio), math.ceil(side * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(style.colour, style.width))
            inset = style.width / 2
            painter.drawEllipse(QRectF(inset, inset, side - style.width, side - style.width))
            painter.end()
        return picture


def veil(painter: QPainter, areas: Iterable[QRect], colour: QColor) -> None:
    """Lay a colour over areas."""
    painter.save()
    _only_fill(painter, colour)
    painter.drawRects(list(areas))
    painter.restore()


def _only_fill(painter: QPainter, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)


def _strips(area: QRect, line: int, radius: int) -> Iterable[QRect]:
    x, y, width, height = area.x(), area.y(), area.width(), area.height()
    radius = max(radius, 0)
    yield QRect(x + radius, y, width - 2 * radius, line)
    yield QRect(x + radius, y + height - line, width - 2 * radius, line)
    yield QRect(x, y + radius, line, height - 2 * radius)
    yield QRect(x + width - line, y + radius, line, height - 2 * radius)
