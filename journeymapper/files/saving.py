"""Writing one map's file: in a worker, never over what somebody else wrote, and never two at once."""

import hashlib
import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from journeymapper.files.archive import unpack
from journeymapper.files.codec import Loaded, encode_records
from journeymapper.files.journal.journal import Journal, Kept, Moment
from journeymapper.files.lines import RecordCache
from journeymapper.files.locks import Lock, lock_file, same_place
from journeymapper.files.manifest import read_manifest
from journeymapper.files.source import read_bytes
from journeymapper.files.state import StateFolder
from journeymapper.files.versions import find_version, keep_version
from journeymapper.files.writer import remove_leftovers, write_file
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.records import Record

Tell = Callable[[str], None]
"""Gets one sentence about trouble with the journal or the versions, once for each trouble. Called from a worker: put
the sentence where the window's thread finds it.
"""
Now = Callable[[], datetime]
"""The time, aware, in UTC."""


class SaveJob(msgspec.Struct, frozen=True):
    """All that a save needs, as it stood when `Keeper.job` was called. `number` counts the jobs of one keeper."""

    number: int
    path: Path
    position: int
    moment: Moment


class Saved(msgspec.Struct, frozen=True):
    """What the file at `path` holds now, verified: the SHA-256 of its bytes in hex, and the place in the history
    that they are of: `store.mark_saved(saved.position)`.
    """

    path: Path
    sha256: str
    position: int


class ChangedOnDisk(FileProblem):
    """The file is not what was last read from it or written to it, so nothing was written.

    `path` is the file, `sha256` that of the bytes found there, in hex.
    """

    def __init__(self, path: Path, sha256: str) -> None:
        super().__init__(
            _(
                "“{name}” has been changed by somebody else since it was opened; nothing was written:"
                " merge the changes, save a copy, or open it anew"
            ).format(name=path.name)
        )
        self.path = path
        self.sha256 = sha256


class Saving:
    """What the worker knows of one map's file: the bytes it holds, its lock, what was tried."""

    def __init__(
        self,
        state: StateFolder,
        loaded: Loaded,
        kept: Kept,
        cache: RecordCache,
        lock: Lock | None,
        tell: Tell,
        now: Now,
    ) -> None:
        self._state = state
        self._foreign = loaded.foreign
        self._read_only = loaded.read_only
        self._cache = cache
        self._lock = lock
        self._tell = tell
        self._now = now
        self._told = ""
        self._kept = kept
        self._written: tuple[int, Saved] | None = None
        self._attempted = self._accepted = ""
        self._theirs: bytes | None = None
        self._copying = threading.Lock()
        self._copy: tuple[Path, bytes] | None = None

    @property
    def kept(self) -> Kept:
        """What is known of the file."""
        return self._kept

    def remember(self, path: Path, data: bytes) -> None:
        """Keep a version of what was opened as soon as anything is changed."""
        self._copy = (path, data)

    def accept(self, sha256: str, data: bytes | None = None) -> None:
        """Write over these bytes, too, once; keep them as a version before. "" takes it back."""
        self._accepted, self._theirs = sha256, data

    def adopt(self, sha256: str, position: int, data: bytes | None, journal: Journal) -> None:
        """Take the bytes of this SHA-256 as what the file holds of the map, which stands at this position."""
        path = self._kept.path
        if path is None:
            return
        if data is not None:
            self.remember(path, data)
        moment = journal.moment()
        journal.intend(path, sha256, moment)
        self._kept = Kept(path, sha256, position)
        self._attempted = ""
        self.accept("")
        journal.follow_save(self._kept, moment)

    def release(self) -> None:
        """Let others have the file."""
        if self._lock is not None:
            self._lock.release()

    def run(self, job: SaveJob, journal: Journal) -> Saved:
        """Write a snapshot. Raises FileProblem, one sentence, the old file untouched. One at a time."""
        own = _same(job.path, self._kept.path)
        if own and self._written is not None and self._written[0] > job.number:
            return self._written[1]
        lock = self._leave_to_write(job.path, own=own)
        try:
            saved = self._save(job, journal, own=own)
        except BaseException:
            if lock is not self._lock:
                lock.release()
            raise
        finally:
            # Once only: what is saved next may be something else than the merged map.
            self.accept("")
        self._written = (job.number, saved)
        if lock is not self._lock:
            self.release()
        self._lock, self._read_only = lock, False
        return saved

    def encoded(
        self, records: Mapping[str, Record], media: Mapping[str, bytes], cache: RecordCache | None = None
    ) -> bytes:
        """The bytes of a file that holds these records and pictures, and what nobody knows of the map."""
        return encode_records(records, media, foreign=self._foreign, cache=cache)

    def keep_copy(self) -> None:
        """Keep what the file held when it was opened: if it is another when the journal is needed, this is its base.

        Any thread. Where that cannot be done it is tried again the next time.
        """
        with self._copying:
            if self._copy is None:
                return
            path, data = self._copy
            with suppress(OSError, FileProblem):
                if find_version(self._state, digest_of(data)) is None:
                    keep_version(self._state, path, data, now=self._now())
                self._copy = None

    def _leave_to_write(self, path: Path, *, own: bool) -> Lock:
        """The lock of the file that is to be written. Raises FileProblem where it may not be."""
        if own and self._read_only:
            raise FileProblem(
                _(
                    "“{name}” was written by a newer version; saving it here would lose something:"
                    " save it under another name"
                ).format(name=path.name)
            )
        # Whoever had the file when it was opened may have closed it; what they wrote is seen by its SHA-256.
        lock = (self._lock if own else None) or lock_file(self._state, path)
        if lock is None:
            raise FileProblem(
                _("“{name}” is open in another window: close it there, or save under another name").format(
                    name=path.name
                )
            )
        return lock

    def _save(self, job: SaveJob, journal: Journal, *, own: bool) -> Saved:
        found = self._found(job.path, own=own)
        # A write that failed may have come as far as the file, but not onto the disk for good.
        certain = own and found == self._kept.sha256 and not self._attempted
        if certain and job.position == self._kept.saved:
            # The disk may have an undo of this place and not yet the redo that led back to it.
            journal.follow_save(self._kept, job.moment)
            return Saved(job.path, found, job.position)
        data = self.encoded(job.moment.records, job.moment.media, self._cache)
        digest = digest_of(data)
        if not certain or digest != found:
            self._write(job, data, digest, journal, own=own)
        self._kept = Kept(job.path, digest, job.position)
        self._attempted = ""
        journal.follow_save(self._kept, job.moment)
        return Saved(job.path, digest, job.position)

    def _write(self, job: SaveJob, data: bytes, digest: str, journal: Journal, *, own: bool) -> None:
        def ready() -> None:
            self._found(job.path, own=own)
            self._attempted = digest
            journal.intend(job.path, digest, job.moment)

        self.keep_copy()
        if own and self._theirs is not None:
            self._keep(job.path, self._theirs)
        remove_leftovers(job.path)
        write_file(job.path, data, verify=_verify, ready=ready)
        self._keep(job.path, data)

    def _keep(self, path: Path, data: bytes) -> None:
        """Keep a version; what hinders that hinders no save."""
        try:
            keep_version(self._state, path, data, now=self._now())
            self._told = ""
        except FileProblem as problem:
            if str(problem) != self._told:
                self._told = str(problem)
                self._tell(str(problem))

    def _found(self, path: Path, *, own: bool) -> str:
        """The SHA-256 of what the file holds, "" where there is none. Raises ChangedOnDisk where it is not known."""
        if not own or not os.path.lexists(path):
            return ""
        found = digest_of(read_bytes(path))
        if found not in (self._kept.sha256, self._attempted, self._accepted):
            raise ChangedOnDisk(path, found)
        return found


def _verify(data: bytes) -> None:
    """Make sure that what was read back is a map, entry by entry. Raises FileProblem."""
    read_manifest(unpack(data))


def digest_of(data: bytes) -> str:
    """The SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and same_place(path, other)
