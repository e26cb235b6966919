"""`show`: the structure that programs read."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from journeymapper.cli import main
from journeymapper.cli.structure import structure
from journeymapper.files.journey import load, save
from journeymapper.model.document import Document
from journeymapper.model.patch import make_patch
from journeymapper.model.records import Card, EmotionPoint, Lane, Series
from tests.analysis.maps import Sketch
from tests.cli.running import EXAMPLE


@pytest.fixture
def shown(capsys):
    """What `show --json` prints for the example."""
    assert main(["show", str(EXAMPLE), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def by_code(shown, code):
    (card,) = [card for card in shown["cards"] if card["code"] == code]
    return card


def test_the_map_its_stages_and_its_lanes_stand_in_order(shown):
    assert shown["map"]["title"] == "Buying running shoes"
    assert [stage["title"] for stage in shown["stages"]][:3] == ["Awareness", "Consideration", "Decision"]
    assert [len(stage["steps"]) for stage in shown["stages"]] == [2] * 6
    assert [step["number"] for stage in shown["stages"] for step in stage["steps"]] == list(range(1, 13))
    lanes = [(lane["role"], lane["side"]) for lane in shown["lanes"]]
    assert lanes[:2] == [("actions", "onstage"), ("touchpoints", "onstage")]
    assert ("backstage", "offstage") in lanes


def test_personas_measures_and_owners_are_whole(shown):
    (persona,) = shown["personas"]
    assert persona["name"] == "Maya Okafor"
    assert persona["channels"][0] == {"name": "Phone", "share": 0.92}
    assert len(persona["goals"]) == 3
    assert [measure["value"] for measure in shown["measures"]][:2] == ["48 k", "1 240"]
    assert shown["owners"][0]["initials"] == "IF"
    assert shown["owners"][0]["stage"] == "Awareness"
    assert [point["score"] for point in shown["points"]][:3] == [-0.9, 0.2, -0.5]


def test_a_card_says_where_it_stands_in_titles_and_ids_and_what_is_felt_there(shown):
    card = by_code(shown, "A4")
    stage = shown["stages"][1]
    assert (card["kind"], card["text"]) == ("customer_action", "Tries two pairs in store, gets a gait scan")
    assert (card["stage"], card["stage_id"]) == ("Consideration", stage["id"])
    assert (card["step"], card["step_id"]) == ("", stage["steps"][1]["id"])
    assert card["lane"] == "Customer actions"
    assert card["lane_id"] in [lane["id"] for lane in shown["lanes"]]
    assert card["score"] == 1.5
    assert (card["source_score"], card["source_scale"]) == (None, None)
    assert card["people"] == []
    assert card["order"]


def test_a_card_as_wide_as_several_steps_has_neither_step_nor_score(shown):
    card = by_code(shown, "Q1")
    assert (card["step"], card["step_id"], card["score"]) == (None, None, None)


def test_links_name_their_cards(shown):
    (link,) = [link for link in shown["links"] if link["kind"] == "alternative"]
    assert (link["source_code"], link["target_code"]) == ("A3", "A5")
    assert (link["label"], link["probability"]) == ("skips the store", 0.41)
    assert link["source"] == by_code(shown, "A3")["id"]


def test_cards_stand_in_reading_order(shown):
    codes = [card["code"] for card in shown["cards"]]
    assert codes[:12] == [f"A{number}" for number in range(1, 13)]


def felt(value: str, scale: str = "") -> Document:
    sketch = Sketch(1, 2)
    sketch.card("wide", "A")
    sketch.card("loose", "B")
    sketch.put(Lane(id="emotion", title="Emotion", order="z9", role="emotion"))
    sketch.put(Series(id="second", lane="emotion", order="a1"))
    sketch.put(Series(id="first", lane="emotion", order="a0"))
    sketch.put(EmotionPoint(id="no", series="second", step="1", value=-2))
    sketch.put(
        EmotionPoint(id="p", series="first", step="1", value=1, source_value=value, source_scale=scale)
    )
    return sketch.document


def card(document: Document, key: str) -> Any:
    (found,) = [card for card in structure(document, {})["cards"] if card["id"] == key]
    return found


def test_a_card_without_a_step_stands_in_the_only_step_of_its_stage():
    found = card(felt(""), "wide")
    assert (found["step_id"], found["score"]) == ("1", 1.0)
    assert card(felt(""), "loose")["step_id"] is None


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("4", 4),
        ("-2.5", -2.5),
        ("+3", 3),
        ("very good", "very good"),
        ("", None),
        ("nan", "nan"),
        ("1_0", "1_0"),
    ],
)
def test_what_the_source_said_is_a_number_where_it_is_one(said, number):
    found = card(felt(said, "1 to 5"), "wide")
    assert found["source_score"] == number
    assert type(found["source_score"]) is type(number)
    assert found["source_scale"] == "1 to 5"


def test_without_json_people_get_an_outline(capsys):
    assert main(["show", str(EXAMPLE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Buying running shoes"
    assert lines[2].startswith("Stages: 6, steps: 12, lanes: ")
    assert "C  Decision" in lines
    assert "      P3  The size guide on the web differs from the in-store fit" in lines


def test_the_outline_tells_what_is_felt_at_each_step(capsys):
    assert main(["show", str(EXAMPLE)]) == 0
    out = capsys.readouterr().out
    assert "\n      Maya Okafor  Step 4  +1.5  the scan builds trust\n" in out


def test_the_outline_names_the_people_of_a_card(tmp_path, capsys):
    document = load(EXAMPLE).document
    card = next(card for card in document.all(Card) if card.code == "A4")
    document.apply(make_patch({card.id: (card, replace(card, people=("Maya", "Adviser")))}))
    path = tmp_path / "people.journey"
    save(document, path)
    assert main(["show", str(path)]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if " A4 " in line]
    assert line.endswith("people: Maya, Adviser")
