"""What the screen shows of the map, and what a canvas made anew would show of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from journeymapper.analysis.numbering import numbering
from journeymapper.drawing.screen import MapDrawing
from journeymapper.layout.grid import Layouter
from journeymapper.ui.canvas.canvas import Canvas
from journeymapper.ui.canvas.frame import Frame
from journeymapper.ui.canvas.overlay import Overlay
from journeymapper.ui.canvas.seen import Seen
from journeymapper.ui.painter import Painter
from journeymapper.ui.window import MainWindow

FORMAT = QImage.Format.Format_RGB32
BY = 1e9
MOST_TRIES = 200


def picture_faults(window: MainWindow, folder: Path) -> Iterator[str]:
    """The screen shows the map pixel by pixel as a canvas made anew does; if not, both pictures go into a folder."""
    canvas = window.workspace.canvas
    corner = canvas.viewport().mapTo(window, QPoint(0, 0))
    shown, wanted = on_screen(window, corner), painted_anew(canvas, corner)
    if shown != wanted:
        shown.save(str(folder / "shown.png"))
        wanted.save(str(folder / "wanted.png"))
        where = _difference(shown, wanted)
        view = canvas.view
        yield f"the screen differs from a map painted anew, at {where} of the canvas, zoom {view.zoom:.3f}"


def on_screen(window: MainWindow, corner: QPoint) -> QImage:
    """The viewport of the map, the corner of which is there in the window, as the window system has it."""
    whole = window.screen().grabWindow(window.winId()).toImage()
    return whole.copy(QRect(corner, window.workspace.canvas.viewport().size())).convertToFormat(FORMAT)


def painted_anew(canvas: Canvas, corner: QPoint) -> QImage:
    """The same view of the same map with everything made anew: layout, drawing, tiles, painter.

    It is painted at the same place as on the screen: how Qt rounds the ends of lines depends on it.
    """
    editor, view = canvas.editor, canvas.view
    grid = Layouter(editor.engine, editor.theme).grid(editor.document, numbering(editor.document))
    painter, drawing = (
        Painter(editor.engine.fonts, editor.document.media.get),
        MapDrawing(editor.theme, editor.engine),
    )
    frame, overlay = Frame(painter, drawing, grid), Overlay(painter, drawing)
    frame.budget = BY
    place = QRect(corner, canvas.viewport().size())
    image = QImage(place.right() + 1, place.bottom() + 1, FORMAT)
    for _try in range(MOST_TRIES):
        brush = QPainter(image)
        brush.translate(corner)
        done = frame.paint(brush, view, 1.0, zooming=False)
        overlay.paint(brush, Seen(grid, view, 1.0), canvas.painting._over())
        brush.end()
        if done:
            break
    return image.copy(place)


def _difference(one: QImage, other: QImage) -> str:
    """The rectangle in which two pictures differ."""
    if one.size() != other.size():
        return f"its size ({one.width()} × {one.height()}, not {other.width()} × {other.height()})"
    rows = [y for y in range(one.height()) if _row(one, y) != _row(other, y)]
    columns = {
        x
        for y in (rows[0], rows[len(rows) // 2], rows[-1])
        for x in range(one.width())
        if one.pixel(x, y) != other.pixel(x, y)
    }
    return f"x {min(columns)} to {max(columns)}, y {rows[0]} to {rows[-1]}"


def _row(image: QImage, y: int) -> QImage:
    return image.copy(0, y, image.width(), 1)
