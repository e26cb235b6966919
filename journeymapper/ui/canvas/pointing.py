"""The pointer: Qt's events become those of gestures, and what a gesture shows and says becomes the canvas's."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QMouseEvent

from journeymapper.interact.adding import New, place_new
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
from journeymapper.interact.picking import OnItem, pick, record_of
from journeymapper.interact.preview import Outcome, Preview
from journeymapper.interact.running import Hand
from journeymapper.interact.selecting import select
from journeymapper.interact.starting import Tool, gesture_for
from journeymapper.interact.surface import Pointer, Surface
from journeymapper.ui.canvas.viewing import Viewing
from journeymapper.ui.editor import Editor

TICK = 16
"""Milliseconds between ticks while a gesture lasts."""
BUTTONS: dict[Qt.MouseButton, Button] = {
    Qt.MouseButton.LeftButton: "left",
    Qt.MouseButton.MiddleButton: "middle",
    Qt.MouseButton.RightButton: "right",
}


class Pointing(QObject):
    """Runs gestures. Whoever owns it hands in Qt's events and paints `preview`."""

    shown = Signal()
    """The preview is another one."""
    ended = Signal(object)
    """A gesture ended with this `Outcome`."""

    def __init__(self, editor: Editor, viewing: Viewing, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._viewing = viewing
        self._hand = Hand()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._ticked = 0.0
        self._last = Move(0.0, 0.0)
        self.tool: Tool = "select"
        self.armed: New | None = None
        self.panning = False
        self.hovered = ""
        self.cancelled_by_button = False

    @property
    def busy(self) -> bool:
        """Whether a gesture is under way."""
        return self._hand.busy

    @property
    def preview(self) -> Preview:
        """What the gesture shows."""
        return self._hand.preview

    def press(self, event: QMouseEvent, clicks: int) -> None:
        """A button went down."""
        button = BUTTONS.get(event.button())
        if button is None:
            return
        press = Press(*self._pixel(event), held_in(event.modifiers()), button, clicks)
        self.cancelled_by_button = False
        if self._hand.busy:
            if self.armed is not None and button == "left":
                return
            self.cancelled_by_button = button == "right"
            self._feed(press)
        elif button == "right":
            self._point_out(press)
        else:
            gesture = gesture_for(self._surface, press, self.tool, panning=self.panning)
            if gesture is not None:
                self._begin(lambda: self._hand.start(gesture))

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved."""
        move = Move(*self._pixel(event), held_in(event.modifiers()))
        if self._hand.busy:
            self._feed(move)
        elif self.armed is not None:
            self._place(self.armed, move, dragged=False)
        else:
            self._last = move
            self._hover(move.x, move.y)

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._feed(Release(*self._pixel(event), held_in(event.modifiers())))

    def bring(self, new: New, event: QDropEvent) -> bool:
        """Something is dragged in from the palette; whether it can be dropped where it is now."""
        move = Move(*self._pixel(event), held_in(event.modifiers()))
        if self._hand.busy:
            self._feed(move)
        else:
            self._place(new, move, dragged=True)
        return self._hand.preview.taken

    def drop(self, x: float, y: float) -> None:
        """What was dragged in is let go at a pixel."""
        self._feed(Release(self._viewing.across(x), y))

    def arm(self, new: New | None) -> None:
        """Put down this at the next click, and at each one after it; None ends that."""
        self.cancel()
        self.armed = new

    def hold(self, modifiers: Qt.KeyboardModifier) -> None:
        """Other modifier keys are held."""
        self._feed(Modifiers(held_in(modifiers)))

    def cancel(self) -> None:
        """Give up the gesture, as if it had never begun."""
        self._feed(Cancel())

    def follow_view(self) -> None:
        """The map is seen otherwise."""
        self._feed(ViewChanged(self._viewing.view))
        if not self._hand.busy:
            self._hover(self._last.x, self._last.y)

    def follow_grid(self) -> None:
        """The map lies otherwise."""
        self._feed(DocumentChanged(self._editor.grid))

    def leave(self) -> None:
        """The pointer is not over the map any more."""
        if self.armed is not None:
            self.cancel()
        self._set_hovered("")

    @property
    def _surface(self) -> Surface:
        return Surface(self._editor.store, self._editor.grid, self._viewing.view)

    def _pixel(self, event: QMouseEvent | QDropEvent) -> tuple[float, float]:
        """Where an event happened, in pixels as the view counts them."""
        return self._viewing.across(event.position().x()), event.position().y()

    def _place(self, new: New, move: Move, *, dragged: bool) -> None:
        gesture = place_new(Pointer(self._surface, move), new, dragged=dragged)
        self._begin(lambda: self._hand.start(gesture))

    def _begin(self, start: Callable[[], Outcome | None]) -> None:
        self._set_hovered("")
        self._ticked = time.perf_counter()
        self._timer.start()
        self._after(start())

    def _feed(self, event: Event) -> None:
        if self._hand.listening:
            self._after(self._hand.feed(event))

    def _after(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self._timer.stop()
            self.shown.emit()
            self.ended.emit(outcome)
            return
        scroll = self._hand.preview.scroll
        if scroll != (0.0, 0.0):
            self._viewing.move(lambda: self._viewing.camera.scroll_by(*scroll))
        self.shown.emit()

    def _tick(self) -> None:
        now = time.perf_counter()
        seconds, self._ticked = now - self._ticked, now
        self._feed(Tick(seconds))

    def _point_out(self, press: Press) -> None:
        """Select what a menu is asked for, unless it is selected already."""
        key = record_of(pick(self._editor.grid, self._viewing.view, press.x, press.y))
        if key and key not in self._editor.store.session.selection:
            select(self._editor.store, (key,))

    def _hover(self, x: float, y: float) -> None:
        hit = pick(self._editor.grid, self._viewing.view, x, y)
        self._set_hovered(hit.key if isinstance(hit, OnItem) else "")

    def _set_hovered(self, key: str) -> None:
        if key != self.hovered:
            self.hovered = key
            self.shown.emit()


def held_in(modifiers: Qt.KeyboardModifier) -> Held:
    """The modifier keys that matter to gestures."""
    held = Held.NONE
    for qt, key in (
        (Qt.KeyboardModifier.ShiftModifier, Held.SHIFT),
        (Qt.KeyboardModifier.ControlModifier, Held.CTRL),
        (Qt.KeyboardModifier.AltModifier, Held.ALT),
    ):
        if modifiers & qt:
            held |= key
    return held
