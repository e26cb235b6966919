"""Which records share an entry of the archive.

Records of a type are spread over buckets by the CRC-32 of their ids: a bucket with more than 32 is divided by the
next bit, and so on. The result depends on the ids alone, and a new record touches one bucket (or divides one).
"""

import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from journeymapper.model.records import RECORD_TYPES

LARGEST = 32
"""Records a bucket: few enough that a damaged block of the file costs little, and compression still pays."""

_BITS = 32
_LOT = 22
"""Bits of the hash in which the ids of one lot may differ: a thousand lots."""


class Bucket(NamedTuple):
    """The name of an entry and the ids of its records, sorted."""

    entry: str
    ids: tuple[str, ...]


def buckets(kind: str, ids: Iterable[str]) -> Iterator[Bucket]:
    """The buckets that hold the records of a type, in the order of their hashes."""
    hashed = _hashed(ids)
    hashes = [value for value, _key in hashed]
    # Not recursive: a function that holds itself and these lists would leave them to the garbage collector.
    rest = [(0, len(hashed), "")]
    while rest:
        low, high, prefix = rest.pop()
        if high - low <= LARGEST or len(prefix) == _BITS:
            if low < high:
                keys = tuple(sorted(key for _hash, key in hashed[low:high]))
                yield Bucket(entry_name(kind, prefix or "0"), keys)
            continue
        half = int((prefix + "1").ljust(_BITS, "0"), 2)
        middle = bisect_left(hashes, half, low, high)
        rest += ((middle, high, prefix + "1"), (low, middle, prefix + "0"))


def _hashed(ids: Iterable[str]) -> list[tuple[int, str]]:
    """(hash, id) sorted. Sorted in small lots, because `sorted` lets no other thread run until it is through."""
    lots: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for key in ids:
        value = zlib.crc32(key.encode())
        lots[value >> _LOT].append((value, key))
    return [pair for lot in sorted(lots) for pair in sorted(lots[lot])]


def entry_name(kind: str, bucket: str) -> str:
    """The name of the entry that holds a bucket of records of a type."""
    return f"data/{kind}-{bucket}.jsonl"


def kind_of_entry(name: str) -> str | None:
    """The record type that an entry holds, known to this version or not; None where it holds no records."""
    if not (name.startswith("data/") and name.endswith(".jsonl") and name.count("/") == 1):
        return None
    kind, dash, _bucket = name.removeprefix("data/").rpartition("-")
    return kind if dash and kind else None


def is_known(name: str) -> bool:
    """Whether an entry holds records of a type that this version knows."""
    return kind_of_entry(name) in RECORD_TYPES
