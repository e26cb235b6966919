"""A document in the making: what every importer needs for its records to keep to the rules."""

from typing import Any

from journeymapper.model.document import Document
from journeymapper.model.ids import IdSource
from journeymapper.model.order import key_between, keys_between
from journeymapper.model.records import Card, Link, Record
from journeymapper.model.tables import KINDS


class Draft:
    """Records of a new map, with ids, codes that count up for each kind and order keys in the order of making."""

    def __init__(self, new_id: IdSource) -> None:
        self.new_id = new_id
        self._records: list[Record] = []
        self._last_codes: dict[str, int] = {}
        self._last_orders: dict[tuple[str, str], str] = {}

    def put(self, record: Record) -> str:
        """Add a record and give its id."""
        self._records.append(record)
        return record.id

    def card(self, kind: str, *, lane: str, stage: str, step: str, **fields: Any) -> Card:
        """Add a card behind the others of its cell, with the next code of its kind."""
        letter = KINDS[kind].letter
        number = self._last_codes[letter] = self._last_codes.get(letter, 0) + 1
        order = self._last_orders[lane, stage] = key_between(self._last_orders.get((lane, stage)), None)
        card = Card(
            id=self.new_id(),
            kind=kind,
            code=f"{letter}{number}",
            lane=lane,
            stage=stage,
            step=step,
            order=order,
            **fields,
        )
        self.put(card)
        return card

    def link(self, source: Card, target: Card, kind: str) -> None:
        """Add a link from one card to another."""
        self.put(Link(id=self.new_id(), source=source.id, target=target.id, kind=kind))

    def document(self) -> Document:
        """The document of all records."""
        return Document(self._records)


def orders(count: int) -> list[str]:
    """Order keys for so many siblings."""
    return keys_between(None, None, count)
