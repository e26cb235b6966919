"""Tables of every source by the key of its reader."""

from collections.abc import Callable

import msgspec

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
    tables = _SOURCES[key](data)
    if len(tables) == 1:
        return tables
    return tuple(_with_others(table, place, len(tables)) for place, table in enumerate(tables, 1))


def _with_others(table: Table, place: int, count: int) -> Table:
    """The table, which tells that there are others."""
    told = _("it has {n} tables, and this is table {part}: the others are left out").format(
        n=count, part=place
    )
    return msgspec.structs.replace(table, notes=(Note("", "dropped", told), *table.notes))


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
    return build(table, guess(table), new_id)
