"""The ZIP archive around a map: written so that equal entries give equal bytes, read without trusting anything.

Nothing is ever extracted to disk. Reading refuses encrypted, linked, doubled and overlapping entries, names that
could lead out of a folder, and more bytes than it was told to expect.
"""

import hashlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import NamedTuple, NoReturn

from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

LARGEST_ENTRY = 64 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024
MOST_ENTRIES = 100_000
LONGEST_NAME = 240
LEVEL = 3  # level 6 takes twice as long for 2 % less

_LOCAL_HEADER = struct.Struct("<4sHHHHHIIIHH")
_LOCAL_SIGNATURE = b"PK\x03\x04"
_CENTRAL_HEADER = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_LARGE_END = struct.Struct("<4sQHHIIQQQQ")
_LOCATOR = struct.Struct("<4sIQI")
_VERSION = 20
_MADE_BY = 3 << 8 | _VERSION  # Unix, so that the attributes are a mode
_ATTRIBUTES = (stat.S_IFREG | 0o644) << 16
_FIRST_DAY = 0x21  # 1980-01-01: nothing tells when a file was written
_UTF8 = 0x800
_MOST_16 = 0xFFFF
_ENCRYPTED = 0x1 | 0x40 | 0x2000
# What zipfile lets through when an archive is mutilated.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class Entry(NamedTuple):
    """A named part of the archive. A stored entry is not compressed."""

    name: str
    data: bytes
    stored: bool = False


class Part(NamedTuple):
    """An entry as the archive holds it. `size` is that of its data, `sha256` theirs in hex."""

    name: str
    size: int
    sha256: str
    crc: int
    packed: bytes
    stored: bool


def part_of(entry: Entry) -> Part:
    """The entry ready to be written; the same data give the same bytes."""
    data = entry.data
    packed = data if entry.stored else zlib.compress(data, LEVEL, -zlib.MAX_WBITS)
    sha256 = hashlib.sha256(data).hexdigest()
    return Part(entry.name, len(data), sha256, zlib.crc32(data), packed, entry.stored)


def pack(entries: Iterable[Entry]) -> bytes:
    """A ZIP archive of the entries in the given order; the same entries give the same bytes.

    Raises FileProblem where the archive would be larger than `unpack` reads.
    """
    return joined(part_of(entry) for entry in entries)


def joined(parts: Iterable[Part]) -> bytes:
    """The same of parts that are packed already. `zipfile` would take ten times as long for the same bytes."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = total = 0
    for part in parts:
        total += 0 if part.stored else part.size
        if total > LARGEST_TOTAL or (part.size > LARGEST_ENTRY and not part.stored):
            raise FileProblem(
                _("the map is too large to be kept in one file ({name}): divide it").format(name=part.name),
                entry=part.name,
            )
        name = part.name.encode()
        fields = _fields(part, name)
        pieces += (_LOCAL_HEADER.pack(_LOCAL_SIGNATURE, *fields), name, part.packed)
        directory += (
            _CENTRAL_HEADER.pack(b"PK\x01\x02", _MADE_BY, *fields, 0, 0, 0, _ATTRIBUTES, offset),
            name,
        )
        offset += _LOCAL_HEADER.size + len(name) + len(part.packed)
    table = b"".join(directory)
    return b"".join((*pieces, table, _end(len(directory) // 2, len(table), offset)))


def _fields(part: Part, name: bytes) -> tuple[int, ...]:
    """What both headers say: version, flags, method, time, date, CRC-32, the two sizes, lengths of name and extra."""
    flags = 0 if name.isascii() else _UTF8
    method = zipfile.ZIP_STORED if part.stored else zipfile.ZIP_DEFLATED
    return (_VERSION, flags, method, 0, _FIRST_DAY, part.crc, len(part.packed), part.size, len(name), 0)


def _end(count: int, size: int, offset: int) -> bytes:
    """The end of the archive; more entries than 16 bits count are told once more before it."""
    end = _END.pack(b"PK\x05\x06", 0, 0, min(count, _MOST_16), min(count, _MOST_16), size, offset, 0)
    if count <= _MOST_16:
        return end
    large = _LARGE_END.pack(b"PK\x06\x06", _LARGE_END.size - 12, 45, 45, 0, 0, count, count, size, offset)
    return large + _LOCATOR.pack(b"PK\x06\x07", 0, offset + size, 1) + end


def unpack(data: bytes) -> dict[str, Entry]:
    """The entries of an archive by name, in its order. Raises FileProblem where it is damaged or suspicious."""
    _must_be_zip(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
        places = _check_directory(data, infos)
        return {
            info.filename: _read(data, places[info.filename], info) for info in infos if not _is_folder(info)
        }
    except _BROKEN:
        raise FileProblem(
            _("the file is damaged or was cut short, so its table of contents cannot be read; restore a copy")
        ) from None


def _must_be_zip(data: bytes) -> None:
    if not data:
        raise FileProblem(_("the file is empty; restore a copy"))
    if data[:4] != _LOCAL_SIGNATURE:
        raise FileProblem(_("the file is not a map that JourneyMapper wrote; choose a .journey file"))


def _check_directory(data: bytes, infos: list[zipfile.ZipInfo]) -> dict[str, int]:
    """Where the bytes of each entry begin, by name."""
    if len(infos) > MOST_ENTRIES:
        raise FileProblem(_("the file holds {n} entries, far more than a map needs").format(n=len(infos)))
    seen: set[str] = set()
    total = 0
    for info in infos:
        _check_entry(info)
        if info.filename in seen:
            _refuse(info, _("it stands in the file twice"))
        seen.add(info.filename)
        total += 0 if info.compress_type == zipfile.ZIP_STORED else info.file_size
    if total > LARGEST_TOTAL:
        raise FileProblem(_("the file unpacks to more than {n} megabytes").format(n=LARGEST_TOTAL >> 20))
    return _places(data, infos)


def _check_entry(info: zipfile.ZipInfo) -> None:
    folder = _is_folder(info)
    if info.filename != info.orig_filename or not good_name(info.filename[:-1] if folder else info.filename):
        _refuse(info, _("its name could lead out of the map’s own folder"))
    if info.flag_bits & _ENCRYPTED:
        _refuse(info, _("it is encrypted"))
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if folder else stat.S_IFREG):
        _refuse(info, _("it is a link or a folder"))
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        _refuse(info, _("it is compressed in an unknown way"))
    if info.compress_type == zipfile.ZIP_STORED and info.compress_size != info.file_size:
        _refuse(info, _("its sizes contradict each other"))
    if info.compress_type == zipfile.ZIP_DEFLATED and info.file_size > LARGEST_ENTRY:
        _refuse(info, _("it is larger than {n} megabytes").format(n=LARGEST_ENTRY >> 20))


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a folder as other programs put them in: a name and nothing more, to be passed over."""
    return info.filename.endswith("/") and not info.file_size


def good_name(name: str) -> bool:
    """Whether an entry may have this name: no way out of a folder, nothing that a system would not take."""
    parts = name.split("/")
    return (
        len(name) <= LONGEST_NAME
        and all(part.strip(". ") for part in parts)
        and not any(
            letter < " " or letter in '\\:*?"<>|\x7f' or "\ud800" <= letter <= "\udfff" for letter in name
        )
    )


def _places(data: bytes, infos: list[zipfile.ZipInfo]) -> dict[str, int]:
    """Every entry has bytes of its own: from its local header on, none reaches into the next."""
    places: dict[str, int] = {}
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        start = info.header_offset
        header = data[start : start + _LOCAL_HEADER.size]
        if start < end or len(header) < _LOCAL_HEADER.size:
            _refuse(info, _("it overlaps another entry or lies outside the file"))
        fields = _LOCAL_HEADER.unpack(header)
        if fields[0] != _LOCAL_SIGNATURE or fields[2] & _ENCRYPTED or fields[3] != info.compress_type:
            _refuse(info, _("its two headers contradict each other"))
        place = start + _LOCAL_HEADER.size + fields[9] + fields[10]
        end = place + info.compress_size
        if end > len(data):
            _refuse(info, _("it overlaps another entry or lies outside the file"))
        name = start + _LOCAL_HEADER.size
        if data[name : name + fields[9]] != _name_in_header(info):
            _refuse(info, _("its two headers contradict each other"))
        places[info.filename] = place
    return places


def _name_in_header(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _read(data: bytes, place: int, info: zipfile.ZipInfo) -> Entry:
    packed = data[place : place + info.compress_size]
    stored = info.compress_type == zipfile.ZIP_STORED
    try:
        content = packed if stored else _inflated(packed, info.file_size)
    except (zlib.error, EOFError):
        _refuse(info, _("its bytes are damaged"))
    if len(content) != info.file_size:
        _refuse(info, _("it is not as long as the table of contents says"))
    if zlib.crc32(content) != info.CRC:
        _refuse(info, _("its bytes are damaged"))
    return Entry(info.filename, content, stored=stored)


def _inflated(packed: bytes, size: int) -> bytes:
    """The bytes, at most one more than `size`. Raises zlib.error; EOFError where the end is missing."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    content = stream.decompress(packed, size + 1)
    if len(content) == size and not stream.eof:
        raise EOFError
    return content


def _refuse(info: zipfile.ZipInfo, reason: str) -> NoReturn:
    name = ascii(info.filename[:80])[1:-1]
    raise FileProblem(
        _("{entry}: {reason}; restore a copy").format(entry=name, reason=reason), entry=info.filename
    )
