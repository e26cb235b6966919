"""The row at the top: menus at the left, title and saved mark in the middle, whose map it is at the right."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QWidget

from journeymapper.model.i18n import _, mark
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label
from journeymapper.ui.style import colour, size_px

SavedState = Literal["saved", "edited", "saving", "unnamed", "read_only", "read_only_changed"]
STATES: dict[SavedState, tuple[str, str, str]] = {
    "saved": (mark("Saved"), "check", "saved"),
    "edited": (mark("Edited"), "edit", "unsaved"),
    "saving": (mark("Saving…"), "save", "unsaved"),
    "unnamed": (mark("Not saved yet"), "edit", "unsaved"),
    "read_only": (mark("Read-only"), "lock", "unsaved"),
    "read_only_changed": (mark("Read-only, changed"), "lock", "unsaved"),
}
"""What the mark behind the title says, its icon and its colour."""
LONGEST_TITLE = 60
GAP = 16


class TitleRow(QWidget):
    """Menu bar and title block. The title stands in the middle of the window as long as there is room."""

    def __init__(self, theme: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._theme = theme
        self.menu_bar = QMenuBar(self)
        self.menu_bar.setNativeMenuBar(False)
        self._block = QWidget(self)
        row = QHBoxLayout(self._block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.title = plain_label("", self._block, "title")
        self._mark = plain_label("", self._block)
        self.saved = plain_label("", self._block, "muted")
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.saved)
        self.persona = plain_label("", self, "muted")
        self.persona.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(size_px(theme, "menu_bar"))
        self._block.hide()

    def show_map(self, title: str, whose: str, state: SavedState) -> None:
        """Show a map's title, its persona and state, and whether it is saved."""
        from journeymapper.ui.icons import pixmap  # no map, no icon: the first page stands sooner without it

        words, name, role = STATES[state]
        self._block.show()
        self.title.setText(_short(title) or _("Untitled map"))
        self.saved.setText(_(words))
        self._mark.setPixmap(pixmap(name, colour(self._theme, role), 14, 2))
        self.persona.setText(whose)
        self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the title in the middle."""
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Put the title where it belongs, in the size that its text has now."""
        height = self.height()
        menus = self.menu_bar.sizeHint()
        self.menu_bar.setGeometry(6, (height - menus.height()) // 2, menus.width() + 4, menus.height())
        left = self.menu_bar.geometry().right() + GAP
        whose = self.persona.sizeHint().width()
        self.persona.setGeometry(self.width() - whose - GAP, 0, whose, height)
        block = self._block.sizeHint()
        middle = (self.width() - block.width()) // 2
        at = max(left, middle)
        self.persona.setVisible(at + block.width() + GAP < self.persona.x())
        # A label is as high as the main face needs; letters of other scripts may reach below that.
        self._block.setGeometry(at, 0, block.width(), height)


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"
