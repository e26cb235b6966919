"""Text in a PDF: where its ink is, and what is copied from it."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from msgspec.structs import replace

from journeymapper.drawing.ops import Op, Text
from journeymapper.export.pdf import write_pdf
from journeymapper.layout.shaped import GlyphRun, Style
from tests.export.samples import (
    ENGINE,
    FONTS,
    INK,
    extracted,
    ink_box,
    lines,
    needs_poppler,
    page_of,
    rasterised,
    squeezed,
)

BODY = Style(10.0)
PIXELS = 40  # a point
PLACE = 1 / 12  # points: a pixel of a screen at 12 pixels a point

LABELS = [
    "The office offers five affable flights: fi ffi fl ffl ff",
    "AVATAR To Wave. Ty, LT’s “Yes” – ‘no’ … 50 % of 1½ h",
    "Việt Nam: Trải nghiệm khách hàng được cải thiện",
    "Tie\u0302\u0301ng Vie\u0323\u0302t, a\u0308 o\u0302 n\u0303 in pieces",
    "x\u0323\u0302\u0301 and q\u0301\u0302 that no one composed",
    "Ἡ ἐμπειρία τοῦ πελάτη· Αγορά παπουτσιών",
    "Путешествие клиента: оплата и возврат, Ґанок, Њ",
    "→ next ← back ↑↓ ▲ up ▼ down ● ○ ■ ✓ ✗ ★ ≤ ≥ ≠ ∞",
    "naïve Łódź Straße façade Ægir œuvre Þór İstanbul ŉ",
    "don't (really) [know] {this} <tag> & \\ back/slash a-b_c",
    "user@example.org 12:30 £3.50 €4 #5 +6 =7 ~8 ^9",
]


def pdf_of(*ops: Op, width: float = 400, height: float = 400) -> bytes:
    return write_pdf([page_of(*ops, width=width, height=height)], title="Text", media={}, fonts=FONTS)


def sheet(labels: list[str], width: float = 380) -> bytes:
    ops: list[Op] = []
    y = 10.0
    for label in labels:
        ops += lines(label, BODY, 10, y, width)
        y += ENGINE.wrap(label, BODY, width).height + 14
    return pdf_of(*ops, height=y)


@needs_poppler
@pytest.mark.parametrize("options", [(), ("-raw",)], ids=["plain", "raw"])
def test_poppler_reads_what_was_written(options: tuple[str, ...], tmp_path: Path) -> None:
    text = extracted(sheet(LABELS), tmp_path, *options)
    found = [unicodedata.normalize("NFC", squeezed(line)) for line in text.splitlines() if line.strip()]
    assert found == [unicodedata.normalize("NFC", label) for label in LABELS]


@needs_poppler
@pytest.mark.parametrize("options", [(), ("-raw",)], ids=["plain", "raw"])
def test_poppler_reads_wrapped_words_in_order(options: tuple[str, ...], tmp_path: Path) -> None:
    label = " ".join(LABELS)
    text = squeezed(extracted(sheet([label], width=120), tmp_path, *options))
    # A line may end after a hyphen or a slash, where no space stands.
    assert text.replace(" ", "") == label.replace(" ", "")
    assert text.split()[:6] == label.split()[:6]


def test_pypdf_reads_what_was_written() -> None:
    reader = pypdf.PdfReader(BytesIO(sheet(LABELS)))
    text = reader.pages[0].extract_text()
    found = [unicodedata.normalize("NFC", squeezed(line)) for line in text.splitlines() if line.strip()]
    assert found == [unicodedata.normalize("NFC", label) for label in LABELS]


@needs_poppler
def test_a_box_for_a_missing_letter_is_copied_as_the_letter(tmp_path: Path) -> None:
    assert "\u6f22" in extracted(sheet(["kanji \u6f22 here"]), tmp_path)


@needs_poppler
@pytest.mark.parametrize("text", ["q" + "\u0301\u0323" * 300, "\u0e14" + "\u0e49\u0e47" * 300])
def test_the_letter_of_a_heap_of_marks_is_copied(text: str, tmp_path: Path) -> None:
    assert text[:20] in squeezed(extracted(sheet([f"a {text} b"]), tmp_path))


def test_a_cluster_of_very_many_glyphs_is_written(tmp_path: Path) -> None:
    run = ENGINE.line("W" * 60, BODY).runs[0].run
    one = replace(run, clusters=(0,) * 60)
    reader = pypdf.PdfReader(BytesIO(pdf_of(Text(10, 50, one, INK), width=1000)))
    assert reader.pages[0].extract_text().replace("\u200b", "") == "W" * 60


@needs_poppler
def test_control_characters_are_not_copied(tmp_path: Path) -> None:
    assert squeezed(extracted(sheet(["be\x07ll \x00and"]), tmp_path)) == "bell and"


@needs_poppler
def test_upright_text_is_read(tmp_path: Path) -> None:
    ops = [Text(100, 300, op.run, INK, True) for op in lines("Line of visibility", BODY, 0, 0)]
    assert squeezed(extracted(pdf_of(*ops), tmp_path)) == "Line of visibility"


# -- ink ------------------------------------------------------------------------------------------------------


def expected_columns(run: GlyphRun, x: float) -> list[tuple[float, float]]:
    """Stretches of x, in points, that the glyphs of a run cover, from the extents of their outlines."""
    font, scale = FONTS.hb_font(run.face), run.size / FONTS.units_per_em(run.face)
    spans: list[tuple[float, float]] = []
    for glyph, at in zip(run.glyphs, run.xs, strict=True):
        extents = font.get_glyph_extents(glyph)
        if extents.width:
            left = x + at + extents.x_bearing * scale
            spans.append((left, left + extents.width * scale))
    joined: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if joined and left <= joined[-1][1] + 1.5 / PIXELS:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def inked_columns(pdf: bytes, folder: Path) -> list[tuple[float, float]]:
    """Stretches of x, in points, that have ink, gaps of less than two pixels bridged."""
    image = (
        rasterised(pdf, folder, dpi=72 * PIXELS).convert("L").point(lambda value: 255 if value < 128 else 0)
    )
    columns, _rows = image.getprojection()
    joined: list[tuple[float, float]] = []
    for x in (place for place, inked in enumerate(columns) if inked):
        if joined and x / PIXELS <= joined[-1][1] + 1.5 / PIXELS:
            joined[-1] = (joined[-1][0], (x + 1) / PIXELS)
        else:
            joined.append((x / PIXELS, (x + 1) / PIXELS))
    return joined


@needs_poppler
@pytest.mark.parametrize("text", ["Till Levy hums", "AVATAR To Wave", "Ягода Γράμμα", "minimum ill fill"])
@pytest.mark.parametrize("style", [Style(8.0), Style(13.0, 700), Style(10.0, tracking=0.08)], ids=str)
def test_ink_lies_within_a_pixel_of_where_the_run_has_it(text: str, style: Style, tmp_path: Path) -> None:
    (op,) = lines(text, style, 5.3, 5)
    expected = expected_columns(op.run, op.x)
    found = inked_columns(pdf_of(op, width=130, height=24), tmp_path)
    assert len(found) == len(expected)
    for (left, right), (wanted_left, wanted_right) in zip(found, expected, strict=True):
        assert left == pytest.approx(wanted_left, abs=PLACE)
        assert right == pytest.approx(wanted_right, abs=PLACE)


@needs_poppler
def test_a_long_line_does_not_drift(tmp_path: Path) -> None:
    text = "Illumination " * 12
    (op,) = lines(text, Style(8.0), 5, 5, 5000)
    found = inked_columns(pdf_of(op, width=620, height=20), tmp_path)
    assert found[-1][1] == pytest.approx(expected_columns(op.run, op.x)[-1][1], abs=PLACE)


@needs_poppler
def test_marks_stand_above_and_below_their_letter(tmp_path: Path) -> None:
    plain = ink_box(rasterised(pdf_of(*lines("x", Style(20), 10, 10), width=60, height=60), tmp_path, 720))
    marked = ink_box(
        rasterised(
            pdf_of(*lines("x\u0323\u0302\u0301", Style(20), 10, 10), width=60, height=60), tmp_path, 720
        )
    )
    assert plain is not None
    assert marked is not None
    assert marked[1] < plain[1] - 50
    assert marked[3] > plain[3] + 10
    assert abs(marked[0] - plain[0]) <= 25


@needs_poppler
@pytest.mark.parametrize(
    "text", ["l\u0302\u0323 oil l\u0302\u0323", "H\u0323\u0302 HH\u0323\u0302", "x\u0301\u0303i"]
)
def test_letters_with_marks_stand_where_the_run_has_them(text: str, tmp_path: Path) -> None:
    (op,) = lines(text, Style(20), 10, 10)
    expected = expected_columns(op.run, op.x)
    found = inked_columns(pdf_of(op, width=90, height=44), tmp_path)
    assert [at for stretch in found for at in stretch] == pytest.approx(
        [at for stretch in expected for at in stretch], abs=PLACE
    )


@needs_poppler
@pytest.mark.parametrize("upright", [False, True])
def test_a_run_may_begin_beside_its_origin(upright: bool, tmp_path: Path) -> None:
    run = ENGINE.line("HH", Style(20)).runs[0].run
    moved = replace(run, xs=tuple(x + 15 for x in run.xs))
    both = [
        ink_box(rasterised(pdf_of(Text(40, 60, r, INK, upright), width=100, height=80), tmp_path))
        for r in (run, moved)
    ]
    plain, later = both
    assert plain is not None
    assert later is not None
    by = (plain[1] - later[1]) if upright else (later[0] - plain[0])
    assert by == pytest.approx(15 * 2, abs=1)


@needs_poppler
def test_upright_text_runs_upwards_from_its_origin(tmp_path: Path) -> None:
    (op,) = lines("HH", Style(20), 0, 0)
    pdf = pdf_of(Text(40, 80, op.run, INK, True), width=100, height=100)
    box = ink_box(rasterised(pdf, tmp_path, 720))
    assert box is not None
    left, top, right, bottom = (edge / 10 for edge in box)
    assert right == pytest.approx(40, abs=0.2), "the baseline is on the right"
    assert 80 - 4 < bottom < 80
    assert top == pytest.approx(80 - op.run.advance, abs=4)
    assert left == pytest.approx(40 - 20 * 0.73, abs=1)
