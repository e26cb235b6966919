"""A person at work on one map whose program is killed now and then.

Within one process a kill is played: nothing of what would be done in good order is done, and what the system does when
a process ends (its locks are gone) is done here.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self
from unittest import mock

from journeymapper.edit.replay import replay
from journeymapper.edit.store import Store
from journeymapper.files import locks
from journeymapper.files.codec import Loaded
from journeymapper.files.journal import journal
from journeymapper.files.journey import load, save
from journeymapper.files.keeping import Keeper, Saved, keep_file, keep_new, keep_recovered, open_file
from journeymapper.files.locks import lock_file
from journeymapper.files.recovery import Recoverable, find_recoverable, recover
from journeymapper.files.state import StateFolder
from journeymapper.files.versions import find_version
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.patch import Patch
from journeymapper.model.records import JourneyMap
from tests.edit.maps import Clock

CALLS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir")


class Killed(BaseException):
    """The process is no more. Nothing can be done after this, not even tidying up."""


class Held(locks.Lock):
    """A lock that can be let go as the system does it, all at once."""

    all: ClassVar[list["Held"]] = []

    def __init__(self, path: Path, handle: int | None) -> None:
        super().__init__(path, handle)
        Held.all.append(self)

    @classmethod
    def let_all_go(cls) -> None:
        for held in cls.all:
            if held._handle is not None:
                os.close(held._handle)
                held._handle = None
        cls.all.clear()


class Desk:
    """One map in a folder of its own, with a state folder beside it. Use it in a `with`."""

    def __init__(self, folder: Path, document: Document | None = None) -> None:
        self.folder = folder
        self.path = folder / "map.journey"
        self.state = StateFolder(folder / "state")
        self.new_id = id_source("desk")
        self.clock = Clock()
        self.told: list[str] = []
        self._keepers: list[Keeper] = []
        self.store: Store
        self.keeper: Keeper
        if document is not None:
            save(document, self.path)

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        self.set(locks, "Lock", Held)
        # Nothing comes to the disk by itself.
        self.set(journal, "SYNC_SECONDS", 3600)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._stack.close()

    def set(self, module: Any, name: str, value: Any) -> None:
        """Let a setting of the program be another one."""
        self._stack.enter_context(mock.patch.object(module, name, value))

    # the program

    def open(self, path: Path | None = None) -> Self:
        """Open the file."""
        path = path or self.path
        opened = open_file(path)
        keeper = keep_file(self.state, path, opened, lock=lock_file(self.state, path), tell=self.told.append)
        return self._sit(Store(opened.loaded.document, new_id=self.new_id, clock=self.clock), keeper)

    def new(self, document: Document, *, brought_in: bool = False) -> Self:
        """Begin a map without a file."""
        keeper = keep_new(self.state, Loaded(document), tell=self.told.append, brought_in=brought_in)
        return self._sit(Store(document, new_id=self.new_id, clock=self.clock), keeper)

    def found(self, find_base: Any = find_version) -> list[Recoverable]:
        """What a new start finds."""
        return find_recoverable(self.state, find_base=find_base)

    def recover(self, find_base: Any = find_version) -> Recoverable:
        """Start again and recover the one map that is found."""
        (found,) = self.found(find_base)
        self.take(found)
        return found

    def take(self, found: Recoverable) -> None:
        """Recover what was found."""
        recovered = recover(found)
        replayed = replay(
            recovered.loaded.document,
            recovered.steps,
            done=recovered.done,
            undone=recovered.undone,
            first=recovered.first,
            saved=recovered.saved,
            new_id=self.new_id,
        )
        assert replayed.applied == len(recovered.steps)
        lock = lock_file(self.state, recovered.path) if recovered.path else None
        keeper = keep_recovered(
            self.state, recovered, lock=lock, applied=replayed.applied, tell=self.told.append
        )
        self.draft = recovered.draft
        self._sit(replayed.store, keeper)

    def _sit(self, store: Store, keeper: Keeper) -> Self:
        self.store, self.keeper = store, keeper
        self._keepers.append(keeper)
        store.subscribe(keeper.note)
        return self

    def save(self, path: Path | None = None) -> Saved:
        """Save, as the window does."""
        job = self.keeper.job(self.store.document, self.store.position, path=path)
        saved = self.keeper.run(job)
        self.keeper.finished(saved)
        self.store.mark_saved(saved.position)
        return saved

    def close(self, *, discard: bool = False) -> None:
        """Close the map in good order."""
        self.keeper.close(discard=discard)
        del self.store, self.keeper

    # what happens to it

    def kill(self) -> None:
        """Kill the program."""
        for keeper in self._keepers:
            keeper._journal._syncing.stop()
            keeper._journal._tape._end()
        self._keepers.clear()
        if hasattr(self, "keeper"):
            del self.store, self.keeper
        Held.let_all_go()

    def killed_in(self, call: int, work: Callable[[], object]) -> bool:
        """Kill the program at a call to the system, counted from 1, while it works; whether it came to that."""
        try:
            with killing(call):
                work()
        except Killed:
            self.kill()
            return True
        return False

    # the map

    def edit(self, title: str = "", *, name: str = "Rename", merge: str = "", **fields: str) -> None:
        """One edit of the map's own record."""
        with self.store.edit(name, merge=merge) as tx:
            tx.change(self.map.id, **({"title": title} if title else {}), **fields)

    @property
    def map(self) -> JourneyMap:
        """The map's own record."""
        return self.store.document.map

    @property
    def journals(self) -> list[Path]:
        """The journals on the disk."""
        return sorted((self.folder / "state" / "journals").glob("*/*.journal"))

    @property
    def on_disk(self) -> Document:
        """What the file holds."""
        return load(self.path).document


@contextmanager
def killing(number: int) -> Iterator[None]:
    """Every call to the system raises Killed from the given one on; a write that is hit is done by half."""
    count = 0

    def killer(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count < number:
                return real(*arguments, **named)
            if count == number and name == "write":
                real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            raise Killed

        return call

    with ExitStack() as stack:
        for name in CALLS:
            stack.enter_context(mock.patch.object(os, name, killer(name)))
        yield


def done_of(store: Store) -> list[tuple[str, Patch]]:
    """The steps that can be undone, the last 200 of them, oldest first."""
    return [(entry.name, entry.patch) for entry in store._history._done][-200:]


def undone_of(store: Store) -> list[tuple[str, Patch]]:
    """The steps that can be redone, the last 200 of them."""
    return [(entry.name, entry.patch) for entry in store._history._undone][-200:]


def same(document: Document, other: Document) -> bool:
    """Whether two documents hold the same records, and the pictures that they show."""
    return document.snapshot() == other.snapshot() and all(
        document.media.get(sha256) == other.media.get(sha256) for sha256 in _shown(document)
    )


def _shown(document: Document) -> set[str]:
    return {getattr(record, "sha256", "") for record in document}
