"""What the panels at both sides share: a heading, a note at its right, and the body below."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journeymapper.layout.theme import Theme
from journeymapper.ui.plain import plain_label
from journeymapper.ui.style import size_px

HEADING = 38


class Panel(QWidget):
    """A panel with a heading. What it holds goes into `body`."""

    def __init__(self, name: str, heading: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.name = name
        self.theme = theme
        self.setAccessibleName(heading)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.note: QLabel
        if heading:
            self.body.addWidget(self._heading(heading))

    def _heading(self, text: str) -> QWidget:
        row = QWidget(self)
        row.setFixedHeight(HEADING)
        layout = QHBoxLayout(row)
        pad = size_px(self.theme, "pad")
        layout.setContentsMargins(pad, 7, pad - 2, 0)
        heading = plain_label(text.upper(), row, "overline")
        shown = heading.font()
        shown.setLetterSpacing(shown.SpacingType.PercentageSpacing, 106)
        heading.setFont(shown)
        self.note = plain_label("", row, "hint")
        layout.addWidget(heading)
        layout.addStretch(1)
        layout.addWidget(self.note)
        return row
