"""The file that a journal is written to, and the change to a new one.

A new file is made beside the old one, which goes only when the new one is on the disk; whoever reads takes the newest
that is whole. So at every moment there is one that holds everything.
"""

import errno
import os
import threading
from contextlib import suppress
from pathlib import Path

from journeymapper.files.disk import sync
from journeymapper.files.journal.frames import framed
from journeymapper.files.journal.image import WHOLE
from journeymapper.files.journal.places import Place, new_place, sync_file, write_base
from journeymapper.files.state import StateFolder

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
_NEW |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_PRIVATE = 0o600


class Tape:
    """The newest file of one map's journal.

    `append`, `gather` and `drop` are for any thread and never wait for the disk; of all others only one may be under
    way at a time.
    """

    def __init__(self, state: StateFolder, place: Place | None = None) -> None:
        self._state = state
        self._place = place
        self._lock = threading.Lock()
        self._file: _File | None = None
        self._trouble: OSError | None = None
        self._gathered: list[bytes] | None = None
        self._gap = False
        self._number = 0
        self._own_base = ""
        self._lasting: _File | None = None

    @property
    def used(self) -> bool:
        """Whether anything was begun, in vain or not."""
        return self._file is not None or self._trouble is not None or self._place is not None

    @property
    def trouble(self) -> OSError | None:
        """Why the file cannot be used any more: then nothing is added until a new one has been begun."""
        return self._trouble

    @property
    def path(self) -> Path | None:
        """The newest file."""
        return self._file.path if self._file else None

    def append(self, payloads: list[bytes]) -> None:
        """Add frames. What was added is seen by whoever reads, whatever becomes of this process."""
        with self._lock:
            if self._gathered is not None:
                self._gathered += payloads
            if self._file is None or self._trouble is not None:
                return
            try:
                self._file.append(payloads)
            except OSError as error:
                self._trouble = error

    def gather(self) -> int | None:
        """Remember what is added from now on, for a new file. Returns how many bytes were written before.

        None where that is done for another one already.
        """
        with self._lock:
            if self._gathered is not None:
                return None
            self._gathered, self._gap = [], False
            return self._file.length if self._file else 0

    def drop(self) -> None:
        """Forget what was gathered: there is no new file."""
        with self._lock:
            self._gathered, self._gap = None, False

    def number(self) -> int:
        """The number of the next file. Raises OSError where the journal's folder cannot be made or read."""
        place = self._here()
        if not self._number:
            self._number = max(place.numbers(), default=0)
        self._number += 1
        return self._number

    def begin(
        self, number: int, payloads: list[bytes], *, own_base: str = "", data: bytes | None = None
    ) -> None:
        """Begin a new file with these frames and what was gathered, which is whole then; later ones go there.

        `own_base` names the base of its own that it goes on from, `data` are that base's bytes where it is new.
        Raises OSError, the old file being used as before and nothing being gathered any more.
        """
        place, file = self._here(), None
        try:
            if data is not None:
                write_base(place.folder / own_base, data)
            file = _File(place.journal(number))
            file.append(payloads)
            self._take(file, own_base)
        except OSError:
            self.drop()
            if file is not None:
                file.close()
                with suppress(OSError):
                    file.path.unlink()
            raise

    def fail(self, error: OSError) -> None:
        """Use the file no more: something about it cannot be trusted."""
        with self._lock:
            self._trouble = error

    def miss(self) -> None:
        """Tell that something was not added that should have been: neither this file nor one that was being gathered
        for holds everything now.
        """
        with self._lock:
            self._trouble = OSError(errno.EIO, os.strerror(errno.EIO))
            self._gap = self._gathered is not None

    def sync(self) -> None:
        """Wait until all that was added before is on the disk, then delete older files.

        Raises OSError: then it is in trouble.
        """
        with self._lock:
            file = self._file
        if file is None or self._place is None:
            return
        try:
            if self._lasting is not file and self._own_base:
                sync_file(self._place.folder / self._own_base)
            file.sync()
            if self._lasting is not file:
                self._place.sync()
        except OSError as error:
            self.fail(error)
            raise
        if self._lasting is not file:
            self._lasting = file
            self._place.keep_only(int(file.path.stem), self._own_base)

    def leave(self) -> None:
        """Write no more, and leave it for the next start."""
        self._end()
        if self._place is not None:
            self._place.release()

    def remove(self, last: bytes) -> None:
        """Write no more, and delete it all; `last` tells in the file that this was so, should a power cut undo it."""
        with suppress(OSError):
            if self._file is not None and self._trouble is None:
                self._file.append([last])
                self._file.sync()
        self._end()
        if self._place is not None:
            self._place.remove()

    def _here(self) -> Place:
        if self._place is not None and not self._place.folder.is_dir():
            # Somebody has tidied up, while it was in use.
            self._place.release()
            self._place = None
        if self._place is None:
            self._place = new_place(self._state.journals)
        return self._place

    def _take(self, file: "_File", own_base: str) -> None:
        with self._lock:
            if self._gap:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            # In one write, at the end: what was added to the old file meanwhile must not be missing in one that counts.
            file.append([*(self._gathered or ()), WHOLE])
            old, self._file = self._file, file
            self._own_base = own_base
            self._trouble = self._gathered = None
        if old is not None:
            old.close()

    def _end(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class _File:
    """One file being written, frame by frame."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle = os.open(path, _NEW, _PRIVATE)
        self.length = 0
        self._check = 0

    def append(self, payloads: list[bytes]) -> None:
        """Add frames. Raises OSError where not all of it was taken: then nothing may follow."""
        data, check = framed(payloads, self._check)
        rest = memoryview(data)
        while rest:
            taken = os.write(self._handle, rest)
            if not taken:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            rest = rest[taken:]
        self.length += len(data)
        self._check = check

    def sync(self) -> None:
        """Wait until all of it is on the disk. Raises OSError: then nothing is known of what was added last, or
        somebody has deleted it.
        """
        sync(self._handle)
        if not os.fstat(self._handle).st_nlink:
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))

    def close(self) -> None:
        """Write no more."""
        with suppress(OSError):
            os.close(self._handle)
