"""What is left of the entries of a damaged archive.

Entries are looked for in three ways, since any may be damaged: by their own headers, by the table of contents, and by
the names of entries that a map has. Where a header is lost altogether, the start of packed lines is looked for behind
the entry before. Nothing that is found is believed: how often and how far it is unpacked is limited.
"""

import hashlib
import re
import struct
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from journeymapper.files.archive import LARGEST_ENTRY, LARGEST_TOTAL, LONGEST_NAME, MOST_ENTRIES, good_name

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_ROW = struct.Struct("<4sHHHHHHIIIHHHHHII")
_LOCAL_SIGNATURE = b"PK\x03\x04"
_ROW_SIGNATURE = b"PK\x01\x02"
_STORED, _DEFLATED = 0, 8
_KNOWN_NAME = re.compile(
    rb"data/[a-z_]{1,40}-[01]{1,32}\.jsonl|media/[0-9a-f]{64}\.[a-z0-9]{1,8}|manifest\.json|spare/[a-z]{1,40}\.jsonl"
)
_OURS = re.compile(rb"data/[a-z_]{1,40}-[01]{1,32}\.jsonl|application/vnd\.journeymapper\.map")
_FIRST_LINE = re.compile(rb'\{"[A-Za-z_][^"\\]{0,60}":|\["[a-z_]{1,40}",\{')
_MOST_SIGNATURES = 1_000_000
_MOST_SHIFTS = 3  # of glued copies, each has the offsets of its own table wrong by another number
_ZEROS = bytes(64)
"""What a lost block of a disk reads as. Packed lines hold no such run."""
_LONGEST_HEADER = _LOCAL.size + LONGEST_NAME
_MOST_GAPS = 2_000
_STEPS = (4096, 64, 1)


class Fragment(NamedTuple):
    """What is left of an entry; its name is "" where that is lost.

    `whole`: nothing is missing, as its checksum says. `doubtful`: it was read past damage, so that characters may be
    wrong; what is neither is the beginning of the entry, as it was.
    """

    name: str
    content: bytes
    stored: bool = False
    whole: bool = False
    doubtful: bool = False


class Remains(NamedTuple):
    """The fragments in the order of the file, and the sizes of entries by name as the table of contents has them."""

    fragments: list[Fragment]
    sizes: dict[str, int]


class _Claim(NamedTuple):
    """Where the bytes of an entry are said to begin, and what is said of them; None where nothing is."""

    start: int
    name: str
    method: int
    crc: int | None = None
    packed: int | None = None


class _Row(NamedTuple):
    at: int
    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int


class _Patience:
    """How many more bytes are read and unpacked."""

    def __init__(self, size: int) -> None:
        self.work = 4 * size + 2 * LARGEST_TOTAL
        self.packed = LARGEST_TOTAL
        self.stored = size


def remains(data: bytes) -> Remains:
    """Everything in the bytes of a damaged archive that may be part of an entry."""
    headers = dict(_headers(data))
    rows = list(_rows(data))
    claims: dict[int, list[_Claim]] = {}
    for claim in (*headers.values(), *_claims_of_rows(headers, rows), *_bare_names(data, headers, rows)):
        claims.setdefault(claim.start, []).append(claim)
    borders = sorted({*headers, *(row.at for row in rows), len(data)})
    patience = _Patience(len(data))
    found: list[tuple[int, Fragment]] = []
    covered: list[tuple[int, int]] = [(row.at, row.at + _ROW.size + len(row.name)) for row in rows]
    reached = 0
    for start in sorted(claims):
        if not reached <= start < len(data) or patience.work <= 0:
            continue  # within an entry that is whole, or nowhere
        limit = borders[bisect_left(borders, start)]
        fragment, end = _best(data, claims[start], limit, patience)
        found.append((start, fragment))
        covered.append((start - _LOCAL.size - len(fragment.name.encode()), max(end, start)))
        if fragment.whole:
            reached = end
    found.extend(_nameless(data, covered, patience))
    sizes = {row.name: row.size for row in rows}
    return Remains([fragment for _start, fragment in sorted(found, key=lambda pair: pair[0])], sizes)


def looks_like_a_map(data: bytes) -> bool:
    """Whether something in the bytes says that they are a map's, however damaged."""
    return _OURS.search(data) is not None


def _signatures(data: bytes, signature: bytes, size: int) -> Iterator[int]:
    place = data.find(signature)
    for _each in range(_MOST_SIGNATURES):
        if place < 0 or place + size > len(data):
            return
        yield place
        place = data.find(signature, place + 1)


def _name(data: bytes, start: int, length: int) -> str:
    """The name at a place, "" where none can be that."""
    try:
        name = data[start : start + length].decode()
    except UnicodeDecodeError:
        return ""
    return name if len(name.encode()) == length and good_name(name) else ""


def _headers(data: bytes) -> Iterator[tuple[int, _Claim]]:
    count = 0
    for place in _signatures(data, _LOCAL_SIGNATURE, _LOCAL.size):
        _sign, _version, flags, method, _time, _date, crc, packed, _size, length, extra = _LOCAL.unpack_from(
            data, place
        )
        start = place + _LOCAL.size
        name = _name(data, start, length)
        if not name or method not in (_STORED, _DEFLATED) or flags & 1:
            continue
        later = bool(flags & 8)  # checksum and size follow the data
        yield (
            place,
            _Claim(start + length + extra, name, method, None if later else crc, None if later else packed),
        )
        count += 1
        if count >= MOST_ENTRIES:
            return


def _rows(data: bytes) -> Iterator[_Row]:
    count = 0
    for place in _signatures(data, _ROW_SIGNATURE, _ROW.size):
        fields = _ROW.unpack_from(data, place)
        name = _name(data, place + _ROW.size, fields[10])
        if name and fields[4] in (_STORED, _DEFLATED):
            crc, packed, size = fields[7:10]
            yield _Row(place, name, fields[4], crc, packed, size, fields[16])
            count += 1
        if count >= MOST_ENTRIES:
            return


def _claims_of_rows(headers: dict[int, _Claim], rows: list[_Row]) -> Iterator[_Claim]:
    """What the table of contents says beyond the headers; its offsets may all be wrong by one number."""
    places: dict[tuple[str, int | None], list[int]] = {}
    for place, claim in headers.items():
        places.setdefault((claim.name, claim.crc), []).append(place)
    shifts: Counter[int] = Counter()
    for row in rows:
        for place in places.get((row.name, row.crc), ())[:_MOST_SHIFTS]:
            shifts[place - row.offset] += 1
    likely = [shift for shift, _count in shifts.most_common(_MOST_SHIFTS)] or [0]
    for row in rows:
        for shift in likely:
            place = row.offset + shift
            header = headers.get(place)
            start = header.start if header else place + _LOCAL.size + len(row.name.encode())
            if start >= 0:
                yield _Claim(start, row.name, row.method, row.crc, row.packed)


def _bare_names(data: bytes, headers: dict[int, _Claim], rows: list[_Row]) -> Iterator[_Claim]:
    """Entries whose header is damaged but for the name."""
    known = {place + _LOCAL.size for place in headers} | {row.at + _ROW.size for row in rows}
    for count, match in enumerate(_KNOWN_NAME.finditer(data)):
        if count >= 2 * MOST_ENTRIES:
            return
        if match.start() not in known:
            name = match[0].decode()
            yield _Claim(match.end(), name, _STORED if name.startswith("media/") else _DEFLATED)


def _best(data: bytes, claims: Iterable[_Claim], limit: int, patience: _Patience) -> tuple[Fragment, int]:
    """The best that comes of what is said about one place, and where it ends."""
    best, best_end = Fragment("", b""), 0
    for claim in dict.fromkeys(claims):
        ends = dict.fromkeys((limit if claim.packed is None else claim.start + claim.packed, limit))
        for end in ends:
            fragment, reached = _read(data, claim, min(end, len(data)), patience)
            if _worth(fragment) > _worth(best) or not best.name:
                best, best_end = fragment, reached
            if fragment.whole:
                return fragment, reached
    return best, best_end


def _worth(fragment: Fragment) -> tuple[bool, int, bool]:
    return fragment.whole, len(fragment.content), not fragment.doubtful


def _read(data: bytes, claim: _Claim, end: int, patience: _Patience) -> tuple[Fragment, int]:
    if patience.work <= 0 or patience.packed <= 0:
        return Fragment(claim.name, b""), claim.start
    patience.work -= end - claim.start
    if claim.method == _STORED:
        return _as_stored(claim, data[claim.start : end], patience), end
    fragment, reached = _unpacked(data, claim, end, min(LARGEST_ENTRY, patience.packed))
    patience.work -= len(fragment.content)
    patience.packed -= len(fragment.content)
    return fragment, reached


def _as_stored(claim: _Claim, content: bytes, patience: _Patience) -> Fragment:
    picture = claim.name.startswith("media/")
    if claim.crc is not None:
        whole = zlib.crc32(content) == claim.crc
    else:
        whole = picture and hashlib.sha256(content).hexdigest() in claim.name
    if (picture and not whole) or len(content) > patience.stored:
        content = b""
    patience.stored -= len(content)
    return Fragment(claim.name, content, stored=True, whole=whole, doubtful=not whole)


def _unpacked(data: bytes, claim: _Claim, end: int, most: int) -> tuple[Fragment, int]:
    view = memoryview(data)[claim.start : end]
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    with suppress(zlib.error):
        content = stream.decompress(view, most)
        if stream.eof and zlib.crc32(content) == claim.crc:
            return Fragment(claim.name, content, whole=True), end - len(stream.unused_data)
    zeros = data.find(_ZEROS, claim.start, end)
    content, sure = _beginning(view if zeros < 0 else view[: zeros - claim.start], most)
    return Fragment(claim.name, content, doubtful=not sure), end


def _beginning(view: memoryview, most: int) -> tuple[bytes, bool]:
    """What a packed stream gives up to its first fault, and whether it just stopped there without one.

    The error takes along what was unpacked in the same call, so near the fault the calls become small.
    """
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    pieces: list[bytes] = []
    place = size = 0
    for step in _STEPS:
        while not stream.eof and size < most:
            before = stream.copy()
            given = view[place : place + step]
            try:
                piece = stream.decompress(given, step)
            except zlib.error:
                stream = before
                break
            place += len(given) - len(stream.unconsumed_tail)
            if not piece and not given:
                return b"".join(pieces), not stream.eof
            pieces.append(piece)
            size += len(piece)
        else:
            break
    return b"".join(pieces), False


def _nameless(
    data: bytes, covered: list[tuple[int, int]], patience: _Patience
) -> Iterator[tuple[int, Fragment]]:
    """Packed lines behind a header of which nothing is left that could be read."""
    for low, high in list(_gaps(covered, len(data)))[:_MOST_GAPS]:
        for start in range(low, min(low + _LONGEST_HEADER, high)):
            if _FIRST_LINE.match(_beginning_of(data, start)):
                fragment, _end = _read(data, _Claim(start, "", _DEFLATED), high, patience)
                if fragment.content.count(b"\n"):
                    yield start, fragment
                    break


def _beginning_of(data: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[start : start + 512], 128)
    except zlib.error:
        return b""


def _gaps(covered: list[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    reached = 0
    for low, high in [*sorted(covered), (size, size)]:
        if low - reached > _LOCAL.size:
            yield reached, low
        reached = max(reached, high)
