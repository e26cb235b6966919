"""What is drawn over the map, as ops in pixels of the viewport: rings, tints, lines. None is in the map's own list."""

from collections.abc import Iterator, Set

from journeymapper.drawing.ops import Op, Path, Rect, Stroke
from journeymapper.drawing.rows import ground_ops
from journeymapper.drawing.shapes import disc, rounded
from journeymapper.interact.preview import Area, Segment
from journeymapper.layout.boxes import Box
from journeymapper.layout.grid import Grid, Row
from journeymapper.layout.index import Spot, boxes_between, boxes_in
from journeymapper.layout.pieces import Piece
from journeymapper.layout.theme import Theme
from journeymapper.ui.canvas.seen import Seen

RING = 2.0
GAP = 1.0
"""Pixels: how thick a ring is, and how far it stands from what it goes round."""
TERMINAL = 8.0
BROAD = 5.0
FADED = 0.6
"""How much of the ground covers what is shown at 40 %."""


class Marks:
    """Makes marks for what is seen, in the colours of a theme."""

    def __init__(self, seen: Seen, theme: Theme) -> None:
        self.seen = seen
        self.theme = theme
        # Asked for a thousand times a frame.
        self._scale = seen.view.scale
        self._left, self._top = seen.view.pixel_x(0.0), seen.view.pixel_y(0.0)

    def colour(self, role: str, alpha: float = 1.0) -> str:
        """A colour of the overlay, the more transparent the smaller `alpha`."""
        return str(self.theme.overlay[role]) + f"{round(alpha * 255):02X}"

    def pixels(self, area: Area) -> Area:
        """An area of the map in pixels."""
        left, top, right, bottom = area
        x, y, scale = self._left, self._top, self._scale
        return x + left * scale, y + top * scale, x + right * scale, y + bottom * scale

    def boxes(self) -> Iterator[Spot]:
        """The boxes that are seen, with the y of their row."""
        view = self.seen.view
        return boxes_in(self.seen.grid, view.left, view.top, view.right, view.bottom)

    def ring(
        self,
        area: Area,
        role: str,
        *,
        radius: float = 4.0,
        width: float = RING,
        alpha: float = 1.0,
        gap: float = GAP,
    ) -> Rect:
        """A ring round an area of the map."""
        left, top, right, bottom = self.pixels(area)
        out = gap + width / 2
        return Rect(
            left - out,
            top - out,
            right - left + 2 * out,
            bottom - top + 2 * out,
            None,
            Stroke(self.colour(role, alpha), width),
            radius + out,
        )

    def tinted(self, area: Area, role: str, alpha: float, *, border: str = "", radius: float = 6.0) -> Rect:
        """An area filled with a colour, with a border where one is named."""
        left, top, right, bottom = self.pixels(area)
        stroke = Stroke(self.colour(border), RING) if border else None
        inset = RING / 2 if border else 0.0
        return Rect(
            left + inset,
            top + inset,
            right - left - 2 * inset,
            bottom - top - 2 * inset,
            self.colour(role, alpha),
            stroke,
            radius,
        )

    def insertion(self, line: Segment) -> Iterator[Op]:
        """A line with a terminal at its beginning, where a drop goes."""
        x1, y1, x2, y2 = self.pixels(line)
        pen = Stroke(self.colour("drop"), RING, round=True)
        start = (x1 + TERMINAL / 2, y1) if y1 == y2 else (x1, y1 + TERMINAL / 2)
        yield Path((("M", *start), ("L", x2, y2)), None, pen)
        yield disc(*start, TERMINAL / 2 - RING / 2, fill=self.colour("handle"), stroke=pen)

    def broad(self, piece: Piece, top: float, role: str) -> Path:
        """A broad line along a piece of a link; `top` is the y of its row."""
        spots = tuple(self.pixels((x, y + top, x, y + top))[:2] for x, y in piece.points)
        radius = self.theme.space["link_radius"] * self._scale
        return Path(rounded(spots, radius), None, Stroke(self.colour(role, 0.45), BROAD, round=True))

    def points(self, keys: Set[str], role: str) -> Iterator[Op]:
        """Rings round emotion points."""
        size = self.theme.space["face"] / 2
        for index in self.seen.rows() if keys else ():
            row, top = self.seen.grid.rows[index], self.seen.grid.tops[index]
            for curve in row.emotion.curves if row.emotion else ():
                for place in curve.points:
                    if place.point.id in keys:
                        x, y = place.x, top + place.y
                        yield self.ring((x - size, y - size, x + size, y + size), role, radius=99.0)

    def faded(self, keys: Set[str]) -> Iterator[tuple[str, Area]]:
        """Where the ground is to be laid over items, rows and stages, so that they are seen at 40 %; and its colour."""
        grid = self.seen.grid
        if not keys:
            return
        for index in self.seen.rows():
            row, top = grid.rows[index], grid.tops[index]
            areas = [
                box_area(box, top, grow=1.0)
                for box in boxes_between(row, self.seen.view.left, self.seen.view.right)
                if box.item.id in keys
            ]
            if row.record.id in keys:
                areas.append((0.0, top, grid.width, top + row.height))
            if areas:
                colour = self._veil(index)
                yield from ((colour, area) for area in areas)
        for left, right in columns_of(grid, keys):
            yield self.theme.map["canvas"], (left, 0.0, right, grid.height)

    def _veil(self, index: int) -> str:
        view = self.seen.view
        for op in ground_ops(self.seen.grid, index, view.left, view.right, self.theme):
            if isinstance(op, Rect) and isinstance(op.fill, str):
                return op.fill[:7]
        return self.theme.map["canvas"]

    def radius(self, box: Box) -> float:
        """How round the corners of a box are, in pixels."""
        scale = self.seen.view.scale
        if box.inner.form == "pill":
            return min(box.height / 2, self.theme.space["chip_height"] / 2) * scale
        return self.theme.space["card_radius"] * scale


def box_area(box: Box, top: float, grow: float = 0.0) -> Area:
    """The rectangle of a box in map points; `top` is the y of its row."""
    return box.x - grow, top + box.y - grow, box.x + box.width + grow, top + box.y + box.height + grow


def row_of(grid: Grid, key: str) -> tuple[Row, float] | None:
    """A row by its record's id, with its y."""
    for row, top in zip(grid.rows, grid.tops, strict=True):
        if row.record.id == key:
            return row, top
    return None


def columns_of(grid: Grid, keys: Set[str]) -> Iterator[tuple[float, float]]:
    """From where to where the stages and steps among the keys reach."""
    for box in grid.stages:
        if box.stage.id in keys:
            yield box.x, box.x + box.width
    for column in grid.columns:
        if column.step in keys:
            yield column.left, column.right
