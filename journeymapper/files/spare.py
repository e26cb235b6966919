"""Records of a map a second time, at the end of its file, so that a lost block of the disk costs little or nothing.

A map of ordinary size stands there whole. Of a larger one it is the outline: what there is little of and all else
points at. The outline also stands first in the file, so that a file cut short still has it. `spare/records.jsonl`
holds `["<type>",<record>]` a line; only salvage reads it.
"""

import re
from collections.abc import Collection, Iterator

from journeymapper.files.archive import Entry
from journeymapper.files.buckets import kind_of_entry
from journeymapper.files.lines import encode_record
from journeymapper.model.checks import TYPE_NAMES
from journeymapper.model.records import RECORD_TYPES, Record

SPARE = "spare/records.jsonl"
OUTLINE = ("map", "persona", "stage", "step", "lane", "line", "series", "owner", "evidence", "asset")
LARGEST = 512 * 1024
"""Bytes of lines. Of a longer map a block is a small part, and to write it twice would cost more than it saves."""

_LINE = re.compile(rb'^\["([a-z_]{1,40})",(\{.*\})\]$', re.MULTILINE)
_MOST = LARGEST // 64  # records; a card takes more
_RANK = {kind: rank for rank, kind in enumerate(OUTLINE)}
_OUTLINE_TYPES = frozenset(RECORD_TYPES[kind] for kind in OUTLINE)


def place_in_file(name: str) -> tuple[int, str]:
    """What entries are sorted by: the outline first, then other records and what is foreign, pictures last."""
    if name.startswith("media/"):
        return len(_RANK) + 1, name
    return _RANK.get(kind_of_entry(name) or "", len(_RANK)), name


def spare_entry(records: Collection[Record]) -> Entry | None:
    """All records, or, where these are too much, the outline; None where that is too much too, or there is nothing."""
    outline = [record for record in records if type(record) in _OUTLINE_TYPES]
    lines = _lines(outline)
    if lines and len(records) <= _MOST:
        rest = _lines([record for record in records if type(record) not in _OUTLINE_TYPES])
        if len(lines) + len(rest) <= LARGEST:
            lines += rest
    return Entry(SPARE, lines) if 0 < len(lines) <= LARGEST else None


def spare_lines(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The lines that are not cut short: the type, and the record's own line."""
    for match in _LINE.finditer(content):
        yield match[1].decode(), match[2]


def _lines(records: Collection[Record]) -> bytes:
    """The lines of records by type and id, as far as there is any use in having them."""
    kinds = [(TYPE_NAMES[type(record)], record) for record in records]
    ordered = sorted((_RANK.get(kind, len(_RANK)), kind, record.id, record) for kind, record in kinds)
    found: list[bytes] = []
    size = 0
    for _rank, kind, _id, record in ordered:
        if size > LARGEST:
            break
        found.append(b'["%s",%s]\n' % (kind.encode(), encode_record(record)))
        size += len(found[-1])
    return b"".join(found)
