"""Pictures of the canvas, and how far two pictures differ."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageChops
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from journeymapper.ui.canvas.canvas import Canvas


def settled(canvas: Canvas) -> QImage:
    """A picture of the canvas once it has painted all that it owes."""
    before = canvas.viewport().grab().toImage()
    for _each in range(100):
        QTest.qWait(100)
        after = canvas.viewport().grab().toImage()
        if after == before:
            return after
        before = after
    raise AssertionError("the canvas does not come to rest")


def as_image(picture: QImage) -> Image.Image:
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    size, pixels = (plain.width(), plain.height()), bytes(plain.constBits())
    return Image.frombytes("RGB", size, pixels, "raw", "RGB", plain.bytesPerLine())


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
