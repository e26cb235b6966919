"""Records from outside made to keep to the rules: what points nowhere, stands twice or is out of range is told."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from journeymapper.formats.draft import orders
from journeymapper.formats.report import Report
from journeymapper.model.checks import value_problems
from journeymapper.model.fields import known_fields
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource
from journeymapper.model.records import (
    REFERENCES,
    EmotionPoint,
    JourneyMap,
    Line,
    Link,
    Placed,
    Record,
    Reference,
    Stage,
    Step,
)
from journeymapper.model.strict_json import plain_problem

R = TypeVar("R", bound=Record)

_ROUNDS = 8
"""References lead over fewer records than this: a link's card's stage is the longest way."""


def record_of(kind: type[R], plain: object, path: str, report: Report) -> R | None:
    """The record that plain values say, None where they say none that may stand in a map."""
    try:
        record = msgspec.convert(plain, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        report.dropped(path, _("it is no whole record ({reason})").format(reason=str(error)[:200]))
        return None
    problem = next(value_problems(record), "") or plain_problem(record.extra)
    hidden = record.extra.keys() & set(known_fields(kind)) | record.extra.keys() & {"id"}
    if hidden:
        problem = problem or _("its unknown fields have names of known ones")
    if problem:
        report.dropped(path, problem)
        return None
    return record


def settled(records: Iterable[Record], new_id: IdSource, report: Report) -> list[Record]:
    """The records without those that break a rule; every stage has a step. Ids must be unique already."""
    found = {record.id: record for record in records}
    for _round in range(_ROUNDS):
        kept = {key: whole for key, one in found.items() if (whole := _whole(one, found)) is not None}
        settled_now = len(kept) == len(found) and all(kept[key] is found[key] for key in found)
        _tell_dangling(len(found) - len(kept), report)
        found = kept
        if settled_now:
            break
    unique = list(_once(found.values(), report))
    return [*unique, *_steps_lacking(unique, new_id, report)]


def _tell_dangling(count: int, report: Report) -> None:
    if count:
        report.dropped("", _("records whose stage, lane or card is not there: {n}").format(n=count))


def _whole(record: Record, others: Mapping[str, Record]) -> Record | None:
    """The record with its optional references that lead nowhere emptied, None where another leads nowhere."""
    changes: dict[str, Any] = {}
    for reference in REFERENCES.get(type(record), ()):
        value = getattr(record, reference.field)
        if reference.many:
            kept = tuple(key for key in value if isinstance(others.get(key), reference.targets))
            if kept != value:
                changes[reference.field] = kept
        elif (value or not reference.optional) and not isinstance(others.get(value), reference.targets):
            if not _may_be_empty(reference):
                return None
            changes[reference.field] = ""
    if isinstance(record, Placed) and "step" not in changes and record.step:
        step = others[record.step]
        if isinstance(step, Step) and step.stage != record.stage:
            changes["step"] = ""
    return msgspec.structs.replace(record, **changes) if changes else record


def _may_be_empty(reference: Reference) -> bool:
    return reference.optional


def _once(records: Iterable[Record], report: Report) -> Iterator[Record]:
    """The records without those that say what another does already."""
    seen: set[tuple[object, ...]] = set()
    for record in records:
        key = _saying(record)
        if key in seen or (isinstance(record, Link) and record.source == record.target):
            report.dropped(
                "", _("“{id}” says what another record does, or links a card to itself").format(id=record.id)
            )
            continue
        seen.add(key)
        yield record


def _saying(record: Record) -> tuple[object, ...]:
    match record:
        case Link():
            return "link", record.source, record.target, record.kind
        case EmotionPoint():
            return "point", record.series, record.step
        case Line():
            return "line", record.role
        case JourneyMap():
            return ("map",)
        case _:
            return "id", record.id


def _steps_lacking(records: Iterable[Record], new_id: IdSource, report: Report) -> Iterator[Record]:
    stages = {record.id for record in records if isinstance(record, Stage)}
    divided = {record.stage for record in records if isinstance(record, Step)}
    for stage in sorted(stages - divided):
        report.changed("", _("a stage without steps was given one"))
        yield Step(id=new_id(), stage=stage, order=orders(1)[0])
