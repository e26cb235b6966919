"""The calls by which Python code reaches the file system, put in the hands of a watcher.

The functions of `os` (and the few others that open or lock files) are replaced while a watcher is at work, so the
code under test knows nothing of it. `pathlib` looks them up at each call. What opens a file for writing in another
way (`open(path, "wb")`) cannot be followed and is refused, so that nothing is written unseen.
"""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

CHANGING = (
    *("open", "write", "pwrite", "writev", "fsync", "fdatasync", "close", "ftruncate", "truncate"),
    *("replace", "rename", "unlink", "remove", "mkdir", "rmdir", "link", "symlink"),
)
"""Calls of `os` that change something on the disk or make it last."""

ASKING = (
    *("stat", "lstat", "fstat", "access", "readlink", "listdir", "scandir", "read", "lseek"),
    *("fchmod", "chmod", "fchown", "chown", "utime", "dup"),
)
"""Calls of `os` that can fail as well."""

Real = Callable[..., Any]


class Watcher(Protocol):
    """Is asked to do each call; it does it with `real`, or raises what the system might."""

    def call(self, name: str, real: Real, args: tuple[Any, ...], options: dict[str, Any]) -> Any: ...


class UnseenWrite(Exception):
    """The code under test writes a file in a way that cannot be watched."""


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Let the watcher do all calls, of all threads, until the end of the block."""
    places: list[tuple[Any, str, str]] = [
        (os, name, name) for name in (*CHANGING, *ASKING) if hasattr(os, name)
    ]
    places.append((io, "open", "io.open"))
    if fcntl is not None:
        places.append((fcntl, "flock", "flock"))
    before = [(module, name, getattr(module, name)) for module, name, _call in places]
    try:
        for module, name, call in places:
            setattr(module, name, _handed(watcher, call, getattr(module, name)))
        yield
    finally:
        for module, name, real in before:
            setattr(module, name, real)


def _handed(watcher: Watcher, name: str, real: Real) -> Real:
    if name == "io.open":

        def opened(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
            if set(mode) & set("wax+"):
                raise UnseenWrite(f"{file} is opened with mode {mode}")
            return watcher.call(name, real, (file, mode, *args), options)

        return opened

    def handed(*args: Any, **options: Any) -> Any:
        return watcher.call(name, real, args, options)

    return handed
