"""The widget of the canvas: it hands Qt's events to those who know what they mean."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from journeymapper.interact.adding import MIME_TYPE, New, parse_new
from journeymapper.interact.navigating import Direction
from journeymapper.model.i18n import _
from journeymapper.ui.canvas.painting import Painting
from journeymapper.ui.canvas.pointing import Pointing
from journeymapper.ui.canvas.text_writing import Writing
from journeymapper.ui.canvas.viewing import Viewing
from journeymapper.ui.editor import Editor

Key = Qt.Key
ARROWS: dict[int, Direction] = {
    Key.Key_Left: "left",
    Key.Key_Right: "right",
    Key.Key_Up: "up",
    Key.Key_Down: "down",
}
MODIFIERS = {
    Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
}


class MapArea(QAbstractScrollArea):
    """Shows a map and takes in what hands do; what keys mean is left to the class below it."""

    def __init__(self, editor: Editor, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("canvas")
        self.setAccessibleName(_("Journey map"))
        self.viewport().setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.editor = editor
        self.viewing = Viewing(self)
        self.pointing = Pointing(editor, self.viewing, self)
        self.painting = Painting(editor, self.viewing, self.pointing, self)
        self.writing = Writing(editor, self.viewport(), self)

    # keys, in words

    def escape(self) -> None:
        """Esc was pressed and there was no gesture to give up."""

    def go(self, direction: Direction) -> None:
        """An arrow key was pressed."""

    def write(self) -> None:
        """Enter or F2 was pressed."""

    # painting and size

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the map."""
        self.painting.paint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See more or less of it."""
        size = self.viewport().size()
        self.viewing.resize(size.width(), size.height(), self.devicePixelRatioF())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The bars tell `Viewing` themselves; nothing is to be moved here."""

    # pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press begins a gesture, or gives one up."""
        self.writing.commit()
        self.pointing.press(event, clicks=1)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double-click."""
        self.pointing.press(event, clicks=2)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A gesture goes on, or something is hovered over."""
        self.pointing.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A gesture ends."""
        self.pointing.release(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        self.viewing.turn(event)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The window has the menu, unless the button gave a gesture up."""
        event.setAccepted(self.pointing.cancelled_by_button)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is somewhere else."""
        self.pointing.leave()

    # from the palette

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Something is dragged in; files are the window's."""
        new = _new_in(event)
        self._bring(event, new)
        if new is not None:
            # Qt tells nothing more of a drag that was not accepted when it came in, wherever it goes then.
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """It is dragged on."""
        self._bring(event, _new_in(event))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It is dragged out again."""
        self.pointing.cancel()

    def dropEvent(self, event: QDropEvent) -> None:
        """It is let go."""
        new = _new_in(event)
        self._bring(event, new)
        if new is not None:
            # The keyboard first: what was made may be written into at once.
            self.activateWindow()
            self.setFocus()
            self.pointing.drop(event.position().x(), event.position().y())

    def _bring(self, event: QDropEvent, new: New | None) -> None:
        if new is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(self.pointing.bring(new, event))

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that are not commands of the window."""
        key = Key(event.key())
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if key in MODIFIERS:
            self.pointing.hold(event.modifiers() | MODIFIERS[key])
        elif key == Key.Key_Escape:
            if self.pointing.busy and self.pointing.armed is None:
                self.pointing.cancel()
            else:
                self.escape()
        elif key == Key.Key_Space and not event.isAutoRepeat():
            self._set_panning(panning=True)
        elif key in ARROWS and plain:
            self.go(ARROWS[key])
        elif key in (Key.Key_Return, Key.Key_Enter, Key.Key_F2) and plain:
            self.write()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Keys that mean something as long as they are held."""
        key = Key(event.key())
        if key in MODIFIERS:
            self.pointing.hold(event.modifiers() & ~MODIFIERS[key])
        elif key == Key.Key_Space and not event.isAutoRepeat():
            self._set_panning(panning=False)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cell that has the keyboard is shown."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Losing the window gives a gesture up."""
        super().focusOutEvent(event)
        self._set_panning(panning=False)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self.pointing.cancel()
        self.viewport().update()

    def _set_panning(self, *, panning: bool) -> None:
        if panning != self.pointing.panning:
            self.pointing.panning = panning
            self.pointing.shown.emit()


def _new_in(event: QDropEvent) -> New | None:
    data = event.mimeData()
    return parse_new(bytes(data.data(MIME_TYPE).data())) if data.hasFormat(MIME_TYPE) else None
