"""What is timed on a screen: from the moment an event is due to the moment the widget has been painted."""

import time
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.timing import Taken
from journeymapper.ui.canvas.canvas import Canvas
from journeymapper.ui.editor import Editor

SIZE = QSize(1920, 1080)
BEAT = 1 / 60
"""Seconds between events, as a hand and a screen of 60 Hz give them."""
NAP = 0.0005
PATIENCE = 0.4
"""Seconds after which a paint that does not come is given up."""
QUIET = 0.03
"""Seconds without a paint after which all of a burst of them have come: the canvas goes on at once where it goes on."""

Act = Callable[[], object]


class Moment(NamedTuple):
    """A time of the clock, and how long the processor had worked for this thread by then."""

    clock: float
    busy: float

    def until(self, other: "Moment") -> Taken:
        """What passed between two moments."""
        return Taken(other.clock - self.clock, other.busy - self.busy)


def now() -> Moment:
    """This moment."""
    return Moment(time.perf_counter(), time.thread_time())


def application() -> QApplication:
    """The application, made if there is none."""
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication(["benchmarks"])


class Painted(NamedTuple):
    """When a paint began and when it was over."""

    began: float
    over: Moment


class Watch:
    """Notes when a widget is painted. The widget tells it of its paint events, and of update requests that are done."""

    def __init__(self) -> None:
        self.painted: list[Painted] = []

    def note(self, paint: Callable[[], object]) -> None:
        """Paint, and note when that was."""
        began = time.perf_counter()
        paint()
        self.painted.append(Painted(began, now()))

    def flushed(self, seen: int) -> None:
        """What was painted since there were so many paints has been handed to the screen as well."""
        if len(self.painted) > seen:
            self.painted[-1] = Painted(self.painted[-1].began, now())

    def first_after(self, act: Act, due: Moment | None = None) -> Taken | None:
        """From when the act was due (now, unless given) to the first paint after it; None where none comes."""
        begun = due or now()
        seen = len(self.painted)
        act()
        self._wait(seen, PATIENCE)
        return begun.until(self.painted[seen].over) if len(self.painted) > seen else None

    def last_after(self, act: Act, quiet: float = QUIET) -> Taken | None:
        """From now to the last of the paints that follow the act; None where none comes."""
        begun = now()
        if self.first_after(act) is None:
            return None
        self.calm(quiet)
        return begun.until(self.painted[-1].over)

    def calm(self, quiet: float = QUIET) -> None:
        """Wait until there has been no paint for so many seconds."""
        seen = -1
        while seen < len(self.painted):
            seen = len(self.painted)
            self._wait(seen, quiet)

    def _wait(self, seen: int, longest: float) -> None:
        """Handle events until there are more paints than those seen, or for so many seconds."""
        end = time.perf_counter() + longest
        while len(self.painted) <= seen and time.perf_counter() < end:
            QApplication.processEvents()


class Beats:
    """Gives moments at which events are due, a frame apart; in between the program does what it does when idle."""

    def __init__(self) -> None:
        self._due = time.perf_counter()

    def wait(self) -> Moment:
        """Wait for the next moment and give it: where the program was busy with something, it has passed already."""
        before = here = now()
        self._due = max(self._due, here.clock - BEAT) + BEAT
        while here.clock < self._due:
            before = here
            QApplication.processEvents()
            here = now()
            if here.clock < self._due:
                time.sleep(min(NAP, self._due - here.clock))
                here = now()
        late = here.clock - self._due
        return Moment(self._due, here.busy - min(late, here.busy - before.busy))


def settle(seconds: float) -> None:
    """Let the program do what it does when nobody does anything."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(NAP)


class Blit(QWidget):
    """The least that a frame can cost: a picture of the whole window put down."""

    def __init__(self) -> None:
        super().__init__()
        self.watch = Watch()
        self._picture = QPixmap(SIZE)
        self._picture.fill(Qt.GlobalColor.white)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Put the picture down."""
        self.watch.note(self._paint)

    def event(self, event: QEvent) -> bool:
        """Note when an update is over."""
        seen = len(self.watch.painted)
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.watch.flushed(seen)
        return done

    def frame(self, due: Moment | None = None) -> list[Taken]:
        """What one frame takes."""
        found = self.watch.first_after(self.update, due)
        return [] if found is None else [found]

    def _paint(self) -> None:
        painter = QPainter(self)
        painter.drawPixmap(QRect(0, 0, SIZE.width(), SIZE.height()), self._picture)
        painter.end()


class WatchedCanvas(Canvas):
    """The canvas as a window of its own, which notes when it is painted."""

    def __init__(self, editor: Editor) -> None:
        self.watch = Watch()
        super().__init__(editor)
        self.resize(SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the map."""
        self.watch.note(lambda: super(WatchedCanvas, self).paintEvent(event))

    def event(self, event: QEvent) -> bool:
        """Note when an update is over."""
        seen = len(self.watch.painted)
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.watch.flushed(seen)
        return done
