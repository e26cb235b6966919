"""The program with its windows: everything that needs an application to exist first."""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from journeymapper.model.ids import id_source
from journeymapper.ui.life import Life
from journeymapper.ui.look import load_look
from journeymapper.ui.settings import Settings, settings_path
from journeymapper.ui.style import STYLE, STYLED, dress
from journeymapper.ui.windows import Windows

SWITCH_SECONDS = 0.001


class Application(QApplication):
    """The application; macOS tells it, and not the command line, which file was opened in the Finder."""

    file_asked = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Tell on which file is to be opened."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_asked.emit(event.file())
            return True
        return super().event(event)


def run(path: Path | None) -> int:
    """Open a window, on a map where one is named, and stay until the last window has closed; the exit code.

    Whether there is a display has been found out before: Qt ends the program where it lacks one.
    """
    # While a worker runs, the window's thread gets its turn within a millisecond instead of five.
    sys.setswitchinterval(SWITCH_SECONDS)
    app = make_application()
    theme = load_look()
    dress(app, theme)
    windows = Windows(Settings(settings_path(), app), theme, id_source(), parent=app)
    life = Life(app, windows)
    try:
        window = windows.new_window()
        window.stands.connect(life.begin)
        if isinstance(app, Application):
            app.file_asked.connect(windows.open_file)
        if path is not None:
            window.file.open(path)
        if life.over:
            # Asked to end while a question about the file was open.
            return 0
        window.show()
        return int(app.exec())
    finally:
        life.end()


def make_application() -> QApplication:
    """The application, made if there is none yet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # Given as an option, the style is made with the application, and not a second one in its place.
    app = Application([*sys.argv[:1], "-style", STYLE])
    app.setProperty(STYLED, STYLE)
    app.setApplicationName("journeymapper")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("journeymapper")
    return app
