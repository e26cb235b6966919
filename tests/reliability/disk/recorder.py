"""Records every change that a run makes below a folder, with what it made sure would last."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from tests.reliability.disk.operations import (
    Create,
    Mark,
    Mkdir,
    Operation,
    Rename,
    Rmdir,
    Sync,
    SyncFolder,
    Truncate,
    Unlink,
    Write,
)
from tests.reliability.disk.syscalls import Real, UnseenWrite, watched

_REFUSED = ("truncate", "link", "symlink", "pwrite", "writev", "dup")


Skips = Callable[[str, bool], bool]
"""Told a name and whether it is a folder's: whether a sync of it is only claimed, as a broken program would."""


class Recorder:
    """Records while `recording` lasts. The folder must be empty at the beginning, so that the record is complete.

    `skips` may be set at any time; a skipped sync is not done.
    """

    def __init__(self, root: Path) -> None:
        self.operations: list[Operation] = []
        self.skips: Skips = lambda _name, _folder: False
        self._root = os.path.realpath(root)
        self._lock = threading.RLock()
        self._files: dict[str, int] = {}
        self._handles: dict[int, _Handle] = {}
        self._made = 0

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Watch all threads until the end of the block."""
        with watched(self):
            yield

    def mark(self, what: str, number: int) -> None:
        """Note that something was acknowledged at this moment."""
        with self._lock:
            self.operations.append(Mark(time.monotonic(), what, number))

    def call(self, name: str, real: Real, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """Do a call and record it."""
        if name in _REFUSED and self._is_ours(args):
            raise UnseenWrite(f"the recorder does not know os.{name}")
        if name in ("fsync", "fdatasync"):
            return self._sync(real, *args)
        does: Callable[..., Any] | None = getattr(self, f"_{name}", None)
        if does is None:
            return real(*args, **options)
        with self._lock:
            return does(real, *args, **options)

    # calls, each with the real function before its arguments; under the lock, so that records stand in their order

    def _open(self, real: Real, path: Any, flags: int, mode: int = 0o777, **options: Any) -> int:
        name = self._name(path, options)
        handle: int = real(path, flags, mode, **options)
        if name is None:
            return handle
        writing = bool(flags & (os.O_WRONLY | os.O_RDWR))
        if os.path.isdir(os.path.join(self._root, name)):  # noqa: PTH112, PTH118 - pathlib would be watched
            self._handles[handle] = _Handle(name=name, folder=True)
            return handle
        if name not in self._files:
            self._note_new(name)
        elif flags & os.O_TRUNC and writing:
            self._add(Truncate, self._files[name], 0)
        self._handles[handle] = _Handle(name=name, file=self._files[name], append=bool(flags & os.O_APPEND))
        return handle

    def _write(self, real: Real, handle: int, data: Any) -> int:
        known = self._handles.get(handle)
        if known is None or known.folder:
            count: int = real(handle, data)
            return count
        offset = os.fstat(handle).st_size if known.append else os.lseek(handle, 0, os.SEEK_CUR)
        count = real(handle, data)
        self._add(Write, known.file, offset, bytes(memoryview(data).cast("B")[:count]))
        return count

    def _ftruncate(self, real: Real, handle: int, size: int) -> None:
        real(handle, size)
        if handle in self._handles:
            self._add(Truncate, self._handles[handle].file, size)

    def _close(self, real: Real, handle: int) -> None:
        self._handles.pop(handle, None)
        real(handle)

    def _replace(self, real: Real, old: Any, new: Any, **options: Any) -> None:
        first, second = self._name(old, options), self._name(new, options)
        real(old, new, **options)
        if (first is None) != (second is None):
            raise UnseenWrite(f"{old} moved into or out of the watched folder")
        if first is not None and second is not None:
            self._files[second] = self._files.pop(first)
            self._add(Rename, first, second)

    _rename = _replace

    def _unlink(self, real: Real, path: Any, **options: Any) -> None:
        name = self._name(path, options)
        real(path, **options)
        if name is not None:
            del self._files[name]
            self._add(Unlink, name)

    _remove = _unlink

    def _mkdir(self, real: Real, path: Any, mode: int = 0o777, **options: Any) -> None:
        name = self._name(path, options)
        real(path, mode, **options)
        if name is not None:
            self._add(Mkdir, name)

    def _rmdir(self, real: Real, path: Any, **options: Any) -> None:
        name = self._name(path, options)
        real(path, **options)
        if name is not None:
            self._add(Rmdir, name)

    def _sync(self, real: Real, handle: int) -> None:
        with self._lock:
            since, known = len(self.operations), self._handles.get(handle)
        if known is not None and self.skips(known.name, known.folder):
            return
        real(handle)
        with self._lock:
            if known is not None and known.folder:
                self._add(SyncFolder, known.name, since)
            elif known is not None:
                self._add(Sync, known.file, since)

    # what is known

    def _note_new(self, name: str) -> None:
        self._made += 1
        self._files[name] = self._made
        self._add(Create, name, self._made)

    def _add(self, kind: type[Operation], *fields: Any) -> None:
        self.operations.append(kind(time.monotonic(), *fields))

    def _is_ours(self, args: tuple[Any, ...]) -> bool:
        return any(
            argument in self._handles if isinstance(argument, int) else self._name(argument, {}) is not None
            for argument in args[:2]
            if isinstance(argument, int | str | os.PathLike)
        )

    def _name(self, path: Any, options: dict[str, Any]) -> str | None:
        """The name below the watched folder, "" for the folder itself, None for any other place."""
        if any(options.get(key) is not None for key in ("dir_fd", "src_dir_fd", "dst_dir_fd")):
            raise UnseenWrite("a place relative to an open folder")
        whole = os.path.abspath(os.fspath(path))  # noqa: PTH100 - resolving would look at the disk
        return whole[len(self._root) + 1 :] if f"{whole}{os.sep}".startswith(self._root + os.sep) else None


class _Handle(msgspec.Struct, frozen=True):
    """An open file or folder."""

    name: str
    file: int = 0
    folder: bool = False
    append: bool = False
