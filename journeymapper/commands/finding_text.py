"""Finding cards by what is written on them."""

from journeymapper.commands.clips import text_of
from journeymapper.edit.cards import reading_order
from journeymapper.model.document import Document, Item
from journeymapper.model.records import Card, Owner


def matches(document: Document, words: str) -> list[str]:
    """The ids of the items that hold all words, in any case, in text, details, tags, people, owner or code."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    owners = {owner.id: f"{owner.name} {owner.team}" for owner in document.all(Owner)}
    found = [item.id for item in document.items() if _holds(_searched(item, owners), wanted)]
    return reading_order(document, found)


def _holds(text: str, wanted: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)


def _searched(item: Item, owners: dict[str, str]) -> str:
    if isinstance(item, Card):
        parts = (item.code, item.text, item.details, *item.tags, *item.people, owners.get(item.owner, ""))
        return "\n".join(parts)
    return text_of(item)
