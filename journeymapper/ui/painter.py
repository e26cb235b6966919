"""Draws a display list with QPainter: on the canvas, in its tiles, in PNG files and in previews.

An op becomes a small function once; a group's ops are kept by the identity of their tuple, so a card that
did not change costs only its drawing. Geometry is that of the PDF and the SVG: flat caps and mitred joins
unless a stroke is round.
"""

from collections.abc import Callable, Iterator
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QTransform

from journeymapper.drawing.mirror import Mirror
from journeymapper.drawing.ops import (
    DisplayList,
    Fill,
    Gradient,
    Group,
    Icon,
    Op,
    Path,
    Picture,
    Rect,
    Segment,
    Stroke,
    Text,
)
from journeymapper.layout.fonts import FontSet
from journeymapper.ui.glyphs import Glyphs, device_scale
from journeymapper.ui.icon_paths import IconPaths
from journeymapper.ui.pictures import Media, Pictures

Draw = Callable[[QPainter, float], None]
"""Draws one op; the number is device pixels a unit."""

CACHED_GROUPS = 8_000
"""Compiled drawings, about 10 kB each; the screen shows fewer cards than that where their drawings are used."""
SMALL_PRINT = 7.4
"""Points: text of this size and less is the meta row of a card, left out where the detail is plain."""
MITRE_LIMIT = 10.0

_CURVE = 0.5522847498  # of a radius: where the handles of a cubic quarter circle lie


class Painter:
    """Draws ops with QPainter. `media` gives the bytes of a picture by its SHA-256, or None."""

    def __init__(self, fonts: FontSet, media: Media) -> None:
        self._glyphs = Glyphs(fonts)
        self._icons = IconPaths()
        self._pictures = Pictures(media)
        self._mirror = Mirror()
        self._groups: dict[tuple[int, bool], tuple[tuple[Op, ...], tuple[Draw, ...]]] = {}
        self._colours: dict[str, QColor] = {}
        self._pens: dict[Stroke, QPen] = {}
        self._brushes: dict[str, QBrush] = {}

    def draw(self, painter: QPainter, ops: DisplayList, *, plain: bool = False) -> None:
        """Draw all ops in the painter's present coordinates; `plain` leaves the small print of cards out.

        Where the painter's x runs to the left they are mirrored, so that what is read can still be read.
        """
        if painter.worldTransform().m11() < 0:
            painter.scale(-1.0, 1.0)
            self.draw(painter, self._mirror.ops(ops), plain=plain)
            painter.scale(-1.0, 1.0)
            return
        for _done in self.steps(painter, ops, plain=plain):
            pass

    def steps(self, painter: QPainter, ops: DisplayList, *, plain: bool = False) -> Iterator[None]:
        """Draw op by op, so that a caller with little time can stop after any and go on later.

        The painter must have the same state whenever the iteration goes on.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = device_scale(painter)
        for op in ops:
            self._compiled_op(op, plain)(painter, scale)
            yield

    def colour(self, text: str) -> QColor:
        """The colour of "#RRGGBB" or "#RRGGBBAA"."""
        colour = self._colours.get(text)
        if colour is None:
            digits = text.lstrip("#")
            parts = [int(digits[start : start + 2], 16) for start in range(0, len(digits), 2)]
            colour = self._colours[text] = QColor(*parts)
        return colour

    def pen(self, stroke: Stroke | None) -> QPen:
        """The pen of a stroke; no pen for None."""
        if stroke is None:
            return QPen(Qt.PenStyle.NoPen)
        pen = self._pens.get(stroke)
        if pen is None:
            pen = self._pens[stroke] = self._make_pen(stroke)
        return pen

    def _make_pen(self, stroke: Stroke) -> QPen:
        pen = QPen(self.colour(stroke.colour), stroke.width)
        if stroke.round:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        else:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.SvgMiterJoin)
            pen.setMiterLimit(MITRE_LIMIT)
        if stroke.dash and stroke.width > 0:
            # Qt counts dashes in pen widths, and calls an odd number of them no pattern at all.
            dash = stroke.dash * 2 if len(stroke.dash) % 2 else stroke.dash
            pen.setDashPattern([part / stroke.width for part in dash])
        return pen

    def brush(self, fill: Fill) -> QBrush:
        """The brush of a fill; no brush for None."""
        match fill:
            case None:
                return QBrush(Qt.BrushStyle.NoBrush)
            case str():
                brush = self._brushes.get(fill)
                if brush is None:
                    brush = self._brushes[fill] = QBrush(self.colour(fill))
                return brush
            case Gradient():
                gradient = QLinearGradient(fill.x1, fill.y1, fill.x2, fill.y2)
                for offset, colour in fill.stops:
                    gradient.setColorAt(offset, self.colour(colour))
                return QBrush(gradient)
            case _:
                assert_never(fill)

    def _compiled(self, ops: tuple[Op, ...], plain: bool) -> tuple[Draw, ...]:
        key = (id(ops), plain)
        found = self._groups.get(key)
        if found is None:
            if len(self._groups) >= CACHED_GROUPS:
                for old in list(self._groups)[: CACHED_GROUPS // 4]:
                    del self._groups[old]
            draws = tuple(self._compiled_op(op, plain) for op in ops if not (plain and _is_small_print(op)))
            # The tuple is kept beside what became of it: its id is its own only as long as it lives.
            found = self._groups[key] = (ops, draws)
        return found[1]

    def _compiled_op(self, op: Op, plain: bool) -> Draw:
        match op:
            case Rect():
                return self._rect(op)
            case Path():
                return _shape(path_of(op.segments), self.pen(op.stroke), self.brush(op.fill))
            case Text():
                return self._text(op)
            case Icon():
                return self._icon(op)
            case Picture():
                return lambda painter, scale: self._pictures.draw(painter, op, scale)
            case Group():
                return _moved(op.x, op.y, self._compiled(op.ops, plain))
            case _:
                assert_never(op)

    def _rect(self, op: Rect) -> Draw:
        pen, brush = self.pen(op.stroke), self.brush(op.fill)
        area = QRectF(op.x, op.y, op.width, op.height)
        if isinstance(op.radius, tuple):
            return _shape(_uneven(area, op.radius), pen, brush)
        if op.radius > 0:
            radius = min(op.radius, op.width / 2, op.height / 2)
            return _round_rect(area, radius, pen, brush)
        if op.stroke is None:
            return lambda painter, _scale: painter.fillRect(area, brush)
        return _plain_rect(area, pen, brush)

    def _text(self, op: Text) -> Draw:
        glyphs, colour, x, y, run = self._glyphs, self.colour(op.colour), op.x, op.y, op.run
        if not op.upright:
            return lambda painter, scale: glyphs.draw(painter, x, y, run, colour, scale)

        def draw(painter: QPainter, scale: float) -> None:
            painter.save()
            painter.translate(x, y)
            painter.rotate(-90)
            glyphs.draw(painter, 0, 0, run, colour, scale)
            painter.restore()

        return draw

    def _icon(self, op: Icon) -> Draw:
        unit = op.size / self._icons.grid
        place = QTransform(unit, 0, 0, unit, op.x, op.y)
        if op.mirrored:
            place = QTransform(-unit, 0, 0, unit, op.x + op.size, op.y)
        strokes, fills = self._icons.paths(op.name)
        outline, solid = place.map(strokes), place.map(fills)
        pen = self.pen(Stroke(op.colour, op.weight * unit, round=True))
        brush = self.brush(op.colour)

        def draw(painter: QPainter, _scale: float) -> None:
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(outline)
            if not solid.isEmpty():
                painter.fillPath(solid, brush)

        return draw


def path_of(segments: tuple[Segment, ...]) -> QPainterPath:
    """The segments as a path that is filled by the non-zero rule."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for segment in segments:
        match segment:
            case ("M", x, y):
                path.moveTo(x, y)
            case ("L", x, y):
                path.lineTo(x, y)
            case ("C", x1, y1, x2, y2, x, y):
                path.cubicTo(x1, y1, x2, y2, x, y)
            case ("Z",):
                path.closeSubpath()
            case _:
                assert_never(segment)
    return path


def _is_small_print(op: Op) -> bool:
    match op:
        case Text():
            return op.run.size <= SMALL_PRINT
        case Icon():
            return op.size <= SMALL_PRINT
        case _:
            return False


def _shape(path: QPainterPath, pen: QPen, brush: QBrush) -> Draw:
    def draw(painter: QPainter, _scale: float) -> None:
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawPath(path)

    return draw


def _round_rect(area: QRectF, radius: float, pen: QPen, brush: QBrush) -> Draw:
    def draw(painter: QPainter, _scale: float) -> None:
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawRoundedRect(area, radius, radius)

    return draw


def _plain_rect(area: QRectF, pen: QPen, brush: QBrush) -> Draw:
    def draw(painter: QPainter, _scale: float) -> None:
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawRect(area)

    return draw


def _moved(x: float, y: float, draws: tuple[Draw, ...]) -> Draw:
    def draw(painter: QPainter, scale: float) -> None:
        painter.translate(x, y)
        for each in draws:
            each(painter, scale)
        painter.translate(-x, -y)

    return draw


def _uneven(area: QRectF, radii: tuple[float, float, float, float]) -> QPainterPath:
    """A rectangle with a radius for each corner, clockwise from the top left."""
    most = min(area.width(), area.height()) / 2
    top_left, top_right, bottom_right, bottom_left = (min(radius, most) for radius in radii)
    left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
    path = QPainterPath(QPointF(left + top_left, top))
    path.lineTo(right - top_right, top)
    _corner(path, (right, top), (1, 0), (0, 1), top_right)
    path.lineTo(right, bottom - bottom_right)
    _corner(path, (right, bottom), (0, 1), (-1, 0), bottom_right)
    path.lineTo(left + bottom_left, bottom)
    _corner(path, (left, bottom), (-1, 0), (0, -1), bottom_left)
    path.lineTo(left, top + top_left)
    _corner(path, (left, top), (0, -1), (1, 0), top_left)
    path.closeSubpath()
    return path


def _corner(
    path: QPainterPath, at: tuple[float, float], come: tuple[int, int], go: tuple[int, int], radius: float
) -> None:
    """A quarter circle round a corner, come to in one direction and left in the other."""
    if radius <= 0:
        return
    rest = radius * (1 - _CURVE)
    (x, y), (cx, cy), (gx, gy) = at, come, go
    path.cubicTo(x - cx * rest, y - cy * rest, x + gx * rest, y + gy * rest, x + gx * radius, y + gy * radius)
