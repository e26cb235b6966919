"""What differs between two states of a map, record by record and field by field, in the order in which people read it.

Whatever is found can be applied again: `before` with all differences is `after`. What a difference is called in words
stands in `commands.difference_text`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from journeymapper.analysis.reading import reading_rank
from journeymapper.model.document import Document
from journeymapper.model.fields import changed_fields, value_of, with_values
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
from journeymapper.model.siblings import Place, place_fields, place_of, siblings_of

Group = Literal["map", "personas", "stages", "rows", "cards", "emotions", "links", "evidence", "pictures"]

GROUPS: Mapping[type[Record], Group] = {
    JourneyMap: "map",
    Persona: "personas",
    Stage: "stages",
    Step: "stages",
    Lane: "rows",
    Line: "rows",
    Card: "cards",
    Measure: "cards",
    Owner: "cards",
    Series: "emotions",
    EmotionPoint: "emotions",
    Link: "links",
    Evidence: "evidence",
    Asset: "pictures",
}
"""Where a person looks for a record, in reading order."""


class FieldChange(msgspec.Struct, frozen=True):
    """A field with its two values; `field` and UNSET as in `model.fields`."""

    field: str
    before: Any
    after: Any


class Added(msgspec.Struct, frozen=True):
    """A record that was not there before."""

    record: Record


class Removed(msgspec.Struct, frozen=True):
    """A record that is no longer there."""

    record: Record


class Changed(msgspec.Struct, frozen=True):
    """A record that says something else."""

    before: Record
    after: Record
    fields: tuple[FieldChange, ...]


class Moved(msgspec.Struct, frozen=True):
    """A record that stands in another lane, stage or step, or belongs to one; what it says is no part of this."""

    before: Record
    after: Record
    fields: tuple[FieldChange, ...]


class Reordered(msgspec.Struct, frozen=True):
    """Siblings whose order keys changed.

    `ids` are those of the siblings that stood and stand there, as they follow each other now; `moved` is the fewest
    that must have been moved. Where only keys were renewed and nobody can see it, `moved` is empty.
    """

    place: Place
    ids: tuple[str, ...]
    moved: tuple[str, ...]
    orders: Mapping[str, tuple[str, str]]


class PictureChanged(msgspec.Struct, frozen=True):
    """The bytes of a picture that the map came to hold or no longer holds; sizes in bytes, None for not held."""

    sha256: str
    before: int | None
    after: int | None


Difference = Added | Removed | Changed | Moved | Reordered | PictureChanged


class Comparison(msgspec.Struct, frozen=True):
    """All differences by group, groups and differences in reading order; falsy where there are none."""

    groups: Mapping[Group, tuple[Difference, ...]]

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All differences, in reading order."""
        return tuple(difference for found in self.groups.values() for difference in found)


def compare(before: Document, after: Document) -> Comparison:
    """What must change in `before` to make it `after`."""
    found: dict[Group, list[tuple[tuple[Any, ...], Difference]]] = {}
    for rank, group, difference in _ranked(before, after):
        found.setdefault(group, []).append((rank, difference))
    return Comparison(
        {
            group: tuple(pair[1] for pair in sorted(found[group], key=lambda pair: pair[0]))
            for group in dict.fromkeys(GROUPS.values())
            if group in found
        }
    )


def applied(records: Mapping[str, Record], differences: tuple[Difference, ...]) -> dict[str, Record]:
    """The records by id as the differences leave them."""
    result = dict(records)
    for difference in differences:
        if isinstance(difference, Removed):
            del result[difference.record.id]
    for difference in differences:
        match difference:
            case Added(record=record):
                result[record.id] = record
            case Changed(before=record, fields=fields) | Moved(before=record, fields=fields):
                values = {change.field: change.after for change in fields}
                result[record.id] = with_values(result[record.id], values)
            case Reordered(orders=orders):
                for key, (_before, order) in orders.items():
                    result[key] = with_values(result[key], {"order": order})
    return result


def record_differences(
    before: Record | None, after: Record | None
) -> Iterator[Added | Removed | Changed | Moved]:
    """What differs in one record, but for an order key alone; both have one id where both are there."""
    if before is None or after is None or type(before) is not type(after):
        if before is not None:
            yield Removed(before)
        if after is not None:
            yield Added(after)
        return
    places = place_fields(after)
    changes = [
        FieldChange(name, value_of(before, name), value_of(after, name))
        for name in changed_fields(before, after)
    ]
    if place_of(before) != place_of(after):
        moves = tuple(change for change in changes if change.field in places)
        yield Moved(before, after, moves)
    rest = tuple(change for change in changes if change.field not in places)
    if rest:
        yield Changed(before, after, rest)


def _ranked(before: Document, after: Document) -> Iterator[tuple[tuple[Any, ...], Group, Difference]]:
    orders: dict[Place, dict[str, tuple[str, str]]] = {}
    for old, new in _changed_records(before, after):
        for difference in record_differences(old, new):
            record = difference.record if isinstance(difference, Added | Removed) else difference.after
            document = before if isinstance(difference, Removed) else after
            yield reading_rank(document, record), GROUPS[type(record)], difference
        if old is not None and new is not None and _only_reordered(old, new):
            orders.setdefault(place_of(new), {})[new.id] = (
                value_of(old, "order"),
                value_of(new, "order"),
            )
    for place, changes in orders.items():
        reordered = _reordered(before, after, place, changes)
        first = after[reordered.ids[0]]
        yield (*reading_rank(after, first)[:-2], "", ""), GROUPS[type(first)], reordered
    yield from _pictures(before, after)


def _changed_records(before: Document, after: Document) -> Iterator[tuple[Record | None, Record | None]]:
    for old in before:
        new = after.get(old.id)
        if new is not old and new != old:
            yield old, new
    for new in after:
        if new.id not in before:
            yield None, new


def _only_reordered(old: Record, new: Record) -> bool:
    return (
        type(old) is type(new)
        and "order" in old.__struct_fields__
        and place_of(old) == place_of(new)
        and value_of(old, "order") != value_of(new, "order")
    )


def _reordered(
    before: Document, after: Document, place: Place, orders: Mapping[str, tuple[str, str]]
) -> Reordered:
    was = [record.id for record in siblings_of(before, place)]
    stayed = set(was)
    ids = tuple(record.id for record in siblings_of(after, place) if record.id in stayed)
    position = {key: index for index, key in enumerate(was)}
    still = _longest_rising([position[key] for key in ids])
    moved = tuple(key for key in ids if position[key] not in still)
    return Reordered(place, ids, moved, orders)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The numbers of a longest rising subsequence: those that need not have been moved."""
    ends: list[int] = []  # the lowest number that a rising subsequence of each length ends in
    previous: dict[int, int | None] = {}
    for number in numbers:
        length = bisect_left(ends, number)
        previous[number] = ends[length - 1] if length else None
        ends[length : length + 1] = [number]
    found: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        found.add(at)
        at = previous[at]
    return found


def _pictures(before: Document, after: Document) -> Iterator[tuple[tuple[Any, ...], Group, Difference]]:
    held, holds = _held(before), _held(after)
    for sha256 in sorted(held.keys() ^ holds.keys()):
        yield (
            ("~", sha256),
            "pictures",
            PictureChanged(sha256, held.get(sha256), holds.get(sha256)),
        )


def _held(document: Document) -> dict[str, int]:
    """The pictures that a map's assets name and that it has: their sizes in bytes by SHA-256."""
    return {
        asset.sha256: len(document.media[asset.sha256])
        for asset in document.all(Asset)
        if asset.sha256 in document.media
    }
