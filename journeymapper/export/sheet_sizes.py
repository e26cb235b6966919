"""How much room texts need in the cells of a workbook."""

import unicodedata
from collections.abc import Sequence

LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet may have."""

TALLEST = 409.0
"""Points that a row of a spreadsheet may be high."""

_LINE_POINTS = 13.0


def row_height(texts: Sequence[tuple[str, float]]) -> float:
    """The height in points of a row for texts in cells of widths in characters: no program fits merged cells."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return min(TALLEST, max(20.0, lines * _LINE_POINTS + 7))


def _lines(text: str, width: float) -> int:
    return sum(1 + int(_letters(line) / width) for line in text[:LONGEST_CELL].split("\n"))


def _letters(line: str) -> float:
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in line)
    return len(line) + wide
