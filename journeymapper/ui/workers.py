"""Work beside the window's thread: plain functions on plain data, whose answers come back to the window's thread."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject

from journeymapper.model.errors import FileProblem, JourneyError
from journeymapper.model.i18n import _
from journeymapper.ui.post import Post, PostBox

T = TypeVar("T")


class Answer(NamedTuple, Generic[T]):
    """What came of a piece of work: what it returned, or what it raised."""

    value: T | None
    problem: Exception | None


class _Done(NamedTuple):
    number: int
    value: object
    problem: Exception | None


class _Call(NamedTuple):
    callback: Callable[[object], None]
    letter: object


class Workers(QObject):
    """One thread for each piece of work under way.

    What is raised and is no JourneyError is a fault of the program: it goes to `sys.excepthook` as well.
    """

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._box = PostBox(self)
        self._box.arrived.connect(self._hand_over)
        self._numbers = 0
        self._running: dict[int, tuple[threading.Thread | None, Callable[[Answer[object]], None]]] = {}

    @property
    def busy(self) -> bool:
        """Whether there is work whose answer has not been handed over."""
        return bool(self._running)

    def run(self, name: str, work: Callable[[], T], done: Callable[[Answer[T]], None]) -> None:
        """Do some work; `done` gets the answer, in the window's thread, from the event loop.

        Where the system lets no thread begin, the answer is that problem.
        """
        self._numbers += 1
        post = self._box.post
        thread = threading.Thread(target=_work, args=(self._numbers, work, post), name=name, daemon=True)
        begun = _begun(thread)
        # Only now: the answer is handed over by the event loop, so it cannot come before.
        self._running[self._numbers] = (thread if begun else None, done)  # type: ignore[assignment]
        if not begun:
            sentence = _("the system has no room for more work at present: close something and try again")
            post.put(_Done(self._numbers, None, FileProblem(sentence)))

    def caller(self, callback: Callable[[T], None]) -> Callable[[T], None]:
        """A function that workers may call; the callback gets what it is given, in the window's thread."""
        post = self._box.post

        def call(letter: T) -> None:
            post.put(_Call(callback, letter))  # type: ignore[arg-type]

        return call

    def finish(self, seconds: float) -> bool:
        """Wait for all work, at most so long, and hand the answers over; whether all of it came to its end."""
        end = time.monotonic() + seconds
        for thread, _done in list(self._running.values()):
            if thread is not None:
                thread.join(max(end - time.monotonic(), 0.0))
        self._box.empty()
        return not self._running

    def stop(self) -> None:
        """Hand nothing over any more."""
        self._running.clear()
        self._box.close()

    def _hand_over(self, letter: object) -> None:
        if isinstance(letter, _Call):
            letter.callback(letter.letter)
        if not isinstance(letter, _Done) or letter.number not in self._running:
            return
        thread, done = self._running.pop(letter.number)
        if thread is not None:
            thread.join()
        problem = letter.problem
        if problem is not None and not isinstance(problem, JourneyError):
            sys.excepthook(type(problem), problem, problem.__traceback__)
        done(Answer(letter.value, problem))


def _begun(thread: threading.Thread) -> bool:
    try:
        thread.start()
    except (RuntimeError, MemoryError):
        return False
    return True


def _work(number: int, work: Callable[[], object], post: Post) -> None:
    try:
        post.put(_Done(number, work(), None))
    except Exception as problem:  # noqa: BLE001 - handed over, to be told or reported
        post.put(_Done(number, None, problem))
