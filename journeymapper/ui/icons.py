"""Icons: the vendored SVG outlines in a colour of the theme, drawn once for each size and colour.

QtSvg paints `currentColor` black, so the colour is written into the SVG before it is drawn.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from journeymapper.model.resources import resource

RATIOS = (1, 2)
"""Device pixel ratios for which pictures are drawn; Qt scales for those between."""


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: int = 1) -> QPixmap:
    """The icon of this name, `size` logical pixels square, in a colour."""
    picture = _blank(size, ratio)
    painter = QPainter(picture)
    _renderer(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def icon(name: str, colour: str, size: int, *, disabled: str = "", checked: str = "") -> QIcon:
    """An icon; `disabled` and `checked` are its colours in those states, where they differ."""
    found = QIcon()
    for ratio in RATIOS:
        found.addPixmap(pixmap(name, colour, size, ratio))
        if disabled:
            found.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        if checked:
            found.addPixmap(pixmap(name, checked, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return found


def tile(name: str, fill: str, ink: str, size: int, *, border: str = "") -> QIcon:
    """A rounded square with an icon on it, as the palette and the inspector show a kind."""
    found = QIcon()
    for ratio in RATIOS:
        found.addPixmap(_tile(name, fill, ink, size, border, ratio))
    return found


def disc(letter: str, fill: str, ink: str, size: int, font: QFont) -> QIcon:
    """A disc with a letter on it, as stages have."""
    found = QIcon()
    for ratio in RATIOS:
        found.addPixmap(_disc(letter, fill, ink, size, ratio, tuple(font.families())))
    return found


@lru_cache(maxsize=128)
def _tile(name: str, fill: str, ink: str, size: int, border: str, ratio: int) -> QPixmap:
    picture = _blank(size, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(border), 1) if border else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    inset = 0.5 if border else 0.0
    radius = size / 4
    painter.drawRoundedRect(QRectF(inset, inset, size - 2 * inset, size - 2 * inset), radius, radius)
    inner = round(size * 0.66)
    offset = (size - inner) / 2
    _renderer(name, ink).render(painter, QRectF(offset, offset, inner, inner))
    painter.end()
    return picture


@lru_cache(maxsize=256)
def _disc(letter: str, fill: str, ink: str, size: int, ratio: int, families: tuple[str, ...]) -> QPixmap:
    picture = _blank(size, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawEllipse(QPointF(size / 2, size / 2), size / 2, size / 2)
    shown = QFont(list(families))
    shown.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    shown.setPixelSize(max(7, round(size * (0.62 if len(letter) == 1 else 0.46))))
    shown.setWeight(QFont.Weight.Bold)
    painter.setFont(shown)
    painter.setPen(QColor(ink))
    painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return picture


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = (resource("icons") / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


def _blank(size: int, ratio: int) -> QPixmap:
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
