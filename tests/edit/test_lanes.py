"""Operations on lanes, lines and emotion series."""

from collections.abc import Callable

import pytest

from journeymapper.edit.cards import add_card
from journeymapper.edit.lanes import (
    LaneContent,
    add_lane,
    add_line,
    add_series,
    clear_point,
    delete_lane,
    delete_line,
    delete_series,
    lane_content,
    move_row,
    set_point,
    sides_by_place,
)
from journeymapper.edit.links import connect
from journeymapper.edit.transaction import Transaction
from journeymapper.model.errors import BrokenRule
from journeymapper.model.i18n import install
from journeymapper.model.records import EmotionPoint, Link, Series
from tests.edit.maps import Map, touched


def sides(journey: Map) -> list[str]:
    """The sides of the lanes from top to bottom."""
    return [lane.side for lane in journey.document.lanes]


def bands(journey: Map) -> list[str]:
    return [lane.band for lane in journey.document.lanes]


def move(journey: Map, key: str, index: int | None) -> list[str]:
    """Move a row, and return the roles of the lanes that changed sides."""
    with journey.store.edit("Move") as tx:
        return [lane.role for lane in move_row(tx, key, index)]


def first_series(journey: Map) -> Series:
    series = journey.document.first_series
    assert series is not None
    return series


# adding


def test_a_lane_has_what_its_role_suggests(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        lane = add_lane(tx, "thoughts")
    assert (lane.title, lane.side, lane.band) == ("Thoughts", "none", "Experience")
    assert lane.hint
    assert journey.rows()[-1] == "thoughts"


def test_what_a_lane_is_given_goes_before_what_its_role_suggests(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        lane = add_lane(tx, "thoughts", title="Gedanken", band="Erleben", hint="", side="onstage")
    assert (lane.title, lane.side, lane.band, lane.hint) == ("Gedanken", "onstage", "Erleben", "")


def test_a_lane_of_an_unknown_role_is_named_after_it(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        lane = add_lane(tx, "weather")
    assert (lane.title, lane.side) == ("weather", "none")


def test_a_lane_without_a_band_gets_none(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        assert add_lane(tx, "text").band == ""


def test_a_lane_is_added_at_its_index_among_lanes_and_lines(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        add_lane(tx, "frontstage", index=2)
    assert journey.rows() == ["actions", "touchpoints", "frontstage", "visibility", "backstage", "emotion"]


@pytest.mark.parametrize(
    ("role", "index", "side", "band"),
    [
        ("frontstage", 3, "offstage", "Offstage"),
        ("frontstage", 2, "onstage", "Onstage"),
        ("support", 0, "onstage", "Onstage"),
        ("support", 4, "offstage", "Offstage"),
        ("thoughts", 4, "none", "Experience"),
        ("frontstage", None, "onstage", "Onstage"),
    ],
)
def test_a_lane_added_at_an_index_takes_the_side_on_which_it_stands(
    journey: Map, role: str, index: int | None, side: str, band: str
) -> None:
    with journey.store.edit("Add") as tx:
        lane = add_lane(tx, role, index=index)
    assert (lane.side, lane.band) == (side, band)


def test_without_a_line_of_visibility_a_lane_gets_the_side_of_its_role(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        delete_line(tx, journey.line().id)
        assert add_lane(tx, "frontstage", index=4).side == "onstage"


def test_a_lane_without_a_hint_gets_none_in_any_language(journey: Map) -> None:
    install(lambda text: text or "Content-Type: text/plain")  # as gettext translates an empty text
    try:
        with journey.store.edit("Add") as tx:
            lane = add_lane(tx, "text")
    finally:
        install(str)
    assert (lane.hint, lane.band) == ("", "")


def test_a_lane_keeps_the_side_that_it_is_given(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        assert add_lane(tx, "frontstage", index=3, side="onstage").side == "onstage"


def test_a_line_is_added_at_its_index(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        add_line(tx, "interaction", index=1)
    assert journey.rows() == ["actions", "interaction", "touchpoints", "visibility", "backstage", "emotion"]


# moving


def test_moving_a_lane_changes_one_record_and_takes_its_cards_along(journey: Map) -> None:
    key = journey.add("x", "touchpoints", "A1")
    journey.heard.clear()
    move(journey, journey.lane("touchpoints").id, 0)
    assert journey.rows()[:2] == ["touchpoints", "actions"]
    assert touched(journey.heard[0]) == {journey.lane("touchpoints").id}
    assert journey.where(key) == ("touchpoints", "A1")


def test_moving_a_row_to_where_it_is_changes_nothing(journey: Map) -> None:
    with journey.store.edit("Order") as tx:
        tx.change(journey.line().id, order="a2x")  # a key that no move to its place would give it
    journey.heard.clear()
    assert move(journey, journey.line().id, 2) == []
    assert journey.heard == []


@pytest.mark.parametrize(
    ("role", "index", "side", "band"),
    [("touchpoints", 3, "offstage", "Offstage"), ("backstage", 1, "onstage", "Onstage")],
)
def test_a_lane_that_crosses_the_line_of_visibility_changes_side(
    journey: Map, role: str, index: int, side: str, band: str
) -> None:
    assert move(journey, journey.lane(role).id, index) == [role]
    assert (journey.lane(role).side, journey.lane(role).band) == (side, band)


def test_a_lane_that_does_not_cross_the_line_keeps_its_side(journey: Map) -> None:
    assert move(journey, journey.lane("touchpoints").id, 0) == []
    assert journey.lane("touchpoints").side == "onstage"


def test_a_lane_without_a_side_crosses_the_line_unchanged(journey: Map) -> None:
    assert move(journey, journey.lane("emotion").id, 0) == []
    assert (journey.lane("emotion").side, journey.lane("emotion").band) == ("none", "Experience")


def test_a_lane_that_already_stood_on_the_wrong_side_is_left_alone_until_it_crosses(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        lane = add_lane(tx, "frontstage")
    assert move(journey, lane.id, 3) == []
    assert move(journey, lane.id, 0) == []
    assert move(journey, lane.id, None) == ["frontstage"]


def test_the_line_of_visibility_moved_across_lanes_changes_their_sides(journey: Map) -> None:
    assert move(journey, journey.line().id, 0) == ["actions", "touchpoints"]
    assert sides(journey) == ["offstage", "offstage", "offstage", "none"]
    assert bands(journey) == ["Offstage", "Offstage", "Offstage", "Experience"]


def test_the_line_of_visibility_moved_to_the_end_brings_all_onstage(journey: Map) -> None:
    assert move(journey, journey.line().id, None) == ["backstage"]
    assert sides(journey) == ["onstage", "onstage", "onstage", "none"]


def test_another_line_changes_no_sides(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        line = add_line(tx, "interaction", index=1)
    assert move(journey, line.id, None) == []
    assert sides(journey) == ["onstage", "onstage", "offstage", "none"]


def test_without_a_line_of_visibility_lanes_keep_their_sides(journey: Map) -> None:
    with journey.store.edit("Delete") as tx:
        delete_line(tx, journey.line().id)
    assert sides_by_place(journey.document) == {}
    assert move(journey, journey.lane("backstage").id, 0) == []
    assert journey.lane("backstage").side == "offstage"


def rename_bands(journey: Map, **titles: str) -> None:
    with journey.store.edit("Rename") as tx:
        for role, band in titles.items():
            tx.change(journey.lane(role).id, band=band)


def test_a_lane_that_crosses_takes_the_renamed_band_of_its_new_neighbours(journey: Map) -> None:
    rename_bands(journey, actions="Vorn", touchpoints="Vorn", backstage="Hinten")
    move(journey, journey.lane("touchpoints").id, 3)
    assert journey.lane("touchpoints").band == "Hinten"


def test_a_lane_with_a_band_of_its_own_keeps_it(journey: Map) -> None:
    rename_bands(journey, touchpoints="Kanäle")
    move(journey, journey.lane("touchpoints").id, 3)
    assert (journey.lane("touchpoints").side, journey.lane("touchpoints").band) == ("offstage", "Kanäle")


def test_lanes_that_the_line_crosses_together_take_the_band_of_those_that_stayed(journey: Map) -> None:
    rename_bands(journey, actions="Vorn", touchpoints="Vorn", backstage="Hinten")
    move(journey, journey.line().id, 0)
    assert bands(journey) == ["Hinten", "Hinten", "Hinten", "Experience"]


@pytest.mark.parametrize(
    "act",
    [
        lambda tx, wrong, step: move_row(tx, wrong, 0),
        lambda tx, wrong, step: delete_lane(tx, wrong),
        lambda tx, wrong, step: delete_line(tx, wrong),
        lambda tx, wrong, step: add_series(tx, wrong),
        lambda tx, wrong, step: delete_series(tx, wrong),
        lambda tx, wrong, step: set_point(tx, wrong, step, 1),
        lambda tx, wrong, step: set_point(tx, next(iter(tx.document.all(Series))).id, wrong, 1),
    ],
)
def test_what_is_no_lane_line_series_or_step_is_refused(
    journey: Map, act: Callable[[Transaction, str, str], object]
) -> None:
    with (
        pytest.raises(BrokenRule, match=r"is not a (Lane|Line|Series|Step)\."),
        journey.store.edit("Try") as tx,
    ):
        act(tx, journey.document.map.id, journey.step("A1").id)


# deleting


def test_deleting_a_lane_deletes_its_cards_links_series_and_points(journey: Map) -> None:
    lane, step = journey.lane("emotion"), journey.step("A1")
    kept = journey.add("kept")
    with journey.store.edit("Fill") as tx:
        set_point(tx, first_series(journey).id, step.id, 1)
        card = add_card(tx, journey.place("emotion", "A"), "note")
        connect(tx, kept, card.id)
    with journey.store.edit("Delete") as tx:
        delete_lane(tx, lane.id)
    assert journey.rows() == ["actions", "touchpoints", "visibility", "backstage"]
    assert [item.id for item in journey.document.items()] == [kept]
    assert [journey.document.count(kind) for kind in (Link, Series, EmotionPoint)] == [0, 0, 0]


def test_the_content_of_a_lane_is_counted(journey: Map) -> None:
    kept = journey.add("kept")
    with journey.store.edit("Fill") as tx:
        set_point(tx, first_series(journey).id, journey.step("A1").id, 1)
        card = add_card(tx, journey.place("emotion", "A"), "note")
        connect(tx, kept, card.id)
    assert lane_content(journey.document, journey.lane("emotion").id) == LaneContent(
        cards=1, points=1, links=1
    )
    assert not lane_content(journey.document, journey.lane("backstage").id)


def test_a_lane_has_content_where_it_has_cards_or_points() -> None:
    assert LaneContent(cards=1, points=0, links=0)
    assert LaneContent(cards=0, points=1, links=0)


def test_a_line_can_be_deleted_and_added_again(journey: Map) -> None:
    with journey.store.edit("Delete") as tx:
        delete_line(tx, journey.line().id)
        add_line(tx, "visibility", index=0)
    assert journey.rows()[0] == "visibility"


# series and points


def test_series_stand_in_order(journey: Map) -> None:
    lane = journey.lane("emotion").id
    with journey.store.edit("Add") as tx:
        last = add_series(tx, lane, title="expected", mode="expected")
        first = add_series(tx, lane, index=0)
    found = journey.document.series_of(lane)
    assert (found[0], found[2]) == (first, last)


def test_deleting_a_series_deletes_its_points(journey: Map) -> None:
    with journey.store.edit("Delete") as tx:
        set_point(tx, first_series(journey).id, journey.step("A1").id, 1)
        delete_series(tx, first_series(journey).id)
    assert journey.document.count(EmotionPoint) == 0


def test_a_point_is_set_and_set_again_in_place(journey: Map) -> None:
    series, step = first_series(journey).id, journey.step("A1").id
    with journey.store.edit("Set") as tx:
        set_point(tx, series, step, -1, label="late")
    with journey.store.edit("Set") as tx:
        set_point(tx, series, step, 1.5)
    (point,) = journey.document.all(EmotionPoint)
    assert (point.value, point.label) == (1.5, "late")


def test_a_point_is_cleared(journey: Map) -> None:
    series, step = first_series(journey).id, journey.step("A1").id
    with journey.store.edit("Set") as tx:
        set_point(tx, series, step, -1)
    with journey.store.edit("Clear") as tx:
        clear_point(tx, series, step)
        clear_point(tx, series, journey.step("A2").id)
    assert journey.document.point(series, step) is None


def test_a_point_beyond_the_scale_is_refused(journey: Map) -> None:
    with pytest.raises(BrokenRule, match="outside -2 to 2"), journey.store.edit("Set") as tx:
        set_point(tx, first_series(journey).id, journey.step("A1").id, 2.1)
