"""A program of its own: opens a window, says when it was painted, and ends. Run by `benchmarks.start`.

    python -m benchmarks.first_paint editor|bare

It prints the time of the clock that all processes share, and how long the processor has worked for it.
"""

import os
import sys
import time


def tell() -> None:
    """Say so, and end without tidying up."""
    print(time.monotonic(), time.process_time(), flush=True)
    os._exit(0)


def bare() -> None:
    """The least program with a window that knows when it is painted. It loads nothing that it does not need."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, _event: QPaintEvent) -> None:
            QTimer.singleShot(0, tell)

    app = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1600, 1000)  # what the editor's window asks for
    window.show()
    app.exec()


def editor() -> None:
    """The editor without a map, as the command line starts it."""
    from importlib import import_module

    import_module("journeymapper.cli.window").rest_collector()
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    app = import_module("journeymapper.ui.app")
    windows = import_module("journeymapper.ui.windows")

    class Window(windows.MainWindow):  # type: ignore[misc, name-defined]
        def paintEvent(self, event: QPaintEvent) -> None:
            # Before the window has its own turn: it puts off what can wait until it has been seen.
            QTimer.singleShot(0, tell)
            super().paintEvent(event)

    vars(windows)["MainWindow"] = Window
    app.run(None)


if __name__ == "__main__":
    {"bare": bare, "editor": editor}[sys.argv[1]]()
