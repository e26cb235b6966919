"""The dialogs: paper, shortcuts, reports."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QMessageBox,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journeymapper.commands.command import Command
from journeymapper.commands.menus import MENUS, listed
from journeymapper.commands.ports import Option, ReportLine
from journeymapper.commands.registry import all_commands
from journeymapper.model.i18n import _, mark
from journeymapper.ui.plain import plain_label, plain_menu_text, plain_tip

LEVEL_TITLES = {
    "lost": mark("lost"),
    "dropped": mark("left out"),
    "changed": mark("changed"),
    "guessed": mark("guessed"),
    "placed": mark("placed"),
}
LEVELS = tuple(LEVEL_TITLES)


class PaperDialog(QDialog):
    """Asks for which paper a page is to be made."""

    def __init__(self, papers: Sequence[Option], chosen: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Export as PDF"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(10)
        column.addWidget(plain_label(_("The whole map on one page of"), self, "heading"))
        self.group = QButtonGroup(self)
        self._papers = [paper.key for paper in papers]
        for position, paper in enumerate(papers):
            button = QRadioButton(plain_menu_text(paper.title), self)
            button.setChecked(paper.key == chosen)
            self.group.addButton(button, position)
            column.addWidget(button)
        column.addSpacing(8)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        export = buttons.addButton(_("Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        export.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    @property
    def paper(self) -> str:
        """The key of the paper chosen."""
        return self._papers[max(self.group.checkedId(), 0)]


class ShortcutSheet(QDialog):
    """Every command that has keys, menu by menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.resize(820, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 12, 16)
        column.addWidget(plain_label(_("Keyboard shortcuts"), self, "heading"))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        sheet = QWidget(area)
        sheet.setObjectName("panel_body")
        across = QHBoxLayout(sheet)
        across.setContentsMargins(18, 14, 18, 14)
        across.setSpacing(40)
        sides = (QVBoxLayout(), QVBoxLayout())
        commands = {command.id: command for command in all_commands()}
        for menu in MENUS:
            shown = [commands[key] for key in listed(menu) if commands[key].keys]
            shorter = min(sides, key=lambda side: side.count())
            self._add(shorter, _(menu.title), shown, sheet)
        for side in sides:
            side.setSpacing(8)
            side.addStretch(1)
            across.addLayout(side, 1)
        area.setWidget(sheet)
        column.addWidget(area, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _add(self, column: QVBoxLayout, title: str, commands: Sequence[Command], parent: QWidget) -> None:
        column.addWidget(plain_label(title.upper(), parent, "overline"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for row, command in enumerate(commands):
            grid.addWidget(plain_label(_(command.title).removesuffix("…"), parent), row, 0)
            keys = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(plain_label(keys, parent, "key_cap"), row, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        column.addSpacing(16)


def plain_message(parent: QWidget, title: str, text: str, detail: str = "") -> QMessageBox:
    """A message box without buttons whose texts are shown as they are."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    if detail:
        box.setInformativeText(plain_tip(detail))
    return box


class ReportDialog(QDialog):
    """What became of each part of a file: what was lost first, then what was left out or changed, then the rest."""

    def __init__(self, title: str, lines: Sequence[ReportLine], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Report"))
        self.resize(680, min(170 + 26 * len(lines), 480))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 12, 16)
        column.addWidget(plain_label(title, self, "heading", wrap=True))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        sheet = QWidget(area)
        sheet.setObjectName("panel_body")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(2, 1)
        ordered = sorted(
            lines, key=lambda line: LEVELS.index(line.level) if line.level in LEVELS else len(LEVELS)
        )
        for row, line in enumerate(ordered):
            role = "error" if line.level in ("lost", "dropped") else "muted"
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(plain_label(_(LEVEL_TITLES.get(line.level, line.level)), sheet, role), row, 0, top)
            grid.addWidget(plain_label(line.place, sheet, "hint"), row, 1, top)
            grid.addWidget(plain_label(line.text, sheet, wrap=True), row, 2, top)
        grid.setRowStretch(len(ordered), 1)
        area.setWidget(sheet)
        column.addWidget(area, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
