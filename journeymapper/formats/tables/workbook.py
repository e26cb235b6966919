"""Tables in spreadsheets: each sheet is one. Formulas are read as what they gave last; macros are not read at all."""

import datetime as dt
import io
from collections.abc import Iterator

import msgspec

from journeymapper.formats.report import Note
from journeymapper.formats.tables.preamble import about_rows, title_above
from journeymapper.formats.tables.table import LARGEST_FILE, MOST_TABLES, Merged, Table, make_table
from journeymapper.formats.tables.workbook_check import check_workbook
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

_OLD = b"\xd0\xcf\x11\xe0"
_MOST_MERGED = 2_000


def workbook_tables(data: bytes) -> tuple[Table, ...]:
    """The sheets of a workbook (.xlsx, .xlsm, .ods) that hold a table. Raises FileProblem."""
    if len(data) > LARGEST_FILE:
        raise FileProblem(_("it is larger than {n} megabytes; divide it").format(n=LARGEST_FILE >> 20))
    if data.startswith(_OLD):
        raise FileProblem(_("it is encrypted, or of an old kind; save it as .xlsx without a password"))
    check_workbook(data)
    tables = tuple(_tables(data))
    if not tables:
        raise FileProblem(_("it has no sheet with rows and columns; choose another file"))
    return tables


def _tables(data: bytes) -> Iterator[Table]:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for name in book.sheet_names[:MOST_TABLES]:
                table = _table(name, book.get_sheet_by_name(name), single=len(book.sheet_names) == 1)
                if table.width > 1 and len(table.rows) > 1:
                    yield table
    except (calamine.CalamineError, OSError, ValueError, OverflowError):
        raise _damaged() from None
    except BaseException as trouble:
        # The library's own panics are no exceptions by name, and must not end the program.
        if type(trouble).__name__ != "PanicException":
            raise
        raise _damaged() from None


def _damaged() -> FileProblem:
    return FileProblem(_("it is damaged, or no spreadsheet; choose another file"))


def _table(name: str, sheet: object, *, single: bool) -> Table:
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]  # type: ignore[attr-defined]
    ranges = sheet.merged_cell_ranges or []  # type: ignore[attr-defined]
    merged = [Merged(*start, *end) for start, end in ranges[:_MOST_MERGED]]
    title = title_above(rows)
    table = make_table(
        title or name, rows, range(1, len(rows) + 1), unit="row", merged=merged, about=about_rows(rows)
    )
    if title or not single:
        return table
    told = Note("", "changed", _("it has no title: that of its sheet is used, “{title}”").format(title=name))
    return msgspec.structs.replace(table, notes=(told,))


def _text(cell: object) -> str:
    """A cell as people see it, or nearly."""
    match cell:
        case str():
            return cell
        case bool():
            return _("yes") if cell else _("no")
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case float():
            return f"{cell:.10g}"
        case dt.datetime() if not (cell.hour or cell.minute or cell.second):
            return cell.date().isoformat()
        case _:
            return str(cell)
