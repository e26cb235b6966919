"""Which files are open: one lock a file, in the state folder, so that nothing lies beside the user's map.

A lock belongs to an open file handle, so the system releases it when the process ends, however it ends. It tells
that a file is open elsewhere, never by whom.
"""

import hashlib
import os
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

from journeymapper.files.state import StateFolder

_PRIVATE = 0o600
_LETTERS_ALIKE = ("darwin", "win32")
"""Systems whose disks commonly take capitals and small letters, and accents however they are written, for the same."""


class Lock:
    """Held until `release`, or until the process ends. One without a handle keeps nobody out."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self._path = path
        self._handle = handle

    def release(self) -> None:
        """Let others have it. Releasing twice does nothing."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        # Its file goes first, while nobody else can have it: whoever locks a file that has gone meanwhile begins anew.
        try:
            with suppress(OSError):
                self._path.unlink()
        finally:
            os.close(handle)
        if sys.platform == "win32":  # where an open file cannot be removed
            with suppress(OSError):
                self._path.unlink()


def lock_file(state: StateFolder, path: Path) -> Lock | None:
    """Lock a user's file by its real place; None where another window, of this process or not, has it open.

    Where the state folder cannot be written nothing can be locked, and the lock given keeps nobody out: that is no
    reason to refuse to open a map.
    """
    try:
        name = hashlib.sha256(_place(path).encode(errors="surrogatepass")).hexdigest()
        return take_lock(state.locks / f"{name}.lock")
    except (OSError, ValueError):  # ValueError: a name that holds NUL, which no file can have
        return Lock(path, None)


def same_place(path: Path, other: Path) -> bool:
    """Whether two paths lead to one place: by other links, or, on a disk to which those are one, in other letters."""
    here, there = os.path.normcase(os.path.realpath(path)), os.path.normcase(os.path.realpath(other))
    if here == there:
        return True
    if _plain(here) != _plain(there):
        return False
    try:
        return Path(here).samefile(there)
    except OSError:
        return False


def _place(path: Path) -> str:
    place = os.path.normcase(os.path.realpath(path))
    # Two files that differ in nothing else may be locked by one lock: that is better than one file by two.
    return _plain(place) if sys.platform in _LETTERS_ALIKE else place


def _plain(place: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", place).casefold())


def take_lock(path: Path) -> Lock | None:
    """Lock the lock file at `path`, which is made where it is missing; None where somebody else has it.

    Raises OSError where it cannot be opened or locked.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), _PRIVATE)
        try:
            locked = _lock(handle)
            if locked and _is_at(path, handle):
                return Lock(path, handle)
        except OSError:
            os.close(handle)
            raise
        os.close(handle)
        if not locked:
            return None


def _is_at(path: Path, handle: int) -> bool:
    """Whether the file that was locked still stands there: another may have removed it just before."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
