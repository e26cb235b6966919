"""Boards to read, and maps to write as boards."""

import json
from functools import cache
from typing import Any

from journeymapper.analysis.numbering import numbering
from journeymapper.export.canvas import write_canvas
from journeymapper.formats.canvas.reading import read_canvas
from journeymapper.formats.report import Imported
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source


@cache
def layouter() -> Layouter:
    """One for all tests: fonts take a while."""
    return Layouter(TextEngine(load_fonts(), "en"), load_theme())


def board_of(document: Document) -> dict[str, Any]:
    """The canvas of a map, as JSON has it."""
    found: dict[str, Any] = json.loads(canvas_of(document))
    return found


def canvas_of(document: Document) -> bytes:
    """The bytes of a map's canvas."""
    return write_canvas(layouter().grid(document, numbering(document)), layouter().theme).data


def node(key: str, x: float, y: float, text: str = "", **fields: Any) -> dict[str, Any]:
    """A node of text, 200 by 60 pixels unless the fields say otherwise."""
    return {
        "id": key,
        "type": "text",
        "x": x,
        "y": y,
        "width": 200,
        "height": 60,
        "text": text or key,
    } | fields


def group(key: str, x: float, y: float, width: float, height: float, label: str = "") -> dict[str, Any]:
    """A group."""
    place = {"x": x, "y": y, "width": width, "height": height}
    return {"id": key, "type": "group", **place, "label": label or key}


def edge(source: str, target: str, **fields: Any) -> dict[str, Any]:
    """An edge from one node to another."""
    return {"id": f"{source}-{target}", "fromNode": source, "toNode": target} | fields


def imported(*nodes: dict[str, Any], edges: tuple[dict[str, Any], ...] = ()) -> Imported:
    """The import of a board of these nodes."""
    return imported_board({"nodes": list(nodes), "edges": list(edges)})


def imported_board(board: dict[str, Any]) -> Imported:
    """The import of a board."""
    return read_canvas(json.dumps(board).encode(), id_source("test"))


def cells(document: Document) -> dict[str, tuple[str, str]]:
    """The stage and the lane of each text, by their titles."""
    titles = {one.id: one.title for one in document.stages} | {one.id: one.title for one in document.lanes}
    return {item.text: (titles[item.stage], titles[item.lane]) for item in document.items()}  # type: ignore[union-attr]
