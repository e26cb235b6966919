"""Pictures of the document as Qt images. Pillow decodes them, not Qt: files come from other people."""

from collections.abc import Callable
from io import BytesIO

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QTransform

from journeymapper.drawing.ops import Picture

LARGEST_SIDE = 2048
LARGEST_PIXELS = 64_000_000

Media = Callable[[str], bytes | None]


class Pictures:
    """Decodes and scales media; each picture is kept at the few sizes at which it was asked for."""

    def __init__(self, media: Media) -> None:
        self._media = media
        self._images: dict[tuple[str, int], QImage | None] = {}

    def draw(self, painter: QPainter, op: Picture, scale: float) -> None:
        """Fill the op's rectangle with its picture; one that cannot be read leaves the ground as it is."""
        longest = max(op.width, op.height) * scale
        side = 64
        while side < longest and side < LARGEST_SIDE:
            side *= 2
        image = self._image(op.sha256, side)
        if image is None or image.isNull():
            return
        zoom = max(op.width / image.width(), op.height / image.height())
        shift_x = op.x + (op.width - image.width() * zoom) / 2
        shift_y = op.y + (op.height - image.height() * zoom) / 2
        # A texture brush, not a clip: the edges of a clip path are not antialiased.
        brush = QBrush(image)
        brush.setTransform(QTransform(zoom, 0, 0, zoom, shift_x, shift_y))
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(op.x, op.y, op.width, op.height), op.radius, op.radius)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillPath(shape, brush)

    def _image(self, sha256: str, side: int) -> QImage | None:
        key = (sha256, side)
        if key not in self._images:
            data = self._media(sha256)
            self._images[key] = None if data is None else decode(data, side)
        return self._images[key]


def decode(data: bytes, side: int) -> QImage | None:
    """A picture, upright, whose shorter side has at most `side` pixels; None where it cannot be read."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > LARGEST_PIXELS:
                return None
            picture.draft("RGB", (side, side))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return None
    shrink = min(1.0, side / min(upright.size))
    if shrink < 1.0:
        size = (max(1, round(upright.width * shrink)), max(1, round(upright.height * shrink)))
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    raw = upright.tobytes()
    image = QImage(raw, upright.width, upright.height, upright.width * 4, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
