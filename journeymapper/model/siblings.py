"""Among which records a record is sorted."""

from collections.abc import Sequence

from journeymapper.model.document import Document
from journeymapper.model.records import Lane, Line, Placed, Record, Series, Step

Place = tuple[str, ...]
"""What siblings share: the sort of place, then the ids of the records that make it."""


def place_of(record: Record) -> Place:
    """Where a record stands, apart from its order there: what a person would call another place if it changed."""
    match record:
        case Placed():
            return ("cell", record.lane, record.stage, record.step)
        case Step():
            return ("stage", record.stage)
        case Series():
            return ("lane", record.lane)
        case Lane() | Line():
            return ("rows",)
    return (type(record).__name__,)


def place_fields(record: Record) -> frozenset[str]:
    """The fields that say where a record stands among its siblings, its order key included."""
    match record:
        case Placed():
            return frozenset(("lane", "stage", "step", "order"))
        case Step():
            return frozenset(("stage", "order"))
        case Series():
            return frozenset(("lane", "order"))
    return frozenset(("order",))


def siblings_of(document: Document, place: Place) -> Sequence[Record]:
    """The records that stand at a place, in order; none where the place has no order."""
    match place:
        case ("cell", lane, stage, step):
            return [item for item in document.cell(lane, stage) if item.step == step]
        case ("stage", stage):
            return document.steps_of(stage)
        case ("lane", lane):
            return document.series_of(lane)
        case ("rows",):
            return document.rows
    whole: dict[str, Sequence[Record]] = {
        "Persona": document.personas,
        "Stage": document.stages,
        "Evidence": document.evidence,
    }
    return whole.get(place[0], ())
