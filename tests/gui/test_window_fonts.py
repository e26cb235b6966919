"""The window's own text has the fonts of the map: outline, inspector, the field in which a text is written."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage, QTextLayout
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTreeView

from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.layout.fonts import load_fonts
from journeymapper.ui.look import load_look
from journeymapper.ui.style import families, font, load_scripts
from tests.gui.driving import Program

TEXT = "Aa שלום مرحبا नमस्ते বাংলা สวัสดี 地図です 지도 \U0001f600"


def families_of(text: str, shown: QFont) -> set[str]:
    layout = QTextLayout(text, shown)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


def test_qt_asks_the_families_that_maps_ask() -> None:
    assert tuple(families()) == load_fonts().fallback


@pytest.mark.usefixtures("dressed")
def test_every_script_is_shown_in_the_bundled_fonts() -> None:
    load_scripts()
    known = set(QFontDatabase.families())
    assert set(families()) <= known
    found = families_of(TEXT, font(load_look()))
    assert found <= set(families())
    assert {"Inter", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans JP", "Noto Emoji"} <= found


def test_all_that_shows_texts_of_the_map_has_these_fonts(program: Program) -> None:
    driver = program.example()
    shown = [
        *driver.window.findChildren(QLineEdit),
        *driver.window.findChildren(QPlainTextEdit),
        *driver.window.findChildren(QTreeView),
    ]
    assert shown
    assert {tuple(widget.font().families()) for widget in shown} == {tuple(families())}


def test_a_text_in_arabic_is_written_in_place_and_kept(program: Program) -> None:
    driver = program.example()
    card = driver.card("A1")
    driver.click(card.id)
    driver.keys(Qt.Key.Key_F2)
    field = driver.window.findChild(QPlainTextEdit, "text_in_place")
    assert field is not None
    field.selectAll()
    field.insertPlainText("يبحث عن حذاء 42")
    assert tuple(field.font().families()) == tuple(families())
    driver.keys(Qt.Key.Key_Return)
    assert driver.card("A1").text == "يبحث عن حذاء 42"


def test_letters_that_reach_low_are_seen_whole_in_the_title(program: Program) -> None:
    driver = program.window()
    driver.window.file.open(template_path(f"{EXAMPLE}-ar"))
    driver.settle()
    title = driver.window.title_row.title
    assert title.text().endswith("ي")
    seen = inked(title.grab().toImage())
    title.resize(title.width(), 3 * title.height())
    assert seen == inked(title.grab().toImage()) > 0


def inked(picture: QImage) -> int:
    """How many pixels of a transparent picture have ink."""
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return sum(picture.pixelColor(x, y).alpha() > 64 for x, y in places)
