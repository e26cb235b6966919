"""What files hold that this version does not know: compared, and merged as whole entries."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

import msgspec

from journeymapper.files.manifest import Foreign

V = TypeVar("V")


class ForeignChange(NamedTuple):
    """An entry, or a field of the manifest, that differs; None for one that is not there."""

    name: str
    before: bytes | None
    after: bytes | None


class MergedForeign(NamedTuple):
    """What merging came to, and the names of what both sides changed to something else: there the base's stays."""

    foreign: Foreign
    conflicts: tuple[str, ...]


def foreign_changes(before: Foreign, after: Foreign) -> Iterator[ForeignChange]:
    """What differs, by name."""
    first, second = _plain(before), _plain(after)
    for name in sorted(first.keys() | second.keys()):
        if first.get(name) != second.get(name):
            yield ForeignChange(name, first.get(name), second.get(name))


def merge_foreign(base: Foreign, ours: Foreign, theirs: Foreign) -> MergedForeign:
    """Merge in three ways, by entry and by field of the manifest. What either side demands of readers is demanded."""
    entries, contested = _merged(
        *({entry.name: entry for entry in side.entries} for side in (base, ours, theirs))
    )
    fields, doubtful = _merged(base.manifest, ours.manifest, theirs.manifest)
    sides = (base, ours, theirs)
    merged = Foreign(
        entries=tuple(sorted(entries.values())),
        manifest=fields,
        version=max(side.version for side in sides),
        min_reader=max(ours.min_reader, theirs.min_reader),
        required=tuple(dict.fromkeys((*ours.required, *theirs.required))),
    )
    return MergedForeign(
        merged, tuple(sorted({*contested, *(f"manifest.json: {name}" for name in doubtful)}))
    )


def _plain(foreign: Foreign) -> dict[str, bytes]:
    found = {entry.name: entry.data for entry in foreign.entries}
    return found | {
        f"manifest.json: {name}": msgspec.json.encode(value, order="sorted")
        for name, value in foreign.manifest.items()
    }


def _merged(
    base: Mapping[str, V], ours: Mapping[str, V], theirs: Mapping[str, V]
) -> tuple[dict[str, V], list[str]]:
    merged: dict[str, V] = {}
    conflicts: list[str] = []
    for name in sorted({**base, **ours, **theirs}):
        was, first, second = (_at(side, name) for side in (base, ours, theirs))
        if first != second and was not in (first, second):
            conflicts.append(name)
            kept = was
        else:
            kept = second if first == was else first
        if kept is not _NOTHING:
            merged[name] = kept
    return merged, conflicts


_NOTHING: Any = object()


def _at(side: Mapping[str, V], name: str) -> Any:
    return side.get(name, _NOTHING)
