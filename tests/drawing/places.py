"""Where the texts of a page stand."""

from collections.abc import Iterable, Iterator

from journeymapper.drawing.ops import Group, Op, Page, Text

Area = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def text_areas(page: Page) -> list[Area]:
    """What each text of a page covers, in PDF points."""
    return [
        (
            page.x + left * page.scale,
            page.y + top * page.scale,
            page.x + right * page.scale,
            page.y + bottom * page.scale,
        )
        for left, top, right, bottom in (area_of(text, x, y) for text, x, y in texts_of(page.ops))
    ]


def texts_of(ops: Iterable[Op], x: float = 0.0, y: float = 0.0) -> Iterator[tuple[Text, float, float]]:
    """Every text with the (x, y) that its own coordinates count from."""
    for op in ops:
        if isinstance(op, Group):
            yield from texts_of(op.ops, x + op.x, y + op.y)
        elif isinstance(op, Text):
            yield op, x, y


def area_of(text: Text, x: float = 0.0, y: float = 0.0) -> Area:
    """What a text covers, by the height of capitals and the depth of descenders."""
    left, base, width, size = x + text.x, y + text.y, text.run.advance, text.run.size
    if text.upright:
        return left - 0.73 * size, base - width, left + 0.21 * size, base
    return left, base - 0.73 * size, left + width, base + 0.21 * size
