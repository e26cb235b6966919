"""Pictures that people bring for their personas: decoded, made small and written anew, with nothing else in them."""

import warnings
from io import BytesIO
from pathlib import Path

import msgspec

from journeymapper.files.source import read_bytes
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 800
"""Pixels a side: more than 300 dpi at the size of a printed portrait."""


class Portrait(msgspec.Struct, frozen=True):
    """A picture as the map keeps it: a PNG of `width` × `height` pixels, without place, camera or author."""

    data: bytes
    width: int
    height: int


def read_portrait(path: Path) -> Portrait:
    """Read a PNG, JPEG, WebP or GIF picture. Raises FileProblem where the file is none of them or too large."""
    from PIL import Image, ImageOps  # Decoding pictures is rare; the window stands sooner without it.

    data = read_bytes(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise FileProblem(
                    _("“{name}” has more than 40 million pixels; make it smaller").format(name=path.name)
                )
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except FileProblem:
        raise
    except Exception as error:
        # Pillow's decoders raise whatever comes to them for broken files.
        raise FileProblem(
            _("“{name}” is not a picture that can be read; choose a PNG, JPEG, WebP or GIF file").format(
                name=path.name
            )
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGBA", upright.size)
    bare.paste(upright)
    out = BytesIO()
    bare.save(out, "PNG", optimize=True)
    return Portrait(out.getvalue(), *bare.size)
