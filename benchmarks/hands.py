"""Mouse and wheel events, as Qt gives them to a widget."""

import math

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

LEFT = Qt.MouseButton.LeftButton
NO_BUTTON = Qt.MouseButton.NoButton
NOTCH = 120
"""What Qt calls one notch of a wheel, in eighths of a degree."""
NO_KEYS = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, at: QPointF) -> None:
    """The left button goes down."""
    _mouse(widget, QEvent.Type.MouseButtonPress, at, LEFT, LEFT)


def move(widget: QWidget, at: QPointF) -> None:
    """The pointer moves with the left button down."""
    _mouse(widget, QEvent.Type.MouseMove, at, NO_BUTTON, LEFT)


def release(widget: QWidget, at: QPointF) -> None:
    """The left button goes up."""
    _mouse(widget, QEvent.Type.MouseButtonRelease, at, LEFT, NO_BUTTON)


def on_circle(middle: QPointF, number: int) -> QPointF:
    """A place on a wide circle, away from edges where things begin to scroll; one turn takes 120 frames."""
    angle = number / 120 * 2 * math.pi
    return QPointF(middle.x() + 500 * math.cos(angle), middle.y() + 300 * math.sin(angle))


def zoom(widget: QWidget, at: QPointF, notches: int) -> None:
    """The wheel turns with Ctrl held."""
    turn(widget, at, 0, notches * NOTCH, Qt.KeyboardModifier.ControlModifier)


def turn(widget: QWidget, at: QPointF, across: int, down: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """The wheel turns by so many eighths of a degree."""
    QApplication.sendEvent(
        widget,
        QWheelEvent(
            at,
            QPointF(widget.mapToGlobal(at)),
            QPoint(),
            QPoint(across, down),
            NO_BUTTON,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def escape(widget: QWidget) -> None:
    """Esc is typed."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_Escape, NO_KEYS))


def _mouse(
    widget: QWidget, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, buttons: Qt.MouseButton
) -> None:
    QApplication.sendEvent(
        widget, QMouseEvent(kind, at, QPointF(widget.mapToGlobal(at)), button, buttons, NO_KEYS)
    )
