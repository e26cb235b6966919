"""Boxes: cards at their places in a row, packed so that none overlaps another.

y counts from the top of the row's content; x is in map points.
"""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from journeymapper.layout.parts import Inner
from journeymapper.layout.theme import POINTS_PER_MM
from journeymapper.model.document import Item

STACK_GAP = 2.0 * POINTS_PER_MM
BAR_GAP = 1.0 * POINTS_PER_MM
MOST_STRETCH = 15 * POINTS_PER_MM
TOUCH = 0.01
"""What lies no further apart than this touches, in points."""


class Box(msgspec.Struct, frozen=True, eq=False):
    """An item's rectangle: columns `first` to `last`, its inside, and the palette index of its stage.

    `alone` tells that nothing else stands in its columns, so that it may be stretched to its row.
    """

    item: Item
    x: float
    y: float
    width: float
    height: float
    inner: Inner
    first: int
    last: int
    colour: int
    alone: bool = False


class Slot(msgspec.Struct, frozen=True):
    """What is to be packed: an item with the columns it spans, their x and width, and how to lay out its inside.

    `flow` is the width of a pill, which stands beside its neighbours; 0 for what takes its columns' whole width.
    """

    item: Item
    first: int
    last: int
    x: float
    width: float
    colour: int
    flow: float
    inner: Callable[[float], Inner]


def pack(slots: Sequence[Slot], pill_gap: float) -> tuple[Box, ...]:
    """Boxes in order: each stands below what already stands in its columns; pills flow beside each other and wrap.

    Bars, which span stages, take the highest place that is free, so that those that do not meet share a track.
    """
    skyline = Skyline()
    boxes: list[Box] = []
    for group in _groups(slots):
        first, last = group[0].first, group[0].last
        top = skyline.bottom(first, last)
        placed = list(_flow(group, top, pill_gap)) if group[0].flow else [_whole(group[0], top)]
        gap = BAR_GAP if placed[0].inner.form == "bar" else pill_gap if group[0].flow else STACK_GAP
        if placed[0].inner.form == "bar":
            placed = [msgspec.structs.replace(placed[0], y=skyline.hole(first, last, placed[0].height, gap))]
        boxes.extend(placed)
        skyline.take(
            first, last, min(box.y for box in placed), max(box.y + box.height for box in placed) + gap
        )
    return tuple(_mark_alone(boxes))


class Skyline:
    """What of each column is taken: stretches from top to bottom, gaps below included, that do not touch."""

    def __init__(self) -> None:
        self._taken: dict[int, list[tuple[float, float]]] = {}

    def bottom(self, first: int, last: int) -> float:
        """The lowest end of what stands in the columns."""
        ends = (self._taken[column][-1][1] for column in range(first, last + 1) if column in self._taken)
        return max(ends, default=0.0)

    def hole(self, first: int, last: int, height: float, gap: float) -> float:
        """The highest y at which something of this height fits into the columns."""
        over = sorted(stretch for column in range(first, last + 1) for stretch in self._taken.get(column, ()))
        y = 0.0
        for top, bottom in over:
            if y + height + gap <= top + TOUCH:
                break
            y = max(y, bottom)
        return y

    def take(self, first: int, last: int, top: float, bottom: float) -> None:
        """Note that the columns are taken from `top` to `bottom`."""
        for column in range(first, last + 1):
            stretches = self._taken.setdefault(column, [])
            place = len(stretches)
            # Almost everything is put below what is there: from the end it is a step or two.
            while place and stretches[place - 1][0] > top:
                place -= 1
            stretches.insert(place, (top, bottom))
            _join(stretches, place)


def _join(stretches: list[tuple[float, float]], place: int) -> None:
    """Make one of the stretch at a place and its neighbours where they touch, so that columns keep few of them."""
    for index in (place + 1, place):
        if 0 < index < len(stretches) and stretches[index][0] <= stretches[index - 1][1] + TOUCH:
            above, below = stretches[index - 1], stretches.pop(index)
            stretches[index - 1] = above[0], max(above[1], below[1])


def stretched(boxes: Sequence[Box], height: float) -> tuple[Box, ...]:
    """The boxes, those that stand alone made as high as the row where that does not make them much higher."""
    return tuple(
        msgspec.structs.replace(box, height=height)
        if box.alone and 0.01 < height - box.height <= MOST_STRETCH
        else box
        for box in boxes
    )


def level(boxes: Sequence[Box]) -> float:
    """The height to which boxes that stand alone in their columns are stretched: that of the highest of them."""
    return max((box.height for box in boxes if box.alone), default=0.0)


def _groups(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Single slots, and runs of pills that share their columns."""
    run: list[Slot] = []
    for slot in slots:
        if run and slot.flow and (slot.first, slot.last) == (run[0].first, run[0].last):
            run.append(slot)
            continue
        if run:
            yield run
        run = [slot] if slot.flow else []
        if not slot.flow:
            yield [slot]
    if run:
        yield run


def _whole(slot: Slot, top: float) -> Box:
    inner = slot.inner(slot.width)
    return Box(slot.item, slot.x, top, slot.width, inner.height, inner, slot.first, slot.last, slot.colour)


def _flow(slots: Sequence[Slot], top: float, gap: float) -> Iterator[Box]:
    x, y, line = 0.0, top, 0.0
    for slot in slots:
        width = min(slot.flow, slot.width)
        if x and x + width > slot.width + 0.01:
            x, y, line = 0.0, y + line + gap, 0.0
        inner = slot.inner(width)
        yield Box(slot.item, slot.x + x, y, width, inner.height, inner, slot.first, slot.last, slot.colour)
        x += width + gap
        line = max(line, inner.height)


STRETCHABLE = frozenset(("card", "edge", "tab", "bubble", "label", "note"))


def _mark_alone(boxes: Sequence[Box]) -> Iterator[Box]:
    counts: dict[int, int] = {}
    for box in boxes:
        for column in range(box.first, box.last + 1):
            counts[column] = counts.get(column, 0) + 1
    for box in boxes:
        alone = box.inner.form in STRETCHABLE and all(
            counts[column] == 1 for column in range(box.first, box.last + 1)
        )
        yield msgspec.structs.replace(box, alone=True) if alone else box
