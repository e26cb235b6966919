"""Pictures of other people's making."""

from __future__ import annotations

import re
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from journeymapper.export.jpeg import bare_jpeg
from journeymapper.export.pictures import LONGEST_SIDE, decode, encoded
from tests.export.samples import png

ROOT = Path(__file__).resolve().parent.parent.parent


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


def photograph(**options: object) -> bytes:
    """A JPEG with all that cameras and programs leave in one, each part with the word SECRET."""
    image = Image.effect_noise((160, 90), 60).convert("RGB")
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "SECRET place"
    image.save(out, "JPEG", exif=exif, comment=b"SECRET note", icc_profile=b"SECRET profile", **options)
    data = out.getvalue()
    thumbnail = b"\xff\xe0\x00\x0eJFXX\0SECRET\0"
    return data[:2] + thumbnail + data[2:] + b"SECRET film behind the picture"


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 3}])
def test_a_photograph_keeps_its_pixels_and_loses_what_tells_of_its_maker(options: dict[str, object]) -> None:
    data = photograph(**options)
    picture = decode(data)
    assert picture is not None
    assert picture.jpeg is not None
    assert data.count(b"SECRET") == 5
    assert b"SECRET" not in picture.jpeg
    with Image.open(BytesIO(picture.jpeg)) as bare, Image.open(BytesIO(data)) as whole:
        assert bare.tobytes() == whole.tobytes()
    assert encoded(picture) == ("image/jpeg", picture.jpeg)


def test_what_tells_how_colours_are_coded_stays() -> None:
    data = saved(Image.effect_noise((40, 40), 90).convert("RGB"), "JPEG")
    adobe = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"  # the three channels are red, green and blue
    jfif = data[2 : 4 + int.from_bytes(data[4:6])]
    coded = data.replace(jfif, adobe, 1)
    picture = decode(coded)
    assert picture is not None
    assert picture.jpeg == coded


def test_a_picture_that_is_plain_stays_as_it_is() -> None:
    data = saved(Image.effect_noise((40, 40), 90), "JPEG")
    assert bare_jpeg(data) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1",
        b"\xff\xd8\xff\xe1\x00\x00",
        b"\xff\xd8\xff\xe1\x00\x09abc",
        b"\xff\xd8\xff\xda\x00\x02abc",
        b"\xff\xd8abc",
    ],
)
def test_a_jpeg_whose_segments_do_not_fit_is_not_taken_apart(data: bytes) -> None:
    assert bare_jpeg(data) is None


def test_a_large_photograph_is_made_smaller_and_stays_a_photograph() -> None:
    exif = Image.Exif()
    exif[0x010E] = "SECRET place"
    out = BytesIO()
    Image.new("RGB", (LONGEST_SIDE + 100, 10)).save(out, "JPEG", exif=exif, comment=b"SECRET note")
    picture = decode(out.getvalue())
    assert picture is not None
    assert picture.jpeg is not None
    assert b"SECRET" not in picture.jpeg
    with Image.open(BytesIO(picture.jpeg)) as image:
        assert image.size == (picture.width, picture.height)
        assert picture.width == LONGEST_SIDE


def test_notes_in_other_pictures_stay_behind() -> None:
    out = BytesIO()
    Image.new("RGB", (10, 10)).save(out, "PNG", icc_profile=b"SECRET profile")
    picture = decode(out.getvalue())
    assert picture is not None
    data = encoded(picture)[1]
    with Image.open(BytesIO(data)) as image:
        assert "icc_profile" not in image.info


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


def test_what_reads_pictures_comes_with_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "pillow" in {re.split(r"[<>=~]", each)[0] for each in project["project"]["dependencies"]}
