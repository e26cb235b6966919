"""Tables of every source by the key of its reader."""

from collections.abc import Callable

from journeymapper.formats.report import Imported, Note
from journeymapper.formats.tables.building import build
from journeymapper.formats.tables.guessing import guess
from journeymapper.formats.tables.hypertext import html_tables
from journeymapper.formats.tables.markdown import markdown_tables
from journeymapper.formats.tables.separated import csv_tables, tsv_tables
from journeymapper.formats.tables.table import Table
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource


def _sheets(data: bytes) -> tuple[Table, ...]:
    from journeymapper.formats.tables.workbook import workbook_tables

    return workbook_tables(data)


_SOURCES: dict[str, Callable[[bytes], tuple[Table, ...]]] = {
    "markdown": markdown_tables,
    "csv": csv_tables,
    "tsv": tsv_tables,
    "html": html_tables,
    "xlsx": _sheets,
}


def tables_of(key: str, data: bytes) -> tuple[Table, ...]:
    """The tables in the bytes of a source, at least one. Raises FileProblem; KeyError for a key that is none here."""
    return _SOURCES[key](data)


def parts_of_tables(key: str, data: bytes) -> tuple[str, ...]:
    """The titles of the tables in a source, as `Reader.parts` gives them."""
    return tuple(table.title for table in tables_of(key, data))


def read_table(key: str, data: bytes, new_id: IdSource, part: int) -> Imported:
    """The map of one of the tables in a source, read as is most likely. Raises FileProblem."""
    tables = tables_of(key, data)
    if part >= len(tables):
        raise FileProblem(
            _("it has no table {n}: its tables are numbered from 1 to {last}").format(
                n=part + 1, last=len(tables)
            )
        )
    table = tables[part]
    found = build(table, guess(table), new_id)
    if len(tables) == 1:
        return found
    told = _("it has {n} tables: this is table {part}").format(n=len(tables), part=part + 1)
    return Imported(found.document, (Note("", "guessed", told), *found.report))
