"""Where journals lie: a folder for each open map, locked while its process lives.

In it are `lock`, `<n>.journal`, of which the highest that is whole counts, and perhaps `<n>.base`, a map that the
n-th journal goes on from where no file of the user's holds it.
"""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from journeymapper.files.disk import sync, sync_folder
from journeymapper.files.locks import Lock, take_lock

_LOCK = "lock"
_NUMBERED = re.compile(r"([1-9][0-9]{0,8})\.(?:journal|base)")
_PRIVATE_FOLDER, _PRIVATE = 0o700, 0o600
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Place:
    """A journal's folder, held by this process."""

    def __init__(self, folder: Path, lock: Lock) -> None:
        self.folder = folder
        self._lock = lock
        self._lasting = False

    def journal(self, number: int) -> Path:
        """Where the n-th journal lies."""
        return self.folder / f"{number}.journal"

    def base(self, number: int) -> Path:
        """Where a base of the n-th journal's own lies."""
        return self.folder / base_name(number)

    def numbers(self) -> list[int]:
        """The numbers that are taken, in order. Raises OSError."""
        found = (_NUMBERED.fullmatch(path.name) for path in self.folder.iterdir())
        return sorted({int(match[1]) for match in found if match})

    def sync(self) -> None:
        """Make sure that what was made in the folder lasts, and so the folder itself. Raises OSError."""
        sync_folder(self.folder)
        if self._lasting:
            return
        journals = self.folder.parent
        sync_folder(journals)
        sync_folder(journals.parent)
        with suppress(PermissionError):  # the state folder may be all that is ours
            sync_folder(journals.parent.parent)
        self._lasting = True

    def keep_only(self, journal: int, base: str) -> None:
        """Delete all other journals and bases, as far as that can be done."""
        with suppress(OSError):
            for number in self.numbers():
                if number != journal:
                    self._delete(self.journal(number))
                if self.base(number).name != base:
                    self._delete(self.base(number))

    def remove(self) -> None:
        """Delete all of it and let it go, as far as that can be done: the newest journal last."""
        with suppress(OSError):
            for number in self.numbers():
                self._delete(self.base(number))
                self._delete(self.journal(number))
        self._lock.release()
        with suppress(OSError):
            self.folder.rmdir()

    def release(self) -> None:
        """Leave it for the next start."""
        self._lock.release()

    @staticmethod
    def _delete(path: Path) -> None:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def base_name(number: int) -> str:
    """The name of a base of the n-th journal's own."""
    return f"{number}.base"


def new_place(journals: Path) -> Place:
    """A folder for the journal of one more open map. Raises OSError."""
    while True:
        folder = journals / secrets.token_hex(8)
        folder.mkdir(mode=_PRIVATE_FOLDER)
        # Whoever looks for dead journals may come between; then another folder is made.
        with suppress(FileNotFoundError):
            lock = take_lock(folder / _LOCK)
            if lock is not None:
                return Place(folder, lock)


def dead_places(journals: Path) -> Iterator[Place]:
    """The folders that no living process holds, held by this one from now on. Raises OSError."""
    for folder in sorted(journals.iterdir()):
        with suppress(
            OSError
        ):  # no folder, or gone meanwhile, or not to be read: nothing that can be recovered
            lock = take_lock(folder / _LOCK)
            if lock is not None:
                yield Place(folder, lock)


def write_base(path: Path, data: bytes) -> None:
    """Write a base, without waiting for the disk. Raises OSError."""
    handle = os.open(path, _NEW, _PRIVATE)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Wait until a file is on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    try:
        sync(handle)
    finally:
        os.close(handle)
