"""Where a link may run in a row: the gaps between its cards.

x is in map points; y counts from the top of the row's content, as in `boxes`. A row's cards never reach its borders,
so that the margins at the far left and right, and the gutters above and below the cards, are always free.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from journeymapper.layout.boxes import Box
from journeymapper.layout.columns import STAGE_PAD, Columns

CLEARANCE = 1.0
ASIDE = 2.0
BERTH = 3.0
HAIR = 0.8


class Gaps:
    """What the cards of a row leave free over its whole height. Never changed after it is made.

    `reaches` are the left and right ends of the cards, in order.
    """

    def __init__(self, reaches: tuple[tuple[float, float], ...], columns: Columns) -> None:
        self.reaches = reaches
        self.columns = columns

    @cached_property
    def free(self) -> tuple[float, ...]:
        """The gap lines that no card of the row covers, from left to right: here a link may cross the row."""
        found: list[float] = []
        reach, index = float("-inf"), 0
        for x in gap_lines(self.columns):
            while index < len(self.reaches) and self.reaches[index][0] - CLEARANCE < x:
                reach = max(reach, self.reaches[index][1] + CLEARANCE)
                index += 1
            if x >= reach:
                found.append(x)
        return tuple(found)

    def crossing(self, start: float, goal: float) -> float:
        """Where to cross the row on the way from `start` to `goal`: straight on where nothing stands there.

        Otherwise at the free gap line with the shortest way, the one nearer to the goal where two tie.
        """
        for x in (start, goal):
            if not self._stands_at(x):
                return x
        free = self.free
        first, last = bisect_left(free, min(start, goal)), bisect_right(free, max(start, goal))
        # All between the two are equally good: the outermost of them count, and their neighbours outside.
        near = {index for index in (first - 1, first, last - 1, last) if 0 <= index < len(free)}
        return min(
            (free[index] for index in near),
            key=lambda x: (round(abs(x - start) + abs(x - goal), 3), abs(x - goal), x),
        )

    def clear(self, x: float) -> bool:
        """Whether a line at x passes all cards of the row by a hair."""
        lefts, furthest = self._ends
        index = bisect_left(lefts, x + HAIR)
        return index == 0 or furthest[index - 1] <= x - HAIR

    @cached_property
    def _ends(self) -> tuple[list[float], list[float]]:
        """The left ends of the cards, and for each how far right they reach up to it."""
        return [left for left, _right in self.reaches], list(
            accumulate((right for _left, right in self.reaches), max)
        )

    def _stands_at(self, x: float) -> bool:
        """Whether a card stands at x, or nearer to it than a link's berth."""
        starts, ends = self._berths
        index = bisect_left(starts, x) - 1
        return index >= 0 and x < ends[index]

    @cached_property
    def _berths(self) -> tuple[list[float], list[float]]:
        """Where cards with their berths begin and end, overlapping ones as one."""
        starts: list[float] = []
        ends: list[float] = []
        for left, right in self.reaches:
            if ends and left - BERTH < ends[-1]:
                ends[-1] = max(ends[-1], right + BERTH)
            else:
                starts.append(left - BERTH)
                ends.append(right + BERTH)
        return starts, ends


class RowSpace:
    """The cards of one row as obstacles. Never changed after it is made.

    What is as it was in the space `before` is the same object.
    """

    def __init__(
        self, content: tuple[tuple[Box, ...], ...], columns: Columns, before: "RowSpace | None" = None
    ) -> None:
        self.content = content
        self.columns = columns
        self.boxes = tuple(box for cell in content for box in cell)
        self.extents = {box.item.id: (box.x, box.width) for box in self.boxes}
        """x and width of what stands in the row, by id."""
        reaches = tuple(sorted((box.x, box.x + box.width) for box in self.boxes))
        self.gaps = Gaps(reaches, columns)
        if before is not None and before.columns is columns:
            if before.extents == self.extents:
                self.extents = before.extents
            if before.gaps.reaches == reaches:
                self.gaps = before.gaps

    @cached_property
    def by_id(self) -> dict[str, Box]:
        """Boxes by the id of what they show."""
        return {box.item.id: box for box in self.boxes}

    @cached_property
    def bottom(self) -> float:
        """The lower end of the lowest card."""
        return max((box.y + box.height for box in self.boxes), default=0.0)

    def open_towards(self, box: Box, side: str) -> bool:
        """Whether nothing stands between the whole top (or bottom) edge of a card and the gutter."""
        return not any(self._beyond(box, side, box.x, box.x + box.width))

    def way_out(self, box: Box, side: str, goal: float) -> float | None:
        """An x at which a vertical line leads from a card, or from beside it, to the gutter; nearest to `goal`.

        None where cards stand in every such way.
        """
        beside = [box.x - ASIDE, box.x + box.width + ASIDE]
        # Near ways first: over the card, just beside it, then any gap that can be reached on the card's own level.
        for x in sorted(
            {*gap_lines(self.columns), *beside}, key=lambda x: (self._detour(box, x), abs(x - goal), x)
        ):
            over = box.x + 3 < x < box.x + box.width - 3
            if not any(self._beyond(box, side, x, x)) and (over or self._reachable(box, x)):
                return x
        return None

    def blocked(self, left: float, top: float, right: float, bottom: float, ends: Sequence[Box]) -> bool:
        """Whether a card other than `ends` stands in the rectangle."""
        return any(
            box.x < right and left < box.x + box.width and box.y < bottom and top < box.y + box.height
            for box in self.boxes
            if not any(box is end for end in ends)
        )

    def leads(self, key: str, side: str, x: float, *, aside: bool) -> bool:
        """Whether a line at x leads from a card, or from beside it, to the gutter."""
        box = self.by_id[key]
        beside = x < box.x - HAIR or x > box.x + box.width + HAIR
        inside = box.x + 3 < x < box.x + box.width - 3
        if any(self._beyond(box, side, x, x)) or not (beside if aside else inside):
            return False
        return not aside or self._reachable(box, x)

    def way_round(self, box: Box, side: str) -> tuple[tuple[float, float], ...]:
        """Turning points from beside an enclosed card to the gutter, through the gaps among the cards: (x, y)."""
        xs = sorted({*gap_lines(self.columns), box.x - ASIDE, box.x + box.width + ASIDE})
        levels = {box.y + box.height / 2, *(other.y - ASIDE for other in self.boxes)}
        goal = min(levels) if side == "top" else self.bottom + ASIDE
        ys = sorted({*levels, *(other.y + other.height + ASIDE for other in self.boxes)})
        starts = [
            (x, box.y + box.height / 2)
            for x in xs
            if self._reachable(box, x) and not box.x < x < box.x + box.width
        ]
        came: dict[tuple[float, float], tuple[float, float] | None] = dict.fromkeys(starts)
        queue = deque(starts)
        while queue:
            at = queue.popleft()
            if at[1] == goal:
                return _corners(at, came)
            for to in _neighbours(at, xs, ys):
                if to not in came and not self.blocked(*_span(at, to), ()):
                    came[to] = at
                    queue.append(to)
        return ((starts[0] if starts else (box.x - ASIDE, box.y + box.height / 2)),)

    def _detour(self, box: Box, x: float) -> float:
        """How far a way leads from the card's edge: least over the card, a little more just beside it."""
        return max(box.x - x, x - box.x - box.width, 0.0)

    def _reachable(self, box: Box, x: float) -> bool:
        middle = box.y + box.height / 2
        left, right = sorted((x, box.x + box.width / 2))
        return not self.blocked(left - 0.5, middle - 0.5, right + 0.5, middle + 0.5, (box,))

    def _beyond(self, box: Box, side: str, left: float, right: float) -> Iterator[Box]:
        middle = box.y + box.height / 2
        for other in self.boxes:
            if other is box or other.x - CLEARANCE >= right or other.x + other.width + CLEARANCE <= left:
                continue
            if (other.y < middle) if side == "top" else (other.y + other.height > middle):
                yield other


def gap_lines(columns: Columns) -> tuple[float, ...]:
    """The middle lines of the gaps between columns, with the margins at both ends, from left to right."""
    inner = [after.left for _before, after in pairwise(columns.columns)]
    return (STAGE_PAD / 2, *inner, max(columns.width - STAGE_PAD / 2, STAGE_PAD / 2))


Spot = tuple[float, float]


def _neighbours(at: Spot, xs: Sequence[float], ys: Sequence[float]) -> Iterator[Spot]:
    column, row = xs.index(at[0]), ys.index(at[1])
    for step in (-1, 1):
        if 0 <= column + step < len(xs):
            yield xs[column + step], at[1]
        if 0 <= row + step < len(ys):
            yield at[0], ys[row + step]


def _span(one: Spot, other: Spot) -> tuple[float, float, float, float]:
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return left - 0.5, top - 0.5, right + 0.5, bottom + 0.5


def _corners(end: Spot, came: Mapping[Spot, Spot | None]) -> tuple[Spot, ...]:
    path = [end]
    while (before := came[path[-1]]) is not None:
        path.append(before)
    path.reverse()
    kept = [
        spot for i, spot in enumerate(path) if i in (0, len(path) - 1) or not _in_line(*path[i - 1 : i + 2])
    ]
    return tuple(kept)


def _in_line(a: Spot, b: Spot, c: Spot) -> bool:
    return a[0] == b[0] == c[0] or a[1] == b[1] == c[1]
