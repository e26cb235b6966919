"""What the canvas says: what a gesture does while it lasts, and for a while what it did. And the flash of a drop."""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from journeymapper.interact.preview import Preview

LASTS = 6000
FRAME = 16
"""Milliseconds: how long a message stays, and between two steps of a flash."""


class Sayings(QObject):
    """The words for the status line: parts between " · ", those about keys beginning with the key."""

    changed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LASTS)
        self._timer.timeout.connect(self._forget)

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text

    def show(self, preview: Preview) -> None:
        """Say what a gesture does; a gesture that says nothing leaves the last message."""
        if preview.says:
            self._timer.stop()
            hints = (f"{hint.key} {hint.does}" for hint in preview.hints)
            self._say(" · ".join((preview.says, *hints)))

    def tell(self, message: str) -> None:
        """Say what was done, for a while."""
        self._say(message)
        if message:
            self._timer.start()

    def _forget(self) -> None:
        self._say("")

    def _say(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.changed.emit(text)


class Flash(QObject):
    """Records that flash once, because they were changed."""

    changed = Signal()

    def __init__(self, milliseconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._seconds = milliseconds / 1000
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._step)
        self.keys: frozenset[str] = frozenset()

    @property
    def strength(self) -> float:
        """From 1 at its beginning to 0 at its end."""
        if not self.keys or self._seconds <= 0:
            return 0.0
        return max(1.0 - (time.perf_counter() - self._began) / self._seconds, 0.0)

    def start(self, keys: frozenset[str]) -> None:
        """Flash these records."""
        if keys and self._seconds > 0:
            self.keys, self._began = keys, time.perf_counter()
            self._timer.start()

    def _step(self) -> None:
        if self.strength <= 0:
            self.keys = frozenset()
            self._timer.stop()
        self.changed.emit()
