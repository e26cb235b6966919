"""Help, About: the version, and the licences of everything that is shipped."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from journeymapper import __version__
from journeymapper.files.licences import Licence, licence_text, licences
from journeymapper.model.i18n import _
from journeymapper.model.resources import resource
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label, plain_tip
from journeymapper.ui.style import font

SIZE = QSize(960, 660)
LIST_WIDTH = 280
ICON = 64


class AboutDialog(QDialog):
    """What this program is, and what it is made of: a list of its parts, beside it the licence of the one chosen."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle(_("About JourneyMapper"))
        self.resize(SIZE)
        self._parts = licences()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 16)
        column.setSpacing(10)
        column.addLayout(self._head())
        column.addSpacing(6)
        column.addWidget(plain_label(_("Licences"), self, "heading"))
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self._list())
        self.about = plain_label("", self, "muted", wrap=True)
        self.text = self._pane(look)
        beside = QVBoxLayout()
        beside.setSpacing(6)
        beside.addWidget(self.about)
        beside.addWidget(self.text, 1)
        across.addLayout(beside, 1)
        column.addLayout(across, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(18)
        sign = QLabel(self)
        sign.setTextFormat(Qt.TextFormat.PlainText)
        picture = QPixmap(str(resource("app-icon", "journeymapper-256.png")))
        picture.setDevicePixelRatio(picture.width() / ICON)
        sign.setPixmap(picture)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(plain_label(_("JourneyMapper"), self, "display"))
        words.addWidget(plain_label(_("Version {version}").format(version=__version__), self, "muted"))
        about = _(
            "Customer journey maps and service blueprints in an editable swimlane grid. Free under the MIT"
            " licence. Nothing leaves this machine."
        )
        words.addWidget(plain_label(about, self, wrap=True))
        qt = _(
            "The window is made with Qt under the GNU LGPL, version 3: its libraries lie beside the program,"
            " unchanged, and you may put your own in their place. The note on Qt in the list says how."
        )
        words.addWidget(plain_label(qt, self, "small", wrap=True))
        head.addLayout(words, 1)
        return head

    def _list(self) -> QListWidget:
        self.list = QListWidget(self)
        self.list.setObjectName("licences")
        self.list.setAccessibleName(_("Parts of the program"))
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in self._parts:
            item = QListWidgetItem(f"{part.name} {_version(part)}".strip(), self.list)
            item.setToolTip(plain_tip(f"{_(part.use)}: {part.licence}"))
        self.list.currentRowChanged.connect(self._show)
        return self.list

    def _pane(self, look: Look) -> QPlainTextEdit:
        pane = QPlainTextEdit(self)
        pane.setAccessibleName(_("Licence"))
        pane.setReadOnly(True)
        pane.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        pane.setTabChangesFocus(True)
        pane.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        pane.setFont(font(look, "small"))
        return pane

    def _show(self, row: int) -> None:
        part = self._parts[row]
        self.about.setText(f"{_(part.use)} · {part.licence}")
        self.text.setPlainText(licence_text(part))


def _version(part: Licence) -> str:
    return part.version or (__version__ if part.name == "JourneyMapper" else "")
