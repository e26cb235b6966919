"""Turn the portraits in resources/avatars/*.svg into numbers, resources/avatars.json, so that no renderer parses SVG.

    python scripts/make_avatars.py

The sources are drawn for this program, on a square of 100 units inside a circle, with filled paths, circles and
ellipses only. A portrait becomes a list of filled outlines, the lowest first, by the non-zero rule:

    {"runner": [{"fill": "#RRGGBB", "path": [["M", x, y], ["L", x, y], ["C", x1, y1, x2, y2, x, y], ["Z"]]}, ...]}
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
SVG = "{http://www.w3.org/2000/svg}"

Segment = list[str | float]


def segments(data: str) -> list[Segment]:
    """SVG path data as M, L, C and Z with absolute coordinates; arcs become cubics."""
    pen = RecordingPen()
    parse_path(data, pen)
    found: list[Segment] = []
    for operator, points in pen.value:
        numbers = [round(value, 2) + 0.0 for point in points for value in point]
        match operator:
            case "moveTo":
                found.append(["M", *numbers])
            case "lineTo":
                found.append(["L", *numbers])
            case "curveTo":
                found.append(["C", *numbers])
            case "closePath" | "endPath":
                found.append(["Z"])
            case _:
                sys.exit(f"Path data with {operator} is not understood: {data}")
    return found


def path_data(element: ET.Element) -> str:
    """The path data of a path, circle or ellipse."""
    match element.tag.removeprefix(SVG):
        case "path":
            return element.attrib["d"]
        case "circle":
            return oval(element, element.attrib["r"], element.attrib["r"])
        case "ellipse":
            return oval(element, element.attrib["rx"], element.attrib["ry"])
        case name:
            sys.exit(f"<{name}> is not understood: draw with path, circle and ellipse.")


def oval(element: ET.Element, rx: str, ry: str) -> str:
    """An oval as two arcs."""
    x, y, radius = float(element.attrib["cx"]), element.attrib["cy"], float(rx)
    return f"M{x - radius} {y}A{rx} {ry} 0 0 1 {x + radius} {y}A{rx} {ry} 0 0 1 {x - radius} {y}Z"


def portrait(path: Path) -> list[dict[str, object]]:
    """The filled outlines of one portrait."""
    return [
        {"fill": element.attrib["fill"].upper(), "path": segments(path_data(element))}
        for element in ET.parse(path).getroot()
    ]


def json_text(sources: Path) -> str:
    """avatars.json: a line a portrait, so that a change shows as one line."""
    portraits = {path.stem: portrait(path) for path in sorted(sources.glob("*.svg"))}
    lines = [
        f"{json.dumps(name)}: {json.dumps(drawn, separators=(',', ':'))}" for name, drawn in portraits.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write avatars.json."""
    (RESOURCES / "avatars.json").write_text(json_text(RESOURCES / "avatars"), "utf-8")


if __name__ == "__main__":
    main()
