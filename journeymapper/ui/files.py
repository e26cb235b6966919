"""The file behind one window: beginning, opening and exporting maps. Keeping the open one stands in `ui.kept_file`.

What reads and writes files is loaded when it is first needed, so that the first page stands at once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from journeymapper.commands.ports import (
    ANY_FILE,
    MAP_FILE,
    FileKind,
    Option,
)
from journeymapper.files.templates import from_template
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.ui.kept_file import KeptFile
from journeymapper.ui.starts_desk import Desk

if TYPE_CHECKING:
    from journeymapper.files.codec import Loaded
    from journeymapper.ui.kept import Kept
    from journeymapper.ui.opening import FoundAgain

UNTITLED = "map"
LONGEST_NAME = 60


class MapFile(KeptFile):
    """Where the map of a window is kept, as commands know it: begun, opened, brought in and exported."""

    # beginning and opening

    def new(self) -> None:
        """Ask what a new map begins with, and open it."""
        name = self._ports.ask_start(self.starts_desk())
        if name:
            self.new_from(name)

    def new_from(self, name: str) -> None:
        """Open a new map that begins as a template."""
        from journeymapper.files.codec import Loaded
        from journeymapper.files.own_templates import templates_folder

        try:
            document = from_template(name, self._others.new_id, templates_folder())
        except JourneyError as problem:
            self._tell_problem(str(problem))
            return
        self.open_loaded(Loaded(document), brought_in=False)

    def open(self, path: Path | None = None) -> None:
        """Open a map, asking which where no path is given; another format is brought in."""
        if path is None:
            path = self._ports.ask_open_path(_("Open map"), (MAP_FILE, ANY_FILE), self._folder())
        if path is None:
            return
        # Once for all: what is written down of it must hold wherever the program is started the next time.
        path = absolute(path)
        if self._others.showing(path):
            return
        if self._is_foreign(path):
            self._bring_in(path)
        elif not self._others.recovery.offer(path, self, self._ports):
            self.open_as_it_is(path)

    def open_as_it_is(self, path: Path) -> None:
        """Open a map, whatever a crash may have left of it, where no window shows it already."""
        from journeymapper.ui.opening import open_kept

        if self._others.showing(path):
            return
        kept = open_kept(self._others, path, self._ports)
        if kept is not None:
            if kept.path is not None:
                self._others.note_recent(kept.path)
            self.free().take(kept)

    def open_loaded(self, loaded: Loaded, *, brought_in: bool = True) -> None:
        """Open a map that has no file yet."""
        from journeymapper.ui.opening import keep_loaded

        self.free().take(keep_loaded(self._others, loaded, brought_in=brought_in))

    def open_found(self, found: FoundAgain) -> None:
        """Open a map that was recovered."""
        from journeymapper.ui.recovering import put_in_draft

        self.free().take(found.kept)
        put_in_draft(found, self._ports)

    def bring_in(self) -> None:
        """Ask for a file in another format and open what it says as a new map."""
        from journeymapper.ui.bringing_in import importable

        path = self._ports.ask_open_path(_("Import"), importable(), self._folder())
        if path is not None:
            self._bring_in(path)

    def new_from_clipboard(self) -> None:
        """Open what is on the clipboard as a new map."""
        from journeymapper.ui.bringing_in import bring_in_clip

        self._take(bring_in_clip(self._others, self._ports.clipboard(), self._ports))

    def free(self) -> MapFile:
        """This window's file as long as it shows no map, that of a new window otherwise."""
        return self if self._kept is None else self._others.file_for_new()

    # writing and showing

    def ask_path(self) -> Path | None:
        """Ask for a file to save to: never the one that is open read-only."""
        while True:
            path = self._ask(_("Save map"), MAP_FILE, self._name_of_copy())
            if path is None or not self._is_read_only(path):
                return path
            answer = self._ports.choose(
                _("“{name}” is open read-only here, so the map is saved under another name.").format(
                    name=path.name
                ),
                _("The file stays as it is."),
                (Option("save_as", _("Save as…")), Option("cancel", _("Cancel"))),
            )
            if answer != "save_as":
                return None

    def save_template(self) -> None:
        """Ask for a name and keep the map as a template."""
        from journeymapper.ui.starts_desk import keep_template

        if self._kept is not None:
            keep_template(self._kept.store.document, self._ports)

    def starts_desk(self) -> Desk:
        """What a new map can begin with."""
        return Desk(self._ports)

    def versions(self) -> None:
        """Show the versions of the map's file that were kept."""
        from journeymapper.ui.versions_desk import Desk as Versions

        if self._kept is None:
            return
        if self._kept.path is None:
            self._ports.notify(_("Save the map first: a version is kept with each save."))
        else:
            self._ports.show_versions(Versions(self._kept, self._others.state, self._ports, self.open_loaded))

    def found_work(self) -> None:
        """Show what a crash left, where there is anything."""
        if not self._others.recovery.show(self._ports):
            self._ports.notify(_("There is no work to recover."))

    def export(self, key: str, *, selected: bool = False) -> None:
        """Ask for a file, and write the map, or what is selected, in a format."""
        from journeymapper.ui.exporting import export

        export(key, self._host.job(selected=selected), lambda kind: self._ask(_("Export"), kind), self._ports)

    # leaving

    def close(self) -> None:
        """Close the window."""
        self._host.shut()

    def quit(self) -> None:
        """Close all windows."""
        self._others.quit()

    def recent(self) -> Sequence[Path]:
        """Maps opened lately, the last first."""
        return self._others.recent()

    # the parts

    def _bring_in(self, path: Path) -> None:
        from journeymapper.ui.bringing_in import bring_in

        self._take(bring_in(self._others, path, self._ports))

    def _take(self, kept: Kept | None) -> None:
        if kept is not None:
            self.free().take(kept)

    def _is_foreign(self, path: Path) -> bool:
        """Whether a file is to be brought in. What no format fits is opened, so that it is said why that fails."""
        if path.suffix.lower() == MAP_FILE.suffixes[0]:
            return False
        from journeymapper.ui.bringing_in import is_foreign

        return is_foreign(path)

    def _is_read_only(self, path: Path) -> bool:
        """Whether this is the file that the map may not be saved over."""
        from journeymapper.files.locks import same_place
        from journeymapper.files.writer import may_write

        kept = self._kept
        if kept is None or kept.path is None or not same_place(path, kept.path):
            return False
        return kept.read_only or not may_write(path)

    def _name_of_copy(self) -> Path | None:
        """A file beside the one that is open read-only, which is not there yet; None where no other is needed."""
        path = self.path
        if path is None or not self._is_read_only(path):
            return None
        first, further = _("{name} (copy)"), _("{name} (copy {n})")
        for n in count(1):
            name = (first if n == 1 else further).format(name=path.stem, n=n)
            if not (beside := path.with_name(name + path.suffix)).exists():
                return beside
        return None

    def _ask(self, title: str, kind: FileKind, suggested: Path | None = None) -> Path | None:
        from journeymapper.ui.exporting import with_suffix_of

        if suggested is None:
            suggested = (self.path or self._folder() / self._file_name()).with_suffix(kind.suffixes[0])
        path = self._ports.ask_save_path(title, kind, suggested)
        return absolute(with_suffix_of(path, kind)) if path is not None else None

    def _folder(self) -> Path:
        if self.path is not None:
            return self.path.parent
        recent = self._others.recent()
        return recent[0].parent if recent else Path.home()

    def _file_name(self) -> str:
        title = self._host.store.document.map.title if self._host.store else ""
        name = re.sub(r"[^\w\- ]+", "", title).strip()[:LONGEST_NAME].replace(" ", "-").lower()
        return (name or UNTITLED) + MAP_FILE.suffixes[0]


def absolute(path: Path) -> Path:
    """The place that a path names from the folder in which the program runs now; links are left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - which resolves no link
