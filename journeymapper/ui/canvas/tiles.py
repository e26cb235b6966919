"""Pictures of parts of the map, painted once and put down again and again.

A tile is a piece of one row (or of its head, or of the stage heads), so that a row that grows only moves the tiles of
the rows below. Painting a tile can stop after any op and go on later: the window never waits for a whole one.
"""

import math
import time
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtGui import QColor, QPainter, QPixmap

from journeymapper.drawing.ops import DisplayList
from journeymapper.ui.painter import Painter

SIDE = 512
"""Device pixels of a tile's side."""
MOST_PIXELS = 32_000_000
"""How many pixels tiles may hold together: about sixteen screens of 1920 by 1080, 128 MB."""


class Layer(IntEnum):
    """What a tile shows a piece of."""

    BODY = 0
    HEADS = 1
    STAGES = 2


class TileKey(NamedTuple):
    """A tile: its layer, the row (the id of a lane or line, "" for stage heads), and its place, counted in tiles."""

    layer: Layer
    row: str
    column: int
    part: int


class Sheet(NamedTuple):
    """What a tile is cut out of: ops, the tile's origin in them, and their lower edge; all in points.

    `backdrop` holds those of the ops that reach from the row's upper to its lower edge: they are drawn a little
    further too, because a row is put down at whole device pixels. `ground` is what the tile is filled with first.
    """

    ops: DisplayList
    backdrop: DisplayList
    left: float
    top: float
    bottom: float
    ground: QColor


class Tile(NamedTuple):
    """A picture, and whether it still shows what is there."""

    pixmap: QPixmap
    fresh: bool


class _Job(NamedTuple):
    key: TileKey
    pixmap: QPixmap
    sheet: Sheet
    scale: float
    painter: QPainter
    steps: Iterator[None]


class Tiles:
    """The tiles of one scale (device pixels a point). `sheet` tells what a key shows, None where there is nothing."""

    def __init__(self, painter: Painter, sheet: Callable[[TileKey, float], Sheet | None]) -> None:
        self._painter = painter
        self._sheet = sheet
        self._tiles: dict[TileKey, Tile] = {}
        self._pixels = 0
        self._job: _Job | None = None
        self.scale = 0.0
        self.plain = False

    def use(self, scale: float, *, plain: bool) -> None:
        """Paint at this scale from now on; tiles of another one are let go."""
        if (scale, plain) != (self.scale, self.plain):
            self.scale, self.plain = scale, plain
            self.clear()

    def clear(self) -> None:
        """Let all tiles go."""
        self._tiles.clear()
        self._pixels = 0
        self._job = None

    def get(self, key: TileKey) -> QPixmap | None:
        """The picture for a key, though it may show what was there before; None where there is none."""
        tile = self._tiles.get(key)
        return tile.pixmap if tile else None

    def is_fresh(self, key: TileKey) -> bool:
        """Whether there is a picture for a key that shows what is there now."""
        tile = self._tiles.get(key)
        return tile is not None and tile.fresh

    def outdate(self, stale: Callable[[TileKey], bool]) -> None:
        """Paint the tiles for which this is so again, when they are next wanted."""
        for key, tile in self._tiles.items():
            if tile.fresh and stale(key):
                self._tiles[key] = tile._replace(fresh=False)
        if self._job is not None and stale(self._job.key):
            self._job = None

    def drop(self, gone: Callable[[TileKey], bool]) -> None:
        """Let the tiles go for which this is so."""
        for key in [key for key in self._tiles if gone(key)]:
            self._forget(key)
        if self._job is not None and gone(self._job.key):
            self._job = None

    def prepare(self, wanted: Iterable[TileKey], deadline: float) -> bool:
        """Paint tiles that are wanted and not fresh, in order, until `deadline` (of `time.perf_counter`).

        Returns whether all of them are fresh now.
        """
        lacking = [key for key in wanted if not self.is_fresh(key)]
        if self._job is not None and self._job.key in lacking:
            # What was begun is finished first, whatever the order is now.
            lacking.remove(self._job.key)
            lacking.insert(0, self._job.key)
        return all(time.perf_counter() < deadline and self._paint(key, deadline) for key in lacking)

    def keep(self, seen: Iterable[TileKey]) -> None:
        """Mark tiles as used just now, and let the ones used longest ago go when there are too many."""
        for key in seen:
            tile = self._tiles.pop(key, None)
            if tile is not None:
                self._tiles[key] = tile
        while self._pixels > MOST_PIXELS and self._tiles:
            self._forget(next(iter(self._tiles)))

    def _paint(self, key: TileKey, deadline: float) -> bool:
        job = self._job
        if job is None or job.key != key:
            begun = self._begin(key)
            if begun is None:
                return True
            job = begun
        self._job = job
        job.painter.begin(job.pixmap)
        job.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        job.painter.scale(job.scale, job.scale)
        job.painter.translate(-job.sheet.left, -job.sheet.top)
        try:
            done = self._go_on(job, deadline)
        finally:
            job.painter.end()
        if done:
            self._store(key, job.pixmap)
            self._job = None
        return done

    def _begin(self, key: TileKey) -> _Job | None:
        sheet = self._sheet(key, self.scale)
        if sheet is None:
            self._forget(key)
            return None
        rest = math.ceil((sheet.bottom - sheet.top) * self.scale) + 1
        pixmap = QPixmap(SIDE, max(min(SIDE, rest), 1))
        pixmap.fill(sheet.ground)
        painter = QPainter()
        return _Job(key, pixmap, sheet, self.scale, painter, self._steps(painter, sheet))

    def _steps(self, painter: QPainter, sheet: Sheet) -> Iterator[None]:
        # The ground first, drawn higher than it is: the row may be put down one pixel higher than this.
        painter.save()
        painter.scale(1.0, 1.0 + 2.0 / max(sheet.bottom * self.scale, 1.0))
        self._painter.draw(painter, sheet.backdrop)
        painter.restore()
        yield from self._painter.steps(painter, sheet.ops, plain=self.plain)

    @staticmethod
    def _go_on(job: _Job, deadline: float) -> bool:
        return all(time.perf_counter() < deadline for _step in job.steps)

    def _store(self, key: TileKey, pixmap: QPixmap) -> None:
        self._forget(key)
        self._tiles[key] = Tile(pixmap, fresh=True)
        self._pixels += pixmap.width() * pixmap.height()

    def _forget(self, key: TileKey) -> None:
        tile = self._tiles.pop(key, None)
        if tile is not None:
            self._pixels -= tile.pixmap.width() * tile.pixmap.height()


def covered(first: float, last: float) -> range:
    """The tiles that a stretch of device pixels touches."""
    return range(math.floor(first / SIDE), math.ceil(last / SIDE))
