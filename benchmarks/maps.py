"""Generated maps of the sizes that are measured. The same seed gives the same map."""

import random
from collections.abc import Iterator, Mapping
from types import MappingProxyType

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
    Record,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import CHANNELS, KINDS, ROLES, kind_of_lane


class Size(msgspec.Struct, frozen=True):
    """How large a map is; every stage has `steps` steps."""

    name: str
    lanes: int
    stages: int
    cards: int
    steps: int = 1
    links: int = 0


SIZES: Mapping[str, Size] = MappingProxyType(
    {
        size.name: size
        for size in (
            Size("S", lanes=6, stages=5, cards=14),
            Size("M", lanes=8, stages=7, cards=45, steps=2, links=10),
            Size("L", lanes=12, stages=9, cards=300, steps=3, links=100),
            Size("XL", lanes=26, stages=20, cards=1_000, steps=2, links=1_000),
            Size("10000", lanes=26, stages=40, cards=10_000),
        )
    }
)

LANES = ("actions", "touchpoints", "frontstage", "thoughts", "emotion", "moments", "pains", "opportunities")
BEHIND = ("backstage", "support")
LENGTHS = (12, 18, 25, 25, 25, 40, 63, 63, 164)
"""Characters of a text: a median of 25, one in ten of 63, few of 164, as in maps that people drew."""
NEAR = 3
"""How many columns most links reach at most."""
FAR = 0.1
"""The share of links that may go anywhere."""

# fmt: off
WORDS = (
    "account", "after", "again", "agent", "already", "another", "answer", "app", "asks", "basket", "before",
    "branch", "breaks", "button", "call", "cannot", "card", "chat", "checks", "choice", "code", "colleague",
    "compares", "confirms", "contract", "cost", "counter", "courier", "customer", "date", "day", "delay",
    "delivery", "desk", "detail", "difficult", "discount", "door", "earlier", "easy", "e-mail", "empty",
    "enters", "error", "evening", "expects", "explains", "family", "fast", "fee", "field", "finds", "first",
    "form", "forgets", "friend", "full", "gets", "gives", "goods", "half", "helpful", "home", "hour",
    "house", "idea", "invoice", "knows", "label", "late", "later", "leaves", "letter", "line", "link",
    "list", "locker", "long", "looks", "loses", "lunch", "mail", "message", "minute", "missing", "money",
    "morning", "name", "needs", "neighbour", "new", "next", "nobody", "notice", "number", "offer", "office",
    "old", "online", "only", "opens", "order", "packs", "page", "paper", "parcel", "password", "pays",
    "person", "phone", "picks", "plain", "points", "price", "proof", "queue", "quick", "reads", "reason",
    "receipt", "refund", "reminder", "repeats", "returns", "review", "right", "rings", "route", "safe",
    "same", "says", "screen", "second", "seems", "sends", "service", "shelf", "shop", "short", "shows",
    "signs", "size", "slow", "small", "soon", "staff", "stands", "starts", "stock", "stop", "store",
    "street", "summary", "support", "system", "takes", "talks", "text", "thanks", "ticket", "time", "tired",
    "today", "told", "total", "track", "tries", "twice", "unclear", "until", "update", "upset", "urgent",
    "useful", "van", "very", "visit", "voucher", "waits", "walks", "wants", "warning", "week", "weekend",
    "when", "which", "window", "without", "wonders", "word", "works", "worried", "writes", "wrong", "year",
    "yes", "yesterday",
)
# fmt: on


def sized_map(size: Size) -> Document:
    """The map of a size."""
    seed = f"benchmark {size.name}"
    return Document(_records(random.Random(seed), id_source(seed), size))


def sentence(dice: random.Random, length: int) -> str:
    """Words up to about so many characters."""
    words = [dice.choice(WORDS)]
    while sum(map(len, words)) + len(words) < length:
        words.append(dice.choice(WORDS))
    return " ".join(words).capitalize()


def _records(dice: random.Random, new_id: IdSource, size: Size) -> Iterator[Record]:
    yield JourneyMap(id=new_id(), title=f"{size.cards:,} cards")
    stages, steps = _columns(dice, new_id, size)
    yield from (*stages, *steps)
    rows = _rows(new_id, size.lanes)
    yield from rows
    lanes = [row for row in rows if isinstance(row, Lane)]
    for lane in lanes:
        if lane.role == "emotion":
            yield from _curve(dice, new_id, lane, steps)
    cards = list(_cards(dice, new_id, lanes, steps, size))
    yield from cards
    yield from _links(dice, new_id, cards, {step.id: index for index, step in enumerate(steps)}, size.links)


def _columns(dice: random.Random, new_id: IdSource, size: Size) -> tuple[list[Stage], list[Step]]:
    stages = [
        Stage(id=new_id(), title=sentence(dice, 16), order=order, duration="2 days", goal=sentence(dice, 25))
        for order in keys_between(None, None, size.stages)
    ]
    steps = [
        Step(id=new_id(), stage=stage.id, order=order, title=sentence(dice, 14))
        for stage in stages
        for order in keys_between(None, None, size.steps)
    ]
    return stages, steps


def _rows(new_id: IdSource, count: int) -> list[Lane | Line]:
    """Lanes, the line of visibility somewhat below their middle, and offstage lanes under it."""
    behind = max(count // 3, 2)
    front = [LANES[index % len(LANES)] for index in range(count - behind)]
    roles = [*front, "visibility", *(BEHIND[index % len(BEHIND)] for index in range(behind))]
    rows: list[Lane | Line] = []
    for role, order in zip(roles, keys_between(None, None, len(roles)), strict=True):
        if role == "visibility":
            rows.append(Line(id=new_id(), role=role, order=order))
            continue
        known = ROLES[role]
        rows.append(
            Lane(
                id=new_id(),
                title=known.title,
                order=order,
                role=role,
                side=known.side,
                band=known.band,
                hint=known.hint,
            )
        )
    return rows


def _curve(dice: random.Random, new_id: IdSource, lane: Lane, steps: list[Step]) -> Iterator[Record]:
    series = Series(id=new_id(), lane=lane.id, order="a0")
    yield series
    for step in steps:
        yield EmotionPoint(id=new_id(), series=series.id, step=step.id, value=dice.randint(-4, 4) / 2)


def _cards(
    dice: random.Random, new_id: IdSource, lanes: list[Lane], steps: list[Step], size: Size
) -> Iterator[Card]:
    """Cards spread evenly over the cells, the last ones at random, each with a text of its own."""
    homes = [(lane, step) for lane in lanes if lane.role != "emotion" for step in steps]
    whole, rest = divmod(size.cards, len(homes))
    extra = set(dice.sample(range(len(homes)), rest))
    number = 0
    for index, (lane, step) in enumerate(homes):
        for order in keys_between(None, None, whole + (index in extra)):
            number += 1
            yield _card(dice, new_id(), lane, step, order, number)


def _card(dice: random.Random, key: str, lane: Lane, step: Step, order: str, number: int) -> Card:
    kind = kind_of_lane(lane.role)
    rated = KINDS[kind].rated
    return Card(
        id=key,
        lane=lane.id,
        stage=step.stage,
        step=step.id,
        order=order,
        kind=kind,
        code=f"{KINDS[kind].letter}{number}",
        text=sentence(dice, dice.choice(LENGTHS)),
        channel=dice.choice(list(CHANNELS)) if kind == "touchpoint" else "",
        severity=dice.randint(1, 4) if "severity" in rated else 0,
        impact=dice.randint(1, 3) if "impact" in rated else 0,
        effort=dice.randint(1, 3) if "effort" in rated else 0,
        votes=dice.choice((0, 0, 3, 17)),
    )


def _links(
    dice: random.Random, new_id: IdSource, cards: list[Card], columns: dict[str, int], count: int
) -> Iterator[Link]:
    """Links between cards that stand in columns near each other, a few between any two."""
    by_column: list[list[Card]] = [[] for _each in columns]
    for card in cards:
        by_column[columns[card.step]].append(card)
    joined: set[tuple[str, str]] = set()
    while len(joined) < count:
        source = dice.choice(cards)
        target = dice.choice(cards)
        if dice.random() >= FAR:
            near = columns[source.step] + dice.randint(0, NEAR)
            target = dice.choice(by_column[min(near, len(by_column) - 1)] or [source])
        if target is not source and (source.id, target.id) not in joined:
            joined.add((source.id, target.id))
            kind = "flow" if columns[target.step] >= columns[source.step] else "loop"
            yield Link(id=new_id(), source=source.id, target=target.id, kind=kind)
