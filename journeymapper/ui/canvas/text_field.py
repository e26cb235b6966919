"""The field in which a text is written in place: plain text, with the input methods of the system."""

from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QShowEvent,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from journeymapper.layout.theme import Theme
from journeymapper.model.checks import LONGEST_TEXT
from journeymapper.ui.canvas.text_places import TextPlace
from journeymapper.ui.composing import with_composed
from journeymapper.ui.style import WEIGHTS, families

BORDER = 2
PAD = 3
MARGIN = 2
ABOVE, BELOW = 1, 2
"""Pixels of the field above and below its text: a card's badge and its foot stand hardly farther away."""
Key = Qt.Key
OWN_KEYS = (Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Backtab, Key.Key_Escape, Key.Key_F2)
Leave = Literal["stay", "next", "back"]


class TextField(QPlainTextEdit):
    """A field that grows with its text.

    Enter ends the writing, Shift+Enter breaks the line, Tab goes on to the next text, Esc gives up. While an input
    method composes, these keys are its own.
    """

    committed = Signal(str)
    """The text is to be kept; the value tells where to go on: "stay", "next" or "back"."""
    cancelled = Signal()
    typed = Signal()
    """The text, or what an input method composes in it, is another."""

    def __init__(self, theme: Theme, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setObjectName("text_in_place")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Without a margin of its own the document cuts the edges of its first letters.
        self.document().setDocumentMargin(MARGIN)
        # The text reaches into the frame, where its lines are empty, and the frame is seen through it.
        self.setViewportMargins(0, ABOVE - BORDER - PAD, 0, BELOW - BORDER - PAD)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet(
            "QPlainTextEdit#text_in_place {"
            f" background: {theme.overlay['editor']}; color: {theme.map['ink']};"
            f" border: {BORDER}px solid {theme.overlay['focus']}; border-radius: 4px; padding: {PAD - MARGIN}px;"
            f" selection-background-color: {theme.overlay['drop_fill']}; selection-color: {theme.map['ink']}; }}"
        )
        self._place: TextPlace | None = None
        self._composed = ""
        self.textChanged.connect(self._grow)
        self.textChanged.connect(self.typed)

    @property
    def composing(self) -> bool:
        """Whether an input method has text that is not settled."""
        return bool(self._composed)

    def so_far(self) -> str:
        """The text with what is being composed in it."""
        return with_composed(self.toPlainText(), self.textCursor().position(), self._composed)

    def put(self, place: TextPlace) -> None:
        """Stand over an area, with text of a style."""
        self._place = place
        font = QFont(families())
        font.setPointSizeF(place.style.size * place.scale * 72.0 / self.logicalDpiY())
        font.setWeight(WEIGHTS[place.style.weight])
        font.setItalic(place.style.italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if font != self.font():
            self.setFont(font)
        if place.at_right:
            self._stand_at_right()
        self._grow()

    def _stand_at_right(self) -> None:
        option = self.document().defaultTextOption()
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.document().setDefaultTextOption(option)

    def settle(self) -> None:
        """Have the input method hand over what it composes."""
        if self.composing:
            QGuiApplication.inputMethod().commit()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that end the writing from being taken as shortcuts of the window."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in OWN_KEYS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Tab and Esc end the writing, unless an input method has them."""
        if self.composing:
            super().keyPressEvent(event)
            return
        match event.key():
            case Key.Key_Return | Key.Key_Enter if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
            case Key.Key_Return | Key.Key_Enter:
                self.committed.emit("stay")
            case Key.Key_Tab:
                self.committed.emit("next")
            case Key.Key_Backtab:
                self.committed.emit("back")
            case Key.Key_Escape:
                self.cancelled.emit()
            case _:
                super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Grow once more: lines are only wrapped in the field's width when it is seen."""
        super().showEvent(event)
        self._grow()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take in what an input method says, and know whether it is still at it."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)
        self._grow()
        self.typed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Losing the keyboard keeps the text, unless it went to the field's own menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.committed.emit("stay")

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, as much as a text may hold."""
        room = LONGEST_TEXT - len(self.toPlainText())
        if source.hasText() and room > 0:
            self.insertPlainText(source.text()[:room])

    def _grow(self) -> None:
        place = self._place
        if place is None:
            return
        out = BORDER + PAD
        room = self._viewport.rect()
        width = min(place.area.width() + 2 * out, room.width())
        left = max(min(place.area.x() - out, room.width() - width), 0)
        self.setGeometry(QRectF(left, self.y(), width, self.height()).toRect())
        wanted = max(self._text_height(room.height()), place.area.height()) + ABOVE + BELOW
        height = min(wanted, room.height())
        top = max(min(place.area.y() - ABOVE, room.height() - height), 0)
        self.setGeometry(QRectF(left, top, width, height).toRect())
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted > height else policy.ScrollBarAlwaysOff
        )

    def _text_height(self, most: float) -> float:
        """The height of the text in pixels, or more than `most`."""
        layout = self.document().documentLayout()
        # documentSize counts the lines of a plain text, wrapped ones too.
        counted = layout.documentSize().height() * self.fontMetrics().lineSpacing() + 1
        # Lines in some scripts are higher than those of the field's own font.
        measured = 1.0
        block = self.document().firstBlock()
        while block.isValid() and measured <= most:
            measured += layout.blockBoundingRect(block).height()
            block = block.next()
        # Qt counts the document's margin to the first line and to the last.
        return max(counted, measured - 2 * MARGIN)
