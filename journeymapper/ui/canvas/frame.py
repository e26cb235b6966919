"""One frame of the map: tiles where there are any, what was seen before where there are none, heads, bands."""

import math
import time

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from journeymapper.drawing.ops import DisplayList
from journeymapper.drawing.screen import MapDrawing
from journeymapper.interact.view import PLAIN_BELOW, View
from journeymapper.layout.grid import Grid
from journeymapper.ui.canvas.far import FarHeads
from journeymapper.ui.canvas.outdated import Damage, outdated
from journeymapper.ui.canvas.overview import Overview
from journeymapper.ui.canvas.reading import put, turn
from journeymapper.ui.canvas.seen import Seen
from journeymapper.ui.canvas.sheets import Sheets
from journeymapper.ui.canvas.tiles import SIDE, Layer, TileKey, Tiles
from journeymapper.ui.painter import Painter

BUDGET = 0.002
"""Seconds that one frame may spend on painting tiles: what it leaves is painted before the next one."""
STEP = 0.003
"""Seconds that tiles may take between two frames, when nothing else is to be done; an event waits for its end."""
ZOOMING_BUDGET = 0.003
"""The same while the map is being zoomed, when tiles are soon of the wrong size."""


class Frame:
    """Paints the map as a view shows it; `ratio` is device pixels a pixel, `budget` the seconds that tiles may take."""

    def __init__(self, painter: Painter, drawing: MapDrawing, grid: Grid) -> None:
        self._painter = painter
        self._drawing = drawing
        self._sheets = Sheets(drawing, grid)
        self._tiles = Tiles(painter, self._sheets.sheet)
        self._far_heads = FarHeads(painter, drawing)
        self.overview = Overview(painter, drawing, grid)
        self._grid = grid
        self.budget = BUDGET
        self._bands: DisplayList = ()
        self._corner: DisplayList = ()
        self._labels: dict[int, DisplayList] = {}
        self._before: tuple[View, QPixmap] | None = None
        self._paper = QColor(drawing.theme.map["canvas"])
        self._border = QPen(QColor(drawing.theme.window["grid_head_border"]), 1)
        self.show(grid, None)

    def show(self, grid: Grid, damage: list[Damage] | None) -> None:
        """Show this grid; `damage` is what became different, None for everything."""
        before, self._grid = self._grid, grid
        self._sheets.show(grid)
        self.overview.show(grid)
        self._bands = self._drawing.band_ops(grid)
        self._corner = self._drawing.stage_corner_ops(grid)
        self._labels.clear()
        self._before = None
        if damage is None or before.mirrored != grid.mirrored:
            self._tiles.clear()
        else:
            rows = {row.record.id for row in grid.rows}
            self._tiles.drop(lambda key: key.layer is not Layer.STAGES and key.row not in rows)
            self._tiles.outdate(outdated(before, grid, damage, self._tiles.scale))

    def leave(self, view: View, ratio: float) -> None:
        """Keep a picture of this view, to be shown scaled until the next one is painted."""
        seen = Seen(self._grid, view, ratio)
        if self._before is not None and not all(map(self._tiles.is_fresh, seen.body())):
            return
        picture = QPixmap(math.ceil(view.width * ratio), math.ceil(view.height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._paper)
        painter = QPainter(picture)
        self._turn(painter, seen)
        self._put_body(painter, seen)
        painter.end()
        self._before = view, picture

    def paint(self, painter: QPainter, view: View, ratio: float, *, zooming: bool) -> bool:
        """Paint a frame; returns whether nothing was left out or shown as it was before."""
        start = time.perf_counter()
        seen = Seen(self._grid, view, ratio)
        self._sheets.blocks = view.blocks
        self._tiles.use(seen.scale, plain=view.zoom < PLAIN_BELOW)
        heads, body = _heads(seen), list(seen.body())
        done = self._tiles.prepare(heads, start + (ZOOMING_BUDGET if zooming else self.budget))
        if zooming:
            done = done and all(map(self._tiles.is_fresh, body))
        else:
            done = self._tiles.prepare(body, start + self.budget) and done
        self._tiles.keep((*heads, *body))
        if done:
            self._before = None
        painter.fillRect(QRectF(0, 0, view.width, view.height), self._paper)
        painter.save()
        self._turn(painter, seen)
        self._put_body(painter, seen)
        self._put_heads(painter, seen)
        painter.restore()
        return done

    def go_on(self, view: View, ratio: float) -> bool:
        """Paint tiles that the last frame lacked, to be shown by the next. Returns whether none is lacking."""
        deadline = time.perf_counter() + max(STEP, self.budget)
        seen = Seen(self._grid, view, ratio)
        return self._tiles.prepare([*_heads(seen), *seen.body()], deadline)

    def look_ahead(self, view: View, ratio: float) -> bool:
        """Paint what may be seen next: tiles around the view, and the overview. Returns whether all of it is there."""
        deadline = time.perf_counter() + max(STEP, self.budget)
        around = list(Seen(self._grid, view, ratio).body(margin=SIDE))
        return self.overview.prepare(deadline) and self._tiles.prepare(around, deadline)

    @staticmethod
    def _turn(painter: QPainter, seen: Seen) -> None:
        if seen.grid.mirrored:
            turn(painter, seen.view.width, seen.ratio)

    def _put_body(self, painter: QPainter, seen: Seen) -> None:
        view = seen.view
        painter.save()
        painter.setClipRect(QRectF(view.gutter, view.header, view.body_width, view.body_height))
        keys = list(seen.body())
        if any(self._tiles.get(key) is None for key in keys):
            self.overview.put(painter, view)
            self._put_before(painter, view)
        self._put_tiles(painter, seen, keys, seen.shift_x)
        right = view.pixel_x(seen.grid.width)
        if right < view.width:
            painter.fillRect(QRectF(right, view.header, view.width - right, view.body_height), self._paper)
        painter.restore()

    def _put_before(self, painter: QPainter, view: View) -> None:
        """Put down what was seen before, scaled to where it is seen now."""
        if self._before is None:
            return
        then, picture = self._before
        ratio = picture.devicePixelRatio()
        source = QRectF(
            then.gutter * ratio, then.header * ratio, then.body_width * ratio, then.body_height * ratio
        )
        corner = QPointF(view.pixel_x(then.left), view.pixel_y(then.top))
        far = QPointF(view.pixel_x(then.right), view.pixel_y(then.bottom))
        put(painter, QRectF(corner, far), picture, source)

    def _put_heads(self, painter: QPainter, seen: Seen) -> None:
        view, grid = seen.view, seen.grid
        if view.blocks:
            self._far_heads.paint(painter, grid, view)
        else:
            self._put_stage_heads(painter, seen)
            self._put_lane_heads(painter, seen)
            self._put_corner(painter, seen)
        painter.setPen(self._border)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        right = min(view.width, view.pixel_x(grid.width)) if grid.stages else view.width
        lower = min(view.height, view.pixel_y(grid.height)) if grid.rows else view.height
        painter.drawLine(QPointF(0, view.header - 1), QPointF(right, view.header - 1))
        # A line without antialiasing takes the pixel at its right.
        edge = view.gutter if grid.mirrored else view.gutter - 1
        painter.drawLine(QPointF(edge, 0), QPointF(edge, lower))

    def _put_stage_heads(self, painter: QPainter, seen: Seen) -> None:
        view = seen.view
        painter.save()
        painter.setClipRect(QRectF(view.gutter, 0, view.body_width, view.header))
        painter.fillRect(QRectF(0, 0, view.width, view.header), self._paper)
        self._put_tiles(painter, seen, list(seen.stage_heads()), seen.shift_x)
        painter.restore()

    def _put_lane_heads(self, painter: QPainter, seen: Seen) -> None:
        view, grid = seen.view, seen.grid
        painter.save()
        painter.setClipRect(QRectF(0, view.header, view.gutter, view.body_height))
        painter.fillRect(QRectF(0, view.header, view.gutter, view.body_height), self._paper)
        self._put_tiles(painter, seen, list(seen.lane_heads()), 0)
        painter.translate(0, seen.shift_y / seen.ratio)
        painter.scale(view.scale, view.scale)
        painter.translate(grid.head_width, 0)
        self._painter.draw(painter, self._bands)
        for index in seen.rows(margin=20.0):
            self._put_label(painter, grid, index)
        painter.restore()

    def _put_label(self, painter: QPainter, grid: Grid, index: int) -> None:
        """The pill that names a line, which may reach over the borders of its row."""
        if index not in self._labels:
            self._labels[index] = self._drawing.label_ops(grid, index)
        if self._labels[index]:
            painter.translate(0, grid.tops[index])
            self._painter.draw(painter, self._labels[index])
            painter.translate(0, -grid.tops[index])

    def _put_corner(self, painter: QPainter, seen: Seen) -> None:
        view = seen.view
        painter.save()
        painter.setClipRect(QRectF(0, 0, view.gutter, view.header))
        painter.fillRect(QRectF(0, 0, view.gutter, view.header), self._paper)
        painter.scale(view.scale, view.scale)
        painter.translate(seen.grid.head_width, seen.grid.stage_head)
        self._painter.draw(painter, self._corner)
        painter.restore()

    def _put_tiles(self, painter: QPainter, seen: Seen, keys: list[TileKey], shift_x: int) -> None:
        """Put tiles down at whole device pixels, each cut where its row ends."""
        edges = {seen.grid.rows[index].record.id: seen.edges(index) for index in seen.rows(margin=1.0)}
        edges[""] = 0, math.ceil(seen.view.header * seen.ratio)
        ratio = seen.ratio
        for key in keys:
            pixmap = self._tiles.get(key)
            if pixmap is None:
                continue
            top, bottom = edges[key.row]
            y = top + key.part * SIDE
            height = min(pixmap.height(), bottom - y)
            if height > 0:
                target = QRectF(
                    (shift_x + key.column * SIDE) / ratio, y / ratio, SIDE / ratio, height / ratio
                )
                put(painter, target, pixmap, QRectF(0, 0, SIDE, height))


def _heads(seen: Seen) -> list[TileKey]:
    """The tiles of the heads that are seen."""
    return [] if seen.view.blocks else [*seen.stage_heads(), *seen.lane_heads()]
