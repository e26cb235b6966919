"""The map in memory: records by id, with the indexes that layout, window and analysis read.

Everybody may read; only `edit.store` applies patches. Indexes are kept up patch by patch: applying one costs in
proportion to what it changes. Ordered views are built when asked for and dropped when a record they show changes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress
from operator import attrgetter
from typing import Any, TypeVar

from journeymapper.model.errors import StalePatch
from journeymapper.model.i18n import _
from journeymapper.model.patch import Patch
from journeymapper.model.records import (
    REFERENCES,
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
    Placed,
    Record,
    Series,
    Stage,
    Step,
    references_of,
)
from journeymapper.model.tables import KINDS

R = TypeVar("R", bound=Record)
Item = Card | Measure | Owner

_ID, _CODE = attrgetter("id"), attrgetter("code")
_CELL, _POINT = attrgetter("lane", "stage"), attrgetter("series", "step")

LONGEST_NUMBER = 9
"""Digits that the number in a code may have; a longer one, which only a foreign file can hold, is not counted."""


class Document:
    """The records of one map and their media (bytes by SHA-256, shared and never changed).

    Iterating gives every record, in no particular order.
    """

    def __init__(self, records: Iterable[Record] = (), media: Mapping[str, bytes] | None = None) -> None:
        self._records: dict[str, Record] = {}
        self._by_type: defaultdict[type[Record], dict[str, Record]] = defaultdict(dict)
        self._referring: defaultdict[str, set[str]] = defaultdict(set)
        self._cells: defaultdict[tuple[str, str], dict[str, Item]] = defaultdict(dict)
        self._points: defaultdict[tuple[str, str], dict[str, EmotionPoint]] = defaultdict(dict)
        self._codes: defaultdict[str, int] = defaultdict(int)
        self._ordered: dict[object, tuple[Record, ...]] = {}
        self.media: dict[str, bytes] = dict(media or {})
        self._enter_all(list(records))

    # reading

    def __contains__(self, key: object) -> bool:
        return key in self._records

    def __getitem__(self, key: str) -> Record:
        return self._records[key]

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records.values())

    def __len__(self) -> int:
        return len(self._records)

    def get(self, key: str) -> Record | None:
        """The record with this id, or None."""
        return self._records.get(key)

    def find(self, kind: type[R], key: str) -> R | None:
        """The record with this id where it is of this type, or None."""
        record = self._records.get(key)
        return record if isinstance(record, kind) else None

    def all(self, kind: type[R]) -> Iterable[R]:
        """Every record of a type, in no particular order."""
        return self._by_type[kind].values()  # type: ignore[return-value]

    def ids(self, kind: type[Record]) -> Iterable[str]:
        """The ids of all records of a type, in no particular order."""
        return self._by_type[kind].keys()

    def count(self, kind: type[Record]) -> int:
        """How many records of a type there are."""
        return len(self._by_type[kind])

    def snapshot(self) -> dict[str, Record]:
        """The records by id, as a copy that later patches do not touch."""
        # `dict(…)` would take ten times as long once a record was replaced: it copies in one go only what has no gaps.
        return self._records.copy()

    @property
    def map(self) -> JourneyMap:
        """The map's own record; an untitled one where the document has none."""
        return next(iter(self.all(JourneyMap)), JourneyMap(id="", title=""))

    @property
    def personas(self) -> tuple[Persona, ...]:
        """Personas in order; the map's head shows the first."""
        return self._in_order(Persona)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Stages from left to right."""
        return self._in_order(Stage)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Lanes from top to bottom."""
        return self._in_order(Lane)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Lines from top to bottom."""
        return self._in_order(Line)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Sources in order."""
        return self._in_order(Evidence)

    @property
    def rows(self) -> tuple[Lane | Line, ...]:
        """Lanes and lines together, from top to bottom."""
        return tuple(sorted((*self.lanes, *self.lines), key=lambda row: (row.order, row.id)))

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step from left to right, stage by stage."""
        found = self._ordered.get("steps")
        if found is None:
            found = tuple(step for stage in self.stages for step in self.steps_of(stage.id))
            self._ordered["steps"] = found
        return found  # type: ignore[return-value]

    def steps_of(self, stage: str) -> tuple[Step, ...]:
        """The steps of a stage from left to right."""
        found = self._ordered.get((Step, stage))
        if found is None:
            found = _sorted(step for step in self.referring(Step, stage) if step.stage == stage)
            self._ordered[Step, stage] = found
        return found  # type: ignore[return-value]

    def cell(self, lane: str, stage: str) -> tuple[Item, ...]:
        """What stands in a lane at a stage, in order, whatever its step."""
        found = self._ordered.get((lane, stage))
        if found is None:
            found = _sorted(self._cells[lane, stage].values()) if (lane, stage) in self._cells else ()
            self._ordered[lane, stage] = found
        return found  # type: ignore[return-value]

    def items(self) -> Iterator[Item]:
        """Every card, measure and owner, in no particular order."""
        yield from self.all(Card)
        yield from self.all(Measure)
        yield from self.all(Owner)

    def item_count(self) -> int:
        """How many cards, measures and owners there are."""
        return self.count(Card) + self.count(Measure) + self.count(Owner)

    def series_of(self, lane: str) -> tuple[Series, ...]:
        """The series drawn in a lane, in order."""
        return _sorted(series for series in self.all(Series) if series.lane == lane)

    @property
    def first_series(self) -> Series | None:
        """The first series of the first lane that has one."""
        return next((series for lane in self.lanes for series in self.series_of(lane.id)), None)

    def point(self, series: str, step: str) -> EmotionPoint | None:
        """The emotion point of a series at a step, if it has one."""
        return next(iter(self.points_at(series, step)), None)

    def points_at(self, series: str, step: str) -> tuple[EmotionPoint, ...]:
        """All points of a series at a step; more than one breaks a rule (`model.checks`)."""
        found = self._points.get((series, step))
        return tuple(found[key] for key in sorted(found)) if found else ()

    def links_of(self, card: str) -> tuple[Link, ...]:
        """The links that begin or end at a card."""
        return tuple(sorted(self.referring(Link, card), key=lambda link: link.id))

    def referring(self, kind: type[R], key: str) -> Iterator[R]:
        """Records of a type that point at this id, in no particular order."""
        for other in self._referring.get(key, ()):
            record = self._records[other]
            if isinstance(record, kind):
                yield record

    def referring_ids(self, key: str) -> frozenset[str]:
        """The ids of all records that point at this id."""
        return frozenset(self._referring.get(key, ()))

    def last_number(self, kind: str) -> int:
        """The highest number given to a code of this card kind since the document was opened; 0 for none."""
        return self._codes[KINDS[kind].letter]

    # changing: edit.store only

    def apply(self, patch: Patch) -> None:
        """Apply a patch wholly or not at all. Only `edit.store.Store` calls this.

        Raises StalePatch where a record is not what the patch says it was.
        """
        for key, (before, _after) in patch.changes.items():
            if self._records.get(key) != before:
                raise StalePatch(
                    _("record {id} has changed since the edit was made; nothing was done").format(id=key)
                )
        for key, (before, after) in patch.changes.items():
            if before is not None:
                self._leave(self._records[key])
            if after is not None:
                self._enter(after)
            else:
                self._forget_cells(before)

    def _in_order(self, kind: type[R]) -> tuple[R, ...]:
        found = self._ordered.get(kind)
        if found is None:
            found = _sorted(self._by_type[kind].values())
            self._ordered[kind] = found
        return found  # type: ignore[return-value]

    def _enter(self, record: Record) -> None:
        self._records[record.id] = record
        self._by_type[type(record)][record.id] = record
        for key in references_of(record):
            self._referring[key].add(record.id)
        match record:
            case Card() | Measure() | Owner():
                self._cells[record.lane, record.stage][record.id] = record
                if isinstance(record, Card):
                    self._note_codes((record.code,))
            case EmotionPoint():
                self._points[record.series, record.step][record.id] = record
        self._forget_order(record)

    def _enter_all(self, records: Sequence[Record]) -> None:
        """Enter the first records: type by type, which takes half as long as one by one."""
        self._records.update(zip(map(_ID, records), records, strict=True))
        groups: defaultdict[type[Record], list[Any]] = defaultdict(list)
        for record in records:
            groups[type(record)].append(record)
        for kind, group in groups.items():
            ids = list(map(_ID, group))
            self._by_type[kind].update(zip(ids, group, strict=True))
            for target, key in _references(kind, ids, group):
                self._referring[target].add(key)
            if issubclass(kind, Item):
                _fill(self._cells, map(_CELL, group), ids, group)
            elif kind is EmotionPoint:
                _fill(self._points, map(_POINT, group), ids, group)
        self._note_codes(map(_CODE, groups[Card]))

    def _leave(self, record: Record) -> None:
        del self._records[record.id]
        del self._by_type[type(record)][record.id]
        for key in references_of(record):
            self._referring[key].discard(record.id)
            if not self._referring[key]:
                del self._referring[key]
        match record:
            case Card() | Measure() | Owner():
                cell = self._cells[record.lane, record.stage]
                del cell[record.id]
                if not cell:
                    del self._cells[record.lane, record.stage]
            case EmotionPoint():
                points = self._points[record.series, record.step]
                del points[record.id]
                if not points:
                    del self._points[record.series, record.step]
        self._forget_order(record)

    def _forget_cells(self, record: Record | None) -> None:
        """Forget the cells of a lane or stage that is gone, of which it is remembered that they are empty."""
        if isinstance(record, Stage | Lane):
            for key in [key for key in self._ordered if isinstance(key, tuple) and record.id in key]:
                del self._ordered[key]

    def _forget_order(self, record: Record) -> None:
        match record:
            case Placed():
                self._ordered.pop((record.lane, record.stage), None)
            case Step():
                self._ordered.pop((Step, record.stage), None)
                self._ordered.pop("steps", None)
            case Stage():
                self._ordered.pop("steps", None)
                self._ordered.pop(Stage, None)
            case _:
                self._ordered.pop(type(record), None)

    def _note_codes(self, codes: Iterable[str]) -> None:
        highest = self._codes
        for code in codes:
            number = code[1:]
            if len(number) <= LONGEST_NUMBER and number.isdecimal() and int(number) > highest[code[0]]:
                highest[code[0]] = int(number)


def _references(
    kind: type[Record], ids: Sequence[str], records: Sequence[Record]
) -> Iterator[tuple[str, str]]:
    """(id pointed at, id of the record that does) for records of one type; what `references_of` gives for each."""
    return chain.from_iterable(
        _pairs(list(map(attrgetter(reference.field), records)), ids, many=reference.many)
        for reference in REFERENCES.get(kind, ())
    )


def _pairs(targets: Sequence[Any], ids: Sequence[str], *, many: bool) -> Iterable[tuple[str, str]]:
    # Most optional references are empty; `compress` passes them over without a step of Python for each.
    pairs = compress(zip(targets, ids, strict=True), targets)
    return ((target, key) for found, key in pairs for target in found) if many else pairs


def _fill(
    index: defaultdict[tuple[str, str], dict[str, R]],
    places: Iterable[tuple[str, str]],
    ids: Sequence[str],
    records: Sequence[R],
) -> None:
    for place, key, record in zip(places, ids, records, strict=True):
        index[place][key] = record


def _sorted(records: Iterable[R]) -> tuple[R, ...]:
    return tuple(sorted(records, key=lambda record: (record.order, record.id)))  # type: ignore[attr-defined]


def letter_of(position: int) -> str:
    """The letter of the stage at a 0-based position: A to Z, then AA, AB and so on."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
