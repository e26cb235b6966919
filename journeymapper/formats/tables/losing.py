"""What tables cannot hold of a map, or hold otherwise."""

from collections import Counter
from collections.abc import Collection, Iterator

from journeymapper.formats.lane_names import role_of_name, told_by_role
from journeymapper.formats.losses import all_fields, losses
from journeymapper.formats.report import Note
from journeymapper.formats.tables.entries import read_measure, read_owner
from journeymapper.formats.tables.laying import Laid, one_line, text_of, wide_stages
from journeymapper.formats.tables.table import tidy
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    Evidence,
    JourneyMap,
    Lane,
    Line,
    Measure,
    Owner,
    Persona,
    Record,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import kind_of_lane

# How far cards reach is told by `_moved`.
_WORKBOOK_CARDS = all_fields(Card) - {"icon", "language", "extra"}
_PLAIN: dict[type[Record], frozenset[str]] = {
    Stage: frozenset(("title", "duration", "goal")),
    Step: frozenset(("title",)),
    Line: frozenset(("role",)),
    Measure: frozenset(("label", "value")),
    Owner: frozenset(("name", "team")),
    EmotionPoint: frozenset(("value", "label")),
}


class Holding:
    """What a table holds of the records of a map; in a workbook cards have a sheet of their own."""

    def __init__(self, document: Document, *, has_head: bool, workbook: bool) -> None:
        self._has_head = has_head
        self._workbook = workbook
        self._first = document.personas[0].id if document.personas and has_head else ""
        self._roles = {lane.id: lane.role for lane in document.lanes}
        self._named = {series.id for lane in document.lanes for series in document.series_of(lane.id)}
        for lane in document.lanes:
            if lane.role == "emotion":
                self._named.difference_update(series.id for series in document.series_of(lane.id)[:1])
        cards = document.all(Card) if workbook else ()
        self._sources = {key for card in cards for key in card.evidence}

    def fields(self, record: Record) -> Collection[str] | None:
        """The fields that the table holds of a record; None where it leaves the record out."""
        match record:
            case JourneyMap():
                return ("title", "scenario", "expectation") if self._has_head else ()
            case Persona():
                return ("name", "role") if record.id == self._first else None
            case Lane():
                held = ("title", "role")
                return (*held, "side", "band", "hint") if self._workbook else (*held, *told_by_role(record))
            case Card():
                return _WORKBOOK_CARDS if self._workbook else self._of_card(record)
            case Series():
                return ("title",) if record.id in self._named else ()
            case Evidence():
                return ("source",) if record.id in self._sources else None
            case _:
                return _PLAIN.get(type(record))

    def _of_card(self, card: Card) -> Collection[str]:
        role = self._roles.get(card.lane, "text")
        is_kind = card.kind == kind_of_lane(role) and role not in ("measures", "owners")
        return ("until", "text" if tidy(card.text) else "details", *(("kind",) if is_kind else ()))


def table_losses(
    document: Document, grid: Laid, *, has_head: bool = False, workbook: bool = False
) -> tuple[Note, ...]:
    """What a table does not hold of a map; `has_head` tells that title, persona and scenario stand above it."""
    held = Holding(document, has_head=has_head, workbook=workbook).fields
    return (
        *([] if workbook else _untold_roles(document)),
        *losses(document, held),
        *_changes(document, workbook=workbook),
        *_twins(grid),
    )


def _untold_roles(document: Document) -> Iterator[Note]:
    untold = [lane for lane in document.lanes if (role_of_name(lane.title) or "text") != lane.role]
    if untold:
        text = _("roles of lanes that their names do not tell: {names}")
        names = ", ".join(one_line(lane.title) for lane in untold)
        yield Note("", "dropped", text.format(names=names[:1_000]))


def _changes(document: Document, *, workbook: bool) -> Iterator[Note]:
    counts = Counter(_moved(document, workbook=workbook))
    counts.update(_otherwise(document))
    for what, count in counts.items():
        yield Note("", "changed", _("{what}: {n}").format(what=what, n=count))


def _moved(document: Document, *, workbook: bool) -> Iterator[str]:
    kept = {(lane.id, stage) for lane in document.lanes for stage in wide_stages(document, lane) if workbook}
    for item in document.items():
        if item.until:
            yield _("cards that reach over several steps, now in the first")
        elif not item.step and len(document.steps_of(item.stage)) > 1 and (item.lane, item.stage) not in kept:
            yield _("cards across a whole stage, now in its first step")


def _otherwise(document: Document) -> Iterator[str]:
    """What is read again as something else than it is."""
    roles = {lane.id: lane.role for lane in document.lanes}
    for measure in document.all(Measure):
        said = _said(label=measure.label, value=measure.value)
        if roles.get(measure.lane) != "measures" or read_measure(text_of(measure)) != said:
            yield _("measures that are read again as something else")
    for owner in document.all(Owner):
        said = _said(name=owner.name, team=owner.team)
        if roles.get(owner.lane) != "owners" or read_owner(text_of(owner)) != said:
            yield _("owners that are read again as something else")


def _said(**fields: str) -> dict[str, str]:
    return {name: text for name, text in fields.items() if text}


def _twins(grid: Laid) -> Iterator[Note]:
    titles = [column.title for column in {column.stage.id: column for column in grid.columns}.values()]
    twins = sorted({title for title in titles if titles.count(title) > 1})
    if twins:
        one = _("stages of the same name are read again as one: {names}")
        yield Note("", "changed", one.format(names=", ".join(twins)))
