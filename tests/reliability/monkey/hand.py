"""Does an event to the real window, in the way Qt would for a person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from journeymapper.interact.adding import MIME_TYPE
from journeymapper.ui.plain import RowButton
from journeymapper.ui.window import MainWindow
from journeymapper.ui.workers import Workers
from journeymapper.ui.workspace import Workspace
from tests.reliability.monkey.clock import Clock, flush, put_off
from tests.reliability.monkey.events import Event, What

NOTCH = 120
PATIENCE = 60.0
MOST_IN_TURN = 10
Button = Qt.MouseButton
Held = Qt.KeyboardModifier
Type = QEvent.Type


class Hand:
    """Plays events. An event for what is not there, or cannot be seen, does nothing."""

    def __init__(self, window: MainWindow, workers: Workers, clock: Clock) -> None:
        self.window = window
        self._workers = workers
        self.clock = clock
        self._down = Button.NoButton
        self._holder: QWidget | None = None
        self._carried: QMimeData | None = None
        self._plays: dict[What, Callable[[Event], bool]] = {
            "press": self._press,
            "double": self._press,
            "move": self._move,
            "release": self._release,
            "wheel": self._wheel,
            "menu": self._menu,
            "key": self._key,
            "hold": self._key,
            "let_go": self._key,
            "text": self._text,
            "compose": self._compose,
            "compose_end": self._compose,
            "enter": self._drag,
            "carry": self._drag,
            "drop": self._drag,
            "carry_out": self._carry_out,
            "lose": self._focus,
            "gain": self._focus,
            "leave": self._leave,
            "command": self._command,
            "scroll": self._scroll,
            "resize": self._resize,
            "trigger": self._trigger,
            "wait": self._wait,
            "paint": self._paint,
        }

    @property
    def workspace(self) -> Workspace:
        return self.window.workspace

    @property
    def holding(self) -> bool:
        """Whether a button is down."""
        return self._down != Button.NoButton

    def play(self, event: Event) -> bool:
        """Do it; whether it could be done. What Qt puts off until an event is over is done too, but no painting."""
        done = self._plays[event.what](event)
        put_off()
        return done

    def widget(self, name: str) -> QWidget | None:
        """A widget that can be seen, by its name: "map", "form:text", "palette:stage" and so on."""
        found = self._find(name)
        return found if found is not None and found.isVisible() else None

    def _find(self, name: str) -> QWidget | None:
        workspace = self.workspace
        kind, _colon, key = name.partition(":")
        if kind in ("form", "related", "palette"):
            return self._part(kind, key)
        named: dict[str, Callable[[], QWidget | None]] = {
            "map": workspace.canvas.viewport,
            "tree": workspace.outline.tree.viewport,
            "canvas": lambda: workspace.canvas,
            "search": lambda: workspace.tools.search,
            "overview": lambda: workspace.overview.map,
            "popup": QApplication.activePopupWidget,
        }
        return named.get(kind, self._with_keyboard)()

    def _part(self, kind: str, key: str) -> QWidget | None:
        inspector = self.workspace.inspector
        match kind:
            case "form":
                editor = inspector.form.editors.get(key) if inspector.form is not None else None
                return editor.focus_target() if editor is not None else None
            case "related":
                rows = inspector.findChildren(RowButton)
                return rows[int(key) % len(rows)] if rows else None
        return self.workspace.palette_panel.row(key)

    def _with_keyboard(self) -> QWidget:
        focused: QWidget | None = self.window.focusWidget()
        return self.window.workspace.canvas if focused is None else focused

    # the mouse

    def _press(self, event: Event) -> bool:
        target, at = self._under(event)
        if target is None:
            return False
        button = Button(event.button)
        self._down |= button
        self._holder = target
        if target.rect().contains(at.toPoint()) and not isinstance(target, QMenu):
            # Qt's own: the keyboard follows a press that comes from outside.
            press = QTest.mouseDClick if event.what == "double" else QTest.mousePress
            press(target, button, Held(event.held), at.toPoint())
            if event.what == "double":
                self._down &= ~button
        else:
            self._send_mouse(Type.MouseButtonPress, event, target, at, button)
        return True

    def _move(self, event: Event) -> bool:
        target, at = self._under(event)
        if target is not None:
            self._send_mouse(Type.MouseMove, event, target, at, Button.NoButton)
        return target is not None

    def _release(self, event: Event) -> bool:
        target, at = self._under(event)
        button = Button(event.button)
        self._down &= ~button
        if self._down == Button.NoButton:
            self._holder = None
        if target is not None:
            self._send_mouse(Type.MouseButtonRelease, event, target, at, button)
        return target is not None

    def _send_mouse(
        self, kind: QEvent.Type, event: Event, target: QWidget, at: QPointF, button: Button
    ) -> None:
        sent = QMouseEvent(kind, at, target.mapToGlobal(at), button, self._down, Held(event.held))
        QApplication.sendEvent(target, sent)

    def _under(self, event: Event) -> tuple[QWidget | None, QPointF]:
        """Who gets an event of the mouse: who had the press, an open menu, or the widget at the place."""
        named = self.widget(event.on)
        if named is None:
            return None, QPointF()
        at = QPointF(*event.at)
        popup = QApplication.activePopupWidget()
        holder = self._holder if self._holder is not None and isValid(self._holder) else None
        target = holder if holder is not None and holder.isVisible() else popup
        if target is None:
            # Not `childAt`: what that returns lives as long as the widget that was asked (PySide 6.11).
            found = QApplication.widgetAt(named.mapToGlobal(at).toPoint())
            target = found if found is not None and named.isAncestorOf(found) else named
        return target, target.mapFromGlobal(named.mapToGlobal(at))

    def _wheel(self, event: Event) -> bool:
        target, at = self._under(event)
        if target is None:
            return False
        turn = QPoint(0, round(event.amount * NOTCH))
        sent = QWheelEvent(
            at,
            target.mapToGlobal(at),
            QPoint(),
            turn,
            self._down,
            Held(event.held),
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target, sent)
        return True

    def _menu(self, event: Event) -> bool:
        target, at = self._under(event)
        if target is None or QApplication.activePopupWidget() is not None:
            return False
        point = at.toPoint()
        sent = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, target.mapToGlobal(point))
        QApplication.sendEvent(target, sent)
        return True

    # the keyboard

    def _key(self, event: Event) -> bool:
        target = self.widget("popup") or self.widget(event.on if event.on != "map" else "keyboard")
        if target is None:
            return False
        act = {"key": QTest.keyClick, "hold": QTest.keyPress, "let_go": QTest.keyRelease}[event.what]
        act(target, Qt.Key(event.key), Held(event.held))
        return True

    def _text(self, event: Event) -> bool:
        target = self.widget("popup") or self._with_keyboard()
        for kind in (Type.KeyPress, Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Held.NoModifier, event.text))
        return True

    def _compose(self, event: Event) -> bool:
        ends = event.what == "compose_end"
        sent = QInputMethodEvent("" if ends else event.text, [])
        if ends:
            sent.setCommitString(event.text)
        QApplication.sendEvent(self._with_keyboard(), sent)
        return True

    # from the palette

    def _drag(self, event: Event) -> bool:
        view = self.widget("map")
        copy, left, none = Qt.DropAction.CopyAction, Button.LeftButton, Held.NoModifier
        at = QPointF(*event.at)
        if event.what == "enter":
            self._carried = QMimeData()
            self._carried.setData(MIME_TYPE, QByteArray(event.text.encode()))
        data = self._carried
        if view is None or data is None:
            return False
        match event.what:
            case "enter":
                sent: QDropEvent = QDragEnterEvent(at.toPoint(), copy, data, left, none)
            case "carry":
                sent = QDragMoveEvent(at.toPoint(), copy, data, left, none)
            case _:
                sent = QDropEvent(at, copy, data, left, none)
        QApplication.sendEvent(view, sent)
        if event.what == "drop":
            self._carried = None
        return True

    def _carry_out(self, event: Event) -> bool:
        view = self.widget("map")
        if view is None or self._carried is None:
            return False
        QApplication.sendEvent(view, QDragLeaveEvent())
        self._carried = None
        return True

    # the window

    def _focus(self, event: Event) -> bool:
        kind = Type.FocusOut if event.what == "lose" else Type.FocusIn
        reason = Qt.FocusReason.ActiveWindowFocusReason
        QApplication.sendEvent(self._with_keyboard(), QFocusEvent(kind, reason))
        return True

    def _leave(self, event: Event) -> bool:
        QApplication.sendEvent(self.workspace.canvas.viewport(), QEvent(Type.Leave))
        return True

    def _command(self, event: Event) -> bool:
        action = self.window.actions_by_id[event.text]
        if not action.isEnabled() or (event.text == "file.close" and not self.window.file.modified):
            # A window with nothing to lose would close without a question.
            return False
        if event.text == "file.close":
            # It would wait for the disk in an event loop, and so in real time.
            self.finish_work()
        action.trigger()
        return True

    def _scroll(self, event: Event) -> bool:
        canvas = self.workspace.canvas
        bar = canvas.horizontalScrollBar() if event.on == "across" else canvas.verticalScrollBar()
        bar.setValue(round(bar.maximum() * event.amount))
        return True

    def _resize(self, event: Event) -> bool:
        self.window.resize(round(event.at[0]), round(event.at[1]))
        return True

    def _trigger(self, event: Event) -> bool:
        menu = self.widget("popup")
        if not isinstance(menu, QMenu):
            return False
        actions = [each for each in menu.actions() if each.isEnabled() and not each.isSeparator()]
        if not actions:
            return False
        menu.setActiveAction(actions[round(event.amount) % len(actions)])
        QTest.keyClick(menu, Qt.Key.Key_Return)
        return True

    # time

    def _wait(self, event: Event) -> bool:
        self.finish_work()
        self.clock.wait(round(event.amount), self.window)
        return True

    def finish_work(self) -> None:
        """Workers are as fast as the monkey's clock: what they do is done when time goes by, and not before."""
        check = self.workspace.check._worker
        if check is not None:
            check.join()
        for _each in range(MOST_IN_TURN):
            # What is finished may set off the next: a map that was edited while it was written is written again.
            if self._workers.finish(PATIENCE):
                return
        raise TimeoutError("workers do not come to an end")

    def _paint(self, event: Event) -> bool:
        flush()
        return True
