"""How a worker, or anything else beside the window's thread, reaches the window: it leaves plain data in a box.

No QObject is touched outside the window's thread. A byte through a pair of sockets wakes the window up, so nobody
polls.
"""

import socket
from contextlib import suppress
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class Post:
    """The slot of the box: anybody may put something in, from any thread, at any moment."""

    def __init__(self) -> None:
        self._letters: SimpleQueue[object] = SimpleQueue()
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)
        self._far.setblocking(False)

    def put(self, letter: object) -> None:
        """Leave something; the window's thread gets it soon."""
        self._letters.put(letter)
        # A full pair has bytes enough to wake anybody; a closed one has nobody to wake.
        with suppress(OSError):
            self._far.send(b"\0")

    def fileno(self) -> int:
        """What becomes readable when something has been left."""
        return self._near.fileno()

    def take(self) -> list[object]:
        """Everything that has been left, in the order in which it came."""
        with suppress(OSError):
            while self._near.recv(4096):
                pass
        letters: list[object] = []
        with suppress(Empty):
            while True:
                letters.append(self._letters.get_nowait())
        return letters

    def close(self) -> None:
        """Wake nobody any more."""
        self._near.close()
        self._far.close()


class PostBox(QObject):
    """The box as the window's thread sees it."""

    arrived = Signal(object)
    """Something was left."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.post = Post()
        self._notifier = QSocketNotifier(self.post.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self.empty)
        self.destroyed.connect(self.post.close)

    def empty(self) -> None:
        """Hand over what has been left so far."""
        for letter in self.post.take():
            self.arrived.emit(letter)

    def close(self) -> None:
        """Hand nothing over any more."""
        self._notifier.setEnabled(False)
        self.post.close()
