"""From a plan to nodes, row by row: where the link runs along gutters and over which borders it goes."""

from collections.abc import Iterator, Sequence

from journeymapper.layout.pieces import Border, Direct, Disc, Edge, Leg, Node, Run, Stub, Through
from journeymapper.layout.plans import Band, End, Plan, Side
from journeymapper.layout.shaped import TextBlock

NEAR_DISC = 3.6
"""How far beside a disc's middle a link may still come up to it, in points."""


class Walk:
    """A link's nodes in the order of travel, each with its row."""

    def __init__(self) -> None:
        self.nodes: list[tuple[int, Node]] = []
        self.last_x = 0.0

    def legs(
        self, plan: Plan, label: TextBlock | None, stub: Stub | None
    ) -> Iterator[tuple[int, Leg, tuple[Run, ...]]]:
        """The walk cut at the borders of rows: (row, leg, the leg's runs). The last leg carries the arrowhead."""
        groups: list[tuple[int, list[Node]]] = []
        for row, node in self.nodes:
            # A disc that several links share is reached by each at its own place below it.
            beside = isinstance(node, Disc) and stub is not None and abs(node.x - stub.x) > NEAR_DISC
            moved = Disc(stub.x) if beside and stub is not None else node
            if groups and groups[-1][0] == row:
                groups[-1][1].append(moved)
            else:
                groups.append((row, [moved]))
        for position, (row, nodes) in enumerate(groups):
            runs = tuple(node for node in nodes if isinstance(node, Run))
            carried = label if any(run.width for run in runs) else None
            yield row, Leg(plan.link, plan.kind, tuple(nodes), position == len(groups) - 1, carried), runs


class _Walker:
    """Writes the nodes of one plan."""

    def __init__(self, plan: Plan, x: float) -> None:
        self.plan = plan
        self.walk = Walk()
        self.gutter = 2 * plan.source.row + (plan.source.side == "bottom")
        self.x = x

    def add(self, row: int, node: Node) -> None:
        self.walk.nodes.append((row, node))

    def leave(self) -> None:
        """Out of the source into its gutter."""
        for node in _ends(self.plan.source, self.x, arriving=False):
            self.add(self.plan.source.row, node)

    def along(self, x: float, *, forced: bool = False) -> None:
        """Along the present gutter to `x`."""
        if abs(x - self.x) > 0.01 or forced:
            side: Side = "bottom" if self.gutter % 2 else "top"
            self.add(self.gutter // 2, Run(self.plan.link, self.x, x, side))
            self.x = x

    def cross(self, gutter: int) -> None:
        """Straight up or down to another gutter, over the borders between rows."""
        while self.gutter != gutter:
            down = gutter > self.gutter
            row = self.gutter // 2
            leaves = self.gutter % 2 == 1 if down else self.gutter % 2 == 0
            if leaves:
                self.add(row, Border("bottom" if down else "top", self.x))
                self.add(row + (1 if down else -1), Border("top" if down else "bottom", self.x))
            self.gutter += 1 if down else -1

    def arrive(self) -> None:
        """Into the target, or up to the disc in the band."""
        end = self.plan.target
        if isinstance(end, Band):
            self.add(end.row, Disc(self.x))
            return
        for node in _ends(end, self.x, arriving=True):
            self.add(end.row, node)


def walk(plan: Plan, places: Sequence[float], label: tuple[float, float]) -> Walk:
    """The walk of a plan. `places` are the x of its source, its gates and its target, `label` its label's size."""
    walker = _Walker(plan, places[0] if places else 0.0)
    if plan.direct and isinstance(plan.target, End):
        walker.add(plan.source.row, Direct(plan.source.box, plan.target.box, plan.direct == "across"))
        return walker.walk
    down = _last_gutter(plan) > walker.gutter
    walker.leave()
    if label[0] and max(places) - min(places) <= 0.01:
        walker.along(walker.x, forced=True)
    for (row, _x), x in zip(plan.gates, places[1:], strict=False):
        walker.along(x)
        walker.cross(2 * row + (1 if down else 0))
    walker.along(places[-1])
    walker.cross(_last_gutter(plan))
    walker.arrive()
    walker.walk.last_x = walker.x
    _give_label(walker.walk, label)
    return walker.walk


def _last_gutter(plan: Plan) -> int:
    if isinstance(plan.target, Band):
        return 2 * plan.target.row + 1
    return 2 * plan.target.row + (plan.target.side == "bottom")


def _ends(end: End, x: float, *, arriving: bool) -> Iterator[Node]:
    nodes: list[Node] = [Edge(end.box, end.side, end.round[0][0] if end.round else x, end.aside, arriving)]
    nodes.extend(Through(*point) for point in end.round)
    yield from reversed(nodes) if arriving else nodes


def _give_label(found: Walk, label: tuple[float, float]) -> None:
    """Let the longest run carry the label."""
    runs = [(index, node) for index, (_row, node) in enumerate(found.nodes) if isinstance(node, Run)]
    if not label[0] or not runs:
        return
    index, run = max(runs, key=lambda one: abs(one[1].end - one[1].start))
    row = found.nodes[index][0]
    found.nodes[index] = row, Run(run.link, run.start, run.end, run.side, *label)
