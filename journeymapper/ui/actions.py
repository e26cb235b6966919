"""Qt actions made from the commands: one each, whichever menus and buttons show it."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from journeymapper.commands.command import Command, Context, carry_out, title_of
from journeymapper.commands.menus import GRID_ONLY
from journeymapper.model.i18n import _
from journeymapper.ui.plain import plain_menu_text, plain_tip


class CommandAction(QAction):
    """The action of one command."""

    def __init__(self, command: Command, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.command = command
        self._context = context
        self.setObjectName(command.id)
        self.setIconVisibleInMenu(False)
        self.setIconText(_(command.title).removesuffix("…"))
        self.setCheckable(command.checked is not None)
        self.setShortcuts([QKeySequence(keys) for keys in command.keys])
        if command.id in GRID_ONLY:
            self.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if command.help:
            self.setToolTip(plain_tip(self._tip()))
        self.refresh()
        self.triggered.connect(self._carry_out)

    def refresh(self) -> None:
        """Show what the command is called now, and whether it can be given."""
        text = plain_menu_text(title_of(self.command, self._context))
        if text != self.text():
            self.setText(text)
        self.setEnabled(self.command.when(self._context))
        if self.command.checked is not None:
            self.setChecked(self.command.checked(self._context))

    def _tip(self) -> str:
        keys = self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        title = _(self.command.title).removesuffix("…")
        head = f"{title} ({keys})" if keys else title
        return f"{head}\n{_(self.command.help)}"

    def _carry_out(self) -> None:
        carry_out(self.command, self._context)


class ActionButton(QToolButton):
    """A button for an action that keeps a text and an icon of its own."""

    def __init__(self, action: CommandAction, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setObjectName(f"tool.{action.command.id}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(action.toolTip())
        self.setCheckable(action.isCheckable())
        self._action = action
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())
        if not self.text():
            self.setText(self._action.iconText())


class Actions(QObject):
    """All actions of a window, by the id of their command."""

    given = Signal(str)
    """A command was given; its id."""

    def __init__(self, commands: Iterable[Command], context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = {command.id: CommandAction(command, context, parent) for command in commands}
        for action in self:
            action.triggered.connect(self._after)
            if action.command.id not in GRID_ONLY:
                parent.addAction(action)

    def __getitem__(self, key: str) -> CommandAction:
        return self._actions[key]

    def __iter__(self) -> Iterator[CommandAction]:
        return iter(self._actions.values())

    def refresh(self) -> None:
        """Show anew what every command is called and whether it can be given."""
        for action in self._actions.values():
            action.refresh()

    def give_keys_to(self, widget: QWidget, *, but: str = "") -> None:
        """Let the keys of commands about what is selected work in this widget too, `but` one's."""
        for key in sorted(GRID_ONLY - {but}):
            widget.addAction(self._actions[key])

    def _after(self) -> None:
        self.refresh()
        action = self.sender()
        if isinstance(action, CommandAction):
            self.given.emit(action.command.id)
