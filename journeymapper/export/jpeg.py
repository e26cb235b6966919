"""JPEG files without what people do not mean to hand on: where and when a photograph was taken, by which camera."""

import re
from collections.abc import Iterator

_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_SCAN, _COMMENT = 0xDA, 0xFE
_APPS = range(0xE0, 0xF0)
_JFIF, _ADOBE = 0xE0, 0xEE
_PLAIN_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_ADOBE_SIZE = 12
# Within a scan, FF before 00 is a byte of it and FF before D0 to D7 a restart.
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


def bare_jpeg(data: bytes) -> bytes | None:
    """The file with its picture alone, not decoded and so as good as before; None where its segments do not fit.

    Notes, thumbnails, profiles and whatever stands behind the end go; what tells how colours are coded stays.
    """
    try:
        return b"".join((_SOI, *_segments(data), _EOI))
    except (ValueError, IndexError):
        return None


def _segments(data: bytes) -> Iterator[bytes]:
    if data[:2] != _SOI:
        raise ValueError("no JPEG")
    at = 2
    while data[at : at + 2] != _EOI:
        if data[at] != _EOI[0]:
            raise ValueError("no segment")
        code = data[at + 1]
        if code == _EOI[0]:  # may stand before a segment any number of times
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end < at + 4 or end > len(data):
            raise ValueError("a segment does not fit")
        if code == _SCAN:
            end = _scan_end(data, end)
        yield _kept(code, data[at:end])
        at = end


def _scan_end(data: bytes, start: int) -> int:
    found = _AFTER_SCAN.search(data, start)
    if found is None:
        raise ValueError("a scan has no end")
    return found.start()


def _kept(code: int, segment: bytes) -> bytes:
    """What of a segment is needed to draw the picture."""
    if code == _JFIF and segment[4:9] == b"JFIF\0":
        return _PLAIN_JFIF
    if code == _ADOBE and segment[4:9] == b"Adobe":
        content = segment[4 : 4 + _ADOBE_SIZE]
        return segment[:2] + (len(content) + 2).to_bytes(2) + content
    return b"" if code in _APPS or code == _COMMENT else segment
