"""Remembers what the map was at every place of its history, by what the store tells of each change."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from journeymapper.edit.store import Change, Store
from journeymapper.model.records import Record


class Witness:
    """Listens to a store. The seal of a map is one number made of all its records."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seal = seal_of(store.document)
        self._seals = {store.position: self._seal}
        self.edits = 0
        self.steps = 0
        """How often something was undone or done again."""
        self.faults: list[str] = []
        self.forget = store.subscribe(self._changed)

    def faults_now(self) -> list[str]:
        """What is wrong with the document, by all that was told of it; each is told once."""
        faults, self.faults = self.faults, []
        if seal_of(self._store.document) != self._seal:
            faults.append("the document is not what its changes made of it")
        return faults

    def _changed(self, change: Change) -> None:
        for before, after in change.patch.changes.values():
            self._seal ^= _seal(before) ^ _seal(after)
        known = self._seals.get(self._store.position)
        if change.cause == "edit":
            self.edits += 1
        else:
            self.steps += 1
            if known is None:
                self.faults.append(f"{change.cause} led to a place in the history where the map never was")
        if known is None:
            self._seals[self._store.position] = self._seal
        elif known != self._seal:
            self.faults.append(
                f"{change.cause} of “{change.name}” did not bring back the map as it was there"
            )
            self._seals[self._store.position] = self._seal


def seal_of(records: Iterable[Record]) -> int:
    """The seal of a map."""
    seal = 0
    for record in records:
        seal ^= _seal(record)
    return seal


def _seal(record: Record | None) -> int:
    if record is None:
        return 0
    packed = type(record).__name__.encode() + msgspec.json.encode(record)
    return int.from_bytes(blake2b(packed, digest_size=8).digest())
