"""What an import or an export has to tell, as lines."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_never

from journeymapper.formats.report import Imported, Note, Written
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Link


def report_lines(found: Imported, output: Path, *, whole: bool) -> Iterator[str]:
    """What an import tells: what was made, and every note, or those on the whole file and how many had no place."""
    yield _("Written: {path} ({content})").format(path=output, content=content_of(found.document))
    if whole:
        yield from map(note_line, found.report)
    else:
        whole_file = [note for note in found.report if note.level == "dropped" and not note.path]
        yield from map(note_line, whole_file)
        lost = lost_count(found.report) - len(whole_file)
        if lost:
            yield _("Parts that had no place: {n} (--report names them)").format(n=lost)


def loss_lines(written: Written) -> Iterator[str]:
    """What a file that was written does not hold of the map, each a line."""
    for note in written.losses:
        if note.level == "placed":
            yield note.text
        else:
            word = _("left out") if note.level == "dropped" else level_word(note)
            yield ": ".join(part for part in (word, note.path, note.text) if part)


def content_of(document: Document) -> str:
    """How much is in a map, in words."""
    return _("stages: {stages}, lanes: {lanes}, cards: {cards}, links: {links}").format(
        stages=len(document.stages),
        lanes=len(document.lanes),
        cards=document.count(Card),
        links=document.count(Link),
    )


def lost_count(notes: Iterable[Note]) -> int:
    """How many notes are about what had no place."""
    return sum(note.level == "dropped" for note in notes)


def note_line(note: Note) -> str:
    """A note as one line: what became of which part of the source."""
    level = level_word(note) if note.path or note.level != "placed" else ""
    return ": ".join(part for part in (level, note.path, note.text) if part)


def level_word(note: Note) -> str:
    """What became of a part, in a word."""
    match note.level:
        case "placed":
            return _("placed")
        case "guessed":
            return _("guessed")
        case "changed":
            return _("changed")
        case "dropped":
            return _("no place")
        case _:
            assert_never(note.level)
