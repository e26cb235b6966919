"""Codes are given once and printed: two people who add cards apart give the same one to different cards."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from journeymapper.model.document import LONGEST_NUMBER, Document
from journeymapper.model.records import Card


def doubled_codes(
    merged: Document, base: Document, sides: tuple[Document, Document], touched: Iterable[str]
) -> Iterator[tuple[Card, str]]:
    """The new cards that need another code, with that code, in an order that depends on the maps alone.

    A code stays with the card that had it in the base, or else with the one of the lowest id. Cards that one side had
    together with the same code are left as they are.
    """
    fresh = {key for key in touched if key not in base and merged.find(Card, key) is not None}
    wanted = {card.code for key in fresh if (card := merged.find(Card, key)) is not None and card.code}
    holders: defaultdict[str, list[Card]] = defaultdict(list)
    for card in merged.all(Card):
        if card.code in wanted:
            holders[card.code].append(card)
    highest: dict[str, int] = {}
    for code in sorted(wanted):
        cards = sorted(holders[code], key=lambda card: (card.id in fresh, card.id))
        for position, card in enumerate(cards[1:], 1):
            if card.id in fresh and not _together(sides, cards[:position], card):
                letter = code[0]
                highest.setdefault(letter, _highest((merged, base, *sides), letter))
                highest[letter] += 1
                yield card, f"{letter}{highest[letter]}"


def _together(sides: tuple[Document, Document], before: list[Card], card: Card) -> bool:
    """Whether a side gave this code to the card and to each of those before it."""
    return any(
        all(
            (found := side.find(Card, other.id)) is not None and found.code == card.code
            for other in (*before, card)
        )
        for side in sides
    )


def _highest(documents: Iterable[Document], letter: str) -> int:
    codes = (card.code for document in documents for card in document.all(Card))
    return max((_number(code) for code in codes if code[:1] == letter), default=0)


def _number(code: str) -> int:
    number = code[1:]
    return int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else 0
