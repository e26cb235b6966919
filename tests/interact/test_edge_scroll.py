"""Scrolling near the edges while something is dragged."""

import pytest

from journeymapper.interact.edges import DELAY, FASTEST
from tests.interact.desk import Desk, example


@pytest.fixture
def small() -> Desk:
    """The example in a window that shows a part of it."""
    return Desk(example(), width=900, height=500)


def test_a_still_pointer_at_the_edge_scrolls(small: Desk):
    small.press(small.at(_first(small))).to((890.0, 250.0)).wait(1.0)
    assert small.view.left > 100


def _first(desk: Desk) -> str:
    return desk.codes("actions", "Awareness")[0]


def test_it_scrolls_on_both_axes_at_once(small: Desk):
    small.press(small.at(_first(small))).to((895.0, 495.0)).wait(1.0)
    assert small.view.left > 100
    assert small.view.top > 100


def test_it_waits_a_moment_first(small: Desk):
    small.press(small.at(_first(small))).to((895.0, 250.0)).wait(DELAY * 0.9)
    assert small.view.left == 0


def test_it_scrolls_outside_the_window_too_and_never_faster_than_full_speed(small: Desk):
    small.press(small.at(_first(small))).to((2000.0, 250.0)).wait(0.9)
    before = small.view.left
    small.wait(0.16)
    assert (small.view.left - before) * small.view.scale == pytest.approx(FASTEST * 0.16, rel=0.15)


def test_away_from_the_edges_nothing_scrolls(small: Desk):
    small.press(small.at(_first(small))).to((600.0, 250.0)).wait(1.0)
    assert (small.view.left, small.view.top) == (0, 0)


def test_the_map_stays_where_it_was_scrolled_to_when_the_drag_is_given_up(small: Desk):
    small.press(small.at(_first(small))).to((895.0, 250.0)).wait(1.0)
    left = small.view.left
    small.cancel().wait(1.0)
    assert small.view.left == left


def test_a_card_is_dropped_where_the_map_has_been_scrolled_to(small: Desk):
    code = _first(small)
    small.press(small.at(code)).to((880.0, 150.0)).wait(3.0).to((640.0, 150.0)).release()
    assert small.card(code).stage == small.stage("Advocacy").id


def test_a_lane_head_scrolls_only_down(small: Desk):
    small.press(small.lane_head("actions")).to((40.0, 495.0)).wait(1.0)
    assert small.view.left == 0
    assert small.view.top > 50


def test_a_stage_head_scrolls_only_across(small: Desk):
    small.press(small.stage_head("Awareness")).to((895.0, 10.0)).wait(1.0)
    assert small.view.left > 50
    assert small.view.top == 0
