"""Where the keyboard goes."""

from journeymapper.interact.focus import focused_cell
from journeymapper.interact.navigating import following, neighbour, stops_in
from tests.interact.desk import Desk, example
from tests.random_maps import read_from_right


def code(desk: Desk, focus: str) -> str:
    return getattr(desk.document.get(focus), "code", "")


def test_right_and_left_go_from_card_to_card(desk: Desk):
    here = desk.card("P1").id
    there = neighbour(desk.grid, here, "right")
    assert code(desk, there) == "P2"
    assert neighbour(desk.grid, there, "left") == here


def test_down_goes_to_the_next_lane_and_up_comes_back(desk: Desk):
    here = desk.card("B1").id
    below = neighbour(desk.grid, here, "down")
    assert getattr(desk.document.get(below), "lane", "") == desk.lane("support").id
    assert neighbour(desk.grid, below, "up") == here


def test_an_empty_cell_can_have_the_keyboard(desk: Desk):
    below = neighbour(desk.grid, desk.card("F1").id, "left")
    cell = focused_cell(below)
    assert cell is not None
    assert cell.lane == desk.lane("frontstage").id
    assert code(desk, neighbour(desk.grid, below, "right")) == "F1"


def test_at_the_edge_the_keyboard_stays(desk: Desk):
    assert neighbour(desk.grid, desk.card("P1").id, "left") == desk.card("P1").id


def test_in_a_map_from_right_to_left_the_later_card_is_at_the_left():
    desk = Desk(read_from_right(example()))
    focus = desk.card("P1").id
    assert neighbour(desk.grid, focus, "right") == focus
    assert code(desk, neighbour(desk.grid, focus, "left")) == "P2"
    assert following(desk.grid, focus) == neighbour(desk.grid, focus, "left")


def test_without_a_focus_it_begins_at_the_first_cell(desk: Desk):
    first = neighbour(desk.grid, "", "down")
    assert getattr(desk.document.get(first), "lane", "") == desk.lane("actions").id


def test_every_stop_is_reached_by_going_on_and_the_way_back_is_the_same(desk: Desk):
    stops = [stop.focus for index in range(len(desk.grid.rows)) for stop in stops_in(desk.grid, index)]
    focus = neighbour(desk.grid, "", "down")
    reached = [focus]
    while focus := following(desk.grid, focus):
        reached.append(focus)
    assert sorted(reached) == sorted(stops)
    focus = reached[-1]
    back = [focus]
    while focus := following(desk.grid, focus, back=True):
        back.append(focus)
    assert back == reached[::-1]


def test_after_a_stage_comes_the_next_stage(desk: Desk):
    assert following(desk.grid, desk.stage("Awareness").id) == desk.stage("Consideration").id
    assert following(desk.grid, desk.stage("Advocacy").id) == ""
