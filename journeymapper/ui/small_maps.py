"""Small pictures of whole maps: laid out beside the window's thread, painted in it a few milliseconds at a time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap

from journeymapper.drawing.ops import Op, Rect
from journeymapper.drawing.screen import MapDrawing
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import Theme
from journeymapper.model.direction import reading_direction
from journeymapper.model.document import Document
from journeymapper.ui.painter import Painter
from journeymapper.ui.workers import Answer, Workers

SLICE = 0.006
"""Seconds of painting between two events."""
RECORDS_A_PIECE = 4_000
"""A row is painted in as many pieces as the map has times so many records."""
PAD = 5.0
STAGES = 0.06
"""The share of a picture's height that the stages take, so that they are seen however high the map is."""


class _Wanted(NamedTuple):
    key: str
    load: Callable[[], Document]


class SmallMaps(QObject):
    """Paints the pictures that are asked for, one after the other."""

    painted = Signal(str, QPixmap)
    """The key under which it was asked for, and the picture."""

    def __init__(self, theme: Theme, size: QSize, ratio: float, workers: Workers, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._ratio = ratio
        self._workers = workers
        self._engine: TextEngine | None = None
        self._wanted: deque[_Wanted] = deque()
        self._at_work = False
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def ask(self, key: str, load: Callable[[], Document]) -> None:
        """Have a map painted; `load` is called in a worker."""
        self._wanted.append(_Wanted(key, load))
        self._begin()

    def stop(self) -> None:
        """Paint nothing any more."""
        self._wanted.clear()
        self._timer.stop()
        self._steps = iter(())

    def _begin(self) -> None:
        if self._at_work or not self._wanted:
            return
        self._at_work = True
        wanted = self._wanted.popleft()
        self._workers.run(
            "small map", lambda: self._lay_out(wanted.load), lambda answer: self._laid_out(wanted.key, answer)
        )

    def _lay_out(self, load: Callable[[], Document]) -> Grid:
        """In the worker, of which there is one at a time: fonts and engine are its own."""
        if self._engine is None:
            self._engine = TextEngine(load_fonts())
        document = load()
        self._engine.speak(document.map.language, reading_direction(document.map))
        return Layouter(self._engine, self._theme).grid(document, {})

    def _laid_out(self, key: str, answer: Answer[Grid]) -> None:
        if answer.value is None or self._engine is None:
            self._ended()
            return
        self._steps = self._paint(key, answer.value, self._engine)
        self._timer.start()

    def _go_on(self) -> None:
        end = time.perf_counter() + SLICE
        for _step in self._steps:
            if time.perf_counter() > end:
                return
        self._timer.stop()
        self._ended()

    def _ended(self) -> None:
        self._at_work = False
        self._begin()

    def _paint(self, key: str, grid: Grid, engine: TextEngine) -> Iterator[None]:
        """Paint a map op by op; a painter is at work only between two steps."""
        pixmap = QPixmap(self._size * self._ratio)
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(QColor(self._theme.map["paper"]))
        artist = Painter(engine.fonts, grid.document.media.get)
        frame = _frame(grid, self._size)
        for piece in _pieces(grid, MapDrawing(self._theme, engine), self._theme, frame):
            for op in piece.ops:
                painter = QPainter(pixmap)
                painter.translate(frame.x, frame.y)
                painter.scale(frame.scale, frame.scale)
                painter.translate(0.0, piece.top)
                painter.setClipRect(piece.clip)
                artist.draw(painter, (op,), plain=True)
                painter.end()
                yield
        self.painted.emit(key, pixmap)


class _Frame(NamedTuple):
    """Where the map's corner lies in the picture, pixels a point, and the points that the stages take above it."""

    x: float
    y: float
    scale: float
    stages: float


class _Piece(NamedTuple):
    """Ops with the y of their row, and the part of it that they fill."""

    top: float
    clip: QRectF
    ops: tuple[Op, ...]


def _frame(grid: Grid, size: QSize) -> _Frame:
    area = QRectF(PAD, PAD, size.width() - 2 * PAD, size.height() - 2 * PAD)
    stages = area.height() * STAGES
    scale = min(area.width() / max(grid.width, 1.0), (area.height() - stages) / max(grid.height, 1.0))
    x = area.center().x() - grid.width * scale / 2
    y = area.center().y() - (grid.height * scale + stages) / 2 + stages
    return _Frame(x, y, scale, stages / scale)


def _pieces(grid: Grid, drawing: MapDrawing, theme: Theme, frame: _Frame) -> Iterator[_Piece]:
    """The map seen from afar, in pieces small enough that none of them takes long."""
    gap = 1.5 / frame.scale
    height = max(frame.stages - gap, gap)
    stages = (
        Rect(box.x, -frame.stages, max(box.width - gap, gap), height, theme.stage(box.colour).fill)
        for box in grid.stages
    )
    yield _Piece(0.0, QRectF(0.0, -frame.stages, grid.width, frame.stages), tuple(stages))
    count = 1 + len(grid.document) // RECORDS_A_PIECE
    width = grid.width / count
    for index, top in enumerate(grid.tops):
        for part in range(count):
            clip = QRectF(part * width, 0.0, width, grid.rows[index].height)
            yield _Piece(top, clip, drawing.row_blocks(grid, index, clip.left(), clip.right()))
