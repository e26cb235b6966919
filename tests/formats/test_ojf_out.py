"""Journeys of the OpenJourney Format written: what was read from one goes back, and what is drawn here stays."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.formats.ojf import read_ojf
from journeymapper.formats.ojf_out import write_ojf
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, EmotionPoint
from tests.files.maps import documents
from tests.random_maps import random_map

from .journeys import JOURNEY, card, document_of, journey, with_node

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.ojf.json"))
FOREIGN = (
    "b2b-software-purchase",
    "clinic-visit-blueprint",
    "ecommerce-purchase",
    "hotel-check-in-blueprint",
)


def written(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_ojf(document).data)
    return found


def again(document: Document) -> Document:
    return read_ojf(write_ojf(document).data, id_source(2)).document


def told(plain: dict[str, Any]) -> dict[str, Any]:
    """A journey without what only counts: ids, the order of nodes of different cells, fields that say nothing."""
    names = {
        what: {one.get("id", ""): (place, one["name"]) for place, one in enumerate(plain[what])}
        for what in ("stages", "swimlanes")
    }
    cells: dict[str, list[Any]] = {}
    for node in plain["nodes"]:
        place = names["stages"][node["stageId"]], names["swimlanes"][node["swimlaneId"]]
        said = {
            key: value
            for key, value in node.items()
            if key not in ("stageId", "swimlaneId", "id") and value not in ("", None, [], {}, False)
        }
        cells.setdefault(str(place), []).append(said)
    rest = {key: value for key, value in plain.items() if key not in ("stages", "swimlanes", "nodes")}
    heads = {
        what: [{k: v for k, v in one.items() if k != "id"} for one in plain[what]]
        for what in ("stages", "swimlanes")
    }
    return {**rest, **heads, "cells": cells}


def comes_back(plain: dict[str, Any]) -> None:
    """Whether a journey that is read and written says what it said."""
    before = document_of(plain)
    back = written(before)
    lanes = [lane["name"] for lane in back["swimlanes"]]
    assert sorted(lanes) == sorted(lane["name"] for lane in plain["swimlanes"])
    # The line of visibility has one place, so offstage lanes go below the others.
    ordered = sorted(plain["swimlanes"], key=lambda lane: lanes.index(lane["name"]))
    assert told(back) == told({**plain, "swimlanes": ordered})
    assert content(again(before)) == content(before)


def content(document: Document) -> Any:
    """What a map says, without ids."""
    ids = {
        record.id: place for place, record in enumerate((*document.stages, *document.steps, *document.lanes))
    }
    cards = [
        (
            ids[one.stage],
            ids.get(one.step),
            ids[one.lane],
            one.kind,
            one.text,
            one.details,
            one.tags,
            one.people,
        )
        for one in document.all(Card)
    ]
    points = [(ids[one.step], one.value, one.source_value) for one in document.all(EmotionPoint)]
    heads = [
        *((stage.title, stage.extra) for stage in document.stages),
        *((lane.title, lane.extra) for lane in document.lanes),
    ]
    return sorted(cards, key=repr), sorted(points), heads, document.map.title, len(document)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_journey_that_was_read_comes_back(path):
    comes_back(json.loads(path.read_bytes()))


@pytest.mark.parametrize("file", FOREIGN)
def test_other_peoples_journeys_come_back(corpus, file):
    comes_back(json.loads((corpus / "maps" / f"{file}.ojf.json").read_bytes()))


def test_the_journey_that_uses_all_of_the_format_comes_back():
    comes_back(JOURNEY)


def test_nothing_of_a_journey_that_was_read_is_told_as_lost_but_what_was_made_of_it():
    told_lost = [note.text for note in write_ojf(document_of(JOURNEY)).losses]
    assert told_lost == [
        "lanes: role (1), band (1)",
        "lines among the lanes: 3",
        "cards: code (10), weight (1), channel (3)",
    ]


def test_unknown_fields_go_back_to_where_they_stood():
    plain = with_node(
        mood={"deep": [1]}, stage="x", blueprint={"smell": "tar", "support": [{"system": "S", "cost": 3}]}
    )
    plain["stages"][0] |= {"weather": "sunny", "order": 7}
    plain["swimlanes"][0]["height"] = 2
    plain["metadata"]["author"] = "Kim"
    plain["licence"] = "CC0"
    comes_back(plain)


def test_a_part_that_says_more_than_a_part_can_is_a_node_of_its_own():
    from msgspec.structs import replace

    before = document_of(JOURNEY)
    more = replace(card(before, "Map of stations"), details="Hangs by the door")
    back = written(Document(more if one.id == more.id else one for one in before))
    assert [node["description"] for node in back["nodes"] if node["title"] == more.text] == [more.details]
    assert "Physical evidence" in [lane["name"] for lane in back["swimlanes"]]


def test_a_changed_point_changes_the_score_of_the_nodes_that_had_one():
    from msgspec.structs import replace

    before = document_of(JOURNEY)
    points = {one.id: replace(one, value=0.4) for one in before.all(EmotionPoint) if one.value == 2.0}
    back = written(Document(points.get(one.id, one) for one in before))
    assert {node["title"]: node.get("score") for node in back["nodes"] if node["stageId"] == "s2"} == {
        "Rides home": 1,
        "Joy": 1,
        "Lock": None,
        "Rain": -2.5,
    }


def test_the_version_is_one_of_the_specification():
    assert written(document_of(journey(metadata={"title": "T", "version": "autumn"})))["metadata"] == {
        "title": "T",
        "version": "1.0",
    }


def test_the_same_map_gives_the_same_bytes():
    document = random_map(5, stages=4, lanes=6)
    assert write_ojf(document).data == write_ojf(document).data


def held(document: Document) -> Counter[Any]:
    """What the format holds of the cards, by the titles of their stage and lane."""
    stages = {stage.id: (place, stage.title) for place, stage in enumerate(document.stages)}
    lanes = {lane.id: lane.title for lane in document.lanes}
    return Counter(
        (stages[one.stage], lanes[one.lane], one.text, one.details, one.tags, min(one.severity, 3))
        for one in document.all(Card)
        if one.text.strip() and stages[one.stage][1]
    )


@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 8))
def test_a_random_map_comes_back_with_what_the_format_holds(seed, stages, lanes):
    before = random_map(seed, stages=stages, lanes=lanes, links=5)
    after = again(before)
    titles = [stage.title for stage in before.stages]
    assert [stage.title for stage in after.stages] == [
        title or f"s{number}" for number, title in enumerate(titles, 1)
    ]
    assert {lane.title for lane in before.lanes if lane.title} <= {lane.title for lane in after.lanes}
    named = {lane.title for lane in before.lanes}
    kept = held(before)
    found = held(after)
    assert not {key: n for key, n in (kept - found).items() if key[1] in named and key[1]}


@given(st.integers(0, 10**6))
def test_a_score_stays_with_every_card_of_its_step(seed):
    before = random_map(seed, stages=3, lanes=6)
    after = again(before)
    assert felt(before) <= felt(after)


def felt(document: Document) -> Counter[Any]:
    """How often each text stands at a step with each value."""
    series = document.first_series
    found: Counter[Any] = Counter()
    for one in document.all(Card) if series else ():
        point = document.point(series.id, one.step) if series and one.step else None
        if point is not None and one.text.strip():
            found[one.text, round(point.value, 6)] += 1
    return found


@given(documents())
def test_any_map_at_all_is_written_and_read(document):
    data = write_ojf(document).data
    assert len(read_ojf(data, id_source(1)).document.stages) == len(document.stages)
