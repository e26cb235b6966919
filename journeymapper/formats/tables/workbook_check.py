"""What a spreadsheet's archive holds, looked at before anybody unpacks it into memory.

The reader of spreadsheets lays every cell between the first and the last out in memory, whether it is there or not,
and believes what an archive says of itself. So the archive is inflated here once, in pieces, with limits: how much
there is in all, how far away cells stand, how often they are repeated.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise

from journeymapper.formats.tables.table import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, too_large
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

MOST_ENTRIES = 2_000
MOST_INFLATED = 48 * 1024 * 1024
MOST_COPIED = 128 * 1024 * 1024
_PIECE = 1024 * 1024

_LOCAL_HEADER = 30
_STORED, _DEFLATED = 0, 8
_CELL = re.compile(rb"""\br\s*=\s*["']\s*\$?([A-Za-z]{1,8})\$?(\d{1,12})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^<>]*?\br\s*=\s*["'](\d{1,12})["']""")
_SIZE = re.compile(rb"<(?:\w+:)?(?:row|c)\b")
_STRING = re.compile(rb"<(?:\w+:)?si\b")
_STRING_CELL = re.compile(rb"""\bt\s*=\s*["']s["']""")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?(table-row|table-cell|covered-table-cell|table|p)\b([^<>]*)>")
_REPEATED = re.compile(rb"""number-(rows|columns)-repeated\s*=\s*["'](\d{1,12})["']""")


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are an archive with the parts of a workbook."""
    if not data.startswith(b"PK"):
        return False
    try:
        names = _names(data)
    except FileProblem:
        return False
    return "xl/workbook.xml" in names or {"content.xml", "styles.xml"} <= names


def check_workbook(data: bytes) -> None:
    """Raise FileProblem where the archive is damaged, or unpacks into more than any map is."""
    left = MOST_INFLATED
    longest = strings = 0
    for name, content in _contents(data):
        left -= len(content)
        if left < 0:
            raise FileProblem(
                _("it unpacks into more than {n} megabytes; divide it").format(n=MOST_INFLATED >> 20)
            )
        if not name.endswith((".xml", ".rels")):
            continue
        if b"\x00" in content or _DECLARATION.search(content):
            raise FileProblem(
                _("its part “{name}” is not as spreadsheets are; save it again").format(name=name[:80])
            )
        if name == "content.xml":
            _check_repeats(content)
        elif name == "xl/sharedStrings.xml":
            longest = _longest_between(_STRING, content)
        elif name.startswith("xl/"):
            _check_places(content)
            strings += len(_STRING_CELL.findall(content))
    _refuse_copies(longest * strings)


def _names(data: bytes) -> set[str]:
    return {entry.filename for entry in _entries(data)}


def _entries(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, UnicodeError):
        raise FileProblem(_("it is damaged, or no spreadsheet; choose another file")) from None
    names = {entry.filename.casefold() for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) < len(entries):
        raise FileProblem(_("its parts are not as spreadsheets have them; save it again"))
    return entries


def _contents(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each part by name, inflated as far as the limit and a piece; what the archive says of sizes is not believed."""
    reached = 0
    for entry in sorted(_entries(data), key=lambda entry: entry.header_offset):
        if entry.flag_bits & 1:
            raise FileProblem(_("it is encrypted; save it without a password"))
        if stat.S_ISLNK(entry.external_attr >> 16) or entry.header_offset < reached:
            raise FileProblem(_("its parts are not as spreadsheets have them; save it again"))
        if entry.compress_type not in (_STORED, _DEFLATED):
            raise FileProblem(_("it is packed in a way that spreadsheets do not use; save it again"))
        start = _start(data, entry)
        reached = start + entry.compress_size
        yield entry.filename.replace("\\", "/"), _inflated(data[start:reached], entry)


def _start(data: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the bytes of a part begin, behind its own header."""
    start = entry.header_offset
    header = data[start : start + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise FileProblem(_("it is damaged, or no spreadsheet; choose another file"))
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return start + _LOCAL_HEADER + lengths


def _inflated(packed: bytes, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type == _STORED:
        return packed
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, MOST_INFLATED + _PIECE)
    except zlib.error:
        raise FileProblem(_("it is damaged, or no spreadsheet; choose another file")) from None


def _refuse_copies(letters: int) -> None:
    """Refuse what would be laid out in memory once for each cell that shows it."""
    if letters > MOST_COPIED:
        raise FileProblem(too_large())


def _longest_between(pattern: re.Pattern[bytes], content: bytes) -> int:
    places = [*(match.start() for match in pattern.finditer(content)), len(content)]
    return max((high - low for low, high in pairwise(places)), default=0)


# how far away cells are


def _check_places(sheet: bytes) -> None:
    """Refuse a part in which cells stand farther from the first than any map is large."""
    rows = max((int(match[1]) for match in _ROW.finditer(sheet)), default=0)
    columns = 0
    for match in _CELL.finditer(sheet):
        rows = max(rows, int(match[2]))
        columns = max(columns, _column(match[1]))
    # Rows and cells that do not say where they are follow one another.
    counted = sum(1 for _match in _SIZE.finditer(sheet))
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS or counted > 2 * MOST_CELLS:
        raise FileProblem(too_large())


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_repeats(content: bytes) -> None:
    """Refuse an OpenDocument sheet in which cells that hold something are repeated beyond any map's size."""
    columns = width = cells = row_repeat = rows = place = 0
    filled = False
    longest = _longest_between(_TAG, content)
    for match in _TAG.finditer(content):
        closing, tag, rest = bool(match[1]), match[2], match[3]
        repeated = {what: int(count) for what, count in _REPEATED.findall(rest)}
        if tag == b"table" and not closing:
            rows = place = 0
        elif tag == b"table-row" and not closing:
            columns = width = 0
            filled, row_repeat = False, repeated.get(b"rows", 1)
        elif tag == b"table-row":
            place += row_repeat
            rows = place if filled else rows
            cells += width * row_repeat if filled else 0
        elif tag != b"p" and not closing:
            columns += repeated.get(b"columns", 1)
            if not rest.rstrip().endswith(b"/") or b"value" in rest or b"formula" in rest:
                width, filled = columns, True
        if rows > MOST_ROWS or width > MOST_COLUMNS or cells > MOST_CELLS:
            raise FileProblem(too_large())
    _refuse_copies(longest * max(0, cells - content.count(b"<")))
