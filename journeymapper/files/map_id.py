"""Which map a file holds: the id of its map record, found without reading the rest of the file."""

import struct
import zlib

from journeymapper.files.lines import plain_line
from journeymapper.model.strict_json import BadJson

LARGEST = 1 << 20
"""Bytes that are looked at of the entry, packed and unpacked: a map record is far smaller."""

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_SIGNATURE = b"PK\x03\x04"
_NAME = b"data/map-"
_STORED, _DEFLATED = 0, 8
_MOST_TRIES = 8  # a picture may hold the name by chance, and nothing else should


def map_id(data: bytes) -> str:
    """The id of the map in the bytes of a `.journey` file, however damaged the rest; "" where it cannot be found."""
    place = data.find(_NAME)
    for _try in range(_MOST_TRIES):
        if place < 0:
            break
        found = _first_id(_content(data, place - _HEADER.size))
        if found:
            return found
        place = data.find(_NAME, place + 1)
    return ""


def _content(data: bytes, start: int) -> bytes:
    """What an entry holds whose local header begins at `start`, as far as it can be unpacked."""
    if start < 0 or data[start : start + 4] != _SIGNATURE:
        return b""
    fields = _HEADER.unpack_from(data, start)
    method, size = fields[3], fields[7]
    begin = start + _HEADER.size + fields[9] + fields[10]
    if method == _STORED:
        return data[begin : begin + min(size, LARGEST)]
    if method != _DEFLATED:
        return b""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[begin : begin + LARGEST], LARGEST)
    except zlib.error:
        return b""


def _first_id(content: bytes) -> str:
    for line in content.split(b"\n"):
        if line.strip():
            try:
                key = plain_line(line).get("id")
            except BadJson:
                return ""
            return key if isinstance(key, str) else ""
    return ""
