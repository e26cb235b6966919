"""What is where in a grid: hit tests, rectangles, places to drop, and what a change damaged. Map points throughout."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from journeymapper.layout.boxes import Box
from journeymapper.layout.grid import Grid, Row
from journeymapper.layout.parts import TextAt
from journeymapper.model.records import Lane

Rect4 = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Spot(NamedTuple):
    """A box found in a grid, with the y of its row's top."""

    box: Box
    top: float

    @property
    def rect(self) -> Rect4:
        """The box's rectangle in map points."""
        top = self.top + self.box.y
        return self.box.x, top, self.box.x + self.box.width, top + self.box.height


class Drop(msgspec.Struct, frozen=True):
    """Where a drop would put a card: lane, stage, step ("" for the stage's whole width) and its index in the cell.

    `target` is the area to tint, `line` the insertion line (x1, y1, x2, y2), None in an empty cell.
    """

    lane: str
    stage: str
    step: str
    index: int
    target: Rect4
    line: tuple[float, float, float, float] | None


def row_at(grid: Grid, y: float) -> int | None:
    """The index of the row at y, None above the first and below the last."""
    if not grid.rows or not 0 <= y < grid.height:
        return None
    return bisect_right(grid.tops, y) - 1


def stage_at(grid: Grid, x: float) -> int | None:
    """The index of the stage at x, None beside the grid."""
    if not grid.stages or not 0 <= x < grid.width:
        return None
    return bisect_right([stage.x for stage in grid.stages], x) - 1


def column_at(grid: Grid, x: float) -> int | None:
    """The index of the column at x, None beside the grid."""
    if not grid.columns or not 0 <= x < grid.width:
        return None
    return bisect_right([column.left for column in grid.columns], x) - 1


def boxes_in(grid: Grid, left: float, top: float, right: float, bottom: float) -> Iterator[Spot]:
    """The boxes that meet a rectangle, row by row, each row from left to right."""
    first = max(bisect_right(grid.tops, top) - 1, 0)
    last = bisect_left(grid.tops, bottom)
    for index in range(first, min(last, len(grid.rows))):
        y = grid.tops[index]
        for box in boxes_between(grid.rows[index], left, right):
            if y + box.y <= bottom and y + box.y + box.height >= top:
                yield Spot(box, y)


def boxes_between(row: Row, left: float, right: float) -> Iterator[Box]:
    """The boxes of a row that meet the strip between two x."""
    widest = row.widest
    start = bisect_left(row.boxes, left - widest, key=_left)
    for index in range(start, len(row.boxes)):
        box = row.boxes[index]
        if box.x > right:
            return
        if box.x + box.width >= left:
            yield box


def box_at(grid: Grid, x: float, y: float) -> Spot | None:
    """The box at a point."""
    return next((spot for spot in boxes_in(grid, x, y, x, y)), None)


def find_box(grid: Grid, item_id: str) -> Spot | None:
    """The box of a card, measure or owner."""
    item = grid.document.get(item_id)
    lane = getattr(item, "lane", None)
    for row, top in zip(grid.rows, grid.tops, strict=True):
        if row.record.id == lane:
            return next((Spot(box, top) for box in row.boxes if box.item.id == item_id), None)
    return None


def rect_of(grid: Grid, item_id: str) -> Rect4 | None:
    """The rectangle of a card, measure or owner."""
    spot = find_box(grid, item_id)
    return spot.rect if spot else None


def text_rect(box: Box) -> Rect4:
    """Where a card's text stands (or would stand, where it has none), relative to the box."""
    texts = [part for part in box.inner.parts if isinstance(part, TextAt)]
    for part in texts:
        if part.key in ("text", "label", "name"):
            return part.x, part.y, box.width - 2, part.y + max(part.block.height, part.block.line_height)
    left = min((part.x for part in texts), default=min(box.width * 0.2, 14.0))
    return left, 3.0, box.width - 2, max(box.height - 3.0, 14.0)


def link_at(grid: Grid, x: float, y: float, tolerance: float) -> str | None:
    """The link within `tolerance` points of a point."""
    index = row_at(grid, y)
    if index is None:
        return None
    down = y - grid.tops[index]
    for piece in grid.rows[index].pieces:
        for start, end in zip(piece.points, piece.points[1:], strict=False):
            left, right = sorted((start[0], end[0]))
            top, bottom = sorted((start[1], end[1]))
            if left - tolerance <= x <= right + tolerance and top - tolerance <= down <= bottom + tolerance:
                return piece.link
    return None


def point_at(grid: Grid, x: float, y: float, tolerance: float) -> tuple[str, str] | None:
    """The (series id, step id) of the emotion point within `tolerance` points of a point, the first series first."""
    index = row_at(grid, y)
    if index is None or (emotion := grid.rows[index].emotion) is None:
        return None
    down = y - grid.tops[index]
    for curve in emotion.curves:
        for place in curve.points:
            if abs(place.x - x) <= tolerance and abs(place.y - down) <= tolerance:
                return curve.series.id, place.point.step
    return None


def drop_at(
    grid: Grid, x: float, y: float, moving: frozenset[str], form: str, *, wide: bool = False
) -> Drop | None:
    """Where a card of this form would land at a point; None beside the cells and over lines.

    A card lands in the step's column under the pointer; in the stage's whole width where what stands in the cell does,
    or where it is `wide` itself and the cell is empty. Pills and bars keep to the stage.
    """
    index, column_index = row_at(grid, y), column_at(grid, x)
    if index is None or column_index is None:
        return None
    row, top = grid.rows[index], grid.tops[index]
    if not isinstance(row.record, Lane):
        return None
    column = grid.columns[column_index]
    stage = grid.stages[grid.layout.by_stage[column.stage]]
    others = [item for item in grid.document.cell(row.record.id, stage.stage.id) if item.id not in moving]
    boxes = [box for box in row.boxes if box.item.stage == stage.stage.id and box.item.id not in moving]
    whole = _takes_stage(form, boxes, wide=wide) and stage.first != stage.last
    step = "" if whole else column.step
    left, right = (stage.x, stage.x + stage.width) if whole else (column.left, column.right)
    near = [box for box in boxes if box.first <= column_index <= box.last or whole]
    at, line = _insertion(near, x, y - top, left, right, form)
    order = [item.id for item in others]
    position = len(order) if at is None else order.index(at)
    if at is None and near and near[-1].item.id in order:
        position = max(order.index(box.item.id) for box in near) + 1
    area = left, top, right, top + row.height
    moved = None if line is None else (line[0], line[1] + top, line[2], line[3] + top)
    return Drop(row.record.id, stage.stage.id, step, position, area, moved)


def stage_gap(grid: Grid, x: float) -> tuple[int, float]:
    """The border between stages nearest to x: the index at which a stage would be inserted, and the border's x."""
    borders = [stage.x for stage in grid.stages] + [grid.width]
    index = min(range(len(borders)), key=lambda i: abs(borders[i] - x))
    return index, borders[index]


def step_gap(grid: Grid, x: float) -> tuple[str, int, float] | None:
    """Where a step would be inserted: (stage id, index in the stage, x of the border); None where there is no stage."""
    if not grid.stages:
        return None
    inside = min(max(x, 0.0), max(grid.width - 0.01, 0.0))
    stage = grid.stages[stage_at(grid, inside) or 0]
    borders = [grid.columns[i].left for i in range(stage.first, stage.last + 1)] + [stage.x + stage.width]
    index = min(range(len(borders)), key=lambda i: abs(borders[i] - x))
    return stage.stage.id, index, borders[index]


def row_gap(grid: Grid, y: float) -> tuple[int, float]:
    """The border between rows nearest to y: the index among the document's rows, and the border's y."""
    borders = [*grid.tops, grid.height]
    index = min(range(len(borders)), key=lambda i: abs(borders[i] - y))
    return index, borders[index]


def damage(old: Grid, new: Grid) -> list[tuple[int, float, float]]:
    """Rows of `new` whose picture differs from the one with the same record in `old`: (row index, left, right).

    Rows that are not listed look as they did, wherever they stand now.
    """
    before = {row.record.id: (index, row) for index, row in enumerate(old.rows)}
    found: list[tuple[int, float, float]] = []
    for index, row in enumerate(new.rows):
        known = before.get(row.record.id)
        if known is None or _neighbours(old, known[0]) != _neighbours(new, index):
            found.append((index, 0.0, new.width))
        elif known[1] is not row:
            strip = _changed_strip(known[1], row, new.width)
            if strip[0] < strip[1]:
                found.append((index, *strip))
    return found


def _left(box: Box) -> float:
    return box.x


def _neighbours(grid: Grid, index: int) -> tuple[object, ...]:
    """What else a row's picture depends on: the shade of the rows around a thin line, and who follows."""
    return tuple(
        (type(grid.rows[i].record), getattr(grid.rows[i].record, "side", ""), grid.rows[i].shade)
        if 0 <= i < len(grid.rows)
        else None
        for i in (index - 1, index + 1)
    )


def _changed_strip(old: Row, new: Row, width: float) -> tuple[float, float]:
    whole = (0.0, width)
    if (
        old.height != new.height
        or old.shade != new.shade
        or old.columns is not new.columns
        or old.emotion is not new.emotion
        or old.record is not new.record
        or len(old.pieces) != len(new.pieces)
        or old.stubs != new.stubs
        or any(
            a.points != b.points or a.label is not b.label
            for a, b in zip(old.pieces, new.pieces, strict=True)
        )
    ):
        return whole
    before = {
        (box.item.id, id(box.inner), box.x, box.y, box.width, box.height, box.colour) for box in old.boxes
    }
    after = {
        (box.item.id, id(box.inner), box.x, box.y, box.width, box.height, box.colour) for box in new.boxes
    }
    changed = before ^ after
    if not changed:
        return 0.0, 0.0
    return min(one[2] for one in changed) - 6.0, max(one[2] + one[4] for one in changed) + 6.0


def _takes_stage(form: str, boxes: list[Box], *, wide: bool) -> bool:
    """Whether a card dropped among these boxes takes the stage's whole width rather than one step's column."""
    if form in ("pill", "bar", "measure", "owner"):
        return True
    return not any(box.item.step for box in boxes) if boxes else wide


def _insertion(
    boxes: list[Box], x: float, y: float, left: float, right: float, form: str
) -> tuple[str | None, tuple[float, float, float, float] | None]:
    """The id of the item before which to insert (None: at the end) and the insertion line."""
    if not boxes:
        return None, None
    if form == "pill" and all(box.inner.form == "pill" for box in boxes):
        return _pill_insertion(boxes, x, y)
    ordered = sorted(boxes, key=lambda box: (box.y, box.x))
    for position, box in enumerate(ordered):
        if y < box.y + box.height / 2:
            above = ordered[position - 1] if position else None
            level = box.y - 2.8 if above is None else (above.y + above.height + box.y) / 2
            return box.item.id, (left + 4, level, right - 4, level)
    level = ordered[-1].y + ordered[-1].height + 2.8
    return None, (left + 4, level, right - 4, level)


def _pill_insertion(
    boxes: list[Box], x: float, y: float
) -> tuple[str | None, tuple[float, float, float, float] | None]:
    ordered = sorted(boxes, key=lambda box: (box.y, box.x))
    for box in ordered:
        below = y > box.y + box.height + 1.7
        if not below and x < box.x + box.width / 2:
            return box.item.id, (box.x - 1.7, box.y, box.x - 1.7, box.y + box.height)
    last = ordered[-1]
    end = last.x + last.width + 1.7
    return None, (end, last.y, end, last.y + last.height)
