"""Text into lines: nothing is lost, nothing is clipped, nothing breaks the engine."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.layout.breaks import LineBreaks, settable
from journeymapper.layout.shaped import GlyphRun, Style, TextBlock
from journeymapper.layout.text import LINE_HEIGHT, TextEngine, load_fonts

ENGINE = TextEngine(load_fonts())
BODY = Style(8.0)

any_text = st.text(max_size=120)
words = st.text(alphabet="abcfgilotvwyAVTWo ,.-/éßΩЖ\n\u0301\u200b\u00a0", max_size=120)
widths = st.floats(min_value=1, max_value=400)
styles = st.builds(
    Style,
    st.sampled_from((5.7, 8.0, 27.0)),
    st.sampled_from((400, 500, 600, 700)),
    st.booleans(),
    st.sampled_from((0.0, 0.05, -0.01)),
)


def runs_of(block: TextBlock) -> list[GlyphRun]:
    return [placed.run for line in block.lines for placed in line.runs]


def without_space(text: str) -> str:
    return "".join(text.split())


@given(any_text, styles, widths)
def test_no_text_is_lost_or_doubled(text: str, style: Style, width: float) -> None:
    block = ENGINE.wrap(text, style, width)
    assert without_space("".join(line.text for line in block.lines)) == without_space(settable(text))


@given(words, styles, widths)
def test_no_line_is_wider_than_asked_unless_it_is_one_cluster(text: str, style: Style, width: float) -> None:
    for line in ENGINE.wrap(text, style, width).lines:
        if line.width > width + 0.01:
            clusters = {(placed.x, cluster) for placed in line.runs for cluster in placed.run.clusters}
            assert len(clusters) == 1


@given(any_text, widths)
def test_lines_index_the_text_in_order(text: str, width: float) -> None:
    last = 0
    for line in ENGINE.wrap(text, BODY, width).lines:
        assert line.start >= last
        assert settable(text)[line.start : line.end] == line.text
        last = line.end


@given(any_text, styles, widths)
def test_every_glyph_has_a_place_and_a_letter_of_its_run(text: str, style: Style, width: float) -> None:
    for run in runs_of(ENGINE.wrap(text, style, width)):
        assert len(run.glyphs) == len(run.xs) == len(run.ys) == len(run.clusters) > 0
        assert list(run.clusters) == sorted(run.clusters, reverse=run.level % 2 == 1)
        assert all(0 <= cluster < len(run.text) for cluster in run.clusters)


@given(words, styles)
def test_a_text_fits_on_one_line_of_its_own_width(text: str, style: Style) -> None:
    flat = " ".join(text.split())
    assert len(ENGINE.wrap(flat, style, ENGINE.width(flat, style)).lines) <= 1


@given(any_text, widths)
def test_the_block_is_as_wide_as_its_widest_line_and_as_high_as_all(text: str, width: float) -> None:
    block = ENGINE.wrap(text, BODY, width)
    assert block.width == max((line.width for line in block.lines), default=0)
    assert block.height == pytest.approx(len(block.lines) * block.line_height)
    assert block.line_height >= LINE_HEIGHT * BODY.size - 0.001


def test_empty_text_has_no_lines_and_no_height() -> None:
    block = ENGINE.wrap("", BODY, 100)
    assert (block.lines, block.height, block.width) == ((), 0, 0)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_a_line_break_ends_the_line(end: str) -> None:
    assert [line.text for line in ENGINE.wrap(f"one{end}two", BODY, 100).lines] == ["one", "two"]


def test_a_line_break_at_the_end_is_followed_by_an_empty_line() -> None:
    assert [line.text for line in ENGINE.wrap("one\n", BODY, 100).lines] == ["one", ""]


def test_empty_lines_keep_their_height() -> None:
    block = ENGINE.wrap("one\n\n\ntwo", BODY, 100)
    assert [line.text for line in block.lines] == ["one", "", "", "two"]
    assert block.height == pytest.approx(4 * LINE_HEIGHT * 8)


def test_white_space_at_the_end_of_a_line_takes_no_room() -> None:
    assert ENGINE.width("word   ", BODY) == ENGINE.width("word", BODY)
    first, second = ENGINE.wrap("word      next", BODY, ENGINE.width("word", BODY)).lines
    assert (first.text, second.text) == ("word", "next")
    assert first.runs[-1].run.text == "word"


def test_white_space_at_the_start_of_a_line_is_kept() -> None:
    assert ENGINE.width("   word", BODY) > ENGINE.width("word", BODY)


def test_leading_space_never_makes_an_empty_line() -> None:
    assert [line.text for line in ENGINE.wrap("        wide", BODY, 20).lines] == ["wide"]


def test_lines_are_as_full_as_they_get() -> None:
    text = "some short words that must be packed as tightly as they can be"
    lines = ENGINE.wrap(text, BODY, 90).lines
    for line, after in pairwise(lines):
        assert ENGINE.width(f"{line.text} {after.text.split()[0]}", BODY) > 90


def test_a_word_too_long_is_broken_between_clusters() -> None:
    text = "x\u0323\u0302" * 40
    block = ENGINE.wrap(text, BODY, 30)
    assert len(block.lines) > 3
    assert all(line.text.startswith("x") and len(line.text) % 3 == 0 for line in block.lines)
    assert all(line.width <= 30 for line in block.lines)


def test_the_rest_of_a_broken_word_shares_its_line_with_the_next_word() -> None:
    lines = ENGINE.wrap("W" * 10 + " i", BODY, 60).lines
    assert lines[-1].text.endswith("W i")


def test_a_line_narrower_than_a_letter_holds_one_letter() -> None:
    assert [line.text for line in ENGINE.wrap("abc", BODY, 0).lines] == ["a", "b", "c"]


@pytest.mark.parametrize("width", [-5.0, 0.0])
def test_no_room_at_all_loses_nothing(width: float) -> None:
    lines = ENGINE.wrap("a\u200bb \u200b c", Style(8, tracking=-0.01), width).lines
    assert without_space("".join(line.text for line in lines)) == "a\u200bb\u200bc"
    assert ENGINE.wrap("\u200b", BODY, width).lines[0].text == "\u200b"


def test_a_broken_word_is_broken_as_late_as_can_be() -> None:
    text = "AVAWATAYAVATOYTAV" * 3
    for width in (20, 23.3, 31.7, 44.4):
        lines = ENGINE.wrap(text, BODY, width).lines
        assert all(line.width <= width + 0.01 for line in lines)
        for line, after in pairwise(lines):
            # Without the kerning to the next letter a line can be wider than within the word: 1 point is enough.
            assert ENGINE.width(line.text + after.text[0], BODY) > width - 1


def test_kerning_that_a_break_undoes_makes_no_line_too_wide() -> None:
    # "P" and "." are kerned so much that three of each fit in the word, but not alone before the break.
    text = "P.P.P.P.P.P.P.P."
    inside = ENGINE.width("P.P", BODY) + ENGINE.width(".P", BODY) - ENGINE.width("P", BODY)
    for step in range(60):
        width = inside - 4 + step / 10
        assert all(line.width <= width + 0.01 for line in ENGINE.wrap(text, BODY, width).lines)


@pytest.mark.parametrize("white", ["   ", "\t", " \t \t ", "\t\t", "\u2003 \u3000"])
def test_any_white_space_at_the_end_takes_no_room(white: str) -> None:
    block = ENGINE.wrap(f"word{white}\nnext{white}", BODY, 200)
    assert [line.text.rstrip() for line in block.lines] == ["word", "next"]
    assert block.lines[0].width == ENGINE.width("word", BODY)
    assert block.lines[1].runs[-1].run.text == "next"


def test_long_text_is_cut_at_the_limit_and_says_so() -> None:
    block = ENGINE.wrap("word " * 500, BODY, 100, limit=50)
    assert block.cut
    assert block.lines[-1].end <= 50
    assert not ENGINE.wrap("word " * 10, BODY, 100, limit=50).cut


def test_the_cut_parts_no_letter_from_its_marks() -> None:
    block = ENGINE.wrap("ab" + "e\u0323\u0302", BODY, 100, limit=4)
    assert [line.text for line in block.lines] == ["ab"]


def test_the_same_text_is_laid_out_once() -> None:
    assert ENGINE.wrap("once", BODY, 50) is ENGINE.wrap("once", Style(8.0), 50)
    assert ENGINE.wrap("once", BODY, 50) is not ENGINE.wrap("once", BODY, 51)
    assert ENGINE.line("once", BODY) is ENGINE.line("once", BODY)


def test_one_line_stays_one_line() -> None:
    line = ENGINE.line("one\ntwo\r\nthree", BODY)
    assert line.text == "one two three"
    assert line.width == pytest.approx(ENGINE.width("one two three", BODY))


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ud800",
        "\udfff\ud800",
        "\u200b",
        "\u200d\ufeff",
        "\ufffe\uffff",
        "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
        "\u202eabc",
        "﷽",
        "\x1b[31m",
        "\U0010ffff",
    ],
)
def test_odd_strings_are_laid_out(text: str) -> None:
    assert len(ENGINE.wrap(f"a {text} b", BODY, 100).lines) == 1


def test_control_characters_are_not_seen() -> None:
    assert ENGINE.width("a\x07\x1bb", BODY) == pytest.approx(ENGINE.width("a\u2060b", BODY))
    assert ENGINE.wrap("a\x07b\x7f", BODY, 100).missing == frozenset()


def test_a_lone_surrogate_is_shown_as_the_replacement_character() -> None:
    assert ENGINE.line("\ud834", BODY).text == "\ufffd"


# -- breaks ---------------------------------------------------------------------------------------------------


def test_breaks_count_characters_where_icu_counts_utf_16() -> None:
    assert LineBreaks("en").segments("\U0001f600\U0001f600 ab cd") == [(0, 1), (1, 3), (3, 6), (6, 8)]


def test_thai_is_broken_between_words() -> None:
    text = "สวัสดีชาวโลก"
    assert len(LineBreaks("th").segments(text)) > 1


def test_no_break_space_holds_words_together() -> None:
    assert LineBreaks("en").segments("10\u00a0km on") == [(0, 6), (6, 8)]


def test_japanese_lines_do_not_start_with_small_kana() -> None:
    assert LineBreaks("ja").segments("キャット")[0] != (0, 1)


def test_a_long_text_of_which_no_font_has_anything_takes_a_moment_only() -> None:
    text = "".join(chr(0xE000 + place % 6000) for place in range(100_000))
    started = time.process_time()
    assert len(TextEngine(load_fonts()).wrap(text, BODY, 100, limit=len(text)).missing) == 6000
    assert time.process_time() - started < 4.0
