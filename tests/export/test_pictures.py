"""Pictures of other people's making."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from journeymapper.export.pictures import LONGEST_SIDE, decode, encoded
from tests.export.samples import png


def jpeg(orientation: int = 1, note: str = "") -> bytes:
    image = Image.new("RGB", (60, 20), (255, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = note
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def saved(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "PPM", "ICO", "PDF"])
def test_formats_that_no_map_needs_are_refused(kind: str) -> None:
    assert decode(saved(Image.new("RGB", (16, 16)), kind)) is None


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    small = saved(Image.new("1", (6400, 6400)), "PNG")
    assert len(small) < 10_000
    assert decode(small) is None
    assert decode(saved(Image.new("1", (20_000, 20_000)), "PNG")) is None


@pytest.mark.parametrize("length", [0, 1, 8, 20, 33, 45, 60])
def test_broken_files_are_refused(length: int) -> None:
    assert decode(png(30, 30)[:length]) is None


def test_a_broken_jpeg_is_refused() -> None:
    data = jpeg()
    assert decode(data[: len(data) // 2]) is None


def test_a_turned_photograph_is_put_upright() -> None:
    picture = decode(jpeg(orientation=6))
    assert picture is not None
    assert (picture.width, picture.height) == (20, 60)
    assert picture.jpeg is None


def test_an_upright_photograph_goes_into_a_pdf_as_it_is() -> None:
    data = jpeg()
    picture = decode(data)
    assert picture is not None
    assert picture.jpeg == data


def test_a_photograph_for_printers_becomes_rgb() -> None:
    picture = decode(saved(Image.new("CMYK", (10, 10)), "JPEG"))
    assert picture is not None
    assert picture.colours.mode == "RGB"
    assert picture.jpeg is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_becomes_grey_or_rgb(mode: str) -> None:
    picture = decode(saved(Image.new(mode, (10, 10)), "PNG"))
    assert picture is not None
    assert picture.colours.mode in ("L", "RGB")
    assert (picture.opacity is not None) == (mode in ("LA", "RGBA"))


def test_a_transparent_colour_counts_as_opacity() -> None:
    image = Image.new("P", (4, 4), 1)
    out = BytesIO()
    image.save(out, "GIF", transparency=1)
    picture = decode(out.getvalue())
    assert picture is not None
    assert picture.opacity is not None
    assert picture.opacity.getextrema() == (0, 0)


def test_large_pictures_are_made_smaller() -> None:
    picture = decode(saved(Image.new("L", (LONGEST_SIDE + 100, 10)), "PNG"))
    assert picture is not None
    assert picture.width == LONGEST_SIDE


@pytest.mark.parametrize(
    ("data", "kind"), [(jpeg(note="made at home"), "image/jpeg"), (png(4, 4, (1, 2, 3, 4)), "image/png")]
)
def test_an_encoded_picture_has_pixels_and_no_notes(data: bytes, kind: str) -> None:
    picture = decode(data)
    assert picture is not None
    media_type, again = encoded(picture)
    assert media_type == kind
    assert b"made at home" not in again
    with Image.open(BytesIO(again)) as image:
        assert image.size == (picture.width, picture.height)
        assert image.has_transparency_data == (kind == "image/png")
