"""Double-click on empty ground: a new card to be written into, or a new emotion point."""

from journeymapper.edit.lanes import add_series, set_point
from journeymapper.edit.places import Place
from journeymapper.interact.preview import UNDONE, Gesture, Outcome
from journeymapper.interact.pulling_points import signed
from journeymapper.interact.surface import Pointer
from journeymapper.interact.wording import step_name
from journeymapper.layout.curve import value_at
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import column_at, row_at
from journeymapper.model.i18n import _


def write_at(pointer: Pointer, place: Place) -> Gesture:
    """A second press on empty ground: a draft is to be opened there, or a point is set; over before it began."""
    yield from ()
    felt = _felt_at(pointer.grid, pointer.map_x, pointer.map_y)
    return Outcome(draft=place) if felt is None else _with_point(pointer, place.lane, *felt)


def _felt_at(grid: Grid, x: float, y: float) -> tuple[str, float] | None:
    """The step and the value that a point of an emotion curve here would have; None outside a curve's area."""
    row, column = row_at(grid, y), column_at(grid, x)
    if row is None or column is None:
        return None
    emotion = grid.rows[row].emotion
    top = grid.tops[row]
    if emotion is None or not top <= y < top + emotion.height:
        return None
    return grid.columns[column].step, value_at(y - top, emotion.zero)


def _with_point(pointer: Pointer, lane: str, step: str, value: float) -> Outcome:
    series = pointer.store.document.series_of(lane)
    if series and pointer.store.document.point(series[0].id, step) is not None:
        return UNDONE
    with pointer.store.edit(_("Add emotion point")) as tx:
        line = series[0] if series else add_series(tx, lane)
        point = set_point(tx, line.id, step, value)
    says = _("{step}: emotion {value}").format(step=step_name(pointer.grid, step), value=signed(value))
    return Outcome((point.id,), says)
