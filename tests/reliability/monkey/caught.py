"""Everything that goes wrong without anybody being told: exceptions that nobody caught, and Qt's messages."""

from __future__ import annotations

import sys
import threading
import traceback
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

HARMLESS = ("propagateSizeHints", "This plugin does not support", "OpenType support missing")
"""What the offscreen platform says of every window, and what Qt says of writing for which a machine has no font."""


class Caught:
    """Hears of it from now on."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        sys.excepthook = self._exception
        sys.unraisablehook = self._unraisable
        threading.excepthook = self._in_thread
        qInstallMessageHandler(self._message)

    def take(self) -> list[str]:
        """What was heard of since the last time."""
        faults, self.faults = self.faults, []
        return faults

    def add(self, error: BaseException) -> None:
        """An exception came to light elsewhere."""
        self.faults.append("exception: " + "".join(traceback.format_exception(error)))

    def _exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self.faults.append("exception: " + "".join(traceback.format_exception(kind, error, trace)))

    def _unraisable(self, fault: Any) -> None:
        self.faults.append(f"exception: {fault.err_msg or 'ignored'} {fault.object!r}")
        if fault.exc_value is not None:
            self.add(fault.exc_value)

    def _in_thread(self, fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is not None:
            self.add(fault.exc_value)

    def _message(self, _kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        if not any(part in (message or "") for part in HARMLESS):
            self.faults.append(f"Qt says: {message} ({context.category})")
