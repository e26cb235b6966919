"""What happens when something goes wrong inside: it is logged, the person is told in one sentence, the program goes on.

The log holds where and what kind of error it was, never what the map says.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QStandardPaths, QtMsgType, qInstallMessageHandler

from journeymapper.model.i18n import _

LOG_NAME = "window.log"
LARGEST_LOG = 1_000_000
HARMLESS = ("propagateSizeHints", "This plugin does not support raise")

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def log_path() -> Path:
    """Where the log lies: in the person's own state folder."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericStateLocation)
    return Path(folder) / "journeymapper" / LOG_NAME


class Faults(QObject):
    """Hears of every exception that nobody caught and of every message of Qt."""

    def __init__(self, log: Path, tell: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        self._before: Hook | None = None
        self._telling = False
        self._logger = logging.getLogger("journeymapper.window")
        self._logger.setLevel(logging.INFO)
        self._logger.propagate = False
        self._handler = _handler(log)
        self._logger.addHandler(self._handler)

    def listen(self) -> None:
        """Hear from now on."""
        self._before = sys.excepthook
        sys.excepthook = self._fault
        threading.excepthook = self._fault_in_worker
        qInstallMessageHandler(self._message)

    def stop(self) -> None:
        """Hear no more."""
        qInstallMessageHandler(None)
        threading.excepthook = threading.__excepthook__
        if self._before is not None:
            sys.excepthook = self._before
        self._logger.removeHandler(self._handler)
        self._handler.close()

    def _fault(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        frames = "".join(traceback.format_tb(trace))
        self._logger.error("%s\n%s", kind.__name__, frames)
        if self._telling:
            return
        # A fault while telling of a fault must not go round for ever.
        self._telling = True
        try:
            self._tell(
                _("Something went wrong in the program ({kind}). The map is still open: save it.").format(
                    kind=kind.__name__
                )
            )
        finally:
            self._telling = False

    def _fault_in_worker(self, fault: threading.ExceptHookArgs) -> None:
        # No widget is touched from here: a worker that fails is seen in the log, and by what it does not deliver.
        frames = "".join(traceback.format_tb(fault.exc_traceback))
        self._logger.error("%s in a worker\n%s", fault.exc_type.__name__, frames)

    def _message(self, kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        text = message or ""
        if any(part in text for part in HARMLESS):
            return
        serious = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
        level = (
            logging.ERROR if serious else logging.WARNING if kind == QtMsgType.QtWarningMsg else logging.INFO
        )
        self._logger.log(level, "Qt: %s", text)


def _handler(path: Path) -> logging.Handler:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        # A machine without a writable home still gets its window; the log goes to the terminal.
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
