"""An SVG that stands alone, and whose text is text."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from journeymapper.drawing.ops import Gradient, Group, Icon, Op, Page, Picture, Rect, Stroke, Text
from journeymapper.export.svg import write_svg
from journeymapper.layout.shaped import Style
from tests.export.samples import ENGINE, FONTS, MEDIA, SAMPLES, Counted, lines, page_of, png

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
BODY = Style(10.0)
EVERYTHING = tuple(op for ops in SAMPLES.values() for op in ops)


def svg_of(*ops: Op, title: str = "A map", media: dict[str, bytes] | None = None) -> ET.Element:
    return ET.fromstring(write_svg(page_of(*ops), title=title, media=media or MEDIA, fonts=FONTS))


def texts(root: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def faces(root: ET.Element) -> dict[str, TTFont]:
    style = "".join(element.text or "" for element in root.iter(f"{SVG}style"))
    found = re.findall(r'@font-face\{font-family:"([^"]+)".*?base64,([^)]+)\)', style)
    return {name: TTFont(BytesIO(base64.b64decode(data))) for name, data in found}


@pytest.mark.parametrize(
    "text",
    ["Plain words", "  two  spaces ", "x\u0323\u0301 y", "<&> \"quoted\" 'too'", "Ωμέγα Привет → ▲", "漢 x"],
)
def test_text_is_text(text: str) -> None:
    assert "".join(texts(svg_of(*lines(text, BODY, 10, 10)))) == text.rstrip()


def test_words_stand_where_the_run_has_them() -> None:
    (op,) = lines("AVA To we", BODY, 10.0, 20.0)
    (element,) = svg_of(op).iter(f"{SVG}text")
    spans = list(element)
    assert [element.text, *(span.text for span in spans)] == ["AVA ", "To ", "we"]
    starts = [float(element.get("x", "")), *(float(span.get("x", "")) for span in spans)]
    assert starts == pytest.approx([10 + op.run.xs[index] for index in (0, 4, 7)], abs=0.001)
    assert float(element.get("y", "")) == pytest.approx(op.y, abs=0.001)


def test_words_that_run_left_begin_at_their_right_end() -> None:
    (op,) = lines("\u05e9\u05dc\u05d5\u05dd\u05be\u05e2\u05d5\u05dc\u05dd", BODY, 10.0, 20.0)
    (element,) = svg_of(op).iter(f"{SVG}text")
    assert (element.get("direction"), element.get("unicode-bidi")) == ("rtl", "bidi-override")
    assert element.text == op.run.text
    assert float(element.get("x", "")) == pytest.approx(10 + op.run.advance, abs=0.001)


def test_a_mixed_line_reads_as_it_was_written() -> None:
    text = "Pay (שלם 12) now, مرحبا!"
    assert "".join(texts(svg_of(*lines(text, BODY, 10, 10, 300)))) == text


def test_what_a_box_stands_for_is_text_but_not_painted() -> None:
    (element,) = svg_of(*lines("a\ue123b", BODY, 10, 10)).iter(f"{SVG}text")
    assert "".join(element.itertext()) == "a\ue123b"
    assert [(span.text, span.get("fill")) for span in element] == [("\ue123", "none"), ("b", None)]
    assert element.get("fill") != "none"


def test_the_parts_of_a_letter_that_a_browser_takes_apart_are_embedded() -> None:
    found = faces(svg_of(*lines("น้ำ", BODY, 0, 0)))
    assert {0x0E4D, 0x0E32, 0x0E33} <= set(found["thai-400"].getBestCmap())


def test_tracking_becomes_letter_spacing() -> None:
    (tracked,) = svg_of(*lines("AVA", Style(10, tracking=0.06), 0, 0)).iter(f"{SVG}text")
    (plain,) = svg_of(*lines("AVA", BODY, 0, 0)).iter(f"{SVG}text")
    assert float(tracked.get("letter-spacing", "0")) == pytest.approx(0.6, abs=0.002)
    assert plain.get("letter-spacing") is None


def test_the_faces_used_are_embedded_with_their_letters_and_kerning() -> None:
    found = faces(svg_of(*lines("Text ê", BODY, 0, 0), *lines("Bold", Style(10, 700), 0, 30)))
    assert set(found) == {"inter-400", "inter-700"}
    covered = {chr(code) for code in found["inter-400"].getBestCmap()}
    assert set("Text ê") <= covered
    assert "Z" not in covered
    assert "GPOS" in found["inter-400"]
    assert {chr(code) for code in found["inter-700"].getBestCmap()} >= set("Bold")


def test_letters_in_pieces_find_their_whole() -> None:
    found = faces(svg_of(*lines("e\u0323\u0302", BODY, 0, 0)))
    assert ord("ệ") in found["inter-400"].getBestCmap()


def test_upright_text_is_turned_about_its_origin() -> None:
    (op,) = lines("Up", BODY, 0, 0)
    (element,) = svg_of(Text(30, 60, op.run, "#000000", True)).iter(f"{SVG}text")
    assert (element.get("transform"), element.get("x"), element.get("y")) == ("rotate(-90 30 60)", "30", "60")


def test_nothing_is_fetched_and_nothing_runs() -> None:
    data = write_svg(page_of(*EVERYTHING), title="x", media=MEDIA, fonts=FONTS).decode()
    root = ET.fromstring(data)
    links = [
        value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href")
    ]
    assert links
    assert all(link.startswith(("#", "data:")) for link in links)
    assert all(url.startswith(("#", "data:")) for url in re.findall(r"url\(([^)]*)\)", data))
    tags = {element.tag for element in root.iter()}
    assert not {f"{SVG}script", f"{SVG}foreignObject"} & tags
    assert not re.search(r"\son\w+=", data)
    assert re.findall(r"https?://[^\"' ]+", data) == [
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    ]


def test_every_reference_leads_to_one_definition() -> None:
    twice = (
        Rect(0, 0, 9, 9, Gradient(0, 0, 1, 0, ((0, "#FF0000"), (1, "#FF000000")))),
        Icon(0, 0, 9, "heart", "#000000"),
    )
    root = svg_of(*EVERYTHING, *twice, Group(5, 5, twice, 0, 0, 9, 9), *twice)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    data = ET.tostring(root, encoding="unicode")
    assert set(re.findall(r"url\(#([^)]*)\)", data)) | {
        (element.get(LINK) or "#")[1:] for element in root.iter(f"{SVG}use")
    } == set(ids)


def test_title_language_and_size_are_told() -> None:
    data = write_svg(
        Page(842, 595.3, (), 1.5, 20, 10), title="Kaufen & gehen", language="de", media={}, fonts=FONTS
    )
    root = ET.fromstring(data)
    assert root.findtext(f"{SVG}title") == "Kaufen & gehen"
    assert root.findtext(f"{SVG}desc")
    assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert (root.get("width"), root.get("height")) == ("842pt", "595.3pt")
    assert root.get("viewBox") == "0 0 842 595.3"
    drawing = root.find(f"{SVG}g")
    assert drawing is not None
    assert drawing.get("transform") == "translate(20 10) scale(1.500000)"


@pytest.mark.parametrize("language", ["", "d\0e", 'de" onload="x', "not a language"])
def test_a_language_that_has_no_form_of_one_counts_as_english(language: str) -> None:
    root = ET.fromstring(
        write_svg(Page(80, 80, ()), title="T", language=language, media={}, fonts=FONTS).decode()
    )
    assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


@settings(max_examples=40)
@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_makes_well_formed_xml(text: str, title: str) -> None:
    data = write_svg(page_of(*lines(f"a{text}", BODY, 0, 0)), title=title, media={}, fonts=FONTS)
    ET.fromstring(data)


def test_characters_that_xml_forbids_are_dropped() -> None:
    root = svg_of(*lines("be\x07ll \ufffe\ud800end", BODY, 0, 0), title="a\x00b\ud800")
    assert "".join(texts(root)) == "bell \ufffdend"
    assert root.findtext(f"{SVG}title") == "ab"


def test_colours_and_strokes_become_attributes() -> None:
    rect = Rect(1, 2, 30, 40, "#11223380", Stroke("#445566", 1.5, (4, 2), True), 5)
    (element,) = svg_of(rect).iter(f"{SVG}rect")
    assert element.attrib == {
        "x": "1",
        "y": "2",
        "width": "30",
        "height": "40",
        "rx": "5",
        "fill": "#112233",
        "fill-opacity": "0.502",
        "stroke": "#445566",
        "stroke-width": "1.5",
        "stroke-dasharray": "4 2",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }


def test_a_picture_is_coded_anew_and_kept_once() -> None:
    source = Image.new("RGB", (30, 20), (9, 99, 199))
    exif = Image.Exif()
    exif[0x010E] = "made at home"
    out = BytesIO()
    source.save(out, "JPEG", exif=exif)
    media = {"photo": out.getvalue()}
    root = svg_of(Picture(0, 0, 10, 10, "photo"), Picture(20, 0, 10, 10, "photo", 5), media=media)
    (image,) = root.iter(f"{SVG}image")
    kind, data = (image.get(LINK) or "").split(",")
    assert kind == "data:image/jpeg;base64"
    assert b"made at home" not in base64.b64decode(data)
    assert len(list(root.iter(f"{SVG}use"))) == 2
    (symbol,) = root.iter(f"{SVG}symbol")
    assert symbol.get("preserveAspectRatio") == "xMidYMid slice"


@pytest.mark.parametrize("data", [b"", b"<svg onload='x'/>", png()[:30]])
def test_a_picture_that_is_none_is_left_out(data: bytes) -> None:
    root = svg_of(Picture(0, 0, 10, 10, "h"), Picture(0, 0, 10, 10, "lost"), media={"h": data})
    assert not list(root.iter(f"{SVG}use"))


def test_the_same_page_gives_the_same_bytes() -> None:
    page = page_of(*EVERYTHING)
    first = write_svg(page, title="x", media=MEDIA, fonts=FONTS)
    assert first == write_svg(page, title="x", media=MEDIA, fonts=FONTS)


def test_a_card_that_stands_twice_is_written_once() -> None:
    counted = Counted(lines("card", BODY, 0, 0))
    Counted.counts.clear()
    root = svg_of(Group(0, 0, counted, 0, 0, 9, 9), Group(9, 9, counted, 0, 0, 9, 9))
    assert len(Counted.counts) == 1
    assert texts(root) == ["card", "card"]


def test_text_without_glyphs_is_no_element() -> None:
    run = ENGINE.line("x", BODY).runs[0].run
    empty = type(run)(run.face, 10.0, "", (), (), (), (), 0.0)
    assert texts(svg_of(Text(0, 0, empty, "#000000"))) == []
