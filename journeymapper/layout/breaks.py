"""Where a line may end: UAX 14 by ICU, which also knows the words of Thai and the rules of Japanese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

from journeymapper.layout.languages import tidy_tag

if TYPE_CHECKING:
    from icu4py.locale import Locale

MANDATORY = "\n\r\v\f\x85\u2028\u2029"
"""Characters after which a line must end."""

USUAL_LANGUAGE = "en"

_LANGUAGE = re.compile("[A-Za-z0-9-]{1,35}")
# Letters, figures and the signs that part nothing: here lines end after spaces only, in every language.
_LETTER = (
    "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0391-\u03a1\u03a3-\u03c9\u0400-\u0481"
    "\u05d0-\u05ea\u0620-\u0652\u0904-\u0963\u0985-\u09b9]"
)
_SIMPLE = re.compile(f"(?:{_LETTER}+[',.:;]*(?: +|$))*")
_SIMPLE_PART = re.compile("[^ ]+ *")
# Letters that are graphemes by themselves beside any of their like: of Hebrew, Arabic, kana, Han, whole syllables.
_APART = re.compile(
    "[\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3]*"
)
_UNSETTABLE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u1680\ud800-\udfff]")


class LineBreaks:
    """ICU's line breaker for one language, a BCP 47 tag. ICU is imported with the first text."""

    def __init__(self, language: str) -> None:
        self._language = language_tag(language)
        self._locale: Locale | None = None

    def segments(self, text: str) -> list[tuple[int, int]]:
        """The text cut wherever a line may end, white space going with what precedes it: (start, end) of each part.

        The text must hold no lone surrogates (see `settable`).
        """
        if _SIMPLE.fullmatch(text):
            # As ICU would do it, without the cost of one of its iterators.
            return [part.span() for part in _SIMPLE_PART.finditer(text)]
        from icu4py.breakers import LineBreaker

        found = LineBreaker(text, self._locale or self._find_locale()).segments()
        return list(found) if text.isascii() or max(text) <= "\uffff" else _from_utf16(text, found)

    def clusters(self, text: str) -> list[tuple[int, int]]:
        """The grapheme clusters of a text without lone surrogates, as (start, end)."""
        if _APART.fullmatch(text):
            return [(place, place + 1) for place in range(len(text))]
        from icu4py.breakers import CharacterBreaker

        found = CharacterBreaker(text, self._locale or self._find_locale()).segments()
        return list(found) if max(text, default="") <= "\uffff" else _from_utf16(text, found)

    def _find_locale(self) -> Locale:
        from icu4py.locale import Locale

        # Japanese texts on cards are short: small kana at the start of a line look wrong to readers.
        tag = f"{self._language}@lb=strict" if self._language.startswith("ja") else self._language
        self._locale = Locale(tag)
        return self._locale


def language_tag(text: str) -> str:
    """The text, in usual letters, where it has the form of a BCP 47 tag, else English: maps hold what people typed."""
    tag = tidy_tag(text)
    return tag if _LANGUAGE.fullmatch(tag) else USUAL_LANGUAGE


def settable(text: str) -> str:
    """The text with control characters and lone surrogates replaced, one for one: places in it stay places in `text`.

    Controls become word joiners, which are invisible and no place to break; a lone surrogate becomes U+FFFD.
    """
    return _UNSETTABLE.sub(_replacement, text) if _UNSETTABLE.search(text) else text


def _replacement(match: re.Match[str]) -> str:
    char = match.group()
    if char == "\u1680":  # a space with ink in it, which hardly any font has
        return " "
    return "\ufffd" if char >= "\ud800" else "\u2060"


def _from_utf16(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """ICU counts UTF-16 units, Python characters."""
    place = {units: i for i, units in enumerate(accumulate((1 + (c > "\uffff") for c in text), initial=0))}
    return [(place[start], place[end]) for start, end in spans]
