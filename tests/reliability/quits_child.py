"""The program in a process of its own, with a script that brings it into a state and asks it to leave."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QInputMethodEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget

from journeymapper.cli.window import rest_collector
from journeymapper.files.templates import EXAMPLE, TEMPLATES, template_path
from journeymapper.interact.adding import MIME_TYPE
from journeymapper.layout.index import rect_of
from journeymapper.model.records import Card
from journeymapper.ui.app import make_application, run
from journeymapper.ui.window import MainWindow
from journeymapper.ui.workspace import Workspace

TICK = 15
Button, Held, Key, Type = Qt.MouseButton, Qt.KeyboardModifier, Qt.Key, QEvent.Type
LOADED = (Workspace,)
"""What the window loads when it is first needed is loaded before the children are started."""
FIRST = next(iter(TEMPLATES))


def leave(folder: Path, state: str, way: str, answer: str, seed: int) -> int:
    """Run the program until it has ended; its exit code."""
    path = folder / "map.journey"
    shutil.copyfile(template_path(EXAMPLE), path)
    sys.argv = ["journeymapper"]
    rest_collector()
    app = make_application()
    script = Script(folder, state, way, answer, random.Random(seed), app)
    script.begin()
    return run(None if state in ("first page", "untitled") else path)


def leave_hanging(folder: Path) -> int:
    """Ask, and never end."""
    _note(folder)
    time.sleep(60)
    return 0


def leave_with_a_fault(folder: Path) -> int:
    """End with a signal."""
    _note(folder)
    os.kill(os.getpid(), signal.SIGSEGV)
    return 0


def leave_with_words(folder: Path) -> int:
    """End well, but not without complaint."""
    _note(folder)
    print("something was left", file=sys.stderr)  # noqa: T201
    return 0


def _note(folder: Path) -> None:
    (folder / "asked").write_text(str(time.monotonic()))


class Script(QObject):
    """Waits for the window, does what leads to a state, asks the program to leave, and answers its questions."""

    def __init__(
        self, folder: Path, state: str, way: str, answer: str, dice: random.Random, app: QApplication
    ) -> None:
        super().__init__(app)
        self._folder = folder
        self._state = state
        self._way = way
        self._answer = answer
        self._dice = dice
        self._asked = False
        self._data: QMimeData | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        """Begin as soon as the event loop runs."""
        self._timer.start()

    def _tick(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self._reply(dialog)
            return
        if not self._asked and (window := self._ready_window()) is not None:
            self._asked = True
            # Not from this timer's own slot: it has to answer what is asked while the slot lasts.
            QTimer.singleShot(0, self, lambda: self._act(window))

    def _ready_window(self) -> MainWindow | None:
        """The window, when it stands with its map, has the keyboard, and listens to the system."""
        window = _windows()[0] if _windows() else None
        if window is None or signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
            return None
        if not window.isActiveWindow():
            window.activateWindow()
            return None
        if window.store is None and self._state == "untitled":
            window.file.new_from(FIRST)
            return None
        return window if window.store is not None or self._state == "first page" else None

    def _act(self, window: MainWindow) -> None:
        if window.store is not None:
            self._come_into_state(window)
        _note(self._folder)
        self._leave(window)

    def _reply(self, dialog: QWidget) -> None:
        """Answer a question of the program as the person whom this script stands for."""
        if isinstance(dialog, QMessageBox):
            wanted = {
                "discard": QMessageBox.ButtonRole.DestructiveRole,
                "save": QMessageBox.ButtonRole.AcceptRole,
            }[self._answer]
            for button in dialog.buttons():
                if dialog.buttonRole(button) == wanted:
                    button.click()
                    return
        if isinstance(dialog, QFileDialog):
            # A map without a file: the person gives up keeping it, and leaves once more.
            self._answer = "discard"
        if isinstance(dialog, QDialog):
            dialog.reject()
            QTimer.singleShot(TICK, self, self._leave_again)

    def _leave_again(self) -> None:
        if _windows():
            self._leave(_windows()[0])

    def _leave(self, window: MainWindow) -> None:
        match self._way:
            case "menu":
                window.actions_by_id["file.quit"].trigger()
            case "keys":
                QTest.keyClick(_focus(window), Key.Key_Q, Held.ControlModifier)
            case "close":
                for each in _windows():
                    each.close()
            case "system":
                for each in _windows():
                    each.windowHandle().close()
            case "term":
                os.kill(os.getpid(), signal.SIGTERM)

    # states

    def _come_into_state(self, window: MainWindow) -> None:
        states: dict[str, Callable[[MainWindow], None]] = {
            "edited": self._edit,
            "typing": self._type,
            "composing": self._compose,
            "dragging": self._drag,
            "panning": self._pan,
            "carrying": self._carry,
            "inspecting": self._inspect,
            "renaming": self._rename,
            "saving": self._save,
            "checking": self._check,
            "menu": self._open_menu,
            "undone": self._undo,
            "two windows": self._open_another,
            "untitled": self._type,
            "zooming": self._zoom,
        }
        act = states.get(self._state)
        if act is not None:
            act(window)

    def _card(self, window: MainWindow) -> QPointF:
        """The middle of a card that is seen."""
        canvas = window.workspace.canvas
        cards = sorted(canvas.editor.document.all(Card), key=lambda card: card.id)
        if not cards:
            return QPointF(300, 300)
        card = self._dice.choice(cards)
        canvas.ensure_visible(card.id)
        left, top, right, bottom = rect_of(canvas.grid, card.id) or (0.0, 0.0, 10.0, 10.0)
        return QPointF(canvas.view.pixel_x((left + right) / 2), canvas.view.pixel_y((top + bottom) / 2))

    def _click(self, window: MainWindow, at: QPointF) -> QWidget:
        viewport = window.workspace.canvas.viewport()
        QTest.mouseClick(viewport, Button.LeftButton, Held.NoModifier, at.toPoint())
        return viewport

    def _edit(self, window: MainWindow) -> None:
        self._click(window, self._card(window))
        for _each in range(self._dice.randint(1, 5)):
            window.actions_by_id["edit.duplicate"].trigger()

    def _type(self, window: MainWindow) -> None:
        self._click(window, self._card(window))
        QTest.keyClick(window.workspace.canvas, Key.Key_F2)
        QTest.keyClicks(_focus(window), "unsaved words")

    def _compose(self, window: MainWindow) -> None:
        self._type(window)
        QApplication.sendEvent(_focus(window), QInputMethodEvent("日本", []))

    def _drag(self, window: MainWindow) -> None:
        at = self._card(window)
        viewport = window.workspace.canvas.viewport()
        QTest.mousePress(viewport, Button.LeftButton, Held.NoModifier, at.toPoint())
        self._move(viewport, at + QPointF(40, 60), Button.LeftButton)

    def _pan(self, window: MainWindow) -> None:
        viewport = window.workspace.canvas.viewport()
        QTest.mousePress(viewport, Button.MiddleButton, Held.NoModifier, QPoint(300, 300))
        self._move(viewport, QPointF(250, 200), Button.MiddleButton)

    @staticmethod
    def _move(viewport: QWidget, at: QPointF, button: Qt.MouseButton) -> None:
        move = QMouseEvent(
            Type.MouseMove, at, viewport.mapToGlobal(at), Button.NoButton, button, Held.NoModifier
        )
        QApplication.sendEvent(viewport, move)

    def _carry(self, window: MainWindow) -> None:
        viewport, copy = window.workspace.canvas.viewport(), Qt.DropAction.CopyAction
        self._data = QMimeData()
        self._data.setData(MIME_TYPE, QByteArray(b"kind:pain_point"))
        for kind, at in ((QDragEnterEvent, QPoint(320, 200)), (QDragMoveEvent, QPoint(340, 300))):
            QApplication.sendEvent(viewport, kind(at, copy, self._data, Button.LeftButton, Held.NoModifier))

    def _inspect(self, window: MainWindow) -> None:
        self._click(window, self._card(window))
        form = window.workspace.inspector.form
        field = form.editors.get("text") if form is not None else None
        if field is not None:
            field.focus_target().setFocus()
            QTest.keyClicks(field.focus_target(), "half a sentence")

    def _rename(self, window: MainWindow) -> None:
        tree = window.workspace.outline.tree
        tree.setFocus()
        tree.setCurrentIndex(tree.model().index(0, 0))
        tree.edit(tree.currentIndex())
        QTest.keyClicks(_focus(window), "another name")

    def _save(self, window: MainWindow) -> None:
        self._edit(window)
        window.actions_by_id["file.save"].trigger()

    def _check(self, window: MainWindow) -> None:
        self._edit(window)
        QTest.qWait(self._dice.choice((290, 310, 330)))

    def _open_menu(self, window: MainWindow) -> None:
        viewport = self._click(window, self._card(window))
        at = QPoint(320, 320)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
        QApplication.sendEvent(window.workspace, asked)

    def _undo(self, window: MainWindow) -> None:
        self._edit(window)
        window.actions_by_id["edit.undo"].trigger()

    def _open_another(self, window: MainWindow) -> None:
        self._edit(window)
        window.file.new_from(FIRST)

    def _zoom(self, window: MainWindow) -> None:
        viewport = window.workspace.canvas.viewport()
        at = QPointF(400, 300)
        for turn in (120, 120, -240):
            wheel = QWheelEvent(
                at,
                viewport.mapToGlobal(at),
                QPoint(),
                QPoint(0, turn),
                Button.NoButton,
                Held.ControlModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(viewport, wheel)


def _windows() -> list[MainWindow]:
    """The program's windows that are seen."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    return [each for each in found if each.isVisible()]


def _focus(window: MainWindow) -> QWidget:
    """Who has the keyboard."""
    focused: QWidget | None = window.focusWidget()
    return window if focused is None else focused
