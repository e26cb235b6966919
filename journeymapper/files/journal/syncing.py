"""The thread that brings a journal to the disk: asleep until it is woken, gone when it is told."""

import threading
from collections.abc import Callable


class Syncing:
    """Calls `work` in a thread of its own, `seconds` after it was woken: so what comes meanwhile is done with it."""

    def __init__(self, work: Callable[[], object], seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """See to it that `work` is begun once more after this call; with no thread to be had, within it."""
        if self._thread is None:
            thread = threading.Thread(target=self._run, name="journal", daemon=True)
            try:
                thread.start()
            except RuntimeError:  # the system has no thread to spare just now: asked again at the next call
                self._work()
                return
            self._thread = thread
        self._woken.set()

    def stop(self) -> None:
        """Begin no more work, and wait for what is under way."""
        self._stopping.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._woken.wait()
            if self._stopping.wait(self._seconds):
                return
            self._woken.clear()
            # `stop` may have woken this thread just before: that call is forgotten now.
            if self._stopping.is_set():
                return
            self._work()
