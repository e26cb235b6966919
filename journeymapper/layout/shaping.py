"""Words into glyphs: the font of every grapheme, then HarfBuzz, in font units, cached."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from journeymapper.layout.breaks import MANDATORY
from journeymapper.layout.items import Item, Items

if TYPE_CHECKING:
    import uharfbuzz as hb

    from journeymapper.layout.breaks import LineBreaks
    from journeymapper.layout.fonts import FontSet

CACHED_WORDS = 100_000

BOX_WIDTH = 0.74
"""In em: of the box that stands for what no font has."""

# Letters of these hang together: tracking would tear them apart.
_JOINED_SCRIPTS = frozenset(("Arab", "Beng", "Deva", "Guru", "Mand", "Mong", "Nkoo", "Syrc"))


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A part of a word in one face and one script, in font units (`ys` upwards).

    `clusters[i]` is where in `text` the cluster of glyph i starts. `stops` holds (start in `text`, pen) of each
    cluster in the order of the text, the pen counted from where reading begins: the right end at an odd `level`.
    `plain`: one glyph for each character, none of them moved from where the `advances` before it put it; most text is.
    `spaced`: behind how many clusters tracking goes.
    """

    face: str
    text: str
    glyphs: tuple[int, ...]
    xs: tuple[int, ...]
    ys: tuple[int, ...]
    clusters: tuple[int, ...]
    stops: tuple[tuple[int, int], ...]
    advance: int
    advances: tuple[float, ...]
    plain: bool
    spaced: int
    level: int = 0


class Word(msgspec.Struct, frozen=True, gc=False):
    """What stands between two places where a line may end: a core and the white space after it, shaped.

    `pieces`, `advance` (in em) and `count` (of clusters that are tracked) are those of the whole, `core_…` those of
    the core alone, which is what counts at the end of a line; `core_length` is its length in characters.
    `mandatory`: a line must end here.
    `missing` is what no font has.
    """

    pieces: tuple[Piece, ...]
    advance: float
    count: int
    core_pieces: tuple[Piece, ...]
    core_advance: float
    core_count: int
    core_length: int
    mandatory: bool
    missing: frozenset[str]


class Words(dict[str, Word]):
    """Words set in the first face of a stack, or grapheme by grapheme in the first one that has it.

    A dictionary by text, read from left to right, that shapes what it does not hold yet; `leveled` gives others.
    """

    def __init__(self, fonts: FontSet, stack: tuple[str, ...], breaks: LineBreaks, language: str) -> None:
        super().__init__()
        self._fonts = fonts
        self._stack = stack
        self._items = Items(fonts, stack, breaks)
        self._language = language
        self._buffer: hb.Buffer | None = None
        self._spaces: dict[tuple[str, int], Piece] = {}
        self._leveled: dict[tuple[str, bytes], Word] = {}
        self._numbers = _Numbers({}, {})

    def __missing__(self, text: str) -> Word:
        if len(self) >= CACHED_WORDS:
            self.clear()
        word = self[text] = self._word(text, None)
        return word

    def leveled(self, text: str, levels: bytes) -> Word:
        """The word whose characters have these embedding levels."""
        if not any(levels):
            return self[text]
        word = self._leveled.get((text, levels))
        if word is None:
            if len(self._leveled) >= CACHED_WORDS:
                self._leveled.clear()
            word = self._leveled[text, levels] = self._word(text, levels)
        return word

    def units_per_em(self, face: str) -> int:
        """Font units in one em of the face."""
        return self._fonts.units_per_em(face)

    def _word(self, text: str, levels: bytes | None) -> Word:
        core = text.rstrip()
        mandatory = text.endswith(tuple(MANDATORY))
        white = text[len(core) :].rstrip(MANDATORY) if mandatory else text[len(core) :]
        items, missing = self._items.split(core, levels and levels[: len(core)])
        core_pieces = self._shaped(core, items)
        level = levels[len(core)] if levels and white else 0
        pieces = _joined(core_pieces, self._space(white, level)) if white else core_pieces
        return Word(
            pieces,
            self._advance(pieces),
            sum(piece.spaced for piece in pieces),
            core_pieces,
            self._advance(core_pieces),
            sum(piece.spaced for piece in core_pieces),
            len(core),
            mandatory,
            missing,
        )

    def _advance(self, pieces: tuple[Piece, ...]) -> float:
        return sum(piece.advance / self._fonts.units_per_em(piece.face) for piece in pieces)

    def _space(self, white: str, level: int) -> Piece:
        """White space in the main face always: a space of another one would part the line for who reads the PDF."""
        piece = self._spaces.get((white, level))
        if piece is None:
            item = Item(self._stack[0], "Latn", white.replace("\t", " "), level)
            piece = self._spaces[white, level] = self._shape(item)
        return piece

    def _shaped(self, text: str, items: list[Item]) -> tuple[Piece, ...]:
        """The items shaped; what they say is the text itself, whatever was left out of what they show."""
        pieces = []
        start = 0
        for item in items:
            piece = self._box(item) if item.boxed else self._shape(item)
            said = text[start : start + len(item.text)]
            pieces.append(piece if said == item.text else replace(piece, text=said))
            start += len(item.text)
        return tuple(pieces)

    def _box(self, item: Item) -> Piece:
        """Room for the box that stands for a grapheme: glyph 0, which no renderer draws."""
        width = round(BOX_WIDTH * self._fonts.units_per_em(item.face))
        zero = (0,)
        return Piece(
            item.face,
            item.text,
            zero,
            zero,
            zero,
            zero,
            ((0, 0),),
            width,
            (float(width),),
            False,
            1,
            item.level,
        )

    def _shape(self, item: Item) -> Piece:
        import uharfbuzz as hb

        if self._buffer is None:
            self._buffer = hb.Buffer()
        buffer = self._buffer
        buffer.reset()
        buffer.add_str(item.text)
        buffer.direction = "rtl" if item.level % 2 else "ltr"
        buffer.script = item.script
        buffer.language = self._language
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(self._fonts.hb_font(item.face), buffer)
        return _piece(item, buffer, self._numbers)


class _Numbers(NamedTuple):
    """One object for each number: a few hundred of them make all words, and they stay in the processor's cache."""

    glyphs: dict[int, int]
    advances: dict[int, float]


def _piece(item: Item, buffer: hb.Buffer, numbers: _Numbers) -> Piece:
    glyphs, xs, ys, clusters, advances, stops = [], [], [], [], [], []
    pen, last, moved = 0, -1, False
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        x_offset, y_offset, x_advance, _ = place.position
        cluster = info.cluster
        if cluster != last:
            stops.append((cluster, pen))
            last = cluster
        glyphs.append(numbers.glyphs.setdefault(info.codepoint, info.codepoint))
        xs.append(pen + x_offset)
        ys.append(y_offset)
        clusters.append(cluster)
        advances.append(numbers.advances.setdefault(x_advance, float(x_advance)))
        moved = moved or x_offset != 0 or y_offset != 0
        pen += x_advance
    backwards = item.level % 2 == 1
    plain = len(stops) == len(glyphs) == len(item.text) and not moved and not backwards
    spaced = 0 if backwards or item.script in _JOINED_SCRIPTS else len(stops)
    read = _from_the_right(stops, pen) if backwards else stops
    places = (tuple(glyphs), tuple(xs), tuple(ys), tuple(clusters), tuple(read))
    return Piece(item.face, item.text, *places, pen, tuple(advances), plain, spaced, item.level)


def _from_the_right(stops: list[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """Stops from left to right, (cluster, its left end), as (cluster, distance of its right end from the right)."""
    ends = [*(left for _, left in stops[1:]), width]
    return [(cluster, width - end) for (cluster, _), end in zip(stops, ends, strict=True)][::-1]


def _joined(pieces: tuple[Piece, ...], space: Piece) -> tuple[Piece, ...]:
    if not pieces or pieces[-1].face != space.face or pieces[-1].level or space.level:
        return (*pieces, space)
    last = pieces[-1]
    start, pen = len(last.text), last.advance
    joined = Piece(
        last.face,
        last.text + space.text,
        last.glyphs + space.glyphs,
        last.xs + tuple(pen + x for x in space.xs),
        last.ys + space.ys,
        last.clusters + tuple(start + cluster for cluster in space.clusters),
        last.stops + tuple((start + index, pen + x) for index, x in space.stops),
        pen + space.advance,
        last.advances + space.advances,
        last.plain and space.plain,
        last.spaced + space.spaced,
    )
    return (*pieces[:-1], joined)
