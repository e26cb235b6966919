"""Cards on the clipboard: for this program as JSON under a type of its own, for others as an outline in text."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from journeymapper.commands.ports import Clip
from journeymapper.edit.cards import add_card, add_measure, add_owner, reading_order
from journeymapper.edit.links import connect
from journeymapper.edit.places import Place
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document, Item
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Evidence, Lane, Link, Measure, Owner, Stage

LARGEST = 64 * 1024 * 1024
"""Bytes of a clip that are looked at; anybody can put anything on the clipboard."""

NOT_COPIED = ("id", "lane", "stage", "step", "until", "order", "code")


class Clipped(msgspec.Struct, frozen=True):
    """What is copied: items in reading order and the links among them."""

    cards: tuple[Card, ...] = ()
    measures: tuple[Measure, ...] = ()
    owners: tuple[Owner, ...] = ()
    links: tuple[Link, ...] = ()
    sequence: tuple[str, ...] = ()


def clip_of(document: Document, keys: Iterable[str]) -> Clip:
    """The clip of these items."""
    sequence = reading_order(document, keys)
    chosen = set(sequence)
    items = [item for key in sequence if isinstance(item := document.get(key), Item)]
    links = {link.id: link for key in sequence for link in document.links_of(key)}
    clipped = Clipped(
        cards=tuple(item for item in items if isinstance(item, Card)),
        measures=tuple(item for item in items if isinstance(item, Measure)),
        owners=tuple(item for item in items if isinstance(item, Owner)),
        links=tuple(link for link in links.values() if link.source in chosen and link.target in chosen),
        sequence=tuple(sequence),
    )
    return Clip(outline(document, items), msgspec.json.encode(clipped))


def outline(document: Document, items: Sequence[Item]) -> str:
    """Items as text: a line for each lane and stage, below it the cards."""
    lines: list[str] = []
    heading = ""
    for item in items:
        lane, stage = document.find(Lane, item.lane), document.find(Stage, item.stage)
        here = " · ".join(part.title for part in (lane, stage) if part is not None and part.title)
        if here != heading:
            lines.append(here)
            heading = here
        lines.append("\t" + " ".join(text_of(item).split()))
    return "\n".join(lines)


def text_of(item: Item) -> str:
    """What a card, measure or owner says first."""
    match item:
        case Card(text=text):
            return text
        case Measure(label=label, value=value):
            return f"{label} {value}".strip()
        case Owner(name=name, team=team):
            return ", ".join(part for part in (name, team) if part)


def clipped_from(clip: Clip) -> Clipped:
    """What a clip holds; raises JourneyError where that is not cards."""
    if not clip.cards or len(clip.cards) > LARGEST:
        raise JourneyError(_("There are no cards on the clipboard."))
    try:
        return msgspec.json.decode(clip.cards, type=Clipped)
    except msgspec.MsgspecError as error:
        raise JourneyError(_("What is on the clipboard cannot be read as cards.")) from error


def paste(tx: Transaction, clipped: Clipped, place: Place) -> list[str]:
    """Add copies of the cards at a place, one behind the other, with the links among them; their ids.

    Copies get codes of their own. An owner or source that this map does not know is left out.
    """
    items: dict[str, Item] = {item.id: item for item in clipped.cards}
    items |= {item.id: item for item in clipped.measures} | {item.id: item for item in clipped.owners}
    new: dict[str, str] = {}
    index = place.index if place.index is not None else len(tx.document.cell(place.lane, place.stage))
    for key in dict.fromkeys(clipped.sequence):
        if key in items:
            new[key] = _add(tx, items[key], replace(place, index=index + len(new))).id
    for link in clipped.links:
        if link.source in new and link.target in new and link.source != link.target:
            connect(
                tx,
                new[link.source],
                new[link.target],
                link.kind,
                label=link.label,
                probability=link.probability,
            )
    return list(new.values())


def _add(tx: Transaction, item: Item, place: Place) -> Item:
    fields = {name: getattr(item, name) for name in item.__struct_fields__ if name not in NOT_COPIED}
    match item:
        case Card():
            return _add_card(tx, item, place, fields)
        case Measure():
            return add_measure(tx, place, **fields)
        case Owner():
            return add_owner(tx, place, **fields)


def _add_card(tx: Transaction, card: Card, place: Place, fields: dict[str, object]) -> Card:
    document = tx.document
    known = {
        "owner": card.owner if document.find(Owner, card.owner) else "",
        "evidence": tuple(key for key in card.evidence if document.find(Evidence, key)),
    }
    rest = {name: value for name, value in (fields | known).items() if name not in ("kind", "text")}
    return add_card(tx, place, card.kind, text=card.text, **rest)
