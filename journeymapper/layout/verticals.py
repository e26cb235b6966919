"""Lanes in the gaps: links that run up or down at one place, side by side where they would lie on one another.

Gutters are numbered from the top of the map: 2r above the cards of row r, 2r + 1 below them. A vertical line covers a
range of them.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from journeymapper.layout.plans import End, Plan
from journeymapper.layout.spaces import RowSpace
from journeymapper.layout.tracks import CORNER

APART = 2.0
"""Between two links that share a gap, in points."""

SHIFTS = (0.0, APART, -APART, 2 * APART, -2 * APART, 3 * APART, -3 * APART)
DRAWER = 10.0
"""Verticals are kept in drawers this wide, and compared with those of the drawers around."""

Ports = Mapping[tuple[str, bool], float]


class Vertical(msgspec.Struct, frozen=True):
    """A line up or down at `x` from gutter `low` to `high`: places `first` to `last` of its plan.

    An `anchored` one begins or ends on a card's edge; it has the first choice.
    """

    link: str
    x: float
    low: float
    high: float
    first: int
    last: int
    anchored: bool


Taken = dict[int, list[Vertical]]


def keep_apart(
    plans: Sequence[Plan], ports: Ports, spaces: Sequence[RowSpace]
) -> dict[str, tuple[float, ...]]:
    """For each plan the x of all its places – source, gates, target – moved aside where links share a gap."""
    taken: Taken = {}
    places = {plan.link: list(_places(plan, ports)) for plan in plans if not plan.direct}
    by_link = {plan.link: plan for plan in plans}
    found = [
        vertical for plan in plans if not plan.direct for vertical in _verticals(plan, places[plan.link])
    ]
    for vertical in sorted(found, key=lambda one: (not one.anchored, one.x, one.low, one.high, one.link)):
        shift = _shift(vertical, by_link[vertical.link], taken, spaces)
        placed = msgspec.structs.replace(vertical, x=vertical.x + shift)
        taken.setdefault(int(placed.x // DRAWER), []).append(placed)
        for index in range(vertical.first, vertical.last + 1):
            places[vertical.link][index] = placed.x
    return {link: tuple(xs) for link, xs in places.items()}


def _places(plan: Plan, ports: Ports) -> Iterator[float]:
    yield ports[plan.link, True]
    for _row, x in plan.gates:
        yield x
    yield ports[plan.link, False] if isinstance(plan.target, End) else _last_x(plan, ports)


def _last_x(plan: Plan, ports: Ports) -> float:
    return plan.gates[-1][1] if plan.gates else ports[plan.link, True]


def _verticals(plan: Plan, xs: Sequence[float]) -> Iterator[Vertical]:
    """The plan's places in runs of equal x, each with the gutters that it covers."""
    stops = list(_stops(plan))
    on_edge = [plan.source.x is None, *(False for _gate in plan.gates)]
    on_edge.append(isinstance(plan.target, End) and plan.target.x is None)
    first = 0
    for index in range(1, len(xs) + 1):
        if index < len(xs) and abs(xs[index] - xs[first]) < 0.01:
            continue
        covered = stops[first : index + 1]
        anchored = any(on_edge[first:index])
        yield Vertical(plan.link, xs[first], min(covered), max(covered), first, index - 1, anchored)
        first = index


def _stops(plan: Plan) -> Iterator[float]:
    """The gutters at which the plan's places begin, and where the last one ends."""
    gutter = _gutter(plan.source)
    end = _gutter(plan.target) if isinstance(plan.target, End) else 2 * plan.target.row + 1
    yield _card_level(plan.source)
    yield gutter
    for row, _x in plan.gates:
        yield 2 * row + (1 if end > gutter else 0)
    yield _card_level(plan.target) if isinstance(plan.target, End) else 2 * plan.target.row


def _gutter(end: End) -> int:
    return 2 * end.row + (end.side == "bottom")


def _card_level(end: End) -> float:
    """How far a line reaches into its card's row: to the card's edge, or, beside cards, who knows how far."""
    if end.x is None:
        return 2 * end.row + 0.5
    return 2 * end.row + (0 if end.side == "bottom" else 1)


def _shift(vertical: Vertical, plan: Plan, taken: Taken, spaces: Sequence[RowSpace]) -> float:
    """How far to move a vertical so that it lies on no other: the least that is free, 0 where nothing is."""
    low, high, link = vertical.low, vertical.high, vertical.link
    drawer = int(vertical.x // DRAWER)
    others = [
        one.x
        for near in (drawer - 1, drawer, drawer + 1)
        for one in taken.get(near, ())
        # Two that meet in a gutter overlap there, for gutters have a height.
        if one.low <= high and low <= one.high and one.link != link
    ]
    for shift in SHIFTS:
        x = vertical.x + shift
        if any(x - APART < other - 0.01 and other + 0.01 < x + APART for other in others):
            continue
        if not shift or _clear(vertical, plan, x, spaces):
            return shift
    return 0.0


def _clear(vertical: Vertical, plan: Plan, x: float, spaces: Sequence[RowSpace]) -> bool:
    """Whether nothing stands at x where the vertical crosses rows or meets its cards."""
    rows = [row for row, _x in plan.gates[max(vertical.first - 1, 0) : vertical.last]]
    ends: list[End] = []
    if vertical.first == 0:
        ends.append(plan.source)
    if vertical.last == len(plan.gates) + 1 and isinstance(plan.target, End):
        ends.append(plan.target)
    return all(spaces[row].gaps.clear(x) for row in rows) and all(
        _meets(end, x, spaces[end.row]) for end in ends
    )


def _meets(end: End, x: float, space: RowSpace) -> bool:
    """Whether a line at x still comes to the card as planned: on its edge, through it, or from beside it."""
    if end.x is None:
        box = space.by_id[end.box]
        return box.x + CORNER <= x <= box.x + box.width - CORNER
    return not end.round and space.leads(end.box, end.side, x, aside=end.aside)
