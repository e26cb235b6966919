"""What part of a map is seen, at what size: from pixels to map points and back.

Pixels are device independent and count from the viewport's top left corner. The lane heads stand still at the
left, the stage heads at the top; what is left over, right and below, is the body.
"""

from typing import Literal

import msgspec

PIXELS_PER_POINT = 1.5
"""At 100 %: text of 8 points is 12 pixels high."""

SMALLEST, LARGEST = 0.1, 4.0
BLOCKS_BELOW = 0.3
"""Below this zoom cards are coloured blocks, and heads keep a size that can be read."""
PLAIN_BELOW = 0.6
"""Below this zoom the small print of cards is left out."""

BLOCK_GUTTER, BLOCK_HEADER = 112.0, 24.0
WIDEST_GUTTER = 0.45  # of the viewport
MARGIN = 160.0
"""Pixels to which one can scroll beyond the map's right and lower edge."""

Part = Literal["corner", "stages", "lanes", "body"]


class View(msgspec.Struct, frozen=True):
    """The map point (`left`, `top`) is seen in the body's top left corner.

    `width` and `height` are those of the viewport in pixels, `lane_heads` and `stage_heads` how much room heads take
    in points.
    """

    zoom: float = 1.0
    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0
    lane_heads: float = 0.0
    stage_heads: float = 0.0

    @property
    def scale(self) -> float:
        """Pixels in one point."""
        return self.zoom * PIXELS_PER_POINT

    @property
    def blocks(self) -> bool:
        """Whether cards are seen as coloured blocks."""
        return self.zoom < BLOCKS_BELOW

    @property
    def gutter(self) -> float:
        """Width of the lane heads in whole pixels."""
        if self.blocks:
            return BLOCK_GUTTER
        return float(round(min(self.lane_heads * self.scale, max(WIDEST_GUTTER * self.width, BLOCK_GUTTER))))

    @property
    def header(self) -> float:
        """Height of the stage heads in whole pixels."""
        return BLOCK_HEADER if self.blocks else float(round(self.stage_heads * self.scale))

    @property
    def body_width(self) -> float:
        """Width of the body in pixels, at least 1."""
        return max(self.width - self.gutter, 1.0)

    @property
    def body_height(self) -> float:
        """Height of the body in pixels, at least 1."""
        return max(self.height - self.header, 1.0)

    @property
    def right(self) -> float:
        """The map x at the viewport's right edge."""
        return self.left + self.body_width / self.scale

    @property
    def bottom(self) -> float:
        """The map y at the viewport's lower edge."""
        return self.top + self.body_height / self.scale

    def map_x(self, x: float) -> float:
        """The map x under a pixel."""
        return self.left + (x - self.gutter) / self.scale

    def map_y(self, y: float) -> float:
        """The map y under a pixel."""
        return self.top + (y - self.header) / self.scale

    def pixel_x(self, x: float) -> float:
        """Where a map x is seen."""
        return self.gutter + (x - self.left) * self.scale

    def pixel_y(self, y: float) -> float:
        """Where a map y is seen."""
        return self.header + (y - self.top) * self.scale

    def part(self, x: float, y: float) -> Part:
        """Which part of the view a pixel lies in."""
        if x < self.gutter:
            return "corner" if y < self.header else "lanes"
        return "stages" if y < self.header else "body"


def zoomed(view: View, zoom: float, x: float, y: float) -> View:
    """The view at another zoom; what is seen at the pixel (x, y) stays there."""
    return showing(view, zoom, x, y, view.map_x(max(x, view.gutter)), view.map_y(max(y, view.header)))


def showing(view: View, zoom: float, x: float, y: float, map_x: float, map_y: float) -> View:
    """The view at a zoom with the map point (map_x, map_y) at the pixel (x, y), or at the body's edge beside it."""
    other = msgspec.structs.replace(view, zoom=min(max(zoom, SMALLEST), LARGEST))
    return msgspec.structs.replace(
        other,
        left=map_x - (max(x, other.gutter) - other.gutter) / other.scale,
        top=map_y - (max(y, other.header) - other.header) / other.scale,
    )


def scrolled(view: View, dx: float, dy: float) -> View:
    """The view moved on by so many pixels."""
    return msgspec.structs.replace(view, left=view.left + dx / view.scale, top=view.top + dy / view.scale)


def reach(view: View, width: float, height: float) -> tuple[float, float]:
    """The greatest `left` and `top` from which a map of this size can be seen, in points; 0 where all of it is."""
    return (
        _most(width, view.body_width / view.scale, MARGIN / view.scale),
        _most(height, view.body_height / view.scale, MARGIN / view.scale),
    )


def kept_inside(view: View, width: float, height: float) -> View:
    """The view moved so that it does not look past a map of this size further than the margin."""
    most_left, most_top = reach(view, width, height)
    return msgspec.structs.replace(
        view, left=min(max(view.left, 0.0), most_left), top=min(max(view.top, 0.0), most_top)
    )


def fitted(view: View, left: float, top: float, right: float, bottom: float, most: float = 1.0) -> View:
    """The view that shows a rectangle of the map as large as it fits, but at most at the zoom `most`."""
    gap = 12.0
    zoom = min(most, LARGEST)
    for _twice in range(2):
        # The heads' size depends on the zoom, so what they leave is reckoned again.
        trial = msgspec.structs.replace(view, zoom=zoom)
        wide = max(trial.body_width - 2 * gap, 1.0) / max(right - left, 1.0)
        high = max(trial.body_height - 2 * gap, 1.0) / max(bottom - top, 1.0)
        zoom = min(max(min(wide, high) / PIXELS_PER_POINT, SMALLEST), most, LARGEST)
    trial = msgspec.structs.replace(view, zoom=zoom)
    spare_x = max(trial.body_width / trial.scale - (right - left), 0.0) / 2
    spare_y = max(trial.body_height / trial.scale - (bottom - top), 0.0) / 2
    return msgspec.structs.replace(trial, left=left - spare_x, top=top - spare_y)


def revealing(view: View, left: float, top: float, right: float, bottom: float) -> View:
    """The view moved as little as shows a rectangle of the map with some room about it."""
    gap = min(24.0, view.body_width / 8, view.body_height / 8) / view.scale
    wide, high = view.body_width / view.scale, view.body_height / view.scale
    return msgspec.structs.replace(
        view,
        left=_nearest(view.left, left - gap, right + gap - wide),
        top=_nearest(view.top, top - gap, bottom + gap - high),
    )


def _most(length: float, seen: float, margin: float) -> float:
    return length + margin - seen if length > seen else 0.0


def _nearest(now: float, latest: float, earliest: float) -> float:
    """The place nearest to `now` between the two; the latest where there is too little room for both."""
    return min(max(now, earliest), latest)
