"""What the file of a window needs of its window and of the program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from journeymapper.edit.store import Store
    from journeymapper.export.targets import Job
    from journeymapper.files.state import StateFolder
    from journeymapper.model.ids import IdSource
    from journeymapper.ui.files import MapFile
    from journeymapper.ui.recovering import Recovery
    from journeymapper.ui.workers import Workers


class Host(Protocol):
    """The window that a file is shown in."""

    @property
    def store(self) -> Store | None:
        """The store of the map that is shown, None on the first page."""

    def show_map(self, store: Store) -> None:
        """Show a map in place of what is shown."""

    def show_state(self) -> None:
        """Show anew what the map is called and whether it is saved."""

    def note_drafts(self) -> None:
        """Give what is being typed to `MapFile.note_draft` now."""

    def shut(self) -> None:
        """Close the window, asking about changes."""

    def job(self, *, selected: bool) -> Job:
        """What is to be exported: the map that is shown, or what is selected of it."""


class Others(Protocol):
    """The program's other windows, and what they share."""

    @property
    def state(self) -> StateFolder:
        """The program's own folder."""

    @property
    def workers(self) -> Workers:
        """Work beside the window's thread."""

    @property
    def new_id(self) -> IdSource:
        """Where ids come from."""

    @property
    def recovery(self) -> Recovery:
        """What a crash left."""

    def file_for_new(self) -> MapFile:
        """The file of a new window."""

    def showing(self, path: Path) -> bool:
        """Bring the window to the front that shows this file; whether there is one."""

    def quit(self) -> None:
        """Close all windows, asking about changes."""

    def recent(self) -> Sequence[Path]:
        """Maps opened lately, the last first."""

    def note_recent(self, path: Path) -> None:
        """Remember that a map was opened."""
