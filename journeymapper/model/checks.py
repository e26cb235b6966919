"""Rules that every map obeys, whoever wrote it: closed lists, ranges, references, order keys."""

import math
from collections.abc import Iterable, Iterator

from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.order import is_key
from journeymapper.model.records import (
    RECORD_TYPES,
    REFERENCES,
    EmotionPoint,
    JourneyMap,
    Link,
    Placed,
    Record,
    Reference,
    Stage,
    Step,
)
from journeymapper.model.tables import CLOSED_LISTS, RANGES

LONGEST_TEXT = 100_000
LARGEST_NUMBER = 1e7

TYPE_NAMES: dict[type[Record], str] = {kind: name for name, kind in RECORD_TYPES.items()}


def value_problems(record: Record) -> Iterator[str]:
    """What is wrong with a record's own values, a sentence each."""
    name = TYPE_NAMES[type(record)]
    if not record.id:
        yield _("a {type} has no id").format(type=name)
    for field in record.__struct_fields__:
        if field == "extra":
            continue
        value = getattr(record, field)
        for problem in _field_problems(name, field, value):
            yield _("the {type} {id} has {problem} in “{field}”").format(
                type=name, id=record.id, problem=problem, field=field
            )


def is_bad_value(name: str, field: str, value: object) -> bool:
    """Whether a value breaks a rule in this field of records of this type, by its name in the file format."""
    return next(_field_problems(name, field, value), None) is not None


def reference_problems(document: Document, record: Record) -> Iterator[str]:
    """References of a record that lead nowhere or to a record of the wrong type, a sentence each."""
    name = TYPE_NAMES[type(record)]
    for reference in REFERENCES.get(type(record), ()):
        for key in _ids(record, reference):
            if not isinstance(document.get(key), reference.targets):
                yield _("the {type} {id} points at “{key}” in “{field}”, which is not there").format(
                    type=name, id=record.id, key=key, field=reference.field
                )
    if isinstance(record, Placed) and record.step:
        step = document.find(Step, record.step)
        if step is not None and step.stage != record.stage:
            yield _("the {type} {id} names a step of another stage").format(type=name, id=record.id)


def relation_problems(document: Document, record: Record) -> Iterator[str]:
    """What is wrong with a record beside the others of its type, a sentence each."""
    match record:
        case Stage() if not document.steps_of(record.id):
            yield _("the stage “{title}” ({id}) has no step").format(title=record.title, id=record.id)
        case EmotionPoint() if len(document.points_at(record.series, record.step)) > 1:
            yield _("the point {id} is the second of its series at one step").format(id=record.id)
        case Link():
            if record.source == record.target:
                yield _("the link {id} leads from a card to itself").format(id=record.id)
            alike = (record.source, record.target, record.kind)
            for other in document.referring(Link, record.source):
                if other.id != record.id and (other.source, other.target, other.kind) == alike:
                    yield _("the link {id} is the second of its kind between two cards").format(id=record.id)


def whole_problems(document: Document) -> Iterator[str]:
    """What is wrong with the document as a whole, apart from its records, a sentence each."""
    if document.count(JourneyMap) != 1:
        yield _("a map has exactly one “map” record; this has {n}").format(n=document.count(JourneyMap))
    lines = [line.role for line in document.lines]
    if len(lines) != len(set(lines)):
        yield _("a line stands in the map twice")


def document_problems(document: Document) -> Iterator[str]:
    """Everything wrong with a document, a sentence each; `edit.rules` keeps every edit to the same rules."""
    yield from whole_problems(document)
    for record in document:
        yield from value_problems(record)
        yield from reference_problems(document, record)
        yield from relation_problems(document, record)


def _ids(record: Record, reference: Reference) -> Iterable[str]:
    value = getattr(record, reference.field)
    if reference.many:
        return tuple(value)
    return (value,) if value or not reference.optional else ()


def _field_problems(name: str, field: str, value: object) -> Iterator[str]:
    match value:
        case str():
            yield from _text_problems(name, field, value)
        case bool() | None:
            return
        case int() | float():
            yield from _number_problems(name, field, value)
        case tuple():
            for part in value:
                yield from _field_problems(name, field, part)


def _text_problems(name: str, field: str, value: str) -> Iterator[str]:
    allowed = CLOSED_LISTS.get((name, field))
    if len(value) > LONGEST_TEXT:
        yield _("more than {n} characters").format(n=LONGEST_TEXT)
    elif allowed is not None and value not in allowed:
        yield _("the unknown value “{value}”").format(value=value[:40])
    elif field == "order" and not is_key(value):
        yield _("the malformed order key “{value}”").format(value=value[:40])
    elif any("\ud800" <= letter <= "\udfff" for letter in value):
        yield _("half of a character (a lone surrogate)")


def _number_problems(name: str, field: str, value: float) -> Iterator[str]:
    low, high = RANGES.get((name, field), (-LARGEST_NUMBER, LARGEST_NUMBER))
    if not math.isfinite(value) or not low <= value <= high:
        yield _("the value {value}, outside {low:g} to {high:g},").format(value=value, low=low, high=high)
