"""What is selected of a map, on a page of its own: every part where it stands in the map, and nothing behind it."""

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

import msgspec

from journeymapper.drawing.links import link_label_ops, piece_ops
from journeymapper.drawing.mirror import Mirror
from journeymapper.drawing.notes import page_notes
from journeymapper.drawing.ops import Group, Op, Page
from journeymapper.drawing.screen import MapDrawing
from journeymapper.drawing.stages import chevron_ops, lower_ops
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.layout.pieces import Piece
from journeymapper.layout.theme import POINTS_PER_MM
from journeymapper.model.collector import collector_paused
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.model.records import EmotionPoint, Link, Series, Stage, Step

MARGIN = 2.0 * POINTS_PER_MM
"""Round what is drawn: codes and tails reach a little beyond their cards."""

Area = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class _Chosen(msgspec.Struct, frozen=True):
    """What is selected, by what it takes to draw it: whole rows, stage heads, step heads, items and links."""

    rows: Set[str]
    stages: Set[str]
    steps: Set[str]
    items: Set[str]
    links: Set[str]


class _Part(NamedTuple):
    """A group of ops and the area that it takes."""

    area: Area
    ops: Group


@collector_paused()
def selection_page(
    document: Document, numbers: Mapping[str, int], layouter: Layouter, only: Set[str]
) -> Page:
    """A page just large enough for the records of these ids, at the scale of the map.

    A stage or step comes with its head and all that stands in it, a lane with its head and its ground, an emotion
    point with its lane. Links are drawn where both their ends are. Raises JourneyError where none of it is drawn.
    """
    grid = layouter.grid(document, numbers)
    drawing = MapDrawing(layouter.theme, layouter.engine)
    chosen = _chosen(document, only)
    parts = list(_parts(grid, drawing, chosen))
    if not parts:
        raise JourneyError(_("Nothing that is drawn is selected: select cards, stages or lanes."))
    left, right = min(part.area[0] for part in parts), max(part.area[2] for part in parts)
    top, bottom = min(part.area[1] for part in parts), max(part.area[3] for part in parts)
    ops: tuple[Op, ...] = tuple(part.ops for part in parts)
    if grid.mirrored:
        ops = Mirror().ops(ops)
        left, right = -right, -left
    size = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
    return Page(*size, ops, 1.0, MARGIN - left, MARGIN - top, notes=page_notes(_shown(grid, chosen), ops))


def _chosen(document: Document, only: Set[str]) -> _Chosen:
    rows = {record.id for record in document.rows if record.id in only}
    rows |= {series.lane for series in document.all(Series) if series.id in only}
    for key in only:
        point = document.find(EmotionPoint, key)
        series = document.find(Series, point.series) if point else None
        rows |= {series.lane} if series else set()
    stages = {key for key in only if document.find(Stage, key)}
    steps = {key for key in only if document.find(Step, key)}
    items = {
        item.id
        for item in document.items()
        if item.id in only or item.stage in stages or item.step in steps or item.lane in rows
    }
    links = {
        link.id
        for link in document.all(Link)
        if link.id in only or (link.source in items and link.target in items)
    }
    return _Chosen(rows, stages, steps, items, links)


def _parts(grid: Grid, drawing: MapDrawing, chosen: _Chosen) -> Iterator[_Part]:
    """What is drawn, in the order in which the map is drawn."""
    heads = tuple(_heads(grid, drawing, chosen))
    if heads:
        yield _Part(_heads_area(grid, chosen), _moved(0.0, heads))
    for index, top in enumerate(grid.tops):
        if grid.rows[index].record.id in chosen.rows:
            yield _whole_row(grid, drawing, index, top)
        else:
            yield from _some_of_row(grid, drawing, chosen, index)


def _whole_row(grid: Grid, drawing: MapDrawing, index: int, top: float) -> _Part:
    ops = (
        *drawing.row_ops(grid, index, 0.0, grid.width),
        *drawing.lane_head_ops(grid, index),
        *drawing.label_ops(grid, index),
    )
    return _Part((-grid.head_width, top, grid.width, top + grid.rows[index].height), _moved(top, ops))


def _some_of_row(grid: Grid, drawing: MapDrawing, chosen: _Chosen, index: int) -> Iterator[_Part]:
    """Lines, then their labels, then items, as the row itself is drawn."""
    row, top, theme = grid.rows[index], grid.tops[index], drawing.theme
    pieces = [piece for piece in row.pieces if piece.link in chosen.links and len(piece.points) > 1]
    for ops_of in (piece_ops, link_label_ops):
        for piece in pieces:
            drawn = tuple(ops_of(piece, theme))
            if drawn:
                yield _Part(_piece_area(piece, top), _moved(top, drawn))
    for box in row.boxes:
        if box.item.id in chosen.items:
            area = box.x, top + box.y, box.x + box.width, top + box.y + box.height
            yield _Part(area, _moved(top, (drawing.card(box),)))


def _heads(grid: Grid, drawing: MapDrawing, chosen: _Chosen) -> Iterator[Op]:
    heads, theme = grid.heads, drawing.theme
    shown = msgspec.structs.replace(
        heads,
        chevrons=tuple(each for each in heads.chevrons if each.box.stage.id in chosen.stages),
        goals=tuple(each for each in heads.goals if each[0].stage.id in chosen.stages),
        steps=tuple(each for each in heads.steps if _is_step_shown(grid, each.column.step, chosen)),
    )
    yield from chevron_ops(shown, -grid.stage_head, float("-inf"), float("inf"), theme)
    yield from lower_ops(shown, -grid.stage_head, float("-inf"), float("inf"), theme)


def _is_step_shown(grid: Grid, key: str, chosen: _Chosen) -> bool:
    step = grid.document.find(Step, key)
    return step is not None and (key in chosen.steps or step.stage in chosen.stages)


def _heads_area(grid: Grid, chosen: _Chosen) -> Area:
    boxes = [(box.x, box.x + box.width) for box in grid.stages if box.stage.id in chosen.stages]
    columns = [(one.left, one.right) for one in grid.columns if one.step in chosen.steps]
    spans = boxes + columns
    top = -grid.stage_head if boxes else -grid.stage_head + grid.heads.steps_top
    return min(left for left, _right in spans), top, max(right for _left, right in spans), 0.0


def _piece_area(piece: Piece, top: float) -> Area:
    xs, ys = [x for x, _y in piece.points], [y for _x, y in piece.points]
    if piece.label is not None:
        xs += [piece.label_x - piece.label.width / 2, piece.label_x + piece.label.width / 2]
        ys += [piece.label_y - piece.label.height / 2, piece.label_y + piece.label.height / 2]
    return min(xs), top + min(ys), max(xs), top + max(ys)


def _moved(top: float, ops: tuple[Op, ...]) -> Group:
    return Group(0.0, top, ops, float("-inf"), float("-inf"), float("inf"), float("inf"))


def _shown(grid: Grid, chosen: _Chosen) -> Grid:
    """The grid with nothing but what is drawn, for what is to be said of it."""
    rows = tuple(
        msgspec.structs.replace(row, boxes=tuple(box for box in row.boxes if box.item.id in chosen.items))
        for row in grid.rows
    )
    return msgspec.structs.replace(grid, rows=rows)
