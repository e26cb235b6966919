"""A PDF as a file: its fonts, its bytes, its outline and what it says of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from fontTools.ttLib import TTFont
from pypdf.generic import DictionaryObject

from journeymapper.drawing.ops import Bookmark, Group, Page, Text
from journeymapper.export.pdf import write_pdf
from journeymapper.layout.shaped import Style
from tests.export.samples import (
    ENGINE,
    FONTS,
    INK,
    MEDIA,
    SAMPLES,
    Counted,
    ink_box,
    lines,
    needs_poppler,
    needs_qpdf,
    page_of,
    rasterised,
)

BODY = Style(10.0)
EVERYTHING = tuple(op for ops in SAMPLES.values() for op in ops) + lines("Ω ж ☂ x\u0323\u0301", BODY, 10, 10)


def read(*pages: Page, **described: str) -> pypdf.PdfReader:
    titled: dict[str, Any] = {"title": "A map", **described}
    return pypdf.PdfReader(BytesIO(write_pdf(pages, media=MEDIA, fonts=FONTS, **titled)))


def fonts_of(reader: pypdf.PdfReader) -> list[Any]:
    """Every font dictionary of the file, used or not."""
    objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    return [
        thing for thing in objects if isinstance(thing, DictionaryObject) and thing.get("/Type") == "/Font"
    ]


def root_of(reader: pypdf.PdfReader) -> Any:
    return reader.trailer["/Root"]


def test_every_font_of_the_file_is_embedded() -> None:
    fonts = fonts_of(read(page_of(*EVERYTHING)))
    assert {font["/Subtype"] for font in fonts} == {"/Type0", "/CIDFontType2"}
    for font in fonts:
        if font["/Subtype"] == "/CIDFontType2":
            program = TTFont(BytesIO(font["/FontDescriptor"]["/FontFile2"].get_data()))
            assert program["maxp"].numGlyphs > 1


def test_a_page_without_text_has_no_font() -> None:
    assert fonts_of(read(page_of(*SAMPLES["Rect"]))) == []


def test_an_embedded_font_is_a_small_part_of_its_file() -> None:
    (font,) = [
        font for font in fonts_of(read(page_of(*lines("abc", BODY, 0, 0)))) if "/FontDescriptor" in font
    ]
    assert len(font["/FontDescriptor"]["/FontFile2"].get_data()) < 2000
    assert str(font["/BaseFont"])[7] == "+"


def test_widths_are_those_of_the_glyphs() -> None:
    (font,) = [font for font in fonts_of(read(page_of(*lines("iWl\u0302", BODY, 0, 0)))) if "/W" in font]
    shaped = FONTS.hb_font("inter-400")
    nominal = [shaped.get_glyph_h_advance(shaped.get_nominal_glyph(ord(char))) / 2.048 for char in "iWl"]
    first, widths = font["/W"]
    assert first == 1
    assert list(widths) == pytest.approx(nominal, abs=0.51)


def test_the_same_letter_has_one_code_and_the_same_glyph_of_two_letters_two() -> None:
    (font,) = [font for font in fonts_of(read(page_of(*lines("AAA\u0391A", BODY, 0, 0)))) if "/W" in font]
    assert len(font["/W"][1]) == 2


def test_an_embedded_font_bears_the_date_of_its_source() -> None:
    (font,) = [
        font
        for font in fonts_of(read(page_of(*lines("x\u0323\u0301", BODY, 0, 0))))
        if "/FontDescriptor" in font
    ]
    embedded = TTFont(BytesIO(font["/FontDescriptor"]["/FontFile2"].get_data()))
    assert embedded["head"].modified == TTFont(FONTS.face_path("inter-400"))["head"].modified


def test_a_letter_keeps_its_code_beside_letters_with_marks() -> None:
    marked = "abc x\u0323\u0301"
    page = page_of(*lines(marked, BODY, 0, 0), *lines("abc", BODY, 0, 20), *lines(f"{marked} a", BODY, 0, 40))
    (font,) = [font for font in fonts_of(read(page)) if "/W" in font]
    assert len(font["/W"][1]) == len("abc ") + 1


@needs_qpdf
@pytest.mark.parametrize("name", SAMPLES)
def test_qpdf_has_nothing_to_say(name: str, tmp_path: Path) -> None:
    file = tmp_path / "out.pdf"
    file.write_bytes(write_pdf([page_of(*SAMPLES[name], *EVERYTHING)], title="x", media=MEDIA, fonts=FONTS))
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


SCRIPT = """
import hashlib
from journeymapper.export.pdf import write_pdf
from tests.export.samples import FONTS, MEDIA
from tests.export.test_pdf_document import EVERYTHING, page_of
print(hashlib.sha256(write_pdf([page_of(*EVERYTHING)] * 2, title="x", media=MEDIA, fonts=FONTS)).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes_in_another_process(root: Path) -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_different_pages_have_different_identifiers() -> None:
    one = read(page_of(*SAMPLES["Rect"])).trailer["/ID"]
    other = read(page_of(*SAMPLES["Path"])).trailer["/ID"]
    assert one != other


def test_title_author_and_language_are_told() -> None:
    reader = read(page_of(), title="Schuhe kaufen – Größe", author="Jo Ö.", language="de-AT")
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Schuhe kaufen – Größe", "Jo Ö.")
    root = root_of(reader)
    assert root["/Lang"] == "de-AT"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF boolean
    assert root["/OpenAction"][1] == "/Fit"


@pytest.mark.parametrize("language", ["", "d\0e", "not a language"])
def test_a_language_that_has_no_form_of_one_counts_as_english(language: str) -> None:
    assert root_of(read(page_of(), language=language))["/Lang"] == "en"


def test_bookmarks_lead_to_their_places() -> None:
    page = Page(
        400, 300, (), 0.5, 20, 30, bookmarks=(Bookmark("Search \n▲", 100, 40), Bookmark("Buy", 200, 40))
    )
    reader = read(page_of(), page)
    titles = [entry.title for entry in reader.outline]  # type: ignore[union-attr]
    assert titles == ["Search ▲", "Buy"]
    first = reader.outline[0]
    assert reader.get_destination_page_number(first) == 1  # type: ignore[arg-type]
    assert (first.left, first.top) == (70, 250)  # type: ignore[union-attr]
    assert root_of(reader)["/PageMode"] == "/UseOutlines"


def test_pages_without_bookmarks_have_no_outline() -> None:
    assert "/Outlines" not in root_of(read(page_of()))


def test_pages_go_by_their_labels() -> None:
    reader = read(Page(10, 10, (), label="A1"), Page(10, 10, ()), Page(10, 10, (), label="B 2"))
    assert reader.page_labels == ["A1", "2", "B 2"]


def test_pages_have_their_own_sizes() -> None:
    reader = read(Page(842, 595, ()), Page(1190.55, 841.89, ()))
    assert [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages] == [
        (842, 595),
        (pytest.approx(1190.55), pytest.approx(841.89)),
    ]


@needs_poppler
def test_a_page_scales_and_moves_its_list(tmp_path: Path) -> None:
    pdf = write_pdf([Page(200, 100, SAMPLES["Rect"], 0.5, 100, 30)], title="x", media={}, fonts=FONTS)
    box = ink_box(rasterised(pdf, tmp_path))
    assert box is not None
    assert [edge / 2 for edge in box] == pytest.approx([110, 40, 130, 60], abs=0.6)


@pytest.mark.parametrize(("right_to_left", "said"), [(True, "/R2L"), (False, None)])
def test_viewers_are_told_when_pages_follow_from_right_to_left(right_to_left: bool, said: str | None) -> None:
    pdf = write_pdf([page_of()], title="x", right_to_left=right_to_left, media={}, fonts=FONTS)
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert root_of(reader)["/ViewerPreferences"].get("/Direction") == said


def test_a_card_on_many_pages_is_written_once() -> None:
    text = lines("The same card on every page", BODY, 0, 10)
    counted = Counted(text)
    Counted.counts.clear()
    pages = [Page(200, 50, (Group(number, 10, counted, 0, 0, 100, 20),)) for number in range(20)]
    reader = read(*pages)
    assert len(Counted.counts) == 1
    assert all("The same card" in page.extract_text() for page in reader.pages)


def test_no_pages_make_a_file_without_pages() -> None:
    assert len(read().pages) == 0


@pytest.mark.parametrize("colour", [INK, "#10203080"])
def test_text_without_glyphs_draws_nothing(colour: str) -> None:
    run = ENGINE.line("x", BODY).runs[0].run
    empty = type(run)(run.face, 10.0, "", (), (), (), (), 0.0)
    assert read(page_of(Text(10, 10, empty, colour))).pages[0].extract_text() == ""
