"""Every script: faces, directions, order in a line, languages, lines that are high enough."""

from __future__ import annotations

import time
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont

from journeymapper.drawing.ops import Page
from journeymapper.drawing.shapes import line_ops
from journeymapper.export.pdf import write_pdf
from journeymapper.layout.bidi import leveled
from journeymapper.layout.fonts import Face, FontSet, load_fonts
from journeymapper.layout.installed import large_fonts
from journeymapper.layout.languages import written_language
from journeymapper.layout.shaped import GlyphRun, Line, Style
from journeymapper.layout.text import TextEngine

FONTS = load_fonts()
ENGINE = TextEngine(FONTS)
BODY = Style(10.0)
NOBODYS = "\ue123"
"""A private character, which no font has."""


def runs(text: str) -> list[GlyphRun]:
    return [placed.run for placed in ENGINE.line(text, BODY).runs]


def seen(line: Line) -> list[str]:
    """What the runs of a line say, from left to right."""
    return [placed.run.text.strip() for placed in sorted(line.runs, key=lambda placed: placed.x)]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("مرحبا", "Noto Sans Arabic"),
        ("שלום", "Noto Sans Hebrew"),
        ("नमस्ते", "Noto Sans Devanagari"),
        ("বাংলা", "Noto Sans Bengali"),
        ("สวัสดี", "Noto Sans Thai"),
        ("日本語です", "Noto Sans JP"),
        ("中国地图", "Noto Sans SC"),
        ("한국어", "Noto Sans KR"),
        ("\U0001f600", "Noto Emoji"),
    ],
)
def test_each_script_has_its_family(text: str, family: str) -> None:
    block = ENGINE.wrap(text, BODY, 200)
    assert block.missing == frozenset()
    faces = {placed.run.face for line in block.lines for placed in line.runs}
    assert {FONTS.face(face).family for face in faces} == {family}


@pytest.mark.parametrize("language", ["ja", "zh-Hans", "ko"])
def test_the_language_chooses_the_form_of_han(language: str) -> None:
    (run,) = [placed.run for placed in TextEngine(FONTS, language).line("中", BODY).runs]
    wanted = FONTS.preferred[language[:2]]
    assert FONTS.face(run.face).family == (wanted if language != "ko" else "Noto Sans JP")


@pytest.mark.parametrize(
    ("text", "said", "language"),
    [
        ("地図です", "en", "ja"),
        ("地图", "en", "zh"),
        ("지도", "ja", "ko"),
        ("会員", "en", "ja"),
        ("会員", "zh-Hant", "zh-Hant"),
        ("карта", "ru", "ru"),
    ],
)
def test_letters_tell_the_language_where_it_does_not_agree(text: str, said: str, language: str) -> None:
    assert written_language(text, said) == language


def test_a_character_that_is_missing_in_bold_comes_from_the_regular_face() -> None:
    rare = next(c for c in sorted(FONTS.characters("jp-400") - FONTS.characters("jp-700")) if c > "\u4e00")
    faces = FONTS.stack(Style(10, 700), "ja")
    assert ENGINE.wrap(f"{rare}の", Style(10, 700), 99).missing == frozenset()
    assert faces.index("jp-700") < faces.index("jp-400")


# -- pictures -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["\u2714\ufe0f", "1\ufe0f\u20e3", "\U0001f44d\U0001f3fd", "\U0001f1e9\U0001f1ea"]
)
def test_what_is_to_be_a_picture_comes_from_the_emoji_face(text: str) -> None:
    (run,) = runs(text)
    assert run.face == "emoji"
    assert run.text == text


def test_a_family_is_one_picture() -> None:
    (run,) = runs("\U0001f468\u200d\U0001f469\u200d\U0001f467")
    assert len(run.glyphs) == 1


@pytest.mark.parametrize("text", ["1", "#", "\u2714\ufe0e"])
def test_plain_signs_and_figures_are_no_pictures(text: str) -> None:
    assert runs(text)[0].face != "emoji"


# -- right to left --------------------------------------------------------------------------------------------


def test_a_hebrew_word_begins_at_its_right_end() -> None:
    (run,) = runs("שלום")
    assert run.level == 1
    assert run.clusters == (3, 2, 1, 0)
    assert list(run.xs) == sorted(run.xs)


def test_arabic_letters_join() -> None:
    apart = sum(ENGINE.width(letter, BODY) for letter in "ببب")
    assert ENGINE.width("ببب", BODY) < apart * 0.8


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("שלום עולם", ["עולם", "", "שלום"]),
        ("abc שלום עולם", ["abc", "עולם", "", "שלום"]),
        ("שלום abc עולם", ["עולם", "", "abc", "", "שלום"]),
        ("שלום 12", ["12", "", "שלום"]),
    ],
)
def test_the_parts_of_a_line_stand_in_the_order_of_the_algorithm(text: str, order: list[str]) -> None:
    line = ENGINE.line(text, BODY)
    assert seen(line) == order
    assert "".join(placed.run.text for placed in line.runs) == text, "in the order of the text"


def test_runs_of_a_mixed_line_stand_side_by_side() -> None:
    line = ENGINE.line("abc שלום (12) עולם xyz", BODY)
    placed = sorted(line.runs, key=lambda placed: placed.x)
    assert placed[0].x == 0
    for left, right in pairwise(placed):
        assert right.x == pytest.approx(left.x + left.run.advance)
    assert line.width == pytest.approx(placed[-1].x + placed[-1].run.advance)


def test_brackets_are_mirrored() -> None:
    left, right = runs("("), runs(")")
    hebrew = ENGINE.line("(א)", BODY, direction="rtl")
    glyphs = [run.run.glyphs[0] for run in sorted(hebrew.runs, key=lambda placed: placed.x)]
    assert (glyphs[0], glyphs[-1]) == (left[0].glyphs[0], right[0].glyphs[0])
    assert hebrew.runs[0].run.text == "("
    assert hebrew.runs[0].x > hebrew.runs[-1].x


def test_a_paragraph_runs_as_its_first_letter_does() -> None:
    first, second = ENGINE.wrap("שלום\nhello", BODY, 200).lines
    assert (first.backwards, second.backwards) == (True, False)
    assert ENGINE.line("12 שלום", BODY).backwards


def test_a_given_direction_counts_more_than_letters() -> None:
    assert ENGINE.line("hello.", BODY, direction="rtl").backwards
    assert seen(ENGINE.line("hello!", BODY, direction="rtl")) == ["!", "hello"]
    assert not ENGINE.line("שלום", BODY, direction="ltr").backwards


def test_text_without_letters_runs_as_its_map_does() -> None:
    engine = TextEngine(FONTS, "ar", "rtl")
    assert engine.line("12", BODY).backwards
    assert not engine.line("abc", BODY).backwards
    assert not ENGINE.line("12", BODY).backwards


def test_a_range_is_read_as_its_map_is_and_begins_where_its_lines_begin() -> None:
    engine = TextEngine(FONTS, "ar", "rtl")
    assert seen(engine.line("1 – 3", BODY)) == ["3", "–", "1"]
    assert seen(ENGINE.line("1 – 3", BODY)) == ["1 – 3"]
    assert all(line.backwards for line in engine.wrap("السعر:\n100 %", BODY, 200).lines)


@pytest.mark.parametrize(
    "text", ["+46", "−5", "3.1 %", "1\u2009240", "+49 30-123", "12:30", "≈ 10", "2025-06-12"]
)
def test_a_lone_figure_keeps_its_sign_and_its_unit_in_their_places(text: str) -> None:
    line = TextEngine(FONTS, "ar", "rtl").line(text, BODY)
    assert line.backwards
    assert [run.text for run in (placed.run for placed in line.runs)] == [text]


def test_thousands_of_spaces_in_a_figure_take_no_time() -> None:
    started = time.process_time()
    assert leveled("1" + " " * 50_000 + "x", "", "rtl") is None
    assert time.process_time() - started < 1.0


def test_each_line_of_a_paragraph_is_put_in_order_by_itself() -> None:
    text = "שלום hello עולם world " * 4
    lines = ENGINE.wrap(text, BODY, 90).lines
    assert len(lines) > 2
    assert all(line.backwards and line.width <= 90.01 for line in lines)
    for line in lines:
        assert "".join(placed.run.text for placed in line.runs) == line.text


def test_a_long_word_that_runs_left_is_broken_from_its_beginning() -> None:
    text = "ابتثجحخدذرزسش" * 6
    lines = ENGINE.wrap(text, BODY, 60).lines
    assert len(lines) > 2
    assert "".join(line.text for line in lines) == text
    assert all(line.width <= 60.01 for line in lines)


def test_letters_that_hang_together_are_not_tracked() -> None:
    tracked = Style(10, tracking=0.2)
    for text in ("مرحبا", "नमस्ते"):
        assert ENGINE.width(text, tracked) == pytest.approx(ENGINE.width(text, BODY))


# -- lines and boxes ------------------------------------------------------------------------------------------


def test_lines_are_as_high_as_their_script_needs() -> None:
    latin, thai = ENGINE.wrap("map", BODY, 99), ENGINE.wrap("ก็ map", BODY, 99)
    assert thai.line_height > latin.line_height
    assert thai.ascent > latin.ascent
    assert ENGINE.wrap("地図", BODY, 99).line_height == latin.line_height


def test_a_box_has_room_and_its_character_stays_in_the_text() -> None:
    (run,) = runs(f"a{NOBODYS}b")
    assert run.glyphs[1] == 0
    assert run.text == f"a{NOBODYS}b"
    assert run.xs[2] - run.xs[1] == pytest.approx(7.4, abs=0.1)


def test_what_no_font_has_is_told() -> None:
    assert FONTS.lacking(f"ok é 地 ש\n\x07\u200d{NOBODYS}") == {NOBODYS}


# -- fonts of the machine -------------------------------------------------------------------------------------


def test_a_large_font_of_the_machine_helps_out(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("installed")
    (folder / "deep").mkdir()
    (folder / "deep" / "UniFont.ttf").write_bytes(FONTS.face_path("emoji").read_bytes())
    (folder / "wqy-zenhei.ttc").write_bytes(b"no font at all")
    (found,) = large_fonts([folder, folder / "nowhere"])
    assert found.path.name == "UniFont.ttf"
    assert found.family == "Noto Emoji"


@pytest.mark.parametrize(
    ("rights", "found"), [(0, 1), (0x0004, 1), (0x0008, 1), (0x0002, 0), (0x0100, 0), (0x0208, 0)]
)
def test_only_what_may_be_cut_and_embedded_helps_out(rights: int, found: int, tmp_path: Path) -> None:
    with TTFont(FONTS.face_path("emoji")) as font:
        font["OS/2"].fsType = rights
        font.save(tmp_path / "unifont.ttf")
    assert len(large_fonts([tmp_path])) == found


def test_what_the_bundled_fonts_lack_comes_from_a_font_of_the_machine(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("own") / "UniFont.ttf"
    with TTFont(FONTS.face_path("inter-400")) as font:
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(NOBODYS)] = font.getBestCmap()[ord("W")]
        font.save(path)
    asked: list[str] = []

    def others() -> tuple[Face, ...]:
        asked.append("once")
        return (Face("own-unifont", str(path), "UniFont", 400),)

    fonts = FontSet(FONTS.folder, FONTS.faces, FONTS.fallback, others=others)
    engine = TextEngine(fonts)
    engine.line("plain", BODY)
    assert not asked
    line = engine.line(f"a{NOBODYS}", BODY)
    assert [placed.run.face for placed in line.runs] == ["inter-400", "own-unifont"]
    assert fonts.lacking(NOBODYS) == frozenset()
    assert asked == ["once"]
    page = Page(100, 40, tuple(line_ops(line, 10, 20, "#000000")))
    pdf = write_pdf([page], title="", media={}, fonts=fonts)
    assert NOBODYS in pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()
