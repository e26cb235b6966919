"""Boxes with a number in them, for what no font has."""

from __future__ import annotations

import pytest

from journeymapper.drawing.ops import Path, Text
from journeymapper.drawing.shapes import line_ops
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.shaped import Style
from journeymapper.layout.text import TextEngine

ENGINE = TextEngine(load_fonts())
INK = "#000000"


def drawn(text: str, *, upright: bool = False) -> tuple[list[Text], list[Path]]:
    ops = list(line_ops(ENGINE.line(text, Style(10)), 5, 20, INK, upright=upright))
    return [op for op in ops if isinstance(op, Text)], [op for op in ops if isinstance(op, Path)]


def extent(path: Path) -> tuple[float, float, float, float]:
    points = [segment[1:] for segment in path.segments if segment[0] != "Z"]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def test_each_missing_character_has_a_box_where_its_glyph_would_be() -> None:
    (text,), boxes = drawn("a\ue123b\U000f0000")
    assert len(boxes) == 2
    places = [text.x + x for x, glyph in zip(text.run.xs, text.run.glyphs, strict=True) if glyph == 0]
    for box, place in zip(boxes, places, strict=True):
        left, top, right, bottom = extent(box)
        assert place < left < right < place + 7.4
        assert (top, bottom) == pytest.approx((20 - 7.8, 20 + 0.8))


def test_boxes_of_different_characters_differ() -> None:
    shapes = set()
    for char in "\ue123\ue124\ue1cd\uefab\ue789\U000f0456":
        _texts, (box,) = drawn(char)
        shapes.add(box.segments)
    assert len(shapes) == 6


def test_a_box_stands_upright_with_its_text() -> None:
    _texts, (box,) = drawn("\ue123", upright=True)
    left, top, right, bottom = extent(box)
    assert (left, right) == pytest.approx((5 - 7.8, 5 + 0.8))
    assert 20 - 7.4 < top < bottom < 20


def test_nothing_is_drawn_for_text_that_is_there() -> None:
    assert drawn("plain")[1] == []
