"""Shaped runs for Qt: a font for each face and size, a QGlyphRun for each run, outlines for large ones."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QGlyphRun, QPainter, QPainterPath, QRawFont

from journeymapper.layout.fonts import FontSet
from journeymapper.layout.shaped import GlyphRun

LARGEST_GLYPH = 64.0
"""Device pixels: `drawGlyphRun` draws nothing above this (Qt 6.11.3), so outlines are filled instead."""

CACHED_RUNS = 40_000


class Glyphs:
    """Draws glyph runs of a font set. What it made of a run is kept, by the run's identity."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._raw: dict[tuple[str, float], QRawFont] = {}
        self._runs: dict[GlyphRun, QGlyphRun] = {}
        self._outlines: dict[GlyphRun, QPainterPath] = {}

    def draw(
        self, painter: QPainter, x: float, y: float, run: GlyphRun, colour: QColor, scale: float
    ) -> None:
        """Draw a run with its origin at (x, y); `scale` is device pixels a unit."""
        if run.size * scale > LARGEST_GLYPH:
            painter.translate(x, y)
            painter.fillPath(self.outline(run), colour)
            painter.translate(-x, -y)
            return
        painter.setPen(colour)
        painter.drawGlyphRun(QPointF(x, y), self.prepared(run))

    def prepared(self, run: GlyphRun) -> QGlyphRun:
        """The run for `drawGlyphRun`."""
        made = self._runs.get(run)
        if made is None:
            if len(self._runs) >= CACHED_RUNS:
                self._runs.clear()
            made = self._runs[run] = QGlyphRun()
            made.setRawFont(self._font(run.face, run.size))
            drawn = [place for place in zip(run.glyphs, run.xs, run.ys, strict=True) if place[0]]
            made.setGlyphIndexes([glyph for glyph, _x, _y in drawn])
            made.setPositions([QPointF(x, y) for _glyph, x, y in drawn])
            made.setRightToLeft(bool(run.level % 2))
        return made

    def outline(self, run: GlyphRun) -> QPainterPath:
        """The run's glyphs as one path about the run's origin."""
        path = self._outlines.get(run)
        if path is None:
            if len(self._outlines) >= CACHED_RUNS:
                self._outlines.clear()
            path = self._outlines[run] = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            font = self._font(run.face, run.size)
            for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
                if not glyph:
                    continue
                path.addPath(font.pathForGlyph(glyph).translated(x, y))
        return path

    def _font(self, face: str, size: float) -> QRawFont:
        font = self._raw.get((face, size))
        if font is None:
            path = str(self._fonts.face_path(face))
            font = QRawFont(path, size, QFont.HintingPreference.PreferNoHinting)
            self._raw[face, size] = font
        return font


def device_scale(painter: QPainter) -> float:
    """Device pixels that the painter's present transformation gives a unit."""
    transform = painter.deviceTransform()
    return math.hypot(transform.m11(), transform.m12())
