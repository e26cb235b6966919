"""Fields of records as plain texts, for formats that show them beside a shape."""

from collections.abc import Iterator

from journeymapper.model.document import Document
from journeymapper.model.fields import known_fields
from journeymapper.model.records import (
    REFERENCES,
    Card,
    Evidence,
    Lane,
    Measure,
    Owner,
    Record,
    Series,
    Stage,
    Step,
)

_SKIPPED = frozenset(("order",))


def field_texts(document: Document, record: Record) -> Iterator[tuple[str, str]]:
    """The fields of a record that say something, in order; ids of other records as what these are called."""
    references = {reference.field for reference in REFERENCES.get(type(record), ())}
    for name in known_fields(type(record)):
        value = getattr(record, name)
        if name in _SKIPPED or is_empty(value):
            continue
        yield name, _text(document, value, named=name in references)


def is_empty(value: object) -> bool:
    """Whether a field is passed over: `False` says something, 0 does not."""
    return value in ("", None, ()) or (value == 0 and not isinstance(value, bool))


def _text(document: Document, value: object, *, named: bool) -> str:
    match value:
        case tuple():
            return "; ".join(_text(document, part, named=named) for part in value)
        case str() if named:
            return name_of(document.get(value))
        case float() | int() if not isinstance(value, bool):
            return f"{value:g}"
        case _:
            return str(value)


def name_of(record: Record | None) -> str:
    """What people call a record."""
    match record:
        case Stage() | Lane() | Step() | Series():
            return record.title
        case Card():
            return record.code or record.text
        case Owner():
            return record.name
        case Evidence():
            return record.source
        case _:
            return ""


def shown_text(record: Record) -> str:
    """What a shape says of a card, a measure or an owner, with the details of a card left out."""
    match record:
        case Card():
            return record.text
        case Measure():
            return "\n".join(filter(None, (record.value, record.label, record.change)))
        case Owner():
            return "\n".join(filter(None, (record.name, record.team)))
        case _:
            return ""
