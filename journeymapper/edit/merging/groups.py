"""Which edits belong to one deed: a stage that was deleted took its steps, its cards and their links along."""

from collections.abc import Iterator

from journeymapper.edit.merging.sides import Edit, Edits, Side
from journeymapper.edit.merging.units import PLACE, WHOLE, unit_of_field
from journeymapper.model.records import (
    REFERENCES,
    Placed,
    Record,
    Reference,
)


def roots_of(deleter: Side, key: str) -> list[str]:
    """The records whose deletion took this deleted one along; itself where it was deleted for its own sake."""
    found: set[str] = set()
    waiting, seen = [key], {key}
    while waiting:
        current = waiting.pop()
        above = [parent for parent in _parents(deleter.base[current]) if deleter.deletes_at_all(parent)]
        if not above:
            found.add(current)
        waiting += [parent for parent in above if parent not in seen]
        seen.update(above)
    return sorted(found)


def deletion(deleter: Side, root: str) -> Edits:
    """Every edit that deleting a record consisted of: what went along, and what pointed at any of it."""
    edits: Edits = set()
    waiting, seen = [root], {root}
    while waiting:
        key = waiting.pop()
        edits.add(Edit(key, WHOLE))
        for other in deleter.base.referring_ids(key) - seen:
            record = deleter.base[other]
            if deleter.deletes_at_all(other) and key in _parents(record):
                seen.add(other)
                waiting.append(other)
            elif other in deleter.document:
                edits |= _let_go(deleter, record, key)
    return edits


def changes_within(other: Side, deleted: Edits) -> Edits:
    """What a side changed in records that the other one deleted."""
    return {
        edit
        for key, unit in deleted
        if unit == WHOLE and key in other.base and key in other.document
        for edit in other.made(key)
    }


def pointing_into(other: Side, deleted: Edits) -> Edits:
    """What a side did by which something now stands in, or points at, what the other one deleted."""
    edits: Edits = set()
    gone = {key for key, unit in deleted if unit == WHOLE and key in other.base}
    for key in gone:
        for referring in other.document.referring_ids(key) - gone:
            edits |= _pointing(other, referring, key)
    return edits


def followers(side: Side, step: str) -> Edits:
    """The edits by which what stood in a step came along when the step went to another stage."""
    edits: Edits = set()
    for item in side.base.referring(Placed, step):
        after = side.document.find(Placed, item.id)
        if after is not None and item.step == after.step == step and item.stage != after.stage:
            edits.add(Edit(item.id, PLACE))
    return edits


def references_to(record: Record, key: str) -> Iterator[Reference]:
    """The references by which a record points at another."""
    for reference in REFERENCES.get(type(record), ()):
        value = getattr(record, reference.field)
        if key in value if reference.many else key == value:
            yield reference


def _parents(record: Record) -> list[str]:
    """What a record cannot be without."""
    return [
        getattr(record, reference.field)
        for reference in REFERENCES.get(type(record), ())
        if not reference.optional
    ]


def _let_go(deleter: Side, before: Record, key: str) -> Edits:
    """The edits by which a record that pointed at a deleted one no longer does."""
    after = deleter.document[before.id]
    edits: Edits = set()
    for reference in references_to(before, key):
        unit = unit_of_field(type(before), reference.field)
        elsewhere = (
            isinstance(before, Placed)
            and isinstance(after, Placed)
            and unit == PLACE
            and (before.lane, before.stage) != (after.lane, after.stage)
        )
        if Edit(before.id, unit) in deleter.made(before.id) and not elsewhere:
            edits.add(Edit(before.id, unit))
    return edits


def _pointing(side: Side, referring: str, key: str) -> Edits:
    made = side.made(referring)
    if Edit(referring, WHOLE) in made:
        return {Edit(referring, WHOLE)}
    record, before = side.document[referring], side.base[referring]
    was = set(references_to(before, key))
    return {
        edit
        for reference in references_to(record, key)
        if reference not in was
        for edit in made
        if edit.unit == unit_of_field(type(record), reference.field)
    }


def steps_taken(side: Side, stage: str) -> Edits:
    """The edits by which a side left a stage without steps that it had."""
    edits: Edits = set()
    for step in side.base.steps_of(stage):
        if side.deletes(step.id):
            edits |= deletion(side, step.id)
        elif side.moves_step(step.id, PLACE):
            edits |= {Edit(step.id, PLACE)} | followers(side, step.id)
    return edits
