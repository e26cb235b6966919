"""Opening a map: locked against other processes, and mended or recovered where that is needed."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from journeymapper.commands.ports import Option, Ports
from journeymapper.edit.replay import replay
from journeymapper.edit.store import Store
from journeymapper.files.codec import Loaded, decode
from journeymapper.files.keeping import keep_file, keep_new, keep_recovered, open_file
from journeymapper.files.locks import lock_file
from journeymapper.files.recovery import recover
from journeymapper.files.source import read_bytes
from journeymapper.files.versions import find_version
from journeymapper.files.writer import may_write
from journeymapper.model.errors import FileProblem, JourneyError
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource
from journeymapper.ui.kept import Kept, Report, Snapshot, Troubles, snapshot
from journeymapper.ui.workers import Workers

if TYPE_CHECKING:
    from journeymapper.files.journal.entries import Draft
    from journeymapper.files.locks import Lock
    from journeymapper.files.recovery import Recoverable, Recovered
    from journeymapper.files.state import StateFolder


class Room(Protocol):
    """What the windows of the program share."""

    @property
    def state(self) -> StateFolder:
        """The program's own folder."""

    @property
    def workers(self) -> Workers:
        """Work beside the window's thread."""

    @property
    def new_id(self) -> IdSource:
        """Where ids come from."""


class FoundAgain(NamedTuple):
    """A recovered map, the text that was being typed, and how many of its steps could not be brought back."""

    kept: Kept
    draft: Draft | None
    missing: int


def keep_loaded(
    room: Room, loaded: Loaded, *, brought_in: bool = False, report: Report | None = None
) -> Kept:
    """Keep a map that has no file yet."""
    store = Store(loaded.document, new_id=room.new_id)
    troubles = Troubles()
    keeper = keep_new(room.state, loaded, tell=room.workers.caller(troubles.tell), brought_in=brought_in)
    base = snapshot(loaded.document)
    kept = Kept(
        store, keeper, troubles, base, foreign=loaded.foreign, brought_in=brought_in, notes=loaded.notes
    )
    kept.report = report
    return kept


def open_kept(room: Room, path: Path, ports: Ports) -> Kept | None:
    """Open a file; None where it cannot be opened, or the person has decided otherwise."""
    lock = lock_file(room.state, path)
    answer = "" if lock is not None else _ask_about_lock(path, ports)
    if lock is None and answer not in ("read", "copy"):
        return None
    if answer == "copy":
        return _copy(room, path, ports)
    try:
        return _keep(room, path, lock)
    except FileProblem as problem:
        from journeymapper.ui.mending import mend

        found = mend(room.state, path, problem, ports)
        if found is None:
            return None
        return keep_loaded(room, found.loaded, brought_in=True, report=found.report)


def recover_kept(room: Room, found: Recoverable) -> FoundAgain:
    """Bring back what a crash left. Raises FileProblem where there is nothing to begin with."""
    recovered = recover(found)
    document = recovered.loaded.document
    base = _base_of(room, recovered)
    store, applied = replay(
        document,
        recovered.steps,
        done=recovered.done,
        undone=recovered.undone,
        first=recovered.first,
        saved=recovered.saved,
        new_id=room.new_id,
    )
    lock = lock_file(room.state, recovered.path) if recovered.path is not None else None
    troubles = Troubles()
    keeper = keep_recovered(
        room.state, recovered, lock=lock, applied=applied, tell=room.workers.caller(troubles.tell)
    )
    kept = Kept(
        store,
        keeper,
        troubles,
        base,
        foreign=recovered.loaded.foreign,
        read_only=recovered.loaded.read_only or not _is_ours(recovered.path, lock),
        brought_in=recovered.path is None,
        notes=recovered.loaded.notes,
    )
    return FoundAgain(kept, recovered.draft, len(recovered.steps) - applied)


def _is_ours(path: Path | None, lock: Lock | None) -> bool:
    """Whether a map may be saved where it was, as far as can be told now."""
    return path is None or (lock is not None and may_write(path))


def _base_of(room: Room, recovered: Recovered) -> Snapshot | None:
    """What the file of a recovered map holds, which the map need not begin with; None where nobody knows."""
    match = recovered.source.dead.match
    if match is None or match.path is None or match.digest == match.sha256:
        return snapshot(recovered.loaded.document)
    for path in (match.path, find_version(room.state, match.sha256)):
        with suppress(FileProblem):
            data = read_bytes(path) if path is not None else b""
            if hashlib.sha256(data).hexdigest() == match.sha256:
                return snapshot(decode(data).document)
    return None


def _keep(room: Room, path: Path, lock: Lock | None) -> Kept:
    try:
        opened = open_file(path)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    loaded = opened.loaded
    store = Store(loaded.document, new_id=room.new_id)
    troubles = Troubles()
    keeper = keep_file(room.state, path, opened, lock=lock, tell=room.workers.caller(troubles.tell))
    return Kept(
        store,
        keeper,
        troubles,
        snapshot(loaded.document),
        foreign=loaded.foreign,
        read_only=loaded.read_only or not _is_ours(path, lock),
        notes=(*loaded.notes, *_note_of_permission(path)),
    )


def _note_of_permission(path: Path) -> tuple[str, ...]:
    if may_write(path):
        return ()
    sentence = _(
        "You may not write to “{name}”, so it is open read-only: change it as you like, and save it under another name."
    )
    return (sentence.format(name=path.name),)


def _ask_about_lock(path: Path, ports: Ports) -> str:
    return ports.choose(
        _("“{name}” is open already, in another JourneyMapper that is running.").format(name=path.name),
        _(
            "Only that one is saved to the file. Opened read-only, the map can be changed here as well, and saved"
            " under another name; a copy is a new map, and forgets the file."
        ),
        (
            Option("read", _("Open read-only")),
            Option("copy", _("Open a copy")),
            Option("cancel", _("Cancel")),
        ),
    )


def _copy(room: Room, path: Path, ports: Ports) -> Kept | None:
    try:
        loaded = open_file(path).loaded
    except JourneyError as problem:
        ports.notify(str(problem), "problem")
        return None
    found = Loaded(loaded.document, foreign=loaded.foreign, notes=loaded.notes)
    return keep_loaded(room, found, brought_in=True)
