"""Small shapes that several drawings share."""

from collections.abc import Iterator
from typing import Literal

from journeymapper.drawing.missing import boxes
from journeymapper.drawing.ops import Op, Path, Rect, Segment, Stroke, Text
from journeymapper.layout.curve import Bezier
from journeymapper.layout.shaped import Line, TextBlock

ROUND = 0.5522847498
CAPITALS = 0.72
"""Height of capitals in em."""


Align = Literal["start", "centre", "end"]


def block_ops(
    block: TextBlock, x: float, y: float, colour: str, *, align: Align = "start", width: float = 0.0
) -> Iterator[Op]:
    """A block of text with its top left corner at (x, y); lines that are centred or at the end need the `width`.

    A block at the start stays one block when the map is mirrored: its lines begin where their script begins.
    """
    centre = x + block.width / 2 if align == "start" else None
    for index, line in enumerate(block.lines):
        left = x
        if align == "centre":
            left += (width - line.width) / 2
        elif align == "end":
            left += width - line.width
        elif line.backwards:
            left += block.width - line.width
        baseline = y + block.ascent + index * block.line_height
        yield from line_ops(line, left, baseline, colour, middle=centre)


def line_ops(
    line: Line, x: float, y: float, colour: str, *, upright: bool = False, middle: float | None = None
) -> Iterator[Op]:
    """A line of text with the left end of its baseline at (x, y); `upright` runs it from the bottom to the top.

    `middle` is the x of the middle of the block that it is a line of, its own unless given.
    """
    centre = x + line.width / 2 if middle is None else middle
    for placed in line.runs:
        run = placed.run
        if upright:
            left, baseline, away = x, y - placed.x, -CAPITALS / 2 * run.size
        else:
            left, baseline, away = x + placed.x, y, centre - x - placed.x
        yield Text(left, baseline, run, colour, upright, away)
        if run.boxed:
            yield from boxes(left, baseline, run, colour, upright=upright, pivot=left + away)


def disc(x: float, y: float, radius: float, *, fill: str | None = None, stroke: Stroke | None = None) -> Rect:
    """A circle about (x, y)."""
    return Rect(x - radius, y - radius, 2 * radius, 2 * radius, fill, stroke, radius)


def line(x1: float, y1: float, x2: float, y2: float, stroke: Stroke) -> Path:
    """A straight line."""
    return Path((("M", x1, y1), ("L", x2, y2)), None, stroke)


def polygon(*points: tuple[float, float], fill: str) -> Path:
    """A filled polygon."""
    first, *rest = points
    return Path((("M", *first), *(("L", *point) for point in rest), ("Z",)), fill)


def rounded(points: tuple[tuple[float, float], ...], radius: float) -> tuple[Segment, ...]:
    """A line through points with its corners rounded, by less where a side is too short."""
    segments: list[Segment] = [("M", *points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(corner, before, radius), _towards(corner, after, radius)
        segments.append(("L", *into))
        one = _mix(into, corner, ROUND)
        other = _mix(out, corner, ROUND)
        segments.append(("C", *one, *other, *out))
    segments.append(("L", *points[-1]))
    return tuple(segments)


def curve_segments(beziers: tuple[Bezier, ...]) -> Iterator[Segment]:
    """Cubics as segments, moving wherever one does not begin where the last one ended."""
    at: tuple[float, float] | None = None
    for bezier in beziers:
        if at != bezier[:2]:
            yield ("M", bezier[0], bezier[1])
        yield ("C", *bezier[2:])
        at = bezier[6], bezier[7]


def arrow_head(
    tip: tuple[float, float], before: tuple[float, float], length: float, width: float, fill: str
) -> Path:
    """A filled triangle at the end of a line that comes from `before`."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    size = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    ux, uy = dx / size, dy / size
    base = tip[0] - ux * length, tip[1] - uy * length
    half = width / 2
    return polygon(
        tip, (base[0] - uy * half, base[1] + ux * half), (base[0] + uy * half, base[1] - ux * half), fill=fill
    )


def _towards(start: tuple[float, float], end: tuple[float, float], distance: float) -> tuple[float, float]:
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    return _mix(start, end, min(distance, length / 2) / length) if length else start


def _mix(start: tuple[float, float], end: tuple[float, float], share: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
