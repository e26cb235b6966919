"""What of a map the OpenJourney Format cannot hold, a note for each sort of thing."""

import re
from collections.abc import Collection, Iterator

from journeymapper.formats.lane_names import role_of_name, told_by_role
from journeymapper.formats.losses import all_fields, losses
from journeymapper.formats.ojf import ADDED_MARK
from journeymapper.formats.ojf_cards import SCALE
from journeymapper.formats.ojf_folding import Folded
from journeymapper.formats.ojf_nodes import Scores, icon_name, kind_is_told, node_id
from journeymapper.formats.report import Note
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    JourneyMap,
    Lane,
    Link,
    Measure,
    Owner,
    Persona,
    Record,
    Series,
    Stage,
    Step,
)

VERSIONS = re.compile(r"\d+(\.\d+)*")
"""The versions that a journey may name."""


def ojf_losses(document: Document, folded: Folded, scores: Scores) -> tuple[Note, ...]:
    """What is lost of a document, with how many of each."""
    counted = _counted(document, folded)
    changes = (Note("", "changed", f"{text}: {count}") for text, count in counted if count)
    return (*changes, *losses(document, _Holding(document, folded, scores).fields))


def _counted(document: Document, folded: Folded) -> Iterator[tuple[str, int]]:
    cards = [card for card in document.all(Card) if card.id not in folded.cards]
    yield _("key figures and owners written as plain nodes"), _figures(document)
    yield _("pain points of the highest severity, written as “high”"), _worst(document)
    untold = sum(not kind_is_told(document, card) for card in cards)
    yield _("cards of a kind that neither lane nor purpose tells"), untold


class _Holding:
    """What a journey holds of the records of a map."""

    def __init__(self, document: Document, folded: Folded, scores: Scores) -> None:
        self._folded = folded
        self._parts = {card.id: section for found in folded.parts.values() for section, card in found}
        self._points = scores.point_ids()
        self._series = document.first_series
        self._sentiments = {(card.step, str(card.extra.get("sentiment"))) for card in document.all(Card)}
        self._first = document.personas[0].id if document.personas else ""

    def fields(self, record: Record) -> Collection[str] | None:
        """The fields that the journey holds of a record; None where it leaves the record out."""
        match record:
            case JourneyMap():
                version = ("version",) if VERSIONS.fullmatch(record.version) else ()
                return ("title", "scenario", "extra", *version)
            case Persona():
                return ("name", "role") if record.id == self._first else None
            case Lane():
                return ("title", "extra", *_told(record))
            case Card():
                return tuple(self._of_card(record))
            case Series():
                is_first = self._series is not None and record.id == self._series.id
                return tuple(self._of_series(record)) if is_first else None
            case EmotionPoint():
                return tuple(self._of_point(record)) if record.id in self._points else None
            case Link() if {record.source, record.target} & self._folded.cards:
                return all_fields(Link)
            case _:
                return _PLAIN.get(type(record))

    def _of_card(self, card: Card) -> Iterator[str]:
        yield from ("kind", "text", "details", "severity", "tags", "extra")
        # What a node had before counts more than the code.
        if card.id not in self._folded.cards and node_id(card) == card.code:
            yield "code"
        if icon_name(card):
            yield "icon"
        if card.id in self._folded.moments:
            yield "weight"
        if card.id in self._parts:
            yield self._parts[card.id].field

    def _of_series(self, series: Series) -> Iterator[str]:
        """Reading names the curve and gives it to the persona."""
        if series.title == _("Emotion"):
            yield "title"
        if series.persona == self._first:
            yield "persona"

    def _of_point(self, point: EmotionPoint) -> Iterator[str]:
        yield "value"
        if point.source_scale == SCALE:
            yield from ("source_value", "source_scale")
        if (point.step, point.label) in self._sentiments:
            yield "label"


_PLAIN: dict[type[Record], tuple[str, ...]] = {
    Stage: ("title", "extra"),
    Step: (),
    Measure: ("label", "value", "change"),
    Owner: ("name", "team"),
}


def _told(lane: Lane) -> Iterator[str]:
    """What the name of a lane tells those who read the file."""
    if ADDED_MARK in lane.extra:
        yield "hint"
    if ADDED_MARK in lane.extra or role_of_name(lane.title) == lane.role:
        yield "role"
        yield from told_by_role(lane)


def _figures(document: Document) -> int:
    return document.count(Measure) + document.count(Owner)


def _worst(document: Document) -> int:
    return sum(card.severity == 4 for card in document.all(Card))
