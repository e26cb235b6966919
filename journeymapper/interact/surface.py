"""What a gesture works on, and where its pointer is."""

import math
from typing import Literal

import msgspec

from journeymapper.edit.store import Store
from journeymapper.interact.edges import EdgeScroll
from journeymapper.interact.events import (
    Cancel,
    DocumentChanged,
    Event,
    Held,
    Modifiers,
    Move,
    Press,
    Release,
    Tick,
    ViewChanged,
)
from journeymapper.interact.view import View
from journeymapper.layout.grid import Grid

THRESHOLD = 4.0
"""Pixels that a pressed pointer must travel to drag, whatever the zoom."""

Phase = Literal["moving", "released", "cancelled"]


class Surface(msgspec.Struct, frozen=True):
    """A map as it lies and is seen at one moment, and the store that an edit is written to."""

    store: Store
    grid: Grid
    view: View


class Pointer:
    """The pointer in the course of a gesture: it follows events, and asks for scrolling near the edges."""

    def __init__(self, surface: Surface, press: Press | Move) -> None:
        self.store = surface.store
        self.grid = surface.grid
        self.view = surface.view
        self.start = press
        self.pressed_x = surface.view.map_x(press.x)
        self.pressed_y = surface.view.map_y(press.y)
        self.x = press.x
        self.y = press.y
        self.held = press.held
        self.scroll = (0.0, 0.0)
        self._edges = EdgeScroll()

    @property
    def map_x(self) -> float:
        """The map x under the pointer."""
        return self.view.map_x(self.x)

    @property
    def map_y(self) -> float:
        """The map y under the pointer."""
        return self.view.map_y(self.y)

    @property
    def travelled(self) -> bool:
        """Whether the pointer has gone far enough from where it was pressed to mean a drag."""
        return math.hypot(self.x - self.start.x, self.y - self.start.y) > THRESHOLD

    def holds(self, key: Held) -> bool:
        """Whether a modifier key is down."""
        return bool(self.held & key)

    def follow(self, event: Event, *, scrolls: Literal["", "x", "y", "xy"] = "") -> Phase:
        """Take an event in; `scrolls` names the axes on which nearness to an edge asks for scrolling."""
        self.scroll = (0.0, 0.0)
        match event:
            case Cancel() | Press(button="middle" | "right"):
                return "cancelled"
            case Move() | Release():
                self.x, self.y, self.held = event.x, event.y, event.held
            case Modifiers():
                self.held = event.held
            case ViewChanged():
                self.view = event.view
            case DocumentChanged():
                self.grid = event.grid
            case Tick():
                self.scroll = self._edges.after(event.seconds, self.view, self.x, self.y, scrolls)
        return "released" if isinstance(event, Release) else "moving"
