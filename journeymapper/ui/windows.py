"""All windows of the program, and what they share."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from journeymapper.commands.ports import Ports
from journeymapper.model.ids import IdSource
from journeymapper.ui.files import MapFile
from journeymapper.ui.look import Look
from journeymapper.ui.settings import Settings
from journeymapper.ui.window import MainWindow

STEP = 28
"""Pixels by which a further window is shifted, so that the first stays in sight."""


class Windows(QObject):
    """Opens windows, finds them by their file, and closes them all.

    `ports` stands in for the person in all windows; None asks the real one with dialogs.
    """

    def __init__(
        self,
        settings: Settings,
        theme: Look,
        new_id: IdSource,
        *,
        ports: Callable[[], Ports] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self._new_id = new_id
        self._ports = ports
        self.open: list[MainWindow] = []

    def new_window(self) -> MainWindow:
        """A further window, with the first page."""
        window = MainWindow(
            self, self._settings, self._theme, self._new_id, self._ports() if self._ports else None
        )
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.gone.connect(self._gone)
        if self.open and not window.isMaximized():
            window.move(self.open[-1].pos().x() + STEP, self.open[-1].pos().y() + STEP)
        self.open.append(window)
        return window

    def file_for_new(self) -> MapFile:
        """The file of a new window."""
        window = self.new_window()
        window.show()
        window.raise_()
        window.activateWindow()
        return window.file

    def showing(self, path: Path) -> bool:
        """Bring the window to the front that shows this file; whether there is one."""
        for window in self.open:
            if window.file.path is not None and window.file.path.resolve() == path.resolve():
                window.raise_()
                window.activateWindow()
                return True
        return False

    def quit(self) -> None:
        """Close all windows until one stays."""
        for window in list(self.open):
            if not window.close():
                return

    def recent(self) -> Sequence[Path]:
        """Maps opened lately, the last first."""
        return self._settings.recent()

    def note_recent(self, path: Path) -> None:
        """Remember that a map was opened."""
        self._settings.note_recent(path.resolve())

    def front(self) -> MainWindow | None:
        """The window that was used last."""
        active = [window for window in self.open if window.isActiveWindow()]
        return active[0] if active else self.open[-1] if self.open else None

    def _gone(self, window: MainWindow) -> None:
        if window in self.open:
            self.open.remove(window)
