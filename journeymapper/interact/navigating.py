"""Where the keyboard goes: from card to card and from cell to cell."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from journeymapper.edit.places import Place
from journeymapper.interact.focus import cell_focus, focused_cell
from journeymapper.layout.grid import Grid, Row, reach
from journeymapper.model.document import Item
from journeymapper.model.records import Lane, Record, Stage, Step

Direction = Literal["left", "right", "up", "down"]


class Stop(msgspec.Struct, frozen=True):
    """A card or an empty cell: its focus, its row, its columns and its y in the row."""

    focus: str
    row: int
    first: int
    last: int
    y: float


def neighbour(grid: Grid, focus: str, direction: Direction) -> str:
    """The focus beside another one; the same where there is nothing in that direction, the first one for none.

    Left and right are those of the map as it is seen, whichever way it is read.
    """
    here = stop_of(grid, focus)
    if here is None:
        first = next((stop for index in range(len(grid.rows)) for stop in stops_in(grid, index)), None)
        return first.focus if first else ""
    if direction in ("left", "right"):
        found = _beside(grid, here, later=(direction == "right") != grid.mirrored)
    else:
        found = _over(grid, here, down=direction == "down")
    return found.focus if found else focus


def following(grid: Grid, focus: str, *, back: bool = False) -> str:
    """The next card or empty cell in reading order, from lane to lane, or the one before; "" past the end.

    Of a stage, step or lane it is the next of its kind.
    """
    heads = _heads_like(grid, focus)
    if focus in heads:
        place = heads.index(focus) + (-1 if back else 1)
        return heads[place] if 0 <= place < len(heads) else ""
    here = stop_of(grid, focus)
    if here is None:
        return ""
    rows = range(here.row, -1, -1) if back else range(here.row, len(grid.rows))
    for row in rows:
        stops = sorted(stops_in(grid, row), key=lambda stop: (stop.first, stop.y))
        if row == here.row:
            at = stops.index(here)
            stops = stops[:at] if back else stops[at + 1 :]
        if stops:
            return stops[-1 if back else 0].focus
    return ""


def stop_of(grid: Grid, focus: str) -> Stop | None:
    """The stop of a focus; None where it is neither an item nor a cell."""
    cell = focused_cell(focus)
    if cell is not None:
        return next((stop for stop in _lane_stops(grid, cell.lane) if _covers(grid, stop, cell)), None)
    item = grid.document.get(focus)
    if not isinstance(item, Item):
        return None
    return next((stop for stop in _lane_stops(grid, item.lane) if stop.focus == focus), None)


def stops_in(grid: Grid, index: int) -> Iterator[Stop]:
    """The cards of a row, and an empty cell for each column in which nothing stands."""
    row = grid.rows[index]
    if not isinstance(row.record, Lane):
        return
    free = set(range(len(grid.columns)))
    for box in row.boxes:
        first, last = reach(box.item, grid.layout)
        free -= set(range(first, last + 1))
        yield Stop(box.item.id, index, first, last, box.y)
    for column in sorted(free):
        place = Place(row.record.id, grid.columns[column].stage, grid.columns[column].step)
        yield Stop(cell_focus(place), index, column, column, 0.0)


def _lane_stops(grid: Grid, lane: str) -> Iterator[Stop]:
    for index, row in enumerate(grid.rows):
        if row.record.id == lane:
            yield from stops_in(grid, index)


def _covers(grid: Grid, stop: Stop, cell: Place) -> bool:
    """Whether a stop stands where a cell is; a cell that was empty may have been filled."""
    if cell.step in grid.layout.by_step:
        return stop.first <= grid.layout.by_step[cell.step] <= stop.last
    if cell.stage not in grid.layout.by_stage:
        return False
    stage = grid.stages[grid.layout.by_stage[cell.stage]]
    return stage.first <= stop.last and stop.first <= stage.last


def _beside(grid: Grid, here: Stop, *, later: bool) -> Stop | None:
    stops = [
        stop
        for stop in stops_in(grid, here.row)
        if (stop.first > here.last if later else stop.last < here.first)
    ]
    nearest = min((abs(stop.first - here.first) for stop in stops), default=0)
    near = [stop for stop in stops if abs(stop.first - here.first) == nearest]
    return min(near, key=lambda stop: abs(stop.y - here.y), default=None)


def _over(grid: Grid, here: Stop, *, down: bool) -> Stop | None:
    own = [
        stop
        for stop in stops_in(grid, here.row)
        if stop.first <= here.last
        and stop.last >= here.first
        and (stop.y > here.y if down else stop.y < here.y)
    ]
    if own:
        return min(own, key=lambda stop: abs(stop.y - here.y))
    rows = range(here.row + 1, len(grid.rows)) if down else range(here.row - 1, -1, -1)
    for row in rows:
        stops = [stop for stop in stops_in(grid, row) if stop.first <= here.first <= stop.last]
        if stops:
            return min(stops, key=lambda stop: stop.y) if down else max(stops, key=lambda stop: stop.y)
    return None


def _heads_like(grid: Grid, key: str) -> list[str]:
    record: Record | Row | None = grid.document.get(key)
    match record:
        case Stage():
            return [box.stage.id for box in grid.stages]
        case Step():
            return [column.step for column in grid.columns]
        case Lane():
            return [row.record.id for row in grid.rows if isinstance(row.record, Lane)]
        case _:
            return []
