"""The search field: counts what it finds as one types, and goes from one to the next."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from journeymapper.layout.theme import Theme
from journeymapper.model.i18n import _
from journeymapper.ui.icons import pixmap
from journeymapper.ui.style import colour, font, size_px

KEYS = "Ctrl+F"


class SearchField(QLineEdit):
    """A field that tells what is searched for and shows how much was found."""

    next_wanted = Signal(int)
    """Go to the next find (1) or the one before (-1)."""
    left = Signal()
    """The person is done with searching."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setPlaceholderText(_("Search cards, tags, owners"))
        self.setAccessibleName(_("Search"))
        self._theme = theme
        self._note = ""

    def show_found(self, position: int, count: int) -> None:
        """Show that the 1-based `position` of `count` finds is selected; 0 stands for none yet."""
        if not self.text().strip():
            self._note = ""
        elif count == 0:
            self._note = _("none")
        else:
            self._note = _("{at} of {n}").format(at=position, n=count) if position else str(count)
        self.update()

    @property
    def note(self) -> str:
        """How much was found, as shown."""
        return self._note

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Esc leaves."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.next_wanted.emit(-1 if back else 1)
            case Qt.Key.Key_Escape:
                self.clear()
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, its icon, and how much was found or the keys that lead here."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() // 2
        painter.drawPixmap(11, middle - 8, pixmap("search", colour(self._theme, "text_3"), 16, 2))
        if self._note:
            painter.setFont(font(self._theme, "small", 500))
            painter.setPen(QColor(colour(self._theme, "text_2")))
            painter.drawText(
                self.rect().adjusted(0, 0, -10, 0),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                self._note,
            )
        elif not self.text():
            draw_key_cap(painter, self._theme, KEYS, self.width() - 6, middle)


def draw_key_cap(painter: QPainter, theme: Theme, text: str, right: int, middle: int) -> int:
    """Draw the name of a key on a small cap that ends at `right`; where it begins is returned."""
    shown = font(theme, "key_cap", 500)
    painter.setFont(shown)
    width = max(21, painter.fontMetrics().horizontalAdvance(text) + 11)
    box = QRect(right - width, middle - 10, width, 19)
    painter.setPen(QPen(QColor(colour(theme, "key_cap_border")), 1))
    painter.setBrush(QColor(colour(theme, "key_cap")))
    radius = size_px(theme, "radius_small")
    painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(QColor(colour(theme, "key_cap_text")))
    painter.setFont(QFont(shown))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return box.left()
