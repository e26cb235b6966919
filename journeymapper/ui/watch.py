"""Looking at a map's file when the person comes back to the window: somebody else may have written it."""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from journeymapper.commands.ports import Offer, Option, Ports
from journeymapper.edit.store import Change
from journeymapper.files.source import read_bytes
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.ui.kept import Kept
from journeymapper.ui.workers import Answer, Workers

CHANGED = "changed on disk"

Stamp = tuple[int, int, int]
"""When a file was last written, how large it is and which file it is: only what differs is worth being read."""


class OnDisk(NamedTuple):
    """A file as it is now."""

    stamp: Stamp
    sha256: str


class Watch:
    """Looks at the file when the person comes back to the window, beside the window's thread."""

    def __init__(self, kept: Kept, workers: Workers, ports: Ports, reload: Callable[[], None]) -> None:
        self._kept = kept
        self._workers = workers
        self._ports = ports
        self._reload = reload
        self._looking = False
        self._seen: OnDisk | None = None
        self._known = ""
        self._over = False
        # What is edited makes the offer a question, which comes with the save.
        self._leave = kept.store.subscribe(self._edited)

    def look(self) -> None:
        """See whether the file is another one; where nothing is unsaved, offer to load it anew."""
        path = self._kept.path
        if path is None or self._looking or self._over:
            return
        self._looking = True
        self._known = self._kept.keeper.sha256
        self._workers.run("looking at the file", partial(on_disk, path, self._seen), self._looked)

    def stop(self) -> None:
        """Look no more."""
        self._over = True
        self._leave()
        self._ports.withdraw(CHANGED)

    def _looked(self, answer: Answer[OnDisk | None]) -> None:
        self._looking = False
        self._seen = answer.value or self._seen
        kept = self._kept
        if self._over or answer.value is None or self._known != kept.keeper.sha256:
            # Saved in the meantime: what was seen may be older than that.
            return
        if kept.path is None or kept.modified or answer.value.sha256 == kept.keeper.sha256:
            # With something unsaved the question comes with the save, when an answer is needed.
            self._ports.withdraw(CHANGED)
            return
        title = _("“{name}” was changed by another program").format(name=kept.path.name)
        detail = _("You have changed nothing since you saved it. Load it anew to see what has changed.")
        offer = Offer(CHANGED, title, detail, (Option("reload", _("Load anew")),))
        self._ports.offer(offer, self._answered)

    def _edited(self, _change: Change) -> None:
        self._ports.withdraw(CHANGED)

    def _answered(self, _key: str) -> None:
        if not self._over:
            self._reload()


def on_disk(path: Path, seen: OnDisk | None) -> OnDisk | None:
    """A file as it is now; None where it cannot be read. One with the stamp that was seen is not read again."""
    try:
        found = path.stat()
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        if seen is not None and seen.stamp == stamp:
            return seen
        return OnDisk(stamp, hashlib.sha256(read_bytes(path)).hexdigest())
    except (OSError, FileProblem):
        return None
