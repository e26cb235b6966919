"""A person, a window and a file that write down what is asked of them, and a small map to act on."""

from collections.abc import Callable, Sequence
from pathlib import Path

from journeymapper.commands.command import Context, carry_out
from journeymapper.commands.ports import (
    Clip,
    FileKind,
    Found,
    Offer,
    Option,
    PictureWish,
    ReportLine,
    StartsDesk,
    TableChoice,
    TemplateWish,
    Tone,
    Tool,
    VersionsDesk,
)
from journeymapper.commands.registry import all_commands
from journeymapper.edit.cards import add_card
from journeymapper.edit.merge import Merged
from journeymapper.edit.new import new_document
from journeymapper.edit.places import Place
from journeymapper.edit.store import Store
from journeymapper.formats.tables import Table, guess
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, Lane


def as_guessed(tables: Sequence[Table]) -> TableChoice:
    """The first table, as the program takes it."""
    return TableChoice(tables[0], guess(tables[0]))


class Person:
    """Answers what was laid out for it, and remembers what it was told."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.paths: list[Path] = []
        self.suggested: list[Path] = []
        self.told: list[tuple[str, Tone]] = []
        self.questions: list[str] = []
        self.details: list[str] = []
        self.options: list[Sequence[Option]] = []
        self.report: list[ReportLine] = []
        self.shown: list[str] = []
        self.clip = Clip("")
        self.offers: dict[str, tuple[Offer, Callable[[str], None]]] = {}
        self.found: list[Found] = []
        self.merged: Merged | None = None
        self.wish: TemplateWish | None = None
        self.wishes: list[TemplateWish] = []
        self.settles: Callable[[Merged], Merged | None] = lambda _merged: None
        self.picture: PictureWish | None = PictureWish(1.0, transparent=False)
        self.part: int | None = 0
        self.table: Callable[[Sequence[Table]], TableChoice | None] = as_guessed
        self.desk: VersionsDesk | None = None
        self.act: Callable[[str, str], bool] = lambda _key, _option: False

    def ask_open_path(self, title: str, kinds: Sequence[FileKind], folder: Path | None) -> Path | None:
        self.questions.append(title)
        return self.paths.pop(0) if self.paths else None

    def ask_save_path(self, title: str, kind: FileKind, suggested: Path) -> Path | None:
        self.questions.append(title)
        self.suggested.append(suggested)
        return self.paths.pop(0) if self.paths else None

    def choose(self, question: str, detail: str, options: Sequence[Option]) -> str:
        self.questions.append(question)
        self.details.append(detail)
        self.options.append(options)
        return self.answers.pop(0) if self.answers else ""

    def ask_start(self, desk: StartsDesk) -> str:
        return self.answers.pop(0) if self.answers else ""

    def ask_template(self, wish: TemplateWish, check: Callable[[str], str]) -> TemplateWish | None:
        self.wishes.append(wish)
        answer = self.wish
        return answer if answer is None or not check(answer.name) else None

    def ask_text(self, title: str, text: str, check: Callable[[str], str]) -> str:
        answer = self.answers.pop(0) if self.answers else ""
        return "" if check(answer) else answer

    def ask_paper(self, papers: Sequence[Option], chosen: str) -> str:
        return self.answers.pop(0) if self.answers else ""

    def ask_picture(self, width: float, height: float) -> PictureWish | None:
        return self.picture

    def ask_part(self, question: str, names: Sequence[str]) -> int | None:
        self.questions.append(question)
        return self.part

    def ask_table(self, name: str, tables: Sequence[Table]) -> TableChoice | None:
        return self.table(tables)

    def show_report(self, title: str, lines: Sequence[ReportLine]) -> None:
        self.report = list(lines)

    def notify(self, sentence: str, tone: Tone = "done") -> None:
        self.told.append((sentence, tone))

    def offer(self, offer: Offer, answer: Callable[[str], None]) -> None:
        self.offers[offer.about] = (offer, answer)

    def withdraw(self, about: str) -> None:
        self.offers.pop(about, None)

    def settle(self, merged: Merged) -> Merged | None:
        self.merged = merged
        return self.settles(merged)

    def show_versions(self, desk: VersionsDesk) -> None:
        self.desk = desk

    def show_found(self, found: Sequence[Found], act: Callable[[str, str], bool]) -> None:
        self.found, self.act = list(found), act

    def take(self, about: str, key: str) -> None:
        """Choose an option of an offer."""
        offer, answer = self.offers[about]
        if not offer.stays:
            del self.offers[about]
        answer(key)

    def set_clipboard(self, clip: Clip) -> None:
        self.clip = clip

    def clipboard(self) -> Clip:
        return self.clip

    def show_shortcuts(self) -> None:
        self.shown.append("shortcuts")

    def show_about(self) -> None:
        self.shown.append("about")


class Seen:
    """A view that does nothing but say what was asked of it."""

    def __init__(self) -> None:
        self.tool: Tool = "select"
        self.did: list[object] = []
        self.panels: set[str] = set()

    def set_tool(self, tool: Tool) -> None:
        self.tool = tool

    def zoom_by(self, notches: int) -> None:
        self.did.append(("zoom by", notches))

    def set_zoom(self, zoom: float) -> None:
        self.did.append(("zoom", zoom))

    def fit_map(self) -> None:
        self.did.append("fit map")

    def fit_selection(self) -> None:
        self.did.append("fit selection")

    def reveal(self, key: str) -> None:
        self.did.append(("reveal", key))

    def start_edit(self, key: str) -> None:
        self.did.append(("edit", key))

    def commit_drafts(self) -> None:
        self.did.append("commit")

    def panel_shown(self, name: str) -> bool:
        return name in self.panels

    def show_panel(self, name: str, shown: bool) -> None:
        self.panels.symmetric_difference_update({name})

    def find(self) -> None:
        self.did.append("find")

    def inspect(self, key: str, field: str = "", *, whole: bool = False) -> None:
        self.did.append(("inspect", key, field))


class Filed:
    """A file that says what was asked of it."""

    def __init__(self) -> None:
        self.did: list[str] = []

    def new(self) -> None:
        self.did.append("new")

    def open(self, path: Path | None = None) -> None:
        self.did.append("open")

    def save(self) -> None:
        self.did.append("save")

    def save_as(self) -> None:
        self.did.append("save as")

    def save_template(self) -> None:
        self.did.append("save template")

    def versions(self) -> None:
        self.did.append("versions")

    def found_work(self) -> None:
        self.did.append("found work")

    def bring_in(self) -> None:
        self.did.append("import")

    def new_from_clipboard(self) -> None:
        self.did.append("from clipboard")

    def export(self, key: str, *, selected: bool = False) -> None:
        self.did.append(f"{key} of the selection" if selected else key)

    def close(self) -> None:
        self.did.append("close")

    def quit(self) -> None:
        self.did.append("quit")

    def recent(self) -> Sequence[Path]:
        return []


class Acting:
    """A map of three stages with a few cards, and commands to give."""

    def __init__(self, seed: int = 1) -> None:
        new_id = id_source(seed)
        self.store = Store(new_document(new_id, title="Test"), new_id=new_id)
        self.person, self.view, self.file = Person(), Seen(), Filed()
        self.context = Context(self.file, self.person)
        self.context.show(self.store, self.view)
        self.commands = {command.id: command for command in all_commands()}

    @property
    def document(self) -> Document:
        return self.store.document

    def give(self, key: str) -> bool:
        return carry_out(self.commands[key], self.context)

    def can(self, key: str) -> bool:
        return self.commands[key].when(self.context)

    def lane(self, role: str) -> Lane:
        return next(lane for lane in self.document.lanes if lane.role == role)

    def stage(self, position: int) -> str:
        return self.document.stages[position].id

    def card(self, kind: str, role: str, stage: int, text: str = "", **fields) -> Card:
        with self.store.edit("Add card") as tx:
            return add_card(tx, Place(self.lane(role).id, self.stage(stage)), kind, text=text, **fields)

    def select(self, *keys: str) -> None:
        from msgspec.structs import replace

        self.store.session = replace(self.store.session, selection=keys, focus=keys[-1] if keys else "")

    @property
    def selection(self) -> tuple[str, ...]:
        return self.store.session.selection
