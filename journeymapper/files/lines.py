"""Records and their lines: one JSON object a line, keys sorted, unknown fields beside the known ones.

A line that encodes back to itself has lost nothing, holds no key twice and nothing unknown. Whole buckets are
compared at once, so that a file written by this version costs no Python per record; only what differs is read
line by line.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from operator import attrgetter, is_
from typing import Any, NamedTuple

import msgspec

from journeymapper.files.archive import Entry, Part, part_of
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.records import RECORD_TYPES, Record
from journeymapper.model.strict_json import BadJson, parse, plain_problem

_ENCODER = msgspec.json.Encoder(order="sorted")
_EXTRA = attrgetter("extra")


class RecordCache:
    """The entries already made, so that a save encodes and compresses only what changed.

    Records and media are frozen, so an entry holds for as long as it is made of the same objects.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Sequence[object], Part]] = {}
        self._read: dict[str, tuple[Sequence[Record], bytes]] = {}

    def records_part(self, name: str, records: Sequence[Record]) -> Part:
        """The part that holds these records, one a line, in this order."""
        kept = self._kept.get(name)
        if kept is not None and _same(kept[0], records):
            return kept[1]
        read = self._read.pop(name, None)
        if read is not None and _same(read[0], records):
            # The list that was read, not the one at hand: the garbage collector has seen it already.
            return self._keep(Entry(name, read[1]), read[0])
        return self._keep(Entry(name, encode_lines(records)), records)

    def entry_part(self, entry: Entry) -> Part:
        """The part of an entry that holds something else."""
        kept = self._kept.get(entry.name)
        source = (entry.data, entry.stored)
        return kept[1] if kept is not None and _same(kept[0], source) else self._keep(entry, source)

    def put(self, name: str, records: Sequence[Record], content: bytes) -> None:
        """Remember what records were read from; it must be what `encode_lines` gives."""
        self._read[name] = (records, content)

    def keep_only(self, names: Iterable[str]) -> None:
        """Forget all other entries: those of a bucket that has been divided since, say."""
        self._kept = {name: self._kept[name] for name in names}
        self._read.clear()

    def _keep(self, entry: Entry, source: Sequence[object]) -> Part:
        part = part_of(entry)
        self._kept[entry.name] = (source, part)
        return part


def _same(first: Sequence[object], second: Sequence[object]) -> bool:
    return len(first) == len(second) and all(map(is_, first, second))


class ReadBucket(NamedTuple):
    """The records of one entry with the 1-based numbers of their lines."""

    entry: str
    kind: str
    records: Sequence[Record]
    numbers: Sequence[int]
    size: int


class LineProblem(NamedTuple):
    """A line that could not be read: what is wrong with it."""

    number: int
    reason: str


def encode_record(record: Record) -> bytes:
    """The record as one line without its newline; where an unknown field has a known one's name, the known wins.

    Raises FileProblem where a text holds half of a character.
    """
    try:
        if not record.extra:
            return _ENCODER.encode(record)
        plain = msgspec.to_builtins(record)
        return _ENCODER.encode(plain.pop("extra") | plain)
    except UnicodeEncodeError:
        raise FileProblem(
            _("the record {id} holds half of a character (a lone surrogate): type its text anew").format(
                id=ascii(record.id)[1:-1]
            )
        ) from None


def encode_lines(records: Sequence[Record]) -> bytes:
    """The records as an entry holds them, each with its newline. Raises FileProblem as `encode_record` does."""
    if not any(map(_EXTRA, records)):
        with suppress(UnicodeEncodeError):
            return _ENCODER.encode_lines(records)
    return b"".join([encode_record(record) + b"\n" for record in records])


def read_bucket(
    kind: str, entry: str, content: bytes, cached: RecordCache | None
) -> tuple[ReadBucket, list[LineProblem]]:
    """The records in the lines of an entry of a known type, and the lines that hold none."""
    records = read_at_once(kind, content)
    if records is None:
        return _read_line_by_line(kind, entry, content)
    if cached is not None:
        cached.put(entry, records, content)
    return ReadBucket(entry, kind, records, range(1, len(records) + 1), len(content)), []


def plain_line(line: bytes) -> dict[str, Any]:
    """A line as a dict. Raises BadJson."""
    plain = _parse_canonical(line)
    if plain is None:
        plain = parse(line)
        problem = plain_problem(plain)
        if problem:
            raise BadJson(problem)
    if not isinstance(plain, dict):
        raise BadJson(_("it is not an object with fields"))
    return plain


def record_of(kind: str, plain: dict[str, Any]) -> Record:
    """The record of a known type that a dict stands for; fields that it does not have go into `extra`.

    The dict is used up. Raises BadJson.
    """
    record_type = RECORD_TYPES[kind]
    extra = {key: plain.pop(key) for key in plain.keys() - _fields(record_type)}
    problem = plain_problem(extra) if extra else ""
    if problem:
        raise BadJson(problem)
    try:
        return msgspec.convert({**plain, "extra": extra}, record_type)
    except msgspec.ValidationError as error:
        raise BadJson(_misfit(str(error))) from None


def _misfit(message: str) -> str:
    reason, _at, place = message.partition(" - at `$.")
    if not place:
        return _("it does not fit ({reason})").format(reason=reason)
    return _("“{field}” does not fit ({reason})").format(field=place.rstrip("`"), reason=reason)


@cache
def _fields(record_type: type[Record]) -> frozenset[str]:
    return frozenset(record_type.__struct_fields__) - {"extra"}


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Record]:
    return msgspec.json.Decoder(RECORD_TYPES[kind])


def read_at_once(kind: str, content: bytes) -> list[Record] | None:
    """All records of an entry, or None where the lines are not exactly what this version would write."""
    try:
        records: list[Record] = _decoder(kind).decode_lines(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if any(map(_EXTRA, records)) or _ENCODER.encode_lines(records) != content:
        return None
    return records


def _read_line_by_line(kind: str, entry: str, content: bytes) -> tuple[ReadBucket, list[LineProblem]]:
    records: list[Record] = []
    numbers: list[int] = []
    problems: list[LineProblem] = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            record = record_of(kind, plain_line(line))
        except BadJson as problem:
            problems.append(LineProblem(number, str(problem)))
            continue
        records.append(record)
        numbers.append(number)
    return ReadBucket(entry, kind, records, numbers, len(content)), problems


def _parse_canonical(line: bytes) -> Any:
    """The value of a line that encodes back to itself, which rules out doubled keys; None for any other."""
    try:
        plain = msgspec.json.decode(line)
        return plain if _ENCODER.encode(plain) == line else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
