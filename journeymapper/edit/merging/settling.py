"""Which edits of two people cannot both stand, and which of them are taken back for that.

What nobody chose stays as it was in the base. Every case is settled by taking edits back, never by inventing values, so
in the end there is at worst the base again. Nothing here depends on which side is called ours.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, assert_never

from journeymapper.edit.merging.groups import (
    changes_within,
    deletion,
    followers,
    pointing_into,
    roots_of,
    steps_taken,
)
from journeymapper.edit.merging.sides import Edit, Edits, Side, combined
from journeymapper.edit.merging.troubles import Alike, Astray, Circular, Dangling, Emptied, Trouble
from journeymapper.edit.merging.units import (
    ORDER,
    PLACE,
    WHOLE,
    Unmergeable,
    fields_of_unit,
    merged_unit,
)
from journeymapper.model.fields import value_of
from journeymapper.model.records import Record, Step
from journeymapper.model.siblings import place_of, siblings_of

Choice = Literal["ours", "theirs", "base"]
Key = tuple[str, str]
"""Names a case: the id of a record and the unit of it that is in question."""

STEPS = "steps"
ALIKE = "alike"


class Contradiction(Exception):
    """Choices that cannot all be had; `keys` are those of the cases in question."""

    def __init__(self, keys: set[Key]) -> None:
        super().__init__()
        self.keys = keys


class Case:
    """What is in question, and the edits of either side that hang on it."""

    def __init__(self) -> None:
        self.ours: Edits = set()
        self.theirs: Edits = set()


class Settling:
    """Two sides, the cases between them, and what was chosen in some."""

    def __init__(self, ours: Side, theirs: Side, choices: Mapping[Key, Choice]) -> None:
        self.ours = ours
        self.theirs = theirs
        self.cases: dict[Key, Case] = {}
        self.twins: list[tuple[str, str]] = []
        """Pairs of records that both added alike: the one kept and the one left out."""
        self._choices = choices
        self._causes: dict[str, Key] = {}

    def contradictions(self) -> None:
        """Settle what both sides did to the same unit of the same record."""
        for key in sorted(self.ours.units.keys() & self.theirs.units.keys()):
            mine, other = self.ours.units[key], self.theirs.units[key]
            if not mine or not other:  # settled with what took it along
                continue
            first, second = self.ours.document.get(key), self.theirs.document.get(key)
            if first is None or second is None or WHOLE in mine | other:
                self._whole(key, first, second)
                continue
            for unit in sorted(mine & other):
                self._unit(self.ours.base[key], first, second, unit)

    def settle(self, trouble: Trouble) -> bool:
        """Settle one thing that is wrong with both sides' edits put together; whether anything came of it."""
        match trouble:
            case Dangling(record, unit, missing):
                return self._dangling(record, unit, missing)
            case Astray(record, step):
                return self._astray(record, step)
            case Emptied(stage):
                return self._emptied(stage)
            case Alike(records):
                return self._alike(records)
            case Circular(link):
                return self._case((link, "ends"), self.ours.on(link), self.theirs.on(link))
            case _:
                assert_never(trouble)

    def give_up(self, found: Iterable[Trouble]) -> None:
        """Where nothing more can be settled: raise Contradiction if choices are to blame, else take all back.

        The latter is a last resort, and never seen.
        """
        records = {record for trouble in found for record in _records_of(trouble)}
        blamed = self._chosen_about(lambda edit: edit.record in records)
        if self._choices:
            raise Contradiction(blamed or set(self._choices))
        for side in (self.ours, self.theirs):
            side.give_up()

    # contradictions

    def _whole(self, key: str, first: Record | None, second: Record | None) -> None:
        if first == second:
            return
        if first is None and self.ours.deletes(key):
            self._deleted(self.ours, self.theirs, key)
        elif second is None and self.theirs.deletes(key):
            self._deleted(self.theirs, self.ours, key)
        else:
            self._case((key, WHOLE), self.ours.on(key), self.theirs.on(key))

    def _unit(self, base: Record, first: Record, second: Record, unit: str) -> None:
        try:
            merged_unit(base, first, second, unit)
        except Unmergeable:
            if ORDER in fields_of_unit(type(base), unit) and self._yield_order(base, first, second, unit):
                return
            edit = Edit(base.id, unit)
            both = [{edit} | self._along(side, edit) for side in (self.ours, self.theirs)]
            self._case((base.id, unit), *both)

    def _along(self, side: Side, edit: Edit) -> Edits:
        """What came along with an edit: what stands in a step that went to another stage."""
        is_step = isinstance(side.base.get(edit.record), Step) and edit.unit == PLACE
        return followers(side, edit.record) if is_step else set()

    def _yield_order(self, base: Record, first: Record, second: Record, unit: str) -> bool:
        """Where a side only renewed order keys, which nobody can see, let the other have its way."""
        edit = {Edit(base.id, unit)}
        renewed = [_only_renewed(self.ours, base, first), _only_renewed(self.theirs, base, second)]
        if all(renewed):
            # The lesser of two rising sequences, taken one by one, is rising.
            lesser = value_of(first, ORDER) < value_of(second, ORDER)
            (self.theirs if lesser else self.ours).take_back(edit)
        elif any(renewed):
            (self.ours if renewed[0] else self.theirs).take_back(edit)
        return any(renewed)

    # troubles

    def _dangling(self, record: str, unit: str, missing: str) -> bool:
        if self._now(missing) is not None and missing in self.ours.base:
            return False
        deleters = [pair for pair in (self._sides, self._sides[::-1]) if pair[0].deletes(missing)]
        if any([self._deleted(deleter, other, missing) for deleter, other in deleters]):  # noqa: C419 - both, always
            return True
        cause = self._causes.get(missing, (record, unit))
        return self._case(cause, *(self._about(side, record, unit) for side in self._sides))

    def _about(self, side: Side, record: str, unit: str) -> Edits:
        return {edit for edit in side.on(record) if edit.unit in (WHOLE, unit)}

    def _astray(self, record: str, step: str) -> bool:
        item, place = self._now(record), self._now(step)
        if item is None or place is None or value_of(item, "stage") == value_of(place, "stage"):
            return False
        moved = [
            {Edit(step, PLACE)} | followers(side, step) if side.moves_step(step, PLACE) else set()
            for side in self._sides
        ]
        put = [
            self._about(side, record, PLACE) - along for side, along in zip(self._sides, moved, strict=True)
        ]
        if not any(moved):
            return self._case((record, PLACE), *put)
        every = [along | own for along, own in zip(moved, put, strict=True)]
        results = [self._case((step, PLACE), every[0], every[1], put[0] | put[1])]
        match self._choices.get((step, PLACE)):
            case "ours":
                results.append(self._fix(self.ours, moved[0]))
            case "theirs":
                results.append(self._fix(self.theirs, moved[1]))
        return any(results)

    def _emptied(self, stage: str) -> bool:
        steps = [self._now(step.id) for step in self.ours.base.steps_of(stage)]
        if any(step is not None and value_of(step, "stage") == stage for step in steps):
            return False
        taken = [steps_taken(side, stage) for side in self._sides]
        if self._case((stage, STEPS), *taken):
            return True
        return self._case((stage, STEPS), *(self._about(side, stage, WHOLE) for side in self._sides))

    def _alike(self, records: tuple[str, ...]) -> bool:
        if any(self._now(key) is None for key in records):
            return False
        if self._twins(records):
            return True
        edits = [{edit for key in records for edit in side.on(key)} for side in self._sides]
        causes = [self._causes[key] for key in records if key in self._causes]
        return self._case(min(causes, default=(records[0], ALIKE)), *edits)

    def _twins(self, records: tuple[str, ...]) -> bool:
        """Where both added the same thing, keep one of it."""
        if len(records) != 2 or any(key in self.ours.base for key in records):
            return False
        kept, left = records
        sides = {key: self.ours if key in self.ours.document else self.theirs for key in records}
        first, second = sides[kept].document[kept], sides[left].document[left]
        names = type(first).__struct_fields__
        same = all(getattr(first, name) == getattr(second, name) for name in names if name != "id")
        if sides[kept] is sides[left] or type(first) is not type(second) or not same:
            return False
        self.twins.append((kept, left))
        return sides[left].take_back({Edit(left, WHOLE)})

    # settling

    def _now(self, key: str) -> Record | None:
        """The record as it stands by now: what settled one trouble may have settled the next."""
        return combined(self.ours, self.theirs, key)

    @property
    def _sides(self) -> tuple[Side, Side]:
        return self.ours, self.theirs

    def _deleted(self, deleter: Side, other: Side, key: str) -> bool:
        """Settle the deletion of a record that the other side changed or made use of, and what it took along."""
        results: list[bool] = []
        for root in roots_of(deleter, key):
            gone = deletion(deleter, root)
            within, into = changes_within(other, gone), pointing_into(other, gone)
            edits = (gone, within | into) if deleter is self.ours else (within | into, gone)
            results.append(self._case((root, WHOLE), *edits, held=into - within))
            if self._choices.get((root, WHOLE)) == ("ours" if deleter is self.ours else "theirs"):
                # Another case may have taken back what went along; what points into nothing must not stay.
                results.append(self._fix(deleter, gone))
        return any(results)

    def _fix(self, side: Side, edits: Edits) -> bool:
        """Let edits that a choice wants stand for good, but where the other side's stand instead."""
        other = self.theirs if side is self.ours else self.ours
        return side.fix({edit for edit in edits if not other.stands(edit)})

    def _chosen_about(self, wanted: Callable[[Edit], bool]) -> set[Key]:
        """The choices made in cases on which one of these edits hangs."""
        return {
            key
            for key in self._choices.keys() & self.cases.keys()
            if any(map(wanted, self.cases[key].ours | self.cases[key].theirs))
        }

    def _case(self, key: Key, ours: Edits, theirs: Edits, held: Edits | None = None) -> bool:
        """Take back what the choice in a case does not leave standing; `held` stands as long as nobody chose."""
        case = self.cases.setdefault(key, Case())
        case.ours |= ours
        case.theirs |= theirs
        for edit in ours | theirs:
            self._causes.setdefault(edit.record, key)
        match self._choices.get(key, "base"):
            case "ours":
                return self.theirs.take_back(theirs)
            case "theirs":
                return self.ours.take_back(ours)
            case "base":
                results = [
                    self.ours.take_back(ours - (held or set())),
                    self.theirs.take_back(theirs - (held or set())),
                ]
                return any(results)


def _only_renewed(side: Side, before: Record, after: Record) -> bool:
    """Whether a record has another order key, yet stands where it stood among those that were there before."""
    if place_of(before) != place_of(after):
        return False
    was = [record.id for record in siblings_of(side.base, place_of(before))]
    now = [record.id for record in siblings_of(side.document, place_of(before))]
    return [key for key in was if key in set(now)] == [key for key in now if key in set(was)]


def _records_of(trouble: Trouble) -> tuple[str, ...]:
    match trouble:
        case Dangling(record, _unit, missing):
            return record, missing
        case Astray(record, step):
            return record, step
        case Emptied(stage):
            return (stage,)
        case Alike(records):
            return records
        case Circular(link):
            return (link,)
        case _:
            assert_never(trouble)
