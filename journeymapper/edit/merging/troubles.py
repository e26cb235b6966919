"""What is wrong with two people's edits put together, though each map was right: found on the records they touched."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from journeymapper.edit.merging.groups import references_to
from journeymapper.edit.merging.units import unit_of_field
from journeymapper.model.document import Document
from journeymapper.model.records import (
    REFERENCES,
    EmotionPoint,
    JourneyMap,
    Line,
    Link,
    Placed,
    Record,
    Stage,
    Step,
    references_of,
)


class Dangling(NamedTuple):
    """A record that points at what is not there, by a unit."""

    record: str
    unit: str
    missing: str


class Astray(NamedTuple):
    """Something in a step that belongs to another stage."""

    record: str
    step: str


class Emptied(NamedTuple):
    """A stage without a step."""

    stage: str


class Alike(NamedTuple):
    """Records of which only one can be: points at one step, links of one kind, lines of one role."""

    records: tuple[str, ...]


class Circular(NamedTuple):
    """A link from a card to itself."""

    link: str


Trouble = Dangling | Astray | Emptied | Alike | Circular


def troubles(document: Document, touched: Iterable[str], base: Document) -> list[Trouble]:
    """What is wrong, each once, in an order that depends on the map alone."""
    found: set[Trouble] = set()
    for key in touched:
        record, before = document.get(key), base.get(key)
        if record is not None:
            found.update(_own(document, record))
        if record is None or isinstance(record, Step) or type(record) is not type(before):
            for other in document.referring_ids(key):
                found.update(_references(document, document[other]))
        for step in (record, before):
            if isinstance(step, Step):
                found.update(_emptied(document, step.stage))
    return sorted(found, key=lambda trouble: (type(trouble).__name__, trouble))


def _own(document: Document, record: Record) -> Iterator[Trouble]:
    yield from _references(document, record)
    yield from _alike(document, record)
    if isinstance(record, Stage):
        yield from _emptied(document, record.id)
    if isinstance(record, Link) and record.source == record.target:
        yield Circular(record.id)


def _references(document: Document, record: Record) -> Iterator[Trouble]:
    targets = {reference.field: reference.targets for reference in REFERENCES.get(type(record), ())}
    for key in references_of(record):
        for reference in references_to(record, key):
            if not isinstance(document.get(key), targets[reference.field]):
                yield Dangling(record.id, unit_of_field(type(record), reference.field), key)
    if isinstance(record, Placed) and record.step:
        step = document.find(Step, record.step)
        if step is not None and step.stage != record.stage:
            yield Astray(record.id, step.id)


def _emptied(document: Document, key: str) -> Iterator[Trouble]:
    if document.find(Stage, key) is not None and not document.steps_of(key):
        yield Emptied(key)


def _alike(document: Document, record: Record) -> Iterator[Trouble]:
    alike: list[Record] = []
    match record:
        case EmotionPoint():
            alike += document.points_at(record.series, record.step)
        case Link():
            ends = (record.source, record.target, record.kind)
            links = document.links_of(record.source)
            alike += [link for link in links if (link.source, link.target, link.kind) == ends]
        case Line():
            alike += [line for line in document.lines if line.role == record.role]
        case JourneyMap():
            alike += document.all(JourneyMap)
    if len(alike) > 1:
        yield Alike(tuple(sorted(other.id for other in alike)))
