"""A map as plain data for programs: records with the titles of what they point at, in reading order."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from journeymapper.model.document import Document, Item, letter_of
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    Lane,
    Link,
    Measure,
    Owner,
    Record,
    Series,
    Stage,
    Step,
)

Plain = dict[str, Any]
Numbers = Mapping[str, int]

NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")


def structure(document: Document, numbers: Numbers) -> Plain:
    """What `show --json` prints; `numbers` gives each step its number on the path."""
    return {
        "map": plain(document.map),
        "personas": [plain(persona) for persona in document.personas],
        "stages": list(_stages(document, numbers)),
        "lanes": [plain(lane) for lane in document.lanes],
        "lines": [plain(line) for line in document.lines],
        "cards": [_card(document, card, numbers) for card in in_reading_order(document, Card)],
        "measures": [_placed(document, item, numbers) for item in in_reading_order(document, Measure)],
        "owners": [_placed(document, item, numbers) for item in in_reading_order(document, Owner)],
        "series": [plain(series) for lane in document.lanes for series in document.series_of(lane.id)],
        "points": list(_points(document, numbers)),
        "links": list(_links(document)),
        "evidence": [plain(evidence) for evidence in document.evidence],
    }


def plain(record: Record) -> Plain:
    """Every field of a record but those that this version does not know, defaults included."""
    fields = (field for field in record.__struct_fields__ if field != "extra")
    return {field: msgspec.to_builtins(getattr(record, field)) for field in fields}


def in_reading_order(document: Document, kind: type[Item]) -> Iterator[Item]:
    """Items of a type, lane by lane, in each from left to right, in each column from top to bottom."""
    positions = {step.id: position for position, step in enumerate(document.steps)}
    for lane in document.lanes:
        for stage in document.stages:
            cell = [item for item in document.cell(lane.id, stage.id) if isinstance(item, kind)]
            yield from sorted(cell, key=lambda item: positions.get(item.step, -1))


def _stages(document: Document, numbers: Numbers) -> Iterator[Plain]:
    for position, stage in enumerate(document.stages):
        steps = [plain(step) | {"number": numbers.get(step.id)} for step in document.steps_of(stage.id)]
        yield plain(stage) | {"letter": letter_of(position), "steps": steps}


def _placed(document: Document, item: Item, numbers: Numbers) -> Plain:
    """An item's fields, with the titles of its lane, stage and step in place of their ids, which stand beside."""
    lane, stage = document.find(Lane, item.lane), document.find(Stage, item.stage)
    step = step_of(document, item)
    return plain(item) | {
        "lane": lane.title if lane else None,
        "lane_id": item.lane,
        "stage": stage.title if stage else None,
        "stage_id": item.stage,
        "step": step.title if step else None,
        "step_id": step.id if step else None,
        "number": numbers.get(step.id) if step else None,
    }


def _card(document: Document, card: Item, numbers: Numbers) -> Plain:
    step, series = step_of(document, card), document.first_series
    point = document.point(series.id, step.id) if step and series else None
    return _placed(document, card, numbers) | _score(point)


def _score(point: EmotionPoint | None) -> Plain:
    return {
        "score": point.value if point else None,
        "source_score": _number_or_text(point.source_value) if point else None,
        "source_scale": (point.source_scale or None) if point else None,
    }


def step_of(document: Document, item: Item) -> Step | None:
    """The step that an item names, or the only one of its stage; None for an item as wide as several."""
    if item.step:
        return document.find(Step, item.step)
    steps = document.steps_of(item.stage)
    return steps[0] if len(steps) == 1 else None


def _points(document: Document, numbers: Numbers) -> Iterator[Plain]:
    for lane in document.lanes:
        for series in document.series_of(lane.id):
            for step in document.steps:
                point = document.point(series.id, step.id)
                if point is not None:
                    yield _point(document, point, series, step, numbers)


def _point(document: Document, point: EmotionPoint, series: Series, step: Step, numbers: Numbers) -> Plain:
    stage = document.find(Stage, step.stage)
    return {
        "id": point.id,
        "series": series.title,
        "series_id": series.id,
        "stage": stage.title if stage else None,
        "stage_id": step.stage,
        "step": step.title,
        "step_id": step.id,
        "number": numbers.get(step.id),
        "label": point.label,
    } | _score(point)


def _links(document: Document) -> Iterator[Plain]:
    rank = {card.id: place for place, card in enumerate(in_reading_order(document, Card))}
    for link in sorted(
        document.all(Link), key=lambda link: (rank[link.source], rank[link.target], link.kind)
    ):
        ends = document.find(Card, link.source), document.find(Card, link.target)
        codes = [card.code if card else None for card in ends]
        yield plain(link) | {"source_code": codes[0], "target_code": codes[1]}


def _number_or_text(text: str) -> float | str | None:
    """A source's score as the number that it is, or as the words that it says; None for none."""
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)
