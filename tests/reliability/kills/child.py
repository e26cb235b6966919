"""The process that is killed: works on a map as fast as it can and acknowledges what it did over a pipe."""

import os
import random
import struct
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from unittest.mock import patch

import msgspec

from journeymapper.files.journal import journal
from tests.reliability.author import Author, Kept
from tests.reliability.kills.start import start
from tests.reliability.places import Place

ACTS = 250
"""What it does at most; then it waits to be killed."""

_RECORD = struct.Struct("<cI")
_WORDS = {b"o": "open", b"n": "noted", b"d": "draft", b"s": "saving", b"S": "saved", b"x": "crash"}
_LETTERS = {word: letter for letter, word in _WORDS.items()}


class Told(msgspec.Struct, frozen=True):
    """What a child acknowledged: the last number of each word, and what it fell over, "" for nothing."""

    last: dict[str, int]
    crash: str


def fork(
    place: Place, seed: int, new: int, under: Callable[[], AbstractContextManager[None]]
) -> tuple[int, int]:
    """Start a child; its process id and the pipe on which it tells. Nothing of the caller is loaded anew."""
    ear, mouth = os.pipe()
    process = os.fork()
    if process:
        os.close(mouth)
        return process, ear
    try:
        os.close(ear)
        # Large changes are journalled in another way; over every second map even small ones count as large.
        many = patch.object(journal, "MANY", 1 if new // 100 % 2 else journal.MANY)
        with under(), many:
            _work(place, seed, new, mouth)
    except BaseException:  # noqa: BLE001 - told to the parent, which counts it
        os.write(mouth, _RECORD.pack(b"x", 0) + traceback.format_exc().encode())
    finally:
        os._exit(0)


def heard(data: bytes) -> Told:
    """What a child told, from the bytes of its pipe."""
    last: dict[str, int] = {}
    for place in range(0, len(data) - _RECORD.size + 1, _RECORD.size):
        letter, number = _RECORD.unpack_from(data, place)
        if letter == b"x":
            return Told(last, data[place + _RECORD.size :].decode(errors="replace"))
        last[_WORDS[letter]] = number
    return Told(last, "")


def counted(data: bytes, word: str) -> int:
    """How often a word was told."""
    return sum(data[place : place + 1] == _LETTERS[word] for place in range(0, len(data), _RECORD.size))


def _work(place: Place, seed: int, new: int, mouth: int) -> None:
    def tell(word: str, number: int) -> None:
        os.write(mouth, _RECORD.pack(_LETTERS[word], number))

    begun = start(place, seed, keep=True, new=new)
    assert begun.keeper is not None
    tell("open", 0)
    kept = Kept(begun.keeper, place.map)
    author = Author(begun.store, begun.clock, random.Random(seed), kept, tell=tell, draft=begun.draft)
    for _act in range(ACTS):
        author.act()
    time.sleep(3600)
