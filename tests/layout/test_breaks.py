"""Languages of maps as the line breaker takes them."""

from __future__ import annotations

import pytest

from journeymapper.layout.breaks import LineBreaks, language_tag
from journeymapper.layout.shaped import Style
from journeymapper.layout.text import TextEngine, load_fonts


@pytest.mark.parametrize("tag", ["en", "de-AT", "zh-Hant-TW", "ja", "x" * 35])
def test_what_has_the_form_of_a_tag_stays(tag: str) -> None:
    assert language_tag(tag) == tag


@pytest.mark.parametrize("text", ["", "e\0n", "de AT", "日本語", 'en" onload="', "en\n", "x" * 36])
def test_anything_else_counts_as_english(text: str) -> None:
    assert language_tag(text) == "en"
    sentence = "Buys shoes in a shop"
    assert LineBreaks(text).segments(sentence) == LineBreaks("en").segments(sentence)
    assert TextEngine(load_fonts(), text).wrap(sentence, Style(8.0), 30).lines
