"""A change to a map, as data: for each record touched, what it was and what it is."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from journeymapper.model.records import Record

Change = tuple[Record | None, Record | None]


class Patch(msgspec.Struct, frozen=True):
    """`changes` maps a record's id to (before, after); `None` is a record that is not there.

    Patches are values: equal where their changes are equal. A change from a record to an equal one is left out.
    """

    changes: Mapping[str, Change]

    def __len__(self) -> int:
        return len(self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def inverted(self) -> "Patch":
        """The patch that takes this one back."""
        return make_patch({key: (after, before) for key, (before, after) in self.changes.items()})

    def then(self, later: "Patch") -> "Patch":
        """One patch that does what this and then `later` do."""
        merged = dict(self.changes)
        for key, (before, after) in later.changes.items():
            merged[key] = (merged[key][0] if key in merged else before, after)
        return make_patch(merged)

    def records(self) -> Iterator[Record]:
        """Every record of the patch, old and new."""
        for before, after in self.changes.values():
            if before is not None:
                yield before
            if after is not None:
                yield after


def make_patch(changes: Mapping[str, Change]) -> Patch:
    """A patch without the changes that change nothing."""
    return Patch(MappingProxyType({key: pair for key, pair in changes.items() if pair[0] != pair[1]}))


EMPTY = make_patch({})
