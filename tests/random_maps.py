"""Random maps for property tests and benchmarks: any number of stages and lanes, texts of any length, links, gaps."""

import random
from collections.abc import Iterator
from typing import Any

import msgspec

from journeymapper.model.document import Document
from journeymapper.model.ids import IdSource, id_source
from journeymapper.model.order import keys_between
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    JourneyMap,
    Lane,
    Line,
    Link,
    Measure,
    Owner,
    Record,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import BASES, CHANNELS, KINDS, LINES, LINK_KINDS, ROLES, WEIGHTS

WORDS = [
    "Knee",
    "aches",
    "after",
    "a",
    "run",
    "in",
    "old",
    "trainers;",
    "checks",
    "price",
    "and",
    "stock",
    "online",
    "that",
    "evening.",
    "Größe,",
    "naïve,",
    "Москва,",
    "Αθήνα,",
    "“quotes”",
    "–",
    "dash",
    "…",
    "10",
    "km",
    "3,5",
    "%",
    "office",
    "fi",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "a",
    "b",
    "I",
    "W",
]


def random_text(dice: random.Random, longest: int = 500) -> str:
    """Between 0 and `longest` characters, mostly short, sometimes one unbroken word or several lines."""
    length = dice.choice([0, 5, 25, 25, 63, 164, longest])
    if dice.random() < 0.05:
        return "x" * min(length, 120)
    words: list[str] = []
    while sum(map(len, words)) + len(words) < length:
        words.append(dice.choice(WORDS))
    joint = "\n" if dice.random() < 0.05 else " "
    return joint.join(words)[:longest]


def random_map(
    seed: int, *, stages: int, lanes: int, fill: float = 0.3, links: int = 0, giant: bool = False
) -> Document:
    """A map of this many stages and lanes; `fill` is the share of cells that hold cards, `giant` fills one with 60."""
    dice = random.Random(seed)
    new_id = id_source(seed)
    return Document(_records(dice, new_id, stages, lanes, fill, links, giant=giant))


def read_from_right(document: Document) -> Document:
    """The same map, read from right to left."""
    about = msgspec.structs.replace(document.map, direction="rtl")
    return Document((about if record.id == about.id else record for record in document), document.media)


def _records(
    dice: random.Random, new_id: IdSource, stages: int, lanes: int, fill: float, links: int, *, giant: bool
) -> Iterator[Record]:
    yield JourneyMap(id=new_id(), title=random_text(dice, 80))
    columns = list(_columns(dice, new_id, stages))
    yield from columns
    stage_list = [record for record in columns if isinstance(record, Stage)]
    steps = {
        stage.id: [s for s in columns if isinstance(s, Step) and s.stage == stage.id] for stage in stage_list
    }
    rows = list(_rows(dice, new_id, lanes))
    yield from rows
    lane_list = [row for row in rows if isinstance(row, Lane)]
    cards: list[Card] = []
    for lane in lane_list:
        if lane.role == "emotion":
            yield from _emotion(dice, new_id, lane, [step for found in steps.values() for step in found])
        for stage in stage_list:
            count = 60 if giant and lane is lane_list[-1] and stage is stage_list[0] else 0
            if dice.random() < fill:
                count += dice.randint(1, 4)
            for order in keys_between(None, None, count):
                record = _item(dice, new_id, lane, stage, steps, stage_list, order)
                yield record
                if isinstance(record, Card):
                    cards.append(record)
    yield from _links(dice, new_id, cards, links)


def _columns(dice: random.Random, new_id: IdSource, count: int) -> Iterator[Record]:
    for order in keys_between(None, None, count):
        stage = Stage(
            id=new_id(),
            title=random_text(dice, 120),
            order=order,
            duration=random_text(dice, 30),
            goal=random_text(dice),
        )
        yield stage
        for place in keys_between(None, None, dice.choice([1, 1, 2, 3])):
            yield Step(
                id=new_id(), stage=stage.id, order=place, title=dice.choice(["", random_text(dice, 60)])
            )


def _rows(dice: random.Random, new_id: IdSource, count: int) -> Iterator[Record]:
    keys = keys_between(None, None, count + len(LINES))
    lines = sorted(dice.sample(range(len(keys)), len(LINES)))
    roles = list(ROLES.values())
    names = iter(LINES)
    for index, order in enumerate(keys):
        if index in lines:
            yield Line(id=new_id(), role=next(names), order=order)
            continue
        role = dice.choice(roles)
        side = dice.choice([role.side, role.side, "onstage", "offstage", "none"])
        yield Lane(
            id=new_id(),
            title=dice.choice([role.title, random_text(dice, 90)]),
            order=order,
            role=role.key,
            side=side,
            band=dice.choice([role.band, "Band", ""]),
            hint=random_text(dice, 120),
        )


def _item(
    dice: random.Random,
    new_id: IdSource,
    lane: Lane,
    stage: Stage,
    steps: dict[str, list[Step]],
    stages: list[Stage],
    order: str,
) -> Record:
    step = dice.choice(["", *(one.id for one in steps[stage.id])])
    place: dict[str, Any] = {"id": new_id(), "lane": lane.id, "stage": stage.id, "step": step, "order": order}
    if dice.random() < 0.1:
        later = stages[stages.index(stage) :]
        place["until"] = dice.choice(later).id
    if lane.role == "measures":
        trend = tuple(float(dice.randint(0, 9)) for _each in range(dice.choice([0, 1, 7])))
        return Measure(
            **place, label=random_text(dice, 90), value=random_text(dice, 12), change="▲ 6 %", trend=trend
        )
    if lane.role == "owners":
        return Owner(**place, name=random_text(dice, 40), team=random_text(dice, 40), initials="AB")
    kind = dice.choice(list(KINDS))
    return Card(
        **place,
        kind=kind,
        code=f"{KINDS[kind].letter}{dice.randint(1, 9999)}",
        text=random_text(dice),
        details=dice.choice(["", "", random_text(dice)]),
        weight=dice.choice(list(WEIGHTS)),
        basis=dice.choice(list(BASES)),
        channel=dice.choice(["", *CHANNELS]),
        icon=dice.choice(["", "star"]),
        severity=dice.randint(0, 4),
        impact=dice.randint(0, 3),
        effort=dice.randint(0, 3),
        votes=dice.choice([0, 7, 1234]),
        pieces=dice.choice([0, 9, 4321]),
        people=tuple(random_text(dice, 40) for _each in range(dice.choice([0, 0, 0, 3]))),
    )


def _emotion(dice: random.Random, new_id: IdSource, lane: Lane, steps: list[Step]) -> Iterator[Record]:
    for order in keys_between(None, None, dice.choice([1, 1, 2])):
        series = Series(id=new_id(), lane=lane.id, order=order, title=dice.choice(["", "Expected"]))
        yield series
        for step in steps:
            if dice.random() < 0.8:
                label = random_text(dice, 200) if dice.random() < 0.2 else ""
                value = dice.randint(-20, 20) / 10
                yield EmotionPoint(id=new_id(), series=series.id, step=step.id, value=value, label=label)


def _links(dice: random.Random, new_id: IdSource, cards: list[Card], count: int) -> Iterator[Link]:
    seen: set[tuple[str, str, str]] = set()
    for _each in range(count if len(cards) > 1 else 0):
        source, target = dice.sample(cards, 2)
        kind = dice.choice(list(LINK_KINDS))
        if (source.id, target.id, kind) not in seen:
            seen.add((source.id, target.id, kind))
            label = dice.choice(["", "", random_text(dice, 60)])
            share = dice.choice([None, None, 0.41])
            yield Link(
                id=new_id(), source=source.id, target=target.id, kind=kind, label=label, probability=share
            )
