"""What part of a grid a view shows, in rows, tiles and device pixels."""

from collections.abc import Iterator
from typing import NamedTuple

from journeymapper.interact.view import View
from journeymapper.layout.grid import Grid
from journeymapper.ui.canvas.tiles import Layer, TileKey, covered


class Seen(NamedTuple):
    """A grid in a view; `ratio` is device pixels a pixel."""

    grid: Grid
    view: View
    ratio: float

    @property
    def scale(self) -> float:
        """Device pixels a point."""
        return self.view.scale * self.ratio

    @property
    def shift_x(self) -> int:
        """Where x = 0 of the map lies, in whole device pixels of the viewport."""
        return round(self.view.gutter * self.ratio) - round(self.view.left * self.scale)

    @property
    def shift_y(self) -> int:
        """Where y = 0 of the map lies, in whole device pixels of the viewport."""
        return round(self.view.header * self.ratio) - round(self.view.top * self.scale)

    def rows(self, margin: float = 0.0) -> Iterator[int]:
        """The rows that are seen, by index, and those within a margin in points."""
        low, high = self.view.top - margin, self.view.bottom + margin
        for index, (row, top) in enumerate(zip(self.grid.rows, self.grid.tops, strict=True)):
            if top + row.height > low and top < high:
                yield index

    def edges(self, index: int) -> tuple[int, int]:
        """Where a row begins and ends, in whole device pixels of the viewport: neighbours touch."""
        top = self.grid.tops[index]
        return (
            round(top * self.scale) + self.shift_y,
            round((top + self.grid.rows[index].height) * self.scale) + self.shift_y,
        )

    def body(self, margin: int = 0) -> Iterator[TileKey]:
        """The tiles of rows that are seen, and those within a margin in device pixels."""
        scale = self.scale
        left = max(self.view.left * scale - margin, 0.0)
        columns = covered(left, min(self.view.right * scale + margin, self.grid.width * scale))
        for index in self.rows(margin / scale):
            for part in self._parts(index, margin):
                for column in columns:
                    yield TileKey(Layer.BODY, self.grid.rows[index].record.id, column, part)

    def stage_heads(self) -> Iterator[TileKey]:
        """The tiles of the stage heads that are seen."""
        left, right = self.view.left * self.scale, min(self.view.right, self.grid.width) * self.scale
        for part in covered(0.0, self.view.header * self.ratio):
            for column in covered(max(left, 0.0), right):
                yield TileKey(Layer.STAGES, "", column, part)

    def lane_heads(self) -> Iterator[TileKey]:
        """The tiles of the lane heads that are seen."""
        columns = covered(0.0, self.view.gutter * self.ratio)
        for index in self.rows():
            for part in self._parts(index, 0):
                for column in columns:
                    yield TileKey(Layer.HEADS, self.grid.rows[index].record.id, column, part)

    def _parts(self, index: int, margin: int) -> range:
        row, top, scale = self.grid.rows[index], self.grid.tops[index], self.scale
        low = max((self.view.top - top) * scale - margin, 0.0)
        return covered(low, min((self.view.bottom - top) * scale + margin, row.height * scale))
