"""Maps that are read from right to left: pixels count from the edge where reading begins, as a view counts them.

A painter that is turned round has its x run to the left. Shapes painted with it change sides by themselves, and
`Painter` sees to text; pictures are put down with `put`.
"""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap


def edge(width: float, ratio: float) -> float:
    """Where reading from right to left begins, in a viewport of this width: at a whole device pixel."""
    return round(width * ratio) / ratio


def turn(painter: QPainter, width: float, ratio: float) -> None:
    """Turn a painter round; it must not be moved or scaled yet."""
    painter.translate(edge(width, ratio), 0.0)
    painter.scale(-1.0, 1.0)


def is_turned(painter: QPainter) -> bool:
    """Whether a painter's x runs to the left."""
    return painter.worldTransform().m11() < 0


def put(painter: QPainter, target: QRectF, picture: QPixmap, source: QRectF) -> None:
    """Put a part of a picture down as it is; the part is given as if the picture were turned like the painter."""
    if not is_turned(painter):
        painter.drawPixmap(target, picture, source)
        return
    painter.scale(-1.0, 1.0)
    painter.drawPixmap(
        QRectF(-target.right(), target.y(), target.width(), target.height()),
        picture,
        QRectF(picture.width() - source.right(), source.y(), source.width(), source.height()),
    )
    painter.scale(-1.0, 1.0)


def put_whole(painter: QPainter, x: float, y: float, picture: QPixmap) -> None:
    """Put a picture down as it is, with its upper corner nearest to where reading begins at (x, y)."""
    if not is_turned(painter):
        painter.drawPixmap(QPointF(x, y), picture)
        return
    painter.scale(-1.0, 1.0)
    painter.drawPixmap(QPointF(-x - picture.deviceIndependentSize().width(), y), picture)
    painter.scale(-1.0, 1.0)
