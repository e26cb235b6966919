"""What a gesture is told. Pixels are device independent and count from the viewport's top left corner."""

from enum import IntFlag
from typing import Literal

import msgspec

from journeymapper.interact.view import View
from journeymapper.layout.grid import Grid


class Held(IntFlag):
    """Modifier keys that are held down."""

    NONE = 0
    SHIFT = 1
    CTRL = 2
    ALT = 4


Button = Literal["left", "middle", "right"]


class Press(msgspec.Struct, frozen=True):
    """A button went down at a pixel; `clicks` is 2 for the second press of a double-click."""

    x: float
    y: float
    held: Held = Held.NONE
    button: Button = "left"
    clicks: int = 1


class Move(msgspec.Struct, frozen=True):
    """The pointer is at a pixel, which may lie outside the viewport."""

    x: float
    y: float
    held: Held = Held.NONE


class Release(msgspec.Struct, frozen=True):
    """The button went up at a pixel; in a drag from the palette, the drop."""

    x: float
    y: float
    held: Held = Held.NONE


class Cancel(msgspec.Struct, frozen=True):
    """Esc, the other button, or the window lost the keyboard."""


class Tick(msgspec.Struct, frozen=True):
    """So many seconds have gone by since the last tick. Ticks come as long as a gesture lasts."""

    seconds: float


class Modifiers(msgspec.Struct, frozen=True):
    """Other modifier keys are held now, the pointer stands still."""

    held: Held


class ViewChanged(msgspec.Struct, frozen=True):
    """Another part of the map is seen, or it is seen at another size."""

    view: View


class DocumentChanged(msgspec.Struct, frozen=True):
    """The map was changed by something else; this is how it lies now."""

    grid: Grid


Event = Press | Move | Release | Cancel | Tick | Modifiers | ViewChanged | DocumentChanged
