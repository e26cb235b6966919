"""The garbage collector, in the window's thread only.

Python looks for garbage in whichever thread happens to make an object. A worker that does so destroys the Qt objects
that a closed window has left, and what of Qt is destroyed outside its own thread may end the program. So nothing is
collected of itself while there are windows, but from a timer of theirs.
"""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 1_000
"""Milliseconds between two looks; of most of what is thrown away Python gets rid at once, without the collector."""


class Collector(QObject):
    """Takes the collecting over from Python, as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(PAUSE)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Collect where Python would do so by now."""
        due = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
