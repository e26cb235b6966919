"""The program ends in order: by its last window, and when the system asks, without a question and without a loss."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from journeymapper.files.recovery import find_recoverable, put_off
from journeymapper.files.state import StateFolder
from journeymapper.ui.leaving import Leaving
from tests.gui.driving import Program
from tests.gui.process import Running


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_the_program_at_once_and_what_was_edited_can_be_recovered(
    running: Callable[..., Running], example: Path, tmp_path: Path, name: str
):
    before = example.read_bytes()
    program = running("edit", example)
    program.wait_for(lambda said: said == "Title 5")
    asked = time.monotonic()
    program.process.send_signal(getattr(signal, name))
    code, errors = program.end()
    assert (code, errors) == (0, "")
    assert time.monotonic() - asked < 5.0
    assert program.said[-1] == "ended"
    assert example.read_bytes() == before
    (found,) = find_recoverable(StateFolder(tmp_path / "state"))
    put_off(found)
    assert found.verdict == "ready"
    assert found.steps == len([each for each in program.said if str(each).startswith("Title")])


def test_a_signal_with_nothing_open_leaves_nothing_behind(running: Callable[..., Running], tmp_path: Path):
    program = running("stay")
    program.wait_stands()
    program.process.send_signal(signal.SIGTERM)
    assert program.end() == (0, "")
    state = tmp_path / "state"
    assert not [path for path in state.rglob("*") if path.is_file()]


def test_a_signal_while_typing_keeps_the_text_as_a_draft(
    running: Callable[..., Running], example: Path, tmp_path: Path
):
    program = running("type", example)
    program.wait_for(lambda said: said.endswith("quick"))
    program.process.send_signal(signal.SIGTERM)
    code, errors = program.end()
    assert (code, errors) == (0, "")
    (found,) = find_recoverable(StateFolder(tmp_path / "state"))
    put_off(found)
    assert found.text


def test_a_signal_while_a_question_is_open_ends_the_program_too(
    running: Callable[..., Running], example: Path, tmp_path: Path
):
    program = running("ask", example)
    program.wait_for(lambda said: said == "asked")
    asked = time.monotonic()
    program.process.send_signal(signal.SIGTERM)
    code, errors = program.end()
    assert (code, errors) == (0, "")
    assert time.monotonic() - asked < 5.0
    (found,) = find_recoverable(StateFolder(tmp_path / "state"))
    put_off(found)
    assert found.steps == 4


def test_a_session_that_ends_keeps_what_is_being_typed(program: Program):
    """It may be called off, so the window stays as it is."""
    driver = program.example()
    owner = QApplication.instance()
    assert isinstance(owner, QApplication)
    leaving = Leaving(program.windows.keep_all, owner)
    leaving.listen()
    driver.canvas.start_edit(driver.card("P4").id)
    driver.type("!")
    owner.commitDataRequest.emit(None)
    leaving.stop()
    leaving.deleteLater()
    assert driver.canvas.editing
    assert program.person.questions == []
    kept = driver.window.file._kept
    assert kept is not None
    (journal,) = program.state.journals.glob("*/*.journal")
    assert b"No notice of the delay!" in journal.read_bytes()


def test_signals_are_heard_as_before_when_nobody_listens_any_more(program: Program):
    owner = QApplication.instance()
    assert isinstance(owner, QApplication)
    before = signal.getsignal(signal.SIGTERM)
    leaving = Leaving(program.windows.keep_all, owner)
    leaving.listen()
    assert signal.getsignal(signal.SIGTERM) != before
    leaving.stop()
    leaving.deleteLater()
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_signal_while_saving_leaves_a_whole_file(running: Callable[..., Running], example: Path):
    from journeymapper.files.journey import load

    program = running("save", example)
    program.wait_for(lambda said: said == "Title 20")
    program.process.send_signal(signal.SIGTERM)
    code, errors = program.end()
    assert (code, errors) == (0, "")
    assert load(example).document.map.title.startswith("Title")


def test_a_fault_is_logged_without_text_and_the_program_goes_on(
    running: Callable[..., Running], example: Path, tmp_path: Path
):
    program = running("fail", example)
    program.wait_for(lambda said: said == "failed")
    program.process.send_signal(signal.SIGTERM)
    code, errors = program.end()
    assert (code, errors) == (0, "")
    log = tmp_path / "state" / "logs" / "window.log"
    assert "ValueError in the window" in log.read_text("utf-8")
    assert "Nobody tells" not in log.read_text("utf-8")
    assert "something broke" in log.read_text("utf-8")


def test_a_crash_leaves_its_frames_for_the_next_start_and_loses_no_edit(
    running: Callable[..., Running], example: Path, tmp_path: Path
):
    program = running("crash", example)
    code, _errors = program.end()
    assert code == -signal.SIGSEGV
    logs = tmp_path / "state" / "logs"
    (left,) = logs.glob("crash-*.log")
    assert "Segmentation fault" in left.read_text("utf-8")
    (found,) = find_recoverable(StateFolder(tmp_path / "state"))
    put_off(found)
    assert found.steps == 4
    again = running("notices")
    told = again.wait_for(lambda said: isinstance(said, list))
    assert told == ["The program crashed the last time"]
    again.process.send_signal(signal.SIGTERM)
    assert again.end()[0] == 0
    # A machine under load may have made Qt say something for `window.log`.
    assert [path.name for path in logs.glob("*crash*")] == ["last-crash.log"]
