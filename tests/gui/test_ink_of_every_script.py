"""The ink of every script on the screen and in the PDF: at the same place within a pixel, at 12 pixels a point."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtGui import QImage, QPainter

from journeymapper.drawing.ops import Page
from journeymapper.drawing.shapes import block_ops
from journeymapper.export.pdf import write_pdf
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.shaped import Style
from journeymapper.layout.text import TextEngine
from journeymapper.ui.painter import Painter
from tests.every_script import SAMPLES, labels, naughty
from tests.export.samples import rasterised

PIXELS = 12
NEAR = 1

# Qt and poppler smooth the edges of a glyph differently: a pixel that an outline half covers is dark in the one and
# light in the other. So what is nearly black in one must be near what is not nearly white in the other; a thin stroke
# that neither draws black is held by the edges of all ink, where half covered counts.
BLACK, HALF, WHITISH = 64, 128, 192

WHITE = 0xFFFFFFFF
FONTS = load_fonts()
ENGINE = TextEngine(FONTS)
INK = "#000000"
needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
Box = tuple[int, int, int, int]


def page_of(text: str, style: Style, width: float = 180.0) -> Page:
    block = ENGINE.wrap(text, style, width - 20)
    return Page(width, block.height + 20, tuple(block_ops(block, 10, 10, INK)))


def on_screen(page: Page, pixels: int = PIXELS) -> Image.Image:
    image = QImage(round(page.width * pixels), round(page.height * pixels), QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    painter.scale(pixels, pixels)
    Painter(FONTS, lambda _name: None).draw(painter, page.ops)
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    size = grey.width(), grey.height()
    return Image.frombytes("L", size, bytes(grey.constBits()), "raw", "L", grey.bytesPerLine())


def on_paper(page: Page, folder: Path) -> Image.Image:
    pdf = write_pdf([page], title="", media={}, fonts=FONTS)
    return rasterised(pdf, folder, dpi=72 * PIXELS).convert("L")


def inked(image: Image.Image, lightest: int = HALF) -> Image.Image:
    return image.point(lambda value: 255 if value < lightest else 0)


def ink_box(image: Image.Image) -> Box:
    box = inked(image).getbbox()
    assert box is not None, "no ink at all"
    return box


def straying(one: Image.Image, other: Image.Image) -> int:
    """Pixels with ink in one that have none in the other's neighbourhood."""
    spread = inked(other, WHITISH).filter(ImageFilter.MaxFilter(2 * NEAR + 1))
    return ImageChops.subtract(inked(one, BLACK), spread).histogram()[255]


@cache
def sample(script: str, weight: int) -> tuple[Image.Image, Image.Image]:
    with TemporaryDirectory() as folder:
        return pictures(SAMPLES[script], Path(folder), Style(10.0, weight))


def pictures(text: str, folder: Path, style: Style) -> tuple[Image.Image, Image.Image]:
    page = page_of(text, style)
    screen, paper = on_screen(page), on_paper(page, folder)
    assert screen.size == paper.size or abs(screen.height - paper.height) <= 1
    return screen, paper.crop((0, 0, *screen.size))


def apart(screen: Image.Image, paper: Image.Image) -> bool:
    """Whether any ink is further than a pixel from where it is in the other picture."""
    edges = zip(ink_box(screen), ink_box(paper), strict=True)
    return (
        any(abs(edge - other) > NEAR for edge, other in edges)
        or straying(screen, paper) > 0
        or straying(paper, screen) > 0
    )


@needs_poppler
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("script", SAMPLES)
def test_ink_is_within_a_pixel_on_screen_and_paper(script: str, weight: int) -> None:
    assert not apart(*sample(script, weight))


@needs_poppler
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("script", SAMPLES)
def test_ink_that_is_two_pixels_away_would_be_seen(script: str) -> None:
    screen, paper = sample(script, 400)
    assert straying(screen, ImageChops.offset(paper, 2, 0))
    assert straying(screen, ImageChops.offset(paper, 0, -2))


@needs_poppler
@pytest.mark.usefixtures("qapp")
def test_ink_of_labels_is_within_a_pixel(corpus: Path, tmp_path: Path) -> None:
    by_scripts: dict[str, list[str]] = {}
    for scripts, text in labels(corpus):
        by_scripts.setdefault(scripts, []).append(text)
    for texts in by_scripts.values():
        assert not apart(*pictures(sorted(texts, key=len)[len(texts) // 2], tmp_path, Style(8.0)))


@pytest.mark.usefixtures("qapp")
def test_every_label_is_painted(corpus: Path) -> None:
    for text in {text for _scripts, text in labels(corpus)}:
        page = page_of(text, Style(8.0))
        assert ink_box(on_screen(page, 1))


@pytest.mark.usefixtures("qapp")
def test_strings_that_break_programs_are_painted(corpus: Path) -> None:
    for text in naughty(corpus):
        on_screen(page_of(text, Style(8.0)), 1)
