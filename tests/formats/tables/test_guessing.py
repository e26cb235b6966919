"""What is what in a table: guessed, changed by hand, built."""

import msgspec
import pytest

from journeymapper.formats.tables import build, guess, mark_of, scores_of, with_role, with_scale
from journeymapper.model.checks import document_problems
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source
from journeymapper.model.records import Line, Measure, Owner

from .samples import LANGUAGES, ROLES, STAGES, lanes_of, points_of, rows_in, stages_of, table, texts_of

SMALL = table(
    ["", "Look", "Ride"], ["Actions", "Searches", "Rides"], ["Mood", "3", "5"], ["Weather", "Rain", ""]
)


def built(found, how=None):
    return build(found, how or guess(found), id_source("test"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("across", [True, False], ids=["across", "down"])
def test_lanes_are_recognised_in_every_language_and_both_orientations(language, across):
    rows = rows_in(language)
    found = table(*(rows if across else map(list, zip(*rows, strict=True))))
    how = guess(found)
    assert how.across is across
    assert tuple(lane.role for lane in how.lanes) == ROLES
    assert all(lane.known for lane in how.lanes)
    document = built(found).document
    assert tuple(stages_of(document)) == STAGES
    assert list(document_problems(document)) == []
    good, bad, best = (point[0] for point in points_of(document) if point)
    assert bad < 0 < good < best


def test_the_other_orientation_can_be_wanted():
    how = guess(SMALL, across=False)
    assert [column.stage for column in how.columns] == ["Actions", "Mood", "Weather"]
    assert [lane.title for lane in how.lanes] == ["Look", "Ride"]
    assert stages_of(built(SMALL, how).document) == ["Actions", "Mood", "Weather"]


def test_a_lane_without_a_known_name_is_told_and_its_role_can_be_changed():
    how = guess(SMALL)
    assert [(lane.role, lane.known) for lane in how.lanes] == [
        ("actions", True),
        ("emotion", True),
        ("text", False),
    ]
    assert any("“Weather” tells no role" in note.text for note in built(SMALL).report)
    document = built(SMALL, with_role(SMALL, how, 2, "pains")).document
    assert [card.kind for card in document.cell(document.lanes[2].id, document.stages[0].id)] == [
        "pain_point"
    ]


def test_a_lane_that_becomes_one_of_feelings_gets_a_scale():
    found = table(["", "Look", "Ride"], ["Actions", "Searches", "Rides"], ["Weather", "good", "bad"])
    assert with_role(found, guess(found), 1, "emotion").lanes[1].scale == "words"


def test_the_scale_can_be_changed_and_is_kept_with_the_number():
    how = guess(SMALL)
    assert how.lanes[1].scale == "1..5"
    assert scores_of(SMALL, how, 1) == (0.0, 2.0)
    wider = with_scale(how, 1, "1..10")
    assert scores_of(SMALL, wider, 1) == (-1.111, -0.222)
    assert points_of(built(SMALL, wider).document)[0] == (-1.111, "", "3", "1..10")
    assert scores_of(SMALL, with_scale(how, 1, ""), 1) == (None, None)


def test_a_lane_can_be_left_out():
    found = built(SMALL, with_role(SMALL, guess(SMALL), 0, ""))
    assert lanes_of(found.document) == ["Mood", "Weather"]
    assert ("line 2", "dropped") in [(note.path, note.level) for note in found.report]


def test_a_table_without_a_lane_left_is_refused():
    how = guess(SMALL)
    for number in range(3):
        how = with_role(SMALL, how, number, "")
    with pytest.raises(FileProblem, match="names are those of stages and lanes"):
        built(SMALL, how)


def test_cells_are_marked_where_they_stand_in_the_file():
    turned = table(*map(list, zip(*SMALL.rows, strict=True)))
    assert not guess(turned).across
    for found, swap in ((SMALL, False), (turned, True)):
        how = guess(found)
        marks = {
            (row, column): mark_of(how, *((column, row) if swap else (row, column)))
            for row in range(4)
            for column in range(3)
        }
        assert [marks[0, n].what for n in range(3)] == ["", "stage", "stage"]
        assert marks[1, 0] == ("lane", 0, None)
        assert marks[2, 2] == ("cell", 1, 1)


def test_steps_durations_and_goals_are_heads():
    found = table(
        ["Stage", "Look", "Look", "Ride"],
        ["Step", "Alone", "Together", "Home"],
        ["Duration", "2 days", "", "1 hour"],
        ["Stage goal", "", "Find it", ""],
        ["Actions", "a", "b", "c"],
    )
    document = built(found).document
    assert [step.title for step in document.steps] == ["Alone", "Together", "Home"]
    assert [(stage.duration, stage.goal) for stage in document.stages] == [
        ("2 days", "Find it"),
        ("1 hour", ""),
    ]
    assert texts_of(document, "Actions") == [["a"], ["b"], ["c"]]


def test_a_lane_called_step_is_one_of_actions_where_nothing_else_is():
    document = built(
        table(["", "Look", "Ride"], ["Step", "Searches", "Rides"], ["Mood", "ok", "good"])
    ).document
    assert document.lanes[0].role == "actions"


def test_names_that_are_left_blank_go_on_with_the_one_before():
    found = table(
        ["", "Look", "", "Ride"], ["Actions", "a", "b", "c"], ["", "d", "", "e"], ["Thoughts", "f", "", ""]
    )
    document = built(found).document
    assert [len(document.steps_of(stage.id)) for stage in document.stages] == [2, 1]
    assert texts_of(document, "Actions") == [["a", "d"], ["b"], ["c", "e"]]


def test_a_title_above_the_table_is_no_stage():
    found = table(["My journey", "", ""], ["", "", ""], *[list(row) for row in SMALL.rows])
    assert stages_of(built(found).document) == ["Look", "Ride"]


def test_lines_among_the_lanes_stay_where_they_are():
    found = table(
        ["", "Look", "Ride"],
        ["Backstage", "a", "b"],
        ["Line of visibility", "", ""],
        ["Actions", "c", "d"],
    )
    rows = built(found).document.rows
    assert [row.role if isinstance(row, Line) else row.title for row in rows] == [
        *("Backstage", "visibility", "Actions"),
    ]


def test_offstage_lanes_go_below_the_line_of_visibility_that_a_table_lacks():
    found = table(["", "Look"], ["Backstage", "a"], ["Actions", "c"])
    document = built(found).document
    assert lanes_of(document) == ["Actions", "Backstage"]
    assert [line.role for line in document.lines] == ["visibility"]


def test_measures_and_owners_are_what_they_are():
    found = table(["", "Look", "Ride"], ["KPIs", "Waiting: 4 min", "Rides"], ["Owner", "Ada (Web)", "Grace"])
    document = built(found).document
    assert sorted((one.label, one.value) for one in document.all(Measure)) == [
        ("Rides", ""),
        ("Waiting", "4 min"),
    ]
    assert sorted((one.name, one.team) for one in document.all(Owner)) == [("Ada", "Web"), ("Grace", "")]


def test_an_edited_guess_is_not_the_guess():
    how = guess(SMALL)
    assert msgspec.structs.replace(how, across=False) != how
    assert how == guess(SMALL)


def test_a_lane_whose_cells_are_all_faces_holds_feelings():
    found = table(["", "Look", "Ride"], ["Actions", "a", "b"], ["Experience", "😊", "😡"])
    lane = guess(found).lanes[1]
    assert (lane.role, lane.known, lane.scale) == ("emotion", False, "words")


def test_cells_across_several_steps_are_cards_across_them():
    found = table(["", "Look", "Look", "Ride"], ["Actions", "a", "", "b"], ["Channels", "c", "", ""])
    merged = ((1, 1, 1, 2), (2, 1, 2, 3))
    document = built(msgspec.structs.replace(found, merged=tuple(map(_cells, merged)))).document
    whole, reaching = (document.cell(lane.id, document.stages[0].id)[0] for lane in document.lanes)
    assert (whole.step, whole.until) == ("", "")
    assert (reaching.step, reaching.until) == (document.steps[0].id, document.steps[2].id)


def _cells(place):
    from journeymapper.formats.tables.table import Merged

    return Merged(*place)


@pytest.mark.parametrize("across", [True, False], ids=["across", "down"])
def test_stages_are_those_that_are_called_so_though_numbers_stand_before_them(across):
    rows = [
        ["#", "1", "2", "3"],
        ["Phase", "Look", "Ride", "Ride"],
        ["Actions", "Searches", "Gets in", "Pays"],
    ]
    found = table(*(rows if across else map(list, zip(*rows, strict=True))))
    how = guess(found)
    assert how.across is across
    assert [(lane.title, lane.role) for lane in how.lanes] == [("#", ""), ("Actions", "actions")]
    assert stages_of(built(found).document) == ["Look", "Ride"]
    assert mark_of(how, *((1, 2) if across else (2, 1))).what == "stage"


def test_what_stands_before_the_stages_is_their_steps_or_a_lane():
    steps = table(["Step", "Stage", "Actions"], ["See", "Look", "Searches"], ["Pay", "Ride", "Pays"])
    assert [(column.stage, column.step) for column in guess(steps).columns] == [
        ("Look", "See"),
        ("Ride", "Pay"),
    ]
    places = table(["Touchpoint", "Stage", "Mood"], ["Web", "Look", "3"], ["Shop", "Ride", "5"])
    assert [column.stage for column in guess(places).columns] == ["Look", "Ride"]
    assert [lane.role for lane in guess(places).lanes] == ["touchpoints", "emotion"]
