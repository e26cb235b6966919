"""What a file that is dragged over the window will do there."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from journeymapper.ui.look import Look
from journeymapper.ui.style import colour, font

INSET = 8
FRAME = 3
RADIUS = 12
PILL = (18, 11)
"""Room around the words, across and down."""


class DropHint(QWidget):
    """Frames the page on which a dragged file would be let fall, and says what becomes of it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drop_hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look = look
        self.words = ""
        self.hide()

    def show_over(self, page: QWidget, words: str) -> None:
        """Stand over a page, with these words."""
        self.words = words
        self.setAccessibleName(words)
        self.setGeometry(page.geometry())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame, and the words in its middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(colour(self._look, "accent"))
        painter.setPen(QPen(accent, FRAME))
        veil = QColor(accent)
        veil.setAlphaF(0.08)
        painter.setBrush(veil)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET), RADIUS, RADIUS)
        painter.setFont(font(self._look, "heading", 600))
        words = QRectF(painter.fontMetrics().boundingRect(self.words))
        words.moveCenter(QRectF(self.rect()).center())
        pill = words.adjusted(-PILL[0], -PILL[1], PILL[0], PILL[1])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(pill, RADIUS, RADIUS)
        painter.setPen(QColor(colour(self._look, "on_accent")))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.words)
