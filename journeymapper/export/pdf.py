"""Display lists into a PDF: vectors, embedded fonts, text that can be searched and copied, bookmarks.

The same input gives the same bytes. ReportLab keeps the objects and the file; pages are written as operators, since its
drawing calls take more time than all the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO

from reportlab.pdfbase.pdfdoc import PDFArrayCompact, PDFDocument, PDFName, PDFObjectReference
from reportlab.pdfgen.canvas import Canvas

from journeymapper.drawing.ops import Page
from journeymapper.export.pdf_objects import deflated
from journeymapper.export.pdf_operators import Operators
from journeymapper.export.pdf_resources import PdfResources
from journeymapper.layout.breaks import language_tag
from journeymapper.layout.fonts import FontSet
from journeymapper.model.collector import collector_paused

CREATOR = "JourneyMapper"
PDF_VERSION = (1, 7)
_RESOURCES = "Resources"


class _BareCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages are given as operators."""

    @property
    def document(self) -> PDFDocument:
        """The objects of the file."""
        return self._doc

    def finish_page(self, code: bytes) -> None:
        """End the page with `code` as its content and the shared dictionary as its resources."""
        name = self._doc.thisPageName()
        self._doc.updateSignature(hashlib.sha256(code).digest())
        self.showPage()
        page = self._doc.idToObject[name]
        # Set before the canvas sets its own, which would be a quarter longer in base 85, at half of all the time.
        page.Contents = deflated(code)
        page.Resources = PDFObjectReference(_RESOURCES)

    def _make_preamble(self) -> None:
        # The usual beginning of a page sets a Helvetica that is not embedded.
        self._preamble = ""


@collector_paused()
def write_pdf(
    pages: Sequence[Page],
    *,
    title: str,
    author: str = "",
    language: str = "en",
    right_to_left: bool = False,
    media: Mapping[str, bytes],
    fonts: FontSet,
) -> bytes:
    """The pages as a PDF file. `language` is a BCP 47 tag; `media` holds pictures by their SHA-256.

    What has not the form of a tag counts as English. A picture that is missing or broken is left out.
    `right_to_left` tells viewers in which order pages stand side by side.
    """
    canvas = _BareCanvas(
        BytesIO(),
        invariant=1,
        pageCompression=1,
        pdfVersion=PDF_VERSION,
        lang=language_tag(language),
        initialFontName="none",
    )
    resources = PdfResources(canvas.document, fonts, media)
    operators = Operators(resources)
    for number, page in enumerate(pages):
        _write_page(canvas, number, page, operators)
    canvas.document.Reference(resources.write(), _RESOURCES)
    _describe(canvas, pages, title, author)
    if right_to_left:
        canvas.setViewerPreference("Direction", "R2L")
    return bytes(canvas.getpdfdata())


def _write_page(canvas: _BareCanvas, number: int, page: Page, operators: Operators) -> None:
    canvas.setPageSize((page.width, page.height))
    # From here on y points down and lengths are layout points.
    matrix = f"{page.scale:.6f} 0 0 {-page.scale:.6f} {page.x:.4f} {page.height - page.y:.4f}"
    for index, bookmark in enumerate(page.bookmarks):
        key = f"p{number}b{index}"
        left = page.x + bookmark.x * page.scale
        top = page.height - page.y - bookmark.y * page.scale
        canvas.bookmarkPage(key, fit="XYZ", left=round(left, 2), top=round(top, 2))
        canvas.addOutlineEntry(" ".join(bookmark.title.split()) or "–", key, level=0)
    canvas.finish_page(f"q {matrix} cm\n{operators.code(page.ops)}\nQ".encode())


def _describe(canvas: _BareCanvas, pages: Sequence[Page], title: str, author: str) -> None:
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator(CREATOR)
    canvas.setSubject("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("FitWindow", "true")
    if pages:
        canvas.document.Catalog.OpenAction = PDFArrayCompact([PDFObjectReference("Page1"), PDFName("Fit")])
    if any(page.bookmarks for page in pages):
        canvas.showOutline()
    if any(page.label for page in pages):
        for number, page in enumerate(pages):
            # A label goes on for the pages after it, so every page gets its own.
            if page.label:
                canvas.addPageLabel(number, prefix=page.label)
            else:
                canvas.addPageLabel(number, style="ARABIC", start=number + 1)
