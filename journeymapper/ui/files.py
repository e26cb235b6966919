"""The file behind one window: opening, saving, what is not saved yet. Everything that is written is written here.

What reads and writes files is loaded when it is first needed, so that the first page stands at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from journeymapper.commands.ports import (
    MAP_FILE,
    OJF_FILE,
    PDF_FILE,
    SVG_FILE,
    FileKind,
    Option,
    Ports,
    ReportLine,
    Starting,
)
from journeymapper.files.templates import TEMPLATES, from_template
from journeymapper.model.errors import FileProblem, JourneyError
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource
from journeymapper.ui.title_row import SavedState

if TYPE_CHECKING:
    from journeymapper.edit.store import Store
    from journeymapper.files.codec import Loaded
    from journeymapper.files.lines import RecordCache
    from journeymapper.files.manifest import Foreign
    from journeymapper.model.document import Document

IMPORTED = (".ojf.json", ".json")
UNTITLED = "map"
LONGEST_NAME = 60


class Host(Protocol):
    """The window that a file is shown in."""

    @property
    def store(self) -> Store | None:
        """The store of the map that is shown, None on the first page."""

    def show_document(self, document: Document) -> None:
        """Show a map in place of the first page."""

    def show_state(self) -> None:
        """Show anew what the map is called and whether it is saved."""

    def shut(self) -> None:
        """Close the window, asking about changes."""

    def write_page(self, path: Path, paper: str) -> tuple[str, ...]:
        """Write the map's page; what is worth knowing of it, in sentences."""


class Others(Protocol):
    """The program's other windows."""

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


class MapFile:
    """Where the map of a window is kept."""

    def __init__(self, host: Host, others: Others, ports: Ports, new_id: IdSource) -> None:
        self._host = host
        self._others = others
        self._ports = ports
        self._new_id = new_id
        self._foreign: Foreign | None = None
        self._cache: RecordCache | None = None
        self._brought_in = False
        self.path: Path | None = None
        self.read_only = False

    @property
    def modified(self) -> bool:
        """Whether the map holds what its file does not."""
        return (self._host.store is not None and self._host.store.modified) or self._brought_in

    @property
    def state(self) -> SavedState:
        """What is to be said of the map and its file."""
        if self.modified:
            return "edited"
        if self.path is None:
            return "unnamed"
        return "read_only" if self.read_only else "saved"

    # beginning and opening

    def new(self) -> None:
        """Ask what a new map begins with, and open it."""
        name = self._ports.ask_start(starts())
        if name:
            self.new_from(name)

    def new_from(self, name: str) -> None:
        """Open a new map that begins as a template."""
        from journeymapper.files.codec import Loaded

        try:
            document = from_template(name, self._new_id)
        except JourneyError as problem:
            self._ports.notify(str(problem), "problem")
            return
        self._free().take(Loaded(document), None)

    def open(self, path: Path | None = None) -> None:
        """Open a map, asking which where no path is given; another format is brought in."""
        from journeymapper.files.journey import load
        from journeymapper.files.lines import RecordCache

        if path is None:
            path = self._ports.ask_open_path(_("Open map"), (MAP_FILE, OJF_FILE), self._folder())
        if path is None or self._others.showing(path):
            return
        if path.name.lower().endswith(IMPORTED):
            self._bring_in(path)
            return
        cache = RecordCache()
        try:
            loaded = load(path, cache=cache)
        except JourneyError as problem:
            self._ports.notify(str(problem), "problem")
            return
        self._others.note_recent(path)
        self._free().take(loaded, path, cache)

    def bring_in(self) -> None:
        """Ask for a file in another format and open what it says as a new map."""
        path = self._ports.ask_open_path(_("Import"), (OJF_FILE,), self._folder())
        if path is not None:
            self._bring_in(path)

    def take(
        self, loaded: Loaded, path: Path | None, cache: RecordCache | None = None, *, brought_in: bool = False
    ) -> None:
        """Show a map that was loaded from a file; `brought_in` is one that was never a file of ours."""
        self.path = path
        self.read_only = loaded.read_only
        self._foreign = loaded.foreign
        self._cache = cache
        self._brought_in = brought_in
        self._host.show_document(loaded.document)
        self._host.show_state()
        if loaded.notes:
            self._ports.notify(" ".join(loaded.notes), "problem" if loaded.read_only else "done")

    # writing

    def save(self) -> bool:
        """Write the map to its file, asking for one where it has none."""
        if self.path is None or self.read_only:
            return self.save_as()
        return self._write(self.path)

    def save_as(self) -> bool:
        """Ask for a file and write the map to it."""
        path = self._ask(_("Save map"), MAP_FILE)
        return path is not None and self._write(path)

    def export_pdf(self) -> None:
        """Ask for a paper and a file and write the overview."""
        from journeymapper.drawing.page import PAPERS, TITLES

        papers = [
            Option(
                key,
                _("{paper}, {width:g} × {height:g} mm").format(
                    paper=_(TITLES[key]), width=size[0], height=size[1]
                ),
            )
            for key, size in PAPERS.items()
        ]
        paper = self._ports.ask_paper([*papers, Option("map", _("a page as large as the map"))], "A3")
        if paper:
            self._export(PDF_FILE, paper)

    def export_svg(self) -> None:
        """Ask for a file and write the map as a picture."""
        self._export(SVG_FILE, "map")

    # leaving

    def may_close(self) -> bool:
        """Whether the window may go: nothing is unsaved, or the person has decided about it."""
        store = self._host.store
        if store is None or not self.modified:
            return True
        answer = self._ports.choose(
            _("Save the changes to “{title}”?").format(title=store.document.map.title or _("Untitled map")),
            _("What is not saved is lost when the window closes."),
            (Option("save", _("Save")), Option("discard", _("Don’t save")), Option("cancel", _("Cancel"))),
        )
        match answer:
            case "save":
                return self.save()
            case "discard":
                return True
        return False

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

    def _free(self) -> MapFile:
        """This window's file as long as it shows no map, that of a new window otherwise."""
        return self if self._host.store is None else self._others.file_for_new()

    def _bring_in(self, path: Path) -> None:
        from journeymapper.files.codec import Loaded
        from journeymapper.files.source import read_bytes
        from journeymapper.formats import read_foreign

        try:
            found = read_foreign(path.name, read_bytes(path), self._new_id)
        except JourneyError as problem:
            self._ports.notify(str(problem), "problem")
            return
        lines = [ReportLine(note.path, note.level, note.text) for note in found.report]
        self._free().take(Loaded(found.document), None, brought_in=True)
        if any(line.level != "placed" for line in lines):
            self._ports.show_report(_("What became of “{name}”").format(name=path.name), lines)

    def _write(self, path: Path) -> bool:
        from journeymapper.files.journey import save

        store = self._host.store
        if store is None:
            return False
        if self.read_only and path == self.path:
            sentence = _(
                "“{name}” was written by a newer version, which would lose something: save under another name."
            )
            self._ports.notify(sentence.format(name=path.name), "problem")
            return False
        try:
            save(store.document, path, foreign=self._foreign, cache=self._cache)
        except FileProblem as problem:
            self._ports.notify(str(problem), "problem")
            return False
        store.mark_saved()
        self.path = path
        self.read_only = False
        self._brought_in = False
        self._others.note_recent(path)
        self._host.show_state()
        return True

    def _export(self, kind: FileKind, paper: str) -> None:
        path = self._ask(_("Export"), kind)
        if path is None:
            return
        try:
            notes = self._host.write_page(path, paper)
        except JourneyError as problem:
            self._ports.notify(str(problem), "problem")
            return
        done = _("“{name}” has been written.").format(name=path.name)
        self._ports.notify(" ".join((done, *notes)))

    def _ask(self, title: str, kind: FileKind) -> Path | None:
        suggested = (self.path or self._folder() / self._file_name()).with_suffix(kind.suffixes[0])
        path = self._ports.ask_save_path(title, kind, suggested)
        if path is not None and not path.name.lower().endswith(kind.suffixes):
            path = path.with_name(path.name + kind.suffixes[0])
        return path

    def _folder(self) -> Path:
        if self.path is not None:
            return self.path.parent
        recent = self._others.recent()
        return recent[0].parent if recent else Path.home()

    def _file_name(self) -> str:
        title = self._host.store.document.map.title if self._host.store else ""
        name = re.sub(r"[^\w\- ]+", "", title).strip()[:LONGEST_NAME].replace(" ", "-").lower()
        return (name or UNTITLED) + MAP_FILE.suffixes[0]


def starts() -> list[Starting]:
    """What a new map can begin with, in the user's language."""
    return [Starting(each.name, _(each.title), _(each.about), each.icon) for each in TEMPLATES.values()]
