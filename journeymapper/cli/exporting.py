"""`journeymapper export`: the whole map on one page."""

import argparse
import sys
from pathlib import Path

from journeymapper.analysis.numbering import numbering
from journeymapper.cli.parser import CommandLineProblem
from journeymapper.cli.paths import refuse_same
from journeymapper.cli.reading import read_map
from journeymapper.export.overview import write_overview
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.direction import reading_direction
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.strict_json import one_line

SUFFIXES = (".pdf", ".svg")


def run_export(arguments: argparse.Namespace) -> int:
    """Write the page, and say what it does not show and whether its text is too small to read."""
    output: Path = arguments.output
    require_suffix(output)
    refuse_same(arguments.file, output)
    for sentence in write_page(read_map(arguments.file), output, arguments.paper):
        print(f"journeymapper: {one_line(sentence)}", file=sys.stderr)
    return 0


def require_suffix(output: Path) -> None:
    """Raise where a file's name does not say in which format it is to be written."""
    if output.suffix.lower() not in SUFFIXES:
        raise CommandLineProblem(
            _("“{name}” is neither a PDF nor an SVG file: end the name in {suffixes}").format(
                name=output.name, suffixes=_(" or ").join(SUFFIXES)
            )
        )


def write_page(document: Document, output: Path, paper: str) -> tuple[str, ...]:
    """Write a map's overview with the bundled fonts; what is worth knowing of it, in sentences."""
    engine = TextEngine(load_fonts(), document.map.language, reading_direction(document.map))
    return write_overview(document, numbering(document), output, paper, engine, load_theme())
