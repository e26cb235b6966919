"""What people wrote, and what breaks programs, on cards: all ink stands inside its card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymapper.layout.boxes import Box
from journeymapper.layout.fonts import FontSet, load_fonts
from journeymapper.layout.grid import Layouter
from journeymapper.layout.parts import TextAt
from journeymapper.layout.shaped import GlyphRun
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from tests.every_script import SAMPLES, labels, map_of, naughty

FONTS = load_fonts()
SLACK = 0.6
"""Points that ink may stand out: a slanted letter leans over its end."""

Ink = tuple[float, float, float, float]


def ink_of(fonts: FontSet, run: GlyphRun, x: float, y: float) -> Iterator[Ink]:
    """Left, top, right, bottom of each glyph's ink, with the run's origin at (x, y)."""
    font, scale = fonts.hb_font(run.face), run.size / fonts.units_per_em(run.face)
    for glyph, left, down in zip(run.glyphs, run.xs, run.ys, strict=True):
        extents = font.get_glyph_extents(glyph)
        if glyph and extents is not None and extents.width:
            edge, top = x + left + extents.x_bearing * scale, y + down - extents.y_bearing * scale
            yield edge, top, edge + extents.width * scale, top - extents.height * scale


def leaving(box: Box) -> list[str]:
    """Texts of a card with ink outside of it."""
    found = []
    for part in box.inner.parts:
        if not isinstance(part, TextAt):
            continue
        top = part.y + (box.height if part.bottom else 0.0)
        for index, line in enumerate(part.block.lines):
            baseline = top + part.block.ascent + index * part.block.line_height
            for placed in line.runs:
                for ink in ink_of(FONTS, placed.run, part.x + placed.x, baseline):
                    outside = (
                        max(-ink[0], -ink[1], ink[2] - box.width, ink[3] - box.height)
                        > SLACK * placed.run.size / 8
                    )
                    if outside:
                        found.append(f"{line.text!r}: {ink} of {box.width, box.height}")
    return found


def check(texts: list[str], language: str = "en") -> None:
    document = map_of(texts, language=language)
    grid = Layouter(TextEngine(FONTS, language), load_theme()).grid(document, {})
    boxes = [box for row in grid.rows for box in row.boxes]
    assert len(boxes) == len(texts)
    assert not [text for box in boxes for text in leaving(box)]


@pytest.mark.parametrize("script", SAMPLES)
def test_the_ink_of_every_script_stands_inside_its_card(script: str) -> None:
    check([SAMPLES[script], SAMPLES[script] * 6, *SAMPLES[script].split()])


def test_the_ink_of_every_label_stands_inside_its_card(corpus: Path) -> None:
    found = [text for _script, text in labels(corpus)]
    assert len(found) == 1_542
    check(found)


def test_the_ink_of_strings_that_break_programs_stands_inside_its_card(corpus: Path) -> None:
    check(naughty(corpus))


def test_no_label_lacks_a_character(corpus: Path) -> None:
    lacking = {char for _script, text in labels(corpus) for char in FONTS.lacking(text)}
    assert lacking == set()
