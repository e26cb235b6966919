"""What lies under the pointer."""

import msgspec

from journeymapper.edit.places import Place
from journeymapper.interact.view import View
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import box_at, column_at, drop_at, link_at, point_at, row_at, stage_at
from journeymapper.layout.stages import GAP
from journeymapper.model.records import Line

NEAR = 6.0
"""Pixels within which a link or an emotion point is hit."""


class OnItem(msgspec.Struct, frozen=True):
    """A card, measure or owner; `form` is how it is drawn."""

    key: str
    form: str


class OnPoint(msgspec.Struct, frozen=True):
    """A point of an emotion curve."""

    series: str
    step: str
    key: str


class OnLink(msgspec.Struct, frozen=True):
    """A link."""

    key: str


class OnStage(msgspec.Struct, frozen=True):
    """The head of a stage."""

    key: str


class OnStep(msgspec.Struct, frozen=True):
    """The head of a step."""

    key: str


class OnRow(msgspec.Struct, frozen=True):
    """The head of a lane, or a line."""

    key: str
    line: bool


class OnCell(msgspec.Struct, frozen=True):
    """Empty ground in a cell; `place` is where a new card would stand."""

    place: Place


class OnNothing(msgspec.Struct, frozen=True):
    """Ground outside the grid."""


OnRecord = OnItem | OnPoint | OnLink | OnStage | OnStep | OnRow
Hit = OnRecord | OnCell | OnNothing


def pick(grid: Grid, view: View, x: float, y: float) -> Hit:
    """What lies at a pixel of the viewport."""
    map_x, map_y = view.map_x(x), view.map_y(y)
    match view.part(x, y):
        case "corner":
            return OnNothing()
        case "stages":
            return _head_at(grid, map_x, in_steps=y > view.header * chevron_share(grid, view))
        case "lanes":
            return _row_head_at(grid, map_y)
        case "body":
            return _body_at(grid, map_x, map_y, NEAR / view.scale)


def record_of(hit: Hit) -> str:
    """The id of the record that was hit, "" for ground."""
    return "" if isinstance(hit, OnCell | OnNothing) else hit.key


def chevron_share(grid: Grid, view: View) -> float:
    """Share of the stage heads' height that chevrons take; the row of steps has the rest."""
    return 1.0 if view.blocks else (grid.heads.chevron + GAP / 2) / max(grid.stage_head, 1.0)


def _head_at(grid: Grid, x: float, *, in_steps: bool) -> Hit:
    if in_steps:
        column = column_at(grid, x)
        return OnNothing() if column is None else OnStep(grid.columns[column].step)
    stage = stage_at(grid, x)
    return OnNothing() if stage is None else OnStage(grid.stages[stage].stage.id)


def _row_head_at(grid: Grid, y: float) -> Hit:
    row = row_at(grid, y)
    if row is None:
        return OnNothing()
    record = grid.rows[row].record
    return OnRow(record.id, isinstance(record, Line))


def _body_at(grid: Grid, x: float, y: float, near: float) -> Hit:
    point = point_at(grid, x, y, near)
    if point is not None:
        found = grid.document.point(*point)
        if found is not None:
            return OnPoint(point[0], point[1], found.id)
    box = box_at(grid, x, y)
    if box is not None:
        return OnItem(box[0].item.id, box[0].inner.form)
    link = link_at(grid, x, y, near)
    return OnLink(link) if link else _ground_at(grid, x, y)


def _ground_at(grid: Grid, x: float, y: float) -> Hit:
    row = row_at(grid, y)
    if row is None or not 0 <= x < grid.width:
        return OnNothing()
    record = grid.rows[row].record
    if isinstance(record, Line):
        return OnRow(record.id, line=True)
    drop = drop_at(grid, x, y, frozenset(), "card")
    return OnNothing() if drop is None else OnCell(Place(drop.lane, drop.stage, drop.step, drop.index))
