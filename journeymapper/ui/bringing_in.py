"""Maps of other programs' files, and of what is on the clipboard: each is opened as a new map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from journeymapper.commands.ports import Clip, FileKind, Ports, ReportLine
from journeymapper.files.codec import Loaded
from journeymapper.files.source import read_bytes
from journeymapper.formats import (
    READERS,
    Reader,
    endings,
    holds_tables_too,
    parts_of,
    read_foreign,
    reader_of,
)
from journeymapper.formats.tables import Table, build, tables_of
from journeymapper.model.errors import FileProblem, JourneyError
from journeymapper.model.i18n import _
from journeymapper.ui.kept import Kept, Report
from journeymapper.ui.opening import Room, keep_loaded

if TYPE_CHECKING:
    from journeymapper.formats.report import Imported

TABLES = ("markdown", "csv", "tsv", "html", "xlsx")
"""The formats whose parts are tables, so that what each row and column means has to be guessed."""


class Source(NamedTuple):
    """What a map is to be made of; `key` names its format."""

    name: str
    key: str
    data: bytes


def importable() -> list[FileKind]:
    """The kinds of files that can be brought in, as file dialogs offer them."""
    each = [FileKind(reader.title, (*reader.own, *reader.shared)) for reader in READERS]
    return [FileKind(_("All that can be imported"), endings()), *each]


def is_foreign(path: Path) -> bool:
    """Whether a file is in a format that can be brought in."""
    try:
        reader_of(path.name, read_bytes(path))
    except JourneyError:
        return False
    return True


def bring_in(room: Room, path: Path, ports: Ports) -> Kept | None:
    """Open a map of another program as a new one; None where that cannot be done, or is not wanted after all."""
    try:
        data = read_bytes(path)
        return _bring(room, Source(path.name, reader_of(path.name, data).key, data), ports)
    except JourneyError as problem:
        ports.notify(str(problem), "problem")
        return None


def bring_in_clip(room: Room, clip: Clip, ports: Ports) -> Kept | None:
    """Open what is on the clipboard as a new map; None as with `bring_in`."""
    try:
        return _bring(room, source_of(clip), ports)
    except JourneyError as problem:
        ports.notify(str(problem), "problem")
        return None


def source_of(clip: Clip) -> Source:
    """What a map can be made of: a table that was copied as HTML, or text that is in some format.

    Raises FileProblem where there is neither.
    """
    if clip.cards:
        raise FileProblem(_("The clipboard holds cards of a map: open a map and paste them there."))
    name = _("clipboard")
    text = _encoded(clip.text)
    told = next((reader.key for reader in READERS if clip.text.strip() and _is(reader, text)), "")
    # Pages lay code out in tables too, so a diagram that was copied from one is taken by its text.
    if "<table" in clip.html.casefold() and told in ("", *TABLES):
        return Source(name, "html", _encoded(clip.html))
    if not told and ("\t" in clip.text or "\n" in clip.text.strip()):
        told = "tsv"
    if not told:
        raise FileProblem(
            _("There is nothing on the clipboard that makes a map: copy a table or a Mermaid diagram first.")
        )
    return Source(name, told, text)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _is(reader: Reader, data: bytes) -> bool:
    return reader.looks_like(data)


def _bring(room: Room, source: Source, ports: Ports) -> Kept | None:
    found = _from_table(room, source, ports) if source.key in TABLES else _from_part(room, source, ports)
    if found is None:
        return None
    lines = tuple(ReportLine(note.path, note.level, note.text) for note in found.report)
    report = Report(_("What became of “{name}”").format(name=source.name), lines)
    return keep_loaded(room, Loaded(found.document), brought_in=True, report=report)


def _from_table(room: Room, source: Source, ports: Ports) -> Imported | None:
    try:
        tables = _titled(source, tables_of(source.key, source.data))
        choice = ports.ask_table(source.name, tables)
        return None if choice is None else build(choice.table, choice.guess, room.new_id)
    except FileProblem as problem:
        raise FileProblem(
            _("“{name}” cannot be imported: {problem}").format(name=source.name, problem=problem)
        ) from None


def _titled(source: Source, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The tables; one without a title that has a file to itself is called like the file."""
    stem = Path(source.name).stem
    if len(tables) == 1 and not tables[0].title and stem != source.name:
        return (msgspec.structs.replace(tables[0], title=stem),)
    return tables


def _from_part(room: Room, source: Source, ports: Ports) -> Imported | None:
    names = parts_of(source.name, source.data, source.key)
    shown = [name or _("Diagram {n}").format(n=place) for place, name in enumerate(names, start=1)]
    question = _("“{name}” holds several diagrams. Which is to become a map?")
    if holds_tables_too(reader_of(source.name, source.data, source.key), source.data):
        question = _("“{name}” holds diagrams and tables. What is to become a map?")
        shown.append(_("A table"))
    part = ports.ask_part(question.format(name=source.name), shown) if len(shown) > 1 else 0
    if part is None:
        return None
    if part == len(names):
        return _from_table(room, source._replace(key="markdown"), ports)
    return read_foreign(source.name, source.data, room.new_id, key=source.key, part=part)
