"""What commands reach beyond the map: the person, the window and its file. Tests bring their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from journeymapper.model.i18n import mark as _

if TYPE_CHECKING:
    from journeymapper.edit.merge import Merged
    from journeymapper.files.versions import Version
    from journeymapper.formats.tables import Guess, Table
    from journeymapper.model.document import Document

Tone = Literal["done", "problem"]
Tool = Literal["select", "connect"]


CARDS_MIME = "application/x-journeymapper-cards"
"""The type under which cards lie on the clipboard."""


class FileKind(NamedTuple):
    """A kind of file as file dialogs offer it; the first suffix is added to a name that has none."""

    title: str
    suffixes: tuple[str, ...]


MAP_FILE = FileKind(_("JourneyMapper map"), (".journey",))
ANY_FILE = FileKind(_("Other programs’ files"), ("",))
PICTURE_FILE = FileKind(_("Picture"), (".png", ".jpg", ".jpeg", ".webp", ".gif"))


class Option(NamedTuple):
    """One answer to a question. The first of several is the one that Enter gives."""

    key: str
    title: str


class Clip(NamedTuple):
    """What the clipboard holds: text, cards of this program, and what other programs copied as HTML."""

    text: str
    cards: bytes = b""
    html: str = ""


class PictureWish(NamedTuple):
    """How a picture is to be made: pixels a point, and whether what lies behind it shows through."""

    scale: float
    transparent: bool


class TableChoice(NamedTuple):
    """A table of a file, and what each part of it is taken for."""

    table: Table
    guess: Guess


class Starting(NamedTuple):
    """What a new map can begin with: a template by name, its title and what it is for; `own` is the person's own."""

    name: str
    title: str
    about: str
    icon: str
    own: bool = False


class OwnStarts(NamedTuple):
    """The person's own templates, and a sentence for each thing in their folder that is none."""

    starts: tuple[Starting, ...]
    problems: tuple[str, ...]


class TemplateWish(NamedTuple):
    """What is to be kept of a map as a template, and under which name."""

    name: str
    cards: bool = True
    personas: bool = True


class ReportLine(NamedTuple):
    """What became of one part of a file: where it stood, "placed", "changed", "dropped" or "lost", and a sentence."""

    place: str
    level: str
    text: str


class Offer(NamedTuple):
    """Something that can wait, shown beside the map until it is answered or put away.

    `about` names the matter: a later offer about the same takes its place. An offer that `stays` is still there when
    one of its options has been chosen.
    """

    about: str
    title: str
    detail: str = ""
    options: tuple[Option, ...] = ()
    tone: Tone = "done"
    stays: bool = False


class Found(NamedTuple):
    """Work that was found again after the program had ended in the middle of it.

    `where` is the map's file and "" for none, `when` and `what` tell in words when it was last worked on and what was
    found. `options` are what can be done about it.
    """

    key: str
    title: str
    where: str
    when: str
    what: str
    options: tuple[Option, ...]


class VersionsDesk(Protocol):
    """The kept versions of the map of one window, and what can be done with them."""

    @property
    def title(self) -> str:
        """What the map is called."""

    def versions(self) -> Sequence[Version]:
        """The versions, the last saved first. Raises FileProblem."""

    def document_of(self, version: Version) -> Document:
        """What a version holds; any thread may ask. Raises FileProblem."""

    def now(self) -> Document:
        """The map as it is now; the live document, to be read only."""

    def restore(self, version: Version) -> bool:
        """Make the map what a version holds, as one edit that can be undone; whether that was done."""

    def open_beside(self, version: Version) -> None:
        """Open a version as a map of its own, which has no file yet."""


class StartsDesk(Protocol):
    """What a new map can begin with, and what can be done with the person's own templates."""

    def starts(self) -> Sequence[Starting]:
        """The program's templates; at once, without reading a file."""

    def own(self) -> OwnStarts:
        """The person's templates; any thread may ask."""

    def document_of(self, name: str) -> Document:
        """What a template holds; any thread may ask. Raises JourneyError."""

    def rename_own(self, name: str) -> bool:
        """Ask for another name of one of the person's templates; whether it has one now."""

    def delete_own(self, name: str) -> bool:
        """Delete one of the person's templates, asking first; whether that was done."""


class Ports(Protocol):
    """The person in front of the window."""

    def ask_open_path(self, title: str, kinds: Sequence[FileKind], folder: Path | None) -> Path | None:
        """A file to read, None where the person changed their mind."""

    def ask_save_path(self, title: str, kind: FileKind, suggested: Path) -> Path | None:
        """Where to write a file; that an existing one is replaced has been agreed to."""

    def choose(self, question: str, detail: str, options: Sequence[Option]) -> str:
        """The key of the option chosen, "" for none."""

    def ask_start(self, desk: StartsDesk) -> str:
        """The name of the template that a new map is to begin with, "" for none."""

    def ask_template(self, wish: TemplateWish, check: Callable[[str], str]) -> TemplateWish | None:
        """What is to be kept as a template; `check` gives what is wrong with a name, "" for nothing."""

    def ask_text(self, title: str, text: str, check: Callable[[str], str]) -> str:
        """A short text in place of another one, "" for none; `check` gives what is wrong with it, "" for nothing."""

    def ask_paper(self, papers: Sequence[Option], chosen: str) -> str:
        """The key of the paper that a page is to be made for, "" for none."""

    def ask_picture(self, width: float, height: float) -> PictureWish | None:
        """How a picture of so many points is to be made; None where the person changed their mind."""

    def ask_part(self, question: str, names: Sequence[str]) -> int | None:
        """Which of several parts of a file, counted from 0; None where the person changed their mind."""

    def ask_table(self, name: str, tables: Sequence[Table]) -> TableChoice | None:
        """What the parts of one of a file's tables mean; None where the person changed their mind."""

    def show_report(self, title: str, lines: Sequence[ReportLine]) -> None:
        """Show what an import made of a file."""

    def notify(self, sentence: str, tone: Tone = "done") -> None:
        """Say something that needs no answer."""

    def offer(self, offer: Offer, answer: Callable[[str], None]) -> None:
        """Show an offer that can wait; `answer` gets the key of each option that is chosen."""

    def withdraw(self, about: str) -> None:
        """Take an offer away, where it is still shown."""

    def settle(self, merged: Merged) -> Merged | None:
        """Ask about the conflicts of a merge until none is open; None where the person gives up."""

    def show_versions(self, desk: VersionsDesk) -> None:
        """Show the kept versions of a map, without waiting."""

    def show_found(self, found: Sequence[Found], act: Callable[[str, str], bool]) -> None:
        """Show work that was found again, without waiting.

        `act` gets the keys of the work and of the option chosen; where it gives True, that work is dealt with.
        """

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

    def inspect(self, key: str, field: str = "", *, whole: bool = False) -> None:
        """Show a record in the inspector, whatever is selected, with the cursor in a field of it; `whole` selects what
        the field says, so that typing replaces it.
        """


class FilePort(Protocol):
    """The file of one window, and other windows."""

    def new(self) -> None:
        """Ask what a new map begins with, and open it."""

    def open(self, path: Path | None = None) -> None:
        """Open a map, asking which where no path is given."""

    def save(self) -> None:
        """Begin to write the map to its file, asking for one where it has none."""

    def save_as(self) -> None:
        """Ask for a file and begin to write the map to it."""

    def save_template(self) -> None:
        """Ask for a name and keep the map as a template."""

    def versions(self) -> None:
        """Show the versions of the map's file that were kept."""

    def found_work(self) -> None:
        """Show work that was found again after the program had ended in the middle of it."""

    def bring_in(self) -> None:
        """Ask for a file in another format and open what it says as a new map."""

    def new_from_clipboard(self) -> None:
        """Open what is on the clipboard as a new map."""

    def export(self, key: str, *, selected: bool = False) -> None:
        """Ask for a file, and what else the format needs to know, and write the map, or what is selected, to it."""

    def close(self) -> None:
        """Close the window, asking about changes."""

    def quit(self) -> None:
        """Close all windows, asking about changes."""

    def recent(self) -> Sequence[Path]:
        """Maps opened lately, the last first."""
