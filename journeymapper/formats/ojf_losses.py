"""What of a map the OpenJourney Format cannot hold, a note for each sort of thing."""

from collections.abc import Iterator

from journeymapper.formats.ojf_folding import Folded
from journeymapper.formats.ojf_nodes import Scores, kind_is_told
from journeymapper.formats.report import Level, Note
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import (
    Asset,
    Card,
    EmotionPoint,
    Evidence,
    Line,
    Link,
    Measure,
    Owner,
    Persona,
)

_FIELDS = ("impact", "effort", "votes", "owner", "people", "evidence", "channel", "until")


def ojf_losses(document: Document, folded: Folded, scores: Scores) -> tuple[Note, ...]:
    """What is lost of a document, with how many of each."""
    return tuple(
        Note("", level, f"{text}: {count}")
        for level, text, count in _counted(document, folded, scores)
        if count
    )


def _counted(document: Document, folded: Folded, scores: Scores) -> Iterator[tuple[Level, str, int]]:
    points = set(document.ids(EmotionPoint)) - scores.point_ids()
    links = [link for link in document.all(Link) if not {link.source, link.target} & folded.cards]
    cards = [card for card in document.all(Card) if card.id not in folded.cards]
    yield "changed", _("key figures and owners written as plain nodes"), _figures(document)
    yield "changed", _("pain points of the highest severity, written as “high”"), _worst(document)
    untold = sum(not kind_is_told(document, card) for card in cards)
    yield "changed", _("cards of a kind that neither lane nor purpose tells"), untold
    yield "dropped", _("links"), len(links)
    yield "dropped", _("lines between lanes"), document.count(Line)
    yield "dropped", _("emotion points beyond the first curve, or where no card stands"), len(points)
    yield "dropped", _("steps’ titles"), sum(bool(step.title) for step in document.steps)
    yield (
        "dropped",
        _("goals and durations of stages"),
        sum(bool(stage.goal or stage.duration) for stage in document.stages),
    )
    yield "dropped", _("personas beyond the first"), max(document.count(Persona) - 1, 0)
    yield "dropped", _("details of the persona"), _persona_details(document)
    yield "dropped", _("sources of evidence"), document.count(Evidence)
    yield "dropped", _("pictures"), document.count(Asset)
    for field in _FIELDS:
        text = _("cards’ values in “{field}”").format(field=field)
        yield "dropped", text, sum(bool(getattr(card, field)) for card in cards)
    assumed = sum(card.basis == "assumed" for card in cards)
    yield "dropped", _("that cards are assumed, not observed"), assumed


def _figures(document: Document) -> int:
    return document.count(Measure) + document.count(Owner)


def _worst(document: Document) -> int:
    return sum(card.severity == 4 for card in document.all(Card))


def _persona_details(document: Document) -> int:
    if not document.personas:
        return 0
    persona = document.personas[0]
    return sum(
        bool(getattr(persona, name)) for name in ("age", "quote", "goals", "pains", "channels", "avatar")
    )
