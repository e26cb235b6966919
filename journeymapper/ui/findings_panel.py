"""The map check: what was found, gravest first; a press on a finding shows what it is about."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from journeymapper.analysis.finding import Finding
from journeymapper.layout.theme import Theme
from journeymapper.model.i18n import _
from journeymapper.ui.icons import icon, pixmap
from journeymapper.ui.panel import Panel
from journeymapper.ui.plain import plain_label
from journeymapper.ui.style import colour, size_px

PICTURES = {"error": ("warning", "error"), "warning": ("warning", "warning"), "hint": ("info", "information")}
MOST = 200


class FindingRow(QFrame):
    """One finding."""

    pressed = Signal(object)

    def __init__(self, finding: Finding, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.finding = finding
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 9, 10, 9)
        row.setSpacing(9)
        name, role = PICTURES[finding.level]
        sign = QLabel(self)
        sign.setTextFormat(Qt.TextFormat.PlainText)
        sign.setPixmap(pixmap(name, colour(theme, role), 16, 2))
        sign.setFixedSize(16, 18)
        words = plain_label(finding.message, self, wrap=True)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        self._go = QPushButton(self)
        self._go.setProperty("role", "link")
        self._go.setAccessibleName(_("Show"))
        self._go.setIcon(icon("arrow-right", colour(theme, "text_2"), 16))
        self._go.setIconSize(QSize(16, 16))
        self._go.setVisible(bool(finding.ids))
        self._go.clicked.connect(self.show_it)
        row.addWidget(self._go, 0, Qt.AlignmentFlag.AlignTop)

    def show_it(self) -> None:
        """Show what the finding is about."""
        self.pressed.emit(self.finding)


class FindingsPanel(Panel):
    """The list of findings, in place of the inspector."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("findings", _("Map check"), theme, parent)
        self.rows: list[FindingRow] = []
        self._shown: list[Finding] = []
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget(area)
        holder.setObjectName("panel_body")
        self._holder = holder
        self._column = QVBoxLayout(holder)
        pad = size_px(theme, "pad")
        self._column.setContentsMargins(pad, 6, pad, 14)
        self._column.setSpacing(8)
        self._all_well = plain_label(
            _("Nothing was found. The map holds together."), holder, "muted", wrap=True
        )
        self._column.addWidget(self._all_well)
        self._column.addStretch(1)
        area.setWidget(holder)
        self.body.addWidget(area)
        close = QPushButton(_("Back to the inspector"), self)
        close.setProperty("role", "link")
        close.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.setContentsMargins(pad, 4, pad, 10)
        foot.addWidget(close)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these, the gravest first."""
        if list(findings) == self._shown:
            return
        self._shown = list(findings)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for position, finding in enumerate(findings[:MOST]):
            row = FindingRow(finding, self.theme, self._holder)
            row.pressed.connect(self.chosen)
            self._column.insertWidget(position, row)
            self.rows.append(row)
        count = len(findings)
        self.note.setText(str(count) if count <= MOST else _("{most} of {n}").format(most=MOST, n=count))
        self._all_well.setVisible(count == 0)
