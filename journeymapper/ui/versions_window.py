"""The kept versions of a map: when each was saved, what it looked like and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QDate, QDateTime, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QIcon, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journeymapper.analysis.comparison import compare
from journeymapper.commands.difference_text import Section, told
from journeymapper.commands.ports import VersionsDesk
from journeymapper.files.versions import Version
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label
from journeymapper.ui.small_maps import SmallMaps
from journeymapper.ui.workers import Answer, Workers

WIDTH, HEIGHT = 980, 660
PICTURE = QSize(168, 104)
LIST_WIDTH = 320
MOST_TOLD = 200
"""Changes shown of one comparison; the others are counted."""


class Asked(NamedTuple):
    """A comparison that was asked for: of which version, and whether with the map as it is now."""

    version: Version
    with_now: bool


class VersionsList(QListWidget):
    """The versions, the last saved first, each with its picture when there is one."""

    def __init__(self, versions: Sequence[Version], look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("versions_list")
        self.setAccessibleName(_("Versions"))
        self.setIconSize(PICTURE)
        self.setSpacing(2)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(LIST_WIDTH)
        blank = QPixmap(PICTURE)
        blank.fill(QColor(look.map["paper"]))
        for version in versions:
            item = QListWidgetItem(_icon(blank), f"{short_day(version.when)}\n{clock(version.when)}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{day(version.when)}, {clock(version.when)}")
            self.addItem(item)


class ChangesPane(QScrollArea):
    """What changed, section by section."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("changes")
        self.setAccessibleName(_("Changes"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.say("")

    def say(self, sentence: str) -> None:
        """Show a sentence instead of changes."""
        holder, column = self._holder()
        column.addWidget(plain_label(sentence, holder, "muted", wrap=True))
        column.addStretch(1)
        self.setWidget(holder)

    def show_changes(self, sections: Sequence[Section]) -> None:
        """Show what changed, or that nothing did."""
        if not sections:
            self.say(_("Nothing changed."))
            return
        holder, column = self._holder()
        left = MOST_TOLD
        for section in sections:
            shown = section.sentences[:left]
            left -= len(shown)
            if shown:
                column.addWidget(plain_label(section.title.upper(), holder, "overline"))
            for sentence in shown:
                column.addWidget(plain_label(sentence.text, holder, wrap=True))
            column.addSpacing(8)
        rest = sum(len(section.sentences) for section in sections) - MOST_TOLD
        if rest > 0:
            column.addWidget(plain_label(_("and {n} more").format(n=rest), holder, "muted"))
        column.addStretch(1)
        self.setWidget(holder)

    def texts(self) -> list[str]:
        """All that is shown."""
        return [label.text() for label in self.findChildren(QLabel)]

    def _holder(self) -> tuple[QWidget, QVBoxLayout]:
        holder = QWidget(self)
        holder.setObjectName("panel_body")
        column = QVBoxLayout(holder)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(5)
        return holder, column


class VersionsWindow(QDialog):
    """Shows versions beside the map, restores one or opens it in a window of its own."""

    settled = Signal()
    """What was asked for last is shown."""

    def __init__(self, desk: VersionsDesk, look: Look, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("versions")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Versions of “{title}”").format(title=desk.title))
        self.resize(WIDTH, HEIGHT)
        self._desk = desk
        self._look = look
        self._workers = Workers(self)
        self._pictures: SmallMaps | None = None
        self._asked: Asked | None = None
        self._problem = ""
        self._versions = self._read()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(6)
        column.addWidget(plain_label(_("Versions"), self, "heading"))
        words = _("Each save keeps one: the last ten, and the last of each day for fourteen days.")
        column.addWidget(plain_label(words, self, "muted", wrap=True))
        column.addSpacing(4)
        across = QHBoxLayout()
        across.setSpacing(16)
        self.list = VersionsList(self._versions, look, self)
        self.list.currentRowChanged.connect(self._select)
        across.addWidget(self.list)
        across.addLayout(self._side(), 1)
        column.addLayout(across, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setIcon(QIcon())
        close.setAutoDefault(False)
        buttons.rejected.connect(self.close)
        column.addWidget(buttons)
        self._select(-1)

    # what is seen

    def showEvent(self, event: QShowEvent) -> None:
        """Choose the newest, and begin with the pictures when the window stands."""
        super().showEvent(event)
        if self._pictures is None:
            QTimer.singleShot(0, self, self._begin)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave what is still being worked at."""
        self._leave()
        super().closeEvent(event)

    def reject(self) -> None:
        """Esc closes, too."""
        self._leave()
        super().reject()

    @property
    def busy(self) -> bool:
        """Whether something is still being worked at."""
        return self._workers.busy

    def _side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.when = plain_label("", self, "title", wrap=True)
        column.addWidget(self.when)
        choice = QHBoxLayout()
        choice.setSpacing(6)
        self._with = QButtonGroup(self)
        self.to_next = self._switch("to_next", _("Changes up to the next version"))
        self.to_now = self._switch("to_now", _("Changes up to now"))
        self.to_next.setChecked(True)
        for button in (self.to_next, self.to_now):
            self._with.addButton(button)
            choice.addWidget(button)
        choice.addStretch(1)
        self._with.buttonClicked.connect(self._compare)
        self.only_now = plain_label(_("Changes up to now"), self, "muted")
        column.addWidget(self.only_now)
        column.addLayout(choice)
        self.changes = ChangesPane(self)
        column.addWidget(self.changes, 1)
        acts = QHBoxLayout()
        self.restore = QPushButton(_("Restore"), self)
        self.restore.setObjectName("restore")
        self.restore.setProperty("role", "primary")
        self.restore.setAutoDefault(False)
        self.restore.setToolTip(_("Make the map what it was then; undo takes that back."))
        self.restore.clicked.connect(self._restore)
        self.beside = QPushButton(_("Open beside"), self)
        self.beside.setObjectName("beside")
        self.beside.setAutoDefault(False)
        self.beside.setToolTip(_("Open this version in a window of its own, as a map that has no file yet."))
        self.beside.clicked.connect(self._open_beside)
        acts.addWidget(self.restore)
        acts.addWidget(self.beside)
        acts.addStretch(1)
        column.addLayout(acts)
        return column

    def _switch(self, name: str, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("role", "outlined")
        button.setText(title)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    # work

    def _read(self) -> Sequence[Version]:
        try:
            return self._desk.versions()
        except JourneyError as problem:
            self._problem = str(problem)
            return ()

    def _begin(self) -> None:
        theme = load_theme(self._look.name)
        self._pictures = SmallMaps(theme, PICTURE, self.devicePixelRatioF(), self._workers, self)
        self._pictures.painted.connect(self._show_picture)
        for version in self._versions:
            self._pictures.ask(str(version.path), partial(self._desk.document_of, version))
        if self._versions:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _leave(self) -> None:
        self._workers.stop()
        if self._pictures is not None:
            self._pictures.stop()

    def _show_picture(self, key: str, picture: QPixmap) -> None:
        for row, version in enumerate(self._versions):
            if str(version.path) == key:
                self.list.item(row).setIcon(_icon(picture))

    def _select(self, row: int) -> None:
        chosen = 0 <= row < len(self._versions)
        for button in (self.restore, self.beside, self.to_next, self.to_now):
            button.setEnabled(chosen)
        if not chosen:
            self.only_now.hide()
            self.when.setText(self._problem or _("No version has been kept yet: save the map."))
            self.changes.say("")
            return
        version = self._versions[row]
        self.when.setText(f"{day(version.when)}, {clock(version.when)}")
        for button in (self.to_next, self.to_now):
            button.setVisible(row > 0)
        self.only_now.setVisible(row == 0)
        self._compare()

    def _compare(self) -> None:
        """Ask for the changes that are to be shown."""
        row = self.list.currentRow()
        version = self._versions[row]
        next_one = self._versions[row - 1] if row > 0 and self.to_next.isChecked() else None
        asked = self._asked = Asked(version, next_one is None)
        self.changes.say(_("Comparing …"))
        desk, now = self._desk, self._desk.now()
        records, media = now.snapshot(), dict(now.media)

        def work() -> list[Section]:
            before = desk.document_of(version)
            after = Document(records.values(), media) if next_one is None else desk.document_of(next_one)
            return told(compare(before, after), before, after)

        self._workers.run("compare versions", work, lambda answer: self._compared(asked, answer))

    def _compared(self, asked: Asked, answer: Answer[list[Section]]) -> None:
        if asked is not self._asked:
            return
        if answer.value is None:
            self.changes.say(str(answer.problem))
        else:
            self.changes.show_changes(answer.value)
        self.settled.emit()

    def _restore(self) -> None:
        if self._desk.restore(self._versions[self.list.currentRow()]):
            self._leave()
            self.close()

    def _open_beside(self) -> None:
        self._desk.open_beside(self._versions[self.list.currentRow()])


def _icon(picture: QPixmap) -> QIcon:
    """An icon that is not tinted where it is chosen."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def day(when: datetime) -> str:
    """The day of a moment as the person's system writes it."""
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    return QLocale.system().toString(local.date(), QLocale.FormatType.LongFormat)


def short_day(when: datetime) -> str:
    """The same in few letters, or "today" and "yesterday"."""
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp())).date()
    match local.daysTo(QDate.currentDate()):
        case 0:
            return _("Today")
        case 1:
            return _("Yesterday")
    return QLocale.system().toString(local, QLocale.FormatType.ShortFormat)


def clock(when: datetime) -> str:
    """The time of day of a moment as the person's system writes it."""
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    return QLocale.system().toString(local.time(), QLocale.FormatType.ShortFormat)
