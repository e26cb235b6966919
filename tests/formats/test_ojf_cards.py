"""Nodes of the OpenJourney Format as cards, what stands behind them, and what is said of all that."""

import json

import pytest
from msgspec.structs import replace

from journeymapper.files.codec import decode, encode
from journeymapper.formats.ojf_tables import ICONS, KINDS_WITH_ICON, KINDS_WITHOUT_SEVERITY
from journeymapper.layout.cards import lay_item
from journeymapper.layout.parts import IconAt
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.records import Card, Link
from journeymapper.model.resources import resource
from journeymapper.model.tables import KINDS

from .journeys import JOURNEY, card, document_of, imported, journey, lane_of, notes, with_node

MAP = document_of(JOURNEY)


def links() -> set[tuple[str, str, str]]:
    names = {found.id: found.text for found in MAP.all(Card)}
    return {(names[link.source], link.kind, names[link.target]) for link in MAP.all(Link)}


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


def test_cards_of_a_cell_stand_in_the_order_of_the_file():
    evidence = next(lane.id for lane in MAP.lanes if lane.role == "evidence")
    found = [each.text for each in MAP.cell(evidence, MAP.stages[0].id) if isinstance(each, Card)]
    assert found == ["Map of stations", "Waiting hall", "Paper plan"]


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
    assert [level for level, _text in notes(JOURNEY, "nodes[*].icon")] == ["changed"]


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
    assert document.map.extra == {"author": "Kim", "licence": "CC0", "source_metadata": ["author"]}
    assert document.stages[0].extra == {"weather": "sunny", "ojf_order": 7}
    assert next(lane for lane in document.lanes if lane.title == "User Actions").extra == {"height": 2}
    new = card(document, "New")
    assert new.extra == {"mood": {"deep": [1]}, "ojf_stage": "x", "blueprint": {"smell": "tar"}}
    assert card(document, "S").extra == {"cost": 3, "source_node": new.id}
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


@pytest.mark.parametrize(
    ("fields", "name", "told"),
    [
        ({"icon": "search"}, "icon", False),
        ({"icon": "search", "swimlaneId": "l2"}, "icon", True),
        ({"icon": "search", "swimlaneId": "l3"}, "icon", True),
        ({"icon": "no_such_icon"}, "icon", True),
        ({"iconColor": "teal"}, "iconColor", True),
        ({"severity": "low"}, "severity", False),
        ({"severity": "low", "swimlaneId": "l4"}, "severity", True),
        ({"sentiment": "calm"}, "sentiment", True),
        ({"sentiment": "calm", "score": 1}, "sentiment", True),
        ({"sentiment": "calm", "score": 4}, "sentiment", False),
        ({"purpose": "action"}, "purpose", True),
        ({"id": "n7"}, "id", True),
        ({"tags": ["App"]}, "tags", False),
    ],
)
def test_what_a_card_keeps_and_does_not_show_is_told(fields, name, told):
    plain = journey(nodes=[{"stageId": "s3", "swimlaneId": "l1", "title": "New"} | fields])
    assert bool(notes(plain, f"nodes[*].{name}")) == told


def test_cards_show_an_icon_and_a_severity_where_the_report_says_so():
    engine, theme = TextEngine(load_fonts()), load_theme()
    for kind in KINDS:
        bare = Card(id="c", kind=kind, lane="l", stage="s", order="a0", text="Text")
        plain, iconic, severe = (
            lay_item(engine, theme, card, 200.0, "1").parts
            for card in (bare, replace(bare, icon="anchor"), replace(bare, severity=3))
        )
        shown = "anchor" in [part.name for part in iconic if isinstance(part, IconAt)]
        assert shown == (kind in KINDS_WITH_ICON), kind
        assert (len(severe) == len(plain)) == (kind in KINDS_WITHOUT_SEVERITY), kind


def test_the_report_says_how_much_was_placed():
    assert any("6" in text for level, text in notes(JOURNEY, "") if level == "placed")
