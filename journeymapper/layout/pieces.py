"""Links row by row: the legs of a way in words, and the points that they become in a row of known height."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from journeymapper.layout.boxes import Box
from journeymapper.layout.shaped import TextBlock
from journeymapper.layout.tracks import Gutter, label_middle

Point = tuple[float, float]


class Direct(msgspec.Struct, frozen=True):
    """Straight from one card of the row to the next, `across` or down."""

    source: str
    target: str
    across: bool


class Edge(msgspec.Struct, frozen=True):
    """On a card's edge: at `x` on its top or bottom; or, `aside`, from its nearer side out to `x`."""

    box: str
    side: Literal["top", "bottom"]
    x: float
    aside: bool
    arriving: bool


class Through(msgspec.Struct, frozen=True):
    """A place among the cards of the row; y from the top of its content."""

    x: float
    y: float


class Run(msgspec.Struct, frozen=True):
    """Along a gutter from `start` to `end`, with its label's size where it carries the label."""

    link: str
    start: float
    end: float
    side: Literal["top", "bottom"]
    width: float = 0.0
    height: float = 0.0


class Border(msgspec.Struct, frozen=True):
    """Over the upper or lower border of the row."""

    side: Literal["top", "bottom"]
    x: float


class Disc(msgspec.Struct, frozen=True):
    """Up to a numbered disc in the band of the line of visibility."""

    x: float


Node = Direct | Edge | Through | Run | Border | Disc


class Leg(msgspec.Struct, frozen=True):
    """The part of a link in one row, in the direction of travel."""

    link: str
    kind: str
    nodes: tuple[Node, ...]
    arrow: bool
    label: TextBlock | None = None


class Stub(msgspec.Struct, frozen=True):
    """A disc in the band of the line of visibility: an offstage card supports the step with this number."""

    link: str
    x: float
    number: str
    colour: int


class Piece(msgspec.Struct, frozen=True, eq=False):
    """A leg as points, y from the top of its row. `label` stands centred at (`label_x`, `label_y`)."""

    link: str
    kind: str
    points: tuple[Point, ...]
    arrow: bool
    label: TextBlock | None = None
    label_x: float = 0.0
    label_y: float = 0.0


DISC_CENTRE = 8.4
"""From the top of the band of the line of visibility to the middle of its discs, in points."""

DISC_RADIUS = 5.7


def draw_leg(
    leg: Leg,
    boxes: Mapping[str, Box],
    gutters: tuple[Gutter, Gutter],
    heights: tuple[float, float, float],
    limit: float,
) -> Piece:
    """The points of a leg. `heights` are the y of the content's top, of its bottom and of the row's lower border.

    Labels are kept between x = 0 and `limit`.
    """
    points: list[Point] = []
    label = (0.0, 0.0)
    for node in leg.nodes:
        points.extend(_points(node, points, boxes, gutters, heights))
        if isinstance(node, Run) and node.width:
            label = label_middle(node.start, node.end, node.width, limit), points[-1][1]
    return Piece(leg.link, leg.kind, _tidy(points), leg.arrow, leg.label, *label)


def _points(
    node: Node,
    before: list[Point],
    boxes: Mapping[str, Box],
    gutters: tuple[Gutter, Gutter],
    heights: tuple[float, float, float],
) -> tuple[Point, ...]:
    match node:
        case Direct():
            return _direct(boxes[node.source], boxes[node.target], across=node.across)
        case Edge():
            return _edge(boxes[node.box], node)
        case Through():
            return ((node.x, node.y + heights[0]),)
        case Run():
            y = _track_y(node, gutters, heights)
            return (node.start, y), (node.end, y)
        case Border():
            return ((node.x, 0.0 if node.side == "top" else heights[2]),)
        case Disc():
            return _to_disc(node.x, before[-1][0] if before else node.x)


def _to_disc(x: float, from_x: float) -> tuple[Point, ...]:
    """Up to a disc, with a bend in the band where the disc had to make way for its neighbour."""
    end = x, DISC_CENTRE + DISC_RADIUS + 0.5
    bend = DISC_CENTRE + DISC_RADIUS + 6.0
    return ((from_x, bend), (x, bend), end) if abs(from_x - x) > 0.01 else (end,)


def _edge(box: Box, node: Edge) -> tuple[Point, ...]:
    if not node.aside:
        return ((node.x, box.y if node.side == "top" else box.y + box.height),)
    middle = box.y + box.height / 2
    near = box.x if node.x < box.x + box.width / 2 else box.x + box.width
    ends = (near, middle), (node.x, middle)
    return ends[::-1] if node.arriving else ends


def _direct(source: Box, target: Box, *, across: bool) -> tuple[Point, Point]:
    if across:
        y = (max(source.y, target.y) + min(source.y + source.height, target.y + target.height)) / 2
        if source.x < target.x:
            return (source.x + source.width, y), (target.x, y)
        return (source.x, y), (target.x + target.width, y)
    x = (max(source.x, target.x) + min(source.x + source.width, target.x + target.width)) / 2
    return (x, source.y + source.height), (x, target.y)


def _track_y(run: Run, gutters: tuple[Gutter, Gutter], heights: tuple[float, float, float]) -> float:
    if run.side == "top":
        return heights[0] - gutters[0].offset(run.link)
    return heights[1] + gutters[1].offset(run.link)


def _tidy(points: list[Point]) -> tuple[Point, ...]:
    """Without points twice at one place and without points in the middle of a straight line."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.01 and abs(kept[-1][1] - point[1]) < 0.01:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept[-1] = point
            continue
        kept.append(point)
    return tuple(kept)


def _straight(a: Point, b: Point, c: Point) -> bool:
    same_x = abs(a[0] - b[0]) < 0.01 and abs(b[0] - c[0]) < 0.01 and (b[1] - a[1]) * (c[1] - b[1]) >= 0
    same_y = abs(a[1] - b[1]) < 0.01 and abs(b[1] - c[1]) < 0.01 and (b[0] - a[0]) * (c[0] - b[0]) >= 0
    return same_x or same_y
