"""Writing the map's page from the window. The libraries that it takes are loaded here, when they are first needed."""

from pathlib import Path

from journeymapper.files.writer import write_file
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import Theme
from journeymapper.model.document import Document


def write_page(document: Document, path: Path, paper: str, engine: TextEngine, theme: Theme) -> str:
    """Write the overview as PDF or SVG, as the name says; a warning for the person, or "".

    Raises FileProblem where it cannot be written.
    """
    from journeymapper.analysis.numbering import numbering
    from journeymapper.drawing.page import overview, small_print
    from journeymapper.layout.grid import Layouter

    page = overview(document, numbering(document), Layouter(engine, theme), paper)
    about = document.map
    if path.suffix.lower() == ".pdf":
        from journeymapper.export.pdf import write_pdf

        data = write_pdf(
            [page], title=about.title, language=about.language, media=document.media, fonts=engine.fonts
        )
    else:
        from journeymapper.export.svg import write_svg

        data = write_svg(
            page, title=about.title, language=about.language, media=document.media, fonts=engine.fonts
        )
    write_file(path, data)
    return small_print(page)
