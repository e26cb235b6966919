"""`journeymapper import`: a map of what another program's file says."""

import argparse
import sys
from pathlib import Path

from journeymapper.cli.parser import CommandLineProblem
from journeymapper.cli.paths import refuse_existing, refuse_foreign_name, refuse_map, refuse_same
from journeymapper.cli.streams import STREAM, name_of, read_input, write_output
from journeymapper.cli.telling import report_lines
from journeymapper.files.codec import encode
from journeymapper.formats import READERS, holds_tables_too, parts_of, read_foreign, reader_of
from journeymapper.model.i18n import _
from journeymapper.model.ids import id_source
from journeymapper.model.strict_json import one_line


def run_import(arguments: argparse.Namespace) -> int:
    """Write a map of what another program's file says, and tell what had no place in it."""
    source: Path = arguments.source
    output: Path = arguments.output
    key = _known_key(source, arguments.kind)
    refuse_map(source)
    refuse_foreign_name(output)
    if STREAM not in (source, output):
        refuse_same(source, output)
    if output != STREAM:
        refuse_existing(output, force=arguments.force)
    data = read_input(source)
    part = _part(name_of(source), data, key, arguments.pick)
    found = read_foreign(name_of(source), data, id_source(), key=key, part=part)
    write_output(output, encode(found.document))
    # Where the map itself goes to the standard output, what is told must not be among it.
    told = sys.stderr if output == STREAM else sys.stdout
    for line in report_lines(found, output, whole=arguments.report):
        print(one_line(line), file=told)
    if not key and holds_tables_too(reader_of(name_of(source), data), data):
        print(_("It holds tables as well: “--from markdown” reads those"), file=told)
    return 0


def _known_key(source: Path, wanted: str) -> str:
    """The key of the format that is named by its key or by one of its endings, "" where none is named."""
    keys = [reader.key for reader in READERS]
    named = (reader.key for reader in READERS if wanted == reader.key or f".{wanted}" in reader.own)
    key = next(named, "") if wanted else ""
    if wanted and not key:
        raise CommandLineProblem(
            _("there is no format “{key}”: choose one of {keys}").format(key=wanted, keys=", ".join(keys))
        )
    if source == STREAM and not key:
        raise CommandLineProblem(
            _("the standard input has no name that tells the format: add “--from {keys}”").format(
                keys="|".join(keys)
            )
        )
    return key


def _part(name: str, data: bytes, key: str, pick: int | None) -> int:
    """Which part of the file, counted from 0."""
    if pick is None:
        return 0
    count = len(parts_of(name, data, key))
    if not 1 <= pick <= count:
        raise CommandLineProblem(
            _("there is no part {pick} in “{name}”: --pick takes numbers from 1 to {count}").format(
                pick=pick, name=name, count=count
            )
        )
    return pick - 1
