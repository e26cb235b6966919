"""A table as a file has it: plain text in rows, before anybody says what is what."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from journeymapper.formats.report import Note
from journeymapper.model.checks import LONGEST_TEXT
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

LARGEST_FILE = 8 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 1_000
MOST_CELLS = 200_000
MOST_TABLES = 200

# What no map may hold: controls, halves of characters and what is no character at all.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Merged(NamedTuple):
    """Cells that are one, as 0-based places, the last ones included. The text stands in the first."""

    top: int
    left: int
    bottom: int
    right: int


class Table(msgspec.Struct, frozen=True):
    """A table of text cells.

    `title` is what stands over it, "" for nothing. `rows` are all of one length; `lines` gives the 1-based number of
    each row's line in the file, or of its row in the sheet, as `unit` says. `about` holds what is said of the whole
    map beside the table ("persona", "scenario", "expectation"), `notes` what reading it had to guess.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    unit: Literal["line", "row"] = "line"
    merged: tuple[Merged, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0


def place_of(unit: str, number: int) -> str:
    """How reports name a line of a text, or a row of a sheet."""
    return _("line {n}").format(n=number) if unit == "line" else _("row {n}").format(n=number)


def make_table(
    title: str,
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
    *,
    unit: Literal["line", "row"] = "line",
    merged: Iterable[Merged] = (),
    about: Iterable[tuple[str, str]] = (),
) -> Table:
    """A table of these cells, made rectangular and tidy, without the empty rows and columns at its end.

    Raises FileProblem where it is larger than any map.
    """
    width = max(map(len, rows), default=0)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS or len(rows) * width > MOST_CELLS:
        raise FileProblem(too_large())
    tidied = [[_tidy(cell, unit, line) for cell in row] for row, line in zip(rows, lines, strict=True)]
    while tidied and not any(tidied[-1]):
        tidied.pop()
    shown = [cells for cells in merged if cells.top < len(tidied)]
    width = min(_width(tidied, shown), MOST_COLUMNS, MOST_CELLS // max(1, len(tidied)))
    return Table(
        title=" ".join(_UNWANTED.sub("", title).split())[:1_000],
        rows=tuple(tuple((*row, *[""] * width)[:width]) for row in tidied),
        lines=tuple(lines[: len(tidied)]),
        unit=unit,
        merged=tuple(cells for cells in shown if cells.left < width),
        about=tuple(about),
    )


def _width(rows: Sequence[Sequence[str]], merged: Iterable[Merged]) -> int:
    """How many columns hold something; a cell with a text reaches as far as it is merged."""
    filled = max((place + 1 for row in rows for place, cell in enumerate(row) if cell), default=0)
    reached = (cells.right + 1 for cells in merged if "".join(rows[cells.top][cells.left : cells.left + 1]))
    return max(filled, *reached, 0)


def too_large() -> str:
    """The sentence for a table that is larger than any map."""
    return _("it has a table of more than {rows} rows, {columns} columns or {cells} cells; divide it").format(
        rows=MOST_ROWS, columns=MOST_COLUMNS, cells=MOST_CELLS
    )


def tidy(text: str) -> str:
    """A text as a cell can hold it: line breaks of one kind, no controls, nothing empty at its ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _UNWANTED.sub("", plain).strip()


def _tidy(text: str, unit: str, line: int) -> str:
    if len(text) > LONGEST_TEXT:
        raise FileProblem(
            _("{place}: a cell holds more than {n} characters; divide it").format(
                place=place_of(unit, line), n=LONGEST_TEXT
            ),
            line=line if unit == "line" else None,
        )
    return tidy(text)
