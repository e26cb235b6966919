"""Vendor the icons: SVG files under our names in resources/icons/, and the same outlines as numbers in icons.json.

    python scripts/vendor_icons.py [--sources FOLDER] [--out FOLDER]

FOLDER holds the unpacked package `@tabler/icons` by name, as `node_modules` does; where it does not, the package is
fetched with `npm pack`. icons.json is what the program reads, so that no renderer needs an SVG parser:

    {"phone": {"strokes": [[["M", x, y], ["L", x, y], ["C", x1, y1, x2, y2, x, y], ["Z"]], ...], "fills": [...]}}

Coordinates are absolute, in a square of 24 units with y downwards; strokes are 2 units wide with round caps and joins
(a dot is a stroke of 0.01 units). Every entry of `strokes` and `fills` is one contour.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
PACKAGE = "@tabler/icons"
VERSION = "3.51.0"
SVG = "{http://www.w3.org/2000/svg}"

# Our name, which is the role, and Tabler's.
TABLER = {
    # parts of a map
    "bolt": "bolt",
    "book": "book",
    "box": "cube",
    "briefcase": "briefcase",
    "bubble": "message-circle",
    "building": "building",
    "bulb": "bulb",
    "calendar": "calendar",
    "camera": "camera",
    "car": "car",
    "card": "credit-card",
    "cart": "shopping-cart",
    "cash": "cash",
    "chart": "chart-line",
    "chat": "message",
    "clock": "clock",
    "coin": "coins",
    "eye": "eye",
    "file": "file-text",
    "flag": "flag",
    "gift": "gift",
    "globe": "world",
    "hand": "hand-stop",
    "headset": "headset",
    "heart": "heart",
    "home": "home",
    "image": "photo",
    "key": "key",
    "laptop": "device-laptop",
    "link": "link",
    "mail": "mail",
    "map": "map",
    "megaphone": "speakerphone",
    "note": "note",
    "package": "package",
    "people": "users",
    "person": "user",
    "phone": "device-mobile",
    "phone-call": "phone",
    "pin": "map-pin",
    "plane": "plane",
    "printer": "printer",
    "qr": "qrcode",
    "question": "help-circle",
    "quote": "quote",
    "receipt": "receipt",
    "search": "search",
    "server": "server",
    "share": "share",
    "shield": "shield-check",
    "shoe": "shoe",
    "sparkle": "sparkle-2",
    "star": "star",
    "steps": "stairs",
    "store": "building-store",
    "tablet": "device-tablet",
    "tag": "tag",
    "target": "target",
    "thought": "bubble",
    "thumb-up": "thumb-up",
    "ticket": "ticket",
    "tool": "tool",
    "truck": "truck",
    "tv": "device-tv",
    "video": "video",
    "wallet": "wallet",
    "warning": "alert-triangle",
    # the window
    "arrow-down": "arrow-down",
    "arrow-left": "arrow-left",
    "arrow-right": "arrow-right",
    "arrow-up": "arrow-up",
    "check": "check",
    "check-list": "list-check",
    "chevron-down": "chevron-down",
    "chevron-left": "chevron-left",
    "chevron-right": "chevron-right",
    "chevron-up": "chevron-up",
    "close": "x",
    "copy": "copy",
    "cut": "cut",
    "duplicate": "copy-plus",
    "edit": "edit",
    "export": "file-export",
    "eye-off": "eye-off",
    "filter": "filter",
    "fit": "maximize",
    "folder": "folder",
    "import": "file-import",
    "info": "info-circle",
    "lock": "lock",
    "menu": "menu-2",
    "minus": "minus",
    "more": "dots",
    "new": "file-plus",
    "open": "folder-open",
    "paste": "clipboard",
    "plus": "plus",
    "pointer": "pointer",
    "print": "printer",
    "redo": "arrow-forward-up",
    "save": "device-floppy",
    "step": "columns-3",
    "trash": "trash",
    "undo": "arrow-back-up",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
}

# Drawn for this program, in Tabler's manner.
OWN = {
    "card-text": [
        "M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2",
        "M7 10h10",
        "M7 14h6",
    ],
    "connect": [
        "M4.5 15h3a1.5 1.5 0 0 1 1.5 1.5v3a1.5 1.5 0 0 1 -1.5 1.5h-3a1.5 1.5 0 0 1 -1.5 -1.5v-3a1.5 1.5 0 0 1 1.5 -1.5",
        "M16.5 3h3a1.5 1.5 0 0 1 1.5 1.5v3a1.5 1.5 0 0 1 -1.5 1.5h-3a1.5 1.5 0 0 1 -1.5 -1.5v-3a1.5 1.5 0 0 1 1.5 -1.5",
        "M6 15v-5a4 4 0 0 1 4 -4h5",
    ],
    "lane": [
        "M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-12a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2",
        "M4 9.4h16",
        "M4 14.6h16",
    ],
    "present": [
        "M4 4h16a1 1 0 0 1 1 1v10a1 1 0 0 1 -1 1h-16a1 1 0 0 1 -1 -1v-10a1 1 0 0 1 1 -1",
        "M8 20h8",
        "M12 16v4",
        "M10.5 7.5v5l4 -2.5l-4 -2.5",
    ],
    # A gear whose teeth are still seen at 2 mm.
    "gear": [
        "M12 5.6a6.4 6.4 0 1 1 0 12.8a6.4 6.4 0 1 1 0 -12.8",
        "M12 10a2 2 0 1 1 0 4a2 2 0 1 1 0 -4",
        "M18.40 12.00L21.40 12.00",
        "M16.53 16.53L18.65 18.65",
        "M12.00 18.40L12.00 21.40",
        "M7.47 16.53L5.35 18.65",
        "M5.60 12.00L2.60 12.00",
        "M7.47 7.47L5.35 5.35",
        "M12.00 5.60L12.00 2.60",
        "M16.53 7.47L18.65 5.35",
    ],
    "stage": ["M3.5 6h11l6 6l-6 6h-11l4 -6l-4 -6"],
}

Outline = list[list[str | float]]


def package_folder(sources: Path | None, scratch: Path) -> Path:
    """The unpacked package: from `sources` where its version is right, else fetched into `scratch`."""
    if sources is not None:
        folder = sources / PACKAGE
        manifest = folder / "package.json"
        if manifest.is_file() and json.loads(manifest.read_text("utf-8"))["version"] == VERSION:
            return folder
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    subprocess.run(command, cwd=scratch, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(scratch.glob("*.tgz"))) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package"


def tabler_paths(path: Path) -> list[str]:
    """The path data of one outline icon, without the empty square that Tabler lays under each."""
    data = []
    for element in ET.parse(path).getroot():
        if element.tag != f"{SVG}path":
            sys.exit(f"{path.name} holds <{element.tag.removeprefix(SVG)}>; only <path> is understood.")
        if element.get("stroke") != "none":
            data.append(element.attrib["d"])
    return data


def contours(data: str) -> list[Outline]:
    """The path data as contours of M, L, C and Z with absolute coordinates; arcs become cubics."""
    pen = RecordingPen()
    parse_path(data, pen)
    found: list[Outline] = []
    for operator, points in pen.value:
        numbers = [round(value, 3) + 0.0 for point in points for value in point]
        match operator:
            case "moveTo":
                found.append([["M", *numbers]])
            case "lineTo":
                found[-1].append(["L", *numbers])
            case "curveTo":
                found[-1].append(["C", *numbers])
            case "closePath":
                found[-1].append(["Z"])
            case "endPath":
                pass
            case _:
                sys.exit(f"Path data with {operator} is not understood: {data}")
    return found


def svg_text(paths: list[str]) -> str:
    """A small SVG file with the paths."""
    drawn = "\n".join(f'  <path d="{data}"/>' for data in paths)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none"'
        ' stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">\n'
        f"{drawn}\n</svg>\n"
    )


def json_text(icons: dict[str, list[str]]) -> str:
    """icons.json: a line an icon, so that a change shows as one line."""
    lines = []
    for name, paths in icons.items():
        strokes = [contour for data in paths for contour in contours(data)]
        entry = json.dumps({"strokes": strokes, "fills": []}, separators=(",", ":"))
        lines.append(f"{json.dumps(name)}: {entry}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def build(sources: Path | None, out: Path) -> None:
    """Write all icons, the licence and icons.json into `out`, in place of what it held."""
    for stale in out.glob("*.svg"):
        stale.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        package = package_folder(sources, Path(scratch))
        outlines = package / "icons" / "outline"
        icons = {name: tabler_paths(outlines / f"{theirs}.svg") for name, theirs in TABLER.items()} | OWN
        shutil.copyfile(package / "LICENSE", out / "LICENSE-Tabler.txt")
    icons = dict(sorted(icons.items()))
    for name, paths in icons.items():
        (out / f"{name}.svg").write_text(svg_text(paths), "utf-8")
    (out / "icons.json").write_text(json_text(icons), "utf-8")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Vendor the icons.")
    parser.add_argument(
        "--sources", type=Path, help="folder of unpacked packages, laid out like node_modules"
    )
    parser.add_argument("--out", type=Path, default=RESOURCES / "icons")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    build(arguments.sources, arguments.out)


if __name__ == "__main__":
    main()
