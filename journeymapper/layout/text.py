"""The text engine: text into shaped lines, the same for the screen, the PDF and the SVG.

Breaks come from ICU, glyphs from HarfBuzz, lines are filled greedily. Nothing is clipped: a word that is wider than
the line is broken between grapheme clusters.
"""

from __future__ import annotations

import unicodedata
from math import inf

import msgspec

from journeymapper.layout.breaks import LineBreaks, settable
from journeymapper.layout.filling import Setter, fill_lines
from journeymapper.layout.fonts import FontSet, load_fonts
from journeymapper.layout.runs import set_line
from journeymapper.layout.shaped import Line, Style, TextBlock
from journeymapper.layout.shaping import Words

__all__ = ["LINE_HEIGHT", "FontSet", "Metrics", "TextEngine", "load_fonts"]

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

    `language` is a BCP 47 tag; it decides on breaks and on forms of glyphs.
    """

    def __init__(self, fonts: FontSet, language: str = "en") -> None:
        self.fonts = fonts
        self._breaks = LineBreaks(language)
        self._language = language
        self._words: dict[tuple[str, ...], Words] = {}
        self._setters: dict[Style, Setter] = {}
        self._blocks: dict[tuple[str, Style, float, int], TextBlock] = {}
        self._lines: dict[tuple[str, Style], Line] = {}
        self._metrics: dict[Style, Metrics] = {}

    def wrap(self, text: str, style: Style, width: float, *, limit: int = 2000) -> TextBlock:
        """The text in lines of at most `width` points; the first `limit` characters of it, `cut` where there are more.

        Only a single cluster can be wider than `width`. Empty text has no lines and no height.
        """
        key = (text, style, width, limit)
        block = self._blocks.get(key)
        if block is None:
            if len(self._blocks) >= CACHED_BLOCKS:
                self._blocks.clear()
            block = self._blocks[key] = self._wrap(text, style, width, limit)
        return block

    def line(self, text: str, style: Style) -> Line:
        """The whole text on one line; line breaks in it become spaces."""
        line = self._lines.get((text, style))
        if line is None:
            if len(self._lines) >= CACHED_BLOCKS:
                self._lines.clear()
            line = self._lines[text, style] = self._line(text, style)
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

    def _wrap(self, text: str, style: Style, width: float, limit: int) -> TextBlock:
        metrics = self.metrics(style)
        kept = settable(text[: _cut(text, limit)])
        missing: frozenset[str] = frozenset()
        lines = []
        widest = 0.0
        for start, end, words in fill_lines(kept, self._breaks.segments(kept), self._setter(style), width):
            line = set_line(self.fonts, words, style, kept[start:end], start)
            lines.append(line)
            widest = max(widest, line.width)
            for word in words:
                if word.missing:
                    missing |= word.missing
        height = metrics.line_height * len(lines)
        cut = len(text) > len(kept)
        return TextBlock(tuple(lines), widest, height, metrics.line_height, metrics.ascent, missing, cut)

    def _line(self, text: str, style: Style) -> Line:
        flat = " ".join(settable(text).splitlines())
        for start, end, words in fill_lines(flat, self._breaks.segments(flat), self._setter(style), inf):
            return set_line(self.fonts, words, style, flat[start:end], start)
        return Line((), 0.0, "", 0, 0)

    def _setter(self, style: Style) -> Setter:
        setter = self._setters.get(style)
        if setter is None:
            stack = self.fonts.stack(style)
            words = self._words.get(stack)
            if words is None:
                words = self._words[stack] = Words(self.fonts, stack, self._breaks, self._language)
            setter = self._setters[style] = Setter(words, style)
        return setter


def _cut(text: str, limit: int) -> int:
    """Where to cut a long text: at `limit`, or a little before so as not to part a letter from its marks."""
    if len(text) <= limit:
        return len(text)
    end = limit
    while end > max(limit - 32, 1) and (unicodedata.combining(text[end]) or text[end] in _JOINING):
        end -= 1
    return end
