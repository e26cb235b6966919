"""Glyphs of a text: faces, kerning, marks, tracking, metrics."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
import uharfbuzz as hb

from journeymapper.layout.fonts import FontSet, load_fonts
from journeymapper.layout.shaped import GlyphRun, Style
from journeymapper.layout.text import LINE_HEIGHT, TextEngine
from journeymapper.model.errors import FileProblem

FONTS = load_fonts()
ENGINE = TextEngine(FONTS)
BODY = Style(10.0)


def runs(text: str, style: Style = BODY) -> list[GlyphRun]:
    return [placed.run for placed in ENGINE.line(text, style).runs]


def test_letters_are_kerned() -> None:
    separate = sum(ENGINE.width(letter, BODY) for letter in "AVATAR")
    assert ENGINE.width("AVATAR", BODY) < separate - 0.5


def test_words_of_one_face_are_one_run() -> None:
    (run,) = runs("Three plain words")
    assert run.text == "Three plain words"
    assert run.face == "inter-400"
    assert run.clusters == tuple(range(17))


def test_a_run_begins_where_the_one_before_ends() -> None:
    placed = ENGINE.line("a \u2614 b", BODY).runs
    assert len(placed) > 1
    for left, right in itertools.pairwise(placed):
        assert right.x == pytest.approx(left.x + left.run.advance)


@pytest.mark.parametrize(
    "text", ["Việt Nam", "Ωμέγα ἄλφα", "Привет, Ґанок", "naïve façade", "½ → ▲▼ “x” – €"]
)
def test_latin_greek_and_cyrillic_need_no_second_face(text: str) -> None:
    assert {run.face for run in runs(text)} == {"inter-400"}
    assert ENGINE.wrap(text, BODY, 500).missing == frozenset()


def test_a_character_the_text_face_lacks_comes_from_the_first_that_has_it() -> None:
    char = next(
        c for c in map(chr, range(0x2600, 0x2700)) if not FONTS.covers("inter-400", c) and found_in(c)
    )
    (run,) = runs(char)
    assert run.face == found_in(char)
    assert run.glyphs[0] != 0


def found_in(char: str) -> str | None:
    return next((key for key in FONTS.stack(BODY) if FONTS.covers(key, char)), None)


def test_spaces_come_from_the_text_face() -> None:
    face = found_in("\u2614")
    assert face is not None
    assert [(run.face, run.text) for run in runs("\u2614 \u2614")] == [
        (face, "\u2614"),
        ("inter-400", " "),
        (face, "\u2614"),
    ]


def test_what_no_face_has_is_a_box_of_the_text_face_and_is_reported() -> None:
    block = ENGINE.wrap("ok \ue123\U000f0000", BODY, 500)
    assert block.missing == {"\ue123", "\U000f0000"}
    (run,) = [placed.run for placed in block.lines[0].runs]
    assert run.face == "inter-400"
    assert run.glyphs[-2:] == (0, 0)


def test_a_letter_that_is_missing_with_its_marks_is_one_box() -> None:
    (run,) = runs("a\u0e94\u0ec9\u0ec8\u0ec9b")
    assert run.glyphs[1] == 0
    assert len(run.glyphs) == 3
    assert run.text == "a\u0e94\u0ec9\u0ec8\u0ec9b"
    assert run.clusters == (0, 1, 5)
    assert ENGINE.wrap(run.text, BODY, 99).missing == {"\u0e94", "\u0ec9", "\u0ec8"}


def test_a_mark_that_is_missing_has_no_box() -> None:
    (run,) = runs("a\u0ec9b")
    assert 0 not in run.glyphs
    assert run.text == "a\u0ec9b"
    assert ENGINE.width("a\u0ec9b", BODY) == pytest.approx(
        ENGINE.width("a", BODY) + ENGINE.width("b", BODY), abs=0.2
    )


@pytest.mark.parametrize("text", ["x\u0483\u0301", "x\u0ec9\u0301"])
def test_a_mark_of_another_script_or_of_no_face_parts_no_cluster(text: str) -> None:
    (run,) = runs(text)
    assert run.text == text
    assert set(run.clusters) == {0}


def test_no_letter_bears_more_marks_than_can_be_told_apart() -> None:
    (few,) = runs("q" + "\u0301" * 4)
    (many,) = runs("q" + "\u0301" * 400)
    assert many.glyphs == few.glyphs
    assert many.ys == few.ys
    assert many.text == "q" + "\u0301" * 400


def test_a_letter_with_marks_is_one_cluster_in_one_face() -> None:
    (run,) = runs("x\u0323\u0302y")
    assert run.clusters[0] == 0
    assert set(run.clusters) == {0, 3}


def test_marks_add_no_width() -> None:
    assert ENGINE.width("x\u0323\u0302", BODY) == pytest.approx(ENGINE.width("x", BODY))


def test_a_mark_stands_in_the_middle_of_its_letter() -> None:
    (run,) = runs("l\u0323")
    font = FONTS.hb_font(run.face)
    middles = []
    for glyph, x in zip(run.glyphs, run.xs, strict=True):
        extents = font.get_glyph_extents(glyph)
        middles.append(x + (extents.x_bearing + extents.width / 2) * 10 / 2048)
    assert len(middles) == 1 or middles[0] == pytest.approx(middles[1], abs=0.4)
    (run,) = runs("x\u0323")
    assert len(run.glyphs) == 2
    assert 0 < run.xs[1] + font.get_glyph_extents(run.glyphs[1]).x_bearing * 10 / 2048 < run.advance


def test_a_second_mark_stands_above_the_first() -> None:
    (run,) = runs("x\u0301\u0302")
    assert min(run.ys) < 0, "y points down"


def test_letters_and_marks_compose() -> None:
    assert runs("e\u0323\u0302")[0].glyphs == runs("ệ")[0].glyphs


def test_wide_spaces_are_set_though_no_font_has_them() -> None:
    block = ENGINE.wrap("a\u3000b\u2003c\td", BODY, 500)
    assert block.missing == frozenset()
    assert all(0 not in placed.run.glyphs for placed in block.lines[0].runs)


def test_tracking_stands_between_clusters() -> None:
    plain, tracked = ENGINE.width("TRACK", BODY), ENGINE.width("TRACK", Style(10, tracking=0.1))
    assert tracked == pytest.approx(plain + 4 * 0.1 * 10)


def test_tracking_moves_marks_with_their_letter() -> None:
    plain, tracked = runs("xx\u0323")[0], runs("xx\u0323", Style(10, tracking=0.1))[0]
    moved = [b - a for a, b in zip(plain.xs, tracked.xs, strict=True)]
    assert moved == pytest.approx([0, 1, 1])


def test_size_scales_everything() -> None:
    small, large = runs("Wave", Style(8))[0], runs("Wave", Style(16))[0]
    assert [x * 2 for x in small.xs] == pytest.approx(large.xs)
    assert small.advance * 2 == pytest.approx(large.advance)


def test_the_face_is_centred_in_its_line() -> None:
    metrics = ENGINE.metrics(BODY)
    assert metrics.line_height == pytest.approx(LINE_HEIGHT * 10)
    scale = 10 / FONTS.units_per_em("inter-400")
    above = metrics.ascent - FONTS.ascent("inter-400") * scale
    below = metrics.descent - FONTS.descent("inter-400") * scale
    assert above == pytest.approx(below)
    assert above > 0
    assert ENGINE.wrap("x", BODY, 50).ascent == metrics.ascent


@pytest.fixture(scope="module")
def poor_fonts(tmp_path_factory: pytest.TempPathFactory) -> FontSet:
    """Two faces: one that has a few letters and neither marks nor odd spaces, and one that has them all."""
    folder = tmp_path_factory.mktemp("fonts")
    request = hb.SubsetInput()
    request.unicode_set.update([ord(char) for char in "abeé "])
    (folder / "Poor.ttf").write_bytes(bytes(request.subset(FONTS.hb_face("inter-400")).blob.data))
    (folder / "Rich.ttf").write_bytes(FONTS.face_path("inter-400").read_bytes())
    faces = [
        {"key": name.lower(), "file": f"{name}.ttf", "family": name, "weight": 400}
        for name in ("Poor", "Rich")
    ]
    (folder / "fonts.json").write_text(
        json.dumps({"fallback": ["Poor", "Rich"], "faces": faces}), encoding="utf-8"
    )
    return load_fonts(folder)


@pytest.mark.parametrize(
    ("text", "faces"),
    [
        ("abe", ["poor"]),
        ("abc", ["poor", "rich"]),
        ("ae\u0301", ["poor"]),  # HarfBuzz composes it
        ("ab\u0301", ["poor", "rich"]),
        ("a\u2060b\u200d\ufe0f", ["poor"]),
        ("a\u202fb", ["poor"]),  # HarfBuzz draws every space from the common one
        ("a c", ["poor", "rich"]),
        ("a\u4e2db", ["poor"]),
    ],
)
def test_a_grapheme_takes_the_first_face_that_can_set_it(
    text: str, faces: list[str], poor_fonts: FontSet
) -> None:
    line = TextEngine(poor_fonts).line(text, BODY)
    assert [placed.run.face for placed in line.runs] == faces


def test_only_what_is_not_set_is_reported(poor_fonts: FontSet) -> None:
    block = TextEngine(poor_fonts).wrap("ae\u0301 a\u2060b a\u202fb \u4e2d b\u0301", BODY, 500)
    assert block.missing == {"\u4e2d"}


# -- faces ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "face"),
    [
        (Style(8), "inter-400"),
        (Style(8, 500), "inter-500"),
        (Style(8, 600), "inter-600"),
        (Style(8, 700), "inter-700"),
        (Style(8, 800), "inter-700"),
        (Style(8, 300), "inter-400"),
        (Style(8, 550), "inter-600"),
        (Style(8, 450), "inter-400"),
        (Style(8, 400, True), "inter-400-italic"),
        (Style(8, 700, True), "inter-600-italic"),
        (Style(27, 700), "inter-700"),
        (Style(27, 700, display=True), "inter-display-700"),
    ],
)
def test_style_chooses_the_nearest_face(style: Style, face: str) -> None:
    assert FONTS.stack(style)[0] == face


def test_bold_text_falls_back_to_bold_faces() -> None:
    assert "noto-700" in FONTS.stack(Style(8, 700))
    assert "noto-400" in FONTS.stack(Style(8))


def test_the_display_cut_falls_back_to_the_text_face() -> None:
    stack = [key for key in FONTS.stack(Style(27, 700, display=True)) if "display" not in key]
    assert stack == list(FONTS.stack(Style(27, 700)))


def test_every_face_has_its_file_and_a_letter() -> None:
    for face in FONTS.faces:
        assert FONTS.face_path(face.key).is_file()
        assert FONTS.units_per_em(face.key) > 0
        assert FONTS.characters(face.key)


def test_a_missing_list_of_fonts_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"fonts\.json"):
        load_fonts(tmp_path)


def test_a_missing_font_file_is_named(tmp_path: Path) -> None:
    face = '{"key": "a", "file": "A.ttf", "family": "A", "weight": 400}'
    (tmp_path / "fonts.json").write_text(f'{{"fallback": ["A"], "faces": [{face}]}}', encoding="utf-8")
    with pytest.raises(FileProblem, match=r"A\.ttf"):
        load_fonts(tmp_path)


def test_fonts_are_opened_when_they_are_needed() -> None:
    fonts: FontSet = load_fonts()
    TextEngine(fonts).width("abc", BODY)
    assert set(fonts._opened) == {"inter-400"}
