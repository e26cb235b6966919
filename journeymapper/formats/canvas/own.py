"""A canvas that this program wrote: records come from its own fields, changes made elsewhere from the nodes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from journeymapper.formats.canvas.places import Span, nearest
from journeymapper.formats.canvas.saying import said_of
from journeymapper.formats.canvas.settling import record_of, settled
from journeymapper.formats.canvas.source import Edge, Node, Source
from journeymapper.formats.canvas.texts import KEY, divided, text_of
from journeymapper.formats.report import Report
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource
from journeymapper.model.order import key_between
from journeymapper.model.records import (
    RECORD_TYPES,
    Card,
    JourneyMap,
    Lane,
    Line,
    Link,
    Placed,
    Record,
    Stage,
)
from journeymapper.model.tables import kind_of_lane

INSIDE = 4.0
"""How far inside its left edge a node is asked for its stage: it may span several."""


MOST_SPANS = 200
"""Among so many stages and lanes what was moved finds its place; in larger maps the further ones are not looked at."""

MOST_RECORDS = 20_000
"""Records without a node of their own."""


class Frame(NamedTuple):
    """The stages and lanes of a canvas, as stretches along x and y."""

    stages: tuple[Span, ...]
    lanes: tuple[Span, ...]

    def cell(self, node: Node) -> tuple[str, str]:
        """The lane and the stage (by id) in which a node stands."""
        x = node.x + min(INSIDE, node.width / 2)
        return nearest(self.lanes, node.middle[1]), nearest(self.stages, x)


class Own(NamedTuple):
    """What a canvas of this program's holds: records, those that nodes show, the frame, and nodes of others."""

    records: dict[str, Record]
    shown: dict[str, Node]
    frame: Frame
    foreign: tuple[Node, ...]


def own_records(source: Source, report: Report) -> Own | None:
    """What this program wrote into a canvas; None where that is no map any more."""
    if source.own is None:
        return None
    records: dict[str, Record] = {}
    for record in islice(_rooted(source.own, report), MOST_RECORDS):
        records.setdefault(record.id, record)
    shown: dict[str, Node] = {}
    foreign: list[Node] = []
    for node in source.nodes:
        told = _told(node.own, node.path, report)
        if told is None or told.id in records:
            foreign.append(node)
            continue
        records[told.id] = _changed(told, node, report)
        shown[told.id] = node
    for edge in source.edges:
        link = _told(edge.own, edge.path, report)
        if isinstance(link, Link):
            records.setdefault(link.id, link)
    frame = _frame(records, shown)
    if (
        not frame.stages
        or not frame.lanes
        or not any(isinstance(one, JourneyMap) for one in records.values())
    ):
        return None
    return Own(records, shown, frame, tuple(foreign))


def own_document(own: Own, source: Source, new_id: IdSource, report: Report) -> Document:
    """The map of a canvas of this program's, with what was moved, written, added and removed elsewhere."""
    records = dict(own.records)
    for key, node in own.shown.items():
        record = records[key]
        if isinstance(record, Placed):
            records[key] = _moved(record, node, own, report)
    cards = {node.key: key for key, node in own.shown.items() if isinstance(records[key], Card)}
    last = _last_orders(records.values())
    for node in own.foreign:
        added = _added(node, own, last, new_id, report)
        if added is not None:
            cards.setdefault(node.key, added.id)
            records[added.id] = added
            last[added.lane, added.stage] = added.order
    for edge in source.edges:
        if edge.own is None:
            link = _linked(edge, cards, new_id, report)
            if link is not None:
                records[link.id] = link
    return Document(settled(records.values(), new_id, report))


# records


def _rooted(own: dict[str, Any], report: Report) -> Iterator[Record]:
    kept = own.get("records")
    for name, listed in kept.items() if isinstance(kept, dict) else ():
        for number, plain in enumerate(listed if isinstance(listed, list) else ()):
            record = _record(name, plain, f"{KEY}.records.{name}[{number}]", report)
            if record is not None:
                yield record


def _told(own: dict[str, Any] | None, path: str, report: Report) -> Record | None:
    if own is None:
        return None
    return _record(own.get("type"), own.get("record"), f"{path}.{KEY}", report)


def _record(name: object, plain: object, path: str, report: Report) -> Record | None:
    kind = RECORD_TYPES.get(name) if isinstance(name, str) else None
    if kind is None:
        report.dropped(path, _("it is a record of no known type"))
        return None
    return record_of(kind, plain, path, report)


# what was changed elsewhere


def _changed(record: Record, node: Node, report: Report) -> Record:
    """The record with the text that its node has now."""
    if node.type not in ("text", "group") or node.said == text_of(record):
        return record
    match record:
        case Card():
            text, details = divided(node.said)
            return msgspec.structs.replace(record, text=text, details=details)
        case Stage() | Lane():
            return msgspec.structs.replace(record, title=node.said)
        case Line():
            return record
        case _:
            report.changed(node.path, _("what was written here by hand is not taken over"))
            return record


def _frame(records: dict[str, Record], shown: dict[str, Node]) -> Frame:
    def spans(kind: type[Record]) -> Iterator[tuple[str, Node]]:
        return ((key, node) for key, node in shown.items() if isinstance(records[key], kind))

    return Frame(
        tuple(Span(node.x, node.x + node.width, key) for key, node in islice(spans(Stage), MOST_SPANS)),
        tuple(Span(node.y, node.y + node.height, key) for key, node in islice(spans(Lane), MOST_SPANS)),
    )


def _moved(record: Placed, node: Node, own: Own, report: Report) -> Record:
    """The record where its node stands now, if that was moved to another cell or its old cell is gone."""
    there = record.lane in own.shown and record.stage in own.shown
    if there and node.own is not None and node.own.get("at") == [node.x, node.y]:
        return record
    lane, stage = own.frame.cell(node)
    if (lane, stage) == (record.lane, record.stage):
        return record
    report.placed(node.path, _("it was moved to another cell"))
    return msgspec.structs.replace(record, lane=lane, stage=stage, step="", until="")


def _last_orders(records: Iterable[Record]) -> dict[tuple[str, str], str]:
    """The last order key in each cell: lane and stage by id."""
    found: dict[tuple[str, str], str] = {}
    for record in records:
        if isinstance(record, Placed):
            cell = record.lane, record.stage
            found[cell] = max(record.order, found.get(cell, ""))
    return found


def _added(
    node: Node, own: Own, last: Mapping[tuple[str, str], str], new_id: IdSource, report: Report
) -> Card | None:
    """A card for a node that another program added."""
    if node.type == "group":
        report.dropped(node.path, _("a group among the stages is left out"))
        return None
    said = said_of(node, report)
    lane, stage = own.frame.cell(node)
    row = own.records[lane]
    kind = kind_of_lane(row.role) if isinstance(row, Lane) else "note"
    report.placed(node.path, _("it was added as a card"))
    order = key_between(last.get((lane, stage)), None)
    return Card(id=new_id(), kind=kind, lane=lane, stage=stage, order=order, **said._asdict())


def _linked(edge: Edge, cards: dict[str, str], new_id: IdSource, report: Report) -> Link | None:
    if edge.source not in cards or edge.target not in cards:
        report.dropped(edge.path, _("it does not lead from one card to another"))
        return None
    return Link(id=new_id(), source=cards[edge.source], target=cards[edge.target], label=edge.label)
