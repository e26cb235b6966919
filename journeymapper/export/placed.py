"""Where things of a laid-out map stand on a sheet without tiles: absolute, as the map is read, in layout points."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from journeymapper.layout.boxes import Box
from journeymapper.layout.grid import Grid
from journeymapper.layout.pieces import Piece, Point


class Area(NamedTuple):
    """A rectangle: x and y of its left upper corner."""

    x: float
    y: float
    width: float
    height: float


class Way(NamedTuple):
    """A link's line: its runs of points in the direction of travel; which piece has its label, and where."""

    runs: tuple[tuple[Point, ...], ...]
    label: Piece | None
    label_at: Point
    kind: str
    arrow: bool


def area(grid: Grid, x: float, y: float, width: float, height: float) -> Area:
    """A rectangle of the grid as the map is read: from right to left, x counts from the other side."""
    return Area(grid.width - x - width if grid.mirrored else x, y, width, height)


def boxes(grid: Grid) -> Iterator[tuple[int, Box, Area]]:
    """Every box with the place of its row, row by row."""
    for index, (row, top) in enumerate(zip(grid.rows, grid.tops, strict=True)):
        for box in row.boxes:
            yield index, box, area(grid, box.x, top + box.y, box.width, box.height)


def row_area(grid: Grid, index: int) -> Area:
    """The ground of a row, right of its head as the map is read."""
    return area(grid, 0.0, grid.tops[index], grid.width, grid.rows[index].height)


def ways(grid: Grid) -> Mapping[str, Way]:
    """The lines of all links by their ids, their pieces of several rows joined."""
    found: dict[str, list[tuple[float, Piece]]] = {}
    for row, top in zip(grid.rows, grid.tops, strict=True):
        for piece in row.pieces:
            if len(piece.points) > 1:
                found.setdefault(piece.link, []).append((top, piece))
    return {link: _way(grid, pieces) for link, pieces in found.items()}


def _way(grid: Grid, pieces: list[tuple[float, Piece]]) -> Way:
    runs = [tuple(_point(grid, x, y + top) for x, y in piece.points) for top, piece in pieces]
    joined = _joined(runs)
    top, label = next(((top, piece) for top, piece in pieces if piece.label is not None), (0.0, None))
    middle = (0.0, 0.0) if label is None else _point(grid, label.label_x, top + label.label_y)
    return Way(tuple(joined), label, middle, pieces[0][1].kind, any(piece.arrow for _top, piece in pieces))


def _point(grid: Grid, x: float, y: float) -> Point:
    return (grid.width - x if grid.mirrored else x, y)


def _joined(runs: list[tuple[Point, ...]]) -> list[tuple[Point, ...]]:
    """Runs that begin where others end, as one."""
    left = list(runs)
    found: list[tuple[Point, ...]] = []
    while left:
        run = left.pop(0)
        while (after := next((other for other in left if _meet(run[-1], other[0])), None)) is not None:
            left.remove(after)
            run += after[1:]
        while (before := next((other for other in left if _meet(other[-1], run[0])), None)) is not None:
            left.remove(before)
            run = before + run[1:]
        found.append(run)
    return found


def _meet(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < 0.01 and abs(one[1] - other[1]) < 0.01
