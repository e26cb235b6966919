"""The path that people take through the steps: what is drawn, and what is inferred where nothing is drawn.

The rules, all of them:

1. A link of a kind that people walk (flow, alternative, loop) leads from the step where its first card ends to the
   step where its second card begins. Cards without a step begin at the first step of their stage and end at the
   last; cards that span end where the span does. A link within one step leads nowhere, and one that touches an
   offstage card is the organisation's own business: neither is part of the path.
2. Between two neighbours in the grid a flow is inferred where none is drawn: where no flow leads out of the first
   and none into the second. Alternatives and loops do not count, because they are ways beside the flow.
3. A flow or alternative that leads back in the grid counts as a loop where the step it leads to leads to the step
   it comes from anyway. Otherwise the drawing overrules the grid, and the path runs as drawn.

What is left without the loops has no circle, so the steps can be numbered along it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from journeymapper.analysis.columns import Positions, first_step, last_step, positions_of, side_of
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Link
from journeymapper.model.tables import LINK_KINDS

PATH_KINDS = frozenset(kind.key for kind in LINK_KINDS.values() if kind.path)
"""The kinds of link that people walk along."""


class Way(msgspec.Struct, frozen=True):
    """A way from one step to another. `link` is the id of the link that draws it, "" where it is inferred.

    `back` tells that it is a loop, or counts as one.
    """

    source: str
    target: str
    kind: str = "flow"
    label: str = ""
    probability: float | None = None
    link: str = ""
    back: bool = False

    @property
    def inferred(self) -> bool:
        """Whether nobody drew this way."""
        return not self.link


def ways_of(document: Document) -> tuple[Way, ...]:
    """Every way between steps, drawn and inferred, in the order of the grid."""
    positions = positions_of(document)
    drawn = drawn_ways(document, positions)
    onward = [way for way in drawn if not way.back and positions[way.source] < positions[way.target]]
    returning = [way for way in drawn if not way.back and positions[way.source] > positions[way.target]]
    loops = [way for way in drawn if way.back]
    successors = _successors([*onward, *_inferred(document, onward)])
    for way in returning:
        if _leads(successors, way.target, way.source):
            loops.append(msgspec.structs.replace(way, back=True))
        else:
            successors[way.source].append(way.target)
            onward.append(way)
    return tuple(
        sorted([*onward, *_inferred(document, onward), *loops], key=lambda way: _rank(way, positions))
    )


def drawn_ways(document: Document, positions: Positions) -> list[Way]:
    """What links draw, in the order of the grid; `back` is set for links of the kind loop only."""
    links = (link for link in document.all(Link) if link.kind in PATH_KINDS)
    ways = [way for link in links if (way := way_of(document, link, positions)) is not None]
    return sorted(ways, key=lambda way: _rank(way, positions))


def way_of(document: Document, link: Link, positions: Positions) -> Way | None:
    """The way between steps that a link of a path kind draws, or None where it draws none (rule 1)."""
    source, target = document.find(Card, link.source), document.find(Card, link.target)
    if (
        source is None
        or target is None
        or "offstage" in (side_of(document, source), side_of(document, target))
    ):
        return None
    start, end = last_step(document, source, positions), first_step(document, target)
    if start == end or start not in positions or end not in positions:
        return None
    return Way(start, end, link.kind, link.label, link.probability, link.id, back=link.kind == "loop")


def _inferred(document: Document, drawn: Iterable[Way]) -> list[Way]:
    flows = [way for way in drawn if way.kind == "flow"]
    leaving, entering = {way.source for way in flows}, {way.target for way in flows}
    steps = [step.id for step in document.steps]
    return [
        Way(here, there) for here, there in pairwise(steps) if here not in leaving and there not in entering
    ]


def _successors(ways: Sequence[Way]) -> defaultdict[str, list[str]]:
    successors: defaultdict[str, list[str]] = defaultdict(list)
    for way in ways:
        successors[way.source].append(way.target)
    return successors


def _leads(successors: defaultdict[str, list[str]], start: str, end: str) -> bool:
    seen, ahead = {start}, [start]
    while ahead:
        step = ahead.pop()
        if step == end:
            return True
        fresh = [other for other in successors[step] if other not in seen]
        seen.update(fresh)
        ahead.extend(fresh)
    return False


def _rank(way: Way, positions: Positions) -> tuple[int, int, str, str]:
    return positions[way.source], positions[way.target], way.kind, way.link
