"""Records from what is left of a damaged file's entries: every line that is still a record, the surest first."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from journeymapper.files.archive import Entry
from journeymapper.files.buckets import LARGEST, kind_of_entry
from journeymapper.files.fragments import Fragment
from journeymapper.files.lines import plain_line, read_at_once, record_of
from journeymapper.files.manifest import MANIFEST, MIMETYPE
from journeymapper.files.migrations import MIGRATIONS, Plain, current_version, migrate
from journeymapper.files.screening import bad_values
from journeymapper.files.spare import SPARE, spare_lines
from journeymapper.model.checks import LONGEST_TEXT, value_problems
from journeymapper.model.records import RECORD_TYPES, Record
from journeymapper.model.strict_json import BadJson

LONGEST_LINE = 2_000_000
"""Bytes; what is longer is no record of this program's."""

_MOST_LINES = 100_000  # of one entry, which this program gives 32
_MOST_SLOW = 200_000  # of all entries, read one by one
_MOST_BAD = 20_000
_MOST_BAD_BYTES = 8_000_000
_LINE = re.compile(rb"[^\n]+")


class Gathered:
    """The records, the first of each id the surest, and what is known of how they were come by.

    `kept` has the bytes of lines that were read by entry, `sizes` (records, bytes) by type, `bad` the lines of whole
    entries that are no records, `spared` how many records of each type in the spare came from there alone.
    """

    def __init__(self, version: int) -> None:
        self.version = version
        self.records: dict[str, Record] = {}
        self.doubtful: list[str] = []
        self.foreign: dict[str, Entry] = {}
        self.whole: set[str] = set()
        self.kept: Counter[str] = Counter()
        self.sizes: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        self.bad: Counter[tuple[str, str]] = Counter()
        self.spared: Counter[str] = Counter()
        self._older: Plain = {}
        self._older_doubtful: set[str] = set()
        self._patience = _MOST_BAD
        self._slow = _MOST_SLOW
        self._bytes = _MOST_BAD_BYTES

    def take(self, fragment: Fragment) -> None:
        """Add what is in the lines of an entry."""
        name = fragment.name
        kind = kind_of_entry(name) if name else _likely_kind(fragment.content)
        if fragment.whole:
            self.whole.add(name)
        if name == SPARE:
            self._take_spare(fragment)
        elif kind is not None:
            self._take_lines(kind, fragment)
        elif name and fragment.whole and name not in (MANIFEST, MIMETYPE) and not name.startswith("media/"):
            self.foreign.setdefault(name, Entry(name, fragment.content, fragment.stored))

    def finish(self) -> None:
        """Bring the records of an older file up to this version. Call it once, after the last `take`."""
        try:
            plain = migrate(self._older, self.version, MIGRATIONS)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            plain = self._older
        for kind in plain.keys() & RECORD_TYPES.keys():
            found = [record for fields in plain[kind].values() for record in _converted(kind, fields)]
            self._add(kind, found, LONGEST_TEXT + 1, doubtful=False)
        self.doubtful.extend(key for key in self.records if key in self._older_doubtful)

    def _take_lines(self, kind: str, fragment: Fragment) -> None:
        content = fragment.content if fragment.whole else _whole_lines(fragment.content)
        if kind not in RECORD_TYPES and self.version >= current_version():
            self._take_foreign(fragment, content)
            return
        if self.version >= current_version():
            records = read_at_once(kind, content) if content.count(b"\n") <= _MOST_LINES else None
            if records is not None:
                self.kept[fragment.name] += len(content)
                self._count(kind, len(records), len(content))
                self._add(kind, records, _longest(content), doubtful=fragment.doubtful)
                return
        self._take_one_by_one(kind, fragment, content)

    def _take_one_by_one(self, kind: str, fragment: Fragment, content: bytes) -> None:
        found: list[Record] = []
        longest = 0
        for line in self._lines(content):
            longest = max(longest, len(line))
            plain = self._plain(kind, line)
            if plain is None:
                self.bad[fragment.name, kind] += fragment.whole
                continue
            self.kept[fragment.name] += len(line) + 1
            self._count(kind, 1, len(line) + 1)
            if self.version < current_version():
                self._keep_older(kind, plain, doubtful=fragment.doubtful)
            else:
                found.extend(_converted(kind, plain))
        self._add(kind, found, longest, doubtful=fragment.doubtful)

    def _take_foreign(self, fragment: Fragment, content: bytes) -> None:
        """Records of a type that only a later version knows: every line that is an object stays."""
        lines = [line for line in self._lines(content) if self._plain("", line) is not None]
        self.kept[fragment.name] += sum(map(len, lines)) + len(lines)
        if lines:
            entry = Entry(fragment.name, b"\n".join((*lines, b"")), fragment.stored)
            self.foreign.setdefault(fragment.name, entry)

    def _take_spare(self, fragment: Fragment) -> None:
        content = fragment.content if fragment.whole else _whole_lines(fragment.content)
        for kind, line in islice(spare_lines(content), _MOST_LINES):
            plain = self._plain(kind, line) if kind in RECORD_TYPES else None
            if plain is None:
                continue
            if self.version < current_version():
                self._keep_older(kind, plain, doubtful=fragment.doubtful)
                continue
            before = len(self.records)
            self._add(kind, list(_converted(kind, plain)), len(line), doubtful=fragment.doubtful)
            self.spared[kind] += len(self.records) - before

    def _lines(self, content: bytes) -> Iterator[bytes]:
        for match in islice(_LINE.finditer(content), _MOST_LINES):
            self._slow -= 1
            if self._slow < 0:
                return
            if match.end() - match.start() <= LONGEST_LINE and match[0].strip():
                yield match[0]

    def _plain(self, kind: str, line: bytes) -> dict[str, Any] | None:
        """A line as a dict, or None where it is not one, or no record where the type is known."""
        if self._patience <= 0 or self._bytes <= 0:
            return None
        try:
            plain = plain_line(line)
            if kind in RECORD_TYPES and self.version >= current_version():
                record_of(kind, dict(plain))
        except BadJson:
            self._patience -= 1
            self._bytes -= len(line)
            return None
        return plain

    def _keep_older(self, kind: str, plain: dict[str, Any], *, doubtful: bool) -> None:
        key = plain.get("id")
        if isinstance(key, str) and key and key not in self._older.setdefault(kind, {}):
            self._older[kind][key] = plain
            if doubtful:
                self._older_doubtful.add(key)

    def _count(self, kind: str, records: int, size: int) -> None:
        before = self.sizes[kind]
        self.sizes[kind] = before[0] + records, before[1] + size

    def _add(self, kind: str, records: Sequence[Record], longest: int, *, doubtful: bool) -> None:
        """Add records that were read from lines of so many bytes at most."""
        for start in range(0, len(records), LARGEST):
            for record in self._sound(kind, records[start : start + LARGEST], longest):
                if record.id not in self.records:
                    self.records[record.id] = record
                    if doubtful:
                        self.doubtful.append(record.id)

    def _sound(self, kind: str, records: Sequence[Record], longest: int) -> Sequence[Record]:
        """Those whose values keep to the rules; all are asked at once first, since asking each takes time."""
        if longest <= LONGEST_TEXT and next(bad_values(kind, records), None) is None:
            return records
        self._patience -= len(records)
        if self._patience <= 0:
            self.bad["", kind] += len(records)
            return ()
        kept = [record for record in records if next(value_problems(record), None) is None]
        self.bad["", kind] += len(records) - len(kept)
        return kept


def _longest(content: bytes) -> int:
    """The length of the longest line."""
    return len(content) if len(content) <= LONGEST_TEXT else max(map(len, content.split(b"\n")))


def _whole_lines(content: bytes) -> bytes:
    return content[: content.rfind(b"\n") + 1]


def _converted(kind: str, plain: dict[str, Any]) -> Iterator[Record]:
    try:
        yield record_of(kind, plain)
    except BadJson:
        return


def _likely_kind(content: bytes) -> str | None:
    """The type as which the lines have the fewest fields unknown; None where there is no such, or more than one."""
    strange = dict.fromkeys(RECORD_TYPES, 0)
    for match in islice(_LINE.finditer(_whole_lines(content)), 64):
        for kind in list(strange):
            found = _strange_fields(kind, match[0])
            if found is None:
                del strange[kind]
            else:
                strange[kind] += found
    least = [kind for kind, count in strange.items() if count == min(strange.values())]
    return least[0] if len(least) == 1 else None


def _strange_fields(kind: str, line: bytes) -> int | None:
    try:
        return len(record_of(kind, plain_line(line)).extra)
    except BadJson:
        return None
