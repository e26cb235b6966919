"""The beginning of a journal: all that must be known before the first change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from journeymapper.files.journal.entries import (
    Base,
    Draft,
    Entry,
    Head,
    Logged,
    Media,
    Step,
    Whole,
    Writing,
    encode_entry,
    sound,
    step_entry,
    written_path,
)
from journeymapper.files.journal.trail import Past
from journeymapper.files.migrations import current_version
from journeymapper.model.records import Asset, Record

WHOLE = encode_entry(Whole())
"""The payload that tells that all before it makes a journal."""


class Beginning(msgspec.Struct, frozen=True):
    """What a journal begins with: its base and the history there, what is `copied` from a journal before, the text in
    the editor.

    `pictures` are those that the base and what is copied can give. `data` are the bytes of a base that no file of the
    user's holds, if it is new: its name and SHA-256 follow.
    """

    base: Base
    past: Past
    pictures: frozenset[str]
    copied: Sequence[bytes] = ()
    draft: Draft | None = None
    data: bytes | None = None


def image(path: Path | None, title: str, beginning: Beginning, media: Mapping[str, bytes]) -> list[bytes]:
    """The payloads that a journal begins with; it counts once `WHOLE` follows.

    `media` must hold the pictures that undoing can show.
    """
    past, draft = beginning.past, beginning.draft
    missing = sorted((pictures_of(past) - beginning.pictures) & media.keys())
    entries: list[Entry] = [
        Head(current_version(), written_path(path), sound(title)),
        beginning.base,
        *(Media(sha256, media[sha256]) for sha256 in missing),
        *_steps(past),
    ]
    writing = [] if draft is None else [encode_entry(Writing(draft))]
    return [*map(encode_entry, entries), *beginning.copied, *writing]


def pictures_in(records: Iterable[Record | None]) -> frozenset[str]:
    """The SHA-256 of the pictures that records name."""
    return frozenset(record.sha256 for record in records if isinstance(record, Asset))


def pictures_of(past: Past) -> frozenset[str]:
    """The SHA-256 of the pictures that may be shown again when steps are undone or redone."""
    return pictures_in(record for step in (*past.done, *past.undone) for record in step.patch.records())


def new_pictures(change: Logged, media: Mapping[str, bytes], known: frozenset[str]) -> Iterator[Media]:
    """The pictures that a change brings, as far as they are there and not `known`."""
    wanted = pictures_in(after for _before, after in change.patch.changes.values())
    for sha256 in sorted(wanted - known):
        if sha256 in media:
            yield Media(sha256, media[sha256])


def _steps(past: Past) -> Iterator[Step]:
    yield from (step_entry(step, undone=False) for step in past.done)
    yield from (step_entry(step, undone=True) for step in past.undone)
