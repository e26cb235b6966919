"""Editors of fields in which something is chosen: a list, dots, bars, ticks."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from journeymapper.commands.choices import Entry
from journeymapper.layout.theme import Theme
from journeymapper.model.document import letter_of
from journeymapper.model.i18n import _
from journeymapper.ui.icons import disc, icon, pixmap
from journeymapper.ui.inspector.field_editor import FieldEditor
from journeymapper.ui.look import Look
from journeymapper.ui.palette import kind_tile
from journeymapper.ui.plain import RowTick, plain_label
from journeymapper.ui.style import colour, font

PICTURE = 16
DOT, DOT_PITCH = 15, 27
BAR_WIDTH, BAR_HEIGHT, BAR_PITCH = 18, 9, 22


def picture(theme: Theme, name: str, size: int = PICTURE) -> QIcon:
    """The picture that an entry or a heading names: "stage:…", "kind:…", "icon:…" or none."""
    what, _colon, key = name.partition(":")
    match what:
        case "stage":
            paint = theme.stage(int(key))
            return disc(letter_of(int(key)), paint.fill, paint.on_fill, size, font(theme))
        case "kind":
            return kind_tile(theme, key, size)
        case "icon":
            return icon(key, colour(theme, "text_2"), size)
    return QIcon()


class Box(QComboBox):
    """A list that drops down. It never changes by the wheel, with which people scroll past it."""

    def __init__(self, theme: Look | Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setIconSize(QSize(PICTURE, PICTURE))
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, the picture and text of what is chosen or "mixed", and an arrow."""
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = ""
        option.currentIcon = QIcon()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        chosen = self.currentIndex() >= 0
        left, middle = 10, self.height() // 2
        shown = self.itemIcon(self.currentIndex()) if chosen else QIcon()
        if not shown.isNull():
            shown.paint(painter, left, middle - PICTURE // 2, PICTURE, PICTURE)
            left += PICTURE + 8
        role = "text" if chosen and self.isEnabled() else "placeholder"
        painter.setFont(font(self._theme, "text", italic=not chosen))
        painter.setPen(QColor(colour(self._theme, role)))
        room = QRect(left, 0, self.width() - left - 25, self.height())
        text = self.currentText() if chosen else _("mixed")
        line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, line)
        painter.drawPixmap(
            self.width() - 26, middle - 8, pixmap("chevron-down", colour(self._theme, "text_2"), 16, 2)
        )


class ChoiceEditor(FieldEditor):
    """One of a list."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: list[Entry] = []
        self.box = Box(theme, self)
        self.box.activated.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)

    def offer(self, entries: list[Entry]) -> None:
        """Fill the list."""
        if entries == self._entries:
            return
        self._entries = list(entries)
        self.box.clear()
        for entry in entries:
            self.box.addItem(picture(self._theme, entry.picture), entry.title)

    def show_value(self, value: object) -> None:
        """Show what is chosen; a value that is not in the list is added to it."""
        super().show_value(value)
        if self.mixed:
            self.box.setCurrentIndex(-1)
            return
        keys = [entry.key for entry in self._entries]
        if value not in keys:
            self._entries.append(Entry(value, str(value)))
            self.box.addItem(str(value))
            keys.append(value)
        self.box.setCurrentIndex(keys.index(value))
        self.box.setToolTip("")

    def focus_target(self) -> QWidget:
        """The list."""
        return self.box

    def _chosen(self, position: int) -> None:
        value = self._entries[position].key
        if value != self.value:
            self.value = value
            self.set_by_hand.emit(value)


class Marks(QWidget):
    """A row of marks, the first so many of them filled: dots or bars. 0 is not rated."""

    set_to = Signal(int)

    def __init__(self, form: str, most: int, fill: str, ring: str, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._form = form
        self._most = most
        self._fill, self._ring = fill, ring
        self._theme = theme
        self._value = 0
        self._dim = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(most * self._pitch + 4, 26)

    @property
    def _pitch(self) -> int:
        return DOT_PITCH if self._form == "dots" else BAR_PITCH

    def show_value(self, value: int, *, dim: bool) -> None:
        """Fill so many marks; `dim` shows that several records differ."""
        self._value = value
        self._dim = dim
        self.setAccessibleDescription(_("mixed") if dim else f"{value} / {self._most}")
        self.update()

    def mark(self, position: int) -> QRectF:
        """The box of a mark, counted from 1."""
        left = (position - 1) * self._pitch + 2
        if self._form == "dots":
            return QRectF(left, (self.height() - DOT) / 2, DOT, DOT)
        return QRectF(left, (self.height() - BAR_HEIGHT) / 2, BAR_WIDTH, BAR_HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a mark sets the value; on the last filled one it takes that one back."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        position = min(int(event.position().x()) // self._pitch + 1, self._most)
        value = position - 1 if position == self._value and not self._dim else position
        self.set_to.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right, Home and End, and the digits."""
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Up:
                self.set_to.emit(min(self._value + 1, self._most))
            case Qt.Key.Key_Left | Qt.Key.Key_Down:
                self.set_to.emit(max(self._value - 1, 0))
            case key if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
                self.set_to.emit(min(key - Qt.Key.Key_0, self._most))
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring, fill = QColor(self._ring), QColor(self._fill)
        if self._dim:
            ring.setAlphaF(0.55)
        for position in range(1, self._most + 1):
            filled = position <= self._value and not self._dim
            painter.setPen(QPen(fill if filled else ring, 1.2))
            painter.setBrush(fill if filled else QColor(colour(self._theme, "field")))
            box = self.mark(position).adjusted(0.6, 0.6, -0.6, -0.6)
            if self._form == "dots":
                painter.drawEllipse(box)
            else:
                painter.drawRoundedRect(box, 2.5, 2.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colour(self._theme, "focus")), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)


class RatingEditor(FieldEditor):
    """How grave something is, or how much: a row of marks."""

    def __init__(self, form: str, kind: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        most = 4 if form == "dots" else 3
        fill = theme.kinds[kind].bar
        self.marks = Marks(form, most, fill, fill, self, theme)
        self.marks.set_to.connect(self._set)
        self._words = plain_label("", self, "hint")
        self._words.setFont(font(theme, "small", italic=True))
        self._words.move(self.marks.width() + 4, 0)
        self._words.setFixedHeight(26)
        self.setFixedHeight(26)
        self.setFocusProxy(self.marks)

    def show_value(self, value: object) -> None:
        """Show so many marks."""
        super().show_value(value)
        self.marks.show_value(value if isinstance(value, int) else 0, dim=self.mixed)
        self._words.setText(_("mixed") if self.mixed else "")
        self._words.adjustSize()
        self._words.setFixedHeight(26)

    def centre_of(self, position: int) -> QPointF:
        """The middle of a mark, counted from 1, in this widget."""
        return self.marks.mapTo(self, self.marks.mark(position).center())

    def focus_target(self) -> QWidget:
        """The marks."""
        return self.marks

    def _set(self, value: int) -> None:
        if value != self.value:
            self.show_value(value)
            self.set_by_hand.emit(value)


class SeveralEditor(FieldEditor):
    """Any of a list, each with a tick. A value is the ids of those ticked, in the order of the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self.boxes: list[RowTick] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(5)
        self._none = plain_label(_("No sources yet"), self, "hint")
        self._column.addWidget(self._none)

    def offer(self, entries: list[Entry]) -> None:
        """Show a tick for each."""
        if entries == self._entries:
            return
        self._entries = list(entries)
        for box in self.boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = [self._box(entry) for entry in entries]
        self._none.setVisible(not entries)

    def show_value(self, value: object) -> None:
        """Tick those that are named; where records differ, those boxes are half ticked."""
        super().show_value(value)
        named = value if isinstance(value, tuple) else ()
        for box, entry in zip(self.boxes, self._entries, strict=True):
            blocked = box.blockSignals(True)
            if self.mixed:
                box.setTristate(True)
                box.setCheckState(Qt.CheckState.PartiallyChecked)
            else:
                box.setTristate(False)
                box.setChecked(entry.key in named)
            box.blockSignals(blocked)

    def focus_target(self) -> QWidget:
        """The first tick."""
        return self.boxes[0] if self.boxes else self

    def _box(self, entry: Entry) -> RowTick:
        box = RowTick(entry.title, self)
        box.clicked.connect(self._ticked)
        self._column.addWidget(box)
        return box

    def _ticked(self) -> None:
        pairs = zip(self.boxes, self._entries, strict=True)
        value = tuple(str(entry.key) for box, entry in pairs if box.checkState() == Qt.CheckState.Checked)
        self.value = value
        self.set_by_hand.emit(value)


class FactEditor(FieldEditor):
    """Text that cannot be changed here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = plain_label("", self, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 4)
        column.addWidget(self.words)

    def show_value(self, value: object) -> None:
        """Show the text."""
        super().show_value(value)
        self.words.setText(_("mixed") if self.mixed else str(value) or "—")
