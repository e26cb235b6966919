"""What is on the screen is what is on the paper: the map area of the canvas and of the PDF, pixel by pixel."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops
from PySide6.QtCore import QEvent, QRect
from PySide6.QtWidgets import QApplication

from journeymapper.drawing.page import content_of, overview
from journeymapper.export.pdf import write_pdf
from journeymapper.files import journey
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.direction import reading_direction, right_to_left
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card
from journeymapper.ui.canvas.canvas import Canvas
from journeymapper.ui.editor import Editor
from tests.every_script import SAMPLES
from tests.gui.pictures import as_image, differing, settled

DPI = 144
PIXELS_PER_POINT = DPI / 72
FULL_ZOOM = 1.5
"""Pixels a point at 100 %."""

pytestmark = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")


def template(name: str) -> Document:
    return journey.load(template_path(name)).document


def with_mixed_directions(document: Document) -> Document:
    """The map with texts of both directions on its cards: whole ones, and those that change within a line."""
    said = [SAMPLES["mixed"], SAMPLES["Hebrew"], SAMPLES["Latin"], SAMPLES["Arabic"], "3 – 9 (שלם) %"]
    cards = {
        card.id: said[index % 7] for index, card in enumerate(document.all(Card)) if index % 7 < len(said)
    }
    return Document(
        [
            replace(record, text=cards[record.id])
            if isinstance(record, Card) and record.id in cards
            else record
            for record in document
        ],
        document.media,
    )


MAPS = {
    "left to right": lambda: template(EXAMPLE),
    "right to left": lambda: template(f"{EXAMPLE}-ar"),
    "both directions": lambda: with_mixed_directions(template(f"{EXAMPLE}-ar")),
}


@pytest.fixture(scope="module", params=MAPS)
def pictures(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Image.Image, Image.Image]:
    """A map on the screen and on paper."""
    document = MAPS[request.param]()
    screen = on_screen(document)
    return screen, on_paper(document, tmp_path_factory.mktemp("paper"), screen.size)


def on_screen(document: Document) -> Image.Image:
    """The canvas' map area, as large as it takes to show it whole."""
    engine = TextEngine(load_fonts(), document.map.language)
    editor = Editor(document, engine, load_theme(), new_id=id_source(1))
    canvas = Canvas(editor)
    grid = editor.grid
    heads = grid.head_width * PIXELS_PER_POINT, grid.stage_head * PIXELS_PER_POINT
    size = round(grid.width * PIXELS_PER_POINT), round(grid.height * PIXELS_PER_POINT)
    canvas.resize(round(size[0] + heads[0]) + 80, round(size[1] + heads[1]) + 80)
    canvas.show()
    canvas.set_zoom(PIXELS_PER_POINT / FULL_ZOOM)
    canvas.look_at(0.0, 0.0)
    picture = settled(canvas)
    left, top = round(canvas.view.pixel_x(0.0)), round(canvas.view.pixel_y(0.0))
    if grid.mirrored:
        left = picture.width() - left - size[0]
    canvas.close()
    canvas.deleteLater()
    editor.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return as_image(picture.copy(QRect(left, top, *size)))


def on_paper(document: Document, folder: Path, size: tuple[int, int]) -> Image.Image:
    """The same area of a page that is as large as the map, rasterised by poppler."""
    about = document.map
    layouter = Layouter(TextEngine(load_fonts(), about.language, reading_direction(about)), load_theme())
    page = overview(document, {}, layouter, "map")
    assert page.scale == 1.0
    content = content_of(document, {}, layouter)
    path = folder / "map.pdf"
    path.write_bytes(write_pdf([page], title="", language="en", media={}, fonts=layouter.engine.fonts))
    # Poppler cuts at whole pixels; the origin of the map lies between two.
    x, y = (page.x + content.map_x) * PIXELS_PER_POINT, (page.y + content.map_y) * PIXELS_PER_POINT
    if right_to_left(document.map):
        x -= size[0]
    command = ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", str(path), str(folder / "map")]
    subprocess.run(command, check=True)
    whole = Image.open(folder / "map.png").convert("RGB")
    return whole.transform(size, Image.Transform.AFFINE, (1, 0, x, 0, 1, y), Image.Resampling.BILINEAR)


def test_the_canvas_and_the_printed_page_show_the_same_map(
    pictures: tuple[Image.Image, Image.Image], tmp_path: Path
) -> None:
    screen, paper = pictures
    screen.save(tmp_path / "screen.png")
    paper.save(tmp_path / "paper.png")
    assert differing(screen, paper) < 0.01


def test_a_difference_would_be_seen(pictures: tuple[Image.Image, Image.Image]) -> None:
    screen, paper = pictures
    assert differing(screen, ImageChops.offset(paper, 6, 0)) > 0.01
