"""Shaped text: glyphs at places. What the text engine hands to layout, and layout to every renderer.

Units are layout points: a card's text is 8 of them high at scale 1 (the A3 reference). y points down;
a run's origin is the left end of its baseline.
"""

from collections.abc import Callable
from functools import lru_cache

import msgspec


class Style(msgspec.Struct, frozen=True, gc=False):
    """How text is set: size in points, weight 400 to 700, upright or italic, tracking in em.

    `display` asks for the cut for headlines.
    """

    size: float
    weight: int = 400
    italic: bool = False
    tracking: float = 0.0
    display: bool = False


@lru_cache(maxsize=256)
def zeros(count: int) -> tuple[float, ...]:
    """The `ys` of a run without marks above or below."""
    return (0.0,) * count


@lru_cache(maxsize=256)
def counting(count: int) -> tuple[int, ...]:
    """The `clusters` of a run with a glyph for each character."""
    return tuple(range(count))


class GlyphRun(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Glyphs of one face and one direction.

    `face` is a key of `resources/fonts/fonts.json`. `text` is what the run says, in logical order. `glyphs` are
    glyph ids of the face in visual order, `xs` and `ys` their origins relative to the run's, in points;
    `clusters[i]` is the index in `text` of the first character of the cluster that glyph i belongs to.
    `advance` is the width of the run and `level` its bidi level (odd: right to left). Where it is `boxed`,
    glyph 0 is room for a box: no font has its cluster, and no renderer draws it.
    """

    face: str
    size: float
    text: str
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    clusters: tuple[int, ...]
    advance: float
    level: int = 0
    boxed: bool = False


class PlacedRun(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A run and its x offset in its line."""

    x: float
    run: GlyphRun


class Line(msgspec.Struct, eq=False, gc=False):
    """One line: runs in logical order, each with its own x. `start` and `end` index the wrapped text.

    `width` is the ink-bearing width: trailing white space is not counted. `backwards`: its paragraph is read from
    right to left, and so begins at the right edge. The runs are made when somebody asks for them: a large map is laid
    out whole, and drawn where it is looked at.
    """

    make: Callable[[], tuple[PlacedRun, ...]]
    width: float
    text: str
    start: int
    end: int
    backwards: bool = False
    made: tuple[PlacedRun, ...] | None = None

    @property
    def runs(self) -> tuple[PlacedRun, ...]:
        """The runs of the line; always the same objects."""
        if self.made is None:
            self.made = self.make()
            self.make = tuple
        return self.made


class TextBlock(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Text broken into lines of `line_height` each; the first baseline lies `ascent` below the top.

    `height` is that of all lines; `width` is that of the widest. `missing` holds the characters that no bundled
    font has. `cut` tells that the text continues beyond what was laid out.
    """

    lines: tuple[Line, ...]
    width: float
    height: float
    line_height: float
    ascent: float
    missing: frozenset[str] = frozenset()
    cut: bool = False
