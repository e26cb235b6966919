"""Cards that were parts of a node when their file was read, and can be parts of it again."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from journeymapper.formats.ojf_cards import NODE_MARK
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Lane


class Section(NamedTuple):
    """A section of a blueprint: its lane's role, its cards' kind, the fields of its parts, and where a card has them.

    `field` is the field of a card that holds a part's other half.
    """

    name: str
    role: str
    kind: str
    text: str
    other: str
    field: str


SECTIONS = (
    Section("evidence", "evidence", "touchpoint", "item", "type", "tags"),
    Section("onstage", "frontstage", "frontstage_action", "action", "actor", "people"),
    Section("backstage", "backstage", "backstage_action", "action", "actor", "people"),
    Section("support", "support", "system", "system", "description", "details"),
)

_PLAIN: dict[str, Any] = {
    "details": "",
    "icon": "",
    "owner": "",
    "until": "",
    "severity": 0,
    "impact": 0,
    "effort": 0,
    "votes": 0,
    "pieces": 0,
    "tags": (),
    "people": (),
    "evidence": (),
    "weight": "minor",
}
"""What a part has no place for: a card that says more than this stays a node of its own."""


class Folded(NamedTuple):
    """Cards that are written with another: the parts of each by its id, who is a moment of truth, and all their ids."""

    parts: Mapping[str, tuple[tuple[Section, Card], ...]]
    moments: frozenset[str]
    cards: frozenset[str]


def folded_cards(document: Document) -> Folded:
    """What of a document stands in nodes of other cards."""
    parts: dict[str, list[tuple[Section, Card]]] = {}
    moments: set[str] = set()
    cards: set[str] = set()
    for stage in document.stages:
        for lane in document.lanes:
            for card in document.cell(lane.id, stage.id):
                if not isinstance(card, Card) or (parent := _parent(document, card)) is None:
                    continue
                section = _section(lane, card)
                if section is not None:
                    parts.setdefault(parent.id, []).append((section, card))
                elif _is_moment(lane, card, parent) and parent.id not in moments:
                    moments.add(parent.id)
                else:
                    continue
                cards.add(card.id)
    return Folded({key: tuple(found) for key, found in parts.items()}, frozenset(moments), frozenset(cards))


def _parent(document: Document, card: Card) -> Card | None:
    """The card of whose node a card was a part, where both still stand at one place."""
    key = card.extra.get(NODE_MARK)
    parent = document.find(Card, key) if isinstance(key, str) else None
    if parent is None or NODE_MARK in parent.extra:
        return None
    return parent if (parent.stage, parent.step) == (card.stage, card.step) else None


def _section(lane: Lane, card: Card) -> Section | None:
    for section in SECTIONS:
        if (lane.role, card.kind) == (section.role, section.kind) and card.text:
            return section if _says_no_more(card, section.field) else None
    return None


def _is_moment(lane: Lane, card: Card, parent: Card) -> bool:
    if (lane.role, card.kind, card.text) != ("moments", "moment_of_truth", parent.text):
        return False
    return parent.kind != "moment_of_truth" and _says_no_more(card, "weight")


def _says_no_more(card: Card, field: str) -> bool:
    held = getattr(card, field)
    if isinstance(held, tuple) and (len(held) > 1 or "" in held):
        return False
    return all(getattr(card, name) == value for name, value in _PLAIN.items() if name != field)
