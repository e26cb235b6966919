"""What a crash leaves is found at the next start, shown, and brought back with its steps."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from journeymapper.files.journey import load, save
from journeymapper.model.records import Card
from journeymapper.ui.recovery_window import RecoveryWindow
from tests.gui.driving import Driver, Program
from tests.gui.process import Running

Start = Callable[..., Running]
LATER = "Title 120"
"""A copy of the file has been kept by then, which the worker does within a second."""


def titles(running: Running) -> list[str]:
    return [said for said in running.said if str(said).startswith("Title")]


def edited_and_killed(start: Start, example: Path, last: str = "Title 8") -> list[str]:
    """What somebody did before the program was killed: the titles that stood."""
    running = start("edit", example)
    running.wait_for(lambda said: said == last)
    running.kill()
    return titles(running)


def mark(driver: Driver) -> str:
    return driver.window.title_row.saved.text()


def search(driver: Driver) -> None:
    """Look for work as after the first paint."""
    driver.window.show()
    driver.program.windows.look_for_work()
    driver.wait_until(lambda: not driver.program.windows.workers.busy)


# killed and started again


def test_a_kill_while_editing_loses_no_edit_and_each_can_be_undone(
    running: Start, example: Path, program: Program
):
    done = edited_and_killed(running, example)
    driver = program.window()
    search(driver)
    (found,) = program.person.found
    assert found.title == done[-1]
    assert found.where == str(example)
    assert f"{len(done)} steps not saved" in found.what
    assert program.person.act(found.key, "recover")
    assert driver.document.map.title == done[-1]
    assert driver.window.file.path == example
    assert mark(driver) == "Edited"
    for title in reversed(done[:-1]):
        driver.give("edit.undo")
        assert driver.document.map.title == title
    driver.give("edit.undo")
    assert mark(driver) == "Saved"


def test_a_kill_while_typing_loses_at_most_a_second_of_the_text(
    running: Start, example: Path, program: Program
):
    typing = running("type", example)
    typing.wait_for(lambda said: said.endswith("quick brown fox jumps"))
    began = time.monotonic()
    last = typing.wait_for(lambda _said: time.monotonic() > began + 1.5)
    typing.kill()
    driver = program.window()
    search(driver)
    (found,) = program.person.found
    assert "a text that was being typed" in found.what
    program.person.act(found.key, "recover")
    text = driver.card("P4").text
    assert text.startswith("No notice of the delay")
    assert last.startswith(text)
    assert "quick brown fox jumps" in text
    driver.give("edit.undo")
    assert driver.card("P4").text == "No notice of the delay"


def test_a_kill_in_the_middle_of_a_drag_keeps_every_drag_that_had_ended(
    running: Start, example: Path, program: Program
):
    dragging = running("drag", example)
    for _drag in range(3):
        dragging.wait_for(lambda said: isinstance(said, list))
    for _move in range(4):
        dragging.wait_for(lambda said: said == "moved")
    dragging.kill()
    ended = [said for said in dragging.said if isinstance(said, list)]
    assert dragging.said[-1] == "moved"
    assert len({str(each) for each in ended}) == 2, "the card was dragged to and fro"
    driver = program.window()
    search(driver)
    (found,) = program.person.found
    assert f"{len(ended)} steps not saved" in found.what
    program.person.act(found.key, "recover")
    assert [stage.title for stage in driver.document.stages if stage.id == driver.card("P4").stage] == ended[
        -1
    ]


def test_a_map_that_was_never_saved_is_recovered_without_a_file(running: Start, program: Program):
    beginning = running("begin")
    beginning.wait_for(lambda said: said == "Title 1")
    beginning.kill()
    driver = program.window()
    search(driver)
    (found,) = program.person.found
    assert found.where == ""
    assert "never saved" in found.what
    assert [option.key for option in found.options] == ["recover", "discard"]
    program.person.act(found.key, "recover")
    assert driver.document.map.title == "Title 1"
    assert driver.window.file.path is None
    assert mark(driver) == "Not saved yet"


def test_recovered_work_that_is_saved_is_not_offered_again(running: Start, example: Path, program: Program):
    done = edited_and_killed(running, example)
    driver = program.window()
    search(driver)
    program.person.act(program.person.found[0].key, "recover")
    driver.give("file.save")
    driver.wait_saved()
    assert load(example).document.map.title == done[-1]
    driver.window.close()
    again = program.window()
    program.person.found = []
    search(again)
    assert program.person.found == []


def test_recovered_work_survives_a_second_kill(
    running: Start, example: Path, program: Program, tmp_path: Path
):
    from tests.gui.driving import Program as Another

    done = edited_and_killed(running, example)
    driver = program.window()
    search(driver)
    program.person.act(program.person.found[0].key, "recover")
    assert driver.document.map.title == done[-1]
    # As if the program ended now: nothing is asked, nothing is thrown away.
    program.windows.end()
    later = Another(tmp_path)
    window = later.window()
    search(window)
    (found,) = later.person.found
    assert found.title == done[-1]
    later.end()


# the file has moved on


def test_work_on_a_file_that_was_changed_since_opens_both_sides(
    running: Start, example: Path, program: Program
):
    done = edited_and_killed(running, example, LATER)
    document = load(example).document
    from msgspec.structs import replace

    from journeymapper.model.patch import make_patch

    about = document.map
    document.apply(make_patch({about.id: (about, replace(about, title="By somebody else"))}))
    save(document, example)
    driver = program.window()
    search(driver)
    (found,) = program.person.found
    assert "the file has been changed since" in found.what
    assert [option.key for option in found.options] == ["both", "recover", "file", "discard"]
    program.person.act(found.key, "both")
    first, second = program.windows.open
    assert first.store is not None
    assert second.store is not None
    assert first.store.document.map.title == done[-1]
    assert first.file.path is None
    assert second.store.document.map.title == "By somebody else"
    assert second.file.path == example
    assert load(example).document.map.title == "By somebody else"


def test_work_on_a_file_that_is_gone_is_recovered_without_a_file(
    running: Start, example: Path, program: Program
):
    done = edited_and_killed(running, example, LATER)
    example.unlink()
    driver = program.window()
    search(driver)
    (found,) = program.person.found
    assert "its file is gone" in found.what
    assert [option.key for option in found.options] == ["recover", "discard"]
    program.person.act(found.key, "recover")
    assert driver.document.map.title == done[-1]
    assert driver.window.file.path is None


# opened directly


@pytest.mark.parametrize(
    ("answer", "recovered"), [("recover", True), ("file", False)], ids=["recovered", "as it is"]
)
def test_a_file_with_work_that_was_not_saved_asks_when_it_is_opened(
    running: Start, example: Path, program: Program, answer: str, recovered: bool
):
    done = edited_and_killed(running, example)
    driver = program.window()
    program.person.answers = [answer]
    driver.window.file.open(example)
    (question,) = program.person.questions
    assert done[-1] in question
    assert (driver.document.map.title == done[-1]) is recovered
    assert driver.window.file.path == example


def test_a_file_whose_work_was_left_is_asked_about_again(running: Start, example: Path, program: Program):
    edited_and_killed(running, example)
    driver = program.window()
    program.person.answers = ["cancel", "recover"]
    driver.window.file.open(example)
    assert driver.window.store is None
    driver.window.file.open(example)
    assert len(program.person.questions) == 2
    assert mark(driver) == "Edited"


# the window itself


@pytest.fixture
def shown(running: Start, example: Path, real_program: Program) -> RecoveryWindow:
    """The recovery window as a person sees it."""
    edited_and_killed(running, example)
    driver = real_program.window()
    search(driver)
    window = driver.window.findChild(RecoveryWindow)
    assert window is not None
    QTest.qWaitForWindowExposed(window)
    return window


def press(window: RecoveryWindow, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_click_in_the_recovery_window_opens_what_was_recovered(
    shown: RecoveryWindow, real_program: Program
):
    press(shown, "recover")
    (window,) = real_program.windows.open
    assert window.store is not None
    assert window.store.document.map.title.startswith("Title")
    assert not shown.isVisible()


def test_work_that_is_left_for_later_is_found_again(shown: RecoveryWindow, real_program: Program):
    press(shown, "later")
    assert not shown.isVisible()
    (window,) = real_program.windows.open
    window.actions_by_id["file.found_work"].trigger()
    again = [each for each in window.findChildren(RecoveryWindow) if each.isVisible()]
    assert len(again) == 1
    again[0].close()


def test_throwing_recovered_work_away_asks_first(running: Start, example: Path, program: Program):
    edited_and_killed(running, example)
    driver = program.window()
    search(driver)
    (found,) = program.person.found
    program.person.answers = ["cancel", "discard"]
    assert not program.person.act(found.key, "discard")
    assert program.person.act(found.key, "discard")
    program.person.found = []
    search(driver)
    assert program.person.found == []


def test_nothing_is_shown_where_there_is_nothing(program: Program):
    driver = program.example()
    search(driver)
    assert program.person.found == []
    driver.give("file.found_work")
    assert "no work to recover" in program.person.told[-1][0]


def test_a_card_that_was_being_made_is_made(running: Start, example: Path, program: Program):
    """Its draft has no record, only a place."""
    from journeymapper.commands.drafts import keep_found
    from journeymapper.edit.places import Place
    from journeymapper.files.journal.entries import Draft
    from journeymapper.interact.focus import cell_focus

    driver = program.example()
    lane = next(lane for lane in driver.document.lanes if lane.role == "pains")
    place = Place(lane.id, driver.document.stages[0].id)
    assert keep_found(driver.store, Draft("", cell_focus(place), "The till is closed"))
    assert any(card.text == "The till is closed" for card in driver.document.all(Card))


def test_a_text_whose_place_is_gone_is_shown_to_be_copied(program: Program):
    from journeymapper.files.journal.entries import Draft
    from journeymapper.ui.opening import FoundAgain
    from journeymapper.ui.recovering import put_in_draft

    driver = program.example()
    kept = driver.window.file._kept
    assert kept is not None
    put_in_draft(FoundAgain(kept, Draft("nobody", "text", "The till is closed"), 0), driver.person)
    assert [line.text for line in driver.person.report] == ["The till is closed"]
