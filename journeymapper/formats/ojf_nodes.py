"""Cards, measures and owners as nodes of the OpenJourney Format."""

from collections.abc import Collection, Mapping
from typing import Any

from journeymapper.formats.lane_names import role_of_name
from journeymapper.formats.ojf_cards import LARGEST, NODE_MARK, SCALE, SCORE_MARK, kind_of
from journeymapper.formats.ojf_folding import Folded, Section
from journeymapper.formats.ojf_tables import ICONS
from journeymapper.model.document import Document, Item
from journeymapper.model.records import Card, EmotionPoint, Lane, Measure, Owner, Record

SEVERITIES = ("", "low", "medium", "high", "high")
"""The words of the specification, by a card's severity; it has none for the highest."""

ROOT_MARKS = frozenset(("source_id", "source_icon", "source_severity", SCORE_MARK, NODE_MARK))
"""Fields of `extra` that the reader made, and that are written under other names."""

_ICON_NAMES = {name: material for material, name in reversed(ICONS.items())}


class Scores:
    """Whose node carries the score of a point: of the first series, the only one that the format has room for."""

    def __init__(self, document: Document, folded: Collection[str]) -> None:
        self._points: dict[str, EmotionPoint] = {}
        self._marked: set[str] = set()
        self.carried: set[str] = set()
        series = document.first_series
        for step in document.steps if series else ():
            point = document.point(series.id, step.id) if series else None
            if point is not None:
                self._points[step.id] = point
        for card in document.all(Card):
            if card.step in self._points and card.id not in folded:
                self.carried.add(card.step)
                if SCORE_MARK in card.extra:
                    self._marked.add(card.step)

    def of(self, card: Card) -> int | float | None:
        """The score of a card's node. Where it is known which nodes of a step had one, the others get none."""
        point = self._points.get(card.step)
        if point is None or (card.step in self._marked and SCORE_MARK not in card.extra):
            return None
        return _own_score(card, point)

    def point_ids(self) -> set[str]:
        """The ids of the points that some node carries."""
        return {point.id for step, point in self._points.items() if step in self.carried}


def node_id(item: Item) -> str:
    """The id that an item's node had, or its code; "" for neither."""
    known = item.extra.get("source_id")
    if isinstance(known, str) and known:
        return known
    return item.code if isinstance(item, Card) else ""


def item_node(document: Document, item: Item, folded: Folded, scores: Scores) -> dict[str, Any]:
    """The node of an item, without its place."""
    match item:
        case Card():
            return _card_node(document, item, folded, scores)
        case Measure():
            said = f"{item.label}: {item.value}" if item.value else item.label
            return _without_nothing({"title": said, "description": item.change})
        case Owner():
            return _without_nothing({"title": item.name, "description": item.team})


def names_back(extra: Mapping[str, Any], kind: type[Record]) -> dict[str, Any]:
    """Unknown fields by the names that they had in the file, for records of a type that has fields of some names."""
    taken = kind.__struct_fields__
    return {_name_back(name, taken): value for name, value in extra.items() if name not in ROOT_MARKS}


def _name_back(name: str, taken: Collection[str]) -> str:
    bare = name.removeprefix("ojf_")
    return bare if bare in taken else name


def _card_node(document: Document, card: Card, folded: Folded, scores: Scores) -> dict[str, Any]:
    told = {name: value for name, value in card.extra.items() if name != "blueprint"}
    plain = {
        "title": card.text,
        "description": card.details,
        "severity": _severity(card),
        "score": scores.of(card),
        "sentiment": _said(card, "sentiment"),
        "purpose": _purpose(document, card),
        "isMomentOfTruth": card.id in folded.moments or card.kind == "moment_of_truth" or None,
        "icon": icon_name(card),
        "iconColor": _said(card, "iconColor"),
        "tags": list(card.tags),
        "blueprint": _blueprint(card, folded.parts.get(card.id, ())),
    }
    extra = {name: value for name, value in names_back(told, Card).items() if name not in _PLACE}
    return {**extra, **_without_nothing(plain)}


_PLACE = frozenset(("id", "stageId", "swimlaneId"))


def _blueprint(card: Card, parts: tuple[tuple[Section, Card], ...]) -> dict[str, Any]:
    unknown = card.extra.get("blueprint")
    found: dict[str, Any] = dict(unknown) if isinstance(unknown, dict) else {}
    for section, part in parts:
        held = getattr(part, section.field)
        other = held if isinstance(held, str) else next(iter(held), "")
        halves = _without_nothing({section.text: part.text, section.other: other})
        before = found.get(section.name)
        listed = before if isinstance(before, list) else []
        found[section.name] = [*listed, {**names_back(part.extra, Card), **halves}]
    return found


def kind_is_told(document: Document, card: Card) -> bool:
    """Whether a card's lane and purpose tell of what kind it is."""
    return kind_of(_told_role(document, card), _purpose(document, card)) == card.kind


def _told_role(document: Document, card: Card) -> str:
    """The role that the name of a card's lane tells to those who read the file."""
    lane = document.find(Lane, card.lane)
    role = (role_of_name(lane.title) if lane else None) or "text"
    return "thoughts" if role == "emotion" else role


def _purpose(document: Document, card: Card) -> str:
    """What a card is, where its lane does not tell it: by the word it came with as long as that says so."""
    role = _told_role(document, card)
    known = _said(card, "purpose")
    if kind_of(role, known) == card.kind:
        return known
    return "action" if role == "text" and card.kind == "customer_action" else card.kind.replace("_", "-")


def _severity(card: Card) -> str:
    return SEVERITIES[card.severity] if card.severity else _said(card, "source_severity")


def icon_name(card: Card) -> str:
    """The format’s own name of a card’s icon, "" where it has none."""
    known = _said(card, "source_icon")
    return known if known and ICONS.get(known, "") == card.icon else _ICON_NAMES.get(card.icon, "")


def _own_score(card: Card, point: EmotionPoint) -> int | float:
    """The score that a node or a point came with, as long as it still says the value; else the value on the scale."""
    for known in (card.extra.get(SCORE_MARK), _number(point)):
        if isinstance(known, int | float) and not isinstance(known, bool) and _value(known) == point.value:
            return known
    score = round(point.value * LARGEST / 2, 4)
    return int(score) if score == int(score) else score


def _value(score: float) -> float:
    return max(-LARGEST, min(LARGEST, score)) * 2 / LARGEST


def _number(point: EmotionPoint) -> float | None:
    try:
        return float(point.source_value) if point.source_scale == SCALE else None
    except ValueError:
        return None


def _said(card: Card, name: str) -> str:
    value = card.extra.get(name)
    return value if isinstance(value, str) else ""


def _without_nothing(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in plain.items() if value is not None and value not in ("", [], {})}
