"""Every format in which a map can be handed over: how each is named and written.

PNG is not among them: pixels are made by the window's painter.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from journeymapper.formats.report import Written
from journeymapper.layout.grid import Layouter
from journeymapper.model.document import Document
from journeymapper.model.i18n import mark as marked


class Job(NamedTuple):
    """What is to be written: a document, the numbers of its steps, and who lays it out where geometry is needed.

    `paper` is a key of `drawing.page.PAPERS` or "map". `only` holds ids of records where a selection is wanted.
    """

    document: Document
    numbers: Mapping[str, int]
    layouter: Callable[[], Layouter]
    paper: str = "map"
    only: frozenset[str] = frozenset()


class Target(NamedTuple):
    """A format: `key` and `title` name it, `suffixes` end its files, the usual one first.

    `write` raises JourneyError; it imports what is heavy itself.
    """

    key: str
    title: str
    suffixes: tuple[str, ...]
    write: Callable[[Job], Written]


def _pdf(job: Job) -> Written:
    from journeymapper.export.overview import write_pdf_page

    return write_pdf_page(job)


def _svg(job: Job) -> Written:
    from journeymapper.export.overview import write_svg_page

    return write_svg_page(job)


def _html(job: Job) -> Written:
    from journeymapper.export.html import write_html

    return write_html(job.document, job.numbers)


def _ojf(job: Job) -> Written:
    from journeymapper.formats.ojf_out import write_ojf

    return write_ojf(job.document)


def _canvas(job: Job) -> Written:
    from journeymapper.export.canvas import write_canvas

    layouter = job.layouter()
    return write_canvas(layouter.grid(job.document, job.numbers), layouter.theme)


def _mermaid(job: Job) -> Written:
    from journeymapper.formats.mermaid.writer import write_mermaid

    return write_mermaid(job.document)


def _csv(job: Job) -> Written:
    from journeymapper.formats.tables.writing import write_csv

    return write_csv(job.document)


def _tsv(job: Job) -> Written:
    from journeymapper.formats.tables.writing import write_tsv

    return write_tsv(job.document)


def _markdown(job: Job) -> Written:
    from journeymapper.formats.tables.writing import write_markdown

    return write_markdown(job.document)


def _xlsx(job: Job) -> Written:
    from journeymapper.export.sheets import write_sheets

    return write_sheets(job.document)


def _drawio(job: Job) -> Written:
    from journeymapper.export.drawio import write_drawio

    layouter = job.layouter()
    return write_drawio(layouter.grid(job.document, job.numbers), layouter.theme)


def _slides(job: Job) -> Written:
    from journeymapper.export.slides.writing import write_slides

    layouter = job.layouter()
    return write_slides(layouter.grid(job.document, job.numbers), layouter)


TARGETS: tuple[Target, ...] = (
    Target("pdf", marked("PDF document"), (".pdf",), _pdf),
    Target("svg", marked("SVG picture"), (".svg",), _svg),
    Target("html", marked("Web page"), (".html", ".htm"), _html),
    Target("ojf", marked("OpenJourney Format"), (".ojf.json", ".ojf"), _ojf),
    Target("canvas", marked("JSON Canvas"), (".canvas",), _canvas),
    Target("drawio", marked("draw.io diagram"), (".drawio",), _drawio),
    Target("slides", marked("PowerPoint slides"), (".pptx",), _slides),
    Target("mermaid", marked("Mermaid journey"), (".mmd", ".mermaid"), _mermaid),
    Target("markdown", marked("Markdown table"), (".md", ".markdown"), _markdown),
    Target("csv", marked("Table with commas (CSV)"), (".csv",), _csv),
    Target("tsv", marked("Table with tabs (TSV)"), (".tsv", ".tab"), _tsv),
    Target("xlsx", marked("Spreadsheet"), (".xlsx",), _xlsx),
)
"""The formats in the order in which they are offered; a longer suffix stands before one that it ends in."""


def target_of(name: str) -> Target | None:
    """The format that the ending of a file's name says."""
    lower = name.casefold()
    return next((target for target in TARGETS if lower.endswith(target.suffixes)), None)
