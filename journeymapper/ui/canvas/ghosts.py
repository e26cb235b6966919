"""What hangs on the pointer in a drag: a picture of what is dragged, a stack with a count for several."""

import math
from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from journeymapper.drawing.cards import kind_paint
from journeymapper.drawing.ops import Group, Op, Rect, Stroke
from journeymapper.drawing.screen import MapDrawing
from journeymapper.drawing.shapes import disc, line_ops
from journeymapper.interact.preview import Ghost
from journeymapper.layout.boxes import Box
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import find_box
from journeymapper.layout.shaped import Style
from journeymapper.ui.canvas.marks import Marks, columns_of, row_of
from journeymapper.ui.canvas.reading import put_whole, turn
from journeymapper.ui.painter import Painter

STACK = 6.0
BADGE = 11.0
COUNT = Style(12.0, 700)
SOFT = ((7.0, 0.03), (4.0, 0.05), (1.5, 0.08))
"""Shadow: rectangles so many pixels larger, so dark."""


class Ghosts:
    """Draws ghosts."""

    def __init__(self, painter: Painter, drawing: MapDrawing) -> None:
        self._painter = painter
        self._drawing = drawing
        self._known: tuple[object, QPointF, QPixmap] | None = None

    def put(self, painter: QPainter, ghost: Ghost, marks: Marks) -> None:
        """Put a ghost down at its place in pixels. It is painted once for each drag and zoom."""
        view, grid = marks.seen.view, marks.seen.grid
        key = (ghost.kind, ghost.keys, grid, view.zoom, view.width, view.height, marks.seen.ratio)
        if self._known is None or self._known[0] != key:
            self._known = key, *self._picture(ghost, marks)
        x = ghost.x + self._known[1].x()
        y = ghost.y + self._known[1].y()
        put_whole(painter, round(x), round(y), self._known[2])

    def _picture(self, ghost: Ghost, marks: Marks) -> tuple[QPointF, QPixmap]:
        """A ghost as a picture, and where its corner lies from the ghost's."""
        ratio = marks.seen.ratio
        room = self._room(ghost, marks)
        picture = QPixmap(math.ceil(room.width() * ratio), math.ceil(room.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        if marks.seen.grid.mirrored:
            turn(painter, picture.width() / ratio, ratio)
        painter.translate(-room.x(), -room.y())
        self._paint(painter, msgspec.structs.replace(ghost, x=0.0, y=0.0), marks)
        painter.end()
        return room.topLeft(), picture

    def _room(self, ghost: Ghost, marks: Marks) -> QRectF:
        """How much a ghost at (0, 0) takes, its shadow and badge included; heads reach over the whole viewport."""
        grid, view = marks.seen.grid, marks.seen.view
        out = BADGE + STACK + 10
        spot = find_box(grid, ghost.keys[0])
        span = next(columns_of(grid, {ghost.keys[0]}), None)
        row = row_of(grid, ghost.keys[0])
        width, height = view.width, view.height
        if spot is not None:
            width, height = spot.box.width * view.scale, spot.box.height * view.scale
        elif span is not None:
            width = (span[1] - span[0]) * view.scale
        elif row is not None:
            height = row[0].height * view.scale
        out += self._drawing.theme.space["stage_point"] * view.scale
        return QRectF(
            -out, -out, min(width, 2 * view.width) + 2 * out, min(height, 2 * view.height) + 2 * out
        )

    def _paint(self, painter: QPainter, ghost: Ghost, marks: Marks) -> None:
        match ghost.kind:
            case "items":
                self._items(painter, ghost, marks)
            case "stage" | "step":
                self._columns(painter, ghost, marks)
            case "row":
                self._row(painter, ghost, marks)

    def _items(self, painter: QPainter, ghost: Ghost, marks: Marks) -> None:
        grid, scale = marks.seen.grid, marks.seen.view.scale
        boxes = [spot.box for key in ghost.keys[:2] if (spot := find_box(grid, key)) is not None]
        if not boxes:
            return
        first = boxes[0]
        width, height = first.width * scale, first.height * scale
        radius = self._drawing.theme.space["card_radius"] * scale
        beneath: list[Op] = list(_shadow(ghost.x, ghost.y, width, height, radius, marks))
        if len(ghost.keys) > 1:
            paint = kind_paint(self._drawing.theme, boxes[-1])
            pen = Stroke(paint.border or paint.bar, 1.0)
            fill = paint.bg or self._drawing.theme.map["paper"]
            beneath.append(Rect(ghost.x + STACK, ghost.y + STACK, width, height, fill, pen, radius))
        if first.inner.form in ("measure", "owner"):
            beneath.append(
                Rect(ghost.x, ghost.y, width, height, self._drawing.theme.map["paper"], None, radius)
            )
        self._painter.draw(painter, tuple(beneath))
        self._card(painter, grid, first, ghost, scale)
        above: list[Op] = [
            Rect(ghost.x, ghost.y, width, height, None, Stroke(marks.colour("drop"), 2.0), radius)
        ]
        if len(ghost.keys) > 1:
            above += self._badge(len(ghost.keys), ghost.x + width - 2, ghost.y - 2, marks)
        self._painter.draw(painter, tuple(above))

    def _card(self, painter: QPainter, grid: Grid, box: Box, ghost: Ghost, scale: float) -> None:
        index = next(index for index, row in enumerate(grid.rows) if box in row.boxes)
        for op in self._drawing.row_ops(grid, index, box.x, box.x + box.width):
            if isinstance(op, Group) and op.owner == box.item.id:
                painter.save()
                painter.translate(ghost.x, ghost.y)
                painter.scale(scale, scale)
                painter.translate(-op.x, -op.y)
                self._painter.draw(painter, (op,))
                painter.restore()

    def _badge(self, count: int, x: float, y: float, marks: Marks) -> Iterator[Op]:
        line = self._drawing.engine.line(str(count), COUNT)
        radius = max(BADGE, line.width / 2 + 5)
        yield disc(x, y, radius, fill=marks.colour("drop"), stroke=Stroke(marks.colour("on_drop"), 1.5))
        yield from line_ops(line, x - line.width / 2, y + COUNT.size * 0.36, marks.colour("on_drop"))

    def _columns(self, painter: QPainter, ghost: Ghost, marks: Marks) -> None:
        view, grid = marks.seen.view, marks.seen.grid
        for left, right in columns_of(grid, frozenset(ghost.keys)):
            width = (right - left) * view.scale
            fill, pen = marks.colour("drop_fill", 0.35), Stroke(marks.colour("drop"), 1.5)
            area = Rect(ghost.x, view.header, width, view.body_height + 10, fill, pen)
            self._painter.draw(painter, (area, *_shadow(ghost.x, 0, width, view.header, 4, marks)))
            painter.save()
            tip = self._drawing.theme.space["stage_point"] * view.scale if ghost.kind == "stage" else 0.0
            painter.setClipRect(QRectF(ghost.x - tip, 0, width + 2 * tip, view.header))
            painter.setOpacity(0.92)
            if view.blocks:
                painter.fillRect(
                    QRectF(ghost.x, 0, width, view.header), self._painter.colour(marks.colour("drop"))
                )
            else:
                painter.translate(ghost.x, 0)
                painter.scale(view.scale, view.scale)
                painter.translate(-left, grid.stage_head)
                self._painter.draw(painter, self._drawing.stage_head_ops(grid, left + 1, right - 1))
            painter.restore()

    def _row(self, painter: QPainter, ghost: Ghost, marks: Marks) -> None:
        view, grid = marks.seen.view, marks.seen.grid
        found = row_of(grid, ghost.keys[0])
        if found is None:
            return
        height = found[0].height * view.scale
        fill, pen = marks.colour("drop_fill", 0.35), Stroke(marks.colour("drop"), 1.5)
        ground = Rect(0, ghost.y, view.gutter, height, self._drawing.theme.map["lane_head"])
        area = Rect(view.gutter, ghost.y, view.body_width + 10, height, fill, pen)
        self._painter.draw(painter, (*_shadow(0, ghost.y, view.gutter, height, 2, marks), ground, area))
        if view.blocks:
            return
        index = grid.rows.index(found[0])
        painter.save()
        painter.setClipRect(QRectF(0, ghost.y - 8, view.gutter, height + 16))
        painter.translate(0, ghost.y)
        painter.scale(view.scale, view.scale)
        painter.translate(grid.head_width, 0)
        ops = (*self._drawing.lane_head_ops(grid, index), *self._drawing.label_ops(grid, index))
        self._painter.draw(painter, ops)
        painter.restore()


def _shadow(x: float, y: float, width: float, height: float, radius: float, marks: Marks) -> Iterator[Op]:
    for out, alpha in SOFT:
        colour = marks.colour("shadow", alpha)
        yield Rect(x - out / 2, y - out / 2 + 3, width + out, height + out, colour, None, radius + out / 2)
