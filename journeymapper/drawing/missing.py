"""Boxes for what no font has: a frame with the character's number in it, drawn without any font.

The character itself stays in the text of its run, so that it is found and copied.
"""

from collections.abc import Iterator

from journeymapper.drawing.ops import Path, Segment
from journeymapper.layout.shaped import GlyphRun
from journeymapper.layout.shaping import BOX_WIDTH

BOTTOM, TOP = -0.08, 0.78
"""Edges of a box in em above the baseline."""

BORDER = 0.035
MARGIN = 0.05

# Three dots wide and five high, row by row.
_DIGITS = {
    "0": "111101101101111",
    "1": "010110010010111",
    "2": "111001111100111",
    "3": "111001111001111",
    "4": "101101111001001",
    "5": "111100111001111",
    "6": "111100111101111",
    "7": "111001001001001",
    "8": "111101111101111",
    "9": "111101111001111",
    "A": "111101111101101",
    "B": "110101110101110",
    "C": "111100100100111",
    "D": "110101101101110",
    "E": "111100111100111",
    "F": "111100111100100",
}

Dot = tuple[float, float, float, float]
"""Left, bottom, right, top in em."""


def boxes(
    x: float, y: float, run: GlyphRun, colour: str, *, upright: bool = False, pivot: float | None = None
) -> Iterator[Path]:
    """The boxes of a run with its origin at (x, y): one for each glyph 0. `pivot` is as in `Path`."""
    size = run.size
    for glyph, left, cluster in zip(run.glyphs, run.xs, run.clusters, strict=True):
        if glyph:
            continue
        segments: list[Segment] = []
        for dot in _dots(run.text[cluster]):
            corners = [(left + across * size, -up * size) for across, up in _corners(dot)]
            turned = [(x + down, y - along) if upright else (x + along, y + down) for along, down in corners]
            segments.append(("M", *turned[0]))
            segments += (("L", *corner) for corner in turned[1:])
            segments.append(("Z",))
        yield Path(tuple(segments), colour, pivot=pivot)


def _corners(dot: Dot) -> tuple[tuple[float, float], ...]:
    left, bottom, right, top = dot
    return (left, bottom), (right, bottom), (right, top), (left, top)


def _dots(char: str) -> Iterator[Dot]:
    """The four sides of the frame, and the dots of the digits in two rows."""
    left, right = BORDER, BOX_WIDTH - BORDER
    yield left, BOTTOM, right, BOTTOM + BORDER
    yield left, TOP - BORDER, right, TOP
    yield left, BOTTOM + BORDER, left + BORDER, TOP - BORDER
    yield right - BORDER, BOTTOM + BORDER, right, TOP - BORDER
    code = f"{ord(char):04X}"
    columns = (len(code) + 1) // 2
    code = code.rjust(2 * columns, "0")
    inner = left + BORDER + MARGIN, BOTTOM + BORDER + MARGIN, right - BORDER - MARGIN, TOP - BORDER - MARGIN
    across, up = (inner[2] - inner[0]) / (4 * columns - 1), (inner[3] - inner[1]) / 11
    for index, digit in enumerate(code):
        row, column = divmod(index, columns)
        yield from _digit(digit, inner[0] + 4 * column * across, inner[3] - 6 * row * up, across, up)


def _digit(digit: str, left: float, top: float, across: float, up: float) -> Iterator[Dot]:
    for place, filled in enumerate(_DIGITS[digit]):
        if filled == "1":
            row, column = divmod(place, 3)
            x, y = left + column * across, top - row * up
            yield x, y - up, x + across, y
