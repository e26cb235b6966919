"""The area that a drop goes to, tinted below what stands in it. It is painted once for each place and then put down."""

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from journeymapper.drawing.ops import DisplayList, Group, Op
from journeymapper.drawing.rows import ground_ops
from journeymapper.drawing.screen import MapDrawing
from journeymapper.interact.preview import Area
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import row_at
from journeymapper.ui.canvas.marks import RING, Marks
from journeymapper.ui.canvas.reading import put_whole, turn
from journeymapper.ui.painter import Painter


class Tints:
    """Paints tinted areas and remembers the last one."""

    def __init__(self, painter: Painter, drawing: MapDrawing) -> None:
        self._painter = painter
        self._drawing = drawing
        self._known: tuple[object, int, int, QPixmap] | None = None

    def put(self, painter: QPainter, marks: Marks, tint: Area) -> None:
        """Tint an area of the map."""
        view = marks.seen.view
        key = (marks.seen.grid, view, marks.seen.ratio, tint)
        if self._known is None or self._known[0] != key:
            left, top, right, bottom = marks.pixels(tint)
            x, y = math.floor(max(left, view.gutter)), math.floor(max(top, view.header))
            wide, high = math.ceil(min(right, view.width)) - x, math.ceil(min(bottom, view.height)) - y
            if wide <= 0 or high <= 0:
                return
            self._known = key, x, y, self._picture(marks, tint, QRectF(x, y, wide, high))
        put_whole(painter, *self._known[1:])

    def _picture(self, marks: Marks, tint: Area, part: QRectF) -> QPixmap:
        """What is seen of a tinted area, in pixels of the viewport."""
        ratio = marks.seen.ratio
        picture = QPixmap(math.ceil(part.width() * ratio), math.ceil(part.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        if marks.seen.grid.mirrored:
            turn(painter, picture.width() / ratio, ratio)
        painter.translate(-part.x(), -part.y())
        alpha = float(self._drawing.theme.overlay["drop_fill_alpha"])
        self._painter.draw(painter, (marks.tinted(tint, "drop_fill", alpha, border="drop"),))
        left, top, right, bottom = marks.pixels(tint)
        painter.setClipRect(QRectF(left + RING, top + RING, right - left - 2 * RING, bottom - top - 2 * RING))
        self._content(painter, marks, tint)
        painter.end()
        return picture

    def _content(self, painter: QPainter, marks: Marks, tint: Area) -> None:
        grid, view = marks.seen.grid, marks.seen.view
        index = row_at(grid, (tint[1] + tint[3]) / 2)
        if index is None or view.blocks:
            return
        top = grid.tops[index]
        painter.translate(view.pixel_x(0.0), view.pixel_y(top))
        painter.scale(view.scale, view.scale)
        ops = self._ops(grid, index, tint)
        self._painter.draw(
            painter, tuple(op for op in ops if _reaches(op, view.top - top, view.bottom - top))
        )

    def _ops(self, grid: Grid, index: int, tint: Area) -> DisplayList:
        """What stands in a row between the edges of the area, without its ground."""
        grounds = sum(1 for _op in ground_ops(grid, index, tint[0], tint[2], self._drawing.theme))
        return self._drawing.row_ops(grid, index, tint[0], tint[2])[grounds:]


def _reaches(op: Op, top: float, bottom: float) -> bool:
    return not isinstance(op, Group) or (op.y + op.bottom >= top and op.y + op.top <= bottom)
