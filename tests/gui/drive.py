"""A hand on the real canvas: real mouse, wheel and key events, and real drags from the palette.

    hand = Hand(driver.canvas)
    hand.drag(hand.at("P4"), hand.cell("pains", 5))
    hand.press(hand.at("P4")).to(hand.cell("pains", 5)).key(Qt.Key.Key_Escape)
    hand.bring("kind:pain_point", hand.cell("pains", 1))

Places are in pixels of the viewport as the view counts them (`tests.places`): in a map that is read from right to left
the hand goes to the mirrored ones. Times are in milliseconds.
"""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from journeymapper.edit.store import Store
from journeymapper.interact.adding import MIME_TYPE
from journeymapper.interact.view import View
from journeymapper.layout.grid import Grid
from journeymapper.ui.canvas import Canvas
from tests.places import Places, Spot

Button = Qt.MouseButton
Held = Qt.KeyboardModifier
Key = Qt.Key
NOTCH = 120
STEPS = 8


class Hand(Places):
    """Does to a canvas what a person does."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._at = QPointF()
        self._held = Held.NoModifier
        self._button = Button.NoButton

    @property
    def store(self) -> Store:
        return self.canvas.editor.store

    @property
    def grid(self) -> Grid:
        return self.canvas.grid

    @property
    def view(self) -> View:
        return self.canvas.view

    @property
    def viewport(self) -> QWidget:
        return self.canvas.viewport()

    # the mouse

    def press(self, at: Spot, held: Held = Held.NoModifier, button: Button = Button.LeftButton) -> Self:
        """Press a button and keep it down."""
        self._at, self._held, self._button = self._point(at), held, button
        QTest.mousePress(self.viewport, button, held, self._at.toPoint())
        return self

    def to(self, at: Spot, *, steps: int = STEPS) -> Self:
        """Move there, with the button down if it is."""
        return self._go(self._point(at), steps)

    def by(self, dx: float, dy: float) -> Self:
        """Move on by so many pixels, to the right and down."""
        return self._go(self._at + QPointF(dx, dy), STEPS)

    def _go(self, end: QPointF, steps: int) -> Self:
        start = self._at
        for step in range(1, steps + 1):
            self._at = start + (end - start) * (step / steps)
            self._move()
            QApplication.processEvents()
        return self

    def release(self) -> Self:
        """Let the button go."""
        QTest.mouseRelease(self.viewport, self._button, self._held, self._at.toPoint())
        self._button = Button.NoButton
        return self.settle()

    def click(self, at: Spot, held: Held = Held.NoModifier) -> Self:
        return self.press(at, held).release()

    def double_click(self, at: Spot) -> Self:
        """Press twice, as a system reports it."""
        self.click(at)
        QTest.mouseDClick(self.viewport, Button.LeftButton, Held.NoModifier, self._point(at).toPoint())
        self.press_up(at)
        return self.settle()

    def press_up(self, at: Spot) -> None:
        """The release that ends a double-click."""
        QTest.mouseRelease(self.viewport, Button.LeftButton, Held.NoModifier, self._point(at).toPoint())

    def drag(self, start: Spot, end: Spot, held: Held = Held.NoModifier) -> Self:
        return self.press(start, held).to(end).release()

    def wheel(
        self, at: Spot, notches: float, held: Held = Held.NoModifier, *, to_the_left: float = 0.0
    ) -> Self:
        """Turn the wheel away from the hand by so many notches, or tilt it."""
        where = self._point(at)
        event = QWheelEvent(
            where,
            self.viewport.mapToGlobal(where),
            QPoint(),
            QPoint(round(to_the_left * NOTCH), round(notches * NOTCH)),
            Button.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.viewport, event)
        return self

    # from the palette

    def bring(self, payload: str, to: Spot, *, drop: bool = True) -> Self:
        """Drag something in over the upper edge to a place, and drop it there unless told otherwise."""
        data = self._carried(payload)
        actions, held = Qt.DropAction.CopyAction, Held.NoModifier
        start, end = self._point((to[0], self.view.header + 4)), self._point(to)
        QApplication.sendEvent(
            self.viewport, QDragEnterEvent(start.toPoint(), actions, data, Button.LeftButton, held)
        )
        for step in range(1, STEPS + 1):
            at = start + (end - start) * (step / STEPS)
            self._last_move = QDragMoveEvent(at.toPoint(), actions, data, Button.LeftButton, held)
            QApplication.sendEvent(self.viewport, self._last_move)
            QApplication.processEvents()
        if drop:
            QApplication.sendEvent(self.viewport, QDropEvent(end, actions, data, Button.LeftButton, held))
        return self.settle()

    def welcomes(self) -> bool:
        """Whether what is dragged in could be dropped where it was moved to last."""
        return self._last_move.isAccepted()

    def carry_out(self) -> Self:
        """Drag it out of the map again."""
        QApplication.sendEvent(self.viewport, QDragLeaveEvent())
        return self.settle()

    # keys

    def key(self, key: Key, held: Held = Held.NoModifier) -> Self:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.canvas, key, held)
        return self.settle()

    def type(self, text: str) -> Self:
        """Type where the keyboard is."""
        QTest.keyClicks(QApplication.focusWidget() or self.canvas, text)
        return self.settle()

    def compose(self, preedit: str, commit: str = "") -> Self:
        """What an input method says."""
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(self.field, event)
        return self

    @property
    def field(self) -> QPlainTextEdit:
        """The field in which a text is written."""
        field = self.canvas.writing.field
        assert field is not None
        return field

    # time and looks

    def wait(self, milliseconds: int) -> Self:
        QTest.qWait(milliseconds)
        return self

    def settle(self) -> Self:
        QApplication.processEvents()
        return self

    @property
    def cursor(self) -> Qt.CursorShape:
        return self.viewport.cursor().shape()

    def _point(self, at: Spot) -> QPointF:
        """Where a place is seen."""
        return QPointF(self.viewport.width() - at[0] if self.grid.mirrored else at[0], at[1])

    def _move(self) -> None:
        # QTest.mouseMove knows no modifiers.
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            self._at,
            self.viewport.mapToGlobal(self._at),
            Button.NoButton,
            self._button,
            self._held,
        )
        QApplication.sendEvent(self.viewport, event)

    @staticmethod
    def _carried(payload: str) -> QMimeData:
        data = QMimeData()
        data.setData(MIME_TYPE, QByteArray(payload.encode()))
        return data
