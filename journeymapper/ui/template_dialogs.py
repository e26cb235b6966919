"""The dialogs about templates: what a new map begins with, what is kept as a template, and what it is called."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journeymapper.commands.ports import StartsDesk, TemplateWish
from journeymapper.model.i18n import _
from journeymapper.ui.gallery import MOST_COLUMNS, Gallery
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label
from journeymapper.ui.starts import CARD, GAP

SCROLLED = 34
"""Pixels that a scroll bar and the margins beside the gallery take."""
HEIGHT = 720

Check = Callable[[str], str]
"""What is wrong with a text, in one sentence; "" for nothing."""


class StartDialog(QDialog):
    """Asks what a new map begins with."""

    def __init__(self, desk: StartsDesk, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New map"))
        self.chosen = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 10, 20)
        column.setSpacing(14)
        column.addWidget(plain_label(_("What does it begin with?"), self, "heading"))
        self._area = QScrollArea(self)
        self._area.setObjectName("found")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget(self._area)
        holder.setObjectName("bar")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(2, 2, 2, 2)
        self.gallery = Gallery(desk, look, holder)
        self.gallery.chosen.connect(self._choose)
        self.gallery.reached.connect(self._area.ensureWidgetVisible)
        inner.addWidget(self.gallery)
        inner.addStretch(1)
        self._area.setWidget(holder)
        column.addWidget(self._area, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        room = self.screen().availableGeometry().size()
        width = MOST_COLUMNS * (CARD.width() + GAP) + SCROLLED + 34
        self.resize(min(width, room.width() - 40), min(HEIGHT, room.height() - 80))

    def showEvent(self, event: QShowEvent) -> None:
        """The first card has the focus; pictures follow."""
        super().showEvent(event)
        self.gallery.starts.rows[0][0].setFocus()
        self.gallery.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards in a row as there is room for."""
        super().resizeEvent(event)
        self.gallery.fit(self.width() - SCROLLED - SCROLLED)

    def done(self, result: int) -> None:
        """Leave what is still being worked at."""
        self.gallery.rest()
        super().done(result)

    def _choose(self, name: str) -> None:
        self.chosen = name
        self.accept()


class NameDialog(QDialog):
    """Asks for a short text, and says what is wrong with it as long as something is."""

    def __init__(self, title: str, text: str, check: Check, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("JourneyMapper"))
        self._check = check
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 22, 24, 18)
        self._column.setSpacing(8)
        self._column.addWidget(plain_label(title, self, "heading", wrap=True))
        self.field = QLineEdit(text, self)
        self.field.setAccessibleName(_("Name"))
        self.field.selectAll()
        self.field.textChanged.connect(self._look)
        self._column.addWidget(self.field)
        self.problem = plain_label("", self, "error", wrap=True)
        self._column.addWidget(self.problem)
        self._add_more()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.keep: QPushButton = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.keep.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addSpacing(6)
        self._column.addWidget(buttons)
        self.setMinimumWidth(440)
        # Not while the person has typed nothing: an empty field needs no reproach.
        self.keep.setEnabled(not check(text))

    @property
    def text(self) -> str:
        """What was typed."""
        return self.field.text().strip()

    def _add_more(self) -> None:
        """What stands below the name."""

    def _look(self, text: str) -> None:
        wrong = self._check(text)
        self.problem.setText(wrong)
        self.keep.setEnabled(not wrong)
        QTimer.singleShot(0, self, self.adjustSize)


class TemplateDialog(NameDialog):
    """Asks what is kept of a map as a template."""

    def __init__(self, wish: TemplateWish, check: Check, parent: QWidget) -> None:
        self._wish = wish
        super().__init__(_("Save as template"), wish.name, check, parent)
        self.setWindowTitle(_("Save as template"))

    @property
    def wish(self) -> TemplateWish:
        """What is to be kept."""
        return TemplateWish(self.text, self.cards.isChecked(), self.personas.isChecked())

    def _add_more(self) -> None:
        words = _(
            "The stages, steps, lanes and lines are kept, as well as the title and the scenario. Keep also:"
        )
        self._column.addWidget(plain_label(words, self, "muted", wrap=True))
        self.cards = QCheckBox(_("the cards, with their links, emotion points and sources"), self)
        self.cards.setChecked(self._wish.cards)
        self.personas = QCheckBox(_("the personas"), self)
        self.personas.setChecked(self._wish.personas)
        self._column.addWidget(self.cards)
        self._column.addWidget(self.personas)
