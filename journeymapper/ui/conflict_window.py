"""Where two people's edits cannot stand together: what was there, what stands here and there, and which is to stay."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from journeymapper.commands.conflict_text import ConflictWords, conflict_words, note_line
from journeymapper.edit.merge import Choice, Conflict, Key, Merged, resolve
from journeymapper.model.i18n import _, mark
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label

WIDTH, HEIGHT = 940, 640
LONGEST_VALUE = 900
"""Characters of a value that are shown; whoever wrote more will know it by these."""

TITLES: dict[Choice, str] = {
    "base": mark("As it was"),
    "ours": mark("Here"),
    "theirs": mark("In the file"),
}

Why = Literal["", "excluded", "further"]


class ValueTile(QFrame):
    """One of the three states of a conflict, with the button that chooses it; a click anywhere on it does, too."""

    def __init__(self, choice: Choice, value: str, group: QButtonGroup, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setProperty("chosen", False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.choice: Choice = choice
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 9, 11, 11)
        column.setSpacing(5)
        self.button = QRadioButton(_(TITLES[choice]), self)
        self.button.setObjectName(f"choose.{choice}")
        self.button.setAccessibleDescription(value)
        self.button.toggled.connect(self._toggled)
        group.addButton(self.button)
        column.addWidget(self.button)
        shown = value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE].rstrip() + " …"
        words = plain_label(shown or _("nothing"), self, "" if shown else "hint", wrap=True)
        words.setObjectName("value")
        column.addWidget(words)
        column.addStretch(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose this."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.setChecked(True)
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mouseReleaseEvent(event)

    def _toggled(self, chosen: bool) -> None:
        self.setProperty("chosen", chosen)
        self.style().unpolish(self)
        self.style().polish(self)


class ConflictRow(QFrame):
    """One conflict: what it is about, and its three states side by side. Nothing is chosen to begin with."""

    changed = Signal()

    def __init__(self, conflict: Conflict, words: ConflictWords, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("conflict")
        self.setAccessibleName(words.name)
        self.setAccessibleDescription(words.part)
        self.key: Key = conflict.key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(plain_label(str(number), self, "count"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(plain_label(words.name, self, "strong", wrap=True), 1)
        head.addWidget(plain_label(words.part, self, "small"), 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        self.group = QButtonGroup(self)
        self.tiles: dict[Choice, ValueTile] = {}
        across = QGridLayout()
        across.setSpacing(8)
        values: tuple[tuple[Choice, str], ...] = (
            ("base", words.base),
            ("ours", words.ours),
            ("theirs", words.theirs),
        )
        for place, (choice, value) in enumerate(values):
            tile = ValueTile(choice, value, self.group, self)
            tile.button.setAccessibleName(
                f"{words.name}, {words.part}: {_(TITLES[choice])}".replace(", :", ":")
            )
            across.addWidget(tile, 0, place)
            across.setColumnStretch(place, 1)
            self.tiles[choice] = tile
        column.addLayout(across)
        self.group.buttonToggled.connect(self._changed)

    @property
    def choice(self) -> Choice | None:
        """What was chosen."""
        return next((choice for choice, tile in self.tiles.items() if tile.button.isChecked()), None)

    def choose(self, choice: Choice) -> None:
        """Choose one of the three."""
        self.tiles[choice].button.setChecked(True)

    def _changed(self) -> None:
        self.changed.emit()


class ConflictWindow(QDialog):
    """All open conflicts of a merge. It can be left by *Merge* only when each has been decided."""

    def __init__(self, merged: Merged, look: Look, parent: QWidget | None, why: Why = "") -> None:
        super().__init__(parent)
        self.setObjectName("conflicts")
        self.setWindowTitle(_("Merge"))
        self.resize(WIDTH, HEIGHT)
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(6)
        self._add_head(column, merged, why)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._list(merged, area))
        self._area = area
        column.addWidget(area, 1)
        self._add_foot(column)
        self._show_count()
        self.rows[0].tiles["base"].button.setFocus()

    @property
    def choices(self) -> dict[Key, Choice]:
        """What was chosen so far."""
        return {row.key: choice for row in self.rows if (choice := row.choice) is not None}

    def choose_all(self, choice: Choice) -> None:
        """Choose the same everywhere."""
        for row in self.rows:
            row.choose(choice)

    def _add_head(self, column: QVBoxLayout, merged: Merged, why: Why) -> None:
        count = len(merged.conflicts)
        heading = _("One place was changed on both sides")
        if count > 1:
            heading = _("{n} places were changed on both sides").format(n=count)
        if why == "excluded":
            heading = _("Some of these choices exclude each other")
        elif why == "further":
            heading = _("With these choices, something else is to be decided")
        column.addWidget(plain_label(heading, self, "heading", wrap=True))
        words = _("Everything else is merged already. Choose what is to stand; nothing is chosen for you.")
        if why == "excluded":
            words = _("Both cannot be had, because one holds the other. Please choose again.")
        column.addWidget(plain_label(words, self, "muted", wrap=True))
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(plain_label(_("All at once:"), self, "small"))
        self.everywhere: dict[Choice, QPushButton] = {}
        for choice, title in TITLES.items():
            button = QPushButton(_(title), self)
            button.setObjectName(f"all.{choice}")
            button.setProperty("role", "link")
            button.setAccessibleName(_("Everywhere: {choice}").format(choice=_(title)))
            button.setAutoDefault(False)
            button.clicked.connect(self._choose_all)
            across.addWidget(button)
            self.everywhere[choice] = button
        across.addStretch(1)
        column.addLayout(across)

    def _list(self, merged: Merged, area: QScrollArea) -> QWidget:
        holder = QWidget(area)
        holder.setObjectName("bar")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 6, 8, 6)
        column.setSpacing(20)
        self.rows: list[ConflictRow] = []
        for number, conflict in enumerate(merged.conflicts, start=1):
            row = ConflictRow(conflict, conflict_words(merged, conflict), number, holder)
            row.changed.connect(self._show_count)
            for tile in row.tiles.values():
                tile.button.toggled.connect(self._show_row)
            column.addWidget(row)
            self.rows.append(row)
        for note in merged.notes:
            column.addWidget(plain_label(note_line(merged, note), holder, "small", wrap=True))
        column.addStretch(1)
        return holder

    def _add_foot(self, column: QVBoxLayout) -> None:
        foot = QHBoxLayout()
        self._count = plain_label("", self, "small")
        self._count.setObjectName("count")
        foot.addWidget(self._count, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.merge = buttons.addButton(_("Merge"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.merge.setObjectName("merge")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot.addWidget(buttons)
        column.addLayout(foot)

    def _choose_all(self) -> None:
        sender = self.sender()
        for choice, button in self.everywhere.items():
            if button is sender:
                self.choose_all(choice)

    def _show_count(self) -> None:
        chosen = len(self.choices)
        self._count.setText(_("{n} of {all} decided").format(n=chosen, all=len(self.rows)))
        self.merge.setEnabled(chosen == len(self.rows))
        self.merge.setDefault(chosen == len(self.rows))

    def _show_row(self) -> None:
        """Keep the conflict in sight that the keyboard is at."""
        focus = QApplication.focusWidget()
        for row in self.rows:
            if focus is not None and row.isAncestorOf(focus):
                self._area.ensureWidgetVisible(row, 0, 12)


def ask_about_conflicts(merged: Merged, look: Look, parent: QWidget) -> Merged | None:
    """Ask until no conflict is open; None where the person gives up. Choices may bring further conflicts to light."""
    why: Why = ""
    while merged.conflicts:
        window = ConflictWindow(merged, look, parent, why)
        accepted = window.exec() == QDialog.DialogCode.Accepted
        choices = window.choices
        window.deleteLater()
        if not accepted:
            return None
        merged = resolve(merged, choices)
        why = "excluded" if merged.excluded else "further"
    return merged
