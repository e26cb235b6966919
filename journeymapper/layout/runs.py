"""Shaped words into the glyph runs of a line: one run for each stretch of one face and one level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, groupby
from operator import attrgetter

import msgspec
from msgspec.structs import replace

from journeymapper.layout.bidi import visual_order
from journeymapper.layout.fonts import FontSet
from journeymapper.layout.glyphs import Piece
from journeymapper.layout.shaped import GlyphRun, Line, PlacedRun, Style, counting, zeros
from journeymapper.layout.shaping import Word


def set_line(
    fonts: FontSet, words: Sequence[Word], style: Style, text: str, start: int, base: int | None = None
) -> Line:
    """The words side by side, without the white space at the end.

    `text` is what the line says, `start` its place in the wrapped text. `base` is the level of the paragraph; None
    where nothing of it is read from right to left.
    """
    backwards = base == 1
    last = len(words) - 1
    while last > 0 and not words[last].core_length:
        last -= 1
    if last < 0 or not words[last].core_pieces:
        return Line(tuple, 0.0, text, start, start + len(text), backwards)
    ending = words[last]
    advance, count = ending.core_advance, ending.core_count
    for word in words[:last]:
        advance += word.advance
        count += word.count
    width = advance * style.size
    if style.tracking and count:
        # None goes behind the last letter.
        behind = ending.core_pieces[-1].spaced and not backwards
        width = max(width + (count - bool(behind)) * style.tracking * style.size, 0.0)
    make = _Setting(fonts, tuple(words[: last + 1]), style, base is not None)
    return Line(make, width, text, start, start + len(text), backwards)


class _Setting(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What the runs of a line are made of, when they are asked for."""

    fonts: FontSet
    words: tuple[Word, ...]
    style: Style
    mixed: bool

    def __call__(self) -> tuple[PlacedRun, ...]:
        *before, ending = self.words
        pieces = [piece for word in before for piece in word.pieces]
        pieces += ending.core_pieces
        return _placed(self.fonts, pieces, self.style, self.mixed)


def _placed(fonts: FontSet, pieces: list[Piece], style: Style, mixed: bool) -> tuple[PlacedRun, ...]:
    runs = list(_leveled_runs(fonts, pieces, style) if mixed else _runs(fonts, pieces, style))
    order = visual_order([run.level for run in runs])
    lefts = [0.0] * len(runs)
    pen = 0.0
    for index in order:
        lefts[index] = pen
        pen += runs[index].advance
    return tuple(map(PlacedRun, lefts, runs))


def _runs(fonts: FontSet, pieces: list[Piece], style: Style) -> Iterator[GlyphRun]:
    for face, group in _by_face(pieces):
        run = _run(face, style.size / fonts.units_per_em(face), group, style)
        if run.glyphs:
            yield run


def _leveled_runs(fonts: FontSet, pieces: list[Piece], style: Style) -> Iterator[GlyphRun]:
    for (face, level), pieces_of_run in groupby(pieces, attrgetter("face", "level")):
        group = list(pieces_of_run)
        scale = style.size / fonts.units_per_em(face)
        if level % 2:
            run = _backward_run(face, scale, group, style)
        else:
            run = replace(_run(face, scale, group, style), level=level)
        if run.glyphs:
            yield run


def _by_face(pieces: list[Piece]) -> Iterable[tuple[str, list[Piece]]]:
    face = pieces[0].face
    for piece in pieces:
        if piece.face != face:
            return [(face, list(group)) for face, group in groupby(pieces, attrgetter("face"))]
    return ((face, pieces),)


def _run(face: str, scale: float, pieces: Sequence[Piece], style: Style) -> GlyphRun:
    for piece in pieces:
        if not piece.plain:
            return _any_run(face, scale, pieces, style)
    if style.tracking:
        return _any_run(face, scale, pieces, style)
    advances = chain.from_iterable([piece.advances for piece in pieces])
    xs = [pen * scale for pen in accumulate(advances, initial=0.0)]
    advance = xs.pop()
    glyphs = tuple(chain.from_iterable([piece.glyphs for piece in pieces]))
    text = "".join([piece.text for piece in pieces])
    return GlyphRun(face, style.size, text, glyphs, tuple(xs), zeros(len(xs)), counting(len(xs)), advance)


def _any_run(face: str, scale: float, pieces: Sequence[Piece], style: Style) -> GlyphRun:
    """The long way: marks above and below, clusters of several glyphs or characters, tracking."""
    glyphs: list[int] = []
    xs: list[float] = []
    ys: list[float] = []
    clusters: list[int] = []
    tracking = style.tracking * style.size
    pen, start = 0.0, 0
    for piece in pieces:
        glyphs += piece.glyphs
        starts = piece.starts()
        after = tracking if piece.spaced else 0.0
        for (x, y), number in zip(piece.places(), _ordinals(starts), strict=True):
            xs.append(pen + x * scale + number * after)
            ys.append(-y * scale if y else 0.0)
        clusters += [start + cluster for cluster in starts]
        start += len(piece.text)
        pen += piece.advance * scale + piece.spaced * tracking
    text = "".join([piece.text for piece in pieces])
    places = (tuple(glyphs), tuple(xs), tuple(ys), tuple(clusters))
    return GlyphRun(face, style.size, text, *places, pen, 0, 0 in glyphs)


def _backward_run(face: str, scale: float, pieces: Sequence[Piece], style: Style) -> GlyphRun:
    """Pieces that are read from right to left: the last one stands on the left. It is never tracked."""
    starts = accumulate((len(piece.text) for piece in pieces), initial=0)
    glyphs: list[int] = []
    xs: list[float] = []
    ys: list[float] = []
    clusters: list[int] = []
    pen = 0.0
    for piece, start in reversed(list(zip(pieces, starts, strict=False))):
        glyphs += piece.glyphs
        for x, y in piece.places():
            xs.append(pen + x * scale)
            ys.append(-y * scale if y else 0.0)
        clusters += [start + cluster for cluster in piece.starts()]
        pen += piece.advance * scale
    text = "".join([piece.text for piece in pieces])
    places = (tuple(glyphs), tuple(xs), tuple(ys), tuple(clusters))
    return GlyphRun(face, style.size, text, *places, pen, pieces[0].level, 0 in glyphs)


def _ordinals(clusters: Sequence[int]) -> Iterator[int]:
    """For each glyph the number of clusters before its own."""
    for number, (_, glyphs) in enumerate(groupby(clusters)):
        for _glyph in glyphs:
            yield number
