"""Blocks of text one below the other, as the head and the foot of a printed map have them."""

from collections.abc import Callable, Iterator

from journeymapper.drawing.ops import Op
from journeymapper.drawing.shapes import block_ops
from journeymapper.layout.shaped import TextBlock
from journeymapper.layout.sheet import whole_text
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import Theme

Column = tuple[float, Callable[[float, float], Iterator[Op]]]
"""A height, and what draws the column with its top left corner at (x, y)."""


def whole_block(text: str, style: str, width: float, engine: TextEngine, theme: Theme) -> TextBlock:
    """All of a text, however long: what stands in a head is not cut."""
    return whole_text(engine, text, theme.styles[style], max(width, 1.0))


class Writer:
    """Sets blocks of text one below the other."""

    def __init__(self, engine: TextEngine, theme: Theme, width: float) -> None:
        self.engine = engine
        self.theme = theme
        self.width = width
        self.height = 0.0
        self.blocks: list[tuple[TextBlock, float, float, str]] = []

    def text(self, text: str, style: str, colour: str, *, gap: float = 0.0, indent: float = 0.0) -> None:
        """A block below what is there, `gap` points further down; nothing for an empty text."""
        if not text.strip():
            return
        said = self.engine.capitals(text) if style in self.theme.upper else text
        block = whole_block(said, style, self.width - indent, self.engine, self.theme)
        self.height += gap if self.height else 0.0
        self.blocks.append((block, indent, self.height, colour))
        self.height += block.height

    def space(self, height: float) -> float:
        """Leave room; the y where it begins."""
        top = self.height
        self.height += height
        return top

    def draw(self, x: float, y: float) -> Iterator[Op]:
        """All blocks, with the column's top left corner at (x, y)."""
        for block, indent, top, colour in self.blocks:
            yield from block_ops(block, x + indent, y + top, colour)
