"""How entries lie in a journal: length, check and payload, one after the other.

The check is the CRC-32 of length and payload, continued from that of the frame before. So a frame counts only behind
exactly those frames behind which it was written: blocks that a power cut swapped, doubled or filled with zeros end
the journal, and what is read is always a beginning of what was written.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator

_HEAD = struct.Struct("<II")
_LENGTH = struct.Struct("<I")


def framed(payloads: Iterable[bytes], check: int = 0) -> tuple[bytes, int]:
    """The payloads as frames that follow a frame with this check (0: none), and the check of the last of them."""
    pieces: list[bytes] = []
    for payload in payloads:
        check = _check(payload, check)
        pieces += (_HEAD.pack(len(payload), check), payload)
    return b"".join(pieces), check


def payloads(data: bytes) -> Iterator[bytes]:
    """The payloads of the frames that `data` begins with, up to the first that is cut short or damaged."""
    view = memoryview(data)
    place = check = 0
    while place + _HEAD.size <= len(view):
        length, expected = _HEAD.unpack_from(view, place)
        payload = bytes(view[place + _HEAD.size : place + _HEAD.size + length])
        check = _check(payload, check)
        if not length or len(payload) < length or check != expected:
            return
        yield payload
        place += _HEAD.size + length


def are_whole(data: bytes) -> bool:
    """Whether `data` is nothing but frames."""
    return sum(_HEAD.size + len(payload) for payload in payloads(data)) == len(data)


def _check(payload: bytes, before: int) -> int:
    return zlib.crc32(payload, zlib.crc32(_LENGTH.pack(len(payload)), before))
