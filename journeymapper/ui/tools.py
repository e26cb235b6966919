"""The toolbar: the commands at hand, the search field, the map check with its count, and print."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from journeymapper.commands.menus import CARD_MENU, LANE_MENU, Menu
from journeymapper.layout.theme import Theme
from journeymapper.model.i18n import _
from journeymapper.ui.actions import ActionButton, Actions, CommandAction
from journeymapper.ui.icons import icon
from journeymapper.ui.menus import make_menu
from journeymapper.ui.search_field import SearchField
from journeymapper.ui.style import colour, font, size_px

NARROW = 1120
"""Pixels below which the buttons at the left show their icons only."""


class CountButton(ActionButton):
    """A button with a count in a badge behind its text."""

    def __init__(self, action: CommandAction, theme: Theme, parent: QWidget) -> None:
        super().__init__(action, "outlined", parent)
        self._theme = theme
        self._count = 0

    @property
    def count(self) -> int:
        """What the badge says; 0 shows none."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show another count."""
        if count != self._count:
            self._count = count
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for the badge."""
        return super().sizeHint() + QSize(self._badge_width() + 6 if self._count else 0, 0)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than the badge needs."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button and, over it, the badge."""
        super().paintEvent(event)
        if not self._count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._badge_width()
        box = QRect(self.width() - width - 9, (self.height() - 20) // 2, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour(self._theme, "count")))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(QColor(colour(self._theme, "count_text")))
        painter.setFont(font(self._theme, "small", 600))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._count))

    def _badge_width(self) -> int:
        return max(20, 12 + 7 * len(str(self._count)))


class Tools(QFrame):
    """The toolbar. Below a certain width its buttons give up their texts."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tools")
        self.setFixedHeight(size_px(theme, "tool_bar"))
        self._actions = actions
        self._theme = theme
        self._left: list[QToolButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 14, 11)
        row.setSpacing(4)
        self._row = row
        for key in ("edit.undo", "edit.redo"):
            self._add(key)
        self._rule()
        for key in ("view.select_tool", "view.connect_tool"):
            self._add(key)
        self._rule()
        for key in ("insert.stage", "insert.step"):
            self._add(key)
        self._add_menu("lane", LANE_MENU)
        self._add_menu("card-text", CARD_MENU)
        row.addSpacing(14)
        self.search = SearchField(theme, self)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(560)
        row.addWidget(self.search, 1)
        row.addSpacing(8)
        self.check = CountButton(actions["map.check"], theme, self)
        self._finish(self.check, "check-list", "text")
        self.print = ActionButton(actions["file.export_pdf"], "primary", self)
        self.print.setText(_("Print"))
        self._finish(self.print, "print", "on_accent")

    def show_count(self, count: int) -> None:
        """Show how many findings there are."""
        self.check.set_count(count)
        self.check.setText(_("Map check:") if count else _("Map check"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts beside the icons as long as there is room."""
        super().resizeEvent(event)
        wide = self.width() >= NARROW
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if wide else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._left:
            button.setToolButtonStyle(style)

    def _add(self, key: str) -> None:
        button = ActionButton(self._actions[key], "tool", self)
        self._finish(button, self._actions[key].command.icon, "text")
        self._left.append(button)

    def _finish(self, button: QToolButton, name: str, role: str) -> None:
        size = size_px(self._theme, "icon")
        ink, disabled, checked = (colour(self._theme, each) for each in (role, "disabled", "selected_text"))
        button.setIcon(icon(name, ink, size, disabled=disabled, checked=checked))
        button.setIconSize(QSize(size, size))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row.addWidget(button)

    def _add_menu(self, name: str, menu: Menu) -> None:
        button = QToolButton(self)
        button.setProperty("role", "tool")
        button.setObjectName(f"tool.{name}")
        button.setText(_(menu.title))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(make_menu(menu, self._actions, button))
        self._finish(button, name, "text")
        self._left.append(button)

    def _rule(self) -> None:
        line = QFrame(self)
        line.setObjectName("tool_rule")
        line.setFixedSize(1, 24)
        self._row.addSpacing(6)
        self._row.addWidget(line)
        self._row.addSpacing(6)
