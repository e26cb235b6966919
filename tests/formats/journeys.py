"""A journey in the OpenJourney Format that uses all of it, and what a map must hold of one."""

import copy
import json
from typing import Any

from journeymapper.formats.ojf import read_ojf
from journeymapper.formats.report import Imported
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card

JOURNEY: dict[str, Any] = {
    "metadata": {
        "title": "Borrowing a cargo bike",
        "persona": "Lena Vogt, Parent of two",
        "pov": "Getting the weekly shopping home without a car",
        "version": "1.1.0",
    },
    "stages": [
        {"id": "s1", "name": "Find"},
        {"id": "s2", "name": "Ride"},
        {"id": "s3", "name": "Return"},
    ],
    "swimlanes": [
        {"id": "l1", "name": "User Actions"},
        {"id": "l2", "name": "Feelings"},
        {"id": "l3", "name": "Pain Points"},
        {"id": "l4", "name": "Channels"},
        {"id": "l5", "name": "Weather"},
    ],
    "nodes": [
        {
            "id": "n1",
            "stageId": "s1",
            "swimlaneId": "l1",
            "title": "Looks for a free bike",
            "description": "On the map of the app, at breakfast.",
            "score": 1,
            "sentiment": "curious",
            "purpose": "action",
            "icon": "search",
            "iconColor": "steelblue",
            "tags": ["App", "Morning"],
            "blueprint": {
                "evidence": [
                    {"item": "Map of stations", "type": "Digital"},
                    {"item": "Waiting hall", "type": "Physical"},
                    {"item": "Paper plan", "type": "Physical"},
                ],
                "onstage": [{"actor": "Station host", "action": "Points at the nearest bike"}],
                "backstage": [{"actor": "Planner", "action": "Moves bikes overnight"}],
                "support": [
                    {"system": "Fleet tracker", "description": "Knows where each bike is"},
                    {"system": "Forecast", "description": "Guesses the demand"},
                ],
            },
        },
        {
            "stageId": "s1",
            "swimlaneId": "l3",
            "title": "No bike near",
            "description": "The last one went at seven.",
            "score": -4,
            "severity": "high",
            "sentiment": "annoyed",
            "purpose": "pain-point",
        },
        {"stageId": "s2", "swimlaneId": "l1", "title": "Rides home", "score": 5, "isMomentOfTruth": True},
        {
            "stageId": "s2",
            "swimlaneId": "l2",
            "title": "Joy",
            "score": 5,
            "sentiment": "delighted",
            "icon": "mood_bad",
        },
        {
            "stageId": "s2",
            "swimlaneId": "l4",
            "title": "Lock",
            "purpose": "touchpoint",
            "severity": "low",
            "blueprint": {"support": [{"system": "Lock server", "description": "Opens it"}]},
        },
        {
            "stageId": "s2",
            "swimlaneId": "l5",
            "title": "Rain",
            "score": -2.5,
            "severity": "medium",
            "purpose": "observation",
        },
    ],
}


HEADS = frozenset(
    ("metadata", "title", "persona", "pov", "pointOfView", "version", "stages", "swimlanes", "nodes")
)
NODE_FIELDS = frozenset(
    (
        *("id", "stageId", "swimlaneId", "title", "description", "severity", "score", "sentiment", "purpose"),
        *("isMomentOfTruth", "icon", "iconColor", "tags", "blueprint"),
    )
)
"""The fields that the format has; what else a file holds is kept as it is."""


def journey(**changes: Any) -> dict[str, Any]:
    """A copy of the journey with some of its fields changed."""
    return copy.deepcopy(JOURNEY) | changes


def with_node(**fields: Any) -> dict[str, Any]:
    """The journey with one more node in the stage Return, among the actions unless the fields say otherwise."""
    node = {"stageId": "s3", "swimlaneId": "l1", "title": "New"} | fields
    return journey(nodes=[*copy.deepcopy(JOURNEY["nodes"]), node])


def imported(plain: object) -> Imported:
    """The import of a journey."""
    return read_ojf(json.dumps(plain).encode(), id_source("test"))


def document_of(plain: object) -> Document:
    """The map made of a journey."""
    return imported(plain).document


def card(document: Document, text: str, kind: str = "") -> Card:
    """The one card of this text (and kind, where several say it)."""
    found = [card for card in document.all(Card) if card.text == text and kind in ("", card.kind)]
    assert len(found) == 1, [card.text for card in document.all(Card)]
    return found[0]


def lane_of(document: Document, found: Card) -> str:
    """The title of a card's lane."""
    return next(lane.title for lane in document.lanes if lane.id == found.lane)


def notes(plain: object, path: str) -> list[tuple[str, str]]:
    """Level and sentence of what the report says about a path."""
    return [(note.level, note.text) for note in imported(plain).report if note.path == path]


def lost_parts(plain: dict[str, Any], document: Document) -> list[str]:
    """What a well-formed journey says and the map made of it does not, by path."""
    metadata = plain.get("metadata", plain)
    stages = {stage["id"]: place for place, stage in enumerate(plain["stages"])}
    lanes = {lane["id"]: lane["name"] for lane in plain["swimlanes"]}
    lost = []

    def expect(path: str, found: object) -> None:
        if not found:
            lost.append(path)

    expect(
        "stages", [stage.title for stage in document.stages] == [stage["name"] for stage in plain["stages"]]
    )
    expect("swimlanes", set(lanes.values()) <= {lane.title for lane in document.lanes})
    expect("title", document.map.title == metadata.get("title", metadata.get("pointOfView")))
    expect("point of view", document.map.scenario == metadata.get("pov", metadata.get("pointOfView")))
    expect("version", document.map.version == metadata["version"])
    heads = {**plain, **metadata}
    expect(
        "unknown fields", all(document.map.extra.get(name) == heads[name] for name in heads.keys() - HEADS)
    )
    for records, sources in ((document.stages, "stages"), (document.lanes, "swimlanes")):
        extras = {record.title: record.extra for record in records}
        for source in plain[sources]:
            unknown = {name: value for name, value in source.items() if name not in ("id", "name")}
            expect(f"{sources}: {source['name']}", extras[source["name"]] == unknown)
    persona = document.personas[0]
    expect("persona", ", ".join(filter(None, [persona.name, persona.role])) == metadata["persona"])
    for number, node in enumerate(plain["nodes"]):
        stage = document.stages[stages[node["stageId"]]].id
        here = [found for found in document.all(Card) if found.stage == stage]
        twins = [
            found
            for found in here
            if found.text == node["title"] and lane_of(document, found) == lanes[node["swimlaneId"]]
        ]
        expect(f"nodes[{number}]", len(twins) == 1)
        if twins:
            at_step = [found for found in here if found.step == twins[0].step]
            lost += [f"nodes[{number}].{part}" for part in lost_of_node(node, twins[0], at_step, document)]
    return lost


def lost_of_node(node: dict[str, Any], found: Card, at_step: list[Card], document: Document) -> list[str]:
    """What a node says and its card, or what stands at its step, does not."""
    assert document.first_series is not None
    point = document.point(document.first_series.id, found.step)
    severity = {"low": 1, "medium": 2, "high": 3}.get(node.get("severity", ""), 0)
    score = node.get("score")
    checks = {
        "description": found.details == node.get("description", ""),
        "severity": found.severity == severity,
        "tags": found.tags == tuple(node.get("tags", ())),
        "score": score is None
        or (
            point
            and (point.value, point.source_value, point.source_scale) == (score * 2 / 5, str(score), "-5..+5")
        ),
        "isMomentOfTruth": not node.get("isMomentOfTruth")
        or (found.weight == "major" and count(at_step, kind="moment_of_truth", text=node["title"]) == 1),
        "sentiment": found.extra.get("sentiment", "") == node.get("sentiment", ""),
        "purpose": found.extra.get("purpose", "") == node.get("purpose", ""),
        "icon": found.extra.get("source_icon", "") == node.get("icon", ""),
        "iconColor": found.extra.get("iconColor", "") == node.get("iconColor", ""),
        "id": found.extra.get("source_id", "") == node.get("id", ""),
        "unknown fields": all(found.extra.get(name) == node[name] for name in node.keys() - NODE_FIELDS),
    }
    blueprint = node.get("blueprint", {})
    for part in blueprint.get("evidence", ()):
        checks[part["item"]] = count(at_step, kind="touchpoint", text=part["item"], tags=(part["type"],)) == 1
    for section, kind in (("onstage", "frontstage_action"), ("backstage", "backstage_action")):
        for part in blueprint.get(section, ()):
            checks[part["action"]] = (
                count(at_step, kind=kind, text=part["action"], people=(part["actor"],)) == 1
            )
    for part in blueprint.get("support", ()):
        checks[part["system"]] = (
            count(at_step, kind="system", text=part["system"], details=part["description"]) == 1
        )
    return [name for name, there in checks.items() if not there]


def count(cards: list[Card], **fields: object) -> int:
    """How many cards have all these values."""
    return sum(all(getattr(card, name) == value for name, value in fields.items()) for card in cards)
