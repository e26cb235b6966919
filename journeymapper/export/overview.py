"""The one-page map, or what is selected of it, as PDF and as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymapper.drawing.page import overview, small_print
from journeymapper.drawing.selection import selection_page
from journeymapper.export.page_losses import page_losses
from journeymapper.formats.report import Note, Written
from journeymapper.layout.grid import Layouter
from journeymapper.model.direction import right_to_left

if TYPE_CHECKING:
    from journeymapper.drawing.ops import Page
    from journeymapper.export.targets import Job


def page_of(job: Job, layouter: Layouter) -> Page:
    """The page that is wanted: the whole map on its paper, or what is selected on one that fits it.

    Raises JourneyError for a paper that is not there, and where nothing that is drawn is selected.
    """
    if job.only:
        return selection_page(job.document, job.numbers, layouter, job.only)
    return overview(job.document, job.numbers, layouter, job.paper)


def write_pdf_page(job: Job) -> Written:
    """The page as PDF; what is worth knowing of it stands beside it, in sentences. Raises JourneyError."""
    from journeymapper.export.pdf import write_pdf

    layouter = job.layouter()
    page = page_of(job, layouter)
    about = job.document.map
    data = write_pdf(
        [page],
        title=about.title,
        language=about.language,
        right_to_left=right_to_left(about),
        media=job.document.media,
        fonts=layouter.engine.fonts,
    )
    return Written(data, page_told(job, page, small_print(page)))


def write_svg_page(job: Job) -> Written:
    """The page as SVG, as `write_pdf_page` does it as PDF."""
    from journeymapper.export.svg import write_svg

    layouter = job.layouter()
    page = page_of(job, layouter)
    about = job.document.map
    data = write_svg(
        page,
        title=about.title,
        language=about.language,
        media=job.document.media,
        fonts=layouter.engine.fonts,
    )
    return Written(data, page_told(job, page, small_print(page)))


def page_told(job: Job, page: Page, *further: str) -> tuple[Note, ...]:
    """What a page does not show: notes that are whole sentences, then what it leaves out where it is all of the map."""
    sentences = tuple(Note("", "placed", sentence) for sentence in (*page.notes, *further) if sentence)
    return sentences if job.only else (*sentences, *page_losses(job.document, page))
