"""What a format leaves out of a map: the fields that say something, less those that the format holds.

A format says for each record which of its fields it holds (`Held`); a note for each type of record tells the others.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from journeymapper.formats.field_names import FIELD_NAMES, UNKNOWN
from journeymapper.formats.report import Note
from journeymapper.model.document import Document
from journeymapper.model.fields import known_fields
from journeymapper.model.i18n import _
from journeymapper.model.i18n import mark as marked
from journeymapper.model.records import (
    Asset,
    Card,
    EmotionPoint,
    Evidence,
    JourneyMap,
    Lane,
    Line,
    Link,
    Measure,
    Owner,
    Persona,
    Record,
    Series,
    Stage,
    Step,
)

Held = Callable[[Record], Collection[str] | None]
"""The fields of a record that a format holds; None where it leaves the record out."""

NAMES: dict[type[Record], str] = {
    JourneyMap: marked("map"),
    Persona: marked("personas"),
    Stage: marked("stages"),
    Step: marked("steps"),
    Lane: marked("lanes"),
    Line: marked("lines among the lanes"),
    Card: marked("cards"),
    Measure: marked("KPIs"),
    Owner: marked("owners"),
    Series: marked("curves"),
    EmotionPoint: marked("points of curves"),
    Link: marked("links"),
    Evidence: marked("sources of evidence"),
    Asset: marked("pictures"),
}
"""What losses call the records of a type."""

# Where a record stands: formats that show it show this, and none of it is a word of anybody's.
_PLACE = frozenset(("order", "lane", "stage", "step", "series"))
_MADE_OF: dict[type[Record], frozenset[str]] = {
    Link: frozenset(("source", "target")),
    Asset: frozenset(("sha256", "media_type", "width", "height")),
}


@cache
def all_fields(kind: type[Record]) -> frozenset[str]:
    """The fields of a type that can say something, "extra" among them."""
    return frozenset((*known_fields(kind), "extra")) - _PLACE - _MADE_OF.get(kind, frozenset())


def holding(fields: Mapping[type[Record], Collection[str]]) -> Held:
    """What a format holds that holds the same fields of all records of a type, and none of other types."""
    return lambda record: fields.get(type(record))


def losses(document: Document, held: Held) -> tuple[Note, ...]:
    """What a format leaves out of a map: for each type how many records, or which fields of how many."""
    found = (note for kind in NAMES for note in _of_type(document, kind, held))
    return tuple(Note("", "dropped", text) for text in found)


def says(record: Record, name: str) -> bool:
    """Whether a field says something: it is not empty, and not what it is where nobody says otherwise."""
    value = getattr(record, name)
    return value not in ("", None, (), {}) and value != _defaults(type(record)).get(name, "")


@cache
def _defaults(kind: type[Record]) -> Mapping[str, Any]:
    return {
        field.name: field.default
        for field in msgspec.structs.fields(kind)
        if field.default is not msgspec.NODEFAULT
    }


def _of_type(document: Document, kind: type[Record], held: Held) -> Iterator[str]:
    left_out = 0
    lost: Counter[str] = Counter()
    for record in document.all(kind):
        fields = held(record)
        if fields is None and kind is not JourneyMap:
            left_out += 1
        else:
            lost.update(name for name in all_fields(kind).difference(fields or ()) if says(record, name))
    if left_out:
        yield _counted(_(NAMES[kind]), left_out, document.count(kind))
    if lost:
        yield _named(kind, lost, alone=document.count(kind) == 1)


def _counted(name: str, count: int, among: int) -> str:
    if count == among:
        return _("{what}: {n}").format(what=name, n=count)
    return _("{what}: {n} of {all}").format(what=name, n=count, all=among)


def _named(kind: type[Record], lost: Counter[str], *, alone: bool) -> str:
    """The names of fields in the order that records have them, with how many records say them."""
    names = [name for name in (*known_fields(kind), "extra") if lost[name]]
    titles = (_(UNKNOWN if name == "extra" else FIELD_NAMES[name]) for name in names)
    told = [
        title if alone else _("{field} ({n})").format(field=title, n=lost[name])
        for title, name in zip(titles, names, strict=True)
    ]
    return _("{what}: {fields}").format(what=_(NAMES[kind]), fields=", ".join(told))
