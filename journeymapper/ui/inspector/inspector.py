"""The inspector: what is selected, its fields, and what belongs to it; with nothing selected, the map."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from journeymapper.commands.forms import RATINGS, Field, fields_of
from journeymapper.commands.related import Group, Row, heading, related
from journeymapper.commands.selecting import select
from journeymapper.edit.lanes import set_point
from journeymapper.edit.session import Session
from journeymapper.edit.store import Change, Store
from journeymapper.files.journal.entries import Draft
from journeymapper.layout.theme import Theme
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, EmotionPoint, Evidence, Link, Persona, Record, Series
from journeymapper.ui.actions import Actions
from journeymapper.ui.inspector.choice_editors import picture
from journeymapper.ui.inspector.form_view import FormView
from journeymapper.ui.panel import Panel
from journeymapper.ui.plain import RowButton, plain_label, plain_menu_text
from journeymapper.ui.style import size_px

TILE = 28
MOST_FORMS = 12
MOST = 2000
"""More selected records than that are not compared field by field."""
OFF_GRID = (Persona, Evidence, Series, EmotionPoint, Link)
"""Records that can be deleted from here, as there is no head or card to press Delete on."""

Shape = tuple[tuple[type[Record], ...], tuple[Field, ...], str]
"""What a form depends on: types, fields, and the kind of card that gives ratings their colour."""


class Inspector(Panel):
    """The panel at the right."""

    refused = Signal(str)
    typed = Signal()
    """Something is being typed that is no value yet, or is no longer."""

    def __init__(self, store: Store, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__("inspector", "", theme, parent)
        self.setAccessibleName(_("Inspector"))
        self._store = store
        self._actions = actions
        self._shape: Shape = ((), (), "")
        self._groups: list[Group] = []
        self.form: FormView | None = None
        self._forms: dict[Shape, FormView] = {}
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget(self._area)
        holder.setObjectName("panel_body")
        self._holder = holder
        self._column = QVBoxLayout(holder)
        pad = size_px(theme, "pad")
        self._column.setContentsMargins(pad + 1, 17, pad, 16)
        self._column.setSpacing(6)
        self._make_head(holder)
        self._note = plain_label("", holder, "hint", wrap=True)
        self._above, self._above_column = _section(holder)
        self._below, self._below_column = _section(holder)
        self._column.addWidget(self._above)
        self._column.addWidget(self._note)
        self._column.addWidget(self._below)
        self._column.addStretch(1)
        self._area.setWidget(holder)
        self.body.addWidget(self._area)
        self._leave = (store.subscribe(self._changed), store.subscribe_session(self._looks_at))
        self.refresh()

    def forget_store(self) -> None:
        """Listen no longer; the panel is about to go."""
        for leave in self._leave:
            leave()

    def shown(self) -> list[Record]:
        """The records that are shown: those selected, or the map."""
        document = self._store.document
        found = [document.get(key) for key in self._store.session.selection[:MOST]]
        return [record for record in found if record is not None] or [document.map]

    def refresh(self) -> None:
        """Show what is selected as it is now."""
        records = self.shown()
        fields = fields_of(records)
        shape = _shape_of(records, fields)
        if self.form is None or shape != self._shape:
            self._shape = shape
            self._replace_form(records, fields)
        else:
            self.form.show_records(records)
        self._show_head(records)
        self._show_related(records)

    def so_far(self) -> Draft | None:
        """What is being typed."""
        return self.form.so_far() if self.form is not None else None

    def commit(self) -> None:
        """Keep what is being typed."""
        if self.form is not None:
            self.form.commit()

    def put_cursor(self, field: str, *, whole: bool = False) -> None:
        """Put the cursor into a field; `whole` selects all that it says."""
        editor = self.form.editors.get(field) if self.form is not None else None
        if editor is not None:
            self._area.ensureWidgetVisible(editor)
            target = editor.focus_target()
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            if whole and isinstance(target, QLineEdit):
                target.selectAll()

    # the parts

    def _make_head(self, parent: QWidget) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(11)
        self._picture = QLabel(parent)
        self._picture.setTextFormat(Qt.TextFormat.PlainText)
        self._picture.setFixedSize(QSize(TILE, TILE))
        self.title = plain_label("", parent, "heading", wrap=True)
        row.addWidget(self._picture)
        row.addWidget(self.title, 1)
        self._column.addLayout(row)

    def _replace_form(self, records: list[Record], fields: tuple[Field, ...]) -> None:
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
        self.form = self._form_for(records, fields)
        self._column.insertWidget(self._column.indexOf(self._above) + 1, self.form)
        self.form.show()
        self._area.verticalScrollBar().setValue(0)

    def _form_for(self, records: list[Record], fields: tuple[Field, ...]) -> FormView:
        """The form for these records. Those used last are kept: making one takes longer than all else in a click."""
        form = self._forms.pop(self._shape, None)
        if form is None:
            form = FormView(fields, records, self._store, self.theme, self._holder)
            form.refused.connect(self.refused)
            form.typed.connect(self.typed)
        else:
            form.show_others(records)
        self._forms[self._shape] = form
        if len(self._forms) > MOST_FORMS:
            self._forms.pop(next(iter(self._forms))).deleteLater()
        return form

    def _show_head(self, records: list[Record]) -> None:
        head = heading(self._store.document, records)
        self.title.setText(head.title)
        self._picture.setPixmap(picture(self.theme, head.picture, TILE).pixmap(QSize(TILE, TILE), 2.0))
        count = len(records)
        sentence = (
            _("A value set here goes to both cards.")
            if count == 2
            else _("A value set here goes to all {n}.")
        )
        self._note.setText(sentence.format(n=count))
        self._note.setVisible(count > 1)

    def _show_related(self, records: list[Record]) -> None:
        groups = related(self._store.document, records)
        deletable = len(records) == 1 and isinstance(records[0], OFF_GRID)
        if deletable:
            groups = [*groups, Group("", (), "edit.delete", _("Delete"))]
        if groups == self._groups:
            return
        self._groups = groups
        for column in (self._above_column, self._below_column):
            _clear(column)
        for group in groups:
            self._add_group(group, *self._home(group))
        self._above.setVisible(self._above_column.count() > 0)

    def _home(self, group: Group) -> tuple[QWidget, QVBoxLayout]:
        return (self._above, self._above_column) if group.first else (self._below, self._below_column)

    def _add_group(self, group: Group, home: QWidget, column: QVBoxLayout) -> None:
        if group.title:
            title = plain_label(group.title, home, "field")
            title.setContentsMargins(0, 10, 0, 2)
            column.addWidget(title)
        for row in group.rows:
            column.addWidget(RelatedRow(row, self, self.theme))
        if group.command:
            action = self._actions[group.command]
            button = QPushButton(plain_menu_text(group.adds), home)
            button.setProperty("role", "link")
            button.setObjectName(f"inspector.{group.command}")
            button.clicked.connect(action.trigger)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def go_to(self, row: Row) -> None:
        """Show what a row names; a point that is not there yet is made."""
        if row.step:
            with self._store.edit(_("Set emotion point")) as tx:
                point = set_point(tx, row.key, row.step, 0.0)
                select(self._store, [point.id])
        else:
            select(self._store, [row.key])

    # following the map

    def _changed(self, _change: Change) -> None:
        # Where something else is selected now, that is told next, and what was being typed is kept first.
        if self.form is not None and self.form.keys == [record.id for record in self.shown()]:
            self.refresh()

    def _looks_at(self, _session: Session) -> None:
        others = self.form is not None and self.form.keys != [record.id for record in self.shown()]
        if self.form is not None and others:
            self.form.commit()
        self.refresh()
        if others:
            self._area.verticalScrollBar().setValue(0)


def _section(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """Where groups of related records stand."""
    section = QWidget(parent)
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(2)
    return section, column


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _shape_of(records: list[Record], fields: tuple[Field, ...]) -> Shape:
    types = tuple(sorted({type(record) for record in records}, key=str))
    rated = any(field.key in RATINGS for field in fields)
    return types, fields, records[0].kind if rated and isinstance(records[0], Card) else ""


class RelatedRow(RowButton):
    """A record that belongs to what is shown."""

    def __init__(self, row: Row, inspector: Inspector, theme: Theme) -> None:
        super().__init__(row.title, inspector)
        self._row = row
        self._inspector = inspector
        self.setObjectName(f"related.{row.key}")
        if row.picture:
            self.setIcon(picture(theme, row.picture))
            self.setIconSize(QSize(16, 16))
        self.clicked.connect(self._go)

    def _go(self) -> None:
        self._inspector.go_to(self._row)
