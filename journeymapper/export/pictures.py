"""Pictures from the document's media, decoded with care: they come from other people's files."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO
from typing import Literal

import msgspec
from PIL import Image, ImageOps

from journeymapper.export.jpeg import bare_jpeg

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 4096
"""Pictures are embedded with at most so many pixels a side: 350 dpi on A3."""
QUALITY = 90
"""Of photographs that are made smaller, on JPEG's scale to 100."""

# What Pillow's decoders are known to raise for broken files.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    struct.error,
    MemoryError,
)
_ORIENTATION = 0x0112


class Decoded(msgspec.Struct, frozen=True):
    """A picture's pixels, the right way up: mode "RGB" or "L", and how opaque they are ("L") where not all are.

    `jpeg` holds the same as a JPEG file, where the source was one: nothing but the picture is in it.
    """

    width: int
    height: int
    colours: Image.Image
    opacity: Image.Image | None
    jpeg: bytes | None


def decode(data: bytes) -> Decoded | None:
    """The picture, or None for what is none, is broken, is animated junk, or has more than 40 million pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                return None
            image.load()
            return _decoded(image, data)
    except (*_BROKEN, Image.DecompressionBombError):
        return None


def _decoded(image: Image.Image, data: bytes) -> Decoded:
    upright = image.getexif().get(_ORIENTATION, 1) == 1
    if image.format == "JPEG" and image.mode in ("RGB", "L") and upright:
        return _photograph(image, data)
    turned = ImageOps.exif_transpose(image)
    if turned.has_transparency_data:
        turned = turned.convert("RGBA")
    elif turned.mode != "L":
        turned = turned.convert("RGB")
    _limit(turned)
    opacity = turned.getchannel("A") if turned.mode == "RGBA" else None
    colours = turned.convert("RGB") if opacity else turned
    return Decoded(turned.width, turned.height, colours, opacity, None)


def _photograph(image: Image.Image, data: bytes) -> Decoded:
    bare = bare_jpeg(data) if max(image.size) <= LONGEST_SIDE else None
    if bare is None:
        _limit(image)
        bare = _saved(image, "JPEG")
    return Decoded(image.width, image.height, image, None, bare)


def _limit(image: Image.Image) -> None:
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)


def _saved(image: Image.Image, kind: Literal["JPEG", "PNG"]) -> bytes:
    bare = image.copy()
    bare.info = {}  # Pillow writes comments and profiles that it finds here
    out = BytesIO()
    bare.save(out, kind, **({"quality": QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()


def encoded(picture: Decoded) -> tuple[Literal["image/jpeg", "image/png"], bytes]:
    """The picture as a file: its media type and bytes. Nothing of the source but the picture is in it."""
    if picture.jpeg is not None:
        return "image/jpeg", picture.jpeg
    whole = picture.colours
    if picture.opacity is not None:
        whole = whole.copy()
        whole.putalpha(picture.opacity)
    return "image/png", _saved(whole, "PNG")
