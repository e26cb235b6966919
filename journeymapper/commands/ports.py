"""What commands reach beyond the map: the person, the window and its file. Tests bring their own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from journeymapper.model.i18n import mark as _

Tone = Literal["done", "problem"]
Tool = Literal["select", "connect"]


CARDS_MIME = "application/x-journeymapper-cards"
"""The type under which cards lie on the clipboard."""


class FileKind(NamedTuple):
    """A kind of file as file dialogs offer it; the first suffix is added to a name that has none."""

    title: str
    suffixes: tuple[str, ...]


MAP_FILE = FileKind(_("JourneyMapper map"), (".journey",))
OJF_FILE = FileKind(_("OpenJourney Format"), (".ojf.json", ".json"))
PICTURE_FILE = FileKind(_("Picture"), (".png", ".jpg", ".jpeg", ".webp", ".gif"))
PDF_FILE = FileKind(_("PDF document"), (".pdf",))
SVG_FILE = FileKind(_("SVG picture"), (".svg",))


class Option(NamedTuple):
    """One answer to a question. The first of several is the one that Enter gives."""

    key: str
    title: str


class Clip(NamedTuple):
    """What the clipboard holds: an outline as text for other programs, and cards for this one."""

    text: str
    cards: bytes = b""


class Starting(NamedTuple):
    """What a new map can begin with: a template by name, its title and what it is for."""

    name: str
    title: str
    about: str
    icon: str


class ReportLine(NamedTuple):
    """What became of one part of a file: where it stood, "placed", "changed" or "dropped", and a sentence."""

    place: str
    level: str
    text: str


class Ports(Protocol):
    """The person in front of the window."""

    def ask_open_path(self, title: str, kinds: Sequence[FileKind], folder: Path | None) -> Path | None:
        """A file to read, None where the person changed their mind."""

    def ask_save_path(self, title: str, kind: FileKind, suggested: Path) -> Path | None:
        """Where to write a file; that an existing one is replaced has been agreed to."""

    def choose(self, question: str, detail: str, options: Sequence[Option]) -> str:
        """The key of the option chosen, "" for none."""

    def ask_start(self, starts: Sequence[Starting]) -> str:
        """The name of the template that a new map is to begin with, "" for none."""

    def ask_paper(self, papers: Sequence[Option], chosen: str) -> str:
        """The key of the paper that a page is to be made for, "" for none."""

    def show_report(self, title: str, lines: Sequence[ReportLine]) -> None:
        """Show what an import made of a file."""

    def notify(self, sentence: str, tone: Tone = "done") -> None:
        """Say something that needs no answer."""

    def set_clipboard(self, clip: Clip) -> None:
        """Put something on the clipboard."""

    def clipboard(self) -> Clip:
        """What is on the clipboard."""

    def show_shortcuts(self) -> None:
        """Show all commands with their keys."""

    def show_about(self) -> None:
        """Show what this program is."""


class ViewPort(Protocol):
    """The window on one map. Sizes of the grid are as `layout` gives them."""

    @property
    def tool(self) -> Tool:
        """What pressing on a card does."""

    def set_tool(self, tool: Tool) -> None:
        """Change what pressing on a card does."""

    def zoom_by(self, notches: int) -> None:
        """Zoom in by so many notches, out by negative ones."""

    def set_zoom(self, zoom: float) -> None:
        """Set the scale; 1.0 is 100 %."""

    def fit_map(self) -> None:
        """Show the whole map."""

    def fit_selection(self) -> None:
        """Show what is selected as large as it fits."""

    def reveal(self, key: str) -> None:
        """Scroll so that a record is seen."""

    def start_edit(self, key: str) -> None:
        """Open the editor for the text of a card, or of a stage, step or lane, where it stands."""

    def commit_drafts(self) -> None:
        """End every editor that is open, keeping what was typed."""

    def panel_shown(self, name: str) -> bool:
        """Whether a panel is seen."""

    def show_panel(self, name: str, shown: bool) -> None:
        """Show or hide a panel."""

    def find(self) -> None:
        """Put the cursor into the search field."""

    def inspect(self, key: str, field: str = "") -> None:
        """Show a record in the inspector, whatever is selected, with the cursor in a field of it."""


class FilePort(Protocol):
    """The file of one window, and other windows."""

    def new(self) -> None:
        """Ask what a new map begins with, and open it."""

    def open(self, path: Path | None = None) -> None:
        """Open a map, asking which where no path is given."""

    def save(self) -> bool:
        """Write the map to its file; whether that was done."""

    def save_as(self) -> bool:
        """Ask for a file and write the map to it; whether that was done."""

    def bring_in(self) -> None:
        """Ask for a file in another format and open what it says as a new map."""

    def export_pdf(self) -> None:
        """Ask for a paper and a file and write the map's overview to it."""

    def export_svg(self) -> None:
        """Ask for a file and write the map to it as a picture."""

    def close(self) -> None:
        """Close the window, asking about changes."""

    def quit(self) -> None:
        """Close all windows, asking about changes."""

    def recent(self) -> Sequence[Path]:
        """Maps opened lately, the last first."""
