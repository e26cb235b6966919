"""A table as its file has it, coloured by what each of its cells is taken for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from journeymapper.commands.ports import TableChoice
from journeymapper.formats.tables import Mark, mark_of, scores_of
from journeymapper.model.i18n import _, mark
from journeymapper.model.tables import LINES, ROLES, kind_of_lane
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_tip
from journeymapper.ui.style import colour

Index = QModelIndex | QPersistentModelIndex

SCORE = Qt.ItemDataRole.UserRole
"""The role under which a cell has what it says of feelings, from -2 to +2, or None."""

LONGEST_SHOWN = 300
COLUMN, ROW = 164, 46
LOWEST_ROW, HIGHEST_ROW = 32, 120
AIR = 10
NUMBERS = 30
MEASURED = 3_000
"""Cells up to which each row is made as high as its text."""
PILL = QSize(34, 18)

HEAD_WORDS = {
    "stage": mark("stage"),
    "step": mark("step"),
    "duration": mark("duration"),
    "goal": mark("goal"),
}
GOOD = 0.25
"""Values nearer to 0 are neither good nor bad."""


class PreviewModel(QAbstractTableModel):
    """The cells of a table, with the colours of what they are taken for."""

    def __init__(self, choice: TableChoice, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._marks: dict[tuple[int, int], Mark] = {}
        self._scores: dict[int, tuple[float | None, ...]] = {}
        self._take(choice)

    def show_choice(self, choice: TableChoice) -> None:
        """Show another guess, or another table."""
        if choice.table is self._choice.table:
            self._take(choice)
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._take(choice)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as the table has."""
        return 0 if parent.isValid() else len(self._choice.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as the table has."""
        return 0 if parent.isValid() else self._choice.table.width

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The numbers of lines, and of columns."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return str(section + 1)
        return str(self._choice.table.lines[section])

    def data(self, index: Index, role: int = 0) -> Any:
        """Text, colours, and what is said aloud."""
        text = self._choice.table.rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{self.meaning(index)}\n{text}") if text else None
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self.meaning(index)
            case Qt.ItemDataRole.BackgroundRole | Qt.ItemDataRole.ForegroundRole | Qt.ItemDataRole.FontRole:
                return self._drawn(self._mark(index), role)
            case _ if role == SCORE:
                return self._score(self._mark(index))
        return None

    def meaning(self, index: Index) -> str:
        """What a cell is taken for, in words."""
        found = self._mark(index)
        if found.what in HEAD_WORDS:
            return _(HEAD_WORDS[found.what])
        lane = self._role(found)
        if found.what not in ("lane", "cell") or not lane:
            return _("left out")
        return _(ROLES[lane].title) if lane in ROLES else _(LINES[lane].title)

    def _take(self, choice: TableChoice) -> None:
        self._choice = choice
        stages = dict.fromkeys(column.stage for column in choice.guess.columns)
        self._stages = {stage: place for place, stage in enumerate(stages)}
        self._marks.clear()
        self._scores.clear()

    def _mark(self, index: Index) -> Mark:
        place = index.row(), index.column()
        if place not in self._marks:
            self._marks[place] = mark_of(self._choice.guess, *place)
        return self._marks[place]

    def _role(self, found: Mark) -> str:
        return "" if found.lane is None else self._choice.guess.lanes[found.lane].role

    def _score(self, found: Mark) -> float | None:
        if found.what != "cell" or found.lane is None or found.column is None:
            return None
        if found.lane not in self._scores:
            self._scores[found.lane] = scores_of(self._choice.table, self._choice.guess, found.lane)
        return self._scores[found.lane][found.column]

    def _drawn(self, found: Mark, role: int) -> Any:
        ground, ink, strong = self._paint(found)
        match role:
            case Qt.ItemDataRole.BackgroundRole:
                return QBrush(QColor(ground))
            case Qt.ItemDataRole.ForegroundRole:
                return QBrush(QColor(ink))
        font = QFont()
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        font.setStrikeOut(found.what in ("lane", "cell") and not self._role(found))
        return font

    def _paint(self, found: Mark) -> tuple[str, str, bool]:
        """Ground, ink and whether the text is strong."""
        look = self._look
        if found.what in HEAD_WORDS:
            paint = look.stage(self._stages[self._choice.guess.columns[found.column or 0].stage])
            return (
                (paint.fill, paint.on_fill, True) if found.what == "stage" else (paint.tint, paint.text, True)
            )
        role = self._role(found)
        if found.what not in ("lane", "cell") or not role:
            return look.map["paper"], colour(look, "disabled"), False
        if found.what == "lane" or role in LINES:
            return look.map["lane_head"], look.map["ink"], True
        kind = look.kinds[kind_of_lane(role)] if role not in ("emotion", "text") else None
        if kind is None:
            return look.map["paper"], look.map["ink"], False
        return kind.bg or look.map["paper"], kind.fg, False


class ScoreDelegate(QStyledItemDelegate):
    """Draws cells, and in those that say a feeling its value on the map's scale."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the text, with some air."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height() + AIR, LOWEST_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell as usual, and the value in its lower corner."""
        super().paint(painter, option, index)
        value = index.data(SCORE)
        if value is None:
            return
        area = option.rect
        corner = (
            area.bottomRight() if option.direction == Qt.LayoutDirection.LeftToRight else area.bottomLeft()
        )
        left = corner.x() - PILL.width() - 4 if corner == area.bottomRight() else corner.x() + 4
        pill = QRect(left, corner.y() - PILL.height() - 4, PILL.width(), PILL.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.emotion[mood_of(value)]))
        painter.drawRoundedRect(QRectF(pill), PILL.height() / 2, PILL.height() / 2)
        painter.setPen(QColor(self._look.emotion["face"]))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, value_text(value))
        painter.restore()


def mood_of(value: float) -> str:
    """The role of a value's colour."""
    return "positive" if value >= GOOD else "negative" if value <= -GOOD else "neutral"


def value_text(value: float) -> str:
    """A value with its sign, short."""
    rounded = round(value, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{abs(rounded):g}"


class Preview(QTableView):
    """Shows the table; nothing in it is edited."""

    def __init__(self, choice: TableChoice, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName(_("The table and what its cells are taken for"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setDefaultSectionSize(COLUMN)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setMinimumWidth(NUMBERS)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setMaximumSectionSize(HIGHEST_ROW)
        self.cells = PreviewModel(choice, look, self)
        self.setModel(self.cells)
        self.setItemDelegate(ScoreDelegate(look, self))
        self._fit()

    def show_choice(self, choice: TableChoice) -> None:
        """Show another guess, or another table."""
        rows = self.cells.rowCount(), self.cells.columnCount()
        self.cells.show_choice(choice)
        if rows != (self.cells.rowCount(), self.cells.columnCount()):
            self._fit()

    def _fit(self) -> None:
        if self.cells.rowCount() * self.cells.columnCount() <= MEASURED:
            self.resizeRowsToContents()
