"""`journeymapper self-test`: the real window, worked with the mouse and the keyboard, and what came of it.

Nothing here calls past the window: it presses, types and chooses menu entries, answers the questions that a person
would be asked, and reads the files that were written.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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
    VersionsDesk,
)
from journeymapper.edit.merge import Merged
from journeymapper.files.journey import load
from journeymapper.files.state import StateFolder
from journeymapper.files.templates import EXAMPLE
from journeymapper.formats.tables import Table
from journeymapper.layout.index import rect_of
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, Stage
from journeymapper.ui.app import make_application
from journeymapper.ui.look import load_look
from journeymapper.ui.settings import Settings
from journeymapper.ui.style import dress
from journeymapper.ui.window import MainWindow
from journeymapper.ui.windows import Windows

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CARD, TARGET = "P4", "Decision"
WORDS = "Nobody says that the parcel is late"
STEPS = 12
PATIENCE = 40
"""Milliseconds that the window is given after each press."""
PATIENCE_SAVING = 500
"""So many times that patience until a map is saved."""

Say = Callable[[str], None]


class Problem(Exception):
    """Something is not as it should be."""


class ScriptedPerson:
    """Answers the window's questions from a list; what it is told is remembered."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.paper = "A3"
        self.told: list[tuple[str, Tone]] = []
        self.asked: list[str] = []
        self._clip = Clip("")

    def ask_open_path(self, title: str, kinds: Sequence[FileKind], folder: Path | None) -> Path | None:
        """The next path."""
        return self.paths.pop(0) if self.paths else None

    def ask_save_path(self, title: str, kind: FileKind, suggested: Path) -> Path | None:
        """The next path."""
        return self.paths.pop(0) if self.paths else None

    def choose(self, question: str, detail: str, options: Sequence[Option]) -> str:
        """Nothing is to be asked in the course of the test; what is open is let go."""
        self.asked.append(question)
        return "discard"

    def ask_start(self, desk: StartsDesk) -> str:
        """Nothing."""
        return ""

    def ask_template(self, wish: TemplateWish, check: Callable[[str], str]) -> TemplateWish | None:
        """No template is kept."""
        return None

    def ask_text(self, title: str, text: str, check: Callable[[str], str]) -> str:
        """No text."""
        return ""

    def ask_paper(self, papers: Sequence[Option], chosen: str) -> str:
        """The paper that the page is tried on."""
        return self.paper

    def ask_picture(self, width: float, height: float) -> PictureWish | None:
        """As large as the paper."""
        return PictureWish(1.0, transparent=False)

    def ask_part(self, question: str, names: Sequence[str]) -> int | None:
        """The first."""
        return 0

    def ask_table(self, name: str, tables: Sequence[Table]) -> TableChoice | None:
        """None: no table is imported in the course of the test."""
        return None

    def show_report(self, title: str, lines: Sequence[ReportLine]) -> None:
        """Nothing is imported."""

    def notify(self, sentence: str, tone: Tone = "done") -> None:
        """Remember what was said."""
        self.told.append((sentence, tone))

    def offer(self, offer: Offer, answer: Callable[[str], None]) -> None:
        """Nothing is taken."""

    def withdraw(self, about: str) -> None:
        """Nothing was shown."""

    def settle(self, merged: Merged) -> Merged | None:
        """Nothing is merged."""
        return None

    def show_versions(self, desk: VersionsDesk) -> None:
        """No versions are looked at."""

    def show_found(self, found: Sequence[Found], act: Callable[[str, str], bool]) -> None:
        """Nothing is looked for."""

    def set_clipboard(self, clip: Clip) -> None:
        """Keep it, so that the person's own clipboard stays as it is."""
        self._clip = clip

    def clipboard(self) -> Clip:
        """What was kept."""
        return self._clip

    def show_shortcuts(self) -> None:
        """Not shown."""

    def show_about(self) -> None:
        """Not shown."""


def run_self_test() -> int:
    """Work the window and say what was seen, a line each; 0 where all was as it should be, 1 otherwise."""
    app = make_application()
    theme = load_look()
    dress(app, theme)
    with tempfile.TemporaryDirectory(prefix="journeymapper-") as name:
        folder = Path(name)
        person = ScriptedPerson()
        settings = Settings(folder / "window.ini", app)
        state = StateFolder(folder / "state")
        windows = Windows(settings, theme, id_source(), ports=lambda: person, state=lambda: state, parent=app)
        try:
            Trial(windows, person, folder, _say).run()
        except Problem as problem:
            _say(f"FAILED: {problem}")
            return 1
        finally:
            windows.end()
            _wait()
    _say("All is well.")
    return 0


class Trial:
    """One run through the window, from an empty start to a file that says what the screen said."""

    def __init__(self, windows: Windows, person: ScriptedPerson, folder: Path, say: Say) -> None:
        self._windows = windows
        self._person = person
        self._map = folder / "self-test.journey"
        self._page = folder / "self-test.pdf"
        self._say = say
        self._window: MainWindow = windows.new_window()

    def run(self) -> None:
        """All of it; raises Problem at the first thing that is wrong."""
        self._start()
        self._drag()
        self._type()
        self._undo_and_redo()
        self._save_and_read()
        self._reopen()
        self._export()

    # the parts, in the order in which a person does them

    def _start(self) -> None:
        window = self._window
        self._show(window)
        menus = [action.text() for action in window.title_row.menu_bar.actions()]
        self._say(
            f"A window of {window.width()} × {window.height()} pixels with the menus {', '.join(menus)}."
        )
        QTest.mouseClick(window.welcome.starts.cards[EXAMPLE], LEFT)
        _wait(10)
        document = self._document()
        self._say(
            f"A click on a template opened “{document.map.title}”: {len(document.stages)} stages,"
            f" {len(document.lanes)} lanes, {document.count(Card)} cards."
        )

    def _drag(self) -> None:
        canvas = self._window.workspace.canvas
        self._give("view.fit_map")
        card = self._card(self._document())
        before = _stage_of(self._document(), card)
        target = next(box for box in canvas.grid.stages if box.stage.title == TARGET)
        start = self._middle_of(card)
        shift = QPointF(canvas.view.pixel_x(target.x + target.width / 2), 0).toPoint().x()
        end = QPoint(shift, start.y())
        surface = canvas.viewport()
        QTest.mousePress(surface, LEFT, NONE, start)
        for step in range(1, STEPS + 1):
            QTest.mouseMove(surface, start + (end - start) * step / STEPS)
            _wait()
        said = self._window.workspace.status.says.text()
        QTest.mouseRelease(surface, LEFT, NONE, end)
        _wait()
        after = _stage_of(self._document(), self._card(self._document()))
        self._expect(after == TARGET, f"the card {CARD} was dragged to “{TARGET}” but is in “{after}”")
        self._say(
            f"The mouse dragged {CARD} from “{before}” to “{after}”; on the way the window said “{said}”."
        )

    def _type(self) -> None:
        surface = self._window.workspace.canvas.viewport()
        self._give("view.actual_size")
        point = self._middle_of(self._card(self._document()))
        QTest.mouseClick(surface, LEFT, NONE, point)
        QTest.mouseDClick(surface, LEFT, NONE, point)
        _wait()
        field = QApplication.focusWidget()
        if field is None or not self._window.workspace.canvas.editing:
            raise Problem(f"a double-click on {CARD} opened no editor")
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, WORDS)
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        _wait()
        text = self._card(self._document()).text
        self._expect(text == WORDS, f"“{WORDS}” was typed but the card says “{text}”")
        self._say(f"Typing into {CARD} made it say “{text}”.")

    def _undo_and_redo(self) -> None:
        self._give("edit.undo")
        undone = self._card(self._document()).text
        self._give("edit.redo")
        redone = self._card(self._document()).text
        self._expect(
            undone != WORDS and redone == WORDS, "undo and redo did not take the text back and forth"
        )
        self._say(f"Undo brought back “{undone}”, redo “{redone}”.")

    def _save_and_read(self) -> None:
        self._person.paths = [self._map]
        self._give("file.save")
        for _time in range(PATIENCE_SAVING):
            if self._window.file.saving:
                _wait()
        self._expect(self._map.is_file(), f"saving wrote no file{self._complaint()}")
        document = load(self._map).document
        card = self._card(document)
        place = _stage_of(document, card)
        self._expect(card.text == WORDS and place == TARGET, f"the file says “{card.text}” in “{place}”")
        mark = self._window.title_row.saved.text()
        self._expect(not self._window.file.modified, f"after saving the window says “{mark}”")
        self._say(
            f"Saved as {self._map.name} ({self._map.stat().st_size} bytes): {CARD} is in “{place}” there too."
        )

    def _reopen(self) -> None:
        self._window.close()
        _wait(3)
        self._window = self._windows.new_window()
        self._show(self._window)
        self._person.paths = [self._map]
        self._give("file.open")
        _wait(10)
        text = self._card(self._document()).text
        self._expect(text == WORDS, f"opened again, the card says “{text}”")
        self._say(f"Opened again in a new window: {CARD} says “{text}”.")

    def _export(self) -> None:
        self._person.paths = [self._page]
        self._give("file.export_pdf")
        self._expect(self._page.is_file(), f"the export wrote no file{self._complaint()}")
        data = self._page.read_bytes()
        pages = data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") + data.count(b"/Type/Page/")
        self._expect(data.startswith(b"%PDF-"), "what was exported is no PDF")
        self._expect(b"%%EOF" in data[-32:], "the PDF has no end")
        self._say(
            f"Exported {self._page.name} on {self._person.paper}: {len(data)} bytes, pages: {pages or 1}."
        )

    # looking

    def _show(self, window: MainWindow) -> None:
        window.show()
        QTest.qWaitForWindowExposed(window)
        # On a screen without a window manager nobody else gives the keys to it.
        window.activateWindow()
        QTest.qWaitForWindowActive(window)

    def _document(self) -> Document:
        store = self._window.store
        if store is None:
            raise Problem(f"no map is open{self._complaint()}")
        return store.document

    def _card(self, document: Document) -> Card:
        found = next((card for card in document.all(Card) if card.code == CARD), None)
        if found is None:
            raise Problem(f"the card {CARD} is gone")
        return found

    def _middle_of(self, card: Card) -> QPoint:
        canvas = self._window.workspace.canvas
        canvas.ensure_visible(card.id)
        box = rect_of(canvas.grid, card.id)
        if box is None:
            raise Problem(f"the card {CARD} is not on the canvas")
        left, top, right, bottom = box
        view = canvas.view
        return QPointF(view.pixel_x((left + right) / 2), view.pixel_y((top + bottom) / 2)).toPoint()

    def _give(self, command: str) -> None:
        action = self._window.actions_by_id[command]
        if not action.isEnabled():
            raise Problem(f"the menu entry “{action.text()}” cannot be chosen")
        action.trigger()
        _wait()

    def _complaint(self) -> str:
        problems = [sentence for sentence, tone in self._person.told if tone == "problem"]
        problems += self._person.asked
        return f": {problems[-1]}" if problems else ""

    def _expect(self, holds: bool, problem: str) -> None:
        if not holds:
            raise Problem(problem)


def _stage_of(document: Document, card: Card) -> str:
    stage = document.find(Stage, card.stage)
    return stage.title if stage is not None else ""


def _wait(times: int = 1) -> None:
    QTest.qWait(PATIENCE * times)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
