"""Small questions of import and export: which part of a file, and how large a picture."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from journeymapper.commands.ports import PictureWish
from journeymapper.model.i18n import _
from journeymapper.ui.plain import plain_label
from journeymapper.ui.png import LONGEST_SIDE, MOST_PIXELS, USUAL_SCALE

SMALLEST, LARGEST, STEP = 0.1, 20.0, 0.5


class PartDialog(QDialog):
    """Asks which of the parts of a file is meant."""

    def __init__(self, question: str, names: Sequence[str], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self.setWindowTitle(_("Import"))
        self.resize(480, 360)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label(question, self, "heading", wrap=True))
        self.list = QListWidget(self)
        self.list.setAccessibleName(question)
        for name in names:
            self.list.addItem(QListWidgetItem(" ".join(name.split())))
        self.list.setSpacing(3)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self.accept)
        column.addWidget(self.list, 1)
        column.addWidget(_buttons(self, _("Import")))

    @property
    def part(self) -> int:
        """The part chosen, counted from 0."""
        return max(self.list.currentRow(), 0)


class PictureDialog(QDialog):
    """Asks how large a picture is to be. `points` are the width and height of what is drawn."""

    def __init__(self, points: tuple[float, float], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("picture")
        self.setWindowTitle(_("Export as PNG"))
        self._points = points
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label(_("How large is the picture to be?"), self, "heading"))
        across = QHBoxLayout()
        across.setSpacing(12)
        self.scale = QDoubleSpinBox(self)
        self.scale.setRange(SMALLEST, LARGEST)
        self.scale.setSingleStep(STEP)
        self.scale.setDecimals(2)
        self.scale.setValue(USUAL_SCALE)
        self.scale.setMinimumWidth(110)
        title = plain_label(_("Pixels a point"), self)
        title.setBuddy(self.scale)
        self.scale.setAccessibleName(_("Pixels a point"))
        across.addWidget(title)
        across.addWidget(self.scale)
        self.size_label = plain_label("", self, "muted")
        self.size_label.setMinimumWidth(190)
        across.addWidget(self.size_label, 1)
        column.addLayout(across)
        self.transparent = QCheckBox(_("Transparent ground"), self)
        column.addWidget(self.transparent)
        self.buttons = _buttons(self, _("Export…"))
        column.addWidget(self.buttons)
        self.scale.valueChanged.connect(self._show_size)
        self._show_size()

    @property
    def wish(self) -> PictureWish:
        """What was chosen."""
        return PictureWish(self.scale.value(), self.transparent.isChecked())

    def _show_size(self) -> None:
        width, height = (max(round(side * self.scale.value()), 1) for side in self._points)
        fits = max(width, height) <= LONGEST_SIDE and width * height <= MOST_PIXELS
        size = _("{width} × {height} pixels").format(width=width, height=height)
        self.size_label.setText(size if fits else _("{size}: too large").format(size=size))
        button = self.buttons.findChild(QWidget, "accept")
        if isinstance(button, QWidget):
            button.setEnabled(fits)


def _buttons(dialog: QDialog, title: str) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, Qt.Orientation.Horizontal, dialog)
    accept = buttons.addButton(title, QDialogButtonBox.ButtonRole.AcceptRole)
    accept.setObjectName("accept")
    accept.setDefault(True)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
