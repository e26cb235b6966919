"""Two on one file: another process that has it open, and somebody who writes it in between."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from journeymapper.edit.merge import Merged, resolve
from journeymapper.files.codec import encode
from journeymapper.files.journey import load, save
from journeymapper.files.locks import lock_file
from journeymapper.files.manifest import Foreign
from journeymapper.model.patch import Change, make_patch
from journeymapper.model.records import Card
from tests.gui.driving import Driver, Program
from tests.gui.process import Running


def mark(driver: Driver) -> str:
    return driver.window.title_row.saved.text()


def rename(driver: Driver, title: str) -> None:
    with driver.store.edit("Rename") as tx:
        tx.change(driver.document.map.id, title=title)


def text_of(driver: Driver, code: str) -> str:
    return driver.card(code).text


def written_by_another(path: Path, *, title: str = "", **texts: str) -> None:
    """What somebody else makes of the file: another title, other texts of cards by their codes."""
    document = load(path).document
    changes: dict[str, Change] = {}
    if title:
        changes[document.map.id] = (document.map, replace(document.map, title=title))
    for card in document.all(Card):
        if card.code in texts:
            changes[card.id] = (card, replace(card, text=texts[card.code]))
    document.apply(make_patch(changes))
    save(document, path)


# open elsewhere


@pytest.fixture
def elsewhere(running: Callable[..., Running], example: Path) -> Path:
    """A file that another process has open."""
    other = running("stay", example)
    other.wait_stands()
    return example


def test_a_file_that_is_open_in_another_process_is_not_opened_without_asking(
    program: Program, elsewhere: Path
):
    driver = program.window()
    program.person.answers = ["cancel"]
    driver.window.file.open(elsewhere)
    assert "open already" in program.person.questions[0]
    assert driver.window.store is None


def test_a_file_that_is_open_elsewhere_is_opened_for_reading_and_saved_under_another_name(
    program: Program, elsewhere: Path
):
    before = elsewhere.read_bytes()
    driver = program.window()
    program.person.answers = ["read"]
    driver.window.file.open(elsewhere)
    assert mark(driver) == "Read-only"
    rename(driver, "Other")
    program.person.paths = [program.folder / "other.journey"]
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Saved"
    assert driver.saved().map.title == "Other"
    assert elsewhere.read_bytes() == before


def test_a_file_that_is_open_elsewhere_is_not_written_by_choosing_its_name(program: Program, elsewhere: Path):
    before = elsewhere.read_bytes()
    driver = program.window()
    program.person.answers = ["read", "cancel"]
    driver.window.file.open(elsewhere)
    rename(driver, "Other")
    program.person.paths = [elsewhere]
    driver.give("file.save")
    driver.wait_saved()
    assert program.person.suggested == [elsewhere.with_name("example (copy).journey")]
    assert "read-only" in program.person.questions[-1]
    assert elsewhere.read_bytes() == before
    assert mark(driver) == "Read-only, changed"


def test_a_file_open_read_only_is_not_written_although_it_has_been_closed_elsewhere(
    program: Program, example: Path
):
    other = lock_file(program.state, example)
    assert other is not None
    before = example.read_bytes()
    driver = program.window()
    program.person.answers = ["read", "save_as"]
    driver.window.file.open(example)
    other.release()
    rename(driver, "Other")
    program.person.paths = [example, program.folder / "other.journey"]
    driver.give("file.save")
    driver.wait_saved()
    assert example.read_bytes() == before
    assert driver.saved().map.title == "Other"
    assert driver.window.file.path == program.folder / "other.journey"
    assert mark(driver) == "Saved"


def test_a_name_for_a_copy_is_one_that_is_not_taken(program: Program, example: Path):
    example.chmod(0o444)
    example.with_name("example (copy).journey").write_bytes(b"")
    driver = program.window()
    driver.window.file.open(example)
    driver.give("file.save")
    assert program.person.suggested == [example.with_name("example (copy 2).journey")]


def test_a_file_that_may_not_be_written_is_marked_as_soon_as_it_is_open(program: Program, example: Path):
    example.chmod(0o444)
    driver = program.window()
    driver.window.file.open(example)
    assert mark(driver) == "Read-only"
    ((sentence, tone),) = program.person.told
    assert tone == "problem"
    assert "You may not write to “example.journey”" in sentence
    rename(driver, "Other")
    assert mark(driver) == "Read-only, changed"


def test_a_copy_of_a_file_that_is_open_elsewhere_has_no_file_yet(program: Program, elsewhere: Path):
    driver = program.window()
    program.person.answers = ["copy"]
    driver.window.file.open(elsewhere)
    assert driver.window.file.path is None
    assert mark(driver) == "Not saved yet"
    assert driver.document.map.title == "Buying running shoes"


def test_a_file_is_free_again_when_its_window_has_closed(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    driver.window.close()
    again = program.window()
    again.window.file.open(path)
    assert program.person.questions == []
    assert mark(again) == "Saved"


# written by somebody else


def test_a_file_that_somebody_else_wrote_is_never_written_over(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, P4="Theirs")
    theirs = path.read_bytes()
    rename(driver, "Mine")
    program.person.answers = ["cancel"]
    driver.give("file.save")
    driver.wait_saved()
    assert "changed by another program" in program.person.questions[0]
    assert path.read_bytes() == theirs
    assert mark(driver) == "Edited"


def test_merging_keeps_what_both_have_done_as_one_step(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, P4="Theirs")
    rename(driver, "Mine")
    program.person.answers = ["merge"]
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Saved"
    saved = driver.saved()
    assert saved.map.title == "Mine"
    assert [card.text for card in saved.all(Card) if card.code == "P4"] == ["Theirs"]
    assert text_of(driver, "P4") == "Theirs"
    driver.give("edit.undo")
    assert text_of(driver, "P4") != "Theirs"
    assert driver.document.map.title == "Mine"


def test_a_conflict_is_asked_about_and_giving_up_changes_nothing(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, title="Theirs")
    theirs = path.read_bytes()
    rename(driver, "Mine")
    program.person.answers = ["merge"]
    driver.give("file.save")
    driver.wait_saved()
    assert program.person.merged is not None
    assert len(program.person.merged.conflicts) == 1
    assert driver.document.map.title == "Mine"
    assert mark(driver) == "Edited"
    assert path.read_bytes() == theirs


@pytest.mark.parametrize(("choice", "title"), [("ours", "Mine"), ("theirs", "Theirs")])
def test_a_conflict_that_was_settled_is_saved(program: Program, choice, title: str):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, title="Theirs", P4="Theirs")

    def settle(merged: Merged) -> Merged:
        return resolve(merged, {conflict.key: choice for conflict in merged.conflicts})

    rename(driver, "Mine")
    program.person.answers, program.person.settles = ["merge"], settle
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Saved"
    assert driver.saved().map.title == title
    assert text_of(driver, "P4") == "Theirs"


def test_merging_goes_from_what_was_saved_last(program: Program):
    """What was saved before somebody else wrote is no edit of either."""
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    rename(driver, "First")
    driver.give("file.save")
    driver.wait_saved()
    written_by_another(path, title="Theirs")
    with driver.store.edit("Edit") as tx:
        tx.change(driver.card("P4").id, text="Mine")
    program.person.answers = ["merge"]
    driver.give("file.save")
    driver.wait_saved()
    assert program.person.merged is None, "there is nothing to choose"
    assert mark(driver) == "Saved"
    assert driver.saved().map.title == "Theirs"
    assert text_of(driver, "P4") == "Mine"


def test_reloading_takes_the_file_and_undo_brings_back_what_was_mine(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, P4="Theirs")
    rename(driver, "Mine")
    program.person.answers = ["reload"]
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Saved"
    assert driver.document.map.title == "Buying running shoes"
    assert text_of(driver, "P4") == "Theirs"
    driver.give("edit.undo")
    assert driver.document.map.title == "Mine"
    assert mark(driver) == "Edited"


def test_saving_a_copy_leaves_the_file_to_the_other(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, P4="Theirs")
    rename(driver, "Mine")
    program.person.answers, program.person.paths = ["copy"], [program.folder / "mine.journey"]
    driver.give("file.save")
    driver.wait_saved()
    assert driver.window.file.path == program.folder / "mine.journey"
    assert mark(driver) == "Saved"
    assert load(path).document.map.title == "Buying running shoes"


def test_a_file_that_a_newer_version_wrote_is_not_merged_but_can_be_loaded(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    document = load(path).document
    path.write_bytes(encode(document, foreign=Foreign(version=99, min_reader=99)))
    rename(driver, "Mine")
    program.person.answers = ["merge"]
    driver.give("file.save")
    driver.wait_saved()
    assert "newer version" in program.person.told[-1][0]
    assert mark(driver) == "Edited"
    program.person.answers = ["reload", "discard"]
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Read-only"
    assert driver.document.map.title == "Buying running shoes"


def test_closing_a_map_whose_file_was_changed_merges_and_closes(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, P4="Theirs")
    rename(driver, "Mine")
    program.person.answers = ["save", "merge"]
    assert driver.window.close()
    assert driver.saved(path).map.title == "Mine"


# coming back to the window


def come_back(driver: Driver) -> None:
    """As the window system tells it: another window was in front, and now this one is again."""
    driver.window.activateWindow()
    driver.settle()
    QApplication.sendEvent(driver.window, QEvent(QEvent.Type.ActivationChange))
    driver.wait_until(lambda: not driver.program.windows.workers.busy)


def test_coming_back_to_a_map_whose_file_was_changed_offers_to_load_it(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, P4="Theirs")
    come_back(driver)
    assert program.person.questions == []
    program.person.take("changed on disk", "reload")
    driver.wait_saved()
    assert text_of(driver, "P4") == "Theirs"
    assert mark(driver) == "Saved"


def test_coming_back_with_something_unsaved_leaves_the_question_to_the_save(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, P4="Theirs")
    rename(driver, "Mine")
    come_back(driver)
    assert program.person.offers == {}


def test_coming_back_to_a_file_as_it_was_offers_nothing(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    os.utime(path)
    come_back(driver)
    assert program.person.offers == {}


def test_coming_back_after_saving_offers_nothing(program: Program):
    driver = program.example()
    come_back(driver)
    rename(driver, "Mine")
    driver.give("file.save")
    driver.wait_saved()
    come_back(driver)
    assert program.person.offers == {}


def test_the_offer_is_a_card_that_can_be_clicked(real_program: Program):
    driver = real_program.example()
    path = driver.window.file.path
    assert path is not None
    written_by_another(path, P4="Theirs")
    come_back(driver)
    button = driver.window.findChild(QPushButton, "reload")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    driver.wait_saved()
    assert text_of(driver, "P4") == "Theirs"
