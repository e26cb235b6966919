"""The program as a process of its own, with somebody at its keyboard: `python -m tests.gui.as_process ACT [FILE]`.

Each act says on the standard output what has been done, a JSON value a line, and goes on until the process is ended.
"""

import json
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, qCritical
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journeymapper.edit.store import Store
from journeymapper.files.keeping import Keeper
from journeymapper.files.state import state_folder
from journeymapper.layout.index import rect_of
from journeymapper.model.errors import FileProblem
from journeymapper.model.records import Card
from journeymapper.ui import app
from journeymapper.ui.qt_ports import QtPorts
from journeymapper.ui.window import MainWindow

WORDS = "the quick brown fox jumps over the lazy dog "


def say(value: object) -> None:
    """Tell who started this."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def window() -> MainWindow:
    """The first window."""
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))


def store() -> Store:
    found = window().store
    assert found is not None
    return found


def card(code: str) -> Card:
    return next(each for each in store().document.all(Card) if each.code == code)


def _middle(key: str) -> QPoint:
    """Where a card is seen."""
    canvas = window().workspace.canvas
    found = rect_of(canvas.grid, key)
    assert found is not None
    left, top, right, bottom = found
    return QPoint(
        round(canvas.view.pixel_x((left + right) / 2)), round(canvas.view.pixel_y((top + bottom) / 2))
    )


class Acting:
    """What is being done, step by step, each from the event loop."""

    def __init__(self, act: str) -> None:
        self._step: Callable[[], None] = getattr(self, act)
        self._timer = QTimer()
        self._timer.setInterval(15)
        self._timer.timeout.connect(self._go)
        self._timer.start()
        self._count = 0
        self._from = self._to = QPoint()
        self._said = False

    def _go(self) -> None:
        if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
            # Before its first paint the program listens to nothing.
            return
        if not self._said:
            self._said = True
            say("stands")
            return
        try:
            self._step()
        finally:
            self._count += 1

    def stay(self) -> None:
        """Do nothing."""

    def be_given_a_file(self) -> None:
        """Be asked twice by the system to open a file, as macOS asks, and say the titles of the maps then."""
        application = QApplication.instance()
        assert application is not None
        if self._count < 2:
            application.sendEvent(application, QFileOpenEvent(sys.argv[3]))
            return
        self._timer.stop()
        windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
        say([each.store.document.map.title for each in windows if each.store is not None])

    def notices(self) -> None:
        """Say the titles of the cards that are shown."""
        ports = window().ports
        shown = ports._notices.cards if isinstance(ports, QtPorts) and ports._notices else {}
        if shown:
            say([card.title.text() for card in shown.values()])

    def begin(self) -> None:
        """Begin a new map, and a card in it."""
        if self._count == 0:
            window().file.new_from("empty")
        elif self._count == 1:
            self.edit()

    def edit(self) -> None:
        """Change the title of the map again and again; each title is said once it stands."""
        about = store().document.map
        title = f"Title {self._count}"
        with store().edit("Rename") as tx:
            tx.change(about.id, title=title)
        say(title)

    def type(self) -> None:
        """Write a text in place, letter by letter; what stands in the field is said after each."""
        canvas = window().workspace.canvas
        if not canvas.editing:
            canvas.setFocus()
            canvas.start_edit(card("P4").id)
        field = canvas.writing.field
        assert field is not None
        QTest.keyClicks(field, WORDS[self._count % len(WORDS)])
        say(field.toPlainText())

    def drag(self) -> None:
        """Drag a card to and fro between two stages; each move is said, and the card's stage at each end."""
        canvas = window().workspace.canvas
        if self._count == 0:
            window().actions_by_id["view.fit_map"].trigger()
            return
        surface, turn = canvas.viewport(), (self._count - 1) % 10
        stages = canvas.grid.stages
        back = store().document.stages[2].id == card("P4").stage
        target = stages[3 if back else 2]
        if turn == 0:
            self._from = _middle(card("P4").id)
            QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=self._from)
            say("pressed")
        elif turn < 9:
            end = QPoint(round(canvas.view.pixel_x(target.x + target.width / 2)), self._from.y())
            QTest.mouseMove(surface, self._from + (end - self._from) * turn / 8)
            say("moved")
            self._to = end
        else:
            QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=self._to)
            say([stage.title for stage in store().document.stages if stage.id == card("P4").stage])

    def fail(self) -> None:
        """Edit, then make a fault."""
        if self._count == 3:
            raise ValueError("Nobody tells her")
        if self._count < 3:
            self.edit()
        else:
            qCritical("something broke")
            say("failed")

    def ask(self) -> None:
        """Edit, then be asked whether to save."""
        self.edit()
        if self._count == 3:
            self._timer.stop()
            QTimer.singleShot(200, self._timer, lambda: say("asked"))
            window().close()
            say("answered")

    def crash(self) -> None:
        """Edit, then end as a crash of Qt would."""
        self.edit()
        if self._count == 3:
            import faulthandler

            faulthandler._sigsegv()  # type: ignore[attr-defined]

    def fail_to_save(self) -> None:
        """Save to a disk that takes its time and fails then."""
        if self._count:
            return

        def fail(_keeper: Keeper, _job: object) -> None:
            time.sleep(1.0)
            raise FileProblem("the disk is gone")

        Keeper.run = fail  # type: ignore[method-assign,assignment]
        self.edit()
        window().file.save()
        say("saving")

    def lose_the_journal(self) -> None:
        """Edit; somebody tidies the journal away, and it is made anew."""
        file = window().file
        self.edit()
        if self._count < 2:
            return
        self._timer.stop()
        file.flush()
        for folder in state_folder().journals.iterdir():
            shutil.rmtree(folder)
        # The first finds out, the second mends.
        file.flush()
        file.flush()
        self.edit()
        file.flush()
        say("made anew")

    def save(self) -> None:
        """Edit and save, again and again."""
        self.edit()
        if not window().file.saving:
            window().actions_by_id["file.save"].trigger()


def main() -> int:
    act, *rest = sys.argv[1:]
    app.make_application()
    acting = Acting(act)
    code = app.run(Path(rest[0]) if rest else None)
    say("ended")
    del acting
    return code


if __name__ == "__main__":
    sys.exit(main())
