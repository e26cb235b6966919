"""A canvas that another program wrote: stages, lanes and cards are told from where the nodes stand.

Groups beside each other are stages, groups below each other lanes; where they are neither, columns are found from x
and rows from y. Short texts in the first row or the first column name them.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from journeymapper.formats.canvas.places import MOST, Span, apart, clustered, nearest
from journeymapper.formats.canvas.saying import said_of, title_of
from journeymapper.formats.canvas.source import Node, Source
from journeymapper.formats.canvas.texts import OUTSIDE
from journeymapper.formats.draft import Draft, orders
from journeymapper.formats.lane_names import role_of_name
from journeymapper.formats.report import Report
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource
from journeymapper.model.records import Card, JourneyMap, Lane, Link, Stage, Step
from journeymapper.model.tables import ROLES, kind_of_lane

LONGEST_TITLE = 60
"""A text that names a column or a row is no longer than this."""

MOST_GROUPS = 500
"""Among more groups than this nobody looks for those inside others."""

MOST_ROWS = 40
"""A board with more rows than this was not drawn in rows: all stands in one lane."""


class Axis(NamedTuple):
    """Stages or lanes: their stretches, called "0", "1" … in order, and their names, "" for one without."""

    spans: tuple[Span, ...]
    names: tuple[str, ...]


class Board(NamedTuple):
    """A board in stages and lanes; `cards` are the nodes that do not name any of them."""

    stages: Axis
    lanes: Axis
    cards: tuple[Node, ...]


def foreign_document(source: Source, new_id: IdSource, report: Report) -> Document:
    """The map that a board of another program shows."""
    groups = _outermost([node for node in source.nodes if node.type == "group"], report)
    board = _board([node for node in source.nodes if node.type != "group"], groups, report)
    draft = Draft(new_id)
    title = _("Imported canvas")
    draft.put(JourneyMap(id=new_id(), title=title, extra={OUTSIDE: source.rest} if source.rest else {}))
    report.changed("", _("it has no title: “{title}” is used").format(title=title))
    cards = _put_cards(draft, board, report)
    _put_links(draft, source, cards, report)
    placed = _("stages {stages}, lanes {lanes}, cards {cards}")
    count = {"stages": len(board.stages.spans), "lanes": len(board.lanes.spans), "cards": len(cards)}
    report.placed("", placed.format(**count))
    return draft.document()


# stages and lanes


def _board(nodes: list[Node], groups: Sequence[Node], report: Report) -> Board:
    if len(groups) > MOST:
        report.changed("", _("it has too many groups to be columns or rows: they are left out"))
        groups = ()
    if groups and apart((group.x, group.x + group.width) for group in groups):
        report.guessed("", _("the groups are its stages: {n}").format(n=len(groups)))
        return _board_of_columns(nodes, groups, report)
    if groups and apart((group.y, group.y + group.height) for group in groups):
        report.guessed("", _("the groups are its lanes: {n}").format(n=len(groups)))
        top = min(group.y for group in groups)
        heads = [node for node in nodes if node.middle[1] < top and _is_title(node)]
        cards = _without(nodes, heads)
        rows = sorted(Span(group.y, group.y + group.height, title_of(group)) for group in groups)
        return Board(_named_columns(cards, heads), _axis(rows), tuple(cards))
    if groups:
        report.changed("", _("its groups are neither columns nor rows: they are left out"))
    left = _left_heads(nodes, report)
    others = _without(nodes, left)
    heads = _top_heads(others, report)
    cards = _without(others, heads)
    return Board(_named_columns(cards, heads), _named_rows(cards, left, report), tuple(cards))


def _board_of_columns(nodes: list[Node], groups: Sequence[Node], report: Report) -> Board:
    """Groups as stages. Nodes beside them stand in stages of their own; texts at their left name lanes."""
    spans = [Span(group.x, group.x + group.width, title_of(group)) for group in groups]
    left = [node for node in nodes if node.middle[0] < min(span.start for span in spans)]
    named = apart((node.y, node.y + node.height) for node in left)
    heads = left if named and all(node.type == "text" for node in left) else []
    cards = _without(nodes, heads)
    beside = [node for node in cards if all(span.distance(node.middle[0]) > 0 for span in spans)]
    more = [span._replace(key="") for span in clustered((node.middle[0], node.width) for node in beside)]
    return Board(_axis(sorted([*spans, *more])), _named_rows(cards, heads, report), tuple(cards))


def _left_heads(nodes: list[Node], report: Report) -> list[Node]:
    """The nodes of the first column where they are short texts of which half name lanes that people know."""
    columns = clustered((node.middle[0], node.width) for node in nodes)
    if len(columns) < 2:
        return []
    first = [node for node in nodes if nearest(columns, node.middle[0]) == "0"]
    known = sum(role_of_name(title_of(node)) is not None for node in first)
    if not all(_is_title(node) for node in first) or known * 2 < len(first):
        return []
    report.guessed("", _("the first column names the lanes"))
    return first


def _top_heads(nodes: list[Node], report: Report) -> list[Node]:
    """The nodes of the first row where they are short texts, one for each column, with more below them."""
    rows = clustered((node.middle[1], node.height) for node in nodes)
    columns = clustered((node.middle[0], node.width) for node in nodes)
    first = [node for node in nodes if nearest(rows, node.middle[1]) == "0"] if rows else []
    if len(rows) < 2 or len(columns) < 2 or not all(_is_title(node) for node in first):
        return []
    if sorted(nearest(columns, node.middle[0]) for node in first) != sorted(span.key for span in columns):
        return []
    report.guessed("", _("the first row names the stages"))
    return first


def _named_columns(cards: Sequence[Node], heads: Sequence[Node]) -> Axis:
    found = clustered((node.middle[0], node.width) for node in (*cards, *heads)) or [Span(0.0, 0.0, "0")]
    names = {nearest(found, node.middle[0]): title_of(node) for node in heads}
    return Axis(tuple(found), tuple(names.get(span.key, "") for span in found))


def _named_rows(cards: Sequence[Node], heads: Sequence[Node], report: Report) -> Axis:
    """Lanes where heads name them, else rows found from y."""
    if 0 < len(heads) <= MOST:
        return _axis(sorted(Span(node.y, node.y + node.height, title_of(node)) for node in heads))
    found = clustered((node.middle[1], node.height) for node in cards)
    if len(found) > MOST_ROWS:
        report.changed("", _("it is not drawn in rows: all stands in one lane"))
        found = []
    found = found or [Span(0.0, 0.0, "0")]
    return Axis(tuple(found), ("",) * len(found))


def _axis(found: Sequence[Span]) -> Axis:
    """Stretches that are called by their names, numbered."""
    numbered = (span._replace(key=str(number)) for number, span in enumerate(found))
    return Axis(tuple(numbered), tuple(span.key for span in found))


def _is_title(node: Node) -> bool:
    text = node.said.strip()
    return node.type == "text" and 0 < len(text) <= LONGEST_TITLE and "\n" not in text


def _without(nodes: Sequence[Node], others: Sequence[Node]) -> list[Node]:
    keys = {node.key for node in others}
    return [node for node in nodes if node.key not in keys]


def _outermost(groups: list[Node], report: Report) -> list[Node]:
    """The groups that lie in no other one, the larger ones first; those inside are left out and counted."""
    if len(groups) > MOST_GROUPS:
        return groups
    found: list[Node] = []
    for group in sorted(groups, key=lambda node: -node.width * node.height):
        if not any(_holds(other, group) for other in found):
            found.append(group)
    if len(found) < len(groups):
        report.dropped("", _("groups inside groups: {n}").format(n=len(groups) - len(found)))
    return found


def _holds(outer: Node, inner: Node) -> bool:
    across = outer.x <= inner.x and inner.x + inner.width <= outer.x + outer.width
    return across and outer.y <= inner.y and inner.y + inner.height <= outer.y + outer.height


# what stands in them


def _put_cards(draft: Draft, board: Board, report: Report) -> dict[str, Card]:
    """Put stages, lanes and cards; the cards by their node's key, in the order in which they stand."""
    stages, steps = _put_stages(draft, board.stages)
    lanes = _put_lanes(draft, board.lanes, report)
    found: dict[str, Card] = {}
    for node in sorted(board.cards, key=lambda node: (node.y, node.x)):
        column = int(nearest(board.stages.spans, node.middle[0]))
        lane = lanes[int(nearest(board.lanes.spans, node.middle[1]))]
        kind = kind_of_lane(lane.role) if node.type == "text" else "note"
        said = said_of(node, report)
        found[node.key] = draft.card(
            kind, lane=lane.id, stage=stages[column], step=steps[column], **said._asdict()
        )
    return found


def _put_stages(draft: Draft, axis: Axis) -> tuple[list[str], list[str]]:
    """Stages with one step each, by id."""
    stages, steps = [], []
    for number, (name, order) in enumerate(zip(axis.names, orders(len(axis.names)), strict=True), 1):
        title = name or _("Stage {n}").format(n=number)
        stages.append(draft.put(Stage(id=draft.new_id(), title=title, order=order)))
        steps.append(draft.put(Step(id=draft.new_id(), stage=stages[-1], order=orders(1)[0])))
    return stages, steps


def _put_lanes(draft: Draft, axis: Axis, report: Report) -> list[Lane]:
    found = []
    for number, (name, order) in enumerate(zip(axis.names, orders(len(axis.names)), strict=True), 1):
        role = ROLES[role_of_name(name) or "text"]
        title = name or (_("Lane {n}").format(n=number) if len(axis.names) > 1 else _("Notes"))
        band = _(role.band) if role.band else ""
        lane = Lane(id=draft.new_id(), title=title, order=order, role=role.key, side=role.side, band=band)
        draft.put(lane)
        if name:
            report.guessed(
                "", _("the lane “{title}” is one of: {role}").format(title=name[:60], role=_(role.title))
            )
        found.append(lane)
    return found


def _put_links(draft: Draft, source: Source, cards: Mapping[str, Card], report: Report) -> None:
    seen: set[tuple[str, str]] = set()
    for edge in source.edges:
        ends = edge.source, edge.target
        if edge.source not in cards or edge.target not in cards:
            report.dropped(edge.path, _("it does not lead from one card to another"))
        elif edge.source == edge.target or ends in seen:
            report.dropped(edge.path, _("it leads from a card to itself, or stands twice"))
        else:
            seen.add(ends)
            one, other = (cards[key].id for key in ends)
            draft.put(Link(id=draft.new_id(), source=one, target=other, label=edge.label))
