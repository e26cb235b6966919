"""Operations on personas: whose journey it is."""

import hashlib
from typing import Any

from journeymapper.edit.places import make_room, moves, without
from journeymapper.edit.transaction import Transaction
from journeymapper.model.records import Asset, Persona, Series


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


def set_portrait(tx: Transaction, key: str, png: bytes, *, width: int, height: int) -> Asset:
    """Give a persona a picture of her own: a PNG of so many pixels. The one that she had goes."""
    name = tx.find(Persona, key).name
    clear_portrait(tx, key)
    sha256 = hashlib.sha256(png).hexdigest()
    # Media are named after their content and never change, so they need no undoing; a save keeps what assets use.
    tx.document.media[sha256] = png
    asset = tx.put(
        Asset(id=tx.new_id(), sha256=sha256, media_type="image/png", title=name, width=width, height=height)
    )
    tx.change(key, portrait=asset.id)
    return asset


def clear_portrait(tx: Transaction, key: str) -> None:
    """Take a persona's picture away; its drawn portrait shows again."""
    portrait = tx.find(Persona, key).portrait
    if portrait:
        tx.change(key, portrait="")
        if not tx.document.referring_ids(portrait):
            tx.remove(portrait)
