"""Which columns things stand in, and how far a card spans when what it spans is moved or removed.

A column is the 0-based position of a step among all steps, from left to right.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document
from journeymapper.model.records import Placed, Stage

Columns = Mapping[str, tuple[int, int]]


def columns_of(document: Document) -> Columns:
    """The first and the last column of every step and stage, by id."""
    columns: dict[str, tuple[int, int]] = {}
    column = 0
    for stage in document.stages:
        first = column
        for step in document.steps_of(stage.id):
            columns[step.id] = (column, column)
            column += 1
        columns[stage.id] = (first, column - 1)
    return columns


def start_of(item: Placed, columns: Columns) -> int:
    """The column in which an item begins."""
    return columns[item.step or item.stage][0]


def end_of(item: Placed, columns: Columns) -> int:
    """The column in which an item ends, spans included; never before its own place ends."""
    own = columns[item.step or item.stage][1]
    return max(own, columns[item.until][1]) if item.until in columns else own


def ends_early(item: Placed, columns: Columns) -> bool:
    """Whether the span of an item would end before the item begins."""
    return item.until in columns and columns[item.until][1] < start_of(item, columns)


def spanning(document: Document, keys: AbstractSet[str]) -> dict[str, Placed]:
    """The items that span and stand in one of these steps or stages, or span up to one of them, by id."""
    return {item.id: item for key in keys for item in document.referring(Placed, key) if item.until}


def shortened(document: Document, item: Placed, columns: Columns, gone: AbstractSet[str]) -> str:
    """Up to where an item spans when the steps and stages in `gone` no longer stand where they did.

    It is the last step or stage of the span that stays and lies past the item's own place; "" for none.
    """
    own, end = columns[item.step or item.stage][1], columns[item.until][1]
    ends = document.stages if document.find(Stage, item.until) else document.steps
    staying = [other.id for other in ends if other.id not in gone and own < columns[other.id][1] <= end]
    return staying[-1] if staying else ""


def shorten_removed(tx: Transaction, gone: AbstractSet[str]) -> None:
    """Shorten the spans that end in steps or stages about to be removed."""
    columns = columns_of(tx.document)
    for key, item in spanning(tx.document, gone).items():
        if item.until in gone:
            tx.change(key, until=shortened(tx.document, item, columns, gone))


@contextmanager
def spans_kept(tx: Transaction, moved: AbstractSet[str]) -> Iterator[None]:
    """While these steps and stages move: cut a span that would end before it begins back to what it covered."""
    columns = columns_of(tx.document)
    affected = spanning(tx.document, moved)
    fallback = {
        key: shortened(tx.document, item, columns, moved)
        for key, item in affected.items()
        if item.stage not in moved and item.step not in moved
    }
    yield
    columns = columns_of(tx.document)
    for key in affected:
        if ends_early(tx.find(Placed, key), columns):
            tx.change(key, until=fallback.get(key, ""))
