"""The recovery window: what was found after the program had ended in the middle of its work, map by map."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journeymapper.commands.ports import Found
from journeymapper.model.i18n import _
from journeymapper.ui.icons import pixmap
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label, plain_menu_text
from journeymapper.ui.style import colour

WIDTH, HEIGHT, EMPTY = 680, 560, 212
ROW = 118

Act = Callable[[str, str], bool]


class FoundRow(QFrame):
    """One map and what can be done about it."""

    chosen = Signal(str, str)
    """The key of the work and of the option."""

    def __init__(self, found: Found, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(found.title)
        self._key = found.key
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        sign = QLabel(self)
        sign.setTextFormat(Qt.TextFormat.PlainText)
        sign.setPixmap(pixmap("map", colour(look, "accent"), 20, 2))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(plain_label(found.title, self, "strong", wrap=True))
        if found.where:
            column.addWidget(plain_label(found.where, self, "hint", wrap=True))
        column.addWidget(plain_label(f"{found.when} · {found.what}", self, "muted", wrap=True))
        column.addSpacing(6)
        column.addLayout(self._answers(found))
        row.addLayout(column, 1)

    def _answers(self, found: Found) -> QHBoxLayout:
        answers = QHBoxLayout()
        answers.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for position, option in enumerate(found.options):
            button = QPushButton(plain_menu_text(option.title), self)
            button.setObjectName(option.key)
            button.setAutoDefault(False)
            if position == 0:
                button.setProperty("role", "primary")
            if option.key == "discard":
                button.setProperty("role", "link")
                answers.addStretch(1)
            button.clicked.connect(self._choose)
            answers.addWidget(button)
            self.buttons[option.key] = button
        if "discard" not in self.buttons:
            answers.addStretch(1)
        return answers

    def _choose(self) -> None:
        self.chosen.emit(self._key, self.sender().objectName())


class RecoveryWindow(QDialog):
    """Stays beside the map until all of it is dealt with or put off to the next start."""

    def __init__(self, found: Sequence[Found], act: Act, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recovery")
        self.setWindowTitle(_("Recovered work"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._act = act
        self.rows: dict[str, FoundRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(6)
        column.addWidget(plain_label(_("Work that had not been saved"), self, "heading"))
        words = _(
            "JourneyMapper ended before this had been saved. Open it to look at it and save it;"
            " what you leave here is offered again at the next start."
        )
        column.addWidget(plain_label(words, self, "muted", wrap=True))
        column.addSpacing(8)
        column.addWidget(self._list(found, look), 1)
        column.addSpacing(8)
        buttons = QDialogButtonBox(self)
        later = buttons.addButton(_("Decide later"), QDialogButtonBox.ButtonRole.RejectRole)
        later.setObjectName("later")
        later.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(WIDTH, min(EMPTY + ROW * len(found), HEIGHT))

    def _list(self, found: Sequence[Found], look: Look) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName("found")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget(area)
        holder.setObjectName("bar")
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        for each in found:
            row = FoundRow(each, look, holder)
            row.chosen.connect(self._chosen)
            self._rows.addWidget(row)
            self.rows[each.key] = row
        self._rows.addStretch(1)
        area.setWidget(holder)
        return area

    def _chosen(self, key: str, option: str) -> None:
        if key not in self.rows or not self._act(key, option):
            return
        row = self.rows.pop(key)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        if not self.rows:
            self.close()
