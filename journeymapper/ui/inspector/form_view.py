"""The fields of what is selected, one below the other; each change is one named step of the history."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from journeymapper.commands.choices import choices
from journeymapper.commands.forms import Field
from journeymapper.commands.readings import AGE, READINGS
from journeymapper.commands.related import card_title
from journeymapper.commands.setting import set_field, value_of
from journeymapper.edit.store import Store
from journeymapper.files.journal.entries import Draft
from journeymapper.layout.theme import Theme
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Record
from journeymapper.ui.inspector.choice_editors import ChoiceEditor, FactEditor, RatingEditor, SeveralEditor
from journeymapper.ui.inspector.field_editor import FieldEditor
from journeymapper.ui.inspector.text_editors import LineEditor, TextEditor
from journeymapper.ui.plain import plain_label

MERGED = ("dots", "bars", "count", "decimal", "percent")
"""Forms that people step through quickly: steps within a second become one."""
_NOTHING = object()
"""What no field holds, so that its editor shows whatever comes next."""


class FormView(QWidget):
    """The fields of some records. It remembers which, so that what was typed reaches those it was typed for."""

    refused = Signal(str)
    """A value was not taken; a sentence says why."""
    typed = Signal()
    """Something is being typed that is no value yet, or is no longer."""

    def __init__(
        self, fields: Sequence[Field], records: Sequence[Record], store: Store, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._store = store
        self.keys = [record.id for record in records]
        self._fields = {field.key: field for field in fields}
        self.editors: dict[str, FieldEditor] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        kind = records[0].kind if isinstance(records[0], Card) else "note"
        self._fill(list(fields), kind, theme)
        self.show_records(records)

    def show_records(self, records: Sequence[Record]) -> None:
        """Show the values of these records, which have the same fields as those shown so far."""
        self.keys = [record.id for record in records]
        document = self._store.document
        for key, editor in self.editors.items():
            field = self._fields[key]
            if field.form in ("choice", "several"):
                editor.offer(choices(document, records, key))
            value = value_of(records, key)
            editor.show_value(_fact(document, value) if field.form == "fact" else value)

    def show_others(self, records: Sequence[Record]) -> None:
        """Show other records than so far: what was still being typed was meant for those."""
        for editor in self.editors.values():
            editor.value = _NOTHING
        self.show_records(records)

    def so_far(self) -> Draft | None:
        """What is being typed."""
        for key, editor in self.editors.items():
            text = editor.so_far()
            if text is not None:
                return Draft(" ".join(self.keys), key, text)
        return None

    def commit(self) -> None:
        """Keep what is being typed."""
        for editor in self.editors.values():
            editor.commit()

    def _fill(self, fields: list[Field], kind: str, theme: Theme) -> None:
        row = column = 0
        for position, field in enumerate(fields):
            editor = _editor(field, kind, theme, self)
            editor.setObjectName(f"field.{field.key}")
            editor.set_by_hand.connect(self._set)
            editor.refused.connect(self.refused)
            editor.typed.connect(self.typed)
            target = editor.focus_target()
            target.setAccessibleName(_(field.title))
            self.editors[field.key] = editor
            label = plain_label(_(field.title), self, "field")
            label.setBuddy(target)
            partner = position + 1 < len(fields) and fields[position + 1].half
            half = field.half and (column == 1 or partner)
            span = 1 if half else 2
            self._grid.addWidget(label, row, column, 1, span)
            self._grid.addWidget(editor, row + 1, column, 1, span)
            if half and column == 0:
                column = 1
            else:
                self._grid.setRowMinimumHeight(row + 2, 4)
                row, column = row + 3, 0

    def _set(self, value: object) -> None:
        editor = self.sender()
        key = next((key for key, known in self.editors.items() if known is editor), "")
        if not key:
            return
        try:
            set_field(self._store, self.keys, key, value, merge=self._fields[key].form in MERGED)
        except JourneyError as problem:
            self.refused.emit(str(problem))
            self._restore()

    def _restore(self) -> None:
        records = [record for key in self.keys if (record := self._store.document.get(key)) is not None]
        if records:
            self.show_records(records)


def _editor(field: Field, kind: str, theme: Theme, parent: QWidget) -> FieldEditor:
    match field.form:
        case "text" | "lines" | "shares":
            return TextEditor(READINGS[field.form], _(field.hint) if field.hint else "", parent)
        case "line" | "tags" | "numbers" | "count" | "decimal" | "percent":
            reading = AGE if field.key == "age" else READINGS[field.form]
            return LineEditor(reading, _(field.hint) if field.hint else "", parent)
        case "choice":
            return ChoiceEditor(theme, parent)
        case "dots" | "bars":
            return RatingEditor(field.form, kind, theme, parent)
        case "several":
            return SeveralEditor(parent)
        case "fact":
            return FactEditor(parent)


def _fact(document: Document, value: object) -> object:
    """A fact for people: a card in place of its id."""
    card = document.get(value) if isinstance(value, str) else None
    return card_title(card) if isinstance(card, Card) else value
