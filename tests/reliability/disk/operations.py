"""What a program did to a disk, one operation after the other.

Names are paths relative to the watched folder. Files are known by numbers, as a name may come to mean another file.
"""

import msgspec


class Operation(msgspec.Struct, frozen=True):
    """`time` is in seconds of a steady clock."""

    time: float


class Create(Operation, frozen=True):
    """A new file under a name that was free."""

    name: str
    file: int


class Write(Operation, frozen=True):
    """Bytes at a place of a file; gaps before it are zeros."""

    file: int
    offset: int
    data: bytes


class Truncate(Operation, frozen=True):
    """A file cut or grown to a size."""

    file: int
    size: int


class Sync(Operation, frozen=True):
    """A file synced: what was written to it before operation number `since` lasts."""

    file: int
    since: int


class Rename(Operation, frozen=True):
    """A name given to what had another; what had it before is gone."""

    old: str
    new: str


class Unlink(Operation, frozen=True):
    """A name taken away."""

    name: str


class Mkdir(Operation, frozen=True):
    """A new folder."""

    name: str


class Rmdir(Operation, frozen=True):
    """A folder taken away."""

    name: str


class SyncFolder(Operation, frozen=True):
    """A folder synced: what was done to the names in it before operation number `since` lasts."""

    name: str
    since: int


class Mark(Operation, frozen=True):
    """Not an operation: the run under test acknowledged something here. `number` says how far it goes."""

    what: str
    number: int


Naming = Create | Rename | Unlink | Mkdir | Rmdir
"""Operations on names."""


def folder_of(name: str) -> str:
    """The folder that a name stands in, "" for the watched folder itself."""
    return name.rpartition("/")[0]


def names_of(operation: Naming) -> tuple[str, ...]:
    """The names that an operation gives or takes."""
    return (operation.old, operation.new) if isinstance(operation, Rename) else (operation.name,)
