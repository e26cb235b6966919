"""Embedding levels and the order of what is mixed: the Unicode Bidirectional Algorithm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.layout.bidi import base_level, has_right_to_left, levels, removed, visual_order
from tests.unicode_files import unicode_lines

LEFT, RIGHT, AUTO = 0, 1, 2

# text, paragraph's direction, its level, levels ("x": removed), places from left to right.
SAMPLES = [
    ("abc", AUTO, 0, "000", "012"),
    ("אבג", AUTO, 1, "111", "210"),
    ("123", AUTO, 0, "000", "012"),
    ("אב 12", AUTO, 1, "11122", "34210"),
    ("سعر 12", AUTO, 1, "111122", "453210"),
    ("a אב b", AUTO, 0, "001100", "013245"),
    ("א ab ב", AUTO, 1, "112211", "542310"),
    ("ab.", RIGHT, 1, "221", "201"),
    ("אב.", LEFT, 0, "110", "102"),
    ("(אב)", LEFT, 0, "0110", "0213"),
    ("א(b)ג", AUTO, 1, "11211", "43210"),
    ("a(ב)c", AUTO, 0, "00100", "01234"),
    ("אa(b)", AUTO, 1, "12222", "12340"),
    ("\u2067ab\u2069 c", AUTO, 0, "022000", "012345"),
    ("\u202eab\u202c", LEFT, 0, "x11x", "21"),
    ("ab\u2066אב\u2069", AUTO, 0, "000330", "012435"),
    ("\u2068א\u2069a", AUTO, 0, "0100", "0123"),
    ("א\tב", LEFT, 0, "101", "012"),
    ("א 1+2", AUTO, 1, "11222", "23410"),
    ("א 1,2", AUTO, 1, "11222", "23410"),
    ("א 50%", AUTO, 1, "11222", "23410"),
    ("a\u0301אב\u05b0", AUTO, 0, "00111", "01432"),
    ("א\u2329b\u3009", RIGHT, 1, "1121", "3210"),
    ("", AUTO, 0, "", ""),
]


def resolved(text: str, direction: int) -> tuple[int, list[str], list[int]]:
    base = base_level(text) if direction == AUTO else direction
    found, gone = levels(text, base), removed(text)
    kept = [place for place, out in enumerate(gone) if not out]
    order = visual_order([found[place] for place in kept])
    shown = ["x" if out else str(level) for level, out in zip(found, gone, strict=True)]
    return base, shown, [kept[index] for index in order]


@pytest.mark.parametrize(("text", "direction", "base", "expected", "order"), SAMPLES)
def test_a_text_has_these_levels_and_this_order(
    text: str, direction: int, base: int, expected: str, order: str
) -> None:
    assert resolved(text, direction) == (base, list(expected), list(map(int, order)))


def test_every_case_of_the_character_test_of_unicode() -> None:
    wrong, count = [], 0
    for line in unicode_lines("BidiCharacterTest.txt"):
        codes, direction, base, expected, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        count += 1
        if resolved(text, int(direction)) != (int(base), expected.split(), list(map(int, order.split()))):
            wrong.append(line)
    assert not wrong
    assert count >= 91_707


def test_text_without_a_right_to_left_letter_is_known_at_once() -> None:
    assert not has_right_to_left("Zürich, Αθήνα, Москва, 東京, ไทย 😀 \ufeff 1+2 (a)")
    assert has_right_to_left("a\u200fb")
    assert has_right_to_left("١٢")
    assert has_right_to_left("\u2067a\u2069")


@given(st.text(alphabet="abאבسع 12(),+%\u0301\u05b0\u2067\u2068\u2069\u202e\u202c\t", max_size=40))
def test_nothing_is_lost_in_the_order(text: str) -> None:
    base = base_level(text)
    found = levels(text, base)
    assert len(found) == len(text)
    assert all(base <= level <= 126 for level in found)
    assert sorted(visual_order(found)) == list(range(len(text)))


@given(st.text(max_size=60))
def test_text_that_cannot_run_from_right_to_left_stays_as_it_is(text: str) -> None:
    if not has_right_to_left(text):
        assert base_level(text) == 0
        assert visual_order(levels(text, 0)) == list(range(len(text)))


def test_brackets_deeper_than_can_be_paired_do_no_harm() -> None:
    text = "א" + "(" * 80 + "b" + ")" * 80
    assert len(levels(text, 1)) == len(text)
