"""A map as a journey of the OpenJourney Format: lanes become swimlanes, cards nodes, points of the curve scores.

What came from such a file goes back to where it stood: unknown fields to their objects, cards that were parts of a
node's blueprint to their node, and lanes that were made for them nowhere.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from journeymapper.formats.ojf import ADDED_MARK
from journeymapper.formats.ojf_folding import Folded, folded_cards
from journeymapper.formats.ojf_losses import VERSIONS, ojf_losses
from journeymapper.formats.ojf_nodes import Scores, item_node, names_back, node_id
from journeymapper.formats.ojf_source import METADATA_MARK
from journeymapper.formats.report import Written
from journeymapper.model.document import Document, Item
from journeymapper.model.records import Card, JourneyMap, Lane, Persona, Stage

VERSION = "1.0"
"""The version of the specification that is named where the map does not come with one."""


def write_ojf(document: Document) -> Written:
    """The map as a file of the OpenJourney Format, and what that format could not hold."""
    folded = folded_cards(document)
    stages = _keys(document.stages, "s")
    lanes = _keys(document.lanes, "l")
    places = {"stages": stages, "lanes": lanes}
    scores = Scores(document, folded.cards)
    plain = {
        **_head(document),
        "stages": [_named(stage, stages[stage.id]) for stage in document.stages],
        "swimlanes": [_named(lane, lanes[lane.id]) for lane in _shown_lanes(document, folded)],
        "nodes": list(_nodes(document, folded, scores, places)),
    }
    text = json.dumps(_merged_root(document.map, plain), ensure_ascii=False, indent=2) + "\n"
    return Written(text.encode(), ojf_losses(document, folded, scores))


# the head


def _head(document: Document) -> dict[str, Any]:
    """Title, persona, point of view and version: in `metadata` where the specification has no place for all."""
    about = document.map
    persona = _persona(document.personas[0]) if document.personas else ""
    version = about.version if VERSIONS.fullmatch(about.version) else VERSION
    inner = _metadata_names(about)
    if about.title == (about.scenario or persona) and not inner:
        head = {"version": version, "persona": persona, "pointOfView": about.scenario}
        return {name: text for name, text in head.items() if text}
    head = {"title": about.title, "persona": persona, "pov": about.scenario, "version": version}
    extra = names_back({name: about.extra[name] for name in inner}, JourneyMap)
    return {"metadata": {**extra, **{name: text for name, text in head.items() if text}}}


def _metadata_names(about: JourneyMap) -> list[str]:
    names = about.extra.get(METADATA_MARK)
    return [name for name in names if name in about.extra] if isinstance(names, list) else []


def _merged_root(about: JourneyMap, plain: dict[str, Any]) -> dict[str, Any]:
    inner = {*_metadata_names(about), METADATA_MARK}
    extra = {name: value for name, value in about.extra.items() if name not in inner}
    return {**plain, **{k: v for k, v in names_back(extra, JourneyMap).items() if k not in plain}}


def _persona(persona: Persona) -> str:
    return f"{persona.name}, {persona.role}" if persona.role else persona.name


# stages and lanes


def _keys(records: tuple[Stage, ...] | tuple[Lane, ...], prefix: str) -> dict[str, str]:
    return {record.id: f"{prefix}{number}" for number, record in enumerate(records, 1)}


def _named(record: Stage | Lane, key: str) -> dict[str, Any]:
    extra = {name: value for name, value in record.extra.items() if name != ADDED_MARK}
    return {**names_back(extra, type(record)), "id": key, "name": record.title}


def _shown_lanes(document: Document, folded: Folded) -> Iterator[Lane]:
    """The lanes but those that were made for parts of nodes and hold nothing else."""
    for lane in document.lanes:
        cells = (document.cell(lane.id, stage.id) for stage in document.stages)
        if ADDED_MARK not in lane.extra or any(
            item.id not in folded.cards for cell in cells for item in cell
        ):
            yield lane


# nodes


def _nodes(
    document: Document, folded: Folded, scores: Scores, places: Mapping[str, Mapping[str, str]]
) -> Iterator[dict[str, Any]]:
    """Stage by stage and step by step, in which order reading them makes the same steps again."""
    taken: set[str] = set()
    given = {node_id(card) for card in document.all(Card)}
    for stage in document.stages:
        for item in _in_steps(document, stage):
            if item.id in folded.cards:
                continue
            key = node_id(item)
            if key in taken or not key:
                key = next(f"n{n}" for n in range(len(taken) + 1, 10**9) if f"n{n}" not in taken | given)
            taken.add(key)
            where = {
                "id": key,
                "stageId": places["stages"][item.stage],
                "swimlaneId": places["lanes"][item.lane],
            }
            yield where | item_node(document, item, folded, scores)


def _in_steps(document: Document, stage: Stage) -> Iterator[Item]:
    """What stands at a stage: what takes its whole width first, then step by step, lane by lane."""
    cells = [document.cell(lane.id, stage.id) for lane in document.lanes]
    for step in ("", *(step.id for step in document.steps_of(stage.id))):
        for cell in cells:
            yield from (item for item in cell if item.step == step)
