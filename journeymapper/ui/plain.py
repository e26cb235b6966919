"""Text on the screen: always plain, so that nothing a map says is read as markup.

Qt guesses: a label, a tool tip or a message box given `<img src="file:…">` opens the file. Every text that reaches
such a sink goes through here.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

LONGEST_TIP = 400


def plain_label(text: str, parent: QWidget, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows its text as it is. `role` names how it looks, in `resources/themes/window.qss`."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def plain_tip(text: str) -> str:
    """Text for a tool tip, which Qt would otherwise take for HTML where it looks like it.

    A word joiner after `<` and `&` keeps `Qt.mightBeRichText` from finding a tag; it is not seen.
    """
    shown = text if len(text) <= LONGEST_TIP else text[: LONGEST_TIP - 1] + "…"
    return shown.replace("<", "<\N{WORD JOINER}").replace("&", "&\N{WORD JOINER}")


def plain_menu_text(text: str) -> str:
    """Text for a menu entry or a button, where `&` would underline the letter behind it."""
    return " ".join(text.split()).replace("&", "&&")


class RowButton(QPushButton):
    """A button as wide as its column; a text too long for it ends in an ellipsis, with the whole as tool tip."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = " ".join(text.split()) or "—"
        self.setProperty("role", "row")
        self.setAccessibleName(self._whole)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(plain_menu_text(self._whole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the text as there is room for."""
        super().resizeEvent(event)
        show_as_much(self, self._whole, 20 + (self.iconSize().width() + 4 if not self.icon().isNull() else 0))


class RowTick(QCheckBox):
    """A tick as wide as its column, its text shortened as that of a `RowButton`."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = " ".join(text.split()) or "—"
        self.setAccessibleName(self._whole)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(plain_menu_text(self._whole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the text as there is room for."""
        super().resizeEvent(event)
        show_as_much(self, self._whole, 26)


def show_as_much(button: QAbstractButton, text: str, taken: int) -> None:
    """Show as much of a text as a button has room for beside the pixels taken; the whole as tool tip."""
    room = max(button.width() - taken, 10)
    shown = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    button.setText(plain_menu_text(shown))
    if not button.toolTip() and shown != text:
        button.setToolTip(plain_tip(text))
