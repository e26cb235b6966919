"""Where a text is written in place: over the text itself, in the same style and size."""

from typing import NamedTuple

from PySide6.QtCore import QRectF

from journeymapper.edit.places import Place
from journeymapper.interact.picking import chevron_share
from journeymapper.interact.texts import new_in
from journeymapper.interact.view import PIXELS_PER_POINT, View
from journeymapper.layout.boxes import Box
from journeymapper.layout.grid import Grid
from journeymapper.layout.heads import TEXT_LEFT
from journeymapper.layout.index import find_box, text_rect
from journeymapper.layout.shaped import Style
from journeymapper.layout.stages import AFTER_DISC, DISC_LEFT
from journeymapper.layout.theme import Theme
from journeymapper.model.records import Card, Lane, Stage, Step
from journeymapper.model.tables import KINDS
from journeymapper.ui.canvas.marks import row_of

LEAST_ZOOM = 0.7
"""Below this zoom text is written at 100 %."""
STYLES = {
    "card": "card",
    "edge": "card",
    "tab": "card_strong",
    "bubble": "thought",
    "label": "card_title",
    "pill": "chip",
    "bar": "card",
    "note": "card",
    "measure": "kpi_label",
    "owner": "owner_name",
}
HEAVIER = {"card": "card_strong", "chip": "status_chip"}
PAD = 2.0


class TextPlace(NamedTuple):
    """An area in pixels as the view counts them, the style of the text, and pixels a point for its size.

    `at_right` tells that the text stands at the right of its area.
    """

    area: QRectF
    style: Style
    scale: float
    in_head: bool = False
    at_right: bool = False


def text_place(grid: Grid, view: View, theme: Theme, key: str) -> TextPlace | None:
    """Where the text of a record is written; None for a record that is not seen as text."""
    record = grid.document.get(key)
    spot = find_box(grid, key)
    if spot is not None:
        return _item_place(grid, view, theme, spot.box, spot.top)
    match record:
        case Stage():
            return _stage_place(grid, view, theme, key)
        case Step():
            return _step_place(grid, view, theme, key)
        case Lane():
            return _lane_place(grid, view, theme, key)
        case _:
            return None


def draft_place(grid: Grid, view: View, theme: Theme, place: Place) -> TextPlace | None:
    """Where a text is written that will be a new card at a place: below what stands there."""
    found = row_of(grid, place.lane)
    stage = grid.layout.by_stage.get(place.stage)
    if found is None or stage is None:
        return None
    box = grid.stages[stage]
    first, last = box.first, box.last
    if place.step in grid.layout.by_step:
        first = last = grid.layout.by_step[place.step]
    row, top = found
    pad = theme.space["lane_pad"]
    below = [
        other.y + other.height + pad for other in row.boxes if other.first <= last and other.last >= first
    ]
    left, right = grid.columns[first].x, grid.columns[last].x + grid.columns[last].width
    new = new_in(grid.document, place.lane)
    style = theme.styles[STYLES[KINDS[new.key].form if new.what == "kind" else new.what]]
    scale = _scale(view)
    x, y = view.pixel_x(left + pad), view.pixel_y(top + max(below, default=pad) + pad)
    area = QRectF(x, y, max((right - left - 2 * pad) * scale, 60.0), style.size * 1.26 * scale)
    return TextPlace(area, style, scale)


def mirrored(place: TextPlace, view: View) -> TextPlace:
    """Where a text of a map from right to left is written, in pixels from the viewport's left edge."""
    area = QRectF(place.area)
    area.moveRight(view.width - place.area.x())
    return place._replace(area=area, at_right=True)


def _item_place(grid: Grid, view: View, theme: Theme, box: Box, top: float) -> TextPlace:
    left, upper, right, lower = text_rect(box)
    if box.inner.form in ("pill", "label"):
        # A pill is as wide as its text: while it is written it may take what its columns have.
        column = grid.columns[box.last]
        right = max(right, column.x + column.width - box.x - PAD)
    name = STYLES[box.inner.form]
    if isinstance(box.item, Card) and box.item.weight == "major":
        name = HEAVIER.get(name, name)
    scale = _scale(view)
    x, y = view.pixel_x(box.x + left), view.pixel_y(top + box.y + upper)
    area = QRectF(x, y, max((right - left) * scale, 60.0), (lower - upper) * scale)
    return TextPlace(area, theme.styles[name], scale)


def _stage_place(grid: Grid, view: View, theme: Theme, key: str) -> TextPlace | None:
    index = grid.layout.by_stage.get(key)
    if index is None:
        return None
    box, scale, style = grid.stages[index], _scale(view), theme.styles["stage_title"]
    left = DISC_LEFT + theme.space["stage_disc"] + AFTER_DISC
    x = view.pixel_x(box.x) + left * view.scale
    height = style.size * 1.26 * scale
    y = max((view.header * chevron_share(grid, view) - height) / 2, 0.0)
    return TextPlace(
        QRectF(x, y, max((box.width - left) * view.scale - 12, 120.0), height), style, scale, in_head=True
    )


def _step_place(grid: Grid, view: View, theme: Theme, key: str) -> TextPlace | None:
    index = grid.layout.by_step.get(key)
    if index is None:
        return None
    column, scale, style = grid.columns[index], _scale(view), theme.styles["goal"]
    height = style.size * 1.26 * scale
    share = chevron_share(grid, view)
    y = view.header * share + max((view.header * (1 - share) - height) / 2 - PAD, 0.0)
    x = view.pixel_x(column.left) + 8
    return TextPlace(
        QRectF(x, y, max((column.right - column.left) * view.scale - 16, 80.0), height), style, scale, True
    )


def _lane_place(grid: Grid, view: View, theme: Theme, key: str) -> TextPlace | None:
    found = row_of(grid, key)
    if found is None or found[0].head is None:
        return None
    scale, style = _scale(view), theme.styles["lane_title"]
    left = theme.space["group_band"] + theme.space["group_gap"] + TEXT_LEFT
    x = min(left * view.scale, view.gutter * 0.5) if not view.blocks else 6.0
    y = view.pixel_y(found[1] + found[0].head.top)
    height = max(found[0].head.title.height, style.size * 1.26) * scale
    return TextPlace(QRectF(x, y, max(view.gutter - x - 8, 110.0), height), style, scale, in_head=True)


def _scale(view: View) -> float:
    return PIXELS_PER_POINT if view.zoom < LEAST_ZOOM else view.scale
