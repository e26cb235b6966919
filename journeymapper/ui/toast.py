"""A notice at the foot of the window, which goes by itself; a problem stays until it is put away."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from journeymapper.commands.ports import Tone
from journeymapper.model.i18n import _
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label

WIDEST = 620
ABOVE_FOOT = 56


class Toast(QFrame):
    """One sentence over the lower part of a window."""

    def __init__(self, theme: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._over = parent
        self._milliseconds = theme.motion_ms["toast"]
        self.words = plain_label("", self, wrap=True)
        self._away = QPushButton(_("Close"), self)
        self._away.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 10, 9)
        row.setSpacing(12)
        self._row = row
        row.addWidget(self.words, 1)
        row.addWidget(self._away)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str, tone: Tone) -> None:
        """Show a sentence in place of the one before."""
        self.words.setText(sentence)
        self._away.setVisible(tone == "problem")
        self._place()
        self.show()
        self.raise_()
        self._timer.stop()
        if tone == "done":
            self._timer.start(self._milliseconds)

    def stay(self) -> None:
        """Keep its place; the window has another size."""
        if not self.isHidden():
            self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press puts the notice away."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._timer.stop()
            self.hide()

    def _place(self) -> None:
        room = min(WIDEST, self._over.width() - 48)
        wanted = self.words.fontMetrics().horizontalAdvance(self.words.text()) + 46
        if self._away.isVisibleTo(self):
            wanted += self._away.sizeHint().width() + 12
        width = min(room, wanted)
        height = max(self._row.heightForWidth(width), self._row.minimumSize().height())
        self.setGeometry(
            (self._over.width() - width) // 2, self._over.height() - ABOVE_FOOT - height, width, height
        )
