"""What imports and exports tell: which part found a place, which was guessed, changed or dropped."""

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from journeymapper.model.document import Document
from journeymapper.model.i18n import _

Level = Literal["placed", "guessed", "changed", "dropped"]


class Note(msgspec.Struct, frozen=True):
    """A sentence about a part of the source; `path` names it, such as “line 12” or `nodes[3].blueprint`."""

    path: str
    level: Level
    text: str


class Imported(msgspec.Struct, frozen=True):
    """A map from another program's file, and what is to be told about it."""

    document: Document
    report: tuple[Note, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """A map in another program's format, and what that format could not hold; `path` names parts of the map."""

    data: bytes
    losses: tuple[Note, ...] = ()


class Report:
    """The notes of one import or export, gathered while it goes on."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        self._kept: dict[str, int] = {}

    def placed(self, path: str, text: str) -> None:
        """Something found a place that is worth a word."""
        self._notes.append(Note(path, "placed", text))

    def guessed(self, path: str, text: str) -> None:
        """Something was taken for what it most likely is."""
        self._notes.append(Note(path, "guessed", text))

    def changed(self, path: str, text: str) -> None:
        """Something could not stay as it was."""
        self._notes.append(Note(path, "changed", text))

    def dropped(self, path: str, text: str) -> None:
        """Something found no place."""
        self._notes.append(Note(path, "dropped", text))

    def extend(self, notes: Iterable[Note]) -> None:
        """Notes that somebody else made."""
        self._notes.extend(notes)

    def kept(self, path: str) -> None:
        """Something is kept with its record but not shown; equal paths (`nodes[*].purpose`) are told once."""
        self._kept[path] = self._kept.get(path, 0) + 1

    def notes(self) -> tuple[Note, ...]:
        """All notes in the order in which they were made, what is kept last."""
        return (*self._notes, *self._kept_notes())

    def _kept_notes(self) -> Iterator[Note]:
        for path, count in self._kept.items():
            text = _("kept in the file, but not shown on the map (values: {n})").format(n=count)
            yield Note(path, "changed", text)
