"""Heads as they are seen from afar: names keep a size that can be read, as far as there is room for them."""

from bisect import bisect_right

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from journeymapper.drawing.ops import Op, Rect
from journeymapper.drawing.screen import MapDrawing
from journeymapper.drawing.shapes import line_ops
from journeymapper.interact.view import View
from journeymapper.layout.breaks import LineBreaks, settable
from journeymapper.layout.grid import Grid
from journeymapper.layout.shaped import Line, Style
from journeymapper.layout.text import TextEngine
from journeymapper.model.records import Lane
from journeymapper.ui.painter import Painter

STAGE_TEXT = Style(12.0, 600)
LANE_TEXT = Style(10.5, 500)
"""Sizes in pixels."""
LEAST_ROW = 12.0
PAD = 6.0
MOST_LETTERS = 300
"""Of a name; there is never room for more."""


class FarHeads:
    """Draws stage and lane heads in pixels of the window."""

    def __init__(self, painter: Painter, drawing: MapDrawing) -> None:
        self._painter = painter
        self._drawing = drawing
        self._paper = QColor(drawing.theme.map["canvas"])

    def paint(self, painter: QPainter, grid: Grid, view: View) -> None:
        """Draw the heads of what a view shows."""
        painter.fillRect(QRectF(0, 0, view.width, view.header), self._paper)
        painter.fillRect(QRectF(0, view.header, view.gutter, view.body_height), self._paper)
        painter.save()
        painter.setClipRect(QRectF(view.gutter, 0, view.body_width, view.header))
        self._painter.draw(painter, tuple(self._stages(grid, view)))
        painter.setClipRect(QRectF(0, view.header, view.gutter, view.body_height))
        self._painter.draw(painter, tuple(self._lanes(grid, view)))
        painter.restore()

    def _stages(self, grid: Grid, view: View) -> list[Op]:
        ops: list[Op] = []
        for box in grid.stages:
            left, right = view.pixel_x(box.x), view.pixel_x(box.x + box.width)
            if right < view.gutter or left > view.width:
                continue
            paint = self._drawing.theme.stage(box.colour)
            ops.append(Rect(left + 0.5, 2, max(right - left - 1, 1), view.header - 5, paint.fill, None, 3))
            for name in (f"{box.letter}  {box.stage.title}", box.stage.title, box.letter):
                line = self._drawing.engine.line(name, STAGE_TEXT)
                if line.width + 2 * PAD <= right - left:
                    start = max(left, view.gutter) + PAD
                    ops += line_ops(line, min(start, right - PAD - line.width), 16, paint.on_fill)
                    break
        return ops

    def _lanes(self, grid: Grid, view: View) -> list[Op]:
        ops: list[Op] = []
        theme = self._drawing.theme
        for row, top in zip(grid.rows, grid.tops, strict=True):
            y, height = view.pixel_y(top), row.height * view.scale
            if not isinstance(row.record, Lane) or y + height < view.header or y > view.height:
                continue
            role = "offstage_head" if row.record.side == "offstage" else "lane_head"
            ops.append(Rect(0, y, view.gutter, height, theme.map[role]))
            if height >= LEAST_ROW:
                line = fitting(self._drawing.engine, row.record.title, view.gutter - 2 * PAD)
                ops += line_ops(line, PAD, y + min(height / 2 + 4, LEAST_ROW + 2), theme.map["ink"])
        return ops


def fitting(engine: TextEngine, title: str, room: float) -> Line:
    """A lane's title, or as many of its letters as there is room for."""
    text = settable(title[:MOST_LETTERS])
    line = engine.line(text, LANE_TEXT)
    if not text or (line.width <= room and len(title) <= MOST_LETTERS):
        return line

    def shortened(end: int) -> Line:
        return engine.line(text[:end].rstrip() + "…", LANE_TEXT)

    ends = [end for _start, end in LineBreaks(engine.language).clusters(text)]
    number = bisect_right(ends, room, key=lambda end: shortened(end).width)
    return shortened(ends[max(number - 1, 0)])
