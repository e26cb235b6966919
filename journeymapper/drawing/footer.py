"""The foot of a printed map: where it is from, what the page is, and of when."""

from collections.abc import Iterator

from journeymapper.drawing.months import date_text
from journeymapper.drawing.ops import Op, Stroke
from journeymapper.drawing.shapes import Align, block_ops, line
from journeymapper.drawing.writer import whole_block
from journeymapper.layout.shaped import TextBlock
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.records import JourneyMap

MM = POINTS_PER_MM
GAP = 5 * MM
BELOW = 1.5
"""From the lowest baseline to the margin, in points: what letters reach below it."""

ABOVE = 1.2 * MM
"""From the rule to the first line."""

Row = tuple[TextBlock | None, TextBlock | None, TextBlock | None]
"""What stands at the start, in the middle and at the end."""

PLACES: tuple[Align, Align, Align] = ("start", "centre", "end")


class Footer:
    """The footer of a map at a width, measured before the scale of its page is known. `paper` is how it is called."""

    def __init__(self, about: JourneyMap, paper: str, width: float, engine: TextEngine, theme: Theme) -> None:
        self._about = about
        self._paper = paper
        self._width = width
        self._engine = engine
        self._theme = theme
        # No scale is longer to write than the whole.
        self._stacked = _collide(self._row(1.0), width)
        rows = self._rows(1.0)
        tall = sum(_height(row) for row in rows)
        descent = rows[-1][2].line_height - rows[-1][2].ascent if rows[-1][2] else 0.0
        self.height = max(theme.space["footer_row"], tall - descent + BELOW + ABOVE)

    def ops(self, bottom: float, scale: float) -> Iterator[Op]:
        """The footer with its lower edge at `bottom`, for a page of this scale."""
        theme, top = self._theme, bottom - self.height
        pen = Stroke(theme.footer["rule"], theme.strokes["hairline"])
        yield line(0, top, self._width, top, pen)
        baseline = bottom - BELOW
        for row in reversed(self._rows(scale)):
            for block, align in zip(row, PLACES, strict=True):
                if block is not None:
                    # Its last line stands on the row's baseline.
                    y = baseline - block.height + block.line_height - block.ascent
                    yield from block_ops(block, 0.0, y, theme.footer["text"], align=align, width=self._width)
            baseline -= _height(row)

    def _rows(self, scale: float) -> list[Row]:
        left, middle, right = self._row(scale)
        if not self._stacked:
            return [(left, middle, right)]
        whole = self._block(self._source(), self._width)
        above: list[Row] = [(whole, None, None)] if whole.lines else []
        if not _collide((None, middle, right), self._width):
            return [*above, (None, middle, right)]
        return [*above, (middle, None, None), (None, None, right)]

    def _row(self, scale: float) -> Row:
        say = self._engine.say
        said = say("Overview on one page, {paper}, scale {n:.0f} %").format(paper=self._paper, n=scale * 100)
        date = (
            say("As of {date}").format(date=date_text(self._about.date, self._engine))
            if self._about.date
            else ""
        )
        page = say("Page {n} of {all}").format(n=1, all=1)
        return (
            self._block(self._source(), self._width * 0.42),
            self._block(said, self._width),
            self._block("\u2002\u2002".join(part for part in (date, page) if part), self._width),
        )

    def _source(self) -> str:
        about = self._about
        sample = self._engine.say("Sample: {sample}.").format(sample=about.sample) if about.sample else ""
        return "\u2002".join(part for part in (about.footnote, sample) if part)

    def _block(self, text: str, width: float) -> TextBlock:
        return whole_block(text, "footer", width, self._engine, self._theme)


def _collide(row: Row, width: float) -> bool:
    """Whether what is in the middle comes too near to what is left or right of it."""
    left, middle, right = (block.width if block and block.lines else 0.0 for block in row)
    beside = max(left, right)
    return middle / 2 + beside + GAP > width / 2


def _height(row: Row) -> float:
    return max((block.height for block in row if block is not None), default=0.0)
