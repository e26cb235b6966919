"""Journeys in the OpenJourney Format: where each part finds its place."""

import json

import pytest

from journeymapper.files.codec import decode, encode
from journeymapper.formats.ojf import read_ojf
from journeymapper.formats.ojf_tables import ICONS
from journeymapper.model.checks import document_problems
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, EmotionPoint, Lane, Line, Link
from journeymapper.model.resources import resource

from .journeys import JOURNEY, card, document_of, imported, journey, lane_of, lost_parts, notes, with_node

MAP = document_of(JOURNEY)


def rows_of(plain: object) -> list[str]:
    return [row.title if isinstance(row, Lane) else f"-{row.role}-" for row in document_of(plain).rows]


def point_at(text: str) -> EmotionPoint | None:
    assert MAP.first_series is not None
    return MAP.point(MAP.first_series.id, card(MAP, text).step)


def links() -> set[tuple[str, str, str]]:
    names = {found.id: found.text for found in MAP.all(Card)}
    return {(names[link.source], link.kind, names[link.target]) for link in MAP.all(Link)}


def test_every_part_finds_its_place():
    assert lost_parts(JOURNEY, MAP) == []


def test_the_map_keeps_to_the_rules_and_can_be_saved():
    assert list(document_problems(MAP)) == []
    assert decode(encode(MAP)).document.snapshot() == MAP.snapshot()


def test_the_same_file_gives_the_same_map():
    assert document_of(JOURNEY).snapshot() == MAP.snapshot()


@pytest.mark.parametrize(
    "file",
    ["b2b-software-purchase", "clinic-visit-blueprint", "ecommerce-purchase", "hotel-check-in-blueprint"],
)
def test_every_part_of_other_peoples_journeys_finds_its_place(corpus, file):
    data = (corpus / "maps" / f"{file}.ojf.json").read_bytes()
    found = read_ojf(data, id_source(file))
    assert lost_parts(json.loads(data), found.document) == []
    assert list(document_problems(found.document)) == []
    assert not [note for note in found.report if note.level == "dropped"]


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
        *names[:4],
        "Emotion",
        *names[4:],
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
    document = document_of(journey(nodes=[{"stageId": "s1", "swimlaneId": "l1", "title": "Only"}]))
    assert document.first_series is None


def test_the_curve_is_the_personas():
    assert MAP.first_series is not None
    assert MAP.first_series.persona == MAP.personas[0].id


def test_the_sentiment_of_a_strong_score_is_written_at_the_curve():
    point = point_at("No bike near")
    assert point is not None
    assert point.label == "annoyed"


def test_the_sentiment_of_a_feeling_comes_before_that_of_a_strong_score():
    point = point_at("Joy")
    assert point is not None
    assert point.label == "delighted"


def test_the_sentiment_of_a_weak_score_stays_with_its_card():
    point = point_at("Looks for a free bike")
    assert point is not None
    assert point.label == ""
    assert card(MAP, "Looks for a free bike").extra["sentiment"] == "curious"


# cards


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Looks for a free bike", "customer_action"),
        ("No bike near", "pain_point"),
        ("Lock", "touchpoint"),
        ("Rain", "note"),
        ("Joy", "thought"),
        ("Map of stations", "touchpoint"),
        ("Points at the nearest bike", "frontstage_action"),
        ("Moves bikes overnight", "backstage_action"),
        ("Fleet tracker", "system"),
    ],
)
def test_the_kind_of_a_card_follows_from_its_lane(text, kind):
    assert card(MAP, text).kind == kind


@pytest.mark.parametrize(
    ("lane", "purpose", "kind"),
    [
        ("l1", "pain-point", "pain_point"),
        ("l1", "Pain Point", "pain_point"),
        ("l4", "bottleneck", "pain_point"),
        ("l4", "opportunity", "opportunity"),
        ("l1", "touchpoint", "customer_action"),
        ("l1", "milestone", "customer_action"),
        ("l2", "pain-point", "thought"),
        ("l5", "action", "customer_action"),
        ("l5", "touchpoint", "touchpoint"),
        ("l5", "opportunity", "opportunity"),
    ],
)
def test_the_purpose_refines_the_kind(lane, purpose, kind):
    assert card(document_of(with_node(swimlaneId=lane, purpose=purpose)), "New").kind == kind


def test_codes_count_up_along_the_journey_for_each_kind():
    order = {step.id: place for place, step in enumerate(MAP.steps)}
    systems = sorted(
        (found for found in MAP.all(Card) if found.kind == "system"), key=lambda found: order[found.step]
    )
    assert [found.code for found in systems] == ["Y1", "Y2", "Y3"]


def test_a_moment_of_truth_stands_again_in_its_own_lane():
    moment = card(MAP, "Rides home", "moment_of_truth")
    assert lane_of(MAP, moment) == "Moments of truth"
    assert moment.step == card(MAP, "Joy").step
    assert card(MAP, "Rides home", "customer_action").weight == "major"
    assert notes(JOURNEY, "nodes[2].isMomentOfTruth")[0][0] == "placed"


def test_a_node_in_a_lane_of_moments_is_not_doubled():
    lanes = [*JOURNEY["swimlanes"], {"id": "l9", "name": "Moments of truth"}]
    plain = journey(
        swimlanes=lanes, nodes=[{"stageId": "s1", "swimlaneId": "l9", "title": "A", "isMomentOfTruth": True}]
    )
    assert card(document_of(plain), "A").kind == "moment_of_truth"


def test_a_known_icon_is_drawn_and_an_unknown_one_kept():
    assert card(MAP, "Looks for a free bike").icon == "search"
    assert card(MAP, "Joy").icon == ""
    assert card(MAP, "Joy").extra["source_icon"] == "mood_bad"


def test_every_icon_that_is_drawn_exists():
    assert set(ICONS.values()) <= set(json.loads(resource("icons", "icons.json").read_text("utf-8")))


@pytest.mark.parametrize(
    ("severity", "number"),
    [("low", 1), ("Medium", 2), ("HIGH", 3), ("critical", 4), ("none", 0), ("", 0), (None, 0)],
)
def test_severities_are_numbers(severity, number):
    assert card(document_of(with_node(severity=severity)), "New").severity == number


def test_an_unknown_severity_is_kept_and_told():
    plain = with_node(severity="so-so")
    assert card(document_of(plain), "New").extra["source_severity"] == "so-so"
    assert notes(plain, "nodes[6].severity")[0][0] == "changed"


# blueprint


@pytest.mark.parametrize(
    ("item", "kind", "channel"),
    [
        ("Paper plan", "Physical", "thing"),
        ("Waiting hall", "Physical", "place"),
        ("Map", "Digital", "web"),
        ("Lock", "System", "system"),
        ("Card", "Digital/Physical", "web"),
        ("Song", "Audible", "other"),
        ("Song", "", ""),
    ],
)
def test_the_type_of_evidence_tells_its_channel(item, kind, channel):
    found = document_of(with_node(blueprint={"evidence": [{"item": item, "type": kind}]}))
    pills = [
        each for each in found.all(Card) if each.text == item and lane_of(found, each) == "Physical evidence"
    ]
    assert pills[-1].channel == channel
    assert pills[-1].tags == ((kind,) if kind else ())


def test_what_is_done_backstage_supports_the_node_and_systems_support_that():
    assert {
        ("Moves bikes overnight", "supports", "Looks for a free bike"),
        ("Fleet tracker", "supports", "Moves bikes overnight"),
        ("Forecast", "supports", "Moves bikes overnight"),
    } <= links()


def test_systems_without_backstage_support_the_node():
    assert ("Lock server", "supports", "Lock") in links()


def test_what_is_done_onstage_needs_no_link():
    assert not [link for link in links() if "Points at the nearest bike" in link]


def test_a_node_that_is_not_onstage_is_not_supported():
    document = document_of(
        with_node(swimlaneId="l3", blueprint={"backstage": [{"action": "Do", "actor": "A"}]})
    )
    assert not document.referring_ids(card(document, "Do").id)


def test_a_part_that_is_only_a_text_is_taken():
    document = document_of(with_node(blueprint={"onstage": ["Waves"]}))
    assert card(document, "Waves").kind == "frontstage_action"


def test_actions_are_not_linked_for_their_path_is_inferred():
    assert {kind for _source, kind, _target in links()} == {"supports"}


# what has no place of its own


def test_unknown_fields_are_kept_with_their_records_and_told():
    plain = with_node(
        mood={"deep": [1]}, stage="x", blueprint={"smell": "tar", "support": [{"system": "S", "cost": 3}]}
    )
    plain["stages"][0]["weather"] = "sunny"
    plain["stages"][0]["order"] = 7
    plain["swimlanes"][0]["height"] = 2
    plain["metadata"]["author"] = "Kim"
    plain["licence"] = "CC0"
    document = document_of(plain)
    assert document.map.extra == {"author": "Kim", "licence": "CC0"}
    assert document.stages[0].extra == {"weather": "sunny", "ojf_order": 7}
    assert next(lane for lane in document.lanes if lane.title == "User Actions").extra == {"height": 2}
    new = card(document, "New")
    assert new.extra == {"mood": {"deep": [1]}, "ojf_stage": "x", "blueprint": {"smell": "tar"}}
    assert card(document, "S").extra == {"cost": 3}
    told = {note.path for note in imported(plain).report}
    assert {
        *(
            "nodes[6].mood",
            "nodes[6].stage",
            "nodes[6].blueprint.smell",
            "nodes[6].blueprint.support[0].cost",
        ),
        *("stages[0].weather", "stages[0].order", "swimlanes[0].height", "metadata.author", "licence"),
    } <= told
    assert decode(encode(document)).document.snapshot() == document.snapshot()


def test_unknown_fields_that_no_map_may_hold_are_dropped_and_told():
    plain = with_node(huge=10**9)
    assert "huge" not in card(document_of(plain), "New").extra
    assert notes(plain, "nodes[6].huge")[0][0] == "dropped"


def test_what_is_kept_without_being_shown_is_told_once():
    told = [text for _level, text in notes(JOURNEY, "nodes[*].purpose")]
    assert len(told) == 1
    assert "4" in told[0]


def test_the_report_says_how_much_was_placed():
    assert any("6" in text for level, text in notes(JOURNEY, "") if level == "placed")
