"""Run as a program on a real screen: opens a map, says where things are seen, and goes on until it is quit."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QTimer
from PySide6.QtWidgets import QWidget

from journeymapper.layout.index import rect_of
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card
from journeymapper.ui.app import make_application
from journeymapper.ui.look import load_look
from journeymapper.ui.settings import Settings
from journeymapper.ui.style import dress
from journeymapper.ui.window import MainWindow
from journeymapper.ui.windows import Windows


def places(window: MainWindow) -> dict[str, list[int]]:
    """Where palette rows, cards and the cells of the pain points are seen, in pixels of the screen."""
    workspace = window.workspace
    canvas, surface = workspace.canvas, workspace.canvas.viewport()
    found = {
        f"row {row.piece.payload}": on_screen(row, row.rect().center())
        for row in workspace.palette_panel.rows
    }
    view, grid = canvas.view, canvas.grid
    for card in grid.document.all(Card):
        area = rect_of(grid, card.id)
        assert area is not None
        left, top, right, bottom = area
        middle = QPointF(view.pixel_x((left + right) / 2), view.pixel_y((top + bottom) / 2))
        found[f"card {card.code}"] = on_screen(surface, middle.toPoint())
    for row, top in zip(grid.rows, grid.tops, strict=True):
        for position, stage in enumerate(grid.stages):
            low = QPointF(view.pixel_x(stage.x + stage.width / 2), view.pixel_y(top + row.height - 3))
            found[f"cell {row.record.role} {position}"] = on_screen(surface, low.toPoint())
    return found


def on_screen(widget: QWidget, point: QPoint) -> list[int]:
    shown = widget.mapToGlobal(point)
    return [shown.x(), shown.y()]


def main() -> int:
    app = make_application()
    theme = load_look()
    dress(app, theme)
    path = Path(sys.argv[1])
    windows = Windows(Settings(path.with_suffix(".ini"), app), theme, id_source(), parent=app)
    window = windows.new_window()
    window.file.open(path)
    window.show()
    window.activateWindow()

    def tell() -> None:
        window.actions_by_id["view.fit_map"].trigger()
        print(json.dumps(places(window)), flush=True)  # noqa: T201

    QTimer.singleShot(800, tell)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
