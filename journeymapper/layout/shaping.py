"""Words into glyphs: the font of every grapheme, then HarfBuzz, in font units, cached."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from journeymapper.layout.breaks import MANDATORY

if TYPE_CHECKING:
    import uharfbuzz as hb

    from journeymapper.layout.breaks import LineBreaks
    from journeymapper.layout.fonts import FontSet

CACHED_WORDS = 100_000
MOST_MARKS = 4

# Default_Ignorable_Code_Point of Unicode: no glyph is wanted for these, so no font need have one.
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# The combining grapheme joiner: seen by nobody, and a part of the letter before it.
_NOTHING = "\u034f"
_NEUTRAL = frozenset(("Zyyy", "Zinh", "Zzzz"))


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A part of a word in one face and one script, in font units (`ys` upwards).

    `clusters[i]` is where in `text` the cluster of glyph i starts. `stops` holds (start in `text`, pen) of each
    cluster.
    `plain`: one glyph for each character, none of them moved from where the `advances` before it put it; most text is.
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
    level: int = 0


class Word(msgspec.Struct, frozen=True, gc=False):
    """What stands between two places where a line may end: a core and the white space after it, shaped.

    `pieces`, `advance` (in em) and `count` (of clusters) are those of the whole, `core_…` those of the core alone,
    which is what counts at the end of a line; `core_length` is its length in characters. `mandatory`: a line must
    end here.
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


_Item = tuple[str, str, str]  # face, script, text


class Words(dict[str, Word]):
    """Words set in the first face of a stack, or grapheme by grapheme in the first one that has it.

    A dictionary by text that shapes what it does not hold yet.
    """

    def __init__(self, fonts: FontSet, stack: tuple[str, ...], breaks: LineBreaks, language: str) -> None:
        super().__init__()
        self._fonts = fonts
        self._stack = stack
        self._breaks = breaks
        self._language = language
        self._buffer: hb.Buffer | None = None
        self._spaces: dict[str, Piece] = {}
        self._numbers = _Numbers({}, {})

    def __missing__(self, text: str) -> Word:
        if len(self) >= CACHED_WORDS:
            self.clear()
        word = self[text] = self._word(text)
        return word

    def units_per_em(self, face: str) -> int:
        """Font units in one em of the face."""
        return self._fonts.units_per_em(face)

    def _word(self, text: str) -> Word:
        core = text.rstrip()
        mandatory = text.endswith(tuple(MANDATORY))
        white = text[len(core) :].rstrip(MANDATORY) if mandatory else text[len(core) :]
        items, missing = self._items(core if core.isascii() else _thinned(core))
        core_pieces = self._shaped(core, items)
        pieces = _joined(core_pieces, self._space(white)) if white else core_pieces
        return Word(
            pieces,
            self._advance(pieces),
            sum(len(piece.stops) for piece in pieces),
            core_pieces,
            self._advance(core_pieces),
            sum(len(piece.stops) for piece in core_pieces),
            len(core),
            mandatory,
            missing,
        )

    def _advance(self, pieces: tuple[Piece, ...]) -> float:
        return sum(piece.advance / self._fonts.units_per_em(piece.face) for piece in pieces)

    def _space(self, white: str) -> Piece:
        """White space in the main face always: a space of another one would part the line for who reads the PDF."""
        piece = self._spaces.get(white)
        if piece is None:
            piece = self._spaces[white] = self._shape(self._stack[0], "Latn", white.replace("\t", " "))
        return piece

    def _shaped(self, text: str, items: list[_Item]) -> tuple[Piece, ...]:
        """The items shaped; what they say is the text itself, whatever was left out of what they show."""
        pieces = []
        start = 0
        for face, script, shown in items:
            piece = self._shape(face, script, shown)
            said = text[start : start + len(shown)]
            pieces.append(piece if said == shown else replace(piece, text=said))
            start += len(shown)
        return tuple(pieces)

    def _items(self, text: str) -> tuple[list[_Item], frozenset[str]]:
        """The text split by face and script; a grapheme stays whole, and one that no face has gets the main face."""
        main = self._stack[0]
        if self._fonts.characters(main).issuperset(text):
            return [(main, script, part) for script, part in _scripts(text)], frozenset()
        missing: set[str] = set()
        faces: list[tuple[str, str]] = []
        for start, end in self._breaks.clusters(text):
            grapheme = text[start:end]
            face = self._face_for(grapheme)
            if face is None:
                face = main
                lost = {char for char in _visible(grapheme) if not self._fonts.covers(main, char)}
                missing |= lost
                # One box for all that is missing of a grapheme, and none for a mark alone.
                grapheme = grapheme[0] + "".join(_NOTHING if char in lost else char for char in grapheme[1:])
            if faces and faces[-1][0] == face:
                faces[-1] = (face, faces[-1][1] + grapheme)
            else:
                faces.append((face, grapheme))
        items = [(face, script, part) for face, run in faces for script, part in _scripts(run)]
        return items, frozenset(missing)

    def _face_for(self, grapheme: str) -> str | None:
        needed = _visible(grapheme)
        # HarfBuzz composes what it can, and draws every kind of space from the common one.
        composed = unicodedata.normalize("NFC", needed)
        for face in self._stack:
            characters = self._fonts.characters(face)
            if characters.issuperset(needed) or characters.issuperset(composed):
                return face
        return None

    def _shape(self, face: str, script: str, text: str) -> Piece:
        import uharfbuzz as hb

        if self._buffer is None:
            self._buffer = hb.Buffer()
        buffer = self._buffer
        buffer.reset()
        buffer.add_str(text)
        buffer.direction = "ltr"
        buffer.script = script
        buffer.language = self._language
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(self._fonts.hb_font(face), buffer)
        return _piece(face, text, buffer, self._numbers)


class _Numbers(NamedTuple):
    """One object for each number: a few hundred of them make all words, and they stay in the processor's cache."""

    glyphs: dict[int, int]
    advances: dict[int, float]


def _piece(face: str, text: str, buffer: hb.Buffer, numbers: _Numbers) -> Piece:
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
    plain = len(stops) == len(glyphs) == len(text) and not moved
    places = (tuple(glyphs), tuple(xs), tuple(ys), tuple(clusters), tuple(stops))
    return Piece(face, text, *places, pen, tuple(advances), plain)


def _joined(pieces: tuple[Piece, ...], space: Piece) -> tuple[Piece, ...]:
    if not pieces or pieces[-1].face != space.face:
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
    )
    return (*pieces[:-1], joined)


def _thinned(text: str) -> str:
    """The text with no more than four marks on a letter: more would tower over the lines above."""
    marks = 0
    kept = []
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        kept.append(char if marks <= MOST_MARKS else _NOTHING)
    return "".join(kept)


def _visible(text: str) -> str:
    return "".join(" " if c.isspace() else c for c in _IGNORABLE.sub("", text))


def _scripts(text: str) -> list[tuple[str, str]]:
    """The text split into (ISO 15924 script, part); what belongs to every script goes with its neighbour."""
    if text.isascii():
        return [("Latn", text)]
    from fontTools.unicodedata import script

    parts: list[tuple[str, str]] = []
    for char in text:
        own = "Zinh" if unicodedata.category(char)[0] == "M" else script(char)
        if parts and (own in _NEUTRAL or own == parts[-1][0] or parts[-1][0] in _NEUTRAL):
            kept = own if parts[-1][0] in _NEUTRAL else parts[-1][0]
            parts[-1] = (kept, parts[-1][1] + char)
        else:
            parts.append((own, char))
    return parts
