"""Where nodes stand: in which stage and lane, told from rectangles."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

MOST = 100
"""Columns or rows of a board. Far more than people draw; and finding the nearest of thousands takes long."""


class Span(NamedTuple):
    """A stretch along one axis, in pixels, and what it is called (an id, or an index as text)."""

    start: float
    end: float
    key: str

    def distance(self, at: float) -> float:
        """How far a place lies outside."""
        return max(self.start - at, at - self.end, 0.0)


def nearest(spans: Sequence[Span], at: float) -> str:
    """The key of the stretch that a place lies in, or nearest to; there must be one."""
    return min(spans, key=lambda span: (span.distance(at), abs(span.start + span.end - 2 * at))).key


def clustered(places: Iterable[tuple[float, float]]) -> list[Span]:
    """Stretches for things with a middle and a size along one axis: a gap of half their usual size parts two.

    They are called "0", "1" … in order. More than `MOST` are none: what stands so was not put in order, and is one.
    """
    found = sorted(places)
    if not found:
        return []
    least = max(median(size for _middle, size in found) / 2, 1.0)
    groups: list[list[tuple[float, float]]] = [[found[0]]]
    for place in found[1:]:
        # From the group's first: chains of small differences would make one of all.
        if place[0] - groups[-1][-1][0] > least or place[0] - groups[-1][0][0] > 2 * least:
            groups.append([])
        groups[-1].append(place)
    if len(groups) > MOST:
        groups = [found]
    return [
        Span(min(at - size / 2 for at, size in group), max(at + size / 2 for at, size in group), str(number))
        for number, group in enumerate(groups)
    ]


def apart(spans: Iterable[tuple[float, float]]) -> bool:
    """Whether stretches lie beside each other, with no two over one another by more than a tenth of the smaller."""
    found = sorted(spans)
    return all(
        one[1] - other[0] <= 0.1 * min(one[1] - one[0], other[1] - other[0]) for one, other in pairwise(found)
    )
