"""Where records lie on the map, for bringing them into view."""

from collections.abc import Iterable

from journeymapper.interact.preview import Area
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import rect_of
from journeymapper.model.records import EmotionPoint, Link, Series
from journeymapper.ui.canvas.marks import columns_of, row_of


def area_of(grid: Grid, key: str) -> Area | None:
    """The area of the map that a record takes; a stage has no height of its own, a lane no width."""
    area = rect_of(grid, key)
    if area is not None:
        return area
    span = next(columns_of(grid, {key}), None)
    if span is not None:
        return span[0], 0.0, span[1], 0.0
    row = row_of(grid, key)
    if row is not None:
        return 0.0, row[1], 0.0, row[1] + row[0].height
    match grid.document.get(key):
        case Link(source=source, target=target):
            return area_of_all(grid, (source, target))
        case EmotionPoint(series=line, step=step):
            return _crossing(grid, line, step)
        case _:
            return None


def area_of_all(grid: Grid, keys: Iterable[str]) -> Area | None:
    """The smallest area that holds all of these records."""
    areas = [area for key in keys if (area := area_of(grid, key)) is not None]
    if not areas:
        return None
    lefts, tops, rights, bottoms = zip(*areas, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _crossing(grid: Grid, line: str, step: str) -> Area | None:
    series = grid.document.find(Series, line)
    row = row_of(grid, series.lane) if series is not None else None
    span = next(columns_of(grid, {step}), None)
    if row is None or span is None:
        return None
    return span[0], row[1], span[1], row[1] + row[0].height
