"""Dragging cards, measures and owners to another place in the grid."""

from collections.abc import Iterable

import msgspec

from journeymapper.edit.cards import duplicate_items, move_items, reading_order
from journeymapper.edit.places import Place
from journeymapper.interact.events import Held
from journeymapper.interact.preview import UNDONE, Gesture, Ghost, Hint, Outcome, Preview
from journeymapper.interact.selecting import select
from journeymapper.interact.surface import Pointer
from journeymapper.interact.wording import cancels, names_of, place_name
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import Drop, drop_at, rect_of
from journeymapper.model.document import Document, Item
from journeymapper.model.i18n import _


class Load(msgspec.Struct, frozen=True):
    """What is dragged: items in reading order, the one that was grabbed, and where in it, in pixels."""

    keys: tuple[str, ...]
    grabbed: str
    form: str
    grip_x: float
    grip_y: float


def drag_items(pointer: Pointer, keys: Iterable[str], grabbed: str, form: str) -> Gesture:
    """Drag items, one of which was pressed on; `form` is how that one is drawn.

    With Ctrl copies go to the place and the items stay; with Shift they keep their lane or their stage.
    """
    area = rect_of(pointer.grid, grabbed)
    if area is None:
        return UNDONE
    load = Load(
        tuple(reading_order(pointer.grid.document, keys)),
        grabbed,
        form,
        (pointer.pressed_x - area[0]) * pointer.view.scale,
        (pointer.pressed_y - area[1]) * pointer.view.scale,
    )
    phase = "moving"
    while phase == "moving":
        drop = _aim(pointer, load)
        phase = pointer.follow((yield _preview(pointer, load, drop)), scrolls="xy")
        if any(key not in pointer.grid.document for key in load.keys):
            return UNDONE
    drop = _aim(pointer, load)
    if phase == "cancelled" or drop is None:
        return UNDONE
    return _copied(pointer, load, drop) if pointer.holds(Held.CTRL) else _moved(pointer, load, drop)


def place_of(drop: Drop) -> Place:
    """The place that a drop means."""
    return Place(drop.lane, drop.stage, drop.step, drop.index)


def changes_something(document: Document, keys: tuple[str, ...], place: Place) -> bool:
    """Whether moving these items, in reading order, to a place would change what is seen of the map.

    The order of cards in different steps of a cell is not seen: each stands in its own column.
    """
    for key in keys:
        item = document.get(key)
        if not isinstance(item, Item) or (item.lane, item.stage, item.step) != (
            place.lane,
            place.stage,
            place.step,
        ):
            return True
    cell = document.cell(place.lane, place.stage)
    others = [item.id for item in cell if item.id not in keys]
    index = len(others) if place.index is None else place.index
    seen = {item.id for item in cell if not place.step or item.step in ("", place.step)}
    now = [item.id for item in cell if item.id in seen]
    return now != [key for key in (*others[:index], *keys, *others[index:]) if key in seen]


def _aim(pointer: Pointer, load: Load) -> Drop | None:
    """Where a release would bring the items now; None where it would do nothing."""
    x, y = pointer.map_x, pointer.map_y
    if pointer.holds(Held.SHIFT):
        # The axis that was travelled less is the one that is kept.
        if abs(x - pointer.pressed_x) >= abs(y - pointer.pressed_y):
            y = pointer.pressed_y
        else:
            x = pointer.pressed_x
    copies = pointer.holds(Held.CTRL)
    moving = frozenset() if copies else frozenset(load.keys)
    drop = drop_at(pointer.grid, x, y, moving, load.form)
    if drop is None or not (copies or changes_something(pointer.grid.document, load.keys, place_of(drop))):
        return None
    return drop


def _preview(pointer: Pointer, load: Load, drop: Drop | None) -> Preview:
    copies = pointer.holds(Held.CTRL)
    order = (load.grabbed, *(key for key in load.keys if key != load.grabbed))
    return Preview(
        ghost=Ghost("items", order, pointer.x - load.grip_x, pointer.y - load.grip_y),
        faded=frozenset() if copies else frozenset(load.keys),
        tint=drop.target if drop else None,
        line=drop.line if drop else None,
        cursor="copy" if copies else "grabbing",
        scroll=pointer.scroll,
        says=_saying(pointer.grid, load, drop, copies=copies),
        hints=(
            Hint(_("Ctrl"), _("copies")),
            Hint(_("Shift"), _("keeps the lane or the stage")),
            cancels(),
        ),
    )


def _saying(grid: Grid, load: Load, drop: Drop | None, *, copies: bool) -> str:
    what = names_of(grid.document, load.keys)
    if drop is None:
        return _("Copying {what}").format(what=what) if copies else _("Moving {what}").format(what=what)
    sentence = (
        _("Copying {what} to {place}, position {n}")
        if copies
        else _("Moving {what} to {place}, position {n}")
    )
    return sentence.format(
        what=what, place=place_name(grid.document, drop.lane, drop.stage), n=drop.index + 1
    )


def _moved(pointer: Pointer, load: Load, drop: Drop) -> Outcome:
    document = pointer.store.document
    what, old = names_of(document, load.keys), _common_place(document, load.keys)
    n = len(load.keys)
    with pointer.store.edit(_("Move card") if n == 1 else _("Move {n} cards").format(n=n)) as tx:
        move_items(tx, load.keys, place_of(drop))
        select(pointer.store, load.keys)
    new = place_name(document, drop.lane, drop.stage)
    says = _("Moved {what} to {new}").format(what=what, new=new)
    if old and old != new:
        says = _("Moved {what} from {old} to {new}").format(what=what, old=old, new=new)
    return Outcome(load.keys, says)


def _copied(pointer: Pointer, load: Load, drop: Drop) -> Outcome:
    n = len(load.keys)
    with pointer.store.edit(_("Copy card") if n == 1 else _("Copy {n} cards").format(n=n)) as tx:
        copies = [item.id for item in duplicate_items(tx, load.keys, place_of(drop))]
        select(pointer.store, copies)
    document = pointer.store.document
    what, place = names_of(document, load.keys), place_name(document, drop.lane, drop.stage)
    return Outcome(tuple(copies), _("Copied {what} to {place}").format(what=what, place=place))


def _common_place(document: Document, keys: tuple[str, ...]) -> str:
    items = [item for key in keys if isinstance(item := document.get(key), Item)]
    cells = {(item.lane, item.stage) for item in items}
    return place_name(document, *cells.pop()) if len(cells) == 1 else ""
