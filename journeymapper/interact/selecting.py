"""What a click, a range and a rubber band select."""

from collections.abc import Iterable

import msgspec

from journeymapper.edit.cards import reading_order
from journeymapper.edit.store import Store
from journeymapper.interact.events import Held
from journeymapper.model.document import Document, Item


def select(store: Store, keys: Iterable[str], focus: str | None = None) -> None:
    """Select these records and nothing else; `focus` (the last of them unless given) has the keyboard."""
    chosen = tuple(dict.fromkeys(keys))
    if focus is None:
        focus = chosen[-1] if chosen else store.session.focus
    session = msgspec.structs.replace(store.session, selection=chosen, focus=focus)
    if session != store.session:
        store.session = session


def clicked(store: Store, key: str, held: Held) -> None:
    """Select as a click on a record does: alone, with Ctrl one more or less, with Shift all from the focus to it."""
    selection = store.session.selection
    if held & Held.SHIFT and isinstance(store.document.get(store.session.focus), Item):
        between = in_between(store.document, store.session.focus, key)
        kept = selection if held & Held.CTRL else ()
        select(store, (*kept, *between), focus=store.session.focus)
    elif held & (Held.CTRL | Held.SHIFT):
        select(
            store,
            (other for other in selection if other != key) if key in selection else (*selection, key),
            key,
        )
    else:
        select(store, (key,))


def in_between(document: Document, first: str, last: str) -> list[str]:
    """The items from one to another in reading order, both included; the last alone where it is no item."""
    order = reading_order(document, (item.id for item in document.items()))
    if first not in order or last not in order:
        return [last]
    low, high = sorted((order.index(first), order.index(last)))
    return order[low : high + 1]
