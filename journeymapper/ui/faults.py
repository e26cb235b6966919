"""What happens when something goes wrong inside: it is logged, what was edited is made safe, the program goes on.

The log and the report hold where and what kind of error it was, never what the map says.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

if TYPE_CHECKING:
    from journeymapper.ui.fault_report import Fault, Whereabouts
    from journeymapper.ui.post import PostBox

HARMLESS = ("propagateSizeHints", "This plugin does not support raise")
MOST = 50
"""Different faults that are told apart."""
TOLD_AGAIN = 99
"""How often the same fault is told of; one that each repaint brings about must not go on for ever."""
LAST_SECONDS = 2.0
"""How long a program that Qt ends waits for the disk."""

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], Any]


class Faults(QObject):
    """Hears of every exception that nobody caught, in any thread, and of every message of Qt.

    `flush` makes safe what has been edited. It is called from the event loop, never by what hears: that may be
    anywhere, and where memory is being cleaned up even within what `flush` waits for. Only before a message with
    which Qt ends the program it is called at once, by a thread of its own, which is not waited for long.
    """

    told = Signal(object)
    """Something went wrong: every fault so far, with how often it happened. Sent from the event loop only."""

    def __init__(self, log: logging.Handler, flush: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._flush = flush
        self._counts: dict[Fault, int] = {}
        self._early: list[Fault] = []
        self._box: PostBox | None = None
        self._before: tuple[Any, Any, Any, Any] | None = None
        self._hearing = threading.local()
        self._logger = logging.getLogger("journeymapper.window")
        self._logger.setLevel(logging.INFO)
        self._logger.propagate = False
        self._log = log
        self._logger.addHandler(log)

    @property
    def counts(self) -> dict[Fault, int]:
        """Every fault so far, with how often it happened."""
        return dict(self._counts)

    def listen(self) -> None:
        """Hear from now on."""
        hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._fault
        threading.excepthook = self._fault_in_worker
        sys.unraisablehook = self._fault_in_cleaning
        self._before = (*hooks, qInstallMessageHandler(self._message))

    def attend(self) -> None:
        """Tell of faults from now on; those so far are told of as well."""
        # What this loads would only keep the first page from being painted.
        from journeymapper.ui.post import PostBox

        self._box = PostBox(self)
        self._box.arrived.connect(self._take)
        for fault in self._early:
            self._box.post.put(fault)
        self._early.clear()

    def stop(self) -> None:
        """Hear no more."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook, message = self._before
            qInstallMessageHandler(message)
            self._before = None
        if self._box is not None:
            self._box.close()
            self._box = None
        self._logger.removeHandler(self._log)
        self._log.close()

    # the hooks

    def _fault(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._hear(kind, error, trace, "window")

    def _fault_in_worker(self, fault: threading.ExceptHookArgs) -> None:
        self._hear(fault.exc_type, fault.exc_value, fault.exc_traceback, "worker")

    def _fault_in_cleaning(self, fault: sys.UnraisableHookArgs) -> None:
        self._hear(fault.exc_type, fault.exc_value, fault.exc_traceback, "cleaning up")

    def _message(self, kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        text = message or ""
        if any(part in text for part in HARMLESS):
            return
        from journeymapper.ui.fault_report import qt_fault, scrubbed

        match kind:
            case QtMsgType.QtFatalMsg:
                self._logger.critical("Qt: %s", scrubbed(text))
                # Qt ends the program when this returns.
                self._flush_beside()
            case QtMsgType.QtCriticalMsg:
                self._keep(qt_fault(text))
            case QtMsgType.QtWarningMsg:
                self._logger.warning("Qt: %s", scrubbed(text))
            case _:
                self._logger.info("Qt: %s", scrubbed(text))

    # the parts

    def _hear(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
        where: Whereabouts,
    ) -> None:
        if getattr(self._hearing, "busy", False):
            # A fault while hearing of a fault must not go round for ever.
            return
        self._hearing.busy = True
        try:
            # Where memory is short even this may fail; a hook that raises ends the program.
            with suppress(Exception):
                from journeymapper.ui.fault_report import fault_of

                self._keep(fault_of(kind, error, trace, where))
        finally:
            self._hearing.busy = False

    def _keep(self, fault: Fault) -> None:
        count = self._counts.get(fault, 0) + 1
        if count == 1 and len(self._counts) >= MOST:
            return
        self._counts[fault] = count
        # One that comes with every repaint is written down at 1, 2, 4, 8 …
        if count & (count - 1) == 0:
            times = f", {count} times" if count > 1 else ""
            self._logger.error(
                "%s in the %s%s\n  %s", fault.kind, fault.where, times, "\n  ".join(fault.frames)
            )
        if count <= TOLD_AGAIN:
            self._tell(fault)

    def _tell(self, fault: Fault) -> None:
        if self._box is None:
            self._early.append(fault)
        else:
            self._box.post.put(fault)

    def _flush_beside(self) -> None:
        with suppress(RuntimeError, MemoryError):
            flushing = threading.Thread(target=self._flush, name="flushing", daemon=True)
            flushing.start()
            flushing.join(LAST_SECONDS)

    def _take(self, _fault: object) -> None:
        self._flush()
        self.told.emit(self.counts)
