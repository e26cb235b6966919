"""Maps laid out, for writers that need geometry."""

from functools import cache
from pathlib import Path

from journeymapper.analysis.numbering import numbering
from journeymapper.files.codec import decode
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"


@cache
def layouter() -> Layouter:
    """One for all tests: fonts take a while."""
    return Layouter(TextEngine(load_fonts(), "en"), load_theme())


def grid_of(document: Document) -> Grid:
    """The map laid out."""
    return layouter().grid(document, numbering(document))


@cache
def example(name: str = "buying-running-shoes") -> Document:
    """A map of the templates."""
    return decode((TEMPLATES / f"{name}.journey").read_bytes()).document
