"""What keeps one open map: its file, its journal, its lock, its versions.

The window's thread notes every change and takes the snapshots; a worker runs the saves. Nothing here knows Qt.
"""

import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import msgspec

from journeymapper.files.codec import Loaded
from journeymapper.files.journal.entries import Base, Cause, Draft
from journeymapper.files.journal.image import Beginning
from journeymapper.files.journal.journal import Journal, Kept, Origin
from journeymapper.files.journal.reading import later_payloads
from journeymapper.files.journal.tape import Tape
from journeymapper.files.journal.trail import Past, followed
from journeymapper.files.journey import decoded
from journeymapper.files.lines import RecordCache
from journeymapper.files.locks import Lock
from journeymapper.files.recovery import Recovered
from journeymapper.files.saving import ChangedOnDisk, Now, Saved, SaveJob, Saving, Tell, digest_of
from journeymapper.files.source import read_bytes
from journeymapper.files.state import StateFolder
from journeymapper.files.writer import remove_leftovers
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.patch import Patch

__all__ = [
    "ChangedOnDisk",
    "Keeper",
    "Noted",
    "Opened",
    "SaveJob",
    "Saved",
    "keep_file",
    "keep_new",
    "keep_recovered",
    "open_file",
]


class Noted(Protocol):
    """What is noted of a change: `edit.store.Change` is one."""

    @property
    def patch(self) -> Patch:
        """What changed."""

    @property
    def name(self) -> str:
        """The name of the step."""

    @property
    def cause(self) -> Cause:
        """Whether it was an edit, an undo or a redo."""

    @property
    def merged(self) -> bool:
        """Whether it was added to the step before."""

    @property
    def mark(self) -> int:
        """The place in the history that it led to."""


class Opened(msgspec.Struct, frozen=True):
    """A map as opened: what `decode` gives, and the bytes it was read from."""

    loaded: Loaded
    data: bytes
    cache: RecordCache


def open_file(path: Path) -> Opened:
    """Read a map for being kept. Any thread. Raises FileProblem with one sentence."""
    data, cache = read_bytes(path), RecordCache()
    return Opened(decoded(path, data, cache=cache), data, cache)


def _now() -> datetime:
    return datetime.now(UTC)


def _absolute(path: Path) -> Path:
    """A path that the next start, in another folder, finds, too; links stay, since they may point elsewhere by then."""
    with suppress(OSError):  # the current folder may be gone
        return path.absolute()
    return path


def keep_file(
    state: StateFolder, path: Path, opened: Opened, *, lock: Lock | None, tell: Tell, now: Now = _now
) -> "Keeper":
    """Keep a map that was opened from a file; `opened.loaded.document` is the live document from now on.

    Its store is a new one. Nothing is written before the first edit. The keeper releases the lock when it is closed;
    without one it will not write over the file.
    """
    path = _absolute(path)
    origin = Origin(Kept(path, digest_of(opened.data), 0))
    saving = Saving(state, opened.loaded, origin.kept, opened.cache, lock, tell, now)
    saving.remember(path, opened.data)
    return Keeper(opened.loaded.document, saving, _journal(Tape(state), opened.loaded, origin, saving, tell))


def keep_new(
    state: StateFolder, loaded: Loaded, *, tell: Tell, brought_in: bool = False, now: Now = _now
) -> "Keeper":
    """Keep a map that has no file yet: a new one, or one `brought_in` from elsewhere, which is worth recovering even
    before it is edited.
    """
    document, saved = loaded.document, None if brought_in else 0
    origin = Origin(Kept(None, "", saved))
    saving = Saving(state, loaded, origin.kept, RecordCache(), None, tell, now)
    journal = _journal(Tape(state), loaded, origin, saving, tell)
    data = saving.encoded(document.snapshot(), document.media)
    journal.begin(Beginning(Base("", 0, 0, saved), Past(), frozenset(document.media), data=data))
    return Keeper(document, saving, journal)


def keep_recovered(
    state: StateFolder,
    recovered: Recovered,
    *,
    lock: Lock | None,
    tell: Tell,
    applied: int | None = None,
    now: Now = _now,
) -> "Keeper":
    """Keep a recovered map. Its old journal goes once the new one, which holds the same, is safe on the disk.

    `recovered.loaded.document` is the live document, with the first `applied` of the steps (None: all) already
    applied to it. Where that is not all of them, the old journal stays: what it holds could not be brought back.
    """
    dead, newest, match = recovered.source.dead, recovered.source.dead.newest, recovered.source.dead.match
    if newest is None or match is None:
        raise ValueError("nothing was recovered")
    loaded, story, steps = recovered.loaded, recovered.story, recovered.steps[:applied]
    seq = steps[-1].seq if steps else match.seq
    past = Past(recovered.done, recovered.undone, recovered.first)
    origin = Origin(Kept(match.path, match.sha256, match.saved), followed(past, steps), seq, steps)
    saving = Saving(state, loaded, origin.kept, recovered.cache, lock, tell, now)
    if match.path is not None and not match.own:
        saving.remember(match.path, recovered.data)
    if match.path is not None and lock is not None:
        remove_leftovers(match.path)
    whole = len(steps) == len(recovered.steps)
    own = match.own if whole else ""
    if not whole:
        dead.place.release()
    journal = _journal(Tape(state, dead.place if whole else None), loaded, origin, saving, tell)
    in_base = recovered.pictures - frozenset(story.media)
    journal.begin(
        Beginning(
            Base(match.digest, match.seq, recovered.first, match.saved, match.sha256, own),
            past,
            recovered.pictures,
            tuple(later_payloads(newest.data, match.seq, in_base, until=seq)),
            recovered.draft,
            # What no file of the user's holds needs a base of its own.
            recovered.data if not own and (match.path is None or match.own) else None,
        )
    )
    return Keeper(loaded.document, saving, journal)


def _journal(tape: Tape, loaded: Loaded, origin: Origin, saving: Saving, tell: Tell) -> Journal:
    return Journal(tape, loaded.document, origin, encode=saving.encoded, tell=tell, synced=saving.keep_copy)


class Keeper:
    """Keeps one open map. Except for `run`, everything is called by the thread that edits the document.

    `keep_file`, `keep_new` and `keep_recovered` make one.
    """

    def __init__(self, document: Document, saving: Saving, journal: Journal) -> None:
        self._document = document
        self._journal = journal
        self._numbers = 0
        # The worker's, who holds the lock while a save is under way; `_path` and `_sha256` follow when it is finished.
        self._saving = threading.Lock()
        self._file = saving
        self._path, self._sha256 = saving.kept.path, saving.kept.sha256

    @property
    def path(self) -> Path | None:
        """The file, None for a map never saved."""
        return self._path

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file's bytes, in hex, as last read or written; "" without a file."""
        return self._sha256

    @property
    def protected(self) -> bool:
        """Whether a crash of the program would lose nothing now."""
        return not self._journal.in_trouble

    def note(self, change: Noted) -> None:
        """Journal a change that was just made: `store.subscribe(keeper.note)`.

        Costs microseconds, never waits for the disk, never raises for its sake. Whatever else is raised, the change is
        not forgotten: the journal is in trouble then, and made anew from the document.
        """
        self._journal.note(change.cause, change.name, change.patch, merged=change.merged, mark=change.mark)

    def note_draft(self, draft: Draft | None) -> None:
        """Journal the text in the open editor; None when it was committed or thrown away.

        Call it each second while the text changes. The same draft twice is written once.
        """
        self._journal.note_draft(draft)

    def tick(self) -> None:
        """Call it each second while anything is unsaved: gives a journal in trouble the snapshot that it needs to be
        made anew. Does nothing else.
        """
        self._journal.tend()

    def flush(self) -> bool:
        """Wait until all that was noted is safe on the disk; whether it is. For fault handlers and shutdown."""
        return self._journal.flush()

    def job(self, document: Document, position: int, *, path: Path | None = None) -> SaveJob:
        """A snapshot to be saved, to the file or to another `path` (Save As), which becomes the file then.

        `position` is the store's. Raises FileProblem where there is no file and no path.
        """
        target = _absolute(path) if path else self._path
        if target is None:
            raise FileProblem(_("this map has no file yet: choose one"))
        if document is not self._document:
            raise ValueError("another document is kept here")
        self._numbers += 1
        return SaveJob(self._numbers, target, position, self._journal.moment())

    def run(self, job: SaveJob) -> Saved:
        """Write a snapshot; call it in a worker. Runs for one map wait for each other.

        Raises FileProblem, one sentence, the old file untouched; ChangedOnDisk where somebody else wrote the file.
        """
        with self._saving:
            return self._file.run(job, self._journal)

    def finished(self, saved: Saved) -> None:
        """Take note that a save came to its end: call it with what `run` returned."""
        self._path, self._sha256 = saved.path, saved.sha256
        self._journal.tend()

    def accept(self, sha256: str, data: bytes | None = None) -> None:
        """Take what the file holds now as known, after merging with it or by the user's decision to write over it:
        give the `sha256` of ChangedOnDisk, and the bytes themselves (`data`) to have them kept as a version first.

        It is good for the next `run` to the file, whatever becomes of that, and no longer; "" takes it back.
        """
        self._file.accept(sha256, data)

    def adopt(self, sha256: str, position: int, data: bytes | None = None) -> None:
        """Take what the file holds now, whose bytes have this SHA-256 (in hex), as the saved state: nothing is written.

        The document must hold the same by now, which is the place `position` in the store's history; `data` are the
        bytes, to be kept as a version. Call it when no `run` is under way. It may wait for the disk.
        """
        if self._path is None:
            raise ValueError("there is no file")
        with self._saving:
            self._file.adopt(sha256, position, data, self._journal)
            self._sha256 = self._file.kept.sha256

    def close(self, *, discard: bool) -> None:
        """End it: the journal goes if all is saved or `discard` says that the rest is not wanted. Otherwise it stays
        for the next start. Call it when no `run` is under way.
        """
        self._journal.close(discard=discard)
        self._file.release()
