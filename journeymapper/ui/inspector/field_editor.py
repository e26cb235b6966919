"""What all editors of a field have in common: they show a value and tell when the person has set another."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from journeymapper.commands.choices import Entry
from journeymapper.commands.setting import MIXED


class FieldEditor(QWidget):
    """Shows one value. `set_by_hand` tells of each value that the person sets, once it is complete."""

    set_by_hand = Signal(object)
    refused = Signal(str)
    """What was typed cannot be read as a value; a sentence says why."""
    typed = Signal()
    """Something is being typed that is no value yet, or is no longer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.value: object = None

    @property
    def mixed(self) -> bool:
        """Whether several records are shown that do not agree."""
        return self.value is MIXED

    def show_value(self, value: object) -> None:
        """Show a value, or MIXED."""
        self.value = value

    def offer(self, entries: list[Entry]) -> None:
        """Say what can be chosen; editors that offer no choice take no notice."""

    def commit(self) -> None:
        """Tell of what has been typed and not told yet."""

    def so_far(self) -> str | None:
        """What has been typed and not told yet; None for nothing."""
        return None

    def focus_target(self) -> QWidget:
        """The widget that takes the cursor."""
        return self
