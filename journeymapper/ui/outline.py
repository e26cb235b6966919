"""The outline: the map as a tree, with the selection of the map, to find one's way, to select and to rename."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

from journeymapper.commands.selecting import select
from journeymapper.edit.session import Session
from journeymapper.edit.store import Change, Store
from journeymapper.files.journal.entries import Draft
from journeymapper.layout.theme import Theme
from journeymapper.model.document import letter_of
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Lane, Measure, Record, Stage
from journeymapper.ui.icons import disc
from journeymapper.ui.outline_model import COUNT, POSITION, RECORD, OutlineModel, field_of
from journeymapper.ui.panel import Panel
from journeymapper.ui.style import colour, font, size_px

MOST_SELECTED = 500
"""More selected cards than that are not shown selected in the tree: nobody reads them there, and it takes time."""
INDENT = 22
LEFT = 8
LETTER = 16
TEXT = Qt.ItemDataRole.EditRole
CLOSER = 20
"""Pixels by which a card's row begins before its level: it has no arrow that would need the room."""


class RowPainter(QStyledItemDelegate):
    """Draws rows: letter disc or coloured square, code, text, count."""

    typed = Signal()
    """The text in the open line is another, or the line has been closed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line: QLineEdit | None = None
        self._row = QPersistentModelIndex()
        self.closeEditor.connect(self._closed)

    def so_far(self) -> tuple[QPersistentModelIndex, str] | None:
        """The row whose text is being typed, and the text."""
        line = self._line
        if line is None or not isValid(line) or not line.isModified() or not self._row.isValid():
            return None
        return self._row, line.text()

    def hand_over(self) -> None:
        """Have the text that is being typed taken."""
        if self.so_far() is not None:
            self.commitData.emit(self._line)

    def close_line(self) -> None:
        """Close the open line, if there is one."""
        if self._line is not None and isValid(self._line):
            self.closeEditor.emit(self._line, QStyledItemDelegate.EndEditHint.NoHint)

    def _closed(self) -> None:
        self._line = None
        self.typed.emit()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are equally high."""
        return QSize(100, size_px(self._theme, "outline_row"))

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A line in place of the text."""
        editor = QLineEdit(parent)
        editor.setProperty("role", "inline")
        editor.textEdited.connect(self.typed)
        self._line, self._row = editor, QPersistentModelIndex(index)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """As wide as the row."""
        editor.setGeometry(option.rect.adjusted(-4, 0, -8, 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = QRect(option.rect)
        record = index.data(RECORD)
        match record:
            case Stage():
                self._stage(painter, box, index, record, chosen=chosen)
            case Lane():
                right = self._count(painter, box, index.data(COUNT))
                self._text(painter, box.left() - 2, right, box, record.title, chosen=chosen)
            case Card() | Measure():
                self._card(painter, box, record, index, chosen=chosen)
            case _:
                self._text(painter, box.left() - CLOSER, box.right() - 6, box, index.data(), chosen=chosen)
        painter.restore()

    def _stage(
        self,
        painter: QPainter,
        box: QRect,
        index: QModelIndex | QPersistentModelIndex,
        stage: Stage,
        *,
        chosen: bool,
    ) -> None:
        position = index.data(POSITION)
        paint = self._theme.stage(position)
        letter = disc(letter_of(position), paint.fill, paint.on_fill, LETTER, font(self._theme))
        letter.paint(painter, box.left(), box.center().y() - LETTER // 2 + 1, LETTER, LETTER)
        self._text(
            painter, box.left() + LETTER + 6, box.right() - 6, box, stage.title, chosen=chosen, weight=600
        )

    def _card(
        self,
        painter: QPainter,
        box: QRect,
        record: Card | Measure,
        index: QModelIndex | QPersistentModelIndex,
        *,
        chosen: bool,
    ) -> None:
        kind = record.kind if isinstance(record, Card) else "measure"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.kinds[kind].bar))
        painter.drawRoundedRect(QRectF(box.left() - CLOSER, box.center().y() - 4, 10, 10), 2, 2)
        left = box.left() - CLOSER + 16
        if isinstance(record, Card) and record.code:
            painter.setFont(font(self._theme, "text", 500))
            painter.setPen(QColor(colour(self._theme, "selected_text" if chosen else "text_2")))
            painter.drawText(
                QRect(left, box.top(), 60, box.height()), Qt.AlignmentFlag.AlignVCenter, record.code
            )
            left += painter.fontMetrics().horizontalAdvance(record.code) + 7
        self._text(painter, left, box.right() - 8, box, index.data(), chosen=chosen)

    def _count(self, painter: QPainter, box: QRect, count: int) -> int:
        painter.setFont(font(self._theme))
        painter.setPen(QColor(colour(self._theme, "text_3")))
        text = str(count)
        width = painter.fontMetrics().horizontalAdvance(text)
        right = box.right() - 10
        painter.drawText(
            QRect(right - width, box.top(), width + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, text
        )
        return right - width - 8

    def _text(
        self,
        painter: QPainter,
        left: int,
        right: int,
        box: QRect,
        text: str,
        *,
        chosen: bool,
        weight: int = 400,
    ) -> None:
        painter.setFont(font(self._theme, "text", weight))
        painter.setPen(QColor(colour(self._theme, "selected_text" if chosen else "text")))
        line = " ".join(text.split()) or "—"
        shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, max(0, right - left))
        painter.drawText(
            QRect(left, box.top(), right - left, box.height()), Qt.AlignmentFlag.AlignVCenter, shown
        )


class OutlineTree(QTreeView):
    """The tree. What is selected in it is what is selected on the map."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setHeaderHidden(True)
        self.setIndentation(INDENT)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Outline"))
        self.rows = RowPainter(theme, self)
        self.setItemDelegate(self.rows)

    def drawRow(
        self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground of a row, and the row over it."""
        chosen = self.selectionModel().isSelected(index)
        current = self.hasFocus() and self.currentIndex() == index
        box = QRectF(options.rect).adjusted(0, 0.5, -8, -0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour(self._theme, "selected")))
            painter.drawRoundedRect(box, 5, 5)
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colour(self._theme, "focus")), 1))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.restore()
        super().drawRow(painter, options, index)

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A small arrow before what can be opened."""
        if not self.model().hasChildren(index):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour(self._theme, "text_2")), 1.4))
        x, y = rect.right() - 9.5, rect.center().y() + 0.5
        shape = (
            ((-3.5, -1.8), (0, 1.8), (3.5, -1.8))
            if self.isExpanded(index)
            else ((-1.8, -3.5), (1.8, 0), (-1.8, 3.5))
        )
        arrow = QPolygonF()
        for dx, dy in shape:
            arrow.append(QPoint(0, 0).toPointF() + QRectF(x + dx, y + dy, 0, 0).topLeft())
        painter.drawPolyline(arrow)
        painter.restore()


class Outline(Panel):
    """The panel with the tree."""

    typed = Signal()
    """A text is being typed, or is no longer."""

    def __init__(self, store: Store, theme: Theme, parent: QWidget) -> None:
        super().__init__("outline", _("Outline"), theme, parent)
        self._store = store
        self._following = False
        self.tree = OutlineTree(theme, self)
        self.model = OutlineModel(store, self)
        self.tree.setModel(self.model)
        self.tree.selectionModel().selectionChanged.connect(self._selected)
        row = QHBoxLayout()
        row.setContentsMargins(LEFT, 0, 0, 0)
        row.addWidget(self.tree)
        self.body.addLayout(row, 1)
        self.tree.rows.typed.connect(self.typed)
        self._leave = (store.subscribe(self._changed), store.subscribe_session(self._looks_at))
        self._show_count()

    def forget_store(self) -> None:
        """Listen no longer; the panel is about to go."""
        for leave in self._leave:
            leave()

    def commit(self) -> None:
        """Keep what is being typed; the line stays open where the map does not take it."""
        self.tree.rows.hand_over()
        if self.so_far() is None:
            self.tree.rows.close_line()

    def so_far(self) -> Draft | None:
        """What is being typed and is not in the map yet."""
        found = self.tree.rows.so_far()
        record = self.model.record(found[0]) if found else None
        if found is None or record is None or self.model.data(found[0], TEXT) == found[1]:
            return None
        return Draft(record.id, field_of(record), found[1])

    def _show_count(self) -> None:
        count = self._store.document.count(Card)
        self.note.setText(_("1 card") if count == 1 else _("{n} cards").format(n=count))

    def _changed(self, change: Change) -> None:
        # A row that moves is taken out and put in again; what is selected on the map must not follow that.
        self._following = True
        try:
            self.model.follow(change)
            self._select(change.session.selection)
        finally:
            self._following = False
        self._show_count()

    def _looks_at(self, session: Session) -> None:
        """Select in the tree what has been selected on the map."""
        if self._following:
            return
        self._following = True
        try:
            self._select(session.selection)
        finally:
            self._following = False

    def _select(self, keys: tuple[str, ...]) -> None:
        model = self.tree.selectionModel()
        rows = QItemSelection()
        last = QModelIndex()
        for key in keys if len(keys) <= MOST_SELECTED else ():
            index = self.model.index_of(key)
            if index.isValid():
                rows.select(index, index)
                last = index
        if last.isValid():
            self.tree.scrollTo(last)
            model.setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(rows, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.tree.viewport().update()

    def _selected(self) -> None:
        """Select on the map what has been selected in the tree."""
        if self._following:
            return
        found = [self.model.record(index) for index in self.tree.selectionModel().selectedIndexes()]
        self._following = True
        try:
            select(self._store, [record.id for record in found if isinstance(record, Record)])
        finally:
            self._following = False
