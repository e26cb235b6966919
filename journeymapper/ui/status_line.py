"""The line at the foot: what a gesture does and what keys change of it, how large the map is, and the scale."""

import math

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QWidget

from journeymapper.layout.theme import Theme
from journeymapper.model.i18n import _
from journeymapper.ui.actions import ActionButton, Actions
from journeymapper.ui.icons import icon
from journeymapper.ui.plain import plain_label
from journeymapper.ui.style import colour, size_px

SMALLEST, LARGEST = 0.1, 4.0
NOTCHES = 100
"""Positions of the slider on each side of 100 %."""
CAP = 21
KEY_NAMES = ("Ctrl", "Shift", "Alt", "Esc", "Enter", "Tab", "Space", "Del", "F2")


class StatusLine(QFrame):
    """The line at the foot of the window."""

    zoom_wanted = Signal(float)

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(size_px(theme, "status_bar"))
        self._hints: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(size_px(theme, "pad"), 1, 14, 0)
        row.setSpacing(6)
        self.says = plain_label("", self, "gesture")
        self._hint_row = QHBoxLayout()
        self._hint_row.setSpacing(7)
        self.counts = plain_label("", self, "muted")
        self.percent = plain_label("100 %", self, "title")
        self.percent.setMinimumWidth(48)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(-NOTCHES, NOTCHES)
        self.slider.setFixedSize(126, 24)
        self.slider.setAccessibleName(_("Zoom"))
        self.slider.valueChanged.connect(self._slid)
        row.addWidget(self.says)
        row.addSpacing(14)
        row.addLayout(self._hint_row)
        row.addStretch(1)
        row.addWidget(self.counts)
        row.addSpacing(12)
        row.addWidget(self._button(actions, theme, "view.fit_map", "fit", text=True))
        row.addSpacing(6)
        row.addWidget(self._button(actions, theme, "view.zoom_out", "minus"))
        row.addWidget(self.slider)
        row.addWidget(self._button(actions, theme, "view.zoom_in", "plus"))
        row.addWidget(self.percent)

    def show_counts(self, stages: int, steps: int, lanes: int, cards: int) -> None:
        """Show how large the map is."""
        parts = (
            _("1 stage") if stages == 1 else _("{n} stages").format(n=stages),
            _("1 step") if steps == 1 else _("{n} steps").format(n=steps),
            _("1 lane") if lanes == 1 else _("{n} lanes").format(n=lanes),
            _("1 card") if cards == 1 else _("{n} cards").format(n=cards),
        )
        self.counts.setText(" · ".join(parts))

    def show_zoom(self, zoom: float) -> None:
        """Show the scale; 1.0 is 100 %."""
        self.percent.setText(f"{round(zoom * 100)} %")
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(notch_of(zoom))
        self.slider.blockSignals(blocked)

    def show_gesture(self, sentence: str, hints: list[tuple[str, str]]) -> None:
        """Show what a gesture does, and what each key makes of it."""
        self.says.setText(sentence)
        for label in self._hints:
            self._hint_row.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._hints = []
        for key, does in hints:
            cap, words = plain_label(key, self, "key_cap"), plain_label(does, self, "muted")
            cap.setFixedHeight(CAP)
            self._hints += [cap, words]
            self._hint_row.addWidget(cap)
            self._hint_row.addWidget(words)
            self._hint_row.addSpacing(9)

    def hints(self) -> list[str]:
        """The keys that are shown to change something now."""
        return [label.text() for label in self._hints[::2]]

    def _button(
        self, actions: Actions, theme: Theme, key: str, name: str, *, text: bool = False
    ) -> ActionButton:
        button = ActionButton(actions[key], "flat", self)
        button.setIcon(icon(name, colour(theme, "text_2"), 16))
        button.setIconSize(QSize(16, 16))
        if text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        else:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return button

    def _slid(self, notch: int) -> None:
        self.zoom_wanted.emit(zoom_of(notch))


def zoom_of(notch: int) -> float:
    """The scale at a position of the slider: 10 % at its left end, 100 % in the middle, 400 % at its right end."""
    end = LARGEST if notch > 0 else 1 / SMALLEST
    return float(end ** (notch / NOTCHES))


def notch_of(zoom: float) -> int:
    """The position of the slider for a scale."""
    end = LARGEST if zoom > 1 else 1 / SMALLEST
    return round(NOTCHES * math.log(zoom) / math.log(end))


def parted(status: str) -> tuple[str, list[tuple[str, str]]]:
    """A status text of parts between " · ": those that begin with a key become hints, the others are the sentence."""
    sentence: list[str] = []
    hints: list[tuple[str, str]] = []
    for part in status.split(" · "):
        key, _space, does = part.partition(" ")
        if key in KEY_NAMES and does:
            hints.append((key, does))
        elif part:
            sentence.append(part)
    return " · ".join(sentence), hints
