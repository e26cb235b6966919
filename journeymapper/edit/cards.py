"""Operations on what stands in the grid: cards, measures and owners."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from journeymapper.edit.places import Place, check_place, make_room, moves, without
from journeymapper.edit.spans import Columns, columns_of, ends_early, start_of
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document, Item
from journeymapper.model.errors import BrokenRule
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Measure, Owner
from journeymapper.model.tables import KINDS

ItemT = TypeVar("ItemT", Card, Measure, Owner, Item)


def add_card(tx: Transaction, place: Place, kind: str, *, text: str = "", **fields: Any) -> Card:
    """Add a card of this kind with the next code of its letter, unless `fields` bring another."""
    fields.setdefault("code", next_code(tx.document, kind))
    return tx.put(Card(id=tx.new_id(), kind=kind, text=text, **_at(tx, place), **fields))


def add_measure(tx: Transaction, place: Place, **fields: Any) -> Measure:
    """Add a measure."""
    fields.setdefault("label", "")
    return tx.put(Measure(id=tx.new_id(), **_at(tx, place), **fields))


def add_owner(tx: Transaction, place: Place, **fields: Any) -> Owner:
    """Add an owner."""
    fields.setdefault("name", "")
    return tx.put(Owner(id=tx.new_id(), **_at(tx, place), **fields))


def next_code(document: Document, kind: str) -> str:
    """The code that the next card of this kind gets; raises BrokenRule for an unknown kind."""
    if kind not in KINDS:
        raise BrokenRule(_("This cannot be done: there is no card kind “{kind}”.").format(kind=kind))
    return f"{KINDS[kind].letter}{document.last_number(kind) + 1}"


def move_items(tx: Transaction, keys: Sequence[str], place: Place) -> None:
    """Move items to a place, where they stand one after the other in reading order.

    A span that would end before the item's new place is dropped.
    """
    check_place(tx, place)
    items = _in_reading_order(tx.document, keys)
    moved = [item.id for item in items]
    cell = tx.document.cell(place.lane, place.stage)
    others = without(cell, set(moved))
    orders = [item.order for item in items]
    if moves(cell, moved, place.index):
        orders = make_room(tx, others, place.index, len(moved))
    columns = columns_of(tx.document) if any(item.until for item in items) else {}
    for item, order in zip(items, orders, strict=True):
        _put_within_reach(
            tx, replace(item, lane=place.lane, stage=place.stage, step=place.step, order=order), columns
        )


def duplicate_items(tx: Transaction, keys: Sequence[str], place: Place | None = None) -> list[Item]:
    """Copy items, with the links among them, and return the copies in reading order.

    They go to the place or, without one, cell by cell right behind the last original. They get new ids and codes.
    """
    items = _in_reading_order(tx.document, keys)
    columns = columns_of(tx.document)
    copies: dict[str, Item] = {}
    for target, originals in _targets(tx.document, items, place):
        check_place(tx, target)
        orders = make_room(tx, tx.document.cell(target.lane, target.stage), target.index, len(originals))
        for item, order in zip(originals, orders, strict=True):
            step = item.step if place is None else place.step
            copy = replace(item, id=tx.new_id(), lane=target.lane, stage=target.stage, step=step, order=order)
            if isinstance(copy, Card):
                copy = replace(copy, code=next_code(tx.document, copy.kind))
            copies[item.id] = _put_within_reach(tx, copy, columns)
    _copy_links(tx, copies)
    return [copies[item.id] for item in items]


def delete_items(tx: Transaction, keys: Iterable[str]) -> None:
    """Delete items, the links of the cards among them, and what names the owners among them."""
    for item in _in_reading_order(tx.document, keys):
        for link in tx.document.links_of(item.id):
            tx.remove(link.id)
        for card in list(tx.document.referring(Card, item.id)):
            tx.change(card.id, owner="")
        tx.remove(item.id)


def change_items(tx: Transaction, keys: Iterable[str], **fields: Any) -> None:
    """Set fields of several items, each as far as it has them; raises TypeError for a field that none has."""
    items = _in_reading_order(tx.document, keys)
    for item in items:
        tx.change(
            item.id, **{name: value for name, value in fields.items() if name in item.__struct_fields__}
        )
    unknown = [name for name in fields if not any(name in item.__struct_fields__ for item in items)]
    if items and unknown:
        raise TypeError(f"no item has a field {', '.join(unknown)}")


def reading_order(document: Document, keys: Iterable[str]) -> list[str]:
    """The items among these, each once: by lane, in each lane from left to right, in each column downwards."""
    return [item.id for item in _in_reading_order(document, keys)]


def _in_reading_order(document: Document, keys: Iterable[str]) -> list[Item]:
    items = [item for key in dict.fromkeys(keys) if isinstance(item := document.get(key), Item)]
    if len(items) > 1:
        lanes = {lane.id: position for position, lane in enumerate(document.lanes)}
        columns = columns_of(document)
        items.sort(key=lambda item: (lanes[item.lane], start_of(item, columns), item.order, item.id))
    return items


def _at(tx: Transaction, place: Place) -> dict[str, Any]:
    check_place(tx, place)
    (order,) = make_room(tx, tx.document.cell(place.lane, place.stage), place.index)
    return {"lane": place.lane, "stage": place.stage, "step": place.step, "order": order}


def _put_within_reach(tx: Transaction, item: ItemT, columns: Columns) -> ItemT:
    return tx.put(replace(item, until="") if ends_early(item, columns) else item)


def _targets(document: Document, items: list[Item], place: Place | None) -> list[tuple[Place, list[Item]]]:
    """Where the copies of which items go: all to the place or, without one, each to its cell."""
    if place is not None:
        return [(place, items)]
    cells: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        cells.setdefault((item.lane, item.stage), []).append(item)
    targets: list[tuple[Place, list[Item]]] = []
    for (lane, stage), originals in cells.items():
        copied = {item.id for item in originals}
        last = max(index for index, item in enumerate(document.cell(lane, stage)) if item.id in copied)
        targets.append((Place(lane, stage, index=last + 1), originals))
    return targets


def _copy_links(tx: Transaction, copies: dict[str, Item]) -> None:
    for key, copy in copies.items():
        for link in tx.document.links_of(key):
            if link.source == key and link.target in copies:
                tx.put(replace(link, id=tx.new_id(), source=copy.id, target=copies[link.target].id))
