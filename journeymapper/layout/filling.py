"""Filling lines with words: greedily, from left to right, each line as full as it gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from journeymapper.layout.shaped import Style
from journeymapper.layout.shaping import Word, Words

_SLACK = 1e-3  # points: a text must fit into the width that was measured for it

Span = tuple[int, int]
FilledLine = tuple[int, int, list[Word]]
"""Where the line starts and ends in the text, and its words; white space after the last core is not part of it."""


class Setter(msgspec.Struct, frozen=True):
    """Sets words in one style."""

    words: Words
    style: Style

    @property
    def tracking(self) -> float:
        """Added after each cluster, in points."""
        return self.style.tracking * self.style.size

    def core_advance(self, word: Word) -> float:
        """The width of a word without the white space after it, in points."""
        return word.core_advance * self.style.size + word.core_count * self.tracking


class Source(msgspec.Struct, frozen=True):
    """A text to be set, and the embedding level of each of its characters; None where all are 0."""

    text: str
    levels: bytes | None = None

    def word(self, words: Words, begin: int, end: int) -> Word:
        """What stands between two places."""
        if self.levels is None:
            return words[self.text[begin:end]]
        return words.leveled(self.text[begin:end], self.levels[begin:end])


def fill_lines(source: Source, spans: Sequence[Span], setter: Setter, width: float) -> Iterator[FilledLine]:
    """The lines of a text cut at `spans`, none for an empty one. After a line break at the end comes an empty line."""
    size, tracking = setter.style.size, setter.tracking
    room = max(width + tracking, 0.0) + _SLACK
    line: list[Word] = []
    start, stop, pen = 0, 0, 0.0
    for begin, end, word in _fitting(source, spans, setter, room):
        if line and pen + word.core_advance * size + word.core_count * tracking > room:
            if any(earlier.core_length for earlier in line):
                yield start, stop, line
            line, start, pen = [], begin, 0.0
        line.append(word)
        stop = begin + word.core_length
        pen += word.advance * size + word.count * tracking
        if word.mandatory:
            yield start, stop, line
            line, start, stop, pen = [], end, end, 0.0
    if spans:
        yield start, stop, line


def _fitting(
    source: Source, spans: Sequence[Span], setter: Setter, room: float
) -> Iterator[tuple[int, int, Word]]:
    """The words with their spans, those that are wider than a line in parts that are not."""
    words, size, tracking = setter.words, setter.style.size, setter.tracking
    for begin, end in spans:
        word = source.word(words, begin, end)
        if word.core_advance * size + word.core_count * tracking > room:
            yield from _broken(source, (begin, end), word, setter, room)
        else:
            yield begin, end, word


def _broken(
    source: Source, span: Span, word: Word, setter: Setter, room: float
) -> Iterator[tuple[int, int, Word]]:
    """A word in parts as wide as a line, at least one cluster each; the last one keeps the white space."""
    begin, end = span
    stops = _stops(setter, word)

    def part(first: int, last: int) -> tuple[int, int, Word]:
        cut = begin + stops[first][0], end if last == len(stops) - 1 else begin + stops[last][0]
        return *cut, source.word(setter.words, *cut)

    first = 0
    while first < len(stops) - 1:
        last = first + 1
        while last < len(stops) - 1 and stops[last + 1][1] - stops[first][1] <= room:
            last += 1
        found = part(first, last)
        # Without its neighbour, and so without the kerning, the last cluster can be wider than it was in the word.
        while last > first + 1 and setter.core_advance(found[2]) > room:
            last -= 1
            found = part(first, last)
        yield found
        first = last


def _stops(setter: Setter, word: Word) -> list[tuple[int, float]]:
    """(index, offset in points) of each cluster of a word, and of its end, in the order of the text."""
    stops: list[tuple[int, float]] = []
    start, pen = 0, 0.0
    for piece in word.core_pieces:
        scale = setter.style.size / setter.words.units_per_em(piece.face)
        tracking = setter.tracking if piece.spaced else 0.0
        for number, (index, units) in enumerate(piece.stops):
            stops.append((start + index if stops else 0, pen + units * scale + number * tracking))
        start += len(piece.text)
        pen += piece.advance * scale + piece.spaced * setter.tracking
    return [*stops, (word.core_length, pen)]
