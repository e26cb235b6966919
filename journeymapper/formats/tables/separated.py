"""Tables as lines of cells between separators: CSV in all its dialects, TSV, what is on the clipboard."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from journeymapper.formats.tables.cells import unquoted
from journeymapper.formats.tables.decoding import decoded
from journeymapper.formats.tables.guessing import guess
from journeymapper.formats.tables.preamble import about_rows, title_above
from journeymapper.formats.tables.table import MOST_CELLS, MOST_ROWS, Table, make_table, too_large
from journeymapper.model.checks import LONGEST_TEXT
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

_SEPARATORS = ",;\t|"
_DECLARED = re.compile(r"\ufeff?sep=(.)\n", re.IGNORECASE)
_SAMPLE = 60
"""Lines that tell the separator."""


def csv_tables(data: bytes) -> tuple[Table, ...]:
    """The table of a CSV file, whatever separates its cells. Raises FileProblem."""
    return _tables(data, "")


def tsv_tables(data: bytes) -> tuple[Table, ...]:
    """The table of a file or a clipboard whose cells are separated by tabs. Raises FileProblem."""
    return _tables(data, "\t")


def looks_like_csv(data: bytes) -> bool:
    """Whether the bytes are lines of several cells each, and lanes are among their names: prose has commas too."""
    return _looks_like(data, "") and any(lane.known for lane in guess(csv_tables(data)[0]).lanes)


def looks_like_tsv(data: bytes) -> bool:
    """Whether the bytes are lines of several cells each, with tabs between them."""
    return _looks_like(data, "\t")


def _looks_like(data: bytes, separator: str) -> bool:
    try:
        table = _tables(data, separator)[0]
    except FileProblem:
        return False
    filled = [sum(map(bool, row)) for row in table.rows]
    return sum(count > 1 for count in filled) > 1 and not data.lstrip().startswith(
        (b"{", b"[", b"<", b"%PDF")
    )


def _tables(data: bytes, separator: str) -> tuple[Table, ...]:
    text, notes = decoded(data)
    skipped = 0
    declared = _DECLARED.match(text)
    if declared:
        text, skipped, separator = text[declared.end() :], 1, declared[1]
    separator = separator or _separator(text)
    rows: list[list[str]] = []
    lines: list[int] = []
    cells = 0
    for line, row in _records(text, separator):
        cells += len(row)
        if len(rows) >= MOST_ROWS or cells > MOST_CELLS:
            raise FileProblem(too_large())
        rows.append([unquoted(cell) for cell in row])
        lines.append(line + skipped)
    table = make_table(title_above(rows), rows, lines, about=about_rows(rows))
    if table.width < 2 or len(table.rows) < 2:
        raise FileProblem(_("it holds no table: a map needs rows and columns; choose another file"))
    return (msgspec.structs.replace(table, notes=notes),)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the numbers of the lines in which they begin. Raises FileProblem."""
    # The module's limit is one for the whole process, so a cell beyond it is told apart from other trouble by line.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        raise FileProblem(
            _(
                "line {line}: a cell holds more than {n} characters; look for a quotation mark that is not closed"
            ).format(line=line, n=LONGEST_TEXT),
            line=line,
        ) from None


def _separator(text: str) -> str:
    """What separates the cells: the sign that divides most lines into equally many."""
    sample = "\n".join(text[:LONGEST_TEXT].split("\n")[:_SAMPLE])
    return max(_SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    try:
        widths = Counter(len(row) for _line, row in _records(sample, separator) if row)
    except FileProblem:
        return 0.0, 0
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0, 0
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    return count / sum(widths.values()), width
