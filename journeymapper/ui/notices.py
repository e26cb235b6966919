"""Offers that can wait: cards at the lower right of a window, which stay until they are answered or put away."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from journeymapper.commands.ports import Offer
from journeymapper.model.i18n import _
from journeymapper.ui.icons import icon, pixmap
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_label, plain_menu_text
from journeymapper.ui.style import colour

WIDTH = 420
EDGE = 18
ABOVE_FOOT = 52
GAP = 10
PICTURES = {"done": ("info", "information"), "problem": ("warning", "error")}

Answer = Callable[[str], None]


class NoticeCard(QFrame):
    """One offer."""

    answered = Signal(str)
    """An option was chosen; its key."""
    put_away = Signal()

    def __init__(self, offer: Offer, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"notice.{offer.about}")
        self.setProperty("role", "notice")
        self._look = look
        self._offer = offer
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 10, 12)
        row.setSpacing(12)
        self._sign = QLabel(self)
        self._sign.setTextFormat(Qt.TextFormat.PlainText)
        self._sign.setFixedSize(20, 20)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        self.title = plain_label("", self, "strong", wrap=True)
        self.detail = plain_label("", self, "muted", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.detail)
        self._answers = QHBoxLayout()
        self._answers.setContentsMargins(0, 6, 0, 0)
        self._answers.setSpacing(8)
        column.addLayout(self._answers)
        row.addLayout(column, 1)
        row.addWidget(self._away_button(), 0, Qt.AlignmentFlag.AlignTop)
        self.buttons: dict[str, QPushButton] = {}
        self.show_offer(offer)

    def show_offer(self, offer: Offer) -> None:
        """Say something else about the same matter."""
        same = offer.options == self._offer.options and bool(self.buttons)
        self._offer = offer
        name, role = PICTURES[offer.tone]
        self._sign.setPixmap(pixmap(name, colour(self._look, role), 20, 2))
        self.title.setText(offer.title)
        self.detail.setText(offer.detail)
        self.detail.setVisible(bool(offer.detail))
        self.setAccessibleName(offer.title)
        self.setAccessibleDescription(offer.detail)
        if not same:
            self._show_answers(offer)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def fit(self) -> None:
        """Take the height that the words ask for."""
        self.setFixedWidth(WIDTH)
        self._row.activate()
        for label in (self.title, self.detail):
            # The layout reckons with a line a little lower than a style sheet's font makes it.
            label.setMinimumHeight(label.heightForWidth(label.width()))
        self._row.activate()
        self.setFixedHeight(max(self._row.heightForWidth(WIDTH), self._row.minimumSize().height()))

    def _away_button(self) -> QPushButton:
        away = QPushButton(self)
        away.setProperty("role", "link")
        away.setObjectName("put_away")
        away.setAccessibleName(_("Close"))
        away.setToolTip(_("Close"))
        away.setIcon(icon("close", colour(self._look, "text_3"), 16))
        away.setIconSize(QSize(16, 16))
        away.clicked.connect(self.put_away)
        return away

    def _show_answers(self, offer: Offer) -> None:
        for button in self.buttons.values():
            button.hide()
            button.deleteLater()
        while self._answers.takeAt(0) is not None:
            pass
        self.buttons = {}
        for option in offer.options:
            button = QPushButton(plain_menu_text(option.title), self)
            button.setObjectName(option.key)
            button.setAutoDefault(False)
            button.clicked.connect(self._choose)
            self._answers.addWidget(button)
            self.buttons[option.key] = button
        self._answers.addStretch(1)

    def _choose(self) -> None:
        self.answered.emit(self.sender().objectName())


class Notices(QObject):
    """The offers of one window, the latest at the foot. An offer takes the place of an earlier one about the same."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._shown: dict[str, tuple[NoticeCard, Offer, Answer]] = {}

    @property
    def cards(self) -> dict[str, NoticeCard]:
        """The cards that are shown, by what they are about."""
        return {about: card for about, (card, _offer, _answer) in self._shown.items()}

    def offer(self, offer: Offer, answer: Answer) -> None:
        """Show an offer; `answer` gets the key of each option that is chosen."""
        if offer.about in self._shown:
            card = self._shown[offer.about][0]
            card.show_offer(offer)
        else:
            card = NoticeCard(offer, self._look, self._window)
            card.answered.connect(self._answered)
            card.put_away.connect(self._put_away)
            card.show()
        if not self._shown:
            self._window.installEventFilter(self)
        self._shown[offer.about] = (card, offer, answer)
        self._place()

    def withdraw(self, about: str) -> None:
        """Take an offer away, where it is still shown."""
        found = self._shown.pop(about, None)
        if found is None:
            return
        found[0].hide()
        found[0].deleteLater()
        if not self._shown:
            self._window.removeEventFilter(self)
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The cards keep their place when the window has another size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _about(self, card: QObject | None) -> str:
        return next((about for about, found in self._shown.items() if found[0] is card), "")

    def _answered(self, key: str) -> None:
        about = self._about(self.sender())
        if about:
            _card, offer, answer = self._shown[about]
            if not offer.stays:
                self.withdraw(about)
            answer(key)

    def _put_away(self) -> None:
        self.withdraw(self._about(self.sender()))

    def _place(self) -> None:
        bottom = self._window.height() - ABOVE_FOOT
        for card, _offer, _answer in reversed(self._shown.values()):
            card.fit()
            card.move(self._window.width() - WIDTH - EDGE, bottom - card.height())
            card.raise_()
            bottom -= card.height() + GAP
