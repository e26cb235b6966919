import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from journeymapper.files.codec import encode
from journeymapper.files.journey import load
from journeymapper.files.manifest import Foreign
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.model.records import Card
from journeymapper.ui.drop_hint import DropHint
from tests.gui.driving import Driver, Program


def drag_in(driver: Driver, *paths: Path) -> bool:
    """Drag files over the window; whether it would take them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(400, 400), copy, data, left, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(driver.window, enter)
    return enter.isAccepted()


def hint_of(driver: Driver) -> DropHint:
    (hint,) = driver.window.findChildren(DropHint)
    return hint


def drop(driver: Driver, *paths: Path) -> bool:
    """Drop files on the window; whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    if not drag_in(driver, *paths):
        return False
    event = QDropEvent(QPointF(400, 400), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(driver.window, event)
    return True


def test_the_first_page_offers_every_template(program: Program):
    driver = program.window()
    assert list(driver.window.welcome.starts.cards) == [
        "customer-journey-map",
        "five-stages",
        "service-blueprint",
        "experience-map",
        "day-in-the-life",
        "empathy-map",
        "user-flow",
        "persona-sheet",
        "empty",
        "buying-running-shoes",
        "buying-running-shoes-ar",
        "buying-running-shoes-ja",
    ]


@pytest.mark.parametrize(
    "name", ["customer-journey-map", "service-blueprint", "empty", "buying-running-shoes"]
)
def test_a_click_on_a_template_opens_a_map_in_this_window(program: Program, name: str, qtbot):
    driver = program.window()
    qtbot.mouseClick(driver.window.welcome.starts.cards[name], Qt.MouseButton.LeftButton)
    assert driver.window.store is not None
    assert len(program.windows.open) == 1
    assert not driver.window.file.modified


def test_a_new_map_is_said_not_to_be_saved_yet(program: Program):
    driver = program.window()
    driver.window.file.new_from("empty")
    assert driver.window.title_row.saved.text() == "Not saved yet"


def test_an_opened_map_shows_its_title_persona_and_state(program: Program):
    driver = program.example()
    assert driver.window.title_row.title.text() == "Buying running shoes"
    assert driver.window.title_row.persona.text() == "Maya Okafor · current state"
    assert driver.window.title_row.saved.text() == "Saved"


def test_an_edit_is_shown_as_edited_until_it_is_saved(program: Program):
    driver = program.example()
    driver.store.session = type(driver.store.session)(selection=(driver.card("P4").id,))
    driver.give("edit.delete")
    assert driver.window.title_row.saved.text() == "Edited"
    driver.give("file.save")
    driver.wait_saved()
    assert driver.window.title_row.saved.text() == "Saved"
    assert all(card.code != "P4" for card in driver.saved().all(Card))


def test_undoing_to_what_was_saved_is_shown_as_saved(program: Program):
    driver = program.example()
    driver.store.session = type(driver.store.session)(selection=(driver.card("P4").id,))
    driver.give("edit.delete")
    driver.give("edit.undo")
    assert driver.window.title_row.saved.text() == "Saved"


def test_a_map_without_a_file_asks_for_one_and_gets_the_suffix(program: Program):
    driver = program.window()
    driver.window.file.new_from("empty")
    driver.person.paths = [program.folder / "mine"]
    driver.give("file.save")
    driver.wait_saved()
    assert driver.window.file.path == program.folder / "mine.journey"
    assert driver.saved().map.title


def test_saving_under_another_name_goes_on_with_that_file(program: Program):
    driver = program.example()
    driver.person.paths = [program.folder / "other.journey"]
    driver.give("file.save_as")
    driver.wait_saved()
    assert driver.window.file.path == program.folder / "other.journey"
    assert load(program.folder / "other.journey").document.map.title == "Buying running shoes"


def test_opening_beside_an_open_map_takes_another_window(program: Program):
    driver = program.example()
    driver.person.answers = ["empty"]
    driver.give("file.new")
    assert len(program.windows.open) == 2
    assert driver.document.map.title == "Buying running shoes"


def test_a_file_that_is_open_already_is_brought_to_the_front(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    driver.person.paths = [path]
    driver.give("file.open")
    assert len(program.windows.open) == 1


def test_what_cannot_be_opened_is_told_in_one_sentence(program: Program):
    driver = program.window()
    path = program.folder / "broken.journey"
    path.write_bytes(b"not a map")
    driver.person.paths = [path]
    driver.give("file.open")
    ((sentence, tone),) = driver.person.told
    assert tone == "problem"
    assert "broken.journey" in sentence
    assert driver.window.store is None


def test_a_save_that_fails_is_asked_about_and_the_map_stays_edited(program: Program):
    driver = program.example()
    driver.store.session = type(driver.store.session)(selection=(driver.card("P4").id,))
    driver.give("edit.delete")
    driver.person.paths = [program.folder / "no" / "such" / "folder.journey"]
    driver.give("file.save_as")
    driver.wait_saved()
    assert "its folder is not there" in driver.person.questions[-1]
    assert driver.window.file.modified


def test_maps_opened_lately_are_listed_last_first(program: Program):
    first = program.example()
    first.person.paths = [program.folder / "second.journey"]
    first.give("file.save_as")
    first.wait_saved()
    names = [path.name for path in program.windows.recent()]
    assert names == ["second.journey", "example.journey"]


def test_a_dropped_map_is_opened(program: Program):
    source = program.example()
    path = source.window.file.path
    assert path is not None
    source.window.close()
    driver = program.window()
    assert drop(driver, path)
    assert driver.document.map.title == "Buying running shoes"


def test_a_file_dragged_over_the_window_shows_where_it_will_go_until_it_leaves(program: Program):
    driver = program.window()
    path = program.folder / "a.journey"
    hint = hint_of(driver)
    assert drag_in(driver, path)
    assert hint.isVisible()
    assert hint.words == "Drop to open the map here"
    assert hint.rect().size() == driver.window.welcome.size()
    QApplication.sendEvent(driver.window, QDragLeaveEvent())
    assert not hint.isVisible()


def test_over_a_map_a_dragged_file_is_said_to_open_beside_it(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    hint = hint_of(driver)
    drag_in(driver, path)
    assert hint.words == "Drop to open the map in a new window"
    drop(driver, path)
    assert not hint.isVisible()


def test_a_dropped_file_of_another_kind_is_not_taken(program: Program):
    picture = program.folder / "picture.png"
    picture.write_bytes(b"")
    assert not drop(program.window(), picture)


def test_a_dropped_journey_of_another_program_is_brought_in_with_a_report(program: Program, corpus: Path):
    driver = program.window()
    path = next((corpus / "maps").rglob("*.ojf.json"))
    assert drop(driver, path)
    assert driver.document.stages
    assert driver.window.file.modified
    assert driver.window.file.path is None


def test_a_broken_journey_of_another_program_ends_in_one_sentence(program: Program):
    driver = program.window()
    path = program.folder / "broken.ojf.json"
    path.write_text(json.dumps({"stages": 3}), "utf-8")
    assert drop(driver, path)
    assert [tone for _sentence, tone in driver.person.told] == ["problem"]
    assert driver.window.store is None


def test_closing_a_saved_map_asks_nothing(program: Program):
    driver = program.example()
    assert driver.window.close()
    assert driver.person.questions == []


@pytest.mark.parametrize(
    ("answer", "closed", "kept"), [("cancel", False, True), ("discard", True, True), ("save", True, False)]
)
def test_closing_an_edited_map_asks(program: Program, answer: str, closed: bool, kept: bool):
    driver = program.example()
    path = driver.window.file.path
    driver.store.session = type(driver.store.session)(selection=(driver.card("P4").id,))
    driver.give("edit.delete")
    driver.person.answers = [answer]
    assert driver.window.close() is closed
    assert driver.person.questions == ["Save the changes to “Buying running shoes”?"]
    assert any(card.code == "P4" for card in driver.saved(path).all(Card)) is kept


def test_quitting_stops_at_the_window_that_is_to_stay(program: Program):
    first, second = program.example(), program.window()
    second.window.file.new_from("buying-running-shoes")
    second.store.session = type(second.store.session)(selection=(second.card("P4").id,))
    second.give("edit.delete")
    second.person.answers = ["cancel"]
    first.give("file.quit")
    assert [window is second.window for window in program.windows.open] == [True]


def test_the_page_is_exported_on_the_paper_that_was_chosen(program: Program):
    driver = program.example()
    driver.person.answers, driver.person.paths = ["A4"], [program.folder / "page.pdf"]
    driver.give("file.export_pdf")
    data = (program.folder / "page.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert "page.pdf" in driver.person.told[-1][0]


def test_the_map_is_exported_as_svg(program: Program):
    driver = program.example()
    driver.person.paths = [program.folder / "map.svg"]
    driver.give("file.export_svg")
    assert (program.folder / "map.svg").read_text("utf-8").startswith("<")


def test_the_window_remembers_its_size_and_panels(program: Program):
    driver = program.example(width=1200, height=800)
    driver.give("view.panel.palette")
    driver.window.close()
    again = program.window(width=1200, height=800)
    again.window.file.new_from("empty")
    assert again.workspace.palette_panel.isHidden()
    assert not again.workspace.outline.isHidden()


@pytest.fixture
def newer(program: Program) -> Path:
    """A map that a later version wrote."""
    path = program.folder / "newer.journey"
    document = load(template_path(EXAMPLE)).document
    path.write_bytes(encode(document, foreign=Foreign(version=99, min_reader=99)))
    return path


def test_a_map_of_a_newer_version_is_opened_read_only_and_says_so(program: Program, newer: Path):
    driver = program.window()
    driver.window.file.open(newer)
    assert driver.window.title_row.saved.text() == "Read-only"
    assert driver.person.told[-1][1] == "problem"


def test_saving_a_map_of_a_newer_version_asks_for_another_name_and_keeps_the_file(
    program: Program, newer: Path
):
    driver = program.window()
    driver.window.file.open(newer)
    before = newer.read_bytes()
    driver.person.paths = [newer]
    driver.give("file.save")
    driver.wait_saved()
    assert newer.read_bytes() == before
    assert "another name" in driver.person.questions[-1]
    driver.person.paths = [program.folder / "mine.journey"]
    driver.give("file.save")
    driver.wait_saved()
    assert driver.window.file.path == program.folder / "mine.journey"
    assert newer.read_bytes() == before
