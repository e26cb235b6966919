"""Journeys in the OpenJourney Format: where each part finds its place."""

import json
from pathlib import Path

import pytest

from journeymapper.files.codec import decode, encode
from journeymapper.formats.ojf import read_ojf
from journeymapper.model.checks import document_problems
from journeymapper.model.ids import id_source
from journeymapper.model.records import EmotionPoint, Lane, Line

from .journeys import JOURNEY, card, document_of, journey, lost_parts, notes, with_node

MAP = document_of(JOURNEY)


def rows_of(plain: object) -> list[str]:
    return [row.title if isinstance(row, Lane) else f"-{row.role}-" for row in document_of(plain).rows]


def point_at(text: str) -> EmotionPoint | None:
    assert MAP.first_series is not None
    return MAP.point(MAP.first_series.id, card(MAP, text).step)


def test_every_part_finds_its_place():
    assert lost_parts(JOURNEY, MAP) == []


def test_the_map_keeps_to_the_rules_and_can_be_saved():
    assert list(document_problems(MAP)) == []
    assert decode(encode(MAP)).document.snapshot() == MAP.snapshot()


def test_the_same_file_gives_the_same_map():
    assert document_of(JOURNEY).snapshot() == MAP.snapshot()


SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.ojf.json"))


def is_whole(path: Path) -> bool:
    """Whether everything in a well-formed journey is in the map made of it, with nothing dropped."""
    data = path.read_bytes()
    found = read_ojf(data, id_source(path.name))
    assert lost_parts(json.loads(data), found.document) == []
    assert list(document_problems(found.document)) == []
    return not [note for note in found.report if note.level == "dropped"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_part_of_a_journey_finds_its_place(path):
    assert is_whole(path)


def test_the_journeys_here_use_all_that_the_format_has():
    nodes = [node for path in SAMPLES for node in json.loads(path.read_bytes())["nodes"]]
    used = {field for node in nodes for field in node}
    assert {
        *("stageId", "swimlaneId", "title", "description", "severity", "score", "sentiment", "purpose"),
        *("isMomentOfTruth", "icon", "iconColor", "tags", "blueprint"),
    } < used
    assert {part for node in nodes for part in node.get("blueprint", {})} == {
        *("evidence", "onstage", "backstage", "support"),
    }
    heads = [json.loads(path.read_bytes()).keys() for path in SAMPLES]
    assert (
        {"metadata" in head for head in heads} == {"persona" not in head for head in heads} == {True, False}
    )


@pytest.mark.parametrize(
    "file",
    ["b2b-software-purchase", "clinic-visit-blueprint", "ecommerce-purchase", "hotel-check-in-blueprint"],
)
def test_every_part_of_other_peoples_journeys_finds_its_place(corpus, file):
    assert is_whole(corpus / "maps" / f"{file}.ojf.json")


# the map and its persona


def test_without_a_title_the_point_of_view_is_the_title():
    document = document_of(journey(metadata={}, pointOfView="Moving", persona="Anyone"))
    assert (document.map.title, document.map.scenario) == ("Moving", "Moving")


def test_without_a_point_of_view_the_persona_is_the_title():
    assert document_of(journey(metadata={}, persona="Anyone")).map.title == "Anyone"


def test_without_any_of_them_the_map_says_that_it_was_imported():
    document = document_of(journey(metadata={}))
    assert document.map.title == "Imported journey"
    assert document.personas == ()


def test_a_persona_is_divided_into_name_and_role():
    assert (MAP.personas[0].name, MAP.personas[0].role) == ("Lena Vogt", "Parent of two")


def test_a_persona_without_a_role_is_a_name():
    persona = document_of(journey(metadata={"persona": "IT lead"})).personas[0]
    assert (persona.name, persona.role) == ("IT lead", "")


# lanes


def test_lanes_keep_their_order_and_the_added_ones_stand_where_a_blueprint_has_them():
    assert rows_of(JOURNEY) == [
        "Physical evidence",
        "User Actions",
        "-interaction-",
        "Feelings",
        "Emotion",
        "Moments of truth",
        "Pain Points",
        "Channels",
        "Frontstage actions",
        "Weather",
        "-visibility-",
        "Backstage actions",
        "-internal_interaction-",
        "Support systems",
    ]


def test_a_journey_without_a_blueprint_gets_no_lines():
    plain = journey(nodes=[{"stageId": "s1", "swimlaneId": "l1", "title": "Only"}])
    assert rows_of(plain) == ["User Actions", "Feelings", "Pain Points", "Channels", "Weather"]


def test_a_source_with_all_lanes_gets_none():
    names = ["Evidence", "Actions", "Onstage", "Emotion", "Moments", "Backstage", "Support processes"]
    lanes = [{"id": f"l{number}", "name": name} for number, name in enumerate(names)]
    nodes = [{**node, "swimlaneId": "l1"} for node in JOURNEY["nodes"]]
    assert [row for row in rows_of(journey(swimlanes=lanes, nodes=nodes)) if not row.startswith("-")] == [
        *names
    ]


def test_an_offstage_lane_goes_below_the_others_and_this_is_told():
    plain = journey(swimlanes=[{"id": "l9", "name": "Back office"}, *JOURNEY["swimlanes"]])
    assert rows_of(plain).index("Back office") > rows_of(plain).index("-visibility-")
    assert any(level == "changed" for level, _text in notes(plain, "swimlanes"))


def test_opportunities_stay_below_the_offstage_lanes():
    plain = journey(swimlanes=[*JOURNEY["swimlanes"], {"id": "l9", "name": "Opportunities"}])
    assert rows_of(plain)[-1] == "Opportunities"


def test_systems_alone_are_below_the_line_of_visibility_only():
    nodes = [{"stageId": "s1", "swimlaneId": "l1", "title": "A", "blueprint": {"support": [{"system": "S"}]}}]
    assert rows_of(journey(nodes=nodes))[-2:] == ["-visibility-", "Support systems"]
    assert "-internal_interaction-" not in rows_of(journey(nodes=nodes))


def test_every_lane_stands_on_its_side_of_the_line_of_visibility():
    rows = MAP.rows
    line = next(place for place, row in enumerate(rows) if isinstance(row, Line) and row.role == "visibility")
    assert {row.side for row in rows[:line] if isinstance(row, Lane)} == {"onstage", "none"}
    assert {row.side for row in rows[line:] if isinstance(row, Lane)} == {"offstage"}


def test_a_lane_of_feelings_holds_thoughts_and_the_curve_is_below_it():
    roles = [lane.role for lane in MAP.lanes]
    assert roles[roles.index("thoughts") + 1] == "emotion"
    assert card(MAP, "Joy").kind == "thought"
    assert notes(JOURNEY, "swimlanes[1]")[0][0] == "changed"


def test_a_lane_of_feelings_without_nodes_is_the_lane_of_the_curve():
    plain = journey(nodes=[node for node in JOURNEY["nodes"] if node["swimlaneId"] != "l2"])
    document = document_of(plain)
    assert [lane.title for lane in document.lanes if lane.role == "emotion"] == ["Feelings"]
    assert "thoughts" not in [lane.role for lane in document.lanes]
    assert document.first_series is not None
    assert document.count(EmotionPoint) > 0
    lane = document.find(Lane, document.first_series.lane)
    assert lane is not None
    assert lane.title == "Feelings"
    assert notes(plain, "swimlanes[1]")[0][0] == "placed"


def test_a_node_that_finds_no_stage_does_not_stand_in_the_lane_of_feelings():
    nodes = [{"stageId": "gone", "swimlaneId": "l2", "title": "A"}]
    roles = [lane.role for lane in document_of(journey(nodes=nodes)).lanes]
    assert (roles.count("emotion"), roles.count("thoughts")) == (1, 0)


def test_one_lane_of_feelings_without_nodes_is_enough_for_the_curve():
    lanes = [{"id": "e1", "name": "Mood"}, {"id": "e1", "name": "Feelings"}, {"id": "e2", "name": "Emotions"}]
    plain = journey(swimlanes=lanes, nodes=[{"stageId": "s1", "swimlaneId": "e1", "title": "A", "score": 1}])
    assert [lane.role for lane in document_of(plain).lanes] == ["thoughts", "emotion", "thoughts"]


def test_a_lane_whose_name_tells_nothing_holds_notes_and_this_is_told():
    assert next(lane.role for lane in MAP.lanes if lane.title == "Weather") == "text"
    assert notes(JOURNEY, "swimlanes[4]")[0][0] == "changed"


def test_lanes_that_are_added_are_told_with_their_reason():
    told = " ".join(text for _level, text in notes(JOURNEY, "swimlanes"))
    for word in (
        "score",
        "isMomentOfTruth",
        "blueprint.evidence",
        "blueprint.onstage",
        "blueprint.backstage",
    ):
        assert word in told


# steps and scores


def test_nodes_with_different_scores_stand_at_different_steps():
    assert card(MAP, "Looks for a free bike").step != card(MAP, "No bike near").step


def test_nodes_with_the_same_score_in_different_lanes_share_a_step():
    assert card(MAP, "Rides home", "customer_action").step == card(MAP, "Joy").step


def test_a_node_without_a_score_joins_the_first_step_that_has_room():
    assert card(MAP, "Lock").step == card(MAP, "Joy").step


def test_two_nodes_of_one_lane_stand_at_two_steps():
    document = document_of(with_node(stageId="s2", score=5))
    assert card(document, "New").step != card(document, "Joy").step


def test_a_node_goes_past_a_step_where_its_lane_is_taken():
    nodes = [
        {"stageId": "s1", "swimlaneId": "l3", "title": "Pain", "score": 1},
        {"stageId": "s1", "swimlaneId": "l1", "title": "First", "score": 2},
        {"stageId": "s1", "swimlaneId": "l1", "title": "Second", "score": 2},
    ]
    assert (
        len(document_of(journey(nodes=nodes)).steps_of(document_of(journey(nodes=nodes)).stages[0].id)) == 3
    )


def test_a_scored_node_joins_a_step_that_has_no_score_yet():
    nodes = [
        {"stageId": "s1", "swimlaneId": "l1", "title": "Plain"},
        {"stageId": "s1", "swimlaneId": "l3", "title": "Scored", "score": 3},
    ]
    document = document_of(journey(nodes=nodes))
    assert card(document, "Plain").step == card(document, "Scored").step
    assert next(iter(document.all(EmotionPoint))).value == 1.2


def test_a_stage_without_nodes_has_one_step():
    assert len(MAP.steps_of(MAP.stages[2].id)) == 1


def test_a_divided_stage_is_told():
    assert notes(JOURNEY, "stages[0]")[0][0] == "placed"


def test_a_score_is_kept_beside_the_emotion_it_becomes():
    point = point_at("No bike near")
    assert point is not None
    assert (point.value, point.source_value, point.source_scale) == (-1.6, "-4", "-5..+5")


def test_a_fraction_is_kept_as_it_was():
    point = point_at("Rain")
    assert point is not None
    assert (point.value, point.source_value) == (-1.0, "-2.5")


@pytest.mark.parametrize(("score", "value"), [(7, 2.0), (-100, -2.0), (1e200, 2.0)])
def test_a_score_beyond_the_scale_is_its_end_and_this_is_told(score, value):
    plain = with_node(score=score)
    points = {point.source_value: point.value for point in document_of(plain).all(EmotionPoint)}
    assert points[str(score)] == value
    assert notes(plain, "nodes[6].score")[0][0] == "changed"


def test_a_journey_without_scores_gets_no_curve():
    plain = journey(nodes=[{"stageId": "s1", "swimlaneId": "l1", "title": "Only"}])
    plain["swimlanes"] = [lane for lane in plain["swimlanes"] if lane["name"] != "Feelings"]
    assert document_of(plain).first_series is None


def test_a_lane_of_feelings_without_scores_has_a_curve_to_be_drawn():
    document = document_of(journey(nodes=[{"stageId": "s1", "swimlaneId": "l1", "title": "Only"}]))
    assert document.first_series is not None
    assert document.count(EmotionPoint) == 0


def test_the_curve_is_the_personas():
    assert MAP.first_series is not None
    assert MAP.first_series.persona == MAP.personas[0].id


def test_the_sentiment_of_a_strong_score_is_written_at_the_curve():
    point = point_at("No bike near")
    assert point is not None
    assert point.label == "annoyed"


@pytest.mark.parametrize(
    ("score", "other", "label"),
    [(5, "proud", "calm"), (1, "proud", "calm"), (5, "", "calm"), (0, "", "calm")],
)
def test_the_sentiment_of_a_feeling_comes_first_and_however_weak_its_score(score, other, label):
    nodes = [
        {"stageId": "s1", "swimlaneId": "l1", "title": "A", "score": score, "sentiment": other},
        {"stageId": "s1", "swimlaneId": "l2", "title": "B", "score": score, "sentiment": "calm"},
    ]
    assert [point.label for point in document_of(journey(nodes=nodes)).all(EmotionPoint)] == [label]


def test_the_sentiment_of_a_weak_score_stays_with_its_card():
    point = point_at("Looks for a free bike")
    assert point is not None
    assert point.label == ""
    assert card(MAP, "Looks for a free bike").extra["sentiment"] == "curious"
