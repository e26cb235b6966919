"""Being asked to end by the system: SIGTERM, SIGINT and SIGHUP, and a desktop session that closes.

Nobody can be asked then. What is not saved stays in the journals, and is offered at the next start.
"""

import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication

SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")


class Leaving(QObject):
    """Hears of the wish of the system that the program end.

    `keep` makes safe what has been edited, drafts included. It is called at once where a session is about to close,
    which may still be called off.
    """

    asked = Signal()
    """The program is to end now."""

    def __init__(self, keep: Callable[[], None], app: QGuiApplication) -> None:
        super().__init__(app)
        self._keep = keep
        self._app = app
        self._before: dict[int, Any] = {}
        # A Python handler runs only when Python runs again, which an idle event loop never does by itself. The byte
        # that the interpreter writes at once wakes the loop.
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)
        self._far.setblocking(False)
        self._woken_before = -1
        self._listening = False
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def listen(self) -> None:
        """Hear from now on. Only the main thread may call this."""
        self._listening = True
        self._woken_before = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        for name in SIGNALS:
            number = getattr(signal, name, None)
            # Whoever started the program so that a signal is ignored (nohup) wants it to go on.
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                self._before[number] = signal.signal(number, _heard)
        self._app.commitDataRequest.connect(self._commit)

    def stop(self) -> None:
        """Hear no more."""
        if not self._listening:
            return
        self._listening = False
        self._app.commitDataRequest.disconnect(self._commit)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()
        signal.set_wakeup_fd(self._woken_before)
        self._notifier.setEnabled(False)
        self._near.close()
        self._far.close()

    def _read(self) -> None:
        numbers = b""
        with suppress(OSError):
            numbers = self._near.recv(64)
        if any(number in self._before for number in numbers):
            self.asked.emit()

    def _commit(self) -> None:
        self._keep()


def _heard(_number: int, _frame: FrameType | None) -> None:
    """Without a handler the system would end the program; what is to be done, the byte in the socket brings about."""
