"""The very first text that an engine sets may be any text at all."""

import pytest

from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme

FONTS = load_fonts()


@pytest.mark.parametrize("text", [" a", " ", "\n", " \n b", "\xa0", "\u2028", "\u200b", "\t", ""], ids=ascii)
@pytest.mark.parametrize("language", ["", "ar", "ja"])
def test_a_text_without_a_letter_at_its_beginning_can_be_the_first(text: str, language: str) -> None:
    block = TextEngine(FONTS).wrap(text, load_theme().styles["card"], 120.0, language=language)
    assert "".join(text[line.start : line.end] for line in block.lines).split() == text.split()
