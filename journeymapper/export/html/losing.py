"""What the web page does not say of a map."""

from collections.abc import Collection

from journeymapper.formats.losses import all_fields, losses
from journeymapper.formats.report import Note
from journeymapper.model.document import Document
from journeymapper.model.records import (
    Asset,
    Card,
    EmotionPoint,
    Lane,
    Link,
    Owner,
    Persona,
    Record,
    Series,
)

_UNSAID: dict[type[Record], frozenset[str]] = {
    Card: frozenset(("icon",)),
    Lane: frozenset(("band", "role")),
    Owner: frozenset(("initials",)),
    Link: frozenset(("probability",)),
    Asset: frozenset(("title",)),
}


def page_losses(document: Document) -> tuple[Note, ...]:
    """What stands nowhere on the page."""
    portraits = {persona.portrait for persona in document.all(Persona)}
    curves = _named_curves(document)

    def held(record: Record) -> Collection[str] | None:
        match record:
            case Asset() if record.id not in portraits or record.sha256 not in document.media:
                return None
            case Persona() if record.portrait:
                return all_fields(Persona) - {"extra", "avatar"}
            case Series():
                return curves.get(record.id, ())
            case _:
                kind = type(record)
                return all_fields(kind) - {"extra"} - _UNSAID.get(kind, frozenset())

    return losses(document, held)


def _named_curves(document: Document) -> dict[str, tuple[str, ...]]:
    """What the page says of curves: where there are several in a lane, their titles, or else whose they are."""
    found: dict[str, tuple[str, ...]] = {}
    shown = {point.series for point in document.all(EmotionPoint)}
    for lane in document.lanes:
        for series in document.series_of(lane.id):
            if series.id in shown:
                found[series.id] = ("title",) if series.title else ("persona", "mode", "horizon")
    return found
