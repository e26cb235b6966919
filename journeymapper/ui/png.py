"""A page as a PNG picture, painted as the window paints it: at any scale, on paper or on nothing."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from journeymapper.drawing.ops import Page
from journeymapper.layout.fonts import FontSet
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.ui.painter import Painter
from journeymapper.ui.pictures import Media

MOST_PIXELS = 64_000_000
"""A quarter of a gigabyte while it is painted."""
LONGEST_SIDE = 32_000
"""Pixels; Qt's painter knows no larger coordinates."""
USUAL_SCALE = 2.0
INCH = 72.0
METRE = 39.3701


def write_png(page: Page, *, scale: float, ground: str | None, media: Media, fonts: FontSet) -> bytes:
    """The page as PNG, `scale` pixels a point; `ground` is its colour, None for a picture that lets all through.

    There must be an application (`make_painting_possible`). The same page gives the same bytes. Raises JourneyError
    where the picture would be too large.
    """
    width, height = size_of(page, scale)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise JourneyError(_("there is not enough memory for a picture of this size: choose a smaller scale"))
    image.fill(QColor(0, 0, 0, 0) if ground is None else QColor(ground))
    image.setDotsPerMeterX(round(scale * INCH * METRE))
    image.setDotsPerMeterY(round(scale * INCH * METRE))
    painter = QPainter(image)
    painter.scale(scale, scale)
    painter.translate(page.x, page.y)
    painter.scale(page.scale, page.scale)
    Painter(fonts, media).draw(painter, page.ops)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def size_of(page: Page, scale: float) -> tuple[int, int]:
    """The picture's width and height in pixels. Raises JourneyError where they are more than can be painted."""
    width, height = max(round(page.width * scale), 1), max(round(page.height * scale), 1)
    if max(width, height) <= LONGEST_SIDE and width * height <= MOST_PIXELS:
        return width, height
    most = min(LONGEST_SIDE / max(page.width, page.height), (MOST_PIXELS / (page.width * page.height)) ** 0.5)
    raise JourneyError(
        _("a picture of {width} × {height} pixels is too large: choose a scale of at most {most:.2f}").format(
            width=width, height=height, most=int(most * 100) / 100
        )
    )


def make_painting_possible() -> QGuiApplication:
    """The application without which Qt draws no text; where there is none, one that needs no display.

    Whoever makes it keeps it as long as anything is painted.
    """
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    return QGuiApplication(["journeymapper", "-platform", "offscreen"])
