"""The map on a screen, piece by piece: what a row shows between two x, the heads, the bands."""

from collections.abc import Iterator

from journeymapper.drawing.cards import CardDrawing, kind_paint
from journeymapper.drawing.faces import emotion_ops, scale_ops
from journeymapper.drawing.links import link_label_ops, meets, piece_ops, stub_ops
from journeymapper.drawing.ops import DisplayList, Group, Op, Rect
from journeymapper.drawing.rows import band_ops, ground_ops, head_ops, label_ops
from journeymapper.drawing.shapes import line_ops
from journeymapper.drawing.stages import chevron_ops, lower_ops
from journeymapper.layout.boxes import Box
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import boxes_between
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme

SPILL = 4.0


class MapDrawing:
    """Draws grids in one theme; keeps what it drew of cards that did not change.

    All x are in map points. A row's y counts from its own top, so that its picture does not change when it is moved.
    """

    def __init__(self, theme: Theme, engine: TextEngine) -> None:
        self.theme = theme
        self.engine = engine
        self._cards = CardDrawing(theme)

    def row_ops(self, grid: Grid, index: int, left: float, right: float) -> DisplayList:
        """A row between two x: ground, curve, links, cards."""
        self._cards.forget_removed(grid.document.item_count())
        return tuple(self._row(grid, index, left, right))

    def card(self, box: Box) -> Group:
        """One card at its place in its row."""
        return self._cards.group(box)

    def row_blocks(self, grid: Grid, index: int, left: float, right: float) -> DisplayList:
        """The same from afar: cards as coloured blocks."""
        return tuple(self._blocks(grid, index, left, right))

    def lane_head_ops(self, grid: Grid, index: int) -> DisplayList:
        """A row's head, x from -head_width to 0."""
        return tuple(self._head(grid, index))

    def label_ops(self, grid: Grid, index: int) -> DisplayList:
        """The pill that names a line; drawn after all heads, for it reaches over the borders of its row."""
        return tuple(label_ops(grid, index, self.theme, self.engine))

    def band_ops(self, grid: Grid) -> DisplayList:
        """The bands at the far left, y in map points."""
        return tuple(op for band in grid.bands for op in band_ops(grid, band, self.theme, self.engine))

    def stage_head_ops(self, grid: Grid, left: float, right: float) -> DisplayList:
        """Chevrons and steps between two x, y from -stage_head to 0."""
        top = -grid.stage_head
        return (
            *chevron_ops(grid.heads, top, left, right, self.theme),
            *lower_ops(grid.heads, top, left, right, self.theme),
        )

    def stage_corner_ops(self, grid: Grid) -> DisplayList:
        """The names of the two rows of stage heads, left of them."""
        style = self.theme.styles["lane_title"]
        x = (
            -grid.head_width
            + self.theme.space["group_band"]
            + self.theme.space["group_gap"]
            + 2.4 * POINTS_PER_MM
        )
        chevron = -grid.stage_head + grid.heads.chevron / 2
        lower = -grid.stage_head + grid.heads.steps_top + grid.heads.step_row / 2
        hint = self.theme.styles["lane_hint"]
        stages = self.engine.line(self.engine.say("Stages"), style)
        steps = self.engine.line(self.engine.say("Steps"), hint)
        return (
            *line_ops(stages, x, chevron + style.size * 0.36, self.theme.map["ink"]),
            *line_ops(steps, x, lower + hint.size * 0.36, self.theme.map["ink_2"]),
        )

    def _row(self, grid: Grid, index: int, left: float, right: float) -> Iterator[Op]:
        row = grid.rows[index]
        yield from ground_ops(grid, index, left, right, self.theme)
        if row.emotion is not None:
            yield from emotion_ops(row.emotion, grid.width, left, right, self.theme, self.engine)
        pieces = [piece for piece in row.pieces if meets(piece, left - SPILL, right + SPILL)]
        for piece in pieces:
            yield from piece_ops(piece, self.theme)
        # Labels after all lines: what is written must not be struck through.
        for piece in pieces:
            yield from link_label_ops(piece, self.theme)
        for stub in row.stubs:
            yield from stub_ops(stub, self.theme, self.engine)
        for box in boxes_between(row, left - SPILL, right + SPILL):
            yield self._cards.group(box)

    def _blocks(self, grid: Grid, index: int, left: float, right: float) -> Iterator[Op]:
        row = grid.rows[index]
        yield from ground_ops(grid, index, left, right, self.theme)
        if row.emotion is not None:
            yield from emotion_ops(row.emotion, grid.width, left, right, self.theme, self.engine)
        for box in boxes_between(row, left - SPILL, right + SPILL):
            paint = kind_paint(self.theme, box)
            fill = (
                paint.bar
                if box.inner.form in ("pill", "label", "bubble", "note")
                else paint.border or paint.bar
            )
            yield Rect(box.x, box.y, box.width, box.height, fill + "99")

    def _head(self, grid: Grid, index: int) -> Iterator[Op]:
        row = grid.rows[index]
        yield from head_ops(grid, index, self.theme)
        if row.emotion is not None:
            yield from scale_ops(row.emotion, -1.4 * POINTS_PER_MM, self.theme, self.engine)
