"""Dragging emotion points."""

import pytest

from journeymapper.edit.lanes import clear_point
from journeymapper.interact.pulling_points import scale_of
from journeymapper.layout.curve import PITCH, y_of
from tests.interact.desk import Desk


def pixel_of(desk: Desk, step: int, value: float) -> tuple[float, float]:
    """Where a value at a step is seen; steps count from 1."""
    series = desk.document.first_series
    assert series is not None
    scale = scale_of(desk.grid, series.id)
    assert scale is not None
    column = desk.grid.columns[step - 1]
    x = desk.view.pixel_x(column.x + column.width / 2)
    return x, desk.view.pixel_y(y_of(value, scale[1]))


def value_of(desk: Desk, step: int) -> float | None:
    series = desk.document.first_series
    assert series is not None
    point = desk.document.point(series.id, desk.grid.columns[step - 1].step)
    return point.value if point else None


def test_a_point_follows_the_pointer_in_steps_of_a_tenth(desk: Desk):
    start = value_of(desk, 5)
    assert start is not None
    desk.press(pixel_of(desk, 5, start)).to(pixel_of(desk, 5, 1.33))
    assert desk.preview.point is not None
    assert desk.preview.point.value == pytest.approx(1.3)
    assert desk.preview.bubble is not None
    assert desk.preview.bubble.text == "+1.3"
    desk.release()
    assert value_of(desk, 5) == pytest.approx(1.3)


def test_it_keeps_to_the_scale(desk: Desk):
    start = value_of(desk, 5)
    assert start is not None
    desk.press(pixel_of(desk, 5, start)).to((900.0, -500.0)).release()
    assert value_of(desk, 5) == 2
    desk.press(pixel_of(desk, 5, 2)).to((900.0, 5000.0)).release()
    assert value_of(desk, 5) == -2


def test_a_point_grabbed_beside_its_middle_does_not_jump(desk: Desk):
    start = value_of(desk, 5)
    assert start is not None
    x, y = pixel_of(desk, 5, start)
    desk.press((x, y + 5)).by(0, -0.5 * PITCH * desk.view.scale).release()
    assert value_of(desk, 5) == pytest.approx(start + 0.5)


def test_esc_leaves_the_point_where_it_was(desk: Desk):
    start = value_of(desk, 5)
    assert start is not None
    desk.press(pixel_of(desk, 5, start)).to(pixel_of(desk, 5, -1.5)).cancel()
    assert value_of(desk, 5) == start


def test_a_double_click_where_a_value_is_missing_sets_one(desk: Desk):
    series = desk.document.first_series
    assert series is not None
    with desk.store.edit("clear") as tx:
        clear_point(tx, series.id, desk.grid.columns[4].step)
    desk.press(pixel_of(desk, 5, -1.2), clicks=2)
    assert value_of(desk, 5) == pytest.approx(-1.2)
