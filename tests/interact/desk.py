"""A hand on a map without a window: gestures are fed with events and do to the store what they would do for a person.

desk.press("P4").to("P3").release()
"""

from __future__ import annotations

from typing import Self

from journeymapper.edit.store import Change, Store
from journeymapper.files.journey import load
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.interact.adding import parse_new, place_new
from journeymapper.interact.camera import Camera
from journeymapper.interact.events import (
    Button,
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
from journeymapper.interact.preview import Outcome, Preview
from journeymapper.interact.running import Hand
from journeymapper.interact.starting import Tool, gesture_for
from journeymapper.interact.surface import Pointer, Surface
from journeymapper.interact.view import View
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from tests.places import Places, Spot

ENGINE = TextEngine(load_fonts())
THEME = load_theme()
FRAME = 0.016


def example() -> Document:
    """The example that comes with the program."""
    return load(template_path(EXAMPLE)).document


class Desk(Places):
    """A map, a view of it, and the hand."""

    def __init__(
        self, document: Document, width: float = 1400, height: float = 900, zoom: float = 1.0
    ) -> None:
        self._store = Store(document, new_id=id_source("desk"))
        self._layouter = Layouter(ENGINE, THEME)
        self._camera = Camera()
        self._hand = Hand()
        self._last = Move(0.0, 0.0)
        self.tool: Tool = "select"
        self.outcome: Outcome | None = None
        self._grid: Grid = self._layouter.grid(document, {})
        self.store.subscribe(self._changed)
        self._camera.frame(width, height)
        self._measure()
        self._camera.zoom_to(zoom, 0, 0)

    # looking

    @property
    def store(self) -> Store:
        return self._store

    @property
    def grid(self) -> Grid:
        return self._grid

    @property
    def view(self) -> View:
        return self._camera.view

    @property
    def preview(self) -> Preview:
        return self._hand.preview

    @property
    def busy(self) -> bool:
        return self._hand.busy

    @property
    def says(self) -> str:
        return self.outcome.says if self.outcome else ""

    # doing

    def look_at(self, left: float, top: float) -> Self:
        self._camera.look_at(left, top)
        return self._feed(ViewChanged(self.view))

    def press(self, at: Spot, held: Held = Held.NONE, button: Button = "left", clicks: int = 1) -> Self:
        press = Press(*at, held, button, clicks)
        self._last, self.outcome = Move(*at, held), None
        if self._hand.busy:
            return self._feed(press)
        gesture = gesture_for(Surface(self.store, self.grid, self.view), press, self.tool, panning=False)
        assert gesture is not None
        return self._after(self._hand.start(gesture))

    def bring(self, payload: str, at: Spot) -> Self:
        """Drag something in from the palette."""
        new = parse_new(payload.encode())
        assert new is not None
        self._last, self.outcome = Move(*at), None
        surface = Surface(self.store, self.grid, self.view)
        return self._after(self._hand.start(place_new(Pointer(surface, self._last), new)))

    def to(self, at: Spot, held: Held | None = None, steps: int = 5) -> Self:
        """Move there in steps, holding what was held before unless told otherwise."""
        start = self._last
        held = start.held if held is None else held
        for step in range(1, steps + 1):
            share = step / steps
            self._last = Move(start.x + (at[0] - start.x) * share, start.y + (at[1] - start.y) * share, held)
            self._feed(self._last)
        return self

    def by(self, dx: float, dy: float) -> Self:
        return self.to((self._last.x + dx, self._last.y + dy))

    def hold(self, held: Held) -> Self:
        """Press or let go modifier keys with a still pointer."""
        self._last = Move(self._last.x, self._last.y, held)
        return self._feed(Modifiers(held))

    def wait(self, seconds: float) -> Self:
        """Let time go by with a still pointer."""
        for _each in range(round(seconds / FRAME)):
            self._feed(Tick(FRAME))
        return self

    def release(self) -> Self:
        return self._feed(Release(self._last.x, self._last.y, self._last.held))

    def cancel(self) -> Self:
        return self._feed(Cancel())

    def click(self, at: Spot, held: Held = Held.NONE) -> Self:
        return self.press(at, held).release()

    def drag(self, start: Spot, end: Spot, held: Held = Held.NONE) -> Self:
        return self.press(start, held).to(end).release()

    def select(self, *codes: str) -> Self:
        for position, code in enumerate(codes):
            self.click(self.at(code), Held.CTRL if position else Held.NONE)
        return self

    def _feed(self, event: Event) -> Self:
        return self._after(self._hand.feed(event)) if self._hand.listening else self

    def _after(self, outcome: Outcome | None) -> Self:
        if outcome is not None:
            self.outcome = outcome
        elif self.preview.scroll != (0.0, 0.0) and self._camera.scroll_by(*self.preview.scroll):
            self._feed(ViewChanged(self.view))
        return self

    def _changed(self, change: Change) -> None:
        self._grid = self._layouter.grid(self.document, {})
        self._measure()
        self._feed(DocumentChanged(self.grid))

    def _measure(self) -> None:
        grid = self.grid
        self._camera.measure(grid.width, grid.height, grid.head_width, grid.stage_head)
