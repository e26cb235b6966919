"""What one person did to the map, edit by edit, and which of it still stands."""

from collections.abc import Iterable
from typing import NamedTuple

from journeymapper.edit.merging.units import WHOLE, merged_unit, units_between, with_units
from journeymapper.model.document import Document
from journeymapper.model.fields import with_values
from journeymapper.model.records import Record


class Edit(NamedTuple):
    """What a side did to one unit (`merging.units`) of a record."""

    record: str
    unit: str


Edits = set[Edit]


class Side:
    """One of two maps that began as the same, as edits of it. Edits can be taken back, and fixed so that they stay."""

    def __init__(self, base: Document, document: Document) -> None:
        self.base = base
        self.document = document
        self.units: dict[str, set[str]] = {}
        """The units that the side changed and that stand, by record."""
        self._made: dict[str, frozenset[str]] = {}
        self._fixed: Edits = set()
        for record in base:
            self._note(record.id, units_between(record, document.get(record.id)))
        for record in document:
            if record.id not in base:
                self._note(record.id, {WHOLE})

    def stands(self, edit: Edit) -> bool:
        """Whether the side made this edit and it was not taken back."""
        return edit.unit in self.units.get(edit.record, ())

    def on(self, key: str) -> Edits:
        """The edits of a record that stand."""
        return {Edit(key, unit) for unit in self.units.get(key, ())}

    def made(self, key: str) -> Edits:
        """The edits of a record that the side made, whether they stand or not."""
        return {Edit(key, unit) for unit in self._made.get(key, ())}

    def touched(self) -> set[str]:
        """The ids of the records that the side edited."""
        return set(self._made)

    def deletes_at_all(self, key: str) -> bool:
        """Whether the side deleted this record, whether that stands or not."""
        return key in self.base and key not in self.document

    def deletes(self, key: str) -> bool:
        """Whether the side deleted this record, and that stands."""
        return self.deletes_at_all(key) and self.stands(Edit(key, WHOLE))

    def moves_step(self, key: str, unit: str) -> bool:
        """Whether the side brought a step to another stage, and that stands."""
        before, after = self.base.get(key), self.document.get(key)
        return self.stands(Edit(key, unit)) and getattr(before, "stage", "") != getattr(after, "stage", "")

    def take_back(self, edits: Iterable[Edit]) -> bool:
        """Let edits no longer stand, but for fixed ones; whether any did stand."""
        found = [edit for edit in edits if self.stands(edit) and edit not in self._fixed]
        for edit in found:
            self.units[edit.record].discard(edit.unit)
        return bool(found)

    def fix(self, edits: Edits) -> bool:
        """Let edits that this side made stand for good; whether that is new."""
        new = edits - self._fixed
        self._fixed |= new
        for edit in new:
            self.units.setdefault(edit.record, set()).add(edit.unit)
        return bool(new)

    def give_up(self) -> None:
        """Let nothing stand."""
        self.units.clear()

    def record(self, key: str) -> Record | None:
        """The record as the edits that stand leave it."""
        units, before, after = self.units.get(key), self.base.get(key), self.document.get(key)
        if not units:
            return before
        if WHOLE in units or before is None or after is None:
            return after
        return with_units(before, after, units)

    def _note(self, key: str, units: set[str]) -> None:
        if units:
            self.units[key] = units
            self._made[key] = frozenset(units)


def combined(ours: Side, theirs: Side, key: str) -> Record | None:
    """A record as the edits of both sides leave it that stand; they do not contradict each other."""
    first, second = ours.units.get(key), theirs.units.get(key)
    if not second:
        return ours.record(key)
    if not first or WHOLE in second:
        return theirs.record(key)
    result, base = ours.record(key), ours.base.get(key)
    mine, other = ours.document.get(key), theirs.document.get(key)
    if WHOLE in first or result is None or base is None or mine is None or other is None:
        return result
    result = with_units(result, other, second - first)
    for unit in sorted(first & second):
        result = with_values(result, merged_unit(base, mine, other, unit))
    return result
