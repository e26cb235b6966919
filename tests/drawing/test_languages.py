"""The language of a map and of a card: quotation marks, and what a PDF and an SVG say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

import pypdf
import pytest
from msgspec.structs import replace

from journeymapper.drawing.ops import Group, Op, Page, Text
from journeymapper.drawing.page import overview
from journeymapper.export.pdf import write_pdf
from journeymapper.export.svg import write_svg
from journeymapper.files.journey import load
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Layouter
from journeymapper.layout.languages import capitals, quotation_marks
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Lane

FONTS = load_fonts()


def texts(ops: Iterable[Op]) -> Iterator[str]:
    for op in ops:
        if isinstance(op, Group):
            yield "".join(texts(op.ops))
        elif isinstance(op, Text):
            yield op.run.text


def page_of(document: Document) -> Page:
    engine = TextEngine(FONTS, document.map.language)
    return overview(document, {}, Layouter(engine, load_theme()), "A3")


def with_language(language: str) -> Document:
    """The example, with one thought in a language of its own."""
    document = load(template_path(EXAMPLE)).document
    thought = next(card for card in document.all(Card) if card.kind == "thought")
    others = [record for record in document if record.id != thought.id]
    return Document([*others, replace(thought, language=language, text="39")], document.media)


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en", "“”"),
        ("de-AT", "„“"),
        ("ja", "「」"),
        ("ar", "«»"),
        ("zh-Hant-TW", "「」"),
        ("zh-Hans", "“”"),
        ("", "“”"),
    ],
)
def test_a_language_has_its_quotation_marks(language: str, marks: str) -> None:
    assert "".join(quotation_marks(language)) == marks


@pytest.mark.parametrize(
    ("language", "band"),
    [("tr", "MÜŞTERİ DENEYİMİ"), ("az-Latn", "MÜŞTERİ DENEYİMİ"), ("en", "MÜŞTERI DENEYIMI")],
)
def test_the_names_of_bands_are_in_the_capitals_of_the_language(language: str, band: str) -> None:
    document = load(template_path(EXAMPLE)).document
    about = replace(document.map, language=language)
    named = [replace(one, band="Müşteri deneyimi") for one in document.all(Lane) if one.band]
    changed = {record.id: record for record in (about, *named)}
    page = page_of(Document([changed.get(record.id, record) for record in document], document.media))
    assert band in "".join(texts(page.ops))


def test_greek_capitals_bear_no_accents() -> None:
    assert capitals("Εμπειρία προϊόντος", "el") == "ΕΜΠΕΙΡΙΑ ΠΡΟΪΟΝΤΟΣ"


@pytest.mark.parametrize(
    ("name", "opening"), [(EXAMPLE, "“"), (f"{EXAMPLE}-ar", "«"), (f"{EXAMPLE}-ja", "「")]
)
def test_thoughts_and_quotes_stand_in_the_marks_of_the_map(name: str, opening: str) -> None:
    said = "".join(texts(page_of(load(template_path(name)).document).ops))
    assert said.count(opening) == 7


def test_a_card_has_the_marks_of_its_own_language() -> None:
    assert "「39」" in "".join(texts(page_of(with_language("ja")).ops))


def test_a_pdf_tells_the_language_of_the_map_and_of_a_card() -> None:
    document = with_language("ja")
    pdf = write_pdf([page_of(document)], title="", language="en", media={}, fonts=FONTS)
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert str(reader.root_object["/Lang"]) == "en"
    content = reader.pages[0].get_contents()
    assert content is not None
    code = content.get_data()
    assert code.count(b"/Span << /Lang (ja) >> BDC") == 1
    assert code.count(b"EMC") == 1


def test_an_svg_tells_the_language_of_a_card() -> None:
    page = page_of(with_language("pt-BR"))
    svg = write_svg(page, title="", language="en", media={}, fonts=FONTS).decode()
    assert svg.count('lang="pt-BR"') == 1


def test_what_is_no_tag_is_not_written() -> None:
    page = page_of(with_language("en) >> evil"))
    assert b"evil" not in write_pdf([page], title="", language="en", media={}, fonts=FONTS)
    assert "evil" not in write_svg(page, title="", language="en", media={}, fonts=FONTS).decode()
