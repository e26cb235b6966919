"""Dragging the points of an emotion curve up and down."""

from journeymapper.edit.lanes import set_point
from journeymapper.interact.preview import UNDONE, Bubble, DraggedPoint, Gesture, Outcome, Preview
from journeymapper.interact.surface import Pointer
from journeymapper.interact.wording import cancels, step_name
from journeymapper.layout.curve import value_at, y_of
from journeymapper.layout.grid import Grid
from journeymapper.model.i18n import _
from journeymapper.model.records import EmotionPoint, Series


def drag_point(pointer: Pointer, series: str, step: str) -> Gesture:
    """Drag a point to another value, in steps of 0.1."""
    found = pointer.grid.document.point(series, step)
    if found is None:
        return UNDONE
    phase = "moving"
    value = found.value
    while phase == "moving":
        phase = pointer.follow((yield _preview(pointer.grid, found, value)))
        value = _value(pointer, found)
        if found.id not in pointer.grid.document:
            return UNDONE
    if phase == "cancelled" or value == found.value:
        return UNDONE
    with pointer.store.edit(_("Move emotion point")) as tx:
        set_point(tx, series, step, value)
    return Outcome((found.id,), _said(pointer.grid, step, value))


def signed(value: float) -> str:
    """A value of the scale with its sign, and a true minus."""
    return f"{value:+.1f}".replace("-", "−") if value else "0"


def scale_of(grid: Grid, series: str) -> tuple[float, float] | None:
    """The top of the lane in which a series runs, and the y of 0 on its scale, both in map points."""
    record = grid.document.find(Series, series)
    for row, top in zip(grid.rows, grid.tops, strict=True):
        if record is not None and row.record.id == record.lane and row.emotion is not None:
            return top, top + row.emotion.zero
    return None


def _value(pointer: Pointer, point: EmotionPoint) -> float:
    """The value under the pointer, which grabbed the point at some distance from its centre."""
    scale = scale_of(pointer.grid, point.series)
    if scale is None:
        return point.value
    off = pointer.pressed_y - y_of(point.value, scale[1])
    return value_at(pointer.map_y - off, scale[1]) + 0.0


def _preview(grid: Grid, point: EmotionPoint, value: float) -> Preview:
    scale = scale_of(grid, point.series)
    column = next((column for column in grid.columns if column.step == point.step), None)
    if scale is None or column is None:
        return Preview()
    return Preview(
        point=DraggedPoint(point.series, point.step, value),
        bubble=Bubble(signed(value), column.x + column.width / 2, y_of(value, scale[1])),
        cursor="grabbing",
        says=_said(grid, point.step, value),
        hints=(cancels(),),
    )


def _said(grid: Grid, step: str, value: float) -> str:
    return _("{step}: emotion {value}").format(step=step_name(grid, step), value=signed(value))
