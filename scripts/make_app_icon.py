"""Make the program's icon in every size and form from packaging/icons/journeymapper.svg.

    python scripts/make_app_icon.py

Made are PNG pictures for Linux (packaging/linux/icons) and for the windows of the program (resources/app-icon), and
the icon files of Windows and macOS (packaging/icons).
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
ICONS = ROOT / "packaging" / "icons"
SOURCE = ICONS / "journeymapper.svg"
LINUX = ROOT / "packaging" / "linux" / "icons"
SHOWN = ROOT / "resources" / "app-icon"
LINUX_SIZES = (16, 24, 32, 48, 64, 128, 256)
SHOWN_SIZES = (64, 256)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
MAC_SIZES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}
"""The sizes in an icon file of macOS by their types, each a PNG picture."""


def picture(renderer: QSvgRenderer, size: int) -> bytes:
    """The icon as PNG, so many pixels square."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def windows_icon(pictures: dict[int, bytes]) -> bytes:
    """An icon file of Windows: a directory, then the pictures as PNG; the size 256 is written as 0."""
    offset = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, data in pictures.items():
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return head + b"".join(pictures.values())


def mac_icon(pictures: dict[bytes, bytes]) -> bytes:
    """An icon file of macOS: each picture after its type and length."""
    body = b"".join(kind + struct.pack(">I", len(data) + 8) + data for kind, data in pictures.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main() -> None:
    """Write all of them."""
    app = QGuiApplication([])
    renderer = QSvgRenderer(str(SOURCE))
    for folder, sizes in ((LINUX, LINUX_SIZES), (SHOWN, SHOWN_SIZES)):
        folder.mkdir(parents=True, exist_ok=True)
        for size in sizes:
            (folder / f"journeymapper-{size}.png").write_bytes(picture(renderer, size))
    pictures = {size: picture(renderer, size) for size in WINDOWS_SIZES}
    (ICONS / "journeymapper.ico").write_bytes(windows_icon(pictures))
    by_type = {kind: picture(renderer, size) for kind, size in MAC_SIZES.items()}
    (ICONS / "journeymapper.icns").write_bytes(mac_icon(by_type))
    app.quit()


if __name__ == "__main__":
    main()
