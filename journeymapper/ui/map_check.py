"""The map check in the background: a worker looks through a copy of the map, and hands back plain data.

10,000 cards take half a second; on the window's own thread that would be a stall after each edit.
"""

import threading
from collections.abc import Iterable
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QTimer, Signal

from journeymapper.analysis.finding import Finding
from journeymapper.edit.store import Change, Store
from journeymapper.model.document import Document
from journeymapper.model.records import Record

SETTLE_MS = 300
"""How long nothing must have changed before the map is looked through."""
POLL_MS = 30
FEW = 1500
"""Records that are looked through at once where somebody waits for it."""

Answer = SimpleQueue[list[Finding]]


class MapCheck(QObject):
    """Looks through the map a moment after each change."""

    found = Signal(object)
    """The findings, gravest first."""

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._worker: threading.Thread | None = None
        self._answer: Answer = SimpleQueue()
        self._settling = self._timer(SETTLE_MS, single=True)
        self._settling.timeout.connect(self._begin)
        self._polling = self._timer(POLL_MS, single=False)
        self._polling.timeout.connect(self._poll)
        self._leave = store.subscribe(self._changed)
        self._settling.start()

    def forget_store(self) -> None:
        """Look no more, and wait for the worker to end."""
        self._leave()
        self._settling.stop()
        self._polling.stop()
        if self._worker is not None:
            self._worker.join()

    def look(self) -> None:
        """Look through the map now, as somebody is waiting."""
        if len(self._store.document) > FEW:
            self._begin()
            return
        from journeymapper.analysis.findings import findings
        from journeymapper.layout.fonts import load_fonts

        self._settling.stop()
        self._polling.stop()  # what a worker may still say is of an older map
        self.found.emit(findings(self._store.document, load_fonts().lacking))

    def _timer(self, milliseconds: int, *, single: bool) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.setSingleShot(single)
        return timer

    def _changed(self, _change: Change) -> None:
        self._settling.start()

    def _begin(self) -> None:
        if self._worker is not None and self._worker.is_alive():
            self._settling.start()
            return
        records = list(self._store.document)
        self._answer = SimpleQueue()
        self._worker = threading.Thread(
            target=_look, args=(records, self._answer), name="map check", daemon=True
        )
        self._worker.start()
        self._polling.start()

    def _poll(self) -> None:
        over = self._worker is None or not self._worker.is_alive()
        try:
            found = self._answer.get_nowait()
        except Empty:
            if over:
                self._polling.stop()
            return
        self._polling.stop()
        self.found.emit(found)


def _look(records: Iterable[Record], answer: Answer) -> None:
    # networkx comes with it, which takes longer to load than the window.
    from journeymapper.analysis.findings import findings
    from journeymapper.layout.fonts import load_fonts

    answer.put(findings(Document(records), load_fonts().lacking))
