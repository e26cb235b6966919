"""Findings about what happens offstage: work that supports nothing, and support links drawn the wrong way."""

from collections.abc import Iterator

from journeymapper.analysis.columns import positions_of, side_of
from journeymapper.analysis.finding import Finding
from journeymapper.analysis.path import path_graph, without_effect
from journeymapper.analysis.wording import card_name
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Link
from journeymapper.model.tables import KINDS, ROLES


def support_findings(document: Document) -> Iterator[Finding]:
    """Findings about support, in reading order."""
    inverted = [link for link in _support_links(document) if _sides(document, link) in INVERTED]
    turned = {link.target for link in inverted}
    idle = without_effect(path_graph(document)) - turned
    for card in reading_order(document):
        if card.id in idle and at_work(card):
            yield _idle(card)
    for link in inverted:
        yield _about_link(
            document,
            link,
            "inverted_support",
            _("The support link from {source} to {target} points away from the customer. Turn it round."),
        )
    for link in _support_links(document):
        if "offstage" not in _sides(document, link):
            advice = _(
                "{source} supports {target}, but neither stands offstage. "
                "Make the link another kind, or move the card that does the work offstage."
            )
            yield _about_link(document, link, "support_onstage", advice)


INVERTED = {("onstage", "offstage"), ("none", "offstage")}


def at_work(card: Card) -> bool:
    """Whether a card is something done or used, and not a remark, a feeling or an idea."""
    kind = KINDS.get(card.kind)
    return kind is not None and ROLES[kind.role].side != "none"


def reading_order(document: Document) -> list[Card]:
    """All cards: lane by lane, in each from left to right, in each column from top to bottom."""
    positions = positions_of(document)
    found: list[Card] = []
    for lane in document.lanes:
        for stage in document.stages:
            cards = [item for item in document.cell(lane.id, stage.id) if isinstance(item, Card)]
            found += sorted(cards, key=lambda card: positions.get(card.step, -1))
    return found


def _idle(card: Card) -> Finding:
    advice = _("{card} supports nothing. Link it to the onstage card that it makes possible, or delete it.")
    return Finding("warning", "idle_offstage", advice.format(card=card_name(card)), (card.id,))


def _about_link(document: Document, link: Link, code: str, advice: str) -> Finding:
    source, target = document.find(Card, link.source), document.find(Card, link.target)
    names = [card_name(card) if card is not None else "?" for card in (source, target)]
    message = advice.format(source=names[0], target=names[1])
    return Finding("hint", code, message, (link.id, link.source, link.target))


def _support_links(document: Document) -> list[Link]:
    rank = {card.id: place for place, card in enumerate(reading_order(document))}
    links = [link for link in document.all(Link) if link.kind == "supports"]
    links = [link for link in links if link.source in rank and link.target in rank]
    return sorted(links, key=lambda link: (rank[link.source], rank[link.target], link.id))


def _sides(document: Document, link: Link) -> tuple[str, str]:
    source, target = document.find(Card, link.source), document.find(Card, link.target)
    return (side_of(document, source) if source else "", side_of(document, target) if target else "")
