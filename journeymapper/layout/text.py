"""The text engine: text into shaped lines, the same for the screen, the PDF and the SVG.

Levels come from UAX 9, breaks from ICU, glyphs from HarfBuzz; lines are filled greedily. Nothing is clipped: a word
that is wider than the line is broken between grapheme clusters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from math import inf

import msgspec

from journeymapper.layout.bidi import Direction, leveled
from journeymapper.layout.breaks import LineBreaks, settable
from journeymapper.layout.filling import Setter, Source, fill_lines
from journeymapper.layout.fonts import FontSet, load_fonts
from journeymapper.layout.languages import capitals, tidy_tag, written_language
from journeymapper.layout.runs import set_line
from journeymapper.layout.shaped import Line, Style, TextBlock
from journeymapper.layout.shaping import Shaper, Word, Words
from journeymapper.layout.wording import wording

__all__ = ["LINE_HEIGHT", "Direction", "FontSet", "Metrics", "TextEngine", "load_fonts"]

LINE_HEIGHT = 1.26
"""Height of a line box in em."""

CACHED_BLOCKS = 50_000
_JOINING = "\u200d\ufe0e\ufe0f"


class Metrics(msgspec.Struct, frozen=True, gc=False):
    """Of a line box in points: the baseline lies `ascent` below its top and `descent` above its bottom."""

    ascent: float
    descent: float

    @property
    def line_height(self) -> float:
        """Distance of two baselines."""
        return self.ascent + self.descent


class TextEngine:
    """Shapes and wraps text with the fonts of a set, and remembers what it set.

    `language` is a BCP 47 tag; it decides on breaks and on forms of glyphs. `direction` is that of a paragraph
    without a letter that tells.
    """

    def __init__(self, fonts: FontSet, language: str = "en", direction: Direction = "ltr") -> None:
        self.fonts = fonts
        self.language = tidy_tag(language)
        self.direction = direction
        self._breaks: dict[str, LineBreaks] = {}
        self._shapers: dict[str, Shaper] = {}
        self._words: dict[tuple[tuple[str, ...], str], Words] = {}
        self._setters: dict[tuple[Style, str], Setter] = {}
        self._blocks: dict[tuple[str, Style, float, int, Direction, str], TextBlock] = {}
        self._lines: dict[tuple[str, Style, Direction, str], Line] = {}
        self._metrics: dict[Style, Metrics] = {}
        self._say: Callable[[str], str] | None = None

    def speak(self, language: str, direction: Direction = "ltr") -> bool:
        """Set from now on in this language, and text without a letter that tells in this direction; whether it is news.

        What was laid out before must be laid out again then.
        """
        language = tidy_tag(language)
        if (language, direction) == (self.language, self.direction):
            return False
        self.language, self.direction = language, direction
        self._blocks.clear()
        self._lines.clear()
        self._say = None
        return True

    def say(self, message: str) -> str:
        """What the program itself writes on a map, in the map's language; placeholders are filled by the caller.

        What it says to the person at the window goes through `i18n._`.
        """
        if self._say is None:
            self._say = wording(self.language)
        return self._say(message)

    def capitals(self, text: str) -> str:
        """The text in capitals as the map's language writes them."""
        return capitals(text, self.language)

    def wrap(
        self,
        text: str,
        style: Style,
        width: float,
        *,
        limit: int = 2000,
        direction: Direction = "",
        language: str = "",
    ) -> TextBlock:
        """The text in lines of at most `width` points; the first `limit` characters of it, `cut` where there are more.

        Only a single cluster can be wider than `width`. Empty text has no lines and no height. A paragraph's
        direction is that of its first letter where none is given, its language the engine's.
        """
        key = (text, style, width, limit, direction, language)
        block = self._blocks.get(key)
        if block is None:
            if len(self._blocks) >= CACHED_BLOCKS:
                self._blocks.clear()
            block = self._blocks[key] = self._wrap(*key)
        return block

    def line(self, text: str, style: Style, *, direction: Direction = "", language: str = "") -> Line:
        """The whole text on one line; line breaks in it become spaces."""
        key = (text, style, direction, language)
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) >= CACHED_BLOCKS:
                self._lines.clear()
            line = self._lines[key] = self._line(*key)
        return line

    def width(self, text: str, style: Style) -> float:
        """The width of the text on one line in points, trailing white space not counted."""
        return self.line(text, style).width

    def metrics(self, style: Style) -> Metrics:
        """Where the baseline lies in a line box: ascent and descent of the main face are centred in it."""
        metrics = self._metrics.get(style)
        if metrics is None:
            main = self.fonts.stack(style)[0]
            scale = style.size / self.fonts.units_per_em(main)
            ascent, descent = self.fonts.ascent(main) * scale, self.fonts.descent(main) * scale
            half_leading = (LINE_HEIGHT * style.size - ascent - descent) / 2
            metrics = self._metrics[style] = Metrics(ascent + half_leading, descent + half_leading)
        return metrics

    def _wrap(
        self, text: str, style: Style, width: float, limit: int, direction: Direction, language: str
    ) -> TextBlock:
        kept = settable(text[: _cut(text, limit)])
        missing: set[str] = set()
        above = below = 0.0
        lines = []
        widest = 0.0
        for line, words in self._set(kept, style, width, direction, language):
            lines.append(line)
            widest = max(widest, line.width)
            for word in words:
                if word.odd:
                    above = max(above, word.above)
                    below = max(below, word.below)
                    missing |= word.missing
        metrics = self.metrics(style)
        ascent = max(metrics.ascent, above * style.size)
        pitch = ascent + max(metrics.descent, below * style.size)
        cut = len(text) > len(kept)
        return TextBlock(tuple(lines), widest, pitch * len(lines), pitch, ascent, frozenset(missing), cut)

    def _line(self, text: str, style: Style, direction: Direction, language: str) -> Line:
        flat = " ".join(settable(text).splitlines())
        for line, _words in self._set(flat, style, inf, direction, language):
            return line
        return Line(tuple, 0.0, "", 0, 0)

    def _set(
        self, text: str, style: Style, width: float, direction: Direction, language: str
    ) -> Iterator[tuple[Line, list[Word]]]:
        """The lines of a text without control characters, each with its words."""
        tongue = self._tongue(text, language)
        marked = leveled(text, direction, self.direction)
        source = Source(text, marked.levels if marked else None)
        spans = self._breaker(tongue).segments(text)
        for start, end, words in fill_lines(source, spans, self._setter(style, tongue), width):
            base = marked.base(start) if marked else None
            yield set_line(self.fonts, words, style, text[start:end], start, base), words

    def _tongue(self, text: str, language: str) -> str:
        """The language that a text is set in: what it is said to be in, unless its letters say that it is another."""
        said = tidy_tag(language) if language else self.language
        return said if text.isascii() else written_language(text, said)

    def _breaker(self, language: str) -> LineBreaks:
        breaks = self._breaks.get(language)
        if breaks is None:
            breaks = self._breaks[language] = LineBreaks(language)
        return breaks

    def _setter(self, style: Style, language: str) -> Setter:
        setter = self._setters.get((style, language))
        if setter is None:
            stack = self.fonts.stack(style, language)
            words = self._words.get((stack, language))
            if words is None:
                shaper = self._shapers.get(language)
                if shaper is None:
                    shaper = self._shapers[language] = Shaper(self.fonts, language)
                words = Words(self.fonts, stack, self._breaker(language), shaper)
                self._words[stack, language] = words
            setter = self._setters[style, language] = Setter(words, style)
        return setter


def _cut(text: str, limit: int) -> int:
    """Where to cut a long text: at `limit`, or a little before so as not to part a letter from its marks."""
    if len(text) <= limit:
        return len(text)
    end = limit
    while end > max(limit - 32, 1) and (unicodedata.combining(text[end]) or text[end] in _JOINING):
        end -= 1
    return end
