"""Editors of fields that are text, or that are typed as text."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from journeymapper.commands.readings import Reading
from journeymapper.model.i18n import _
from journeymapper.ui.composing import with_composed
from journeymapper.ui.inspector.field_editor import FieldEditor

FEWEST_LINES, MOST_LINES = 2, 8


class Line(QLineEdit):
    """One line; the arrow keys may step its value, Esc takes back what was typed."""

    stepped = Signal(int)
    given_up = Signal()
    composed = Signal()
    """What an input method composes is another."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._composed = ""

    def so_far(self) -> str | None:
        """What has been typed since the text was set, with what is being composed; None for nothing."""
        if not self.isModified() and not self._composed:
            return None
        return with_composed(self.text(), self.cursorPosition(), self._composed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)
        self.composed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Page Up, Page Down and Esc; the rest is typing."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 5, Qt.Key.Key_PageDown: -5}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        elif key == Qt.Key.Key_Escape and self.isModified():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class LineEditor(FieldEditor):
    """A line of text that stands for a value."""

    def __init__(self, reading: Reading, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._reading = reading
        self._hint = hint
        self.line = Line(self)
        self.line.editingFinished.connect(self.commit)
        self.line.given_up.connect(self._give_up)
        self.line.stepped.connect(self._step)
        self.line.textEdited.connect(self.typed)
        self.line.composed.connect(self.typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        self.setFocusProxy(self.line)

    def show_value(self, value: object) -> None:
        """Show a value, unless something else is being typed over the same one."""
        if value == self.value and self.line.isModified():
            return
        super().show_value(value)
        self._show()

    def commit(self) -> None:
        """Tell of what was typed."""
        if not self.line.isModified():
            return
        self.line.setModified(False)
        self._tell()
        self.typed.emit()

    def _tell(self) -> None:
        try:
            value = self._reading.read(self.line.text())
        except ValueError as problem:
            self.refused.emit(str(problem))
            self._show()
            return
        if value != self.value:
            self.value = value
            self.set_by_hand.emit(value)
        self._show()

    def focus_target(self) -> QWidget:
        """The line itself."""
        return self.line

    def _show(self) -> None:
        self.line.setPlaceholderText(_("mixed") if self.mixed else self._hint)
        shown = self.line.font()
        shown.setItalic(self.mixed)
        self.line.setFont(shown)
        text = "" if self.mixed else self._reading.show(self.value)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)
        self.line.setModified(False)

    def so_far(self) -> str | None:
        """What is being typed."""
        return self.line.so_far()

    def _give_up(self) -> None:
        self._show()
        self.line.selectAll()
        self.typed.emit()

    def _step(self, by: int) -> None:
        if self._reading.step is None or self.mixed:
            return
        self.commit()
        value = self._reading.step(self.value, by)
        if value != self.value:
            self.value = value
            self._show()
            self.set_by_hand.emit(value)


class Sheet(QPlainTextEdit):
    """Several lines; the field is as high as its text, within bounds. Ctrl+Enter or leaving it is the end."""

    finished = Signal()
    given_up = Signal()
    composed = Signal()
    """What an input method composes is another."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._composed = ""
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(3)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def so_far(self) -> str | None:
        """What has been typed since the text was set, with what is being composed; None for nothing."""
        if not self.document().isModified() and not self._composed:
            return None
        return with_composed(self.toPlainText(), self.textCursor().position(), self._composed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)
        self.composed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Esc; the rest is typing."""
        ends = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if ends and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field ends the typing, but for its own menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other line breaks."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as the text."""
        return QSize(120, self._height())

    def _height(self) -> int:
        lines = min(max(round(self.document().size().height()), FEWEST_LINES), MOST_LINES)
        return self.fontMetrics().lineSpacing() * lines + 18

    def _fit(self) -> None:
        height = self._height()
        if height != self.height():
            self.setFixedHeight(height)


class TextEditor(FieldEditor):
    """Several lines of text that stand for a value."""

    def __init__(self, reading: Reading, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._reading = reading
        self._hint = hint
        self.sheet = Sheet(self)
        self.sheet.finished.connect(self.commit)
        self.sheet.given_up.connect(self._give_up)
        self.sheet.textChanged.connect(self.typed)
        self.sheet.composed.connect(self.typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)
        self.setFocusProxy(self.sheet)

    def show_value(self, value: object) -> None:
        """Show a value, unless something else is being typed over the same one."""
        if value == self.value and self.sheet.document().isModified():
            return
        super().show_value(value)
        self._show()

    def commit(self) -> None:
        """Tell of what was typed."""
        if not self.sheet.document().isModified():
            return
        self.sheet.document().setModified(False)
        self._tell()
        self.typed.emit()

    def _tell(self) -> None:
        try:
            value = self._reading.read(self.sheet.toPlainText())
        except ValueError as problem:
            self.refused.emit(str(problem))
            self._show()
            return
        if value != self.value:
            self.value = value
            self.set_by_hand.emit(value)

    def focus_target(self) -> QWidget:
        """The text itself."""
        return self.sheet

    def so_far(self) -> str | None:
        """What is being typed."""
        return self.sheet.so_far()

    def _give_up(self) -> None:
        self._show()
        self.typed.emit()

    def _show(self) -> None:
        self.sheet.setPlaceholderText(_("mixed") if self.mixed else self._hint)
        shown = self.sheet.font()
        shown.setItalic(self.mixed)
        self.sheet.setFont(shown)
        # A style sheet keeps the widget's font from reaching the document, which draws the placeholder.
        self.sheet.document().setDefaultFont(shown)
        text = "" if self.mixed else self._reading.show(self.value)
        if text != self.sheet.toPlainText():
            self.sheet.setPlainText(text)
        self.sheet.document().setModified(False)
