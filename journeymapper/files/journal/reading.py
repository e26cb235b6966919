"""A journal as it is found: everything in it up to the first frame that is damaged, and never anything else."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from journeymapper.files.journal.entries import UNREADABLE, Entry, decode_entry, glimpse
from journeymapper.files.journal.frames import payloads
from journeymapper.files.journal.story import Story
from journeymapper.files.journal.telling import Formers, Known, OtherVersion, Telling

_NAME = re.compile(r"[1-9][0-9]{0,8}\.journal")


def read_journal(data: bytes, known: Known | None = None, *, since: int = 0) -> Story | None:
    """What the bytes of a journal tell; None where not even its beginning is whole.

    `known` gives what the records are after the first `since` changes, so that those that follow can be told in full.
    Raises OtherVersion, and nothing else, whatever the bytes.
    """
    entries = list(_entries(data))
    try:
        telling = Telling(Formers(entries, known, since))
    except UNREADABLE:
        telling = Telling(Formers((), known, since))
    for entry in entries:
        if not telling.take(entry):
            break
    return telling.story()


class Newest(NamedTuple):
    """The newest whole journal of a folder: where it lies, its bytes and what they tell."""

    path: Path
    data: bytes
    story: Story


def read_folder(folder: Path) -> Newest | None:
    """What the newest whole journal in a folder tells. Raises OSError, OtherVersion."""
    found = {int(path.stem): path for path in folder.iterdir() if _NAME.fullmatch(path.name)}
    for number in sorted(found, reverse=True):
        data = found[number].read_bytes()
        story = read_journal(data)
        if story is not None:
            return Newest(found[number], data, story)
    return None


def later_payloads(
    data: bytes, after: int, without: frozenset[str], *, until: int | None = None
) -> Iterator[bytes]:
    """What a journal holds of the changes after the first `after` (up to the `until`-th), to be copied into another.

    Its pictures come along, but for those named in `without`.
    """
    for payload in payloads(data):
        try:
            seen = glimpse(payload)
        except UNREADABLE:
            return  # what follows did not count, either, when it was read
        match seen.type:
            case "edit" | "former" if after < seen.seq and (until is None or seen.seq <= until):
                yield payload
            case "media" if seen.sha256 not in without:
                yield payload


def _entries(data: bytes) -> Iterator[Entry]:
    for payload in payloads(data):
        try:
            yield decode_entry(payload)
        except UNREADABLE:
            if _is_head(payload):
                raise OtherVersion from None
            return


def _is_head(payload: bytes) -> bool:
    try:
        return glimpse(payload).type == "head"
    except UNREADABLE:
        return False
