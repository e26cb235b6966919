"""Printing: cards a second once lines are laid out, beside the least a PDF with as much text can be written with."""

import zlib
from collections.abc import Iterable, Iterator

from benchmarks.table import Row, Target
from benchmarks.timing import Effort, by_turns
from journeymapper.analysis.numbering import numbering
from journeymapper.drawing.ops import Group, Op, Page, Text
from journeymapper.drawing.page import overview
from journeymapper.export.pdf import write_pdf
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document

PDF = "PDF, lines laid out"
OPERATORS = "PDF, display list made"
REFERENCE = "raw page operators"
TARGET = Target("cards/s", 12_000)
Placed = tuple[float, float, Text]


def measure_pdf(size: str, document: Document, effort: Effort, *, targeted: bool) -> Iterator[Row]:
    """The map on one page of its own size: drawing and writing, then writing alone."""
    fonts = load_fonts()
    layouter, numbers = Layouter(TextEngine(fonts), load_theme()), numbering(document)
    layouter.grid(document, numbers)

    def page() -> Page:
        return overview(document, numbers, layouter, "map")

    def write(made: Page) -> bytes:
        return write_pdf([made], title=document.map.title, media=document.media, fonts=fonts)

    ready = page()
    runs = list(texts(ready.ops))
    target = TARGET if targeted else None
    pair = by_turns(lambda: write(page()), lambda: raw_pdf(ready, runs), effort.runs)
    yield Row(size, PDF, pair, REFERENCE, target, document.item_count())
    pair = by_turns(lambda: write(ready), lambda: raw_pdf(ready, runs), effort.runs)
    yield Row(size, OPERATORS, pair, REFERENCE, None, document.item_count())


def texts(ops: Iterable[Op], x: float = 0.0, y: float = 0.0) -> Iterator[Placed]:
    """Every glyph run of a display list and where it begins."""
    for op in ops:
        match op:
            case Group():
                yield from texts(op.ops, x + op.x, y + op.y)
            case Text():
                yield x + op.x, y + op.y, op


def raw_pdf(page: Page, runs: list[Placed]) -> bytes:
    """A file of one page with as many glyph runs at the same places, in a font of the viewer's, and nothing else."""
    shown = []
    for x, y, text in runs:
        said = text.run.text.encode("latin-1", "replace").hex()
        shown.append(f"BT /F1 {text.run.size:.2f} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{said}> Tj ET")
    code = zlib.compress("\n".join(shown).encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width:.2f} {page.height:.2f}] /Contents 5 0 R "
        "/Resources << /Font << /F1 4 0 R >> >> >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(code), code),
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, end = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\n" % (end, table, end)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)
