"""What a power cut may leave of a run, by what the rules of files promise and not by what one file system does.

- What was written to a file lasts once the file was synced. Until then any of it may be there: nothing, a part from
  the beginning, torn at any byte, zeros or old garbage where bytes should be, blocks missing in the middle.
- A name given, taken or changed lasts once its folder was synced. Until then it may have happened or not, in any
  order, whether or not the bytes of the file are there; only changes of one name keep their order.
"""

import random
from collections.abc import Iterator, Sequence

import msgspec

from tests.reliability.disk.model import Disk, written
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
    folder_of,
    names_of,
)

BLOCK = 512
"""Bytes that a disk writes at once or not at all; a larger block is several of them."""


class Cut(msgspec.Struct, frozen=True):
    """A state that a power cut may leave: after so many operations, with what marks had told by then."""

    after: int
    told: dict[str, int]
    content: dict[str, bytes | None]


class _Moment:
    """How much of a run lasts and what is still on its way, operation by operation."""

    def __init__(self) -> None:
        self.lasting = Disk()
        self.names: list[tuple[int, Create | Rename | Unlink | Mkdir | Rmdir]] = []
        self.data: dict[int, list[tuple[int, Write | Truncate]]] = {}
        self.told: dict[str, int] = {}

    def advance(self, index: int, operation: Operation) -> None:
        """Take the next operation into account."""
        match operation:
            case Create() | Rename() | Unlink() | Mkdir() | Rmdir():
                self.names.append((index, operation))
            case Write() | Truncate():
                self.data.setdefault(operation.file, []).append((index, operation))
            case Sync():
                self._sync(operation)
            case SyncFolder():
                self._sync_folder(operation)
            case Mark():
                self.told[operation.what] = operation.number

    def _sync(self, sync: Sync) -> None:
        waiting = self.data.pop(sync.file, [])
        for index, operation in waiting:
            if index < sync.since:
                self.lasting.apply(operation)
        rest = [pair for pair in waiting if pair[0] >= sync.since]
        if rest:
            self.data[sync.file] = rest

    def _sync_folder(self, sync: SyncFolder) -> None:
        # What makes a name last makes last, too, what gave it to its file.
        wanted: set[str] = set()
        lasting: set[int] = set()
        for index, operation in reversed(self.names):
            names = names_of(operation)
            if index < sync.since and (
                sync.name in map(folder_of, names) or (lasting and not wanted.isdisjoint(names))
            ):
                wanted.update(names)
                lasting.add(index)
        for index, operation in self.names:
            if index in lasting:
                self.lasting.apply(operation)
        self.names = [pair for pair in self.names if pair[0] not in lasting]


def cuts(operations: Sequence[Operation], count: int, dice: random.Random) -> Iterator[Cut]:
    """About `count` states, spread evenly over the moments after each operation; begins before the first."""
    moment = _Moment()
    share, done = count / (len(operations) + 1), 0
    for after in range(len(operations) + 1):
        if after:
            moment.advance(after - 1, operations[after - 1])
        due = round(share * (after + 1)) - done
        done += due
        for _each in range(due):
            yield Cut(after, dict(moment.told), _content(moment, dice))


def _content(moment: _Moment, dice: random.Random) -> dict[str, bytes | None]:
    disk = moment.lasting.copy()
    for operation in _happened([operation for _index, operation in moment.names], dice):
        disk.apply(operation)
    named = set(disk.names.values())
    for file, waiting in moment.data.items():
        if file in named:
            disk.files[file] = _file(disk.files.get(file, b""), [done for _index, done in waiting], dice)
    return {name: found for name, found in disk.content().items() if _has_folder(name, disk)}


def _has_folder(name: str, disk: Disk) -> bool:
    folder = folder_of(name)
    return not folder or (folder in disk.names and disk.names[folder] is None and _has_folder(folder, disk))


def _happened(
    waiting: Sequence[Create | Rename | Unlink | Mkdir | Rmdir], dice: random.Random
) -> Iterator[Create | Rename | Unlink | Mkdir | Rmdir]:
    """Some of the changes of names: all, none, the first ones, or any that do not need one that is missing."""
    way = dice.random()
    if way < 0.4:
        yield from waiting[: dice.choice((0, len(waiting), dice.randint(0, len(waiting))))]
        return
    share, missing = dice.random(), set[str]()
    for operation in waiting:
        names = names_of(operation)
        if dice.random() < share and missing.isdisjoint(names):
            yield operation
        else:
            missing.update(names)


def _file(old: bytes, waiting: Sequence[Write | Truncate], dice: random.Random) -> bytes:
    """A file of which some writes were not synced."""
    cut = dice.choice((0, len(waiting), dice.randint(0, len(waiting))))
    found = old
    for operation in waiting[:cut]:
        found = _done(found, operation, 1 << 62)
    if cut < len(waiting) and dice.random() < 0.6:
        found = _done(found, waiting[cut], dice.randint(0, _length(waiting[cut])))
    way = dice.random()
    if way < 0.35:
        return found
    if way < 0.55:  # the size is there, the bytes are not
        size = max(len(found), len(_all(old, waiting)) if dice.random() < 0.5 else 0)
        start = dice.randint(_first_change(waiting, old), size)
        return _filled(found, start, size, dice)
    return _with_holes(old, found, _first_change(waiting, old), dice)


def _done(found: bytes, operation: Write | Truncate, most: int) -> bytes:
    if isinstance(operation, Truncate):
        return found[: operation.size].ljust(operation.size, b"\0") if most else found
    return written(found, operation.offset, operation.data[:most]) if most else found


def _length(operation: Write | Truncate) -> int:
    return len(operation.data) if isinstance(operation, Write) else 1


def _all(old: bytes, waiting: Sequence[Write | Truncate]) -> bytes:
    found = old
    for operation in waiting:
        found = _done(found, operation, 1 << 62)
    return found


def _first_change(waiting: Sequence[Write | Truncate], old: bytes) -> int:
    """From where on the file may be another; what lies before was synced and lasts."""
    starts = [one.offset if isinstance(one, Write) else one.size for one in waiting]
    return min((*starts, len(old)))


def _filled(found: bytes, start: int, size: int, dice: random.Random) -> bytes:
    rest = max(size - start, 0)
    return found[:start] + (bytes(rest) if dice.random() < 0.7 else dice.randbytes(rest))


def _with_holes(old: bytes, found: bytes, first: int, dice: random.Random) -> bytes:
    """Blocks that did not get to the disk, though later ones did: what was there before, or zeros."""
    block = BLOCK * dice.choice((1, 1, 8))
    blocks = range(first // block, (len(found) + block - 1) // block)
    for number in dice.sample(blocks, min(len(blocks), dice.choice((1, 1, 2, 5)))):
        start, end = max(number * block, first), min((number + 1) * block, len(found))
        before = old[start:end] if dice.random() < 0.5 else b""
        found = found[:start] + before.ljust(end - start, b"\0") + found[end:]
    return found
