"""Writing in place: opens a field over a text, and keeps what was written as one edit."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from journeymapper.edit.places import Place
from journeymapper.files.journal.entries import Draft
from journeymapper.interact.focus import cell_focus, focused_cell
from journeymapper.interact.navigating import following
from journeymapper.interact.selecting import select
from journeymapper.interact.texts import keep_draft, keep_text, written
from journeymapper.interact.view import View
from journeymapper.model.errors import JourneyError
from journeymapper.ui.canvas.text_field import Leave, TextField
from journeymapper.ui.canvas.text_places import TextPlace, draft_place, mirrored, text_place
from journeymapper.ui.editor import Editor


class Writing(QObject):
    """The one text that is being written, if any: of a record, or a draft of a new one at a place."""

    began = Signal()
    ended = Signal()
    typed = Signal()
    """The text in the field is another."""
    problem = Signal(str)
    """What was written cannot be kept, and why; the field stays open."""
    wanted = Signal(str)
    """The text of this record, or the draft in this cell (as `interact.focus` names it), is to be written next."""

    def __init__(self, editor: Editor, viewport: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._viewport = viewport
        self._home = parent
        self._field: TextField | None = None
        self._key = ""
        self._draft: Place | None = None
        self._ending = False

    @property
    def active(self) -> bool:
        """Whether a text is being written."""
        return self._field is not None

    @property
    def key(self) -> str:
        """The record whose text is written, "" for none or a draft."""
        return self._key

    @property
    def field(self) -> TextField | None:
        """The open field."""
        return self._field

    def so_far(self) -> Draft | None:
        """What is being written, where it is something else than what the map says."""
        if self._field is None:
            return None
        text = self._field.so_far()
        if self._draft is not None:
            return Draft("", cell_focus(self._draft), text) if text else None
        target = written(self._editor.document.get(self._key))
        if target is None or text == target.text:
            return None
        return Draft(self._key, target.field, text)

    def write(self, key: str, view: View, initial: str = "") -> bool:
        """Open the field over the text of a record, with the caret at its end; `initial` is typed after it."""
        target = written(self._editor.document.get(key))
        place = text_place(self._editor.grid, view, self._editor.theme, key)
        if target is None or place is None or not self.commit():
            return False
        self._key = key
        self._open(place, view, target.text + initial, everything=not initial and not target.lines)
        return True

    def write_draft(self, where: Place, view: View, initial: str = "") -> bool:
        """Open the field in an empty cell; a card is made when something has been written."""
        place = draft_place(self._editor.grid, view, self._editor.theme, where)
        if place is None or not self.commit():
            return False
        self._draft = where
        self._open(place, view, initial, everything=False)
        return True

    def follow(self, view: View) -> None:
        """Stay over the text when the map is scrolled, zoomed or changed; gone with its record, the field closes."""
        if self._field is None:
            return
        place = self._place(view)
        if place is None:
            self._close()
            return
        body_right, body_bottom = view.width, view.height
        area = place.area
        gone = area.right() < 0 or area.bottom() < 0 or area.x() > body_right or area.y() > body_bottom
        hidden = not place.in_head and (area.right() < view.gutter or area.bottom() < view.header)
        if gone or hidden:
            self.commit()
        else:
            self._field.put(self._seen(place, view))

    def commit(self) -> bool:
        """Keep what was written; returns whether no text is being written any more."""
        return self._finish("stay")

    def cancel(self) -> None:
        """Give up what was written."""
        if self._field is not None:
            self._close()

    def _give_up(self) -> None:
        """Take back what was written as a step that is undone: who meant to keep it has it again by “Redo”."""
        store = self._editor.store
        before = store.revision
        if self._finish("stay") and store.revision != before:
            store.undo()
        else:
            self.cancel()

    def _open(self, place: TextPlace, view: View, text: str, *, everything: bool) -> None:
        field = self._field = TextField(self._editor.theme, self._viewport)
        field.setPlainText(text)
        if everything:
            field.selectAll()
        else:
            field.moveCursor(QTextCursor.MoveOperation.End)
        field.put(self._seen(place, view))
        field.committed.connect(self._finish)
        field.cancelled.connect(self._give_up)
        field.typed.connect(self.typed)
        field.show()
        field.setFocus()
        self.began.emit()

    def _place(self, view: View) -> TextPlace | None:
        grid, theme = self._editor.grid, self._editor.theme
        if self._draft is not None:
            return draft_place(grid, view, theme, self._draft)
        return text_place(grid, view, theme, self._key) if self._key in grid.document else None

    def _seen(self, place: TextPlace, view: View) -> TextPlace:
        """The place in pixels of the viewport."""
        return mirrored(place, view) if self._editor.grid.mirrored else place

    def _finish(self, leave: Leave) -> bool:
        field = self._field
        if field is None:
            return True
        if self._ending:
            # Closing the field takes the keyboard from it, which asks to keep the text once more.
            return False
        self._ending = True
        try:
            field.settle()
            here = self._keep(field.toPlainText())
        except JourneyError as error:
            self.problem.emit(str(error))
            return False
        finally:
            self._ending = False
        self._close()
        if leave != "stay" and here:
            target = following(self._editor.grid, here, back=leave == "back")
            if target:
                self.wanted.emit(target)
        return True

    def _keep(self, text: str) -> str:
        """Keep a text; returns the focus from which to go on."""
        store = self._editor.store
        if self._draft is None:
            keep_text(store, self._key, text)
            return self._key
        made = keep_draft(store, self._draft, text)
        if made:
            return made
        select(store, (), cell_focus(self._draft))
        return cell_focus(self._draft)

    def _close(self) -> None:
        field, self._field = self._field, None
        self._key, self._draft = "", None
        if field is not None:
            self._ending = True
            had_focus = field.hasFocus()
            field.hide()
            field.deleteLater()
            self._ending = False
            if had_focus:
                self._home.setFocus()
            self.ended.emit()


def draft_of(focus: str) -> Place | None:
    """The place of a draft that `Writing.wanted` names; None where it names a record."""
    return focused_cell(focus)
