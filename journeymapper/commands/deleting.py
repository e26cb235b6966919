"""Deleting whatever is selected, asking first only where much goes with it."""

from collections.abc import Callable, Mapping

from journeymapper.commands.command import Context
from journeymapper.commands.ports import Option
from journeymapper.commands.selecting import select
from journeymapper.edit.cards import delete_items
from journeymapper.edit.evidence import delete_evidence
from journeymapper.edit.lanes import delete_lane, delete_line, delete_series, lane_content
from journeymapper.edit.links import disconnect
from journeymapper.edit.personas import delete_persona
from journeymapper.edit.stages import delete_stage, delete_step, stage_content
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document, Item
from journeymapper.model.i18n import _, mark
from journeymapper.model.records import (
    EmotionPoint,
    Evidence,
    Lane,
    Line,
    Link,
    Persona,
    Record,
    Series,
    Stage,
    Step,
)

DELETIONS: Mapping[type[Record], Callable[[Transaction, str], None]] = {
    Stage: delete_stage,
    Step: delete_step,
    Lane: delete_lane,
    Line: delete_line,
    Series: delete_series,
    EmotionPoint: Transaction.remove,
    Link: disconnect,
    Persona: delete_persona,
    Evidence: delete_evidence,
}

NAMES: Mapping[type[Record], str] = {
    Stage: mark("Delete stage “{title}”"),
    Step: mark("Delete step"),
    Lane: mark("Delete lane “{title}”"),
    Line: mark("Delete line"),
    Link: mark("Delete link"),
    EmotionPoint: mark("Delete emotion point"),
    Series: mark("Delete curve"),
    Persona: mark("Delete persona"),
    Evidence: mark("Delete source"),
}


def can_delete(context: Context) -> bool:
    """Whether anything is selected that can go."""
    if context.store is None:
        return False
    document = context.store.document
    return any(_deletable(document.get(key)) for key in context.store.session.selection)


def delete_selected(context: Context) -> None:
    """Delete the selected records, each with what cannot be without it."""
    store = context.map
    document = store.document
    records = [document[key] for key in store.session.selection if _deletable(document.get(key))]
    if not records or not _agreed(context, records):
        return
    neighbour = _neighbour(document, records)
    with store.edit(_name(records)) as tx:
        delete_records(tx, [record.id for record in records])
        select(store, [neighbour] if neighbour in document else [])


def delete_records(tx: Transaction, keys: list[str]) -> None:
    """Delete records of any type; one that went with another already is passed over."""
    delete_items(tx, [key for key in keys if isinstance(tx.document.get(key), Item)])
    for key in keys:
        record = tx.document.get(key)
        if record is not None and type(record) in DELETIONS:
            DELETIONS[type(record)](tx, key)


def _deletable(record: Record | None) -> bool:
    return isinstance(record, Item) or type(record) in DELETIONS


def _name(records: list[Record]) -> str:
    first = records[0]
    if len(records) > 1:
        return (
            _cards(len(records))
            if all(isinstance(record, Item) for record in records)
            else _("Delete selection")
        )
    if isinstance(first, Stage | Lane):
        return _(NAMES[type(first)]).format(title=_short(first.title))
    return _(NAMES.get(type(first), mark("Delete card")))


def _cards(count: int) -> str:
    return _("Delete {n} cards").format(n=count)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else line[:29] + "…"


def _agreed(context: Context, records: list[Record]) -> bool:
    """Ask before a stage or lane goes with what stands in it."""
    document = context.map.document
    counts = [_content(document, record) for record in records]
    if not any(counts):
        return True
    titles = [_short(record.title) for record in records if isinstance(record, Stage | Lane)]
    question = _("Delete {titles} with the {n} things in it?").format(
        titles=", ".join(f"“{title}”" for title in titles), n=sum(counts)
    )
    answer = context.ports.choose(
        question,
        _("Undo brings it all back."),
        (Option("delete", _("Delete")), Option("cancel", _("Cancel"))),
    )
    return answer == "delete"


def _content(document: Document, record: Record) -> int:
    match record:
        case Stage():
            stage = stage_content(document, record.id)
            return stage.cards + stage.points
        case Lane():
            lane = lane_content(document, record.id)
            return lane.cards + lane.points
    return 0


def _neighbour(document: Document, records: list[Record]) -> str:
    """What is selected afterwards: the next card of the cell, or the one before, so that the place is not lost."""
    last = records[-1]
    if not isinstance(last, Item):
        return ""
    gone = {record.id for record in records}
    cell = [item.id for item in document.cell(last.lane, last.stage)]
    position = cell.index(last.id)
    around = [*cell[position + 1 :], *reversed(cell[:position])]
    return next((key for key in around if key not in gone), "")
