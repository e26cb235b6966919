"""From a press to a drag: what all gestures that begin on something share."""

from collections.abc import Callable

from journeymapper.interact.events import Held, Press
from journeymapper.interact.preview import NOTHING, UNDONE, Gesture, Outcome
from journeymapper.interact.selecting import clicked, select
from journeymapper.interact.surface import Pointer, Surface


def press_on(surface: Surface, press: Press, key: str, drag: Callable[[Pointer], Gesture] | None) -> Gesture:
    """Press on a record: a click selects it, a double-click writes into it, and a drag does what `drag` says.

    A record that is not selected is selected at once, so that what is dragged is what is seen as selected.
    """
    store = surface.store
    selected = key in store.session.selection
    plain = not press.held & (Held.CTRL | Held.SHIFT)
    if plain and press.clicks > 1:
        select(store, (key,))
        return Outcome(edit=key)
    if plain and not selected:
        select(store, (key,))
    pointer = Pointer(surface, press)
    phase = "moving"
    while phase == "moving":
        phase = pointer.follow((yield NOTHING))
        if phase == "moving" and pointer.travelled and drag is not None:
            if key not in store.session.selection:
                select(store, (*store.session.selection, key))
            return (yield from drag(pointer))
    if phase == "cancelled":
        return UNDONE
    if plain:
        select(store, (key,))
    else:
        clicked(store, key, press.held)
    return UNDONE
