"""Ways of links through the gaps of the grid, never through a card.

First each link is planned in words: which sides of its cards, and at which gaps it crosses the rows between. Then
links that leave a card by the same side get places along it, those that share a gutter get tracks in it, and the
gutters their heights. Only when the rows are as high as they must be do words become points (`pieces`). All of it
depends on the document alone, so the routes of a map are the same however it came about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from journeymapper.layout.boxes import Box
from journeymapper.layout.columns import Columns
from journeymapper.layout.kept import Kept
from journeymapper.layout.pieces import DISC_RADIUS, Leg, Piece, Stub, draw_leg
from journeymapper.layout.plans import Band, End, Plan, Planner, Side
from journeymapper.layout.shaped import TextBlock
from journeymapper.layout.spaces import RowSpace
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.layout.tracks import (
    CORNER,
    EMPTY,
    LABEL_PAD,
    Gutter,
    Port,
    Span,
    assign_ports,
    assign_tracks,
    span_of,
)
from journeymapper.layout.verticals import keep_apart
from journeymapper.layout.walks import Walk, walk
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Lane, Line, Link, Step

__all__ = ["Piece", "Router", "RowRoutes", "Stub"]

Content = tuple[tuple[Box, ...], ...]
WIDEST_LABEL = 60 * POINTS_PER_MM
STUBS_APART = 13.5


class RowRoutes:
    """The links of one row: how high its gutters must be, and what runs in it once the row's heights are known."""

    def __init__(
        self, legs: tuple[Leg, ...], stubs: tuple[Stub, ...], gutters: tuple[Gutter, Gutter], limit: float
    ) -> None:
        self.legs = legs
        self.stubs = stubs
        self.gutters = gutters
        self.limit = limit
        top, bottom = gutters
        self.top = top.height
        self.bottom = bottom.height

    def pieces(self, boxes: Iterable[Box], top: float, lowest: float, height: float) -> tuple[Piece, ...]:
        """Points for each leg, given the row's placed boxes, the top and the height of its content, and its height."""
        if not self.legs:
            return ()
        placed = {box.item.id: box for box in boxes}
        return tuple(
            draw_leg(leg, placed, self.gutters, (top, top + lowest, height), self.limit) for leg in self.legs
        )


NOTHING = RowRoutes((), (), (EMPTY, EMPTY), 0.0)


class Cut(NamedTuple):
    """The part of a link in one row: a leg, and what its runs take of the row's gutters."""

    row: int
    leg: Leg
    spans: tuple[tuple[Side, Span], ...]


Ports = dict[tuple[str, bool], float]


class Router:
    """Routes the links of a document; keeps what a change does not touch."""

    def __init__(self, engine: TextEngine, theme: Theme) -> None:
        self._engine = engine
        self._theme = theme
        self._spaces: dict[str, RowSpace] = {}
        self._plans = Kept[Plan | None]()
        self._ports = Kept[Ports]()
        self._places = Kept[dict[str, tuple[float, ...]]]()
        self._walks = Kept[Walk]()
        self._cuts = Kept[tuple[Cut, ...]]()
        self._rows = Kept[RowRoutes]()

    def route(
        self,
        document: Document,
        columns: Columns,
        records: Sequence[Lane | Line],
        contents: Mapping[str, Content],
    ) -> list[RowRoutes]:
        """The routes of each row, in the order of `records`; the same object as before where a row did not change."""
        links = sorted(document.all(Link), key=lambda link: link.id)
        if not links:
            self._forget_rows(records)
            return [NOTHING] * len(records)
        spaces = [self._space(record, contents, columns) for record in records]
        plans = self._plan_all(document, links, records, spaces)
        extents = [space.extents for space in spaces]
        ports = self._ports.get("", (*plans, *extents), lambda: _ports(plans, spaces))
        labels = {plan.link: self._label(document, plan) for plan in plans}
        places = self._places.get("", (*plans, ports), lambda: keep_apart(plans, ports, spaces))
        walks = {plan.link: self._walk(plan, places.get(plan.link, ()), labels[plan.link]) for plan in plans}
        stubs = _stubs(document, plans, walks, columns)
        for kept in (self._plans, self._walks, self._cuts):
            kept.forget_others([link.id for link in links])
        self._forget_rows(records)
        return self._by_row(records, plans, walks, labels, stubs, columns.width)

    def _forget_rows(self, records: Sequence[Lane | Line]) -> None:
        if len(self._spaces) > len(records):
            here = {record.id for record in records}
            self._spaces = {key: space for key, space in self._spaces.items() if key in here}
            self._rows.forget_others(here)

    def _space(self, record: Lane | Line, contents: Mapping[str, Content], columns: Columns) -> RowSpace:
        content = contents.get(record.id, ())
        known = self._spaces.get(record.id)
        if (
            known is None
            or known.columns is not columns
            or len(known.content) != len(content)
            or any(one is not other for one, other in zip(known.content, content, strict=True))
        ):
            known = self._spaces[record.id] = RowSpace(content, columns, known)
        return known

    def _plan_all(
        self,
        document: Document,
        links: Sequence[Link],
        records: Sequence[Lane | Line],
        spaces: Sequence[RowSpace],
    ) -> list[Plan]:
        planner = Planner(document, records, spaces)
        plans = [self._plans.get(link.id, planner.key(link), partial(planner.plan, link)) for link in links]
        return [plan for plan in plans if plan is not None]

    def _label(self, document: Document, plan: Plan) -> TextBlock | None:
        link = document.find(Link, plan.link)
        text = label_of(link, self._engine) if link else ""
        return self._engine.wrap(text, self._theme.styles["link_label"], WIDEST_LABEL) if text else None

    def _walk(self, plan: Plan, places: tuple[float, ...], label: TextBlock | None) -> Walk:
        return self._walks.get(plan.link, (plan, places, label), lambda: walk(plan, places, _size(label)))

    def _by_row(
        self,
        records: Sequence[Lane | Line],
        plans: Sequence[Plan],
        walks: Mapping[str, Walk],
        labels: Mapping[str, TextBlock | None],
        stubs: Mapping[str, Stub],
        limit: float,
    ) -> list[RowRoutes]:
        cuts: list[list[Cut]] = [[] for _record in records]
        here: list[list[Stub]] = [[] for _record in records]
        for plan in plans:
            made_of = (plan, walks[plan.link], labels[plan.link], stubs.get(plan.link), limit)
            for cut in self._cuts.get(plan.link, made_of, partial(_cut, *made_of)):
                cuts[cut.row].append(cut)
            if isinstance(plan.target, Band):
                here[plan.target.row].append(stubs[plan.link])
        return [
            self._rows.get(record.id, (*cut, *stub, limit), partial(_routes, cut, stub, limit))
            for record, cut, stub in zip(records, cuts, here, strict=True)
        ]


def _cut(plan: Plan, way: Walk, label: TextBlock | None, stub: Stub | None, limit: float) -> tuple[Cut, ...]:
    """A link row by row."""
    return tuple(
        Cut(
            row,
            leg,
            tuple(
                (run.side, span_of(run.link, run.start, run.end, (run.width, run.height), limit))
                for run in runs
            ),
        )
        for row, leg, runs in way.legs(plan, label, stub)
    )


def _routes(cuts: Sequence[Cut], stubs: Sequence[Stub], limit: float) -> RowRoutes:
    if not cuts and not stubs:
        return NOTHING
    spans = [span for cut in cuts for span in cut.spans]
    top = assign_tracks(span for side, span in spans if side == "top")
    bottom = assign_tracks(span for side, span in spans if side == "bottom")
    return RowRoutes(tuple(cut.leg for cut in cuts), tuple(stubs), (top, bottom), limit)


def label_of(link: Link, engine: TextEngine) -> str:
    """What is written on a link: its label and how probable it is."""
    label = link.label.strip()
    if link.probability is None:
        return label
    share = f"{link.probability * 100:.0f}\u00a0%"
    return engine.say("{label}, {share}").format(label=label, share=share) if label else share


def _size(label: TextBlock | None) -> tuple[float, float]:
    if label is None:
        return 0.0, 0.0
    return label.width + 3.2 * POINTS_PER_MM, label.height + LABEL_PAD


def _ports(plans: Sequence[Plan], spaces: Sequence[RowSpace]) -> Ports:
    """The x at which each link leaves its source (True) and reaches its target (False)."""
    shared: defaultdict[tuple[int, str, Side], list[Port]] = defaultdict(list)
    ports: Ports = {}
    for plan in plans:
        for end, leaving in ((plan.source, True), (plan.target, False)):
            if isinstance(end, Band) or plan.direct:
                continue
            if end.x is None:
                other = plan.target if leaving else plan.source
                key = f"{plan.link} {leaving:d}"
                shared[end.row, end.box, end.side].append(_port(plan, key, end, other, leaving, spaces))
            else:
                ports[plan.link, leaving] = end.x
    for (row, box_id, _side), wanted in shared.items():
        box = spaces[row].by_id[box_id]
        for key, x in assign_ports(wanted, box.x + CORNER, box.x + box.width - CORNER).items():
            link, _space, leaving_mark = key.rpartition(" ")
            ports[link, leaving_mark == "1"] = x
    return ports


def _port(
    plan: Plan, key: str, end: End, other: End | Band, leaving: bool, spaces: Sequence[RowSpace]
) -> Port:
    """Where an end would like to be: opposite the other end, towards it, or in the middle of its edge."""
    box = spaces[end.row].by_id[end.box]
    if isinstance(other, Band) or other.row == end.row:
        return Port(key, end.middle, fixed=isinstance(other, Band))
    if other.x is None and not plan.gates:
        far = spaces[other.row].by_id[other.box]
        left, right = max(box.x, far.x), min(box.x + box.width, far.x + far.width)
        if right - left > 2 * CORNER:
            return Port(key, (left + right) / 2, fixed=True)
    heading = plan.heading(leaving=leaving)
    return Port(key, min(max(heading, box.x + box.width * 0.2), box.x + box.width * 0.8), fixed=False)


def _stubs(
    document: Document, plans: Sequence[Plan], walks: Mapping[str, Walk], columns: Columns
) -> dict[str, Stub]:
    """The discs in the band of the line of visibility: one for links that come up close together to the same step."""
    wanted: list[tuple[float, str, int, str]] = []
    for plan in plans:
        link = document.find(Link, plan.link)
        target = document.find(Card, link.target) if link else None
        if isinstance(plan.target, Band) and target is not None:
            colour = columns.stages[columns.by_stage[target.stage]].colour
            wanted.append((walks[plan.link].last_x, _number(document, target, columns), colour, plan.link))
    shared: list[list[tuple[float, str, int, str]]] = []
    for one in sorted(wanted):
        if shared and shared[-1][0][1:3] == one[1:3] and one[0] - shared[-1][0][0] < STUBS_APART:
            shared[-1].append(one)
        else:
            shared.append([one])
    middles = [(group[0][0] + group[-1][0]) / 2 for group in shared]
    places = _apart(middles, DISC_RADIUS, columns.width - DISC_RADIUS)
    return {
        link: Stub(link, x, number, colour)
        for x, group in zip(places, shared, strict=True)
        for _x, number, colour, link in group
    }


def _apart(wanted: Sequence[float], left: float, right: float) -> list[float]:
    """Rising places near to the wanted ones, apart from each other where there is room, and none outside."""
    apart = min(STUBS_APART, (right - left) / max(len(wanted) - 1, 1))
    places: list[float] = []
    for x in wanted:
        places.append(max(x, places[-1] + apart if places else left))
    limit = right
    for index in reversed(range(len(places))):
        places[index] = min(places[index], limit)
        limit = places[index] - apart
    return places


def _number(document: Document, card: Card, columns: Columns) -> str:
    stage = columns.stages[columns.by_stage[card.stage]]
    if card.step and document.find(Step, card.step) is not None:
        return str(stage.numbers[columns.by_step[card.step] - stage.first])
    return str(stage.numbers[0]) if len(stage.numbers) == 1 else stage.letter
