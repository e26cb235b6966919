"""Words into glyphs: the font of every grapheme, then HarfBuzz, in font units, cached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from journeymapper.layout.breaks import MANDATORY
from journeymapper.layout.glyphs import Numbers, Piece, joined, piece_of
from journeymapper.layout.items import Item, Items

if TYPE_CHECKING:
    import uharfbuzz as hb

    from journeymapper.layout.breaks import LineBreaks
    from journeymapper.layout.fonts import FontSet

CACHED_WORDS = 100_000

_LINE_ENDS = tuple(MANDATORY)
BOX_WIDTH = 0.74
"""In em: of the box that stands for what no font has."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """What stands between two places where a line may end: a core and the white space after it, shaped.

    `pieces`, `advance` (in em) and `count` (of clusters that are tracked) are those of the whole, `core_…` those of
    the core alone, which is what counts at the end of a line; `length` and `core_length` are in characters.
    `mandatory`: a line must end here.
    `missing` is what no font has, `above` and `below` what the faces need about the baseline, in em, and `odd` whether
    there is any of these.
    """

    pieces: tuple[Piece, ...]
    advance: float
    count: int
    core_pieces: tuple[Piece, ...]
    core_advance: float
    core_count: int
    core_length: int
    length: int
    mandatory: bool
    missing: frozenset[str]
    above: float
    below: float
    odd: bool


class Shaper:
    """HarfBuzz for one language. It keeps what it made of an item: the same letters stand in many words and styles."""

    def __init__(self, fonts: FontSet, language: str) -> None:
        self._fonts = fonts
        self._language = language
        self._pieces: dict[Item, Piece] = {}
        self._buffer: hb.Buffer | None = None
        self._numbers = Numbers()

    def piece(self, item: Item) -> Piece:
        """The glyphs of an item."""
        piece = self._pieces.get(item)
        if piece is None:
            if len(self._pieces) >= CACHED_WORDS:
                self._pieces.clear()
            piece = self._pieces[item] = self._shape(item)
        return piece

    def _shape(self, item: Item) -> Piece:
        import uharfbuzz as hb

        buffer = self._buffer
        if buffer is None:
            buffer = self._buffer = hb.Buffer()
            buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
            buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        # Level of clusters and flags stay.
        buffer.clear_contents()
        buffer.add_str(item.text)
        buffer.direction = "rtl" if item.level % 2 else "ltr"
        buffer.script = item.script
        buffer.language = self._language
        hb.shape(self._fonts.hb_font(item.face), buffer)
        return piece_of(item, buffer, self._numbers)


class Words(dict[str, Word]):
    """Words set in the first face of a stack, or grapheme by grapheme in the first one that has it.

    A dictionary by text, read from left to right, that shapes what it does not hold yet; `leveled` gives others.
    """

    def __init__(self, fonts: FontSet, stack: tuple[str, ...], breaks: LineBreaks, shaper: Shaper) -> None:
        super().__init__()
        self._fonts = fonts
        self._stack = stack
        self._items = Items(fonts, stack, breaks)
        self._shaper = shaper
        self._spaces: dict[tuple[str, int], Piece] = {}
        self._leveled: dict[tuple[str, bytes], Word] = {}

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
        mandatory = text.endswith(_LINE_ENDS)
        white = text[len(core) :].rstrip(MANDATORY) if mandatory else text[len(core) :]
        items, missing = self._items.split(core, levels and levels[: len(core)])
        core_pieces = self._shaped(core, items)
        level = levels[len(core)] if levels and white else 0
        pieces = joined(core_pieces, self._space(white, level)) if white else core_pieces
        above, below = self._reach(core_pieces)
        return Word(
            pieces,
            self._advance(pieces),
            sum([piece.spaced for piece in pieces]),
            core_pieces,
            self._advance(core_pieces),
            sum([piece.spaced for piece in core_pieces]),
            len(core),
            len(text),
            mandatory,
            missing,
            above,
            below,
            bool(missing) or above > 0 or below > 0,
        )

    def _reach(self, pieces: tuple[Piece, ...]) -> tuple[float, float]:
        """What the faces of the pieces and marks upon marks need above and below the baseline, in em."""
        above = below = 0.0
        for piece in pieces:
            face = self._fonts.face(piece.face)
            if face.above:
                above, below = max(above, face.above), max(below, face.below)
            if piece.moves is not None:
                font, em = self._fonts.hb_font(piece.face), self._fonts.units_per_em(piece.face)
                for glyph, (_x, y) in zip(piece.glyphs, piece.moves, strict=True):
                    extents = font.get_glyph_extents(glyph)
                    if extents is not None:
                        top = y + extents.y_bearing
                        above, below = max(above, top / em), max(below, -(top + extents.height) / em)
        return above, below

    def _advance(self, pieces: tuple[Piece, ...]) -> float:
        return sum([piece.advance / self._fonts.units_per_em(piece.face) for piece in pieces])

    def _space(self, white: str, level: int) -> Piece:
        """White space in the main face always: a space of another one would part the line for who reads the PDF."""
        piece = self._spaces.get((white, level))
        if piece is None:
            item = Item(self._stack[0], "Latn", white.replace("\t", " "), level)
            piece = self._spaces[white, level] = self._shaper.piece(item)
        return piece

    def _shaped(self, text: str, items: list[Item]) -> tuple[Piece, ...]:
        """The items shaped; what they say is the text itself, whatever was left out of what they show."""
        pieces = []
        start = 0
        for item in items:
            piece = self._box(item) if item.boxed else self._shaper.piece(item)
            said = text[start : start + len(item.text)]
            pieces.append(piece if said == item.text else replace(piece, text=said))
            start += len(item.text)
        return tuple(pieces)

    def _box(self, item: Item) -> Piece:
        """Room for the box that stands for a grapheme: glyph 0, which no renderer draws."""
        width = round(BOX_WIDTH * self._fonts.units_per_em(item.face))
        return Piece(item.face, item.text, (0,), (float(width),), width, 1, item.level, (0,))
