"""Feelings in cells: numbers, stars, faces and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.formats.tables.scores import feeling_in, guessed_scale, read_score, score_text
from journeymapper.formats.tables.table import tidy


@pytest.mark.parametrize(
    ("text", "scale", "value", "label", "kept"),
    [
        ("4/5", "1..5", 1, "", ("4", "1..5")),
        ("Smooth (4/5)", "1..5", 1, "Smooth", ("4", "1..5")),
        ("10/10", "1..5", 2, "", ("10", "1..10")),
        ("5/10", "0..10", 0, "", ("5", "0..10")),
        ("+1", "-2..+2", 1, "", ("+1", "-2..+2")),
        ("−2 angry", "-2..+2", -2, "angry", ("-2", "-2..+2")),
        ("-5", "-5..+5", -2, "", ("-5", "-5..+5")),
        ("2,5", "1..5", -0.5, "", ("2,5", "1..5")),
        ("80 %", "0..100", 1.2, "", ("80", "0..100")),
        ("Happy (1)", "-2..+2", 1, "Happy", ("1", "-2..+2")),
        ("★★★★☆", "words", 1, "", ("4", "1..5")),
        ("🙂 3: fine", "1..5", 0, "fine", ("3", "1..5")),
        ("😡", "words", -2, "", ("😡", "faces")),
        ("困惑😕", "words", -1, "困惑", ("困惑😕", "faces")),
        ("😫 Anxious, Stressed", "words", -2, "Anxious, Stressed", ("😫 Anxious, Stressed", "faces")),
        (":-(", "words", -1, "", (":-(", "faces")),
        ("Curious", "words", 1, "Curious", ("Curious", "words")),
        ("not happy", "words", -1, "not happy", ("not happy", "words")),
        ("不满意", "words", -1, "不满意", ("不满意", "words")),
        ("very satisfied", "words", 2, "very satisfied", ("very satisfied", "words")),
        ("Happy -> Confused", "words", 0, "Happy -> Confused", ("Happy -> Confused", "words")),
    ],
)
def test_a_feeling_is_read_with_what_the_source_said(text, scale, value, label, kept):
    score = read_score(text, scale)
    assert score is not None
    assert (score.value, score.label, (score.number, score.scale)) == (value, label, kept)


@pytest.mark.parametrize("text", ["", "[Emotion]", "Note:Done", "http://x", "2026-01-01", "3 1/2 of 7"])
def test_what_is_no_feeling_is_none(text):
    assert read_score(text, "words") is None


def test_a_number_beyond_its_scale_is_told():
    score = read_score("7", "1..5")
    assert score is not None
    assert (score.value, score.beyond) == (2, True)


@pytest.mark.parametrize(
    ("title", "texts", "scale"),
    [
        ("Mood", ["1", "5", "3"], "1..5"),
        ("Mood", ["1", "7"], "1..10"),
        ("Mood", ["0", "7"], "0..10"),
        ("Mood", ["-1", "2"], "-2..+2"),
        ("Mood", ["-1", "4"], "-5..+5"),
        ("Mood", ["+1", "0"], "-2..+2"),
        ("Mood", ["0", "0"], "-2..+2"),
        ("Mood", ["20", "95 %"], "0..100"),
        ("Mood", ["4/5", "3/5"], "1..5"),
        ("Mood (1–10)", ["1", "3"], "1..10"),
        ("Mood, −5 to +5", ["1", "2"], "-5..+5"),
        ("Mood", ["happy", "", "😡"], "words"),
        ("Mood", ["[Emotion]", ""], ""),
        ("Mood", [], ""),
    ],
)
def test_the_scale_is_told_by_the_numbers_or_the_name(title, texts, scale):
    assert guessed_scale(title, texts) == scale


@given(st.integers(-20, 20), st.text(max_size=20).map(tidy))
def test_a_feeling_is_written_so_that_it_is_read_again(tenths, label):
    score = read_score(score_text(tenths / 10, label), "-2..+2")
    assert score is not None
    assert (score.value, score.label, score.scale) == (tenths / 10, label, "-2..+2")


def test_what_is_too_long_for_a_label_stands_beside_the_feeling():
    long = "happy " * 20
    score, rest = feeling_in(long, "words")
    assert score is not None
    assert (score.value, score.label, rest) == (1, "", (long.strip(),))
