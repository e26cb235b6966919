"""The bundled icons as Qt paths: outlines of `resources/icons/icons.json`, on a grid of 24 units."""

from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from journeymapper.model.resources import resource

GRID = 24.0


class IconPaths:
    """Paths by icon name, made when first asked for. An unknown name is an empty icon."""

    grid = GRID

    def __init__(self) -> None:
        self._outlines: dict[str, dict[str, Any]] | None = None
        self._paths: dict[str, tuple[QPainterPath, QPainterPath]] = {}

    def paths(self, name: str) -> tuple[QPainterPath, QPainterPath]:
        """What is stroked and what is filled, in grid units."""
        found = self._paths.get(name)
        if found is None:
            if self._outlines is None:
                self._outlines = msgspec.json.decode((resource("icons") / "icons.json").read_bytes())
            outline = self._outlines.get(name, {})
            found = self._paths[name] = (
                _joined(outline.get("strokes", ())),
                _joined(outline.get("fills", ())),
            )
        return found


def _joined(parts: Any) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for part in parts:
        for segment in part:
            match segment:
                case ["M", x, y]:
                    path.moveTo(x, y)
                case ["L", x, y]:
                    path.lineTo(x, y)
                case ["C", x1, y1, x2, y2, x, y]:
                    path.cubicTo(x1, y1, x2, y2, x, y)
                case ["Z"]:
                    path.closeSubpath()
    return path
