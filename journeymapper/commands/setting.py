"""Setting a field of one record or of several, as one named step; and what several records have in common."""

import enum
from collections.abc import Sequence
from typing import Final

from journeymapper.commands.forms import FIELDS
from journeymapper.edit.cards import move_items, reading_order
from journeymapper.edit.places import Place
from journeymapper.edit.stages import move_step
from journeymapper.edit.store import Store
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Item
from journeymapper.model.i18n import _
from journeymapper.model.records import Placed, Record, Step


class Mixed(enum.Enum):
    """What a field holds where the records do not agree."""

    MIXED = "mixed"


MIXED: Final = Mixed.MIXED


def value_of(records: Sequence[Record], key: str) -> object:
    """The value that all records have in a field, or MIXED."""
    first = getattr(records[0], key)
    return first if all(getattr(record, key) == first for record in records[1:]) else MIXED


def set_field(store: Store, keys: Sequence[str], key: str, value: object, *, merge: bool = False) -> None:
    """Give a field of these records a value; nothing happens where all have it.

    With `merge`, steps that follow within a second on the same field become one. Raises BrokenRule where the value
    breaks a rule.
    """
    records = [record for each in keys if (record := store.document.get(each)) is not None]
    if not records or all(getattr(record, key) == value for record in records):
        return
    with store.edit(_name(records, key), merge=f"set {key} {' '.join(keys)}" if merge else "") as tx:
        if key in ("lane", "stage", "step") and all(isinstance(record, Item) for record in records):
            _move(tx, [record.id for record in records], key, str(value))
            return
        for record in records:
            if key == "stage" and isinstance(record, Step):
                move_step(tx, record.id, str(value), None)
            else:
                tx.change(record.id, **{key: value})


def _name(records: Sequence[Record], key: str) -> str:
    titles = {field.key: field.title for field in FIELDS.get(type(records[0]), ())}
    title = _(titles.get(key, key))
    if len(records) == 1:
        return _("Change {field}").format(field=title)
    return _("Change {field} of {n}").format(field=title, n=len(records))


def _move(tx: Transaction, keys: list[str], key: str, value: str) -> None:
    """Move items to another lane, stage or step; each keeps the rest of its place as far as it can."""
    for each in reading_order(tx.document, keys):
        item = tx.find(Placed, each)
        match key:
            case "lane":
                place = Place(value, item.stage, item.step)
            case "stage":
                place = Place(item.lane, value, item.step if item.stage == value else "")
            case _:
                cell = [other.id for other in tx.document.cell(item.lane, item.stage)]
                place = Place(item.lane, item.stage, value, cell.index(each))
        move_items(tx, [each], place)
