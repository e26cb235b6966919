"""Languages of maps as the line breaker takes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker, LineBreaker
from icu4py.locale import Locale

from journeymapper.layout.breaks import LineBreaks, language_tag
from journeymapper.layout.languages import quotation_marks
from journeymapper.layout.shaped import Style
from journeymapper.layout.text import TextEngine, load_fonts


@pytest.mark.parametrize("tag", ["en", "de-AT", "zh-Hant-TW", "ja", "x" * 35])
def test_what_has_the_form_of_a_tag_stays(tag: str) -> None:
    assert language_tag(tag) == tag


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("JA", "ja"), ("ja_JP", "ja-JP"), ("zh_tw", "zh-TW"), (" ar ", "ar"), ("ZH-hANT-tw", "zh-Hant-TW")],
)
def test_a_tag_in_other_letters_is_the_same_tag(typed: str, tag: str) -> None:
    assert language_tag(typed) == tag
    assert quotation_marks(typed) == quotation_marks(tag)
    wrapped = TextEngine(load_fonts(), typed).wrap("東京", Style(8.0), 30)
    assert (
        wrapped.lines[0].runs[0].run.face
        == TextEngine(load_fonts(), tag).line("東京", Style(8.0)).runs[0].run.face
    )


@pytest.mark.parametrize("text", ["", "e\0n", "de AT", "日本語", 'en" onload="', "en\n", "x" * 36])
def test_anything_else_counts_as_english(text: str) -> None:
    assert language_tag(text) == "en"
    sentence = "Buys shoes in a shop"
    assert LineBreaks(text).segments(sentence) == LineBreaks("en").segments(sentence)
    assert TextEngine(load_fonts(), text).wrap(sentence, Style(8.0), 30).lines


@given(
    st.text(alphabet="abZ09éßΩжЯאםبلُकि्अঅহ',.:;  1", max_size=24),
    st.sampled_from(("en", "ja", "fr", "th", "zh", "ar")),
)
def test_plain_text_is_cut_as_icu_cuts_it(text: str, language: str) -> None:
    locale = Locale("ja@lb=strict" if language == "ja" else language)
    assert LineBreaks(language).segments(text) == list(LineBreaker(text, locale).segments())


@given(st.text(alphabet="אתءيあんアーン一龥가힣\u05b0\u064b\u3099\u200dA", max_size=12))
def test_graphemes_are_those_of_icu(text: str) -> None:
    assert LineBreaks("en").clusters(text) == list(CharacterBreaker(text, Locale("en")).segments())
