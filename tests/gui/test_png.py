"""Maps as pictures: their size, their ground, and that they are the same every time."""

import io

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from journeymapper.drawing.ops import Page, Rect
from journeymapper.drawing.page import overview
from journeymapper.files.journey import load
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.errors import JourneyError
from journeymapper.ui.png import LONGEST_SIDE, MOST_PIXELS, size_of, write_png

FONTS = load_fonts()
RED, PAPER = "#C02020", "#FFFFFF"
SQUARE = Page(40.0, 20.0, (Rect(10, 5, 20, 10, RED),))


def painted(page: Page, scale: float, ground: str | None = PAPER) -> Image.Image:
    data = write_png(page, scale=scale, ground=ground, media=lambda _sha: None, fonts=FONTS)
    return Image.open(io.BytesIO(data)).convert("RGBA")


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (40, 20)), (2.5, (100, 50)), (0.1, (4, 2)), (0.01, (1, 1))]
)
def test_a_picture_has_so_many_pixels_a_point(qapp: QApplication, scale, size):
    assert painted(SQUARE, scale).size == size


def test_what_is_drawn_stands_in_its_place_on_the_ground(qapp: QApplication):
    picture = painted(SQUARE, 2.0)
    assert picture.getpixel((40, 20)) == (0xC0, 0x20, 0x20, 255)
    assert picture.getpixel((2, 2)) == (255, 255, 255, 255)


def test_without_a_ground_all_lets_through_but_what_is_drawn(qapp: QApplication):
    picture = painted(SQUARE, 2.0, None)
    assert picture.getchannel("A").getpixel((2, 2)) == 0
    assert picture.getpixel((40, 20)) == (0xC0, 0x20, 0x20, 255)


def test_the_same_page_gives_the_same_bytes(qapp: QApplication):
    document = load(template_path(EXAMPLE)).document
    page = overview(document, {}, Layouter(TextEngine(FONTS), load_theme()), "map")
    once = write_png(page, scale=0.5, ground=PAPER, media=document.media.get, fonts=FONTS)
    assert once == write_png(page, scale=0.5, ground=PAPER, media=document.media.get, fonts=FONTS)
    assert b"tEXt" not in once
    colours = Image.open(io.BytesIO(once)).convert("RGB").getcolors(1 << 24)
    assert colours is not None
    assert len(colours) > 100


@pytest.mark.parametrize("page", [Page(1000.0, 1000.0, ()), Page(100_000.0, 1.0, ())])
def test_a_picture_that_would_be_too_large_is_refused_with_a_scale_that_is_not(page):
    with pytest.raises(JourneyError, match="choose a scale of at most") as caught:
        size_of(page, 9.0)
    most = float(str(caught.value).rsplit(" ", 1)[1])
    width, height = size_of(page, most)
    assert max(width, height) <= LONGEST_SIDE
    assert width * height <= MOST_PIXELS
