"""What a journey diagram cannot hold of a map: one note for each sort of thing, with counts."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from journeymapper.formats.lane_names import told_by_role
from journeymapper.formats.losses import all_fields, losses
from journeymapper.formats.mermaid.scores import SCALE
from journeymapper.formats.report import Report
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    JourneyMap,
    Lane,
    Record,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import ROLES


def tell_losses(document: Document, tasks: Sequence[Card], named: Collection[str], report: Report) -> None:
    """Tell what a diagram leaves out of a map: with these cards as tasks, and others named by steps of these ids."""
    shown = {card.id for card in tasks}
    _tell_other_cards(document, shown, report)
    report.extend(losses(document, _Holding(document, tasks, named).fields))


class _Holding:
    """What a diagram holds of the records of a map."""

    def __init__(self, document: Document, tasks: Sequence[Card], named: Collection[str]) -> None:
        self._tasks = {card.id for card in tasks}
        self._named = named
        self._series = document.first_series
        shown = {card.lane for card in tasks} | ({self._series.lane} if self._series else set())
        actions = (lane.id for lane in document.lanes if lane.role == "actions")
        # That there are cards of other lanes has been told.
        self._lanes = shown | set(actions) | {card.lane for card in document.all(Card)}

    def fields(self, record: Record) -> Collection[str] | None:
        """The fields that the diagram holds of a record; None where it leaves the record out."""
        match record:
            case JourneyMap():
                return ("title", "subtitle", "scenario")
            case Stage():
                return ("title",)
            case Step():
                return ("title",) if record.id in self._named else ()
            case Lane():
                return ("role", *_told(record)) if record.id in self._lanes else None
            case Card():
                return _of_task(record) if record.id in self._tasks else all_fields(Card)
            case Series() | EmotionPoint():
                first = self._series.id if self._series else ""
                return _of_curve(record) if first in (record.id, getattr(record, "series", "")) else None
            case _:
                return None


def _told(lane: Lane) -> Iterator[str]:
    """What the diagram's reader gives a lane of its role again."""
    yield from told_by_role(lane)
    if lane.role in ROLES and lane.title == _(ROLES[lane.role].title):
        yield "title"


def _of_task(card: Card) -> Collection[str]:
    return ("text", "people", "kind") if card.kind == "customer_action" else ("text", "people")


def _of_curve(record: Series | EmotionPoint) -> Collection[str]:
    if isinstance(record, Series):
        return ("title",) if record.title == _("Emotion") else ()
    return ("value", "source_value", "source_scale") if record.source_scale == SCALE else ("value",)


def _tell_other_cards(document: Document, tasks: set[str], report: Report) -> None:
    others = Counter(card.lane for card in document.all(Card) if card.id not in tasks)
    lanes = (f"{_name(lane)}: {others[lane.id]}" for lane in document.lanes if others[lane.id])
    if others:
        told = _("cards of other lanes: {n} ({lanes})")
        report.dropped("", told.format(n=others.total(), lanes=", ".join(lanes)))


def _name(lane: Lane) -> str:
    role = ROLES.get(lane.role)
    return lane.title or (_(role.title) if role else lane.role)
