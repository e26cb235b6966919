"""What is left of a crash that no Python code outlives: the frames of all threads, written by `faulthandler`.

Each running program has a file of its own, locked as long as it lives; one that is not locked was left by a crash.
"""

import faulthandler
import os
from contextlib import suppress
from pathlib import Path

from journeymapper.ui.fault_report import dumped
from journeymapper.ui.log_file import Folder, open_private

PATTERN = "crash-*.log"
PUT_AWAY = "last-crash.log"
LARGEST = 200_000


class CrashLog:
    """Listens for crashes. Nothing of it raises where the folder cannot be written to: there is no log then."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._path: Path | None = None
        self._handle: int | None = None

    def begin(self) -> str:
        """Listen from now on; what the last crash left, as `fault_report.dumped` gives it, and "" for none."""
        try:
            folder = self._folder()
            left = _collect(folder)
            self._path = folder / f"crash-{os.urandom(8).hex()}.log"
            self._handle = open_private(self._path)
            _lock(self._handle)
        except OSError:
            return ""
        faulthandler.enable(self._handle, all_threads=True)
        return left

    def stop(self) -> None:
        """Listen no more; nothing has happened."""
        if self._handle is None or self._path is None:
            return
        faulthandler.disable()
        os.close(self._handle)
        self._handle = None
        with suppress(OSError):
            self._path.unlink()


def _collect(folder: Path) -> str:
    found = ""
    for path in sorted(folder.glob(PATTERN)):
        with suppress(OSError):
            found = _put_away(path) or found
    return found


def _put_away(path: Path) -> str:
    """What a program that is gone left in its file, which is kept under another name or, empty, thrown away."""
    with path.open("rb") as left:
        _lock(left.fileno())
        text = left.read(LARGEST).decode("utf-8", "replace")
    if text.strip():
        path.replace(path.with_name(PUT_AWAY))
    else:
        path.unlink()
    return dumped(text)


def _lock(handle: int) -> None:
    """Lock an open file for this process; raises OSError where another has it."""
    if os.name == "nt":
        # An open file can be neither renamed nor deleted there, which says as much.
        return
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
