"""Zooming, scrolling and fitting, as arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.interact.camera import NOTCH, Camera
from journeymapper.interact.view import BLOCKS_BELOW, LARGEST, SMALLEST, View

WIDTH, HEIGHT = 1016.0, 604.0
lengths = st.floats(0, 1400)


def camera(zoom: float = 1.0, width: float = 1100, height: float = 700) -> Camera:
    made = Camera()
    made.frame(width, height)
    made.measure(WIDTH, HEIGHT, 123.3, 49.0)
    made.zoom_to(zoom, 0, 0)
    return made


def test_a_notch_magnifies_by_no_more_than_fifteen_percent():
    assert 1 < NOTCH <= 1.15


@given(st.lists(st.integers(-3, 3), max_size=30), lengths, lengths, st.floats(0.1, 4.0), lengths, lengths)
def test_turning_the_wheel_back_shows_the_very_same_view(
    notches: list[int], x: float, y: float, zoom: float, left: float, top: float
):
    made = camera(zoom)
    made.look_at(left, top)
    before = made.view
    turned = 0
    for count in notches:
        reached = made.view.zoom
        made.zoom_by(count, x, y)
        if made.view.zoom != reached:
            turned += count
    if SMALLEST < made.view.zoom < LARGEST:
        made.zoom_by(-turned, x, y)
        assert made.view == before


@given(st.floats(0.1, 4.0), st.floats(0.1, 4.0), st.floats(300, 1000), st.floats(150, 600))
def test_what_is_under_the_pointer_stays_there(zoom: float, other: float, x: float, y: float):
    made = camera(zoom, 3000, 3000)
    made._width = made._height = 1e6
    made.look_at(2e5, 2e5)
    x, y = max(x, 3000 * 0.46), max(y, 300)
    point = made.view.map_x(x), made.view.map_y(y)
    made.zoom_to(other, x, y)
    assert made.view.pixel_x(point[0]) == pytest.approx(x, abs=1.0)
    assert made.view.pixel_y(point[1]) == pytest.approx(y, abs=1.0)


@given(st.floats(0.1, 4.0), st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))
def test_the_view_never_leaves_the_map(zoom: float, dx: float, dy: float):
    made = camera(zoom)
    made.scroll_by(dx, dy)
    view = made.view
    assert 0 <= view.left <= WIDTH
    assert 0 <= view.top <= HEIGHT


@given(st.floats(-100, 5000), st.floats(-100, 5000), st.floats(0.1, 4.0))
def test_pixels_and_map_points_are_each_others_way_back(x: float, y: float, zoom: float):
    view = camera(zoom).view
    assert view.map_x(view.pixel_x(x)) == pytest.approx(x)
    assert view.map_y(view.pixel_y(y)) == pytest.approx(y)


def test_fitting_shows_the_whole_map():
    made = camera(2.0)
    made.fit(0, 0, WIDTH, HEIGHT)
    view = made.view
    assert view.pixel_x(0) >= view.gutter - 1
    assert view.pixel_x(WIDTH) <= view.width
    assert view.pixel_y(HEIGHT) <= view.height


def test_revealing_scrolls_no_further_than_it_must():
    made = camera(1.0, 700, 500)
    made.reveal(900, 500, 950, 540)
    assert made.view.right == pytest.approx(950, abs=30)
    here = made.view
    made.reveal(910, 505, 930, 520)
    assert made.view == here


def test_from_afar_heads_keep_a_size_that_can_be_read():
    near, far = camera(BLOCKS_BELOW).view, camera(SMALLEST).view
    assert far.gutter >= 60
    assert far.header >= 20
    assert near.gutter > 0


def test_the_parts_of_a_view_meet_at_its_heads():
    view = View(1.0, 0, 0, 1000, 800, 100, 40)
    assert (view.part(1, 1), view.part(300, 1), view.part(1, 300), view.part(300, 300)) == (
        "corner",
        "stages",
        "lanes",
        "body",
    )
