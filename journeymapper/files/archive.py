"""The ZIP archive around a map: written so that equal entries give equal bytes, read without trusting anything.

Nothing is ever extracted to disk. Reading refuses encrypted, linked, doubled and overlapping entries, names that
could lead out of a folder, and more bytes than it was told to expect.
"""

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


def pack(entries: Iterable[Entry]) -> bytes:
    """A ZIP archive of the entries in the given order; the same entries give the same bytes.

    Raises FileProblem where the archive would be larger than `unpack` reads.
    """
    target = io.BytesIO()
    total = 0
    with zipfile.ZipFile(target, "w", strict_timestamps=True) as archive:
        for entry in entries:
            total += 0 if entry.stored else len(entry.data)
            if total > LARGEST_TOTAL or (len(entry.data) > LARGEST_ENTRY and not entry.stored):
                raise FileProblem(
                    _("the map is too large to be kept in one file ({name}): divide it").format(
                        name=entry.name
                    ),
                    entry=entry.name,
                )
            archive.writestr(_info(entry.name), entry.data, *_method(stored=entry.stored))
    return target.getvalue()


def unpack(data: bytes) -> dict[str, Entry]:
    """The entries of an archive by name, in its order. Raises FileProblem where it is damaged or suspicious."""
    _must_be_zip(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_directory(data, infos)
            return {info.filename: _read(archive, info) for info in infos if not _is_folder(info)}
    except _BROKEN:
        raise FileProblem(
            _("the file is damaged or was cut short, so its table of contents cannot be read; restore a copy")
        ) from None


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info


def _method(*, stored: bool) -> tuple[int, int | None]:
    return (zipfile.ZIP_STORED, None) if stored else (zipfile.ZIP_DEFLATED, LEVEL)


def _must_be_zip(data: bytes) -> None:
    if not data:
        raise FileProblem(_("the file is empty; restore a copy"))
    if data[:4] != _LOCAL_SIGNATURE:
        raise FileProblem(_("the file is not a map that JourneyMapper wrote; choose a .journey file"))


def _check_directory(data: bytes, infos: list[zipfile.ZipInfo]) -> None:
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
    _check_places(data, infos)


def _check_entry(info: zipfile.ZipInfo) -> None:
    folder = _is_folder(info)
    if info.filename != info.orig_filename or not _good_name(info.filename[:-1] if folder else info.filename):
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


def _good_name(name: str) -> bool:
    parts = name.split("/")
    return (
        len(name) <= LONGEST_NAME
        and all(part.strip(". ") for part in parts)
        and not any(
            letter < " " or letter in '\\:*?"<>|\x7f' or "\ud800" <= letter <= "\udfff" for letter in name
        )
    )


def _check_places(data: bytes, infos: list[zipfile.ZipInfo]) -> None:
    """Every entry has bytes of its own: from its local header on, none reaches into the next."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        start = info.header_offset
        header = data[start : start + _LOCAL_HEADER.size]
        if start < end or len(header) < _LOCAL_HEADER.size:
            _refuse(info, _("it overlaps another entry or lies outside the file"))
        fields = _LOCAL_HEADER.unpack(header)
        if fields[0] != _LOCAL_SIGNATURE or fields[2] & _ENCRYPTED or fields[3] != info.compress_type:
            _refuse(info, _("its two headers contradict each other"))
        end = start + _LOCAL_HEADER.size + fields[9] + fields[10] + info.compress_size
        if end > len(data):
            _refuse(info, _("it overlaps another entry or lies outside the file"))


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    try:
        with archive.open(info) as stream:
            content = stream.read(info.file_size + 1)
    except _BROKEN:
        _refuse(info, _("its bytes are damaged"))
    if len(content) != info.file_size:
        _refuse(info, _("it is not as long as the table of contents says"))
    return Entry(info.filename, content, stored=info.compress_type == zipfile.ZIP_STORED)


def _refuse(info: zipfile.ZipInfo, reason: str) -> NoReturn:
    name = ascii(info.filename[:80])[1:-1]
    raise FileProblem(
        _("{entry}: {reason}; restore a copy").format(entry=name, reason=reason), entry=info.filename
    )
