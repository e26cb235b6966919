"""The ways into and out of a step or a card, for highlighting."""

from collections.abc import Iterable

import msgspec

from journeymapper.analysis.columns import first_step, positions_of, side_of, steps_covered
from journeymapper.analysis.flow import PATH_KINDS, way_of, ways_of
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Link, Step


class Ends(msgspec.Struct, frozen=True):
    """Ids of links, and of the cards and steps at their far ends."""

    links: frozenset[str] = frozenset()
    cards: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()

    def __or__(self, other: "Ends") -> "Ends":
        return Ends(self.links | other.links, self.cards | other.cards, self.steps | other.steps)


class Ways(msgspec.Struct, frozen=True):
    """What leads into something, and what leads out of it."""

    inward: Ends = Ends()
    outward: Ends = Ends()


def ways(document: Document, selected: str) -> Ways:
    """The ways into and out of a step or a card, by its id; no ways for anything else.

    Of a step: the drawn and inferred ways of its path with the cards they join, and the offstage cards that support
    its cards, directly or through others. Of a card: the links of every kind that end or begin at it, with the
    whole chain of support that hangs on it.
    """
    match document.get(selected):
        case Step() as step:
            return _ways_of_step(document, step)
        case Card() as card:
            return Ways(
                _direct(document, card, inward=True) | _support(document, [card], inward=True),
                _direct(document, card, inward=False) | _support(document, [card], inward=False),
            )
        case _:
            return Ways()


def _ways_of_step(document: Document, step: Step) -> Ways:
    inward = outward = Ends()
    for way in ways_of(document):
        if way.target == step.id:
            inward |= _drawn(document, way.link, inward=True) | Ends(steps=frozenset({way.source}))
        if way.source == step.id:
            outward |= _drawn(document, way.link, inward=False) | Ends(steps=frozenset({way.target}))
    return Ways(inward | _support(document, _supported_in(document, step), inward=True), outward)


def _supported_in(document: Document, step: Step) -> list[Card]:
    """The cards in a step's column, but for offstage ones, that a support link leads to."""
    positions = positions_of(document)
    targets = {link.target for link in document.all(Link) if link.kind == "supports"}
    cards = [card for key in targets if (card := document.find(Card, key)) is not None]
    return [
        card
        for card in cards
        if side_of(document, card) != "offstage" and step.id in steps_covered(document, card, positions)
    ]


def _drawn(document: Document, key: str, *, inward: bool) -> Ends:
    link = document.find(Link, key)
    if link is None:
        return Ends()
    return Ends(frozenset({link.id}), frozenset({link.source if inward else link.target}))


def _direct(document: Document, card: Card, *, inward: bool) -> Ends:
    positions = positions_of(document)
    found = Ends()
    for link in document.links_of(card.id):
        if (link.target if inward else link.source) != card.id:
            continue
        way = way_of(document, link, positions) if link.kind in PATH_KINDS else None
        steps = frozenset({way.source if inward else way.target}) if way else frozenset()
        found |= Ends(frozenset({link.id}), frozenset({link.source if inward else link.target}), steps)
    return found


def _support(document: Document, cards: Iterable[Card], *, inward: bool) -> Ends:
    """The chain of support links: inward what supports these cards, outward what they support."""
    links: set[str] = set()
    found: set[str] = set()
    steps: set[str] = set()
    ahead = [card.id for card in cards]
    while ahead:
        here = ahead.pop()
        for link in document.links_of(here):
            near, far = (link.target, link.source) if inward else (link.source, link.target)
            if link.kind == "supports" and near == here and link.id not in links:
                links.add(link.id)
                found.add(far)
                ahead.append(far)
                card = document.find(Card, far)
                if card is not None and not inward:
                    steps.add(first_step(document, card))
    return Ends(frozenset(links), frozenset(found), frozenset(steps))
