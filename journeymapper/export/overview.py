"""The one-page map as a file: PDF or SVG, as its name says."""

from collections.abc import Mapping
from pathlib import Path

from journeymapper.drawing.ops import Page
from journeymapper.drawing.page import overview, small_print
from journeymapper.files.writer import write_file
from journeymapper.layout.fonts import FontSet
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import Theme
from journeymapper.model.direction import right_to_left
from journeymapper.model.document import Document


def write_overview(
    document: Document,
    numbers: Mapping[str, int],
    path: Path,
    paper: str,
    engine: TextEngine,
    theme: Theme,
) -> tuple[str, ...]:
    """Write the map's page; what is worth knowing of it, in sentences. `numbers` are those of its steps.

    Raises JourneyError for a paper that is not there and FileProblem where the file cannot be written.
    """
    page = overview(document, numbers, Layouter(engine, theme), paper)
    write_file(path, encoded(document, page, engine.fonts, path.suffix.lower()))
    warning = small_print(page)
    return (*page.notes, warning) if warning else page.notes


def encoded(document: Document, page: Page, fonts: FontSet, suffix: str) -> bytes:
    """The bytes of a page: PDF for ".pdf", SVG otherwise."""
    about = document.map
    if suffix == ".pdf":
        from journeymapper.export.pdf import write_pdf

        return write_pdf(
            [page],
            title=about.title,
            language=about.language,
            right_to_left=right_to_left(about),
            media=document.media,
            fonts=fonts,
        )
    from journeymapper.export.svg import write_svg

    return write_svg(page, title=about.title, language=about.language, media=document.media, fonts=fonts)
