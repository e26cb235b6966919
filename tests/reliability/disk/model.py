"""A disk in memory: what operations make of it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.reliability.disk.operations import (
    Create,
    Mkdir,
    Operation,
    Rename,
    Rmdir,
    Truncate,
    Unlink,
    Write,
)

Content = Mapping[str, bytes | None]
"""What lies under each name: a file's bytes, or None for a folder."""


class Disk:
    """Names and files. Operations of a real run always fit; those that a power cut left may not and do nothing."""

    def __init__(self) -> None:
        self.names: dict[str, int | None] = {}
        self.files: dict[int, bytes] = {}

    def copy(self) -> "Disk":
        """Another disk with the same content."""
        other = Disk()
        other.names, other.files = dict(self.names), dict(self.files)
        return other

    def content(self) -> dict[str, bytes | None]:
        """What a program would find."""
        return {
            name: None if file is None else self.files.get(file, b"") for name, file in self.names.items()
        }

    def apply(self, operation: Operation) -> None:
        """Do an operation."""
        match operation:
            case Create(name=name, file=file):
                self.names[name] = file
            case Rename(old=old, new=new):
                if old in self.names:
                    self.names[new] = self.names.pop(old)
            case Unlink(name=name) | Rmdir(name=name):
                self.names.pop(name, None)
            case Mkdir(name=name):
                self.names[name] = None
            case Write(file=file, offset=offset, data=data):
                self.files[file] = written(self.files.get(file, b""), offset, data)
            case Truncate(file=file, size=size):
                self.files[file] = self.files.get(file, b"")[:size].ljust(size, b"\0")


def written(old: bytes, offset: int, data: bytes) -> bytes:
    """A file's bytes after a write; gaps are zeros."""
    return old[:offset].ljust(offset, b"\0") + data + old[offset + len(data) :]


def rebuilt(operations: Iterable[Operation]) -> Disk:
    """The disk after all of these."""
    disk = Disk()
    for operation in operations:
        disk.apply(operation)
    return disk


def found_in(folder: Path) -> dict[str, bytes | None]:
    """What really lies in a folder."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
    }
