"""The plan of a link: which sides of its cards it uses and at which gaps it crosses the rows between."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from journeymapper.layout.boxes import Box
from journeymapper.layout.spaces import Gaps, RowSpace
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Lane, Line, Link

Side = Literal["top", "bottom"]
LEAST_OVERLAP = 8.0
LEAST_DROP = 5.0


class End(msgspec.Struct, frozen=True):
    """Where a link meets a card: by its top or bottom edge, or from beside it at the gap line `x`.

    `x` None is a place along the edge that is still to be chosen. `round` leads among the cards where nothing else
    does.
    """

    row: int
    box: str
    side: Side
    middle: float
    x: float | None = None
    aside: bool = False
    round: tuple[tuple[float, float], ...] = ()


class Band(msgspec.Struct, frozen=True):
    """The end of a stub: a disc in the band of the line of visibility, in this row."""

    row: int


class Plan(msgspec.Struct, frozen=True):
    """A link's way. `gates` are the gaps at which rows between are crossed, in the order of travel: (row, x).

    `direct` is "across" or "down" for a straight arrow to a neighbour. A stub ends in a `Band`.
    """

    link: str
    kind: str
    source: End
    target: End | Band
    gates: tuple[tuple[int, float], ...] = ()
    direct: str = ""

    def heading(self, *, leaving: bool) -> float:
        """The x that the link has in view where it leaves its source, or comes from where it reaches its target."""
        ends = (self.source, self.target) if leaving else (self.target, self.source)
        if self.gates:
            return self.gates[0 if leaving else -1][1]
        other = ends[1]
        if isinstance(other, Band):
            return self.source.middle
        return other.middle if other.x is None else other.x


class Planner:
    """Plans links over the rows of one layout."""

    def __init__(
        self, document: Document, records: Sequence[Lane | Line], spaces: Sequence[RowSpace]
    ) -> None:
        self._document = document
        self._spaces = spaces
        self._row = {record.id: index for index, record in enumerate(records)}
        bands = [
            i for i, record in enumerate(records) if isinstance(record, Line) and record.role == "visibility"
        ]
        self._band = bands[0] if bands else None
        self._gaps: dict[tuple[int, int], tuple[Gaps, ...]] = {}

    def key(self, link: Link) -> tuple[object, ...]:
        """The objects that the link's plan depends on."""
        ends = self._cards(link)
        if ends is None:
            return (link,)
        rows = self._row[ends[0].lane], self._row[ends[1].lane]
        low, high = min(rows), max(rows)
        if self._band is not None:
            low, high = min(low, self._band), max(high, self._band)
        spaces = self._spaces[rows[0]], self._spaces[rows[1]]
        return (link, *ends, low, *rows, self._band, *spaces, self._gaps_of(low, high))

    def plan(self, link: Link) -> Plan | None:
        """The plan of a link, None where one of its cards is not laid out."""
        cards = self._cards(link)
        if cards is None:
            return None
        rows = self._row[cards[0].lane], self._row[cards[1].lane]
        boxes = [self._spaces[row].by_id.get(card.id) for row, card in zip(rows, cards, strict=True)]
        if boxes[0] is None or boxes[1] is None:
            return None
        source, target = boxes[0], boxes[1]
        if link.kind == "supports" and self._band is not None and rows[1] < self._band < rows[0]:
            return self._support(link, rows[0], source, self._band)
        if rows[0] == rows[1]:
            return self._within(link, rows[0], source, target)
        return self._between(link, rows, source, target)

    def _cards(self, link: Link) -> tuple[Card, Card] | None:
        source, target = self._document.find(Card, link.source), self._document.find(Card, link.target)
        return None if source is None or target is None else (source, target)

    def _gaps_of(self, low: int, high: int) -> tuple[Gaps, ...]:
        """What can be crossed in the rows from `low` to `high`; many links share it."""
        found = self._gaps.get((low, high))
        if found is None:
            found = self._gaps[low, high] = tuple(space.gaps for space in self._spaces[low : high + 1])
        return found

    def _support(self, link: Link, row: int, box: Box, band: int) -> Plan:
        start = self._end(row, box, "top", _middle(box))
        gates = self._gates(_gutter(start), 2 * band + 1, _middle(box), _middle(box))
        return Plan(link.id, link.kind, start, Band(band), gates)

    def _within(self, link: Link, row: int, source: Box, target: Box) -> Plan:
        space = self._spaces[row]
        direct = _direct(space, source, target) if link.kind == "flow" and not _labelled(link) else ""
        back = link.kind == "loop" or (target.x, target.y) < (source.x, source.y)
        side: Side = "bottom" if back else "top"
        start = self._end(row, source, side, _middle(target))
        end = self._end(row, target, side, _middle(source))
        gates = self._gates(_gutter(start), _gutter(end), _middle(source), _middle(target))
        return Plan(link.id, link.kind, start, end, gates, direct)

    def _between(self, link: Link, rows: tuple[int, int], source: Box, target: Box) -> Plan:
        down = rows[0] < rows[1]
        start = self._end(rows[0], source, "bottom" if down else "top", _middle(target))
        end = self._end(rows[1], target, "top" if down else "bottom", _middle(source))
        gates = self._gates(_gutter(start), _gutter(end), _middle(source), _middle(target))
        return Plan(link.id, link.kind, start, end, gates)

    def _end(self, row: int, box: Box, side: Side, goal: float) -> End:
        space = self._spaces[row]
        other: Side = "top" if side == "bottom" else "bottom"
        middle = _middle(box)
        if space.open_towards(box, side):
            return End(row, box.item.id, side, middle)
        for towards in (side, other):
            x = space.way_out(box, towards, goal)
            if x is not None:
                inside = box.x < x < box.x + box.width
                return End(row, box.item.id, towards, middle, x, aside=not inside)
        if space.open_towards(box, other):
            return End(row, box.item.id, other, middle)
        path = space.way_round(box, side)
        return End(row, box.item.id, side, middle, path[-1][0], aside=True, round=path)

    def _gates(self, start: int, end: int, source_x: float, target_x: float) -> tuple[tuple[int, float], ...]:
        """The gaps at which to cross the rows between two gutters (top of row r: 2r, its bottom: 2r + 1)."""
        low, high = min(start, end), max(start, end)
        crossed = [row for row in range((low + 1) // 2, (high + 1) // 2) if self._spaces[row].gaps.reaches]
        gates: list[tuple[int, float]] = []
        x = source_x
        for row in crossed if start < end else reversed(crossed):
            x = self._spaces[row].gaps.crossing(x, target_x)
            gates.append((row, x))
        return tuple(gates)


def _gutter(end: End) -> int:
    return 2 * end.row + (end.side == "bottom")


def _middle(box: Box) -> float:
    return box.x + box.width / 2


def _labelled(link: Link) -> bool:
    return bool(link.label.strip()) or link.probability is not None


def _direct(space: RowSpace, source: Box, target: Box) -> str:
    """Says "across" where the target stands beside the source, "down" where just below, with nothing between."""
    tall = min(source.y + source.height, target.y + target.height) - max(source.y, target.y)
    left, right = source.x + source.width, target.x
    beside = left < right and tall >= LEAST_OVERLAP
    if beside and not space.blocked(left, float("-inf"), right, float("inf"), (source, target)):
        return "across"
    wide = min(source.x + source.width, target.x + target.width) - max(source.x, target.x)
    top, bottom = source.y + source.height, target.y
    below = wide >= LEAST_OVERLAP and bottom - top >= LEAST_DROP
    start = max(source.x, target.x)
    if below and not space.blocked(start, top, start + wide, bottom, (source, target)):
        return "down"
    return ""
