"""Tracks in a gutter: links that run above or below the cards of a row, side by side where they would overlap."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

NEAREST = 4.6
"""From the cards to the first track's lower edge, in points: room for an arrowhead."""

OUTSIDE = 0.9
PLAIN_TRACK = 4.0
LABEL_PAD = 2.6
APART = 5.0
PORTS_APART = 13.5
CORNER = 5.0
"""Nearest to a card's corner that a link meets its edge, in points."""


class Span(NamedTuple):
    """What a run takes of its gutter: from `left` to `right`, labels included, and how high."""

    link: str
    left: float
    right: float
    height: float


class Gutter(msgspec.Struct, frozen=True):
    """The height of a gutter and, for each link that runs in it, the distance of its line from the cards.

    `offsets` are sorted by link.
    """

    height: float
    offsets: tuple[tuple[str, float], ...]

    def offset(self, link: str) -> float:
        """The distance of a link's line from the cards, in points."""
        return self.offsets[bisect_left(self.offsets, (link,))][1]


EMPTY = Gutter(0.0, ())


def span_of(link: str, start: float, end: float, label: tuple[float, float], limit: float) -> Span:
    """The span of a run with a label of (width, height) in its middle, kept within 0 to `limit`."""
    left, right = min(start, end), max(start, end)
    width, height = label
    if not width:
        return Span(link, left, right, PLAIN_TRACK)
    middle = label_middle(start, end, width, limit)
    return Span(link, min(left, middle - width / 2), max(right, middle + width / 2), height)


def label_middle(start: float, end: float, width: float, limit: float) -> float:
    """Where the middle of a run's label stands, so that the label stays between 0 and `limit`."""
    return min(max((start + end) / 2, width / 2), max(limit - width / 2, width / 2))


def assign_tracks(spans: Iterable[Span]) -> Gutter:
    """Tracks for the spans of one gutter: the shorter ones nearer to the cards, so that fewer cross."""
    tracks: list[list[Span]] = []
    for span in sorted(spans, key=lambda one: (one.right - one.left, one.left, one.link)):
        for track in tracks:
            if _has_room(track, span):
                insort(track, span, key=_left)
                break
        else:
            tracks.append([span])
    if not tracks:
        return EMPTY
    offsets: list[tuple[str, float]] = []
    reach = NEAREST
    for track in tracks:
        height = max(span.height for span in track)
        offsets.extend((span.link, reach + height / 2) for span in track)
        reach += height
    return Gutter(reach + OUTSIDE, tuple(sorted(offsets)))


def _has_room(track: list[Span], span: Span) -> bool:
    """Whether a span stands apart from those of a track, which are sorted and stand apart themselves."""
    index = bisect_left(track, span.left, key=_left)
    after = index == len(track) or span.right + APART <= track[index].left
    return after and (index == 0 or track[index - 1].right + APART <= span.left)


def _left(span: Span) -> float:
    return span.left


class Port(NamedTuple):
    """A link's end on a card's edge: where it would like to be; `fixed` where it makes the link a straight line."""

    key: str
    wanted: float
    fixed: bool


def assign_ports(ports: Iterable[Port], left: float, right: float) -> dict[str, float]:
    """Places along an edge from `left` to `right`: near to where each port would like to be, and apart."""
    ordered = sorted(ports, key=lambda port: (not port.fixed, port.wanted, port.key))
    taken: dict[str, float] = {}
    for port in ordered:
        x = _nearest_free(port.wanted, sorted(taken.values()), left, right)
        if x is None:
            return _evenly(ordered, left, right)
        taken[port.key] = x
    return taken


def _nearest_free(wanted: float, taken: list[float], left: float, right: float) -> float | None:
    inside = min(max(wanted, left), right)
    spots = [inside, *(x + PORTS_APART for x in taken), *(x - PORTS_APART for x in taken)]
    free = [
        x
        for x in spots
        if left <= x <= right and all(abs(x - other) >= PORTS_APART - 0.01 for other in taken)
    ]
    return min(free, key=lambda x: (abs(x - wanted), x), default=None)


def _evenly(ports: list[Port], left: float, right: float) -> dict[str, float]:
    ordered = sorted(ports, key=lambda port: (port.wanted, port.key))
    return {port.key: left + (right - left) * (i + 1) / (len(ordered) + 1) for i, port in enumerate(ordered)}
