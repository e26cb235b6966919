"""Tables in HTML, in files and from other programs' clipboards: read as text, nothing is ever fetched."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import msgspec

from journeymapper.formats.tables.decoding import decoded
from journeymapper.formats.tables.table import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TABLES,
    Merged,
    Table,
    make_table,
    too_large,
)
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

_UNSEEN = frozenset(("script", "style", "template", "noscript", "svg", "math"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "title", "caption"))
_BLOCKS = frozenset(("p", "div", "ul", "ol", "dl", "dd", "dt", "blockquote", "section", "tr"))
_DECLARATION = re.compile(r"<[!?]")
_TAG = re.compile(r"(/?)([A-Za-z][A-Za-z0-9:-]{0,40})")
_SPAN = re.compile(r"""\b(colspan|rowspan)\s{0,9}=\s{0,9}["']?(\d{1,5})\b""", re.IGNORECASE)
_OWN_PAGE = re.compile(
    r"""<meta\s+name\s?=\s?["']?generator["']?\s+content\s?=\s?["']?JourneyMapper\b""", re.IGNORECASE
)
"""What the web pages that this program writes say of themselves."""

_LONGEST_HEAD = 20_000
_MOST_TAGS = 150_000
_LONGEST_TAG = 20_000


def html_tables(data: bytes) -> tuple[Table, ...]:
    """All tables of an HTML text that have rows and columns. Raises FileProblem where it has none."""
    text, notes = decoded(data)
    if _OWN_PAGE.search(text, 0, _LONGEST_HEAD):
        raise FileProblem(_("it is a web page that JourneyMapper made of a map: open the map itself"))
    if text.count("<") > _MOST_TAGS:
        raise FileProblem(_("it has more than {n} tags; divide it").format(n=_MOST_TAGS))
    reader = _TableReader()
    reader.feed("".join(_plain_tags(_without_comments(text))))
    reader.close()
    reader.end_all()
    found = (grid.table() for grid in reader.grids)
    tables = tuple(msgspec.structs.replace(table, notes=notes) for table in found if table.width > 1)
    if not tables:
        raise FileProblem(_("it holds no table with rows and columns; choose another file"))
    return tables


def looks_like_html(data: bytes) -> bool:
    """Whether the bytes hold an HTML table."""
    return (
        b"<table" in data.replace(b"\x00", b"").lower()
        and b"<" in data.replace(b"\x00", b"").lstrip()[:2_000]
    )


def _without_comments(text: str) -> str:
    """The text without comments and declarations, but with the line breaks in them, so that lines can be counted."""
    parts: list[str] = []
    place = 0
    for match in _DECLARATION.finditer(text):
        if match.start() < place:
            continue
        closing = "-->" if text.startswith("<!--", match.start()) else ">"
        end = text.find(closing, match.end())
        parts.append(text[place : match.start()])
        place = len(text) if end < 0 else end + len(closing)
        parts.append("\n" * text.count("\n", match.start(), place))
    return "".join([*parts, text[place:]])


def _plain_tags(text: str) -> Iterator[str]:
    """The text with tags that hold a name and spans, nothing else.

    html.parser needs quadratic time for tags and quotation marks that do not end: minutes for a few kilobytes.
    """
    first, *pieces = text.split("<")
    yield first.replace("\x00", "")
    for piece in pieces:
        inside, closing, behind = piece.partition(">")
        tag = _TAG.match(inside)
        if not closing or not tag:
            yield f"&lt;{piece}"
            continue
        yield f"<{tag[1]}{tag[2]}"
        if not tag[1]:
            for name, number in _SPAN.findall(inside[:_LONGEST_TAG]):
                yield f" {name}={number}"
        yield ">"
        yield "\n" * inside.count("\n")
        yield behind


class _Grid:
    """A table while it is read: cells by place, with those that reach over several rows and columns."""

    def __init__(self, title: str, line: int) -> None:
        self.title = title
        self._line = line
        self._cells: list[dict[int, str]] = []
        self._lines: list[int] = []
        self._merged: list[Merged] = []
        self._reaching: dict[int, int] = {}  # column -> the last row that a cell from above takes there
        self._row = -1
        self._count = 0

    def begin_row(self, line: int) -> None:
        self._row += 1
        self._cells.append({})
        self._lines.append(line)
        if self._row >= MOST_ROWS:
            raise FileProblem(too_large())

    def put(self, text: str, columns: int, rows: int, line: int) -> None:
        if self._row < 0:
            self.begin_row(line)
        column = max(self._cells[self._row], default=-1) + 1
        while self._reaching.get(column, -1) >= self._row:
            column += 1
        columns, rows = max(1, min(columns, MOST_COLUMNS)), max(1, min(rows, MOST_ROWS))
        self._count += columns
        if column + columns > MOST_COLUMNS or self._count > MOST_CELLS:
            raise FileProblem(too_large())
        for place in range(column, column + columns):
            self._cells[self._row][place] = text if place == column else ""
            self._reaching[place] = self._row + rows - 1
        if columns > 1 or rows > 1:
            self._merged.append(Merged(self._row, column, self._row + rows - 1, column + columns - 1))

    def table(self) -> Table:
        width = max((max(row, default=-1) + 1 for row in self._cells), default=0)
        rows = [[row.get(place, "") for place in range(width)] for row in self._cells]
        return make_table(self.title, rows, self._lines, merged=self._merged)


class _TableReader(HTMLParser):
    """Gathers tables. One within a cell of another is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[_Grid] = []
        self._depth = 0
        self._unseen = 0
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._heading: list[str] | None = None
        self._title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._begin_table()
        elif tag in _HEADINGS and self._cell is None:
            self._heading = []
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.grids[-1].begin_row(self.getpos()[0])
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            self._cell, self._span = [], (_number(given.get("colspan")), _number(given.get("rowspan")))
        elif self._cell is not None:
            self._cell.append(_in_text(tag))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
            self._depth -= 1
        elif tag in _HEADINGS and self._heading is not None:
            self._end_heading(tag)
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()
        elif self._cell is not None and tag in _BLOCKS:
            self._cell.append("\n")

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        text = " ".join(data.replace("\xa0", " ").split(" "))
        if self._heading is not None:
            self._heading.append(text)
        elif self._cell is not None:
            # Lines of the source are no lines of the text.
            self._cell.append(re.sub(r"[ \t\n]+", " ", text))

    def end_all(self) -> None:
        """End what the text leaves open."""
        self._end_cell()

    def _begin_table(self) -> None:
        self._depth += 1
        if self._depth > 1:
            return
        if len(self.grids) >= MOST_TABLES:
            raise FileProblem(_("it has more than {n} tables; divide it").format(n=MOST_TABLES))
        self.grids.append(_Grid(self._title, self.getpos()[0]))
        self._heading = None

    def _end_heading(self, tag: str) -> None:
        title = " ".join("".join(self._heading or ()).split())
        self._heading = None
        if tag == "caption" and self._depth == 1 and title:
            self.grids[-1].title = title
        elif title:
            self._title = title

    def _end_cell(self) -> None:
        if self._cell is None or not self.grids:
            return
        lines = [line.strip() for line in "".join(self._cell).split("\n")]
        text = "\n".join(line for line in lines if line and line != "-")
        self._cell = None
        self.grids[-1].put(text, *self._span, self.getpos()[0])


def _in_text(tag: str) -> str:
    """What a tag within a cell is as text."""
    if tag == "li":
        return "\n- "
    return "\n" if tag == "br" or tag in _BLOCKS else ""


def _number(text: str | None) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 1
