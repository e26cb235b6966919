"""How a map is divided into slides, and where things of the grid stand on one. Lengths are points."""

from typing import NamedTuple

from journeymapper.export.placed import Area
from journeymapper.layout.columns import REFERENCE_WIDTH
from journeymapper.layout.grid import Grid
from journeymapper.layout.pieces import Point
from journeymapper.layout.theme import POINTS_PER_MM

MARGIN = 9.0 * POINTS_PER_MM
TITLE = 22.0 * POINTS_PER_MM
"""From the upper margin to the stages' heads: the title and the line below it."""

WIDEST = 1.25 * REFERENCE_WIDTH
"""A map wider than this is divided: on one slide its text would be too small to read."""

LONGEST_SIDE = 56 * 72 - 1.0
"""A slide's longest side, in points: the file format allows no more."""


class Part(NamedTuple):
    """The stages from `first` to `last` (0-based), which stand on one slide; x from `left` to `right` in the grid."""

    first: int
    last: int
    left: float
    right: float

    @property
    def width(self) -> float:
        """The width of its stages."""
        return self.right - self.left


def divided(grid: Grid) -> list[Part]:
    """The slides of a map: one, or as many as it takes for each to be readable; a stage is never cut."""
    if not grid.stages:
        return [Part(0, -1, 0.0, grid.width)]
    room = WIDEST - grid.head_width
    starts = _starts(grid, room)
    low = grid.width / len(starts)
    # As many slides as are needed, but none much narrower than the others.
    for _each in range(20 if low < room else 0):
        middle = (low + room) / 2
        if len(_starts(grid, middle)) == len(starts):
            room = middle
        else:
            low = middle
    starts = _starts(grid, room)
    ends = [*(start - 1 for start in starts[1:]), len(grid.stages) - 1]
    return [
        Part(first, last, grid.stages[first].x, grid.stages[last].x + grid.stages[last].width)
        for first, last in zip(starts, ends, strict=True)
    ]


def _starts(grid: Grid, room: float) -> list[int]:
    """The first stages of slides that have so much room beside the heads."""
    starts = [0]
    for number, box in enumerate(grid.stages):
        if number > starts[-1] and box.x + box.width - grid.stages[starts[-1]].x > room:
            starts.append(number)
    return starts


class Frame(NamedTuple):
    """A slide's size, and how the grid lies on it: grid y = 0 stands at `top`."""

    part: Part
    width: float
    height: float
    top: float
    scale: float
    head_width: float
    mirrored: bool

    def area(self, x: float, y: float, width: float, height: float) -> Area:
        """A rectangle of the grid on the slide; what lies outside the part's stages is cut off, heads are not."""
        if x >= 0:
            end = min(x + width, self.part.right)
            x = max(x, self.part.left)
            left, width = MARGIN + self.head_width + x - self.part.left, max(end - x, 0.0)
        else:
            left = MARGIN + self.head_width + x
        if self.mirrored:
            left = self.width / self.scale - left - width
        scale = self.scale
        return Area(left * scale, (self.top + y) * scale, width * scale, height * scale)

    def point(self, x: float, y: float) -> Point:
        """A point of the grid on the slide."""
        left = MARGIN + self.head_width + x - self.part.left
        if self.mirrored:
            left = self.width / self.scale - left
        return left * self.scale, (self.top + y) * self.scale

    def shows(self, x: float, width: float) -> bool:
        """Whether anything between x and x + width stands in the part."""
        return x < self.part.right - 0.5 and x + width > self.part.left + 0.5


def frames(grid: Grid, heads_height: float) -> list[Frame]:
    """The slides, all of the size of the widest part, in the map's proportions."""
    parts = divided(grid)
    top = MARGIN + TITLE + heads_height
    width = 2 * MARGIN + grid.head_width + max(part.width for part in parts)
    height = top + grid.height + MARGIN
    scale = min(1.0, LONGEST_SIDE / width, LONGEST_SIDE / height)
    return [
        Frame(part, width * scale, height * scale, top, scale, grid.head_width, grid.mirrored)
        for part in parts
    ]
