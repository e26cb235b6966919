"""Glyphs as HarfBuzz gives them for a part of a word, kept small: most text is one glyph a character, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import uharfbuzz as hb

    from journeymapper.layout.items import Item

# Letters of these hang together: tracking would tear them apart.
_JOINED_SCRIPTS = frozenset(("Arab", "Beng", "Deva", "Guru", "Mand", "Mong", "Nkoo", "Syrc"))


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A part of a word in one face, one script and one level, in font units (y upwards), from left to right.

    `clusters[i]` is where in `text` the cluster of glyph i starts; None where each glyph is one character, in order.
    `moves` are (x, y) that each glyph stands beside where the `advances` before it put it; None where none does.
    `spaced`: behind how many clusters tracking goes.
    """

    face: str
    text: str
    glyphs: tuple[int, ...]
    advances: tuple[float, ...]
    advance: int
    spaced: int
    level: int = 0
    clusters: tuple[int, ...] | None = None
    moves: tuple[tuple[int, int], ...] | None = None

    @property
    def plain(self) -> bool:
        """Whether it is one glyph for each character, none of them moved."""
        return self.clusters is None and self.moves is None

    def starts(self) -> tuple[int, ...]:
        """The cluster of each glyph."""
        return tuple(range(len(self.glyphs))) if self.clusters is None else self.clusters

    def places(self) -> Iterator[tuple[float, float]]:
        """(x, y) of each glyph."""
        moves = self.moves or ((0, 0),) * len(self.glyphs)
        for pen, (x, y) in zip(accumulate(self.advances, initial=0.0), moves, strict=False):
            yield pen + x, y

    def stops(self) -> list[tuple[int, float]]:
        """(start in the text, pen) of each cluster in the order of the text.

        The pen is counted from where reading begins: from the right end at an odd level.
        """
        stops = []
        pen = 0.0
        for start, group in groupby(zip(self.starts(), self.advances, strict=True), lambda pair: pair[0]):
            end = pen + sum(advance for _start, advance in group)
            stops.append((start, self.advance - end if self.level % 2 else pen))
            pen = end
        return stops[::-1] if self.level % 2 else stops


class Numbers:
    """One object for each number: a few hundred of them make all words, and they stay in the processor's cache."""

    def __init__(self) -> None:
        self.glyphs: dict[int, int] = {}
        self.advances: dict[int, float] = {}


def piece_of(item: Item, buffer: hb.Buffer, numbers: Numbers) -> Piece:
    """What HarfBuzz made of an item."""
    keep_glyph, keep_advance = numbers.glyphs.setdefault, numbers.advances.setdefault
    glyphs, clusters, advances, moves = [], [], [], []
    pen, moved = 0, False
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        x, y, advance, _ = place.position
        glyphs.append(keep_glyph(info.codepoint, info.codepoint))
        clusters.append(info.cluster)
        advances.append(keep_advance(advance, float(advance)))
        moves.append((x, y))
        if x or y:
            moved = True
        pen += advance
    backwards = item.level % 2
    one_by_one = len(clusters) == len(item.text) and not backwards and clusters == list(range(len(clusters)))
    spaced = 0 if backwards or item.script in _JOINED_SCRIPTS else len(set(clusters))
    return Piece(
        item.face,
        item.text,
        tuple(glyphs),
        tuple(advances),
        pen,
        spaced,
        item.level,
        None if one_by_one else tuple(clusters),
        tuple(moves) if moved else None,
    )


def joined(pieces: tuple[Piece, ...], space: Piece) -> tuple[Piece, ...]:
    """The pieces with white space after them, as one piece with the last where that has its face."""
    if not pieces or pieces[-1].face != space.face or pieces[-1].level or space.level:
        return (*pieces, space)
    last = pieces[-1]
    start = len(last.text)
    clusters = None
    if last.clusters is not None or space.clusters is not None:
        clusters = last.starts() + tuple(start + cluster for cluster in space.starts())
    still = ((0, 0),)
    moves = None
    if last.moves is not None or space.moves is not None:
        moves = (last.moves or still * len(last.glyphs)) + (space.moves or still * len(space.glyphs))
    both = Piece(
        last.face,
        last.text + space.text,
        last.glyphs + space.glyphs,
        last.advances + space.advances,
        last.advance + space.advance,
        last.spaced + space.spaced,
        0,
        clusters,
        moves,
    )
    return (*pieces[:-1], both)
