"""Saving beside the window's thread: one writing at a time, and what is done when one does not succeed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEventLoop, QTimer

from journeymapper.commands.ports import Option, Ports
from journeymapper.model.errors import FileProblem, JourneyError
from journeymapper.model.i18n import _
from journeymapper.ui.kept import Kept
from journeymapper.ui.workers import Answer, Workers

if TYPE_CHECKING:
    from journeymapper.files.keeping import ChangedOnDisk, Saved, SaveJob

PATIENCE_MS = 15_000
"""How long somebody who closes the window waits for the disk before being asked."""


class Asker(Protocol):
    """What saving needs of the file that it is for."""

    @property
    def asks(self) -> bool:
        """Whether anybody can be asked; not where the program has to end at once."""

    def ask_path(self) -> Path | None:
        """Where else to save."""

    def changed_on_disk(self, problem: ChangedOnDisk) -> None:
        """Ask what is to become of a file that somebody else has written."""

    def show_saving(self, saved: Path | None) -> None:
        """Show anew whether the map is saved; `saved` is the file just written."""


class Saving:
    """Writes one map. What is edited meanwhile is not in the file, and the map stays marked as edited."""

    def __init__(self, kept: Kept, workers: Workers, ports: Ports, asker: Asker) -> None:
        self._kept = kept
        self._workers = workers
        self._ports = ports
        self._asker = asker
        self._running = False
        self._again = False
        self._next_path: Path | None = None
        self._loop: QEventLoop | None = None
        self._left = False

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._running

    def begin(self, path: Path | None = None) -> None:
        """Write the map as it is now, to another file where one is named; after the present writing if there is one.

        Another file that waits for the present writing is written to, whatever else is asked for or comes of that.
        """
        if self._running:
            self._again, self._next_path = True, path or self._next_path
            return
        kept = self._kept
        try:
            job = kept.keeper.job(kept.store.document, kept.store.position, path=path)
        except FileProblem as problem:
            self._failed(problem)
            return
        self._running = True
        self._workers.run("saving", partial(kept.keeper.run, job), partial(self._written, job))
        self._asker.show_saving(None)

    def leave(self, *, discard: bool) -> None:
        """The window is going: close the map's keeper, after the present writing where there is one."""
        if self._running:
            self._left = True
        else:
            self._kept.close(discard=discard)

    def wait(self) -> bool:
        """Wait until all is written, questions about it included; False where somebody is tired of waiting.

        The window is painted meanwhile; what is typed and clicked waits, too.
        """
        while self._running:
            loop = self._loop = QEventLoop(self._workers)
            timer = QTimer(loop)
            timer.setSingleShot(True)
            timer.timeout.connect(loop.quit)
            timer.start(PATIENCE_MS)
            left = loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents) < 0
            self._loop = None
            loop.deleteLater()
            if left or not self._asker.asks or (self.busy and not self._go_on_waiting()):
                # The program itself is ending, or the person gave up.
                return False
        return True

    def _go_on_waiting(self) -> bool:
        answer = self._ports.choose(
            _("The map is still being saved."),
            _("The disk or the network is slow. What is not saved is offered again at the next start."),
            (Option("wait", _("Wait")), Option("leave", _("Close without waiting"))),
        )
        return answer != "leave"

    def _written(self, job: SaveJob, answer: Answer[Saved]) -> None:
        self._running = False
        if self._left:
            self._finish_alone(job, answer)
            return
        try:
            if answer.value is not None:
                self._kept.saved(job, answer.value)
                self._asker.show_saving(answer.value.path)
                self._begin_next()
            else:
                self._asker.show_saving(None)
                self._go_on_after(answer.problem)
        finally:
            # Whatever happened, nobody may wait for ever.
            if self._loop is not None and not self._running:
                self._loop.quit()

    def _finish_alone(self, job: SaveJob, answer: Answer[Saved]) -> None:
        """Nobody is there any more to be told; what was not saved stays for the next start."""
        if answer.value is not None:
            self._kept.saved(job, answer.value)
        self._kept.close(discard=False)

    def _begin_next(self) -> None:
        again, path = self._again, self._next_path
        self._again, self._next_path = False, None
        # Where the program ends, what is not saved stays for the next start.
        if self._asker.asks and (path is not None or (again and self._kept.modified)):
            self.begin(path)

    def _go_on_after(self, problem: Exception | None) -> None:
        """Another file is waited for: it is what a failure would ask for. Else the person is asked."""
        if self._next_path is not None:
            self._begin_next()
        else:
            self._again = False
            self._settle(problem)

    def _settle(self, problem: Exception | None) -> None:
        from journeymapper.files.keeping import ChangedOnDisk

        if not self._asker.asks:
            return
        if isinstance(problem, ChangedOnDisk):
            self._asker.changed_on_disk(problem)
        elif isinstance(problem, JourneyError):
            self._failed(problem)
        else:
            self._failed(FileProblem(_("The map could not be saved, by a fault of the program")))

    def _failed(self, problem: JourneyError) -> None:
        if not self._asker.asks:
            return
        answer = self._ports.choose(
            f"{problem}.",
            _("Nothing is lost: the map is open as it was, and all that you did is kept."),
            (Option("save_as", _("Save as…")), Option("cancel", _("Cancel"))),
        )
        path = self._asker.ask_path() if answer == "save_as" else None
        if path is not None:
            self.begin(path)
