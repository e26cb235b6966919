"""Driving the real window with real events."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from journeymapper.edit.store import Store
from journeymapper.files.journey import load
from journeymapper.files.state import StateFolder
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.layout.index import rect_of
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card
from journeymapper.ui.look import load_look
from journeymapper.ui.settings import Settings
from journeymapper.ui.window import MainWindow
from journeymapper.ui.windows import Windows
from tests.commands.acting import Person

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Program:
    """The program with settings and a state folder of its own, and a scripted person before it, or a `real` one."""

    def __init__(self, folder: Path, *, real: bool = False) -> None:
        self.folder = folder
        self.person = Person()
        self.settings = Settings(folder / "window.ini")
        self.state = StateFolder(folder / "state")
        self.windows = Windows(
            self.settings,
            load_look(),
            id_source(7),
            ports=None if real else lambda: self.person,
            state=lambda: self.state,
        )

    def window(self, *, width: int = 1600, height: int = 1000) -> "Driver":
        """A window with the first page."""
        opened = self.windows.new_window()
        opened.resize(width, height)
        opened.show()
        QTest.qWaitForWindowExposed(opened)
        return Driver(opened, self)

    def example(self, *, width: int = 1600, height: int = 1000) -> "Driver":
        """A window with a copy of the example."""
        path = self.folder / "example.journey"
        shutil.copyfile(template_path(EXAMPLE), path)
        driver = self.window(width=width, height=height)
        driver.window.file.open(path)
        driver.settle()
        return driver

    def end(self) -> None:
        """Close what is open, without a question."""
        self.windows.end()
        self.windows.deleteLater()
        self.settings.deleteLater()


class Driver:
    """One window and what can be done to it."""

    def __init__(self, window: MainWindow, program: Program) -> None:
        self.window = window
        self.program = program

    @property
    def person(self) -> Person:
        return self.program.person

    @property
    def store(self) -> Store:
        store = self.window.store
        assert store is not None
        return store

    @property
    def document(self) -> Document:
        return self.store.document

    @property
    def workspace(self):
        return self.window.workspace

    @property
    def canvas(self):
        return self.workspace.canvas

    def card(self, code: str) -> Card:
        return next(card for card in self.document.all(Card) if card.code == code)

    def saved(self, path: Path | None = None) -> Document:
        """The map as the file has it."""
        target = path or self.window.file.path
        assert target is not None
        return load(target).document

    # looking

    def wait_until(self, holds: Callable[[], bool], seconds: float = 60.0) -> None:
        """Let the window run until something holds."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "it did not come about"
            QTest.qWait(5)

    def wait_saved(self) -> None:
        """Let the window run until nothing is being written, and questions about it are answered."""
        self.wait_until(lambda: not self.window.file.saving)

    def settle(self, milliseconds: int = 0) -> None:
        QTest.qWait(milliseconds)
        QApplication.processEvents()

    def middle_of(self, key: str) -> QPoint:
        """Where a record is seen on the canvas."""
        self.canvas.ensure_visible(key)
        found = rect_of(self.canvas.grid, key)
        assert found is not None
        left, top, right, bottom = found
        view = self.canvas.view
        return QPointF(view.pixel_x((left + right) / 2), view.pixel_y((top + bottom) / 2)).toPoint()

    # doing

    def give(self, command: str) -> None:
        """Choose a menu entry."""
        self.window.actions_by_id[command].trigger()

    def click(self, key: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click a card on the canvas."""
        QTest.mouseClick(self.canvas.viewport(), LEFT, modifiers, self.middle_of(key))

    def drag(self, start: QPoint, end: QPoint, widget: QWidget | None = None) -> None:
        """Press, move in steps, release."""
        target = widget or self.canvas.viewport()
        QTest.mousePress(target, LEFT, NONE, start)
        steps = 8
        for step in range(1, steps + 1):
            QTest.mouseMove(target, start + (end - start) * step / steps)
            self.settle()
        QTest.mouseRelease(target, LEFT, NONE, end)
        self.settle()

    def _cursor(self, widget: QWidget | None) -> QWidget:
        """The widget that is given, or that has the cursor."""
        if widget is not None:
            return widget
        found: QWidget | None = self.window.focusWidget()
        return self.window if found is None else found

    def keys(
        self, *sequence: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, widget: QWidget | None = None
    ) -> None:
        """Press keys where the cursor is."""
        for key in sequence:
            QTest.keyClick(self._cursor(widget), key, modifiers)

    def type(self, text: str, widget: QWidget | None = None) -> None:
        """Type where the cursor is."""
        QTest.keyClicks(self._cursor(widget), text)
