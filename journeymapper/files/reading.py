"""The records of a file: gathered from its entries, brought up to this version, checked as a whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple, NoReturn

import msgspec

from journeymapper.files.archive import Entry
from journeymapper.files.buckets import buckets, entry_name, is_known, kind_of_entry
from journeymapper.files.lines import LineProblem, ReadBucket, RecordCache, plain_line, read_bucket, record_of
from journeymapper.files.manifest import MANIFEST, MIMETYPE
from journeymapper.files.migrations import Migration, Plain, current_version, migrate
from journeymapper.files.screening import (
    Problem,
    bad_references,
    bad_relations,
    bad_values,
    each_bad_value,
    sound_document,
)
from journeymapper.files.spare import SPARE
from journeymapper.model.checks import LONGEST_TEXT, value_problems, whole_problems
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.records import RECORD_TYPES, Asset, JourneyMap, Record
from journeymapper.model.strict_json import BadJson, one_line


class Place(NamedTuple):
    """Where a record stands: the entry and the 1-based line, 0 where it has none."""

    entry: str
    number: int


Refuse = Callable[[Place, str], NoReturn]
"""Takes where a record stands and what is wrong with it, and raises FileProblem."""


class Reading(NamedTuple):
    """What was read: records by entry, lines that hold none, and whole entries that this version does not know."""

    buckets: Sequence[ReadBucket]
    problems: Sequence[tuple[str, LineProblem]]
    unknown: Sequence[Entry]

    def records(self) -> Iterator[Record]:
        """Every record, entry by entry."""
        for bucket in self.buckets:
            yield from bucket.records

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The assets among the records."""
        return tuple(record for record in self.records() if isinstance(record, Asset))

    def place(self, wanted: Record) -> Place:
        """Where a record was read."""
        for bucket in self.buckets:
            for record, number in zip(bucket.records, bucket.numbers, strict=True):
                if record is wanted:
                    return Place(bucket.entry, number)
        return Place("", 0)


def read_records(
    entries: Mapping[str, Entry], version: int, cache: RecordCache | None, migrations: Sequence[Migration]
) -> Reading:
    """The records of a file's entries. Damaged lines are listed, not raised."""
    rest = [entry for name, entry in entries.items() if name not in (MANIFEST, MIMETYPE)]
    if version < current_version(migrations):
        return _read_older(rest, version, migrations)
    found: list[ReadBucket] = []
    problems: list[tuple[str, LineProblem]] = []
    for entry in rest:
        if not is_known(entry.name):
            continue
        bucket, bad = read_bucket(kind_of_entry(entry.name) or "", entry.name, entry.data, cache)
        found.append(bucket)
        problems.extend((entry.name, problem) for problem in bad)
    return Reading(found, problems, [entry for entry in rest if _is_foreign(entry.name)])


def refuse(place: Place, reason: str) -> NoReturn:
    """Raise the one sentence about a record in a file that cannot be read."""
    reason = one_line(reason)
    if not place.number:
        whole = _("{entry}: {reason}; restore a copy").format(entry=place.entry, reason=reason)
        raise FileProblem(whole, entry=place.entry)
    raise FileProblem(
        _("{entry}, line {line}: {reason}; restore a copy or remove that line").format(
            entry=place.entry, line=place.number, reason=reason
        ),
        entry=place.entry,
        line=place.number,
    )


def checked_document(reading: Reading, media: Mapping[str, bytes], refuse: Refuse = refuse) -> Document:
    """The document of the records. Where a line or a record breaks a rule, `refuse` raises what there is to say."""
    for entry, bad in reading.problems:
        refuse(Place(entry, bad.number), bad.reason)
    for record, problem in _bad_values(reading):
        refuse(reading.place(record), problem)
    document = Document(reading.records(), media)
    _refuse_twins(reading, document, refuse)
    for check in (bad_references, bad_relations):
        for record, problem in check(document, reading.records()):
            refuse(reading.place(record), problem)
    for problem in whole_problems(document):
        refuse(Place(entry_name("map", "0"), 0), problem)
    return document


def understood_document(reading: Reading, media: Mapping[str, bytes]) -> tuple[Document, tuple[str, ...]]:
    """The document of those records that this version understands, and a note of how many it left out.

    It keeps to all rules: where its own record was left out, an untitled one stands in.
    """
    kept = (record for record in reading.records() if next(value_problems(record), None) is None)
    document = sound_document(kept, media)
    total = len(reading.problems) + sum(len(bucket.records) for bucket in reading.buckets)
    left_out = total - len(document)
    if not document.count(JourneyMap):
        document = Document((*document, JourneyMap(id=_free_id(document), title="")), media)
    if not left_out:
        return document, ()
    note = _("{n} of its records are not shown: this version does not understand them.")
    return document, (note.format(n=left_out),)


def _free_id(document: Document) -> str:
    return next(key for key in (f"map{number}" for number in count()) if key not in document)


def _bad_values(reading: Reading) -> Iterator[Problem]:
    by_kind: dict[str, list[Record]] = {}
    for bucket in reading.buckets:
        by_kind.setdefault(bucket.kind, []).extend(bucket.records)
        if bucket.size > LONGEST_TEXT:
            yield from each_bad_value(bucket.records)
    for kind, records in by_kind.items():
        yield from bad_values(kind, records)


def _is_foreign(name: str) -> bool:
    return not is_known(name) and not name.startswith("media/") and name != SPARE


def _refuse_twins(reading: Reading, document: Document, refuse: Refuse) -> None:
    if len(document) == sum(len(bucket.records) for bucket in reading.buckets):
        return
    seen: set[str] = set()
    for record in reading.records():
        if record.id not in seen:
            seen.add(record.id)
        else:
            refuse(reading.place(record), _("another record has the same id “{id}”").format(id=record.id))


# files of an older version


def _read_older(entries: Sequence[Entry], version: int, migrations: Sequence[Migration]) -> Reading:
    places: dict[tuple[str, str], Place] = {}
    plain: Plain = {}
    problems: list[tuple[str, LineProblem]] = []
    for entry in entries:
        kind = kind_of_entry(entry.name)
        if kind is not None:
            problems.extend(
                (entry.name, bad) for bad in _gather(kind, entry, plain.setdefault(kind, {}), places)
            )
    try:
        plain = migrate(plain, version, migrations)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise FileProblem(
            _(
                "the records of this older file (format {version}) contradict each other; restore a copy"
            ).format(version=version)
        ) from None
    found, bad = _converted(plain, places)
    unknown = [entry for entry in entries if kind_of_entry(entry.name) is None and _is_foreign(entry.name)]
    return Reading(found, [*problems, *bad], [*unknown, *_entries_of_unknown(plain)])


def _gather(
    kind: str, entry: Entry, target: dict[str, dict[str, Any]], places: dict[tuple[str, str], Place]
) -> Iterator[LineProblem]:
    for number, line in enumerate(entry.data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            plain = plain_line(line)
        except BadJson as problem:
            yield LineProblem(number, str(problem))
            continue
        key = plain.get("id")
        if not isinstance(key, str) or not key or key in target:
            yield LineProblem(number, _("its id is missing or stands twice"))
            continue
        target[key] = plain
        places[kind, key] = Place(entry.name, number)


def _converted(
    plain: Plain, places: Mapping[tuple[str, str], Place]
) -> tuple[list[ReadBucket], list[tuple[str, LineProblem]]]:
    """Records by the entry they came from; one that a migration made counts to the type's first entry."""
    found: dict[tuple[str, str], tuple[list[Record], list[int]]] = {}
    problems: list[tuple[str, LineProblem]] = []
    for kind in plain.keys() & RECORD_TYPES.keys():
        for key, fields in plain[kind].items():
            entry, number = places.get((kind, key), Place(entry_name(kind, "0"), 0))
            try:
                record = record_of(kind, fields)
            except BadJson as problem:
                problems.append((entry, LineProblem(number, str(problem))))
                continue
            records, numbers = found.setdefault((kind, entry), ([], []))
            records.append(record)
            numbers.append(number)
    # Sized so that every record is checked, texts included: nothing here went past a comparison with its line.
    size = LONGEST_TEXT + 1
    return [ReadBucket(entry, kind, *lists, size) for (kind, entry), lists in found.items()], problems


def _entries_of_unknown(plain: Plain) -> Iterable[Entry]:
    encoder = msgspec.json.Encoder(order="sorted")
    for kind in sorted(plain.keys() - RECORD_TYPES.keys()):
        for bucket in buckets(kind, plain[kind]):
            lines = [encoder.encode(plain[kind][key]) for key in bucket.ids]
            yield Entry(bucket.entry, b"\n".join((*lines, b"")))
