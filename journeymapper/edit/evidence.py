"""Operations on evidence: where something on the map is known from."""

from typing import Any

from journeymapper.edit.places import make_room
from journeymapper.edit.transaction import Transaction
from journeymapper.model.records import Card, Evidence


def add_evidence(tx: Transaction, source: str, *, index: int | None = None, **fields: Any) -> Evidence:
    """Add a piece of evidence at a 0-based position (None: at the end)."""
    (order,) = make_room(tx, tx.document.evidence, index)
    return tx.put(Evidence(id=tx.new_id(), source=source, order=order, **fields))


def delete_evidence(tx: Transaction, key: str) -> None:
    """Delete a piece of evidence; cards that named it no longer do."""
    tx.find(Evidence, key)
    for card in list(tx.document.referring(Card, key)):
        tx.change(card.id, evidence=tuple(other for other in card.evidence if other != key))
    tx.remove(key)
