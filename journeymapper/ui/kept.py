"""An open map together with what keeps it on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from journeymapper.commands.ports import Ports, ReportLine
from journeymapper.files.manifest import Foreign

if TYPE_CHECKING:
    from journeymapper.edit.store import Change, Store
    from journeymapper.files.keeping import Keeper, Saved, SaveJob
    from journeymapper.model.document import Document
    from journeymapper.model.records import Record


NOTHING_FOREIGN = Foreign()


class Troubles:
    """Where sentences about trouble with the journal go; those that come before anybody listens wait."""

    def __init__(self) -> None:
        self._waiting: list[str] = []
        self._listener: Callable[[str], None] | None = None

    def tell(self, sentence: str) -> None:
        """Take a sentence, in the window's thread."""
        if self._listener is None:
            self._waiting.append(sentence)
        else:
            self._listener(sentence)

    def listen(self, listener: Callable[[str], None] | None) -> None:
        """Give all sentences to a listener from now on; None: nobody is interested any more."""
        self._listener = listener
        while listener is not None and self._waiting:
            listener(self._waiting.pop(0))


class Snapshot:
    """What a file held when it was last read or written: records by id, which later edits do not touch, and media."""

    def __init__(self, records: Mapping[str, Record], media: Mapping[str, bytes]) -> None:
        self.records = records
        self.media = media


class Report(NamedTuple):
    """What became of each part of a file, to be shown when its map is."""

    title: str
    lines: tuple[ReportLine, ...]

    def show(self, ports: Ports) -> None:
        """Tell what was lost, left out or changed, where anything was."""
        if any(line.level != "placed" for line in self.lines):
            ports.show_report(self.title, self.lines)


class Kept:
    """A map and its keeper. Each change of the store is noted from here on.

    `base` is what the file held when it was last read or written, None where nobody knows. `foreign` is what this
    version does not know of the map and hands on.
    `read_only` is a map that can be saved under another name only; `brought_in` one that is worth saving although
    nothing of it has been edited; `notes` are sentences for the person, and so is `report`, at more length.
    """

    def __init__(
        self,
        store: Store,
        keeper: Keeper,
        troubles: Troubles,
        base: Snapshot | None,
        *,
        foreign: Foreign = NOTHING_FOREIGN,
        read_only: bool = False,
        brought_in: bool = False,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.store = store
        self.keeper = keeper
        self.troubles = troubles
        self.base = base
        self.foreign = foreign
        self.read_only = read_only
        self.brought_in = brought_in
        self.notes = notes
        self.report: Report | None = None
        self._before_merge: int | None = None
        self._leave_store = (store.subscribe(keeper.note), store.subscribe(self._follow))

    @property
    def path(self) -> Path | None:
        """The file, None for a map never saved."""
        return self.keeper.path

    @property
    def modified(self) -> bool:
        """Whether the map holds what its file does not."""
        return self.store.modified or self.brought_in

    def saved(self, job: SaveJob, saved: Saved) -> None:
        """Take note of a save that came to its end."""
        self.keeper.finished(saved)
        self.store.mark_saved(saved.position)
        self.base = Snapshot(job.moment.records, job.moment.media)
        self.read_only = self.brought_in = False
        self._before_merge = None

    def accept(self, sha256: str, data: bytes, before: int) -> None:
        """Save over what somebody else wrote, for it has just been merged with the map, which was at the place `before`
        in its history. Its bytes are kept as a version.
        """
        self.keeper.accept(sha256, data=data)
        self._before_merge = before

    def adopt(self, sha256: str, data: bytes, document: Document) -> None:
        """Take what the file holds as saved: the map has just been made the same. The bytes are kept as a version."""
        self.keeper.adopt(sha256, self.store.position, data=data)
        self.store.mark_saved()
        self.base = snapshot(document)
        self._before_merge = None

    def close(self, *, discard: bool) -> None:
        """End it: what is not saved stays for the next start, unless it is to be thrown away."""
        for leave in self._leave_store:
            leave()
        self.troubles.listen(None)
        self.keeper.close(discard=discard)

    def _follow(self, change: Change) -> None:
        """Where a merge is undone, what somebody else wrote must not be written over without asking."""
        if change.cause == "undo" and change.mark == self._before_merge:
            self._before_merge = None
            self.keeper.accept("")


def snapshot(document: Document) -> Snapshot:
    """What a document holds now."""
    return Snapshot(document.snapshot(), dict(document.media))
