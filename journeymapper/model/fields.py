"""Records field by field: what comparing and merging two maps look at.

A field that this version does not know stands in `extra`; it is named "extra.<its name>" here. `msgspec.UNSET` is the
value of one that a record does not have.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from journeymapper.model.records import Record

R = TypeVar("R", bound=Record)

EXTRA = "extra."


@cache
def known_fields(kind: type[Record]) -> tuple[str, ...]:
    """The names of the fields of a type, in order, but for its id and its `extra`."""
    return tuple(name for name in kind.__struct_fields__ if name not in ("id", "extra"))


def value_of(record: Record, name: str) -> Any:
    """The value of a field, known or not."""
    if name.startswith(EXTRA):
        return record.extra.get(name.removeprefix(EXTRA), msgspec.UNSET)
    return getattr(record, name)


def with_values(record: R, values: Mapping[str, Any]) -> R:
    """The record with other values in some fields, known or not."""
    known = {name: value for name, value in values.items() if not name.startswith(EXTRA)}
    if len(known) == len(values):
        return msgspec.structs.replace(record, **known)
    extra = dict(record.extra)
    for name, value in values.items():
        if name.startswith(EXTRA):
            extra.pop(name.removeprefix(EXTRA), None)
            if value is not msgspec.UNSET:
                extra[name.removeprefix(EXTRA)] = value
    return msgspec.structs.replace(record, **known, extra=extra)


def changed_fields(before: Record, after: Record) -> tuple[str, ...]:
    """The names of the fields in which two records of one type differ, in order; unknown ones last, by name."""
    changed = [name for name in known_fields(type(before)) if getattr(before, name) != getattr(after, name)]
    if before.extra != after.extra:
        names = sorted(before.extra.keys() | after.extra.keys())
        missing = msgspec.UNSET
        changed += [
            EXTRA + name
            for name in names
            if before.extra.get(name, missing) != after.extra.get(name, missing)
        ]
    return tuple(changed)
