"""The whole map from afar: for the minimap, and to be seen where nothing sharper has been painted yet."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from journeymapper.drawing.screen import MapDrawing
from journeymapper.interact.view import View
from journeymapper.layout.grid import Grid, Row
from journeymapper.ui.canvas.reading import put
from journeymapper.ui.canvas.sheets import Sheets
from journeymapper.ui.canvas.tiles import SIDE, Layer, TileKey, Tiles, covered
from journeymapper.ui.painter import Painter

WIDEST = 1024.0
"""Device pixels that the whole map takes at most."""
LARGEST_SCALE = 0.45
AT_ONCE = 0.005
"""Seconds for what still lacks when the overview is painted."""


class Overview:
    """A small picture of the map, a row at a time, so that an edit costs the rows that it changed."""

    def __init__(self, painter: Painter, drawing: MapDrawing, grid: Grid) -> None:
        self._sheets = Sheets(drawing, grid, blocks=True)
        self._tiles = Tiles(painter, self._sheets.sheet)
        self._grid = grid
        self._rows: dict[str, Row] = {}

    def show(self, grid: Grid) -> None:
        """Show this grid from now on."""
        before, self._grid = self._grid, grid
        self._sheets.show(grid)
        scale = min(LARGEST_SCALE, WIDEST / max(grid.width, 1.0))
        if before.layout is not grid.layout or before.mirrored != grid.mirrored:
            self._tiles.clear()
        self._tiles.use(scale, plain=True)
        rows = {row.record.id: row for row in grid.rows}
        self._tiles.drop(lambda key: key.row not in rows)
        self._tiles.outdate(lambda key: self._rows.get(key.row) is not rows[key.row])
        self._rows = rows

    def prepare(self, deadline: float) -> bool:
        """Paint what lacks until the deadline (of `time.perf_counter`); returns whether nothing lacks."""
        return self._tiles.prepare(list(self._keys()), deadline)

    def put(self, painter: QPainter, view: View) -> None:
        """Put down, for the body of a view, what there is."""
        area = QRectF(view.gutter, view.header, view.body_width, view.body_height)
        self._put(painter, view.pixel_x(0.0), view.pixel_y(0.0), view.scale, area)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint the whole map into a rectangle, as large as it fits, in its middle."""
        grid = self._grid
        self.prepare(time.perf_counter() + AT_ONCE)
        scale = self.scale_in(area)
        x = area.x() + (area.width() - grid.width * scale) / 2
        y = area.y() + (area.height() - grid.height * scale) / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._put(painter, x, y, scale, area)
        painter.restore()

    def scale_in(self, area: QRectF) -> float:
        """Pixels that a point takes when the whole map is shown in a rectangle."""
        grid = self._grid
        return min(area.width() / max(grid.width, 1.0), area.height() / max(grid.height, 1.0))

    def _keys(self) -> Iterator[TileKey]:
        grid, scale = self._grid, self._tiles.scale
        for row in grid.rows:
            for part in covered(0.0, row.height * scale):
                for column in covered(0.0, grid.width * scale):
                    yield TileKey(Layer.BODY, row.record.id, column, part)

    def _put(self, painter: QPainter, x: float, y: float, scale: float, area: QRectF) -> None:
        """Put down the tiles that reach into an area; the map's corner lies at (x, y)."""
        grid = self._grid
        far = self._tiles.scale
        side = SIDE / far
        tops = {row.record.id: (top, top + row.height) for row, top in zip(grid.rows, grid.tops, strict=True)}
        for key in self._keys():
            pixmap = self._tiles.get(key)
            if pixmap is None:
                continue
            top, bottom = tops[key.row]
            first = top + key.part * side
            last = min(first + side, bottom)
            left = key.column * side
            right = min(left + side, grid.width)
            target = QRectF(
                x + left * scale, y + first * scale, (right - left) * scale, (last - first) * scale
            )
            if target.intersects(area):
                put(painter, target, pixmap, QRectF(0, 0, (right - left) * far, (last - first) * far))
