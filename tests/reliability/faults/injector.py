"""Lets one call, or all from one on, fail as a system lets it fail."""

import io
import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from tests.reliability.disk.syscalls import Real


class Fault(msgspec.Struct, frozen=True):
    """The `number`-th call (from 1) of this name fails with this error; where it `lasts`, all later ones, too."""

    call: str
    number: int
    error: int
    lasts: bool = False

    def __str__(self) -> str:
        rest = " and all later ones" if self.lasts else ""
        return f"{self.call} number {self.number}{rest}: {os.strerror(self.error)}"


class Injector:
    """Counts the calls below a folder by name, and lets those fail that a fault names, until it is `mended`."""

    def __init__(self, root: Path, fault: Fault | None = None) -> None:
        self.counts: Counter[str] = Counter()
        self.happened = 0
        self._root = os.path.realpath(root)
        self._fault = fault
        self._handles: set[int] = set()
        self._lock = threading.Lock()
        self._looking = threading.local()
        self._over = False

    def mended(self) -> None:
        """Let nothing fail from now on, and count no more."""
        self._over = True

    @contextmanager
    def looking(self) -> Iterator[None]:
        """What this thread does within the block is the harness’s own: it neither counts nor fails."""
        self._looking.now = True
        try:
            yield
        finally:
            self._looking.now = False

    def call(self, name: str, real: Real, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """Do a call, or fail."""
        if self._over or getattr(self._looking, "now", False) or not args or not self._is_ours(args):
            return real(*args, **options)
        if name == "close":
            # A handle is gone, whether or not closing it told of an error.
            self._handles.discard(args[0])
            real(*args)
            return self._meet(name)
        self._meet(name)
        result = real(*args, **options)
        if name == "open":
            self._handles.add(result)
        if name == "io.open":
            return self._opened(result)
        return result

    def _opened(self, file: Any) -> Any:
        try:
            self._meet("file.read")
        except OSError as error:
            file.close()
            return _Unreadable(error)
        return file

    def _meet(self, name: str) -> None:
        with self._lock:
            self.counts[name] += 1
            fault = self._fault
            if fault is None or fault.call != name or self.counts[name] < fault.number:
                return
            if self.counts[name] > fault.number and not fault.lasts:
                return
            self.happened += 1
        raise OSError(fault.error, os.strerror(fault.error))

    def _is_ours(self, args: tuple[Any, ...]) -> bool:
        first = args[0]
        if isinstance(first, int):
            return first in self._handles
        if not isinstance(first, str | os.PathLike):
            return False
        return f"{os.path.abspath(os.fspath(first))}{os.sep}".startswith(self._root + os.sep)  # noqa: PTH100


class _Unreadable(io.BytesIO):
    """A file that could be opened and cannot be read."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def read(self, *_size: Any) -> bytes:
        raise self._error

    readall = readinto = read  # type: ignore[assignment]


class Stingy:
    """A disk that takes only a few bytes at a time."""

    def __init__(self, most: int) -> None:
        self._most = most

    def call(self, name: str, real: Real, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """Do a call; write at most so many bytes."""
        if name == "write":
            return real(args[0], bytes(memoryview(args[1]).cast("B")[: self._most]))
        return real(*args, **options)
