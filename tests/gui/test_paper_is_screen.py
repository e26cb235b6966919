"""What is on the screen is what is on the paper: the map area of the canvas and of the PDF, pixel by pixel."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QBuffer, QIODevice, QRect
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from journeymapper.drawing.page import content_of, overview
from journeymapper.export.pdf import write_pdf
from journeymapper.files import journey
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.resources import resource
from journeymapper.ui.canvas.canvas import Canvas
from journeymapper.ui.editor import Editor

DPI = 144
PIXELS_PER_POINT = DPI / 72
FULL_ZOOM = 1.5
"""Pixels a point at 100 %."""

pytestmark = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")


@pytest.fixture
def example() -> Document:
    return journey.load(resource("templates") / "buying-running-shoes.journey").document


def on_screen(document: Document, qtbot: QtBot) -> Image.Image:
    """The canvas' map area, as large as it takes to show it whole."""
    editor = Editor(document, TextEngine(load_fonts()), load_theme(), new_id=id_source(1))
    canvas = Canvas(editor)
    qtbot.addWidget(canvas)
    grid = editor.grid
    heads = grid.head_width * PIXELS_PER_POINT, grid.stage_head * PIXELS_PER_POINT
    canvas.resize(
        round(grid.width * PIXELS_PER_POINT + heads[0]) + 80,
        round(grid.height * PIXELS_PER_POINT + heads[1]) + 80,
    )
    canvas.show()
    canvas.set_zoom(PIXELS_PER_POINT / FULL_ZOOM)
    canvas.look_at(0.0, 0.0)
    left, top = round(canvas.view.pixel_x(0.0)), round(canvas.view.pixel_y(0.0))
    area = QRect(left, top, round(grid.width * PIXELS_PER_POINT), round(grid.height * PIXELS_PER_POINT))
    return as_image(settled(canvas, qtbot).copy(area))


def settled(canvas: Canvas, qtbot: QtBot) -> QPixmap:
    """A picture of the canvas once it has painted all that it owes."""
    before = canvas.viewport().grab().toImage()
    for _each in range(100):
        qtbot.wait(100)
        after = canvas.viewport().grab().toImage()
        if after == before:
            return QPixmap.fromImage(after)
        before = after
    raise AssertionError("the canvas does not come to rest")


def as_image(pixmap: QPixmap) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")


def on_paper(document: Document, folder: Path, size: tuple[int, int]) -> Image.Image:
    """The same area of the A3 page, rasterised by poppler."""
    layouter = Layouter(TextEngine(load_fonts()), load_theme())
    page = overview(document, {}, layouter, "A3")
    assert page.scale == 1.0
    content = content_of(document, {}, layouter)
    path = folder / "map.pdf"
    path.write_bytes(write_pdf([page], title="", language="en", media={}, fonts=layouter.engine.fonts))
    # Poppler cuts at whole pixels; the origin of the map lies between two.
    x, y = (page.x + content.map_x) * PIXELS_PER_POINT, (page.y + content.map_y) * PIXELS_PER_POINT
    command = ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", str(path), str(folder / "map")]
    subprocess.run(command, check=True)
    whole = Image.open(folder / "map.png").convert("RGB")
    return whole.transform(size, Image.Transform.AFFINE, (1, 0, x, 0, 1, y), Image.Resampling.BILINEAR)


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ by more than 48 from all in the other's neighbourhood, whichever way round."""
    return max(_lost(one, other), _lost(other, one))


def _lost(one: Image.Image, other: Image.Image) -> float:
    least: Image.Image | None = None
    for shift in _around():
        moved = ImageChops.offset(other, *shift)
        difference = _largest(ImageChops.difference(one, moved))
        least = difference if least is None else ImageChops.darker(least, difference)
    assert least is not None
    histogram = least.histogram()
    return sum(histogram[49:]) / sum(histogram)


def _largest(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _around() -> Iterator[tuple[int, int]]:
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            yield right, down


def test_the_canvas_and_the_printed_page_show_the_same_map(
    example: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = on_screen(example, qtbot)
    paper = on_paper(example, tmp_path, screen.size)
    screen.save(tmp_path / "screen.png")
    paper.save(tmp_path / "paper.png")
    assert differing(screen, paper) < 0.01


def test_a_difference_would_be_seen(example: Document, qtbot: QtBot, tmp_path: Path) -> None:
    screen = on_screen(example, qtbot)
    paper = on_paper(example, tmp_path, screen.size)
    assert differing(screen, ImageChops.offset(paper, 6, 0)) > 0.01
