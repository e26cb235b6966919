"""A code that a phone can read, as one filled path."""

from collections.abc import Iterator

from journeymapper.drawing.ops import Path, Segment

LONGEST_PART = 40
"""Characters that the code holds of each of its parts: more would make its squares too small to read."""


def code_text(*parts: str) -> str:
    """What the code says: its parts, each cut to a length that can be read."""
    return " · ".join(part[:LONGEST_PART].strip() for part in parts if part.strip())


def code_path(text: str, x: float, y: float, size: float, colour: str) -> Path | None:
    """The code in a square, or None where the text is too long for one."""
    import segno  # A map without paper never needs it.

    try:
        rows = segno.make_qr(text, error="m").matrix
    except segno.DataOverflowError:
        return None
    unit = size / len(rows)
    segments: list[Segment] = []
    for row, cells in enumerate(rows):
        start = None
        for column, dark in enumerate([*cells, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                segments.extend(_square(x + start * unit, y + row * unit, (column - start) * unit, unit))
                start = None
    return Path(tuple(segments), colour, pivot=x + size / 2)


def _square(x: float, y: float, width: float, height: float) -> Iterator[Segment]:
    yield ("M", x, y)
    yield ("L", x + width, y)
    yield ("L", x + width, y + height)
    yield ("L", x, y + height)
    yield ("Z",)
