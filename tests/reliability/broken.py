"""Ways to lose work, for controls: what a harness does not find in these, it would not find at all."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from journeymapper.files.writer import why_not, write_file
from journeymapper.model.errors import FileProblem
from tests.reliability.disk.syscalls import Real, watched

PIECE = 512


@contextmanager
def saving_in_place(pause: float = 0.0) -> Iterator[None]:
    """Files are written over, piece by piece, as most editors did once; all else is as the real writer does it.

    `pause` is how many seconds a piece takes, as on a disk that is no memory.
    """

    def write_over(
        path: Path, data: bytes, *, verify: Any = None, ready: Any = None, **_options: Any
    ) -> None:
        try:
            if verify is not None:
                verify(data)
            if ready is not None:
                ready()
            _write_over(path, data, pause)
        except OSError as error:
            raise FileProblem(f"“{path}” could not be written: {why_not(error)}") from error

    users = [
        module
        for name, module in sys.modules.items()
        if name.startswith("journeymapper.") and getattr(module, "write_file", None) is write_file
    ]
    with ExitStack() as stack:
        for module in users:
            stack.enter_context(patch.object(module, "write_file", write_over))
        yield


def _write_over(path: Path, data: bytes, pause: float) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        for start in range(0, len(data), PIECE):
            piece = memoryview(data)[start : start + PIECE]
            while piece:
                piece = piece[os.write(handle, piece) :]
            time.sleep(pause)
        os.fsync(handle)
    finally:
        os.close(handle)


class _Hoarder:
    """Keeps what is written to journals in memory until there is much of it, as buffered files do."""

    def __init__(self, much: int) -> None:
        self._much = much
        self._write = os.write  # the real one: nobody watches yet
        self._journals: dict[int, list[bytes]] = {}

    def call(self, name: str, real: Real, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        if name == "open":
            handle: int = real(*args, **options)
            if Path(os.fspath(args[0])).suffix == ".journal":
                self._journals[handle] = []
            return handle
        if name == "io.open":  # whoever reads what is written first hands over what is kept
            for handle in list(self._journals):
                self._hand_over(handle)
        if name not in ("write", "close") or args[0] not in self._journals:
            return real(*args, **options)
        if name == "close":
            del self._journals[args[0]]
            return real(*args)
        kept = self._journals[args[0]]
        kept.append(bytes(args[1]))
        if sum(map(len, kept)) > self._much:
            self._hand_over(args[0])
        return len(args[1])

    def _hand_over(self, handle: int) -> None:
        data = b"".join(self._journals[handle])
        self._journals[handle].clear()
        while data:
            data = data[self._write(handle, data) :]


@contextmanager
def journal_in_memory(much: int = 8_192) -> Iterator[None]:
    """What is journalled reaches the system only when there is much of it."""
    with watched(_Hoarder(much)):
        yield
