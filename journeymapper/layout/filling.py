"""Filling lines with words: greedily, from left to right, each line as full as it gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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

    def words(self, words: Words, spans: Sequence[Span]) -> list[Word]:
        """What stands in each of the spans."""
        text = self.text
        if self.levels is None:
            return [words[text[begin:end]] for begin, end in spans]
        return [words.leveled(text[begin:end], self.levels[begin:end]) for begin, end in spans]

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
    start, stop, pen, inked = 0, 0, 0.0, False
    for begin, word in _fitting(source, spans, setter, room):
        if line and pen + word.core_advance * size + word.core_count * tracking > room:
            if inked:
                yield start, stop, line
            line, start, pen, inked = [], begin, 0.0, False
        line.append(word)
        if word.core_length:
            inked = True
        stop = begin + word.core_length
        pen += word.advance * size + word.count * tracking
        if word.mandatory:
            yield start, stop, line
            end = begin + word.length
            line, start, stop, pen, inked = [], end, end, 0.0, False
    if spans:
        yield start, stop, line


def _fitting(
    source: Source, spans: Sequence[Span], setter: Setter, room: float
) -> Iterable[tuple[int, Word]]:
    """The words and where they begin, those that are wider than a line in parts that are not."""
    size, tracking = setter.style.size, setter.tracking
    words = source.words(setter.words, spans)
    for word in words:
        if word.core_advance * size + word.core_count * tracking > room:
            return _parts(source, spans, words, setter, room)
    return zip([begin for begin, _ in spans], words, strict=True)


def _parts(
    source: Source, spans: Sequence[Span], words: Sequence[Word], setter: Setter, room: float
) -> Iterator[tuple[int, Word]]:
    for span, word in zip(spans, words, strict=True):
        if setter.core_advance(word) > room:
            yield from _broken(source, span, word, setter, room)
        else:
            yield span[0], word


def _broken(
    source: Source, span: Span, word: Word, setter: Setter, room: float
) -> Iterator[tuple[int, Word]]:
    """A word in parts as wide as a line, at least one cluster each; the last one keeps the white space."""
    begin, end = span
    stops = _stops(setter, word)

    def part(first: int, last: int) -> tuple[int, Word]:
        cut = begin + stops[first][0], end if last == len(stops) - 1 else begin + stops[last][0]
        return cut[0], source.word(setter.words, *cut)

    first = 0
    while first < len(stops) - 1:
        last = first + 1
        while last < len(stops) - 1 and stops[last + 1][1] - stops[first][1] <= room:
            last += 1
        found = part(first, last)
        # Without its neighbour, and so without the kerning, the last cluster can be wider than it was in the word.
        while last > first + 1 and setter.core_advance(found[1]) > room:
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
        for number, (index, units) in enumerate(piece.stops()):
            stops.append((start + index if stops else 0, pen + units * scale + number * tracking))
        start += len(piece.text)
        pen += piece.advance * scale + piece.spaced * setter.tracking
    return [*stops, (word.core_length, pen)]
