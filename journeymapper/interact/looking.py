"""Gestures that change nothing in the map: panning, and the rubber band."""

from journeymapper.interact.events import Held, Move
from journeymapper.interact.preview import NOTHING, UNDONE, Gesture, Preview
from journeymapper.interact.selecting import select
from journeymapper.interact.surface import Pointer
from journeymapper.interact.wording import cancels
from journeymapper.layout.index import boxes_in
from journeymapper.model.i18n import _


def pan(pointer: Pointer) -> Gesture:
    """Move the map under the window, as if it were held at the point pressed."""
    preview = Preview(cursor="grabbing")
    while True:
        event = yield preview
        if pointer.follow(event) != "moving":
            return UNDONE
        away = (0.0, 0.0)
        if isinstance(event, Move):
            scale = pointer.view.scale
            away = (pointer.pressed_x - pointer.map_x) * scale, (pointer.pressed_y - pointer.map_y) * scale
        preview = Preview(cursor="grabbing", scroll=away)


def rubber_band(pointer: Pointer, focus: str = "") -> Gesture:
    """Select what a rectangle touches; with Ctrl or Shift besides what is selected.

    A click selects nothing and gives the keyboard to `focus`.
    """
    adds = pointer.holds(Held.CTRL | Held.SHIFT)
    before = pointer.store.session.selection
    phase = "moving"
    preview = NOTHING
    while phase == "moving":
        phase = pointer.follow((yield preview), scrolls="xy" if pointer.travelled else "")
        if pointer.travelled:
            preview = _band(pointer, before if adds else ())
    if phase == "cancelled":
        return UNDONE
    if preview.selection is not None:
        select(pointer.store, preview.selection)
    elif not adds:
        select(pointer.store, (), focus)
    return UNDONE


def _band(pointer: Pointer, kept: tuple[str, ...]) -> Preview:
    left, right = sorted((pointer.pressed_x, pointer.map_x))
    top, bottom = sorted((pointer.pressed_y, pointer.map_y))
    found = [box.item.id for box, _top in boxes_in(pointer.grid, left, top, right, bottom)]
    chosen = tuple(dict.fromkeys((*kept, *found)))
    return Preview(
        band=(left, top, right, bottom),
        selection=chosen,
        scroll=pointer.scroll,
        says=_("{n} selected").format(n=len(chosen)),
        hints=(cancels(),),
    )
