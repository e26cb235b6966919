"""A file that cannot be opened: what can be read of it, or a version that was kept, is offered in its place."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from journeymapper.files.codec import encode
from journeymapper.files.journey import load
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.files.versions import versions_of
from journeymapper.model.records import Card
from tests.gui.driving import Driver, Program
from tests.gui.process import Running

BLOCK = 4096


def mark(driver: Driver) -> str:
    return driver.window.title_row.saved.text()


@pytest.fixture
def damaged(program: Program) -> Path:
    """A map with a lost block in its middle."""
    path = program.folder / "damaged.journey"
    data = bytearray(encode(load(template_path(EXAMPLE)).document))
    middle = len(data) // 2
    data[middle : middle + BLOCK] = bytes(BLOCK)
    path.write_bytes(data)
    return path


def test_what_can_be_read_of_a_damaged_file_is_opened_and_what_was_lost_is_listed(
    program: Program, damaged: Path
):
    before = damaged.read_bytes()
    driver = program.window()
    program.person.answers = ["salvage"]
    driver.window.file.open(damaged)
    (question,) = program.person.questions
    assert "damaged.journey" in question
    assert driver.document.map.title == "Buying running shoes (recovered)"
    assert len(list(driver.document.all(Card))) > 20
    lost = [line.text for line in program.person.report if line.level == "lost"]
    assert lost
    assert not any("Lost" in text for text in lost), "the report says so before each line"
    assert driver.window.file.path is None
    assert mark(driver) == "Not saved yet"
    assert damaged.read_bytes() == before


def test_a_damaged_file_is_told_in_words_and_the_fault_stands_beneath(program: Program, damaged: Path):
    driver = program.window()
    program.person.answers = ["cancel"]
    driver.window.file.open(damaged)
    assert program.person.questions == ["“damaged.journey” cannot be opened, since a part of it is damaged."]
    assert "Damage: " in program.person.details[0]
    assert program.person.options[0][0].title == "Salvage what can be read"


def test_that_nothing_was_lost_is_said(program: Program):
    path = program.folder / "damaged.journey"
    data = encode(load(template_path(EXAMPLE)).document)
    path.write_bytes(data[:-30])
    driver = program.window()
    program.person.answers = ["salvage"]
    driver.window.file.open(path)
    assert program.person.told == [("Nothing of “damaged.journey” is known to be lost.", "done")]


def test_what_was_salvaged_is_saved_and_opens_again(program: Program, damaged: Path):
    driver = program.window()
    program.person.answers, program.person.paths = ["salvage"], [program.folder / "rescued.journey"]
    driver.window.file.open(damaged)
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Saved"
    assert driver.saved().map.title == "Buying running shoes (recovered)"


def test_a_damaged_file_can_be_left_alone(program: Program, damaged: Path):
    driver = program.window()
    program.person.answers = ["cancel"]
    driver.window.file.open(damaged)
    assert driver.window.store is None
    assert program.person.report == []


def test_a_damaged_file_of_the_command_line_is_asked_about_over_the_window(
    running: Callable[..., Running], damaged: Path
):
    program = running("stay", damaged)
    program.wait_stands()
    program.process.send_signal(signal.SIGTERM)
    assert program.end() == (0, "")


def test_what_is_no_map_is_told_and_nothing_is_offered(program: Program):
    path = program.folder / "letter.journey"
    path.write_bytes(b"Dear Maya, " * 500)
    driver = program.window()
    driver.window.file.open(path)
    assert program.person.questions == []
    assert [tone for _sentence, tone in program.person.told] == ["problem"]


def test_a_version_that_was_kept_is_offered_in_place_of_a_damaged_file(program: Program):
    driver = program.example()
    path = driver.window.file.path
    assert path is not None
    with driver.store.edit("Rename") as tx:
        tx.change(driver.document.map.id, title="As it was saved")
    driver.give("file.save")
    driver.wait_saved()
    driver.window.close()
    assert versions_of(program.state, path)
    path.write_bytes(b"")
    again = program.window()
    program.person.answers = ["version"]
    again.window.file.open(path)
    assert again.document.map.title == "As it was saved"
    assert again.window.file.path is None
    assert mark(again) == "Not saved yet"


def test_a_damaged_file_is_not_kept_locked(program: Program, damaged: Path):
    driver = program.window()
    program.person.answers = ["cancel", "cancel"]
    driver.window.file.open(damaged)
    driver.window.file.open(damaged)
    assert all("cannot be opened" in question for question in program.person.questions)
    assert len(program.person.questions) == 2
