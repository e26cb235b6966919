"""A document of what is left of a map's records: what they point at and what is gone is made anew, so that they stay.

A lane or a stage that was lost comes back under its id, called “Recovered”, with the role that fits what stands in it:
what stood together stays together. Only a link without one of its cards goes, and a second of what there is once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from journeymapper.files.screening import bad_references, bad_relations, sound_document
from journeymapper.model.checks import TYPE_NAMES, whole_problems
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource
from journeymapper.model.order import keys_between
from journeymapper.model.records import (
    Asset,
    Card,
    EmotionPoint,
    Evidence,
    JourneyMap,
    Lane,
    Line,
    Measure,
    Owner,
    Persona,
    Placed,
    Record,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import KINDS, ROLES

MOST_REMADE = 500
"""Records of a type that are made anew under their own ids; what else is missing is made one record together."""

R = TypeVar("R", bound=Record)


class Mended(NamedTuple):
    """The document, and by type how many records were made anew, how many went, and which fields were emptied."""

    document: Document
    remade: Mapping[str, int]
    dropped: Mapping[str, int]
    emptied: Mapping[tuple[str, str], int]


def mend(records: Iterable[Record], media: Mapping[str, bytes], new_id: IdSource) -> Mended:
    """A document that keeps to all rules; the values of the records must keep to them already.

    Of records with one id the first stays.
    """
    return _Mending(records, new_id).mended(media)


class _Mending:
    """The records by id while they are mended, and what was done to them."""

    def __init__(self, records: Iterable[Record], new_id: IdSource) -> None:
        self.records: dict[str, Record] = {}
        for record in records:
            self.records.setdefault(record.id, record)
        self.new_id = new_id
        self.read = Counter(TYPE_NAMES[type(record)] for record in self.records.values())
        self.remade: Counter[str] = Counter()
        self.emptied: Counter[tuple[str, str]] = Counter()

    def mended(self, media: Mapping[str, bytes]) -> Mended:
        self._map()
        self._lanes()
        self._stages()
        self._steps()
        self._series()
        self._evidence()
        self._loose_ends()
        self._empty_stages()
        document = Document(self.records.values(), media)
        if next(_problems(document), None) is not None:
            document = sound_document(self.records.values(), media)
        kept = Counter(TYPE_NAMES[type(record)] for record in document)
        return Mended(document, self.remade, self.read + self.remade - kept, self.emptied)

    def _all(self, *kinds: type[R]) -> list[R]:
        return [record for record in self.records.values() if isinstance(record, kinds)]

    def _is(self, key: str, *kinds: type[Record]) -> bool:
        return isinstance(self.records.get(key), kinds)

    def _put(self, record: Record, **fields: object) -> None:
        """Change fields of the record as it is by now."""
        self.records[record.id] = replace(self.records[record.id], **fields)

    def _make(self, record: Record) -> str:
        self.records[record.id] = record
        self.remade[TYPE_NAMES[type(record)]] += 1
        return record.id

    def _ids(self, lost: Iterable[str], kind: type[Record]) -> dict[str, str]:
        """For each id that leads to no record of a type, the id of the record to be made; a few share the last."""
        ids: dict[str, str] = {}
        shared = ""
        for key in dict.fromkeys(lost):
            if self._is(key, kind):
                continue
            if key and key not in self.records and len(ids) < MOST_REMADE:
                ids[key] = key
            else:
                shared = shared or self.new_id()
                ids[key] = shared
        return ids

    def _map(self) -> None:
        if not self._all(JourneyMap):
            self._make(JourneyMap(id=self.new_id(), title=_("Recovered map")))

    def _lanes(self) -> None:
        users: list[Placed | Series] = [*self._all(Placed), *self._all(Series)]
        ids = self._ids((user.lane for user in users), Lane)
        roles: dict[str, Counter[str]] = {}
        for user in users:
            if user.lane in ids:
                roles.setdefault(ids[user.lane], Counter())[_role(user)] += 1
        rows: list[Lane | Line] = [*self._all(Lane), *self._all(Line)]
        for (key, votes), order, title in zip(
            roles.items(), _orders(rows, len(roles)), _titles(), strict=False
        ):
            role = ROLES[votes.most_common(1)[0][0]]
            self._make(
                Lane(id=key, title=title, order=order, role=role.key, side=role.side, band=_(role.band))
            )
        for user in users:
            if ids.get(user.lane, user.lane) != user.lane:
                self._put(user, lane=ids[user.lane])

    def _stages(self) -> None:
        users: list[Placed | Step] = [*self._all(Step), *self._all(Placed)]
        ids = self._ids((user.stage for user in users), Stage)
        self._make_stages(dict.fromkeys(ids.values()))
        for user in users:
            if ids.get(user.stage, user.stage) != user.stage:
                self._put(user, stage=ids[user.stage])

    def _make_stages(self, keys: Iterable[str]) -> None:
        wanted = list(keys)
        orders = _orders(self._all(Stage), len(wanted))
        for key, order, title in zip(wanted, orders, _titles(), strict=False):
            self._make(Stage(id=key, title=title, order=order))

    def _steps(self) -> None:
        """Steps that cards name come back in the cards' stage; those that only points name, in a stage of their own."""
        wanted: dict[str, str] = {}
        for item in self._all(Placed):
            if item.step and item.step not in self.records and len(wanted) < MOST_REMADE:
                wanted.setdefault(item.step, item.stage)
        points = self._ids((point.step for point in self._all(EmotionPoint)), Step)
        homeless = [key for key in dict.fromkeys(points.values()) if key not in wanted]
        if homeless:
            stage = self.new_id()
            self._make_stages([stage])
            wanted |= dict.fromkeys(homeless, stage)
        for (key, stage), order in zip(wanted.items(), _orders(self._all(Step), len(wanted)), strict=True):
            self._make(Step(id=key, stage=stage, order=order))
        for point in self._all(EmotionPoint):
            if points.get(point.step, point.step) != point.step:
                self._put(point, step=points[point.step])

    def _series(self) -> None:
        ids = self._ids((point.series for point in self._all(EmotionPoint)), Series)
        lane = self._emotion_lane() if ids else ""
        keys = list(dict.fromkeys(ids.values()))
        for key, order, title in zip(keys, _orders(self._all(Series), len(keys)), _titles(), strict=False):
            self._make(Series(id=key, lane=lane, order=order, title=title))
        for point in self._all(EmotionPoint):
            if ids.get(point.series, point.series) != point.series:
                self._put(point, series=ids[point.series])

    def _emotion_lane(self) -> str:
        lanes = sorted(self._all(Lane), key=lambda lane: (lane.order, lane.id))
        for lane in lanes:
            if lane.role == "emotion":
                return lane.id
        role = ROLES["emotion"]
        [order] = _orders([*lanes, *self._all(Line)], 1)
        return self._make(
            Lane(
                id=self.new_id(),
                title=_("Recovered"),
                order=order,
                role=role.key,
                side=role.side,
                band=_(role.band),
            )
        )

    def _evidence(self) -> None:
        cards = [card for card in self._all(Card) if card.evidence]
        ids = self._ids((key for card in cards for key in card.evidence), Evidence)
        keys = list(dict.fromkeys(ids.values()))
        for key, order, title in zip(keys, _orders(self._all(Evidence), len(keys)), _titles(), strict=False):
            self._make(Evidence(id=key, source=title, order=order, kind="other"))
        for card in cards:
            if any(ids.get(key, key) != key for key in card.evidence):
                self._put(card, evidence=tuple(dict.fromkeys(ids.get(key, key) for key in card.evidence)))

    def _loose_ends(self) -> None:
        """What can be empty and leads nowhere is emptied."""
        for item in self._all(Placed):
            step = self.records.get(item.step)
            if not (isinstance(step, Step) and step.stage == item.stage):
                self._empty(item, "step")
            self._empty_where_lost(item, "until", Step, Stage)
        for card in self._all(Card):
            self._empty_where_lost(card, "owner", Owner)
        for persona in self._all(Persona):
            self._empty_where_lost(persona, "portrait", Asset)
        for series in self._all(Series):
            self._empty_where_lost(series, "persona", Persona)

    def _empty_where_lost(self, record: Record, field: str, *kinds: type[Record]) -> None:
        if not self._is(getattr(record, field), *kinds):
            self._empty(record, field)

    def _empty(self, record: Record, field: str) -> None:
        if getattr(record, field):
            self.emptied[TYPE_NAMES[type(record)], field] += 1
            self._put(record, **{field: ""})

    def _empty_stages(self) -> None:
        used = {step.stage for step in self._all(Step)}
        for stage in self._all(Stage):
            if stage.id not in used:
                [order] = keys_between(None, None, 1)
                self._make(Step(id=self.new_id(), stage=stage.id, order=order))


def _problems(document: Document) -> Iterator[object]:
    """What is wrong with records beside each other, found in less time than asking each takes."""
    yield from whole_problems(document)
    yield from bad_references(document, document)
    yield from bad_relations(document, document)


def _role(user: Placed | Series) -> str:
    """The role of the lane in which a record is at home."""
    match user:
        case Card():
            return KINDS[user.kind].role
        case Measure():
            return "measures"
        case Owner():
            return "owners"
        case Series():
            return "emotion"
    return "text"


def _orders(siblings: Iterable[Lane | Line | Stage | Step | Series | Evidence], count: int) -> list[str]:
    """Order keys that come after those of all siblings."""
    return keys_between(max((record.order for record in siblings), default=None), None, count)


def _titles() -> Iterator[str]:
    yield _("Recovered")
    for number in range(2, MOST_REMADE + 3):
        yield _("Recovered {n}").format(n=number)
