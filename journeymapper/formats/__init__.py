"""Maps in other people's formats: how each is recognised and read, with a report of what found which place."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeVar

from journeymapper.formats.canvas.reading import looks_like_canvas, read_canvas
from journeymapper.formats.mermaid.diagrams import looks_like_mermaid, mermaid_parts
from journeymapper.formats.mermaid.reader import read_mermaid
from journeymapper.formats.ojf import looks_like_ojf, read_ojf
from journeymapper.formats.report import Imported
from journeymapper.formats.tables.guessing import guess
from journeymapper.formats.tables.hypertext import looks_like_html
from journeymapper.formats.tables.markdown import looks_like_markdown
from journeymapper.formats.tables.readers import parts_of_tables, read_table, tables_of
from journeymapper.formats.tables.separated import looks_like_csv, looks_like_tsv
from journeymapper.formats.tables.workbook_check import is_workbook
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.i18n import mark as marked
from journeymapper.model.ids import IdSource

T = TypeVar("T")


def only_one(data: bytes) -> tuple[str, ...]:  # noqa: ARG001 - the signature of `Reader.parts`
    """The parts of a file of a format in which a file holds one map."""
    return ("",)


class Reader(NamedTuple):
    """A format that can be read.

    `key` is what `--from` says, `title` names it for people. `own` are endings that only it has, `shared` endings
    that others have too. `looks_like` tells from its bytes whether a file with any other ending is one. `read` makes
    the map of one part of a file, which are numbered from 0. `parts` names what a file holds (several tables,
    several diagrams), "" for a part without a name; both raise FileProblem.
    """

    key: str
    title: str
    own: tuple[str, ...]
    shared: tuple[str, ...]
    looks_like: Callable[[bytes], bool]
    read: Callable[[bytes, IdSource, int], Imported]
    parts: Callable[[bytes], tuple[str, ...]] = only_one


def _tables(key: str, title: str, own: tuple[str, ...], looks_like: Callable[[bytes], bool]) -> Reader:
    return Reader(key, title, own, (), looks_like, partial(read_table, key), partial(parts_of_tables, key))


READERS: tuple[Reader, ...] = (
    Reader("ojf", marked("OpenJourney Format"), (".ojf.json", ".ojf"), (".json",), looks_like_ojf, read_ojf),
    Reader("canvas", marked("JSON Canvas"), (".canvas",), (".json",), looks_like_canvas, read_canvas),
    Reader(
        "mermaid",
        marked("Mermaid journey"),
        (".mmd", ".mermaid"),
        (".md", ".markdown"),
        looks_like_mermaid,
        read_mermaid,
        mermaid_parts,
    ),
    _tables("markdown", marked("Markdown table"), (".md", ".markdown"), looks_like_markdown),
    _tables("html", marked("HTML table"), (".html", ".htm"), looks_like_html),
    _tables("xlsx", marked("Spreadsheet"), (".xlsx", ".xlsm", ".ods"), is_workbook),
    _tables("tsv", marked("Table with tabs (TSV)"), (".tsv", ".tab"), looks_like_tsv),
    _tables("csv", marked("Table with commas (CSV)"), (".csv",), looks_like_csv),
)
"""The formats in the order in which they are tried."""


def endings() -> tuple[str, ...]:
    """The endings that the names of files that can be imported usually have."""
    return tuple(dict.fromkeys(ending for reader in READERS for ending in (*reader.own, *reader.shared)))


def reader_of(name: str, data: bytes, key: str = "") -> Reader:
    """The format of a file of this name and content, or the one of the key where that is given.

    Raises FileProblem where no format fits.
    """
    if key:
        return next(reader for reader in READERS if reader.key == key)
    for reader in READERS:
        if name.casefold().endswith(reader.own) or reader.looks_like(data):
            return reader
    known = ", ".join(endings())
    raise FileProblem(
        _("“{name}” cannot be imported: {problem}").format(
            name=name,
            problem=_("it is in no format that can be read; choose a file of these: {known}").format(
                known=known
            ),
        )
    )


def parts_of(name: str, data: bytes, key: str = "") -> tuple[str, ...]:
    """What a file holds that can each be a map, by name. Raises FileProblem as `read_foreign` does."""
    reader = reader_of(name, data, key)
    return _naming(name, lambda: reader.parts(data))


def read_foreign(name: str, data: bytes, new_id: IdSource, *, key: str = "", part: int = 0) -> Imported:
    """The map in a file of another program; `name` is the file's name, which tells the format with its bytes.

    Raises FileProblem with one sentence where no format fits or the file is broken.
    """
    reader = reader_of(name, data, key)
    return _naming(name, lambda: reader.read(data, new_id, part))


def holds_tables_too(reader: Reader, data: bytes) -> bool:
    """Whether a text of which the diagrams are read holds tables of journeys as well, for the Markdown reader."""
    if reader.key != "mermaid":
        return False
    try:
        tables = tables_of("markdown", data)
    except FileProblem:
        return False
    return any(lane.known and bool(lane.role) for table in tables for lane in guess(table).lanes)


def _naming(name: str, act: Callable[[], T]) -> T:
    try:
        return act()
    except FileProblem as problem:
        raise FileProblem(
            _("“{name}” cannot be imported: {problem}").format(name=name, problem=problem),
            entry=problem.entry,
            line=problem.line,
        ) from None
