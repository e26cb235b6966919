"""The running program: what it listens to from its first paint on, and the order in which it ends."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from journeymapper.ui.faults import Faults
from journeymapper.ui.log_file import LogFile
from journeymapper.ui.windows import Windows

if TYPE_CHECKING:
    from journeymapper.ui.crash_log import CrashLog
    from journeymapper.ui.fault_report import Fault
    from journeymapper.ui.fault_teller import FaultTeller
    from journeymapper.ui.leaving import Leaving


class Life(QObject):
    """One start of the program. It is `over` when the system has asked it to end."""

    def __init__(self, app: QApplication, windows: Windows) -> None:
        super().__init__(app)
        self._app = app
        self._windows = windows
        self._teller: FaultTeller | None = None
        self._crashes: CrashLog | None = None
        self._leaving: Leaving | None = None
        self.over = False
        self.faults = Faults(LogFile(self._logs), windows.flush, self)
        self.faults.told.connect(self._tell)
        self.faults.listen()

    def begin(self) -> None:
        """The first window stands: load and listen to what would only have kept it from standing."""
        from journeymapper.ui.crash_log import CrashLog
        from journeymapper.ui.fault_teller import FaultTeller
        from journeymapper.ui.leaving import Leaving

        self._teller = FaultTeller(self._windows, self._logs, self)
        self.faults.attend()
        self._leaving = Leaving(self._windows.keep_all, self._app)
        self._leaving.asked.connect(self._end_now)
        self._leaving.listen()
        self._crashes = CrashLog(self._logs)
        crash = self._crashes.begin()
        if crash:
            self._teller.tell_crash(crash)
        self._windows.look_for_work()

    def end(self) -> None:
        """Close windows, wait for workers, close journals, let Qt delete what is to go, and only then hear no more."""
        self._windows.end()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
        if self._leaving is not None:
            self._leaving.stop()
        if self._crashes is not None:
            self._crashes.stop()
        self.faults.stop()

    def _logs(self) -> Path:
        return self._windows.state.logs

    def _tell(self, counts: Mapping[Fault, int]) -> None:
        if self._teller is not None:
            self._teller.tell(counts)

    def _end_now(self) -> None:
        self.over = True
        self._windows.abandon()
        self._windows.flush()
        self._app.exit(0)
