"""All windows of the program, and what they share."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt

from journeymapper.commands.ports import Ports
from journeymapper.model.ids import IdSource
from journeymapper.ui.collecting import Collector
from journeymapper.ui.files import MapFile
from journeymapper.ui.look import Look
from journeymapper.ui.settings import Settings
from journeymapper.ui.window import FRAME, MainWindow

if TYPE_CHECKING:
    from journeymapper.files.state import StateFolder
    from journeymapper.ui.recovering import Recovery
    from journeymapper.ui.workers import Workers

STEP = 28
"""Pixels by which a further window is shifted, so that the first stays in sight."""
PATIENCE = 3.0
"""Seconds that work under way has, all in all, to come to its end when the program ends."""


def usual_state() -> StateFolder:
    """The person's own state folder."""
    # Finding it out takes as long as loading a third of the window, which has to stand first.
    from journeymapper.files.state import state_folder

    return state_folder()


def beside(last: QPoint, size: QSize, room: QRect) -> QPoint:
    """Where a window of a size stands, frame included: a little below the last one, and within the room there is."""
    far = room.bottomRight() - QPoint(size.width() - 1, size.height() - 1)
    return QPoint(
        max(min(last.x() + STEP, far.x()), room.left()), max(min(last.y() + STEP, far.y()), room.top())
    )


class Windows(QObject):
    """Opens windows, finds them by their file, and closes them all.

    `ports` stands in for the person in all windows; None asks the real one with dialogs. `state` gives the program's
    own folder when it is first needed.
    """

    def __init__(
        self,
        settings: Settings,
        theme: Look,
        new_id: IdSource,
        *,
        ports: Callable[[], Ports] | None = None,
        state: Callable[[], StateFolder] = usual_state,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self._ports = ports
        self._find_state = state
        self._state: StateFolder | None = None
        self._workers: Workers | None = None
        self._recovery: Recovery | None = None
        self._collector = Collector(self)
        self.new_id = new_id
        self.open: list[MainWindow] = []

    @property
    def state(self) -> StateFolder:
        """The program's own folder."""
        if self._state is None:
            self._state = self._find_state()
        return self._state

    @property
    def workers(self) -> Workers:
        """Work beside the window's thread."""
        if self._workers is None:
            from journeymapper.ui.workers import Workers

            self._workers = Workers(self)
        return self._workers

    @property
    def recovery(self) -> Recovery:
        """What a crash left."""
        if self._recovery is None:
            from journeymapper.ui.recovering import Recovery

            self._recovery = Recovery(self, self._front_file)
        return self._recovery

    def new_window(self) -> MainWindow:
        """A further window, with the first page."""
        window = MainWindow(self, self._settings, self._theme, self._ports() if self._ports else None)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.gone.connect(self._gone)
        if self.open and not window.isMaximized():
            room = window.screen().availableGeometry()
            window.move(beside(self.open[-1].pos(), window.size() + FRAME, room))
        self.open.append(window)
        return window

    def file_for_new(self) -> MapFile:
        """The file of a new window."""
        window = self.new_window()
        window.show()
        window.raise_()
        window.activateWindow()
        return window.file

    def open_file(self, path: str) -> None:
        """Open a file that the system asks for, in the window that was used last where that shows none."""
        self._front_file().open(Path(path))

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

    def look_for_work(self) -> None:
        """Show what a crash left, where there is anything; beside the window's thread."""
        window = self.front()
        with suppress(OSError):
            # Nearly always there is none, and nothing has to be loaded to see that.
            if window is not None and any(self.state.journals.iterdir()):
                self.recovery.begin(window.ports)

    @property
    def protected(self) -> bool:
        """Whether a crash of the program would lose nothing now."""
        return all(window.file.protected for window in self.open)

    def flush(self) -> None:
        """Have all that was done on the disk, whatever happens next."""
        for window in self.open:
            window.file.flush()

    def keep_all(self) -> None:
        """Have all that was done on the disk, and what is being typed as well."""
        for window in self.open:
            window.note_drafts()
        self.flush()

    def abandon(self) -> None:
        """Ask nobody about anything from now on: the program has to end."""
        for window in self.open:
            window.file.abandon()

    def end(self) -> None:
        """Close what is open without a question; nothing is lost. Work under way comes to its end before."""
        self.abandon()
        end = time.monotonic() + PATIENCE
        if self._workers is not None:
            self._workers.finish(PATIENCE)
        for window in list(self.open):
            window.close()
        if self._recovery is not None:
            self._recovery.put_off()
        if self._workers is not None:
            self._workers.finish(max(end - time.monotonic(), 0.0))
            self._workers.stop()
        self._collector.stop()

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

    def _front_file(self) -> MapFile:
        window = self.front()
        return self.file_for_new() if window is None else window.file

    def _gone(self, window: MainWindow) -> None:
        if window in self.open:
            self.open.remove(window)
