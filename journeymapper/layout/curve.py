"""The emotion curve: a monotone cubic through the points, so that it never overshoots what people said.

Slopes follow F. N. Fritsch and R. E. Carlson, "Monotone Piecewise Cubic Interpolation", SIAM J. Numer. Anal. 17 (1980).
y counts from the top of the curve's area, in points, downwards.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from journeymapper.layout.callouts import Callout, Saying, lay_callouts
from journeymapper.layout.columns import Columns
from journeymapper.layout.shaped import Line
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.document import Document
from journeymapper.model.records import EmotionPoint, Series

PITCH = 5.4 * POINTS_PER_MM
"""Height of one unit of the scale from -2 to +2."""

Bezier = tuple[float, float, float, float, float, float, float, float]


class CurvePoint(msgspec.Struct, frozen=True):
    """A point of a curve at (x, y), and the record it shows."""

    x: float
    y: float
    point: EmotionPoint


class Curve(msgspec.Struct, frozen=True, eq=False):
    """A series laid out: cubics between neighbouring steps, and gaps where steps have no value."""

    series: Series
    points: tuple[CurvePoint, ...]
    solid: tuple[Bezier, ...]
    gaps: tuple[Bezier, ...]


class Emotion(msgspec.Struct, frozen=True, eq=False):
    """The curves of a lane, their callouts, and the height they need; `zero` is the y of the value 0."""

    curves: tuple[Curve, ...]
    callouts: tuple[Callout, ...]
    height: float
    zero: float
    words: bool
    titles: tuple[Line, ...]


def y_of(value: float, zero: float) -> float:
    """The y of a value of the scale."""
    return zero - value * PITCH


def value_at(y: float, zero: float) -> float:
    """The value at a y, in steps of 0.1, from -2 to +2."""
    return min(max(round((zero - y) / PITCH, 1), -2.0), 2.0)


def lay_emotion(
    document: Document, series: Sequence[Series], columns: Columns, engine: TextEngine, theme: Theme
) -> Emotion:
    """Lay out the series of a lane over the columns."""
    height = theme.space["emotion_lane"]
    zero = height / 2 + 0.3 * POINTS_PER_MM
    curves = tuple(_curve(document, one, columns, zero) for one in series)
    callouts, height = _callouts(curves, columns.width, height, engine, theme)
    starts = [place for curve in curves for place in curve.points[:1]]
    words = not any(place.x <= 22 * POINTS_PER_MM and abs(place.point.value) >= 0.95 for place in starts)
    titles = tuple(engine.line(one.title, theme.styles["meta"]) for one in series) if len(series) > 1 else ()
    return Emotion(curves, callouts, height, zero, words, titles)


def monotone(points: Sequence[tuple[float, float]]) -> list[Bezier]:
    """Cubics through points with rising x; between two points the curve stays between their heights."""
    slopes = _slopes(points)
    curves = []
    for (start, end), (low, high) in zip(pairwise(points), pairwise(slopes), strict=True):
        third = (end[0] - start[0]) / 3
        curves.append(
            (*start, start[0] + third, start[1] + low * third, end[0] - third, end[1] - high * third, *end)
        )
    return curves


def split_at(bezier: Bezier, y: float) -> tuple[Bezier, Bezier] | None:
    """The two halves of a cubic that crosses the height y once, or None where it does not cross it."""
    if (bezier[1] - y) * (bezier[7] - y) >= 0:
        return None
    low, high = 0.0, 1.0
    rising = bezier[7] > bezier[1]
    for _each in range(40):
        middle = (low + high) / 2
        if (_halves(bezier, middle)[0][7] < y) == rising:
            low = middle
        else:
            high = middle
    return _halves(bezier, (low + high) / 2)


def _halves(b: Bezier, t: float) -> tuple[Bezier, Bezier]:
    def mix(p: tuple[float, float], q: tuple[float, float]) -> tuple[float, float]:
        return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t

    p0, p1, p2, p3 = b[0:2], b[2:4], b[4:6], b[6:8]
    a, m, c = mix(p0, p1), mix(p1, p2), mix(p2, p3)
    d, e = mix(a, m), mix(m, c)
    f = mix(d, e)
    return (*p0, *a, *d, *f), (*f, *e, *c, *p3)


def _slopes(points: Sequence[tuple[float, float]]) -> list[float]:
    if len(points) < 2:
        return [0.0] * len(points)
    secants = [(end[1] - start[1]) / (end[0] - start[0]) for start, end in pairwise(points)]
    slopes = [secants[0]]
    for before, after in pairwise(secants):
        slopes.append(0.0 if before * after <= 0 else 2 * before * after / (before + after))
    slopes.append(secants[-1])
    for index, secant in enumerate(secants):
        for end in (index, index + 1):
            if secant == 0 or abs(slopes[end]) > 3 * abs(secant):
                slopes[end] = 3 * secant if secant else 0.0
    return slopes


def _curve(document: Document, series: Series, columns: Columns, zero: float) -> Curve:
    found: list[tuple[int, CurvePoint]] = []
    for index, column in enumerate(columns.columns):
        point = document.point(series.id, column.step)
        if point is not None:
            place = CurvePoint(column.x + column.width / 2, y_of(point.value, zero), point)
            found.append((index, place))
    beziers = monotone([(place.x, place.y) for _index, place in found])
    whole = [b for b, (one, other) in zip(beziers, pairwise(found), strict=True) if other[0] == one[0] + 1]
    gaps = [b for b, (one, other) in zip(beziers, pairwise(found), strict=True) if other[0] != one[0] + 1]
    return Curve(series, tuple(place for _index, place in found), tuple(whole), tuple(gaps))


def _callouts(
    curves: Sequence[Curve], width: float, height: float, engine: TextEngine, theme: Theme
) -> tuple[tuple[Callout, ...], float]:
    """The callouts of all curves, and the height of the area with them."""
    face = theme.space["face"] / 2 + 1.0
    faces = [(p.x - face, p.y - face, p.x + face, p.y + face) for curve in curves for p in curve.points]
    inked = [spot for curve in curves for bezier in curve.solid for spot in _samples(bezier)]
    sayings = [
        Saying(place.x, place.y, place.point.value, place.point.label, _title(curve, index, engine))
        for curve in curves
        for index, place in enumerate(curve.points)
        if place.point.label.strip()
    ]
    return lay_callouts(sayings, faces, inked, (width, height), engine, theme)


def _title(curve: Curve, index: int, engine: TextEngine) -> str:
    values = [place.point.value for place in curve.points]
    value = values[index]
    around = values[max(index - 1, 0) : index] + values[index + 1 : index + 2]
    if not around:
        return ""
    if all(value > other for other in around):
        return engine.say("Peak") if value == max(values) else engine.say("High point")
    if all(value < other for other in around):
        return engine.say("Lowest point") if value == min(values) else engine.say("Low point")
    return ""


def _samples(b: Bezier) -> Iterator[tuple[float, float]]:
    for step in range(13):
        half = _halves(b, step / 12)[0]
        yield half[6], half[7]
