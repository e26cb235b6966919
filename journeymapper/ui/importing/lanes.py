"""The lanes that a table is taken to have: what each is called, what it means, and how its feelings are counted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journeymapper.formats.tables import SCALES, Guess, LaneGuess
from journeymapper.model.i18n import _
from journeymapper.model.tables import LINES, ROLES
from journeymapper.ui.inspector.choice_editors import Box
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label, plain_tip

LONGEST_TITLE = 80
MOST_LANES = 80
"""No map that people made has nearly as many; the rest of a larger table is read as it is guessed."""


class LaneRow(QWidget):
    """One lane: its title, and lists from which its meaning and the scale of its feelings are chosen."""

    role_chosen = Signal(int, str)
    scale_chosen = Signal(int, str)

    def __init__(self, number: int, lane: LaneGuess, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"lane.{number}")
        self._number = number
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(3)
        title = " ".join(lane.title.split()) or _("(without a name)")
        shown = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
        head = QHBoxLayout()
        name = plain_label(shown, self, "strong", wrap=True)
        name.setToolTip(plain_tip(title))
        head.addWidget(name, 1)
        self.unsure = plain_label(_("worth a look"), self, "count")
        self.unsure.setToolTip(plain_tip(_("The name does not say what the lane means.")))
        head.addWidget(self.unsure, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.role = _box(look, self, _("What “{lane}” means").format(lane=shown))
        self.role.addItem(_("Leave this lane out"), "")
        for key, role in ROLES.items():
            self.role.addItem(_(role.title), key)
        for key, line in LINES.items():
            self.role.addItem(_(line.title), key)
        self.scale = _box(look, self, _("How feelings are counted in “{lane}”").format(lane=shown))
        self.scale.addItem(_("No scores: notes"), "")
        for key, scale in SCALES.items():
            self.scale.addItem(_(scale), key)
        column.addWidget(self.role)
        column.addWidget(self.scale)
        self.show_lane(lane)
        self.role.activated.connect(self._role_chosen)
        self.scale.activated.connect(self._scale_chosen)

    def show_lane(self, lane: LaneGuess) -> None:
        """Show what the lane is taken for now."""
        self.role.setCurrentIndex(max(self.role.findData(lane.role), 0))
        self.scale.setCurrentIndex(max(self.scale.findData(lane.scale), 0))
        self.scale.setVisible(lane.role == "emotion")
        self.unsure.setVisible(not lane.known and bool(lane.role))

    def _role_chosen(self, _place: int) -> None:
        self.role_chosen.emit(self._number, self.role.currentData())

    def _scale_chosen(self, _place: int) -> None:
        self.scale_chosen.emit(self._number, self.scale.currentData())


class LaneList(QWidget):
    """All lanes, one below the other."""

    role_chosen = Signal(int, str)
    scale_chosen = Signal(int, str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("panel_body")
        self._look = look
        self.rows: list[LaneRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 2, 14, 2)
        self._column.setSpacing(4)
        self._rest = plain_label("", self, "hint", wrap=True)
        self._column.addWidget(self._rest)
        self._column.addStretch(1)

    def show_guess(self, guess: Guess) -> None:
        """Show what the lanes that are there mean now."""
        for row, lane in zip(self.rows, guess.lanes, strict=False):
            row.show_lane(lane)

    def show_anew(self, guess: Guess) -> None:
        """Show the lanes of another table, or of the same read the other way round."""
        for row in self.rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        shown = guess.lanes[:MOST_LANES]
        self.rows = [LaneRow(number, lane, self._look, self) for number, lane in enumerate(shown)]
        for place, row in enumerate(self.rows):
            row.role_chosen.connect(self.role_chosen)
            row.scale_chosen.connect(self.scale_chosen)
            self._column.insertWidget(place, row)
        rest = len(guess.lanes) - len(shown)
        self._rest.setText(_("and {n} more, which are read as they are guessed").format(n=rest))
        self._rest.setVisible(rest > 0)


def _box(look: Look, parent: QWidget, name: str) -> Box:
    box = Box(look, parent)
    box.setAccessibleName(name)
    return box
