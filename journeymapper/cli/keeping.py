"""`journeymapper salvage`, `unpack` and `pack`: maps that are damaged, and maps as folders of text."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from journeymapper.cli.paths import (
    refuse_existing,
    refuse_folder_in_use,
    refuse_foreign_name,
    refuse_same,
)
from journeymapper.cli.telling import content_of
from journeymapper.files.codec import encode
from journeymapper.files.journey import load
from journeymapper.files.losses import lost_sentences
from journeymapper.files.salvage import Salvaged, salvage
from journeymapper.files.source import read_bytes
from journeymapper.files.twin import map_of_twin, strangers_in, write_twin
from journeymapper.files.writer import write_file
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.records import Card
from journeymapper.model.strict_json import one_line

MOST_NAMED = 20


def run_salvage(arguments: argparse.Namespace) -> int:
    """Write what can be saved of a damaged map, and list what was lost."""
    source: Path = arguments.file
    output: Path = arguments.output
    refuse_same(source, output)
    refuse_foreign_name(output)
    refuse_existing(output, force=arguments.force)
    data = read_bytes(source)
    try:
        found = salvage(data)
    except FileProblem as problem:
        raise FileProblem(_("“{name}”: {problem}").format(name=source.name, problem=problem)) from None
    write_file(output, encode(found.document, foreign=found.foreign) if found.damaged else data)
    for line in salvage_lines(found, output):
        print(one_line(line))
    return 0


def salvage_lines(found: Salvaged, output: Path) -> Iterator[str]:
    """What became of a damaged map, a line each."""
    yield _("Written: {path} ({content})").format(path=output, content=content_of(found.document))
    if not found.damaged:
        yield _("Nothing was lost: the file is not damaged.")
        return
    yield from lost_sentences(found.lost)
    yield from found.notes
    if found.doubtful:
        yield _("Characters may be wrong in {n} records: {names}").format(
            n=len(found.doubtful), names=_names(found.document, found.doubtful)
        )
    if not found.lost:
        yield _("No record is known to be lost.")


def run_unpack(arguments: argparse.Namespace) -> int:
    """Write a map as a folder of text."""
    folder: Path = arguments.output
    loaded = load(arguments.file)
    for note in loaded.notes:
        print(f"journeymapper: {one_line(note)}", file=sys.stderr)
    refuse_folder_in_use(folder, strangers_in(folder), force=arguments.force)
    write_twin(loaded, folder)
    print(_("Unpacked: {path} ({content})").format(path=folder, content=content_of(loaded.document)))
    return 0


def run_pack(arguments: argparse.Namespace) -> int:
    """Write the map that a folder of text stands for."""
    output: Path = arguments.output
    refuse_foreign_name(output)
    refuse_existing(output, force=arguments.force)
    loaded = map_of_twin(arguments.folder)
    write_file(output, encode(loaded.document, foreign=loaded.foreign))
    print(_("Written: {path} ({content})").format(path=output, content=content_of(loaded.document)))
    return 0


def _names(document: Document, keys: tuple[str, ...]) -> str:
    """Codes of cards and ids of other records, as many as fit a line."""
    cards = [document.find(Card, key) for key in keys[:MOST_NAMED]]
    names = [card.code if card and card.code else key for card, key in zip(cards, keys, strict=False)]
    return ", ".join(names) + (", …" if len(keys) > MOST_NAMED else "")
