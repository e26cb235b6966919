"""What slides do not say of a map, neither on them nor in their notes."""

from collections.abc import Collection

from journeymapper.formats.losses import all_fields, losses
from journeymapper.formats.report import Note
from journeymapper.model.document import Document
from journeymapper.model.records import (
    Asset,
    Card,
    EmotionPoint,
    Evidence,
    JourneyMap,
    Link,
    Persona,
    Record,
    Series,
)

_FIELDS: dict[type[Record], frozenset[str]] = {
    JourneyMap: frozenset(("title", "subtitle", "scenario", "expectation", "language", "direction")),
    Persona: frozenset(("name", "role", "quote")),
    Series: frozenset(),
    EmotionPoint: frozenset(("value", "label")),
    Link: frozenset(("kind", "label")),
}


def slide_losses(document: Document) -> tuple[Note, ...]:
    """What is in no slide and in no notes; links without a way are told by who drew them."""
    sources = {key for card in document.all(Card) for key in card.evidence}

    def held(record: Record) -> Collection[str] | None:
        match record:
            case Asset():
                return None
            case Evidence():
                return ("source",) if record.id in sources else None
            case _:
                kind = type(record)
                return _FIELDS.get(kind, all_fields(kind) - {"extra"})

    return losses(document, held)
