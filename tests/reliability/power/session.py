"""A recorded session of work: everything that it did to the disk, and what it acknowledged on the way."""

import os
import random
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import msgspec

from journeymapper.edit.store import Store
from journeymapper.files.codec import Loaded, encode
from journeymapper.files.journal import journal
from journeymapper.files.journal.entries import Draft
from journeymapper.files.keeping import keep_file, keep_new, open_file
from journeymapper.files.locks import lock_file
from journeymapper.model.ids import id_source
from tests.edit.maps import Clock
from tests.random_maps import random_map
from tests.reliability.author import Author, Kept
from tests.reliability.disk.model import found_in, rebuilt
from tests.reliability.disk.operations import Operation
from tests.reliability.disk.recorder import Recorder, Skips
from tests.reliability.places import Place

OFTEN = 0.004
"""Seconds between syncs of the journal, so that a session of a second has hundreds."""


class Recording(msgspec.Struct, frozen=True):
    """What a session did, and what the map looked like after each change and each draft."""

    seed: int
    operations: Sequence[Operation]
    prints: Sequence[str]
    drafts: Sequence[Draft | None]
    begins_with_file: bool


def record(folder: Path, seed: int, *, acts: int, skips: Skips | None = None) -> Recording:
    """Work on a map in an empty folder. Every third session begins with a map that has no file."""
    place, dice = Place(folder), random.Random(seed)
    recorder = Recorder(folder)
    # Large changes are journalled in another way; in every second session even small ones count as large.
    many = patch.object(journal, "MANY", 1 if seed % 2 else journal.MANY)
    with many, patch.object(journal, "SYNC_SECONDS", OFTEN), recorder.recording():
        os.mkdir(place.map.parent)  # noqa: PTH102 - the shortest way
        _sync_folder(folder)
        author, kept = _begin(place, seed, dice, recorder)
        if skips is not None:  # what is laid out before is sound
            recorder.skips = skips
        for _act in range(acts):
            author.act()
            if dice.random() < 0.15 and kept.keeper.flush():
                recorder.mark("synced", author.count)
                recorder.mark("drafted", len(author.drafts) - 1)
        author.end_save()
        kept.keeper.close(discard=False)
    if rebuilt(recorder.operations).content() != found_in(folder):
        raise AssertionError(f"session {seed}: the recording is not what was done")
    return Recording(seed, recorder.operations, author.prints, author.drafts, seed % 3 != 0)


def _begin(place: Place, seed: int, dice: random.Random, recorder: Recorder) -> tuple[Author, Kept]:
    clock, new_id = Clock(), id_source(seed)
    document = random_map(seed, stages=dice.randint(1, 4), lanes=dice.randint(2, 6), fill=0.2, links=2)
    if seed % 3:
        _write(place.map, encode(document))
        opened = open_file(place.map)
        lock = lock_file(place.state, place.map)
        document = opened.loaded.document
        keeper = keep_file(place.state, place.map, opened, lock=lock, tell=_be_told)
    else:
        keeper = keep_new(place.state, Loaded(document), tell=_be_told, brought_in=bool(seed % 2))
    kept = Kept(keeper, place.map)
    author = Author(Store(document, new_id=new_id, clock=clock), clock, dice, kept, tell=recorder.mark)
    recorder.mark("open", 0)
    return author, kept


def _be_told(sentence: str) -> None:
    raise AssertionError(sentence)


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
