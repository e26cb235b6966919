"""What is merged as one: most fields by themselves, some only together, and how two values of one become one.

A card's place is one unit: half of one person's place and half of another's is where nobody put the card.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, Literal, TypeVar

from journeymapper.edit.merging.lists import merged_entries, merged_list, merged_set
from journeymapper.model.fields import changed_fields, known_fields, value_of, with_values
from journeymapper.model.records import (
    Asset,
    Card,
    Link,
    Measure,
    Owner,
    Persona,
    Record,
    Series,
    Step,
)

R = TypeVar("R", bound=Record)

WHOLE: Final = ""
"""The unit of a record that came, went or became another type."""
PLACE: Final = "place"
ORDER: Final = "order"

TOGETHER: Mapping[type[Record], Mapping[str, tuple[str, ...]]] = {
    Card: {PLACE: ("lane", "stage", "step", ORDER)},
    Measure: {PLACE: ("lane", "stage", "step", ORDER)},
    Owner: {PLACE: ("lane", "stage", "step", ORDER)},
    Step: {PLACE: ("stage", ORDER)},
    Series: {PLACE: ("lane", ORDER)},
    Link: {"ends": ("source", "target")},
    Asset: {"picture": ("sha256", "media_type", "width", "height")},
}
"""Fields that are merged together, by the name of their unit; every other field is a unit of its own."""

Sort = Literal["set", "list", "entries"]

SORTS: Mapping[tuple[type[Record], str], Sort] = {
    (Card, "tags"): "set",
    (Card, "people"): "set",
    (Card, "evidence"): "set",
    (Persona, "goals"): "list",
    (Persona, "pains"): "list",
    (Persona, "channels"): "entries",
}
"""Fields whose parts are merged one by one."""


class Unmergeable(Exception):
    """Both sides gave a unit another value."""


def units_between(before: Record | None, after: Record | None) -> set[str]:
    """The units in which two states of a record differ, `WHOLE` where it came, went or became another type."""
    if before is None or after is None or type(before) is not type(after):
        return set() if before == after else {WHOLE}
    units = _unit_by_field(type(before))
    return {units.get(name, name) for name in changed_fields(before, after)}


def fields_of_unit(kind: type[Record], unit: str) -> tuple[str, ...]:
    """The fields that make a unit."""
    return TOGETHER.get(kind, {}).get(unit, (unit,))


def unit_of_field(kind: type[Record], field: str) -> str:
    """The unit that a field belongs to."""
    return _unit_by_field(kind).get(field, field)


def values_of(record: Record, units: Iterable[str]) -> dict[str, Any]:
    """The values of all fields of these units, by field."""
    return {name: value_of(record, name) for unit in units for name in fields_of_unit(type(record), unit)}


def unit_value(record: Record, unit: str) -> Any:
    """The value of a unit: that of its field, or a tuple where it has several."""
    values = tuple(values_of(record, (unit,)).values())
    return values[0] if len(values) == 1 else values


def with_units(record: R, other: Record, units: Iterable[str]) -> R:
    """The record with the values that another of its type has in these units."""
    return with_values(record, values_of(other, units))


def merged_unit(base: Record, ours: Record, theirs: Record, unit: str) -> dict[str, Any]:
    """The values of a unit that both sides changed, by field. Raises Unmergeable where both meant something else."""
    first, second = values_of(ours, (unit,)), values_of(theirs, (unit,))
    if first == second:
        return first
    sort = SORTS.get((type(base), unit))
    merged = None
    if sort is not None:
        lists = (value_of(base, unit), value_of(ours, unit), value_of(theirs, unit))
        merged = _MERGERS[sort](*lists)
    if merged is None:
        raise Unmergeable
    return {unit: merged}


_MERGERS = {"set": merged_set, "list": merged_list, "entries": merged_entries}


@cache
def _unit_by_field(kind: type[Record]) -> Mapping[str, str]:
    together = TOGETHER.get(kind, {})
    found = {name: name for name in known_fields(kind)}
    return found | {name: unit for unit, names in together.items() for name in names}
