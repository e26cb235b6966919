"""Time that goes by only when the monkey says so: what is done with a seed is done again in the very same way."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, QTimerEvent

CALL = 0.00002
"""Seconds that go by when the time is asked for: what has a deadline is interrupted now and then."""
MOST_TICKS = 4


class Clock:
    """The seconds of a run. Only the thread that made it makes time go by."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._thread = threading.get_ident()

    def __call__(self) -> float:
        if threading.get_ident() == self._thread:
            self.now += CALL
        return self.now

    @contextmanager
    def rule(self) -> Iterator[None]:
        """Be what `time.perf_counter` and `time.monotonic` tell."""
        kept = time.perf_counter, time.monotonic
        time.perf_counter = time.monotonic = self
        try:
            yield
        finally:
            time.perf_counter, time.monotonic = kept

    def wait(self, milliseconds: int, home: QObject) -> None:
        """Let time go by; the timers below `home` that run out in it are told so, each at most a few times."""
        self.now += milliseconds / 1000
        for timer in home.findChildren(QTimer):
            for _tick in range(min(MOST_TICKS, milliseconds // max(timer.interval(), 1))):
                if not timer.isActive():
                    break
                QCoreApplication.sendEvent(timer, QTimerEvent(timer.timerId()))


def flush() -> None:
    """Let Qt do what it has put off, painting and deleting above all, but no timer."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def put_off() -> None:
    """Let Qt do what it puts off until an event is over, but neither painting nor timers."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def catch_up(home: QObject) -> None:
    """Let the window system's events in. Timers are held meanwhile: theirs is the monkey's time."""
    running = [timer for timer in home.findChildren(QTimer) if timer.isActive()]
    for timer in running:
        timer.stop()
    QCoreApplication.processEvents()
    for timer in running:
        timer.start()
    flush()
