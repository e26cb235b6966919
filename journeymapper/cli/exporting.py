"""`journeymapper export`: the whole map on one page."""

import argparse
import sys
from pathlib import Path

from journeymapper.analysis.numbering import numbering
from journeymapper.cli.parser import CommandLineProblem
from journeymapper.cli.paths import refuse_same
from journeymapper.cli.reading import read_map
from journeymapper.drawing.ops import Page
from journeymapper.drawing.page import overview, small_print
from journeymapper.files.writer import write_file
from journeymapper.layout.fonts import FontSet, load_fonts
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.i18n import _

SUFFIXES = (".pdf", ".svg")


def run_export(arguments: argparse.Namespace) -> int:
    """Write the page; a warning where its text is too small to read."""
    output: Path = arguments.output
    require_suffix(output)
    refuse_same(arguments.file, output)
    warning = write_page(read_map(arguments.file), output, arguments.paper)
    if warning:
        print(f"journeymapper: {warning}", file=sys.stderr)
    return 0


def require_suffix(output: Path) -> None:
    """Raise where a file's name does not say in which format it is to be written."""
    if output.suffix.lower() not in SUFFIXES:
        raise CommandLineProblem(
            _("“{name}” is neither a PDF nor an SVG file: end the name in {suffixes}").format(
                name=output.name, suffixes=_(" or ").join(SUFFIXES)
            )
        )


def write_page(document: Document, output: Path, paper: str) -> str:
    """Write a map's overview as PDF or SVG, as the name says, and give a warning for its reader, or "".

    Raises FileProblem where it cannot be written.
    """
    fonts = load_fonts()
    layouter = Layouter(TextEngine(fonts, document.map.language), load_theme())
    page = overview(document, numbering(document), layouter, paper)
    write_file(output, encoded(document, page, fonts, output.suffix.lower()))
    return small_print(page)


def encoded(document: Document, page: Page, fonts: FontSet, suffix: str) -> bytes:
    """The bytes of a page in the format of a suffix."""
    about = document.map
    if suffix == ".pdf":
        from journeymapper.export.pdf import write_pdf

        return write_pdf(
            [page], title=about.title, language=about.language, media=document.media, fonts=fonts
        )
    from journeymapper.export.svg import write_svg

    return write_svg(page, title=about.title, language=about.language, media=document.media, fonts=fonts)
