"""What is being typed, told each second while it changes, so that a crash takes no more than that."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from journeymapper.files.journal.entries import Draft
from journeymapper.ui.workspace import Workspace

EACH_MS = 1000


class Journal(Protocol):
    """Where it is told."""

    def note_draft(self, draft: Draft | None) -> None:
        """Keep a text that is being typed; None: no text is any more."""

    def tick(self) -> bool:
        """Look after the journal; whether a crash would lose nothing."""


class Drafts(QObject):
    """Watches the open editors of one map, and looks after its journal for as long as something changes."""

    def __init__(self, workspace: Workspace, journal: Journal) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._journal = journal
        self._kept: Draft | None = None
        self._timer = self._each_second(self.look)
        self._ticking = self._each_second(self._tick)
        workspace.typed.connect(self._typed)
        workspace.editor.changed.connect(self._changed)

    def look(self) -> None:
        """Tell now."""
        self._timer.stop()
        draft = self._workspace.so_far()
        if draft != self._kept:
            self._kept = draft
            self._journal.note_draft(draft)

    def _each_second(self, what: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(EACH_MS)
        timer.timeout.connect(what)
        return timer

    def _changed(self) -> None:
        if not self._ticking.isActive():
            self._ticking.start()

    def _tick(self) -> None:
        if not self._journal.tick():
            # In trouble until it has been made anew.
            self._ticking.start()

    def _typed(self) -> None:
        if self._workspace.so_far() is None:
            # It has become an edit, or was given up: told at once, or it would come back after a crash.
            self.look()
        elif not self._timer.isActive():
            self._timer.start()
