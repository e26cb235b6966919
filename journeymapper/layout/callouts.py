"""Callouts of an emotion curve: what its points say, in pills tied to them by leaders.

A callout stands beside its point where there is room. Where there is none it hangs below the curve in a strip of the
width that is nearest to its point, so that no two strips meet and the area grows by what one strip needs.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Generic, TypeVar

import msgspec

from journeymapper.layout.shaped import Line, TextBlock
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme

T = TypeVar("T")
MM = POINTS_PER_MM
Spot = tuple[float, float]
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""

WIDEST = 70 * MM
PAD = 1.9 * MM
BEFORE_TEXT = 1.3 * MM
ASIDE = (5.4, 8.0, 11.0, 15.0)
"""How far beside its point a callout may begin, in mm, the best first."""

GAP = 2.0
LANE = 4.0
"""What each callout of a strip leaves at its left to the leaders of those below it, in points."""


class Saying(msgspec.Struct, frozen=True):
    """A point at (x, y) with its value, what it says, and what it is called ("Peak") or ""."""

    x: float
    y: float
    value: float
    text: str
    title: str


class Callout(msgspec.Struct, frozen=True, eq=False):
    """What a point says: a pill with an optional title, above its text or before it.

    `leader` leads from the middle of the point's face to the pill; it ends under it.
    """

    x: float
    y: float
    width: float
    height: float
    title: Line | None
    text: TextBlock
    value: float
    leader: tuple[Spot, ...] = ()
    above: bool = False


def lay_callouts(
    sayings: Sequence[Saying],
    taken: Sequence[Rectangle],
    inked: Sequence[Spot],
    area: tuple[float, float],
    engine: TextEngine,
    theme: Theme,
) -> tuple[tuple[Callout, ...], float]:
    """Callouts for sayings in an area (width, height), and the height it then has.

    They stand clear of the rectangles `taken` and the curve's spots `inked`.
    """
    beside = _beside(sayings, taken, inked, area, engine, theme)
    below = {index for index, callout in enumerate(beside) if callout is None}
    hung: dict[int, Callout] = {}
    while len(hung) < len(below):
        hung = dict(_hung(sayings, below, area, engine, theme))
        leaders = Nearby([(*_reach(callout.leader), callout.leader) for callout in hung.values()])
        # What a leader runs through hangs below as well; each round hangs one more, so this ends.
        below.update(
            index
            for index, callout in enumerate(beside)
            if callout is not None
            and any(
                runs_through(each, bounds(callout))
                for each in leaders.between(callout.x, callout.x + callout.width)
            )
        )
    both = [hung.get(index, callout) for index, callout in enumerate(beside)]
    lowest = max((callout.y + callout.height + 2 * GAP for callout in hung.values()), default=0.0)
    return tuple(callout for callout in both if callout is not None), max(area[1], lowest)


class Nearby(Generic[T]):
    """Things sorted by where they begin, each with its left and right end: a map has many, a place only a few."""

    def __init__(self, things: Sequence[tuple[float, float, T]]) -> None:
        self._things = sorted(things, key=itemgetter(0))
        self._widest = max((right - left for left, right, _thing in things), default=0.0)

    def between(self, left: float, right: float) -> list[T]:
        """Those that reach into what lies between two x."""
        first = bisect_left(self._things, left - self._widest, key=itemgetter(0))
        last = bisect_right(self._things, right, key=itemgetter(0))
        return [thing for _start, end, thing in self._things[first:last] if end >= left]


def bounds(callout: Callout, margin: float = 0.0) -> Rectangle:
    """The rectangle of a callout, larger by a margin on each side."""
    x, y = callout.x, callout.y
    return x - margin, y - margin, x + callout.width + margin, y + callout.height + margin


def runs_through(leader: Sequence[Spot], area: Rectangle) -> bool:
    """Whether a leader has a part inside a rectangle."""
    return any(_enters(start, end, area) for start, end in pairwise(leader))


def _beside(
    sayings: Sequence[Saying],
    taken: Sequence[Rectangle],
    inked: Sequence[Spot],
    area: tuple[float, float],
    engine: TextEngine,
    theme: Theme,
) -> list[Callout | None]:
    """For each saying its callout beside the point, or None where there is no room."""
    found: list[Callout | None] = []
    placed: list[Callout] = []
    faces = Nearby([(one[0], one[2], one) for one in taken])
    spots = Nearby([(one[0], one[0], one) for one in inked])
    for saying in sayings:
        size = _measured(saying, min(WIDEST, area[0] - 4.0), engine, theme)
        reach = ASIDE[-1] * MM + size.width + 2.0
        left, right = saying.x - reach, saying.x + reach
        others = [one for one in placed if one.x - reach <= right and one.x + one.width + reach >= left]
        callout = _free(size, saying, area, (faces.between(left, right), spots.between(left, right), others))
        found.append(callout)
        if callout is not None:
            placed.append(callout)
    return found


def _measured(saying: Saying, widest: float, engine: TextEngine, theme: Theme) -> Callout:
    """A callout of at most this width, not yet placed. A title that leaves its text little room stands above it."""
    title = engine.line(saying.title, theme.styles["callout_strong"]) if saying.title else None
    room = max(widest - 2 * PAD, 12.0)
    if title is not None and title.width > room:
        title = None
    beside = title.width + BEFORE_TEXT if title else 0.0
    above = title is not None and room - beside < 16 * MM
    text = engine.wrap(saying.text, theme.styles["callout"], room - (0.0 if above else beside))
    if title is None or not above:
        width, tall = beside + text.width, text.height
    else:
        width, tall = max(title.width, text.width), text.line_height + text.height
    height = max(theme.space["callout_height"], tall + 3.0)
    return Callout(0.0, 0.0, width + 2 * PAD, height, title, text, saying.value, (), above)


Obstacles = tuple[Sequence[Rectangle], Sequence[Spot], Sequence[Callout]]


def _free(size: Callout, saying: Saying, area: tuple[float, float], obstacles: Obstacles) -> Callout | None:
    """The callout at the first place beside its point where it touches neither faces, nor callouts, nor the curve."""
    for x, y in _places(size, saying):
        inside = x >= 1 and x + size.width <= area[0] - 1 and y >= 1 and y + size.height <= area[1] - 1
        if not inside:
            continue
        end = x if x > saying.x else x + size.width
        leader = ((saying.x, saying.y), (end, y + size.height / 2))
        callout = msgspec.structs.replace(size, x=x, y=y, leader=leader)
        if _is_free(callout, obstacles):
            return callout
    return None


def _places(size: Callout, saying: Saying) -> Iterator[Spot]:
    up = -1 if saying.value >= 0 else 1
    for aside in ASIDE:
        right = saying.x + aside * MM
        left = saying.x - aside * MM - size.width
        for lift in (1.8, 2.2, 2.6, 3.0, 3.6, 4.4, 1.2, 5.4, 0.6, 7.5, 0.0, -1.2, -2.4):
            y = saying.y + up * lift * MM - size.height / 2
            yield right, y
            yield left, y


def _is_free(callout: Callout, obstacles: Obstacles) -> bool:
    taken, inked, placed = obstacles
    area = bounds(callout, 1.4)
    return not (
        any(_meet(area, other) for other in taken)
        or any(area[0] < x < area[2] and area[1] < y < area[3] for x, y in inked)
        or any(_meet(area, bounds(other, 1.0)) for other in placed)
        or any(runs_through(callout.leader, bounds(other)) for other in placed)
        or any(runs_through(other.leader, area) for other in placed)
    )


def _hung(
    sayings: Sequence[Saying], below: set[int], area: tuple[float, float], engine: TextEngine, theme: Theme
) -> Iterator[tuple[int, Callout]]:
    """The callouts that hang below the area, those of one x one below the other in their strip."""
    strips: dict[float, list[int]] = {}
    for index in sorted(below):
        strips.setdefault(sayings[index].x, []).append(index)
    middles = sorted(strips)
    borders = [0.0, *((one + other) / 2 for one, other in pairwise(middles)), area[0]]
    for middle, (left, right) in zip(middles, pairwise(borders), strict=True):
        found = strips[middle]
        said = [sayings[index] for index in found]
        strip = left + GAP, max(right - GAP, left + GAP + 1.0)
        placed = _strip(said, strip, area[1], engine, theme)
        yield from zip(found, placed, strict=True)


def _strip(
    sayings: Sequence[Saying], strip: tuple[float, float], top: float, engine: TextEngine, theme: Theme
) -> Iterator[Callout]:
    """Callouts one below the other; leaders to the lower ones run down at the left of the upper ones."""
    left, right = strip
    lane = min(LANE, (right - left) / 2 / len(sayings))
    indent = lane * (len(sayings) - 1)
    sizes = [_measured(each, min(WIDEST, right - left - indent), engine, theme) for each in sayings]
    if indent:
        left = _within(sayings[0].x - LANE - indent, left, right - indent - max(one.width for one in sizes))
    y = top + GAP
    for number, (saying, size) in enumerate(zip(sayings, sizes, strict=True)):
        x = (
            left + indent - lane * number
            if indent
            else _within(saying.x - size.width / 2, left, right - size.width)
        )
        down = x + lane / 2 if indent else _within(saying.x, x, x + size.width)
        # It ends under the pill, whose round corner would part from it otherwise.
        leader = ((saying.x, saying.y), (down, top), (down, y + min(size.height / 2, 6.0)))
        yield msgspec.structs.replace(size, x=x, y=y, leader=leader)
        y += size.height + GAP


def _reach(leader: Sequence[Spot]) -> tuple[float, float]:
    xs = [x for x, _y in leader]
    return min(xs), max(xs)


def _within(value: float, low: float, high: float) -> float:
    return max(min(value, high), low)


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _enters(start: Spot, end: Spot, area: Rectangle) -> bool:
    """Whether a segment has a part inside a rectangle, by what of it lies between each pair of sides."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        low, high, begin, step = area[axis], area[axis + 2], start[axis], end[axis] - start[axis]
        if step == 0:
            if not low < begin < high:
                return False
            continue
        near, far = sorted(((low - begin) / step, (high - begin) / step))
        first, last = max(first, near), min(last, far)
    return first < last
