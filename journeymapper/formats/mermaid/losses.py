"""What a journey diagram cannot hold of a map: one note for each sort of thing, with counts."""

from collections import Counter
from collections.abc import Iterable, Sequence

from journeymapper.formats.report import Report
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.i18n import mark as marked
from journeymapper.model.records import (
    Asset,
    Card,
    EmotionPoint,
    Evidence,
    Lane,
    Line,
    Link,
    Measure,
    Owner,
    Persona,
    Record,
    Series,
)
from journeymapper.model.tables import ROLES

_KINDS: tuple[tuple[str, type[Record]], ...] = (
    (marked("links: {n}"), Link),
    (marked("KPIs: {n}"), Measure),
    (marked("owners: {n}"), Owner),
    (marked("personas: {n}"), Persona),
    (marked("sources of evidence: {n}"), Evidence),
    (marked("pictures: {n}"), Asset),
    (marked("lines among the lanes: {n}"), Line),
)

_CARD_FIELDS: tuple[tuple[str, str], ...] = (
    ("details", marked("details")),
    ("until", marked("how far it reaches")),
    ("channel", marked("channel")),
    ("icon", marked("icon")),
    ("severity", marked("severity")),
    ("impact", marked("impact")),
    ("effort", marked("effort")),
    ("votes", marked("votes")),
    ("owner", marked("owner")),
    ("tags", marked("tags")),
    ("evidence", marked("evidence")),
    ("pieces", marked("number of findings")),
    ("language", marked("language")),
)

_MAP_FIELDS: tuple[tuple[str, str], ...] = (
    ("expectation", marked("expectation")),
    ("sample", marked("sample")),
    ("version", marked("version")),
    ("date", marked("date")),
    ("footnote", marked("footnote")),
    ("direction", marked("direction")),
)


def tell_losses(document: Document, tasks: Sequence[Card], report: Report) -> None:
    """Tell what a diagram with these cards as tasks leaves out of a map."""
    _tell_other_cards(document, {card.id for card in tasks}, report)
    for sentence, kind in _KINDS:
        _tell(report, _(sentence), document.count(kind))
    _tell_fields(report, _("of the tasks’ cards"), _CARD_FIELDS, tasks)
    _tell_fields(report, _("of the map"), _MAP_FIELDS, [document.map])
    stages = document.stages
    _tell(report, _("durations of stages: {n}"), sum(bool(stage.duration) for stage in stages))
    _tell(report, _("goals of stages: {n}"), sum(bool(stage.goal) for stage in stages))
    named = {card.step for card in tasks}
    titled = sum(bool(step.title) and step.id in named for step in document.steps)
    _tell(report, _("titles of steps: {n}"), titled)
    _tell_curves(document, report)


def _tell(report: Report, sentence: str, count: int) -> None:
    if count:
        report.dropped("", sentence.format(n=count))


def _tell_other_cards(document: Document, tasks: set[str], report: Report) -> None:
    others = Counter(card.lane for card in document.all(Card) if card.id not in tasks)
    lanes = (f"{_name(lane)}: {others[lane.id]}" for lane in document.lanes if others[lane.id])
    if others:
        told = _("cards of other lanes: {n} ({lanes})")
        report.dropped("", told.format(n=others.total(), lanes=", ".join(lanes)))


def _name(lane: Lane) -> str:
    role = ROLES.get(lane.role)
    return lane.title or (_(role.title) if role else lane.role)


def _tell_fields(
    report: Report, whose: str, fields: Iterable[tuple[str, str]], records: Sequence[Record]
) -> None:
    filled = ((title, sum(bool(getattr(record, field)) for record in records)) for field, title in fields)
    counts = [f"{_(title)} ({count})" for title, count in filled if count]
    if counts:
        report.dropped("", _("{whose}: {fields}").format(whose=whose, fields=", ".join(counts)))


def _tell_curves(document: Document, report: Report) -> None:
    first = document.first_series
    points = list(document.all(EmotionPoint))
    _tell(report, _("curves besides the first: {n}"), max(document.count(Series) - 1, 0))
    labels = sum(bool(point.label) and first is not None and point.series == first.id for point in points)
    _tell(report, _("labels of the curve: {n}"), labels)
