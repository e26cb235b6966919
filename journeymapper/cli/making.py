"""`journeymapper new` and `journeymapper import`: commands that make a map."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_never

from journeymapper.cli.parser import CommandLineProblem
from journeymapper.cli.paths import refuse_existing, refuse_foreign_name, refuse_map, refuse_same
from journeymapper.files.journey import save
from journeymapper.files.source import read_bytes
from journeymapper.files.templates import TEMPLATES, from_template
from journeymapper.formats import read_foreign
from journeymapper.formats.report import Imported, Note
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, Link

USUAL = next(iter(TEMPLATES))


def run_new(arguments: argparse.Namespace) -> int:
    """Write a new map that begins as a template, or name the templates."""
    if arguments.list:
        if arguments.output or arguments.template or arguments.force:
            raise CommandLineProblem(_("--list stands alone: leave out the other options"))
        width = max(map(len, TEMPLATES))
        for template in TEMPLATES.values():
            print(f"{template.name:{width}}  {_(template.about)}")
        return 0
    output: Path | None = arguments.output
    if output is None:
        raise CommandLineProblem(_("the map to write is not named: add “-o FILE”"))
    refuse_foreign_name(output)
    refuse_existing(output, force=arguments.force)
    save(from_template(arguments.template or USUAL, id_source()), output)
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Write a map of what another program's file says, and tell what had no place in it."""
    source: Path = arguments.source
    output: Path = arguments.output
    refuse_map(source)
    refuse_same(source, output)
    refuse_foreign_name(output)
    refuse_existing(output, force=arguments.force)
    found = read_foreign(source.name, read_bytes(source), id_source())
    save(found.document, output)
    for line in report_lines(found, output, whole=arguments.report):
        print(line)
    return 0


def report_lines(found: Imported, output: Path, *, whole: bool) -> Iterator[str]:
    """What an import tells: what was made, and every note, or only how many parts had no place."""
    yield _("Written: {path} ({content})").format(path=output, content=content_of(found.document))
    if whole:
        yield from map(note_line, found.report)
    else:
        lost = lost_count(found.report)
        if lost:
            yield _("Parts that had no place: {n} (--report names them)").format(n=lost)


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
    match note.level:
        case "placed":
            word = _("placed")
        case "guessed":
            word = _("guessed")
        case "changed":
            word = _("changed")
        case "dropped":
            word = _("no place")
        case _:
            assert_never(note.level)
    return f"{word}: {note.path}: {note.text}" if note.path else note.text
