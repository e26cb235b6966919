"""The program's own log: in the state folder, for the person alone, and made only when there is something to say."""

import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

LOG_NAME = "window.log"
LARGEST = 1_000_000
FORMAT = "%(asctime)s %(levelname)s %(message)s"

Folder = Callable[[], Path]
"""Gives the folder of the logs, which is made where it is not there."""


class LogFile(logging.Handler):
    """Writes each line at once, so that a crash right after it finds it there."""

    def __init__(self, folder: Folder) -> None:
        super().__init__()
        self._folder = folder
        self._handle: int | None = None
        self.setFormatter(logging.Formatter(FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; on a machine without a writable home it goes to the terminal."""
        line = self.format(record) + "\n"
        try:
            if self._handle is None:
                self._handle = _open(self._folder() / LOG_NAME)
            os.write(self._handle, line.encode("utf-8", "backslashreplace"))
        except OSError:
            with suppress(OSError, ValueError, AttributeError):
                sys.stderr.write(line)

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        super().close()


def open_private(path: Path) -> int:
    """A file to add lines to, which only its owner reads. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0)
    return os.open(path, flags, 0o600)


def _open(path: Path) -> int:
    if path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_suffix(".log.1"))
    return open_private(path)
