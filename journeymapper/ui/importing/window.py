"""A table before a map is made of it: what each part is taken for, on its own data, and all of it can be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journeymapper.commands.ports import TableChoice
from journeymapper.formats.report import Note
from journeymapper.formats.tables import Guess, Table, build, guess, with_role, with_scale
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, EmotionPoint, Measure, Owner
from journeymapper.ui.dialogs import LEVEL_TITLES
from journeymapper.ui.importing.lanes import LaneList
from journeymapper.ui.importing.preview import Preview
from journeymapper.ui.inspector.choice_editors import Box
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label

WIDTH, HEIGHT = 1180, 760
LANES = 284
REPORT = 112
PAUSE = 60
"""Milliseconds after a change until it is reckoned what will come of it."""
MOST_NOTES = 200


class ImportWindow(QDialog):
    """Shows what a table is taken for; *Make the map* takes it as it is shown then."""

    def __init__(self, name: str, tables: Sequence[Table], look: Look, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("import")
        self.setWindowTitle(_("Import a table"))
        self.resize(WIDTH, HEIGHT)
        self._look = look
        self._tables = tuple(tables)
        self.choice = TableChoice(self._tables[0], guess(self._tables[0]))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        heading = _("What is what in “{name}”?").format(name=name)
        column.addWidget(plain_label(heading, self, "heading", wrap=True))
        words = _("This is how the table is read. Change what is wrong; the map is made only after that.")
        column.addWidget(plain_label(words, self, "muted", wrap=True))
        column.addSpacing(4)
        column.addLayout(self._choices())
        column.addLayout(self._middle(), 1)
        self.summary = plain_label("", self, "strong", wrap=True)
        column.addWidget(self.summary)
        self.report = QPlainTextEdit(self)
        self.report.setReadOnly(True)
        self.report.setFixedHeight(REPORT)
        self.report.setAccessibleName(_("What will be told of the import"))
        column.addWidget(self.report)
        column.addWidget(self._buttons())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._reckon)
        self._show_guess(anew=True)
        self._reckon()

    # making

    def _choices(self) -> QHBoxLayout:
        """Which table, and how its stages run."""
        across = QHBoxLayout()
        across.setSpacing(10)
        self.tables = Box(self._look, self)
        self.tables.setAccessibleName(_("Table"))
        for number, table in enumerate(self._tables, start=1):
            self.tables.addItem(" ".join(table.title.split()) or _("Table {n}").format(n=number))
        self.tables.setMinimumWidth(240)
        self.tables.setVisible(len(self._tables) > 1)
        self.tables.activated.connect(self._take_table)
        across.addWidget(self.tables)
        across.addWidget(plain_label(_("Stages run"), self))
        self.runs = QButtonGroup(self)
        for key, title in ((1, _("across: each column is one")), (0, _("down: each row is one"))):
            button = QRadioButton(title, self)
            self.runs.addButton(button, key)
            across.addWidget(button)
        self.runs.idClicked.connect(self._run)
        across.addStretch(1)
        return across

    def _middle(self) -> QHBoxLayout:
        """The lanes, and beside them the table."""
        across = QHBoxLayout()
        across.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(plain_label(_("Lanes").upper(), self, "overline"))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFixedWidth(LANES)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lanes = LaneList(self._look, area)
        self.lanes.role_chosen.connect(self._take_role)
        self.lanes.scale_chosen.connect(self._take_scale)
        area.setWidget(self.lanes)
        left.addWidget(area, 1)
        across.addLayout(left)
        self.preview = Preview(self.choice, self._look, self)
        across.addWidget(self.preview, 1)
        return across

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.make = QPushButton(_("Make the map"), self)
        self.make.setDefault(True)
        buttons.addButton(self.make, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    # choosing

    def _take_table(self, place: int) -> None:
        table = self._tables[place]
        self.choice = TableChoice(table, guess(table))
        self._show_guess(anew=True)

    def _run(self, across: int) -> None:
        if self.choice.guess.across != bool(across):
            self._guess(guess(self.choice.table, bool(across)), anew=True)

    def _take_role(self, number: int, role: str) -> None:
        self._guess(with_role(self.choice.table, self.choice.guess, number, role))

    def _take_scale(self, number: int, scale: str) -> None:
        self._guess(with_scale(self.choice.guess, number, scale))

    def _guess(self, changed: Guess, *, anew: bool = False) -> None:
        self.choice = TableChoice(self.choice.table, changed)
        self._show_guess(anew=anew)

    # showing

    def _show_guess(self, *, anew: bool) -> None:
        self.runs.button(int(self.choice.guess.across)).setChecked(True)
        if anew:
            self.lanes.show_anew(self.choice.guess)
        self.lanes.show_guess(self.choice.guess)
        self.preview.show_choice(self.choice)
        self._timer.start()

    def _reckon(self) -> None:
        """Try it out, and say what would come of it."""
        try:
            made = build(self.choice.table, self.choice.guess, id_source())
        except FileProblem as problem:
            self._say(_("No map can be made so: {problem}.").format(problem=problem), (), able=False)
            return
        self._say(content_of(made.document), made.report, able=True)

    def _say(self, summary: str, notes: Sequence[Note], *, able: bool) -> None:
        self.summary.setText(summary)
        self.summary.setProperty("role", "strong" if able else "error")
        self.summary.style().unpolish(self.summary)
        self.summary.style().polish(self.summary)
        self.make.setEnabled(able)
        told = [note_text(note) for note in notes[:MOST_NOTES]]
        if len(notes) > MOST_NOTES:
            told.append(_("and {n} more").format(n=len(notes) - MOST_NOTES))
        self.report.setPlainText("\n".join(told) or (_("Everything finds a place.") if able else ""))


def content_of(document: Document) -> str:
    """How much will be in the map, in words."""
    counts = (
        (_("stages: {n}"), len(document.stages)),
        (_("steps: {n}"), len(document.steps)),
        (_("lanes: {n}"), len(document.lanes)),
        (_("cards: {n}"), document.count(Card)),
        (_("emotion points: {n}"), document.count(EmotionPoint)),
        (_("key figures and owners: {n}"), document.count(Measure) + document.count(Owner)),
    )
    words = [words.format(n=count) for words, count in counts if count]
    return _("The map will have {content}").format(content=", ".join(words))


def note_text(note: Note) -> str:
    """A note as one line."""
    level = _(LEVEL_TITLES[note.level]) if note.path or note.level != "placed" else ""
    return ": ".join(part for part in (level, note.path, note.text) if part)
