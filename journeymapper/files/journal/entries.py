"""What stands in a journal, one JSON object a frame.

A journal begins with `head`, `base`, the `step`s of the history before the base and `whole`; pictures, changes,
drafts and saves follow, or stand before `whole` where they were taken over from the journal before. Records stand as
the lines of the map's file hold them, so unknown fields go with them.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import Literal
from urllib.parse import quote, unquote_to_bytes

import msgspec

from journeymapper.files.lines import encode_record, plain_line, record_of
from journeymapper.model.checks import TYPE_NAMES
from journeymapper.model.patch import Change, Patch, make_patch
from journeymapper.model.records import RECORD_TYPES, Record
from journeymapper.model.strict_json import BadJson

FORMAT = 1
"""The version of the journal's own format."""

LOT = 1000
"""Records that are told of at once, where many are to be told of and somebody may be waiting."""

Cause = Literal["edit", "undo", "redo"]
Records = dict[str, msgspec.Raw]
"""Records by type name: a JSON array of the objects that stand in the lines of a file."""


class Logged(msgspec.Struct, frozen=True):
    """One change as it was made: the `seq`-th that this journal heard of (from 1, without gaps).

    `mark` is that of the place in the history that it led to; `merged` tells that it was added to the step before,
    `bare` that the journal does not say with it what its records were before.
    """

    seq: int
    cause: Cause
    name: str
    merged: bool
    mark: int
    patch: Patch
    bare: bool = False


class Draft(msgspec.Struct, frozen=True):
    """The text in an open editor: of which record, in which field, and how it stands.

    A text for a card that is not made yet has no record: `key` is "" and `field` says where it is to be, in words of
    the window's own.
    """

    key: str
    field: str
    text: str


class Head(msgspec.Struct, frozen=True, tag="head"):
    """Whose journal it is: `path` is the map's file as `written_path` gives it ("" for none), `title` the map's.

    `version` is that of the map format whose records the journal holds.
    """

    version: int
    path: str
    title: str
    format: int = FORMAT


class Intent(msgspec.Struct, frozen=True, tag="intent"):
    """The map as it was after `seq` changes, at `mark`, is about to become the file at `path`."""

    sha256: str
    seq: int
    mark: int
    path: str


class Base(msgspec.Struct, frozen=True, tag="base", omit_defaults=True):
    """What the changes go on from: the map whose bytes have this SHA-256, after `seq` changes.

    It is the map's file, or else `own`, the name of a file beside the journal. `file` is the SHA-256 of the map's
    file in either case, "" for none; `saved` is the mark of the place in the history that the file holds, None where
    it holds none of them; `first` is the mark of the place before all steps. `intent` is a save from before that was
    said to have failed, but may have come to the file.
    """

    sha256: str
    seq: int
    first: int
    saved: int | None = None
    file: str = ""
    own: str = ""
    intent: Intent | None = None


class Step(msgspec.Struct, frozen=True, tag="step", omit_defaults=True):
    """A step of the history before the base, oldest first; `undone` are those that can be redone."""

    name: str
    mark: int
    before: Records = {}
    after: Records = {}
    undone: bool = False


class Whole(msgspec.Struct, frozen=True, tag="whole"):
    """The beginning is complete: a journal without this was never put to use."""


class Media(msgspec.Struct, frozen=True, tag="media"):
    """A picture that the base does not hold."""

    sha256: str
    data: bytes


class Edit(msgspec.Struct, frozen=True, tag="edit", omit_defaults=True):
    """A change. An undo or a redo of a step that the journal holds stands without records: `known`.

    A `bare` one changes many records and does not say what they were before, which follows from the base and the
    changes since; `gone` are the ids of those that it removed.
    """

    seq: int
    name: str
    mark: int
    cause: Cause = "edit"
    merged: bool = False
    known: bool = False
    bare: bool = False
    before: Records = {}
    after: Records = {}
    gone: tuple[str, ...] = ()


class Former(msgspec.Struct, frozen=True, tag="former", omit_defaults=True):
    """Some of the records that a bare change found, told before a save takes its base away. `last`: that was all."""

    seq: int
    before: Records
    last: bool = False


class Writing(msgspec.Struct, frozen=True, tag="draft"):
    """The text in the open editor, None where none is open any more."""

    draft: Draft | None


class Closed(msgspec.Struct, frozen=True, tag="closed"):
    """The map was closed in good order: nothing is to be recovered."""


Entry = Head | Base | Step | Whole | Media | Edit | Former | Intent | Writing | Closed


class Glimpse(msgspec.Struct, frozen=True):
    """What must be known of an entry to copy it: its type, and its place among the changes or its picture."""

    type: str
    seq: int = 0
    sha256: str = ""


UNREADABLE = (BadJson, msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What reading an entry raises where it is none of this version."""

_ENCODER = msgspec.json.Encoder()
_SORTED = msgspec.json.Encoder(order="sorted")
_DECODER: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)
_GLIMPSE = msgspec.json.Decoder(Glimpse)


def encode_entry(entry: Entry) -> bytes:
    """The payload of an entry's frame."""
    return _ENCODER.encode(entry)


def decode_entry(payload: bytes) -> Entry:
    """The entry in a frame. Raises one of UNREADABLE."""
    return _DECODER.decode(payload)


def glimpse(payload: bytes) -> Glimpse:
    """The least of an entry, read without its records. Raises one of UNREADABLE."""
    return _GLIMPSE.decode(payload)


def edit_entry(change: Logged, *, known: bool = False) -> Edit:
    """The entry of a change: without its records where they are known, without those before where it is bare."""
    bare = change.bare
    before, after = ({}, {}) if known else encode_patch(change.patch, bare=bare)
    gone = (
        tuple(key for key, (_before, after) in change.patch.changes.items() if after is None) if bare else ()
    )
    return Edit(
        seq=change.seq,
        name=sound(change.name),
        mark=change.mark,
        cause=change.cause,
        merged=change.merged,
        known=known,
        bare=bare,
        before=before,
        after=after,
        gone=gone,
    )


def former_entries(change: Logged) -> Iterator[Former]:
    """What a bare change found, a thousand records at a time."""
    found = [before for before, _after in change.patch.changes.values() if before is not None]
    for place in range(0, len(found), LOT) or (0,):
        yield Former(change.seq, _encoded(found[place : place + LOT]), place + LOT >= len(found))


def step_entry(step: Logged, *, undone: bool) -> Step:
    """The entry of a step of the history before the base."""
    before, after = encode_patch(step.patch)
    return Step(name=sound(step.name), mark=step.mark, before=before, after=after, undone=undone)


def encode_patch(patch: Patch, *, bare: bool = False) -> tuple[Records, Records]:
    """The records before (none for a bare one) and after."""
    pairs = patch.changes.values()
    before = {} if bare else _encoded([before for before, _after in pairs])
    return before, _encoded([after for _before, after in pairs])


def decode_patch(before: Records, after: Records) -> Patch:
    """The patch of the records before and after. Raises one of UNREADABLE."""
    old, new = decode_records(before), decode_records(after)
    changes: dict[str, Change] = {key: (old.get(key), new.get(key)) for key in old | new}
    return make_patch(changes)


def decode_records(records: Mapping[str, msgspec.Raw]) -> dict[str, Record]:
    """Records by id. Raises one of UNREADABLE."""
    return {record.id: record for kind, array in records.items() for record in _array(kind, bytes(array))}


def written_path(path: Path | None) -> str:
    """A path as journals hold it: any name that the system allows, in ASCII; "" for none."""
    return "" if path is None else quote(os.fsencode(path), safe="/ :\\")


def read_path(text: str) -> Path | None:
    """The path that was written."""
    return Path(os.fsdecode(unquote_to_bytes(text))) if text else None


def sound(text: str) -> str:
    """A text without halves of characters, which nothing can write."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _encoded(records: Sequence[Record | None]) -> Records:
    by_type: dict[str, list[Record]] = {}
    for record in records:
        if record is not None:
            by_type.setdefault(TYPE_NAMES[type(record)], []).append(record)
    return {kind: msgspec.Raw(_encoded_array(found)) for kind, found in by_type.items()}


def _encoded_array(records: Sequence[Record]) -> bytes:
    if not any(record.extra for record in records):
        return _SORTED.encode(records)
    return b"[" + b",".join(map(encode_record, records)) + b"]"


def _array(kind: str, array: bytes) -> Sequence[Record]:
    if kind not in RECORD_TYPES:
        raise BadJson(f"unknown type {kind}")
    found = _read_at_once(kind, array)
    if found is None:
        lines = msgspec.json.decode(array, type=list[msgspec.Raw])
        found = [record_of(kind, plain_line(bytes(line))) for line in lines]
    return found


def _read_at_once(kind: str, array: bytes) -> list[Record] | None:
    """The records of an array that holds nothing unknown, None for any other."""
    try:
        records = _array_decoder(kind).decode(array)
    except msgspec.ValidationError:
        return None
    plain = not any(record.extra for record in records)
    return records if plain and _SORTED.encode(records) == array else None


@cache
def _array_decoder(kind: str) -> msgspec.json.Decoder[list[Record]]:
    return msgspec.json.Decoder(GenericAlias(list, (RECORD_TYPES[kind],)))
