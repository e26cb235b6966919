"""What is broken on purpose, so that it is known that the monkey would find it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count

import msgspec

from journeymapper.commands import deleting
from journeymapper.edit import rules
from journeymapper.edit.store import Change
from journeymapper.edit.transaction import Transaction
from journeymapper.layout.parts import Inner
from journeymapper.model.document import Document, Item
from journeymapper.model.patch import Patch, make_patch
from journeymapper.model.records import Card
from journeymapper.ui.window import MainWindow

LATE = 60
"""So many changes go well before one goes wrong."""


def lose_changes(window: MainWindow) -> None:
    """The outline is not told of every other change."""
    model = window.workspace.outline.model
    follow, numbers = model.follow, count()

    def careless(change: Change) -> None:
        number = next(numbers)
        if number < LATE or number % 2:
            follow(change)

    model.follow = careless  # type: ignore[method-assign]


def lay_out_too_little(window: MainWindow) -> None:
    """The layout goes on showing what a card said before it was changed."""
    layouter, numbers = window.workspace.editor.layouter, count()
    lay = layouter._inner

    def careless(item: Item, width: float, number: str, owner: str) -> Inner:
        known = layouter._inners.get((item.id, width, number, owner))
        return known[1] if known is not None and next(numbers) > LATE else lay(item, width, number, owner)

    layouter._inner = careless  # type: ignore[method-assign]


def undo_too_little(window: MainWindow) -> None:
    """What one step remembers of a card is not what the card was."""
    store = window.workspace.editor.store
    history, numbers = store._history, count()

    def forget(change: Change) -> None:
        if change.cause != "edit" or next(numbers) < LATE or not history._done:
            return
        last = history._done[-1]
        for key, (before, after) in last.patch.changes.items():
            if isinstance(before, Card) and after is not None:
                other = msgspec.structs.replace(before, votes=before.votes + 1)
                changes = {**last.patch.changes, key: (other, after)}
                history._done[-1] = msgspec.structs.replace(last, patch=make_patch(changes))
                return

    store.subscribe(forget)


def leave_links(_window: MainWindow) -> None:
    """Cards are deleted without their links, and no rule is checked."""

    def careless(tx: Transaction, keys: Iterable[str]) -> None:
        for key in keys:
            tx.remove(key)

    def unchecked(_document: Document, _patch: Patch) -> None:
        pass

    for module, name, other in ((deleting, "delete_items", careless), (rules, "check", unchecked)):
        setattr(module, name, other)


def paint_too_little(window: MainWindow) -> None:
    """Tiles that show what was there before are not painted again."""
    tiles, numbers = window.workspace.canvas.painting.frame._tiles, count()
    outdate = tiles.outdate

    def careless(stale) -> None:
        if next(numbers) < LATE:
            outdate(stale)

    tiles.outdate = careless  # type: ignore[method-assign]


def fall_silently(window: MainWindow) -> None:
    """What Qt calls raises an exception, which Qt keeps to itself."""
    numbers = count()

    def careless() -> None:
        if next(numbers) == LATE:
            raise LookupError("on purpose")

    window.workspace.state_changed.connect(careless)


CONTROLS: dict[str, Callable[[MainWindow], None]] = {
    "an outline that loses changes": lose_changes,
    "a layout that misses a change": lay_out_too_little,
    "an undo that does not bring back one field": undo_too_little,
    "an operation that leaves a link to nothing": leave_links,
    "a canvas that does not repaint a changed card": paint_too_little,
    "an exception that Qt swallows": fall_silently,
}
