"""Operations on personas: whose journey it is."""

from typing import Any

from journeymapper.edit.places import make_room, moves, without
from journeymapper.edit.transaction import Transaction
from journeymapper.model.records import Persona, Series


def add_persona(tx: Transaction, name: str, *, index: int | None = None, **fields: Any) -> Persona:
    """Add a persona at a 0-based position (None: at the end)."""
    (order,) = make_room(tx, tx.document.personas, index)
    return tx.put(Persona(id=tx.new_id(), name=name, order=order, **fields))


def move_persona(tx: Transaction, key: str, index: int | None) -> None:
    """Move a persona to a 0-based position among the others (None: the end)."""
    tx.find(Persona, key)
    if moves(tx.document.personas, [key], index):
        (order,) = make_room(tx, without(tx.document.personas, {key}), index)
        tx.change(key, order=order)


def delete_persona(tx: Transaction, key: str) -> None:
    """Delete a persona; series that were hers are nobody's."""
    tx.find(Persona, key)
    for series in list(tx.document.referring(Series, key)):
        tx.change(series.id, persona="")
    tx.remove(key)
