"""Saving beside the window's thread: what is said of it, and what becomes of the map where the disk refuses."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from journeymapper.files.state import StateFolder
from journeymapper.files.templates import EXAMPLE, template_path
from tests.gui.driving import Driver, Program


def mark(driver: Driver) -> str:
    """What the window says of the map and its file."""
    return driver.window.title_row.saved.text()


def rename(driver: Driver, title: str) -> None:
    with driver.store.edit("Rename") as tx:
        tx.change(driver.document.map.id, title=title)


@pytest.fixture
def driver(program: Program) -> Driver:
    return program.example()


# what is said


def test_a_save_is_shown_as_under_way_until_it_is_verified(driver: Driver):
    rename(driver, "Other")
    driver.give("file.save")
    assert mark(driver) == "Saving…"
    driver.wait_saved()
    assert mark(driver) == "Saved"
    assert driver.saved().map.title == "Other"


def test_what_is_edited_while_saving_leaves_the_map_edited(driver: Driver):
    rename(driver, "First")
    driver.give("file.save")
    rename(driver, "Second")
    driver.wait_saved()
    assert mark(driver) == "Edited"
    assert driver.saved().map.title == "First"
    driver.give("edit.undo")
    assert mark(driver) == "Saved"


def test_saving_again_while_saving_writes_once_more(driver: Driver):
    rename(driver, "First")
    driver.give("file.save")
    rename(driver, "Second")
    driver.give("file.save")
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Saved"
    assert driver.saved().map.title == "Second"


def test_the_window_can_be_worked_with_while_it_saves(driver: Driver):
    rename(driver, "First")
    driver.give("file.save")
    driver.click(driver.card("P4").id)
    assert driver.store.session.selection == (driver.card("P4").id,)
    driver.wait_saved()


def test_the_first_save_of_a_new_map_asks_where_only_once(program: Program):
    driver = program.window()
    driver.window.file.new_from("empty")
    driver.person.paths = [program.folder / "a.journey", program.folder / "b.journey"]
    driver.give("file.save")
    driver.give("file.save")
    driver.wait_saved()
    assert driver.window.file.path == program.folder / "a.journey"
    assert not (program.folder / "b.journey").exists()
    assert mark(driver) == "Saved"


def test_what_is_being_typed_is_saved_as_well(driver: Driver):
    driver.window.workspace.canvas.start_edit(driver.card("P4").id)
    driver.type(" and nobody calls")
    driver.give("file.save")
    driver.wait_saved()
    texts = [card.text for card in driver.saved().all(type(driver.card("P4"))) if card.code == "P4"]
    assert texts[0].endswith(" and nobody calls")


# closing


def test_closing_while_saving_closes_after_the_map_is_in_the_file(driver: Driver):
    rename(driver, "Other")
    path = driver.window.file.path
    driver.give("file.save")
    assert driver.window.close()
    assert driver.person.questions == []
    assert driver.saved(path).map.title == "Other"


def test_the_window_is_painted_while_somebody_waits_for_the_disk(driver: Driver):
    rename(driver, "Other")
    seen: list[str] = []
    QTimer.singleShot(0, driver.window, lambda: seen.append(mark(driver)))
    driver.give("file.save")
    assert driver.window.close()
    assert seen == ["Saving…"]


def test_saving_in_answer_to_the_question_closes_after_the_map_is_in_the_file(driver: Driver):
    rename(driver, "Other")
    path = driver.window.file.path
    driver.person.answers = ["save"]
    assert driver.window.close()
    assert driver.saved(path).map.title == "Other"


def test_a_window_whose_map_could_not_be_saved_stays_open(driver: Driver):
    rename(driver, "Other")
    path = driver.window.file.path
    assert path is not None
    path.chmod(0o444)
    driver.person.answers = ["save", "cancel"]
    assert not driver.window.close()
    assert mark(driver) == "Edited"
    path.chmod(0o644)


def test_a_window_closes_when_its_map_was_saved_somewhere_else(driver: Driver, program: Program):
    rename(driver, "Other")
    path = driver.window.file.path
    assert path is not None
    path.chmod(0o444)
    driver.person.answers, driver.person.paths = ["save", "save_as"], [program.folder / "else.journey"]
    assert driver.window.close()
    assert driver.saved(program.folder / "else.journey").map.title == "Other"
    path.chmod(0o644)


def test_a_window_that_nobody_wants_to_wait_for_closes_and_the_disk_goes_on(
    driver: Driver, program: Program, monkeypatch: pytest.MonkeyPatch
):
    from journeymapper.ui import saving

    monkeypatch.setattr(saving, "PATIENCE_MS", 50)
    rename(driver, "Other")
    path, kept = driver.window.file.path, driver.window.file._kept
    assert kept is not None
    # Saves of one map wait for each other; this one takes its time.
    with kept.keeper._saving:
        driver.give("file.save")
        driver.person.answers = ["wait", "leave"]
        assert driver.window.close()
        assert driver.person.questions == ["The map is still being saved."] * 2
    program.windows.workers.finish(5.0)
    assert driver.saved(path).map.title == "Other"
    assert not list(program.state.journals.iterdir())


# the disk refuses


class Mounts:
    """File systems of a test's own; they need root."""

    def __init__(self) -> None:
        self._points: list[Path] = []

    def mount(self, *words: str | Path) -> bool:
        done = subprocess.run(["mount", *map(str, words)], capture_output=True, check=False).returncode == 0
        if done and Path(words[-1]) not in self._points:
            self._points.append(Path(words[-1]))
        return done

    def end(self) -> None:
        for point in reversed(self._points):
            subprocess.run(["umount", "-l", str(point)], check=False)


@pytest.fixture
def mounts() -> Iterator[Mounts]:
    if os.name == "nt" or os.getuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting file systems needs root")
    made = Mounts()
    yield made
    made.end()


def small_disk(mounts: Mounts, folder: Path) -> Path:
    """A map on a disk that has room for it and for little more."""
    folder.mkdir()
    if not mounts.mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", folder):
        pytest.skip("this machine lets nobody mount a file system")
    path = folder / "map.journey"
    path.write_bytes(template_path(EXAMPLE).read_bytes())
    return path


def plain_file(_mounts: Mounts, folder: Path) -> Path:
    folder.mkdir()
    path = folder / "map.journey"
    path.write_bytes(template_path(EXAMPLE).read_bytes())
    return path


def fill_disk(_mounts: Mounts, path: Path) -> None:
    room = os.statvfs(path.parent).f_bavail * os.statvfs(path.parent).f_bsize
    (path.parent / "full").write_bytes(b"x" * room)


def make_disk_read_only(mounts: Mounts, path: Path) -> None:
    assert mounts.mount("-o", "remount,ro", path.parent)


def refuse_rename(mounts: Mounts, path: Path) -> None:
    """The file becomes the place of a mount, over which nothing can be renamed."""
    other = path.parent / "other"
    shutil.copyfile(path, other)
    assert mounts.mount("--bind", other, path)


def make_file_read_only(_mounts: Mounts, path: Path) -> None:
    path.chmod(0o444)


REFUSALS = {
    "a full disk": (small_disk, fill_disk, "the disk is full"),
    "a read-only disk": (small_disk, make_disk_read_only, "writing there is not allowed"),
    "a rename that is refused": (small_disk, refuse_rename, "cannot be replaced"),
    "a read-only file": (plain_file, make_file_read_only, "writing there is not allowed"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_disk_that_refuses_is_told_in_one_sentence_and_nothing_is_lost(
    program: Program, mounts: Mounts, name: str
):
    place, refuse, reason = REFUSALS[name]
    path = place(mounts, program.folder / "disk")
    before = path.read_bytes()
    driver = program.window()
    driver.window.file.open(path)
    refuse(mounts, path)
    rename(driver, "Other")
    driver.person.answers = ["cancel"]
    driver.give("file.save")
    driver.wait_saved()
    (question,) = driver.person.questions
    assert reason in question
    assert mark(driver) == "Edited"
    assert path.read_bytes() == before
    assert driver.document.map.title == "Other"
    left = {each.name for each in path.parent.iterdir()} - {"full", "other"}
    assert left == {"map.journey"}, "nothing is left lying about"


@pytest.mark.parametrize("name", REFUSALS)
def test_a_map_whose_disk_refuses_is_saved_somewhere_else(program: Program, mounts: Mounts, name: str):
    place, refuse, _reason = REFUSALS[name]
    path = place(mounts, program.folder / "disk")
    driver = program.window()
    driver.window.file.open(path)
    refuse(mounts, path)
    rename(driver, "Other")
    driver.person.answers, driver.person.paths = ["save_as"], [program.folder / "else.journey"]
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Saved"
    assert driver.window.file.path == program.folder / "else.journey"
    assert driver.saved().map.title == "Other"


def test_a_folder_that_has_gone_is_told_and_the_map_is_saved_somewhere_else(program: Program):
    folder = program.folder / "gone"
    folder.mkdir()
    path = folder / "map.journey"
    path.write_bytes(template_path(EXAMPLE).read_bytes())
    driver = program.window()
    driver.window.file.open(path)
    rename(driver, "Other")
    shutil.rmtree(folder)
    driver.person.answers, driver.person.paths = ["save_as"], [program.folder / "else.journey"]
    driver.give("file.save")
    driver.wait_saved()
    assert "its folder is not there" in driver.person.questions[0]
    assert driver.saved().map.title == "Other"


def test_a_file_that_has_gone_is_written_again(driver: Driver):
    path = driver.window.file.path
    assert path is not None
    path.unlink()
    rename(driver, "Other")
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Saved"
    assert driver.saved().map.title == "Other"


def test_a_second_try_succeeds_once_the_disk_lets_it(driver: Driver):
    path = driver.window.file.path
    assert path is not None
    path.chmod(0o444)
    rename(driver, "Other")
    driver.person.answers = ["cancel"]
    driver.give("file.save")
    driver.wait_saved()
    path.chmod(0o644)
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Saved"


def test_the_question_about_a_save_that_failed_is_a_real_one(
    real_program: Program, answering: Callable[..., list[str]]
):
    """With the dialog itself, answered with a key."""
    driver = real_program.example()
    path = driver.window.file.path
    assert path is not None
    path.chmod(0o444)
    rename(driver, "Other")
    seen = answering(driver, Qt.Key.Key_Escape)
    driver.give("file.save")
    driver.wait_until(lambda: bool(seen))
    driver.wait_saved()
    assert "writing there is not allowed" in seen[0]
    assert mark(driver) == "Edited"
    path.chmod(0o644)


@pytest.fixture
def answering() -> Callable[[Driver, Qt.Key], list[str]]:
    """Answers the next dialog with a key; what it says is collected."""

    def answer(driver: Driver, key: Qt.Key) -> list[str]:
        seen: list[str] = []
        timer = QTimer(driver.window)
        timer.setInterval(20)

        def look() -> None:
            box = driver.window.findChild(QMessageBox)
            if box is not None and box.isVisible():
                timer.stop()
                seen.append(box.text())
                QTest.keyClick(box, key)

        timer.timeout.connect(look)
        timer.start()
        return seen

    return answer


def test_without_a_state_folder_the_window_says_so_once_and_saves_all_the_same(program: Program):
    blocked = program.folder / "blocked"
    blocked.write_bytes(b"")
    program.state = StateFolder(blocked / "state")
    driver = program.example()
    rename(driver, "Other")
    driver.wait_until(lambda: bool(program.person.told))
    rename(driver, "Another")
    driver.settle(1300)
    assert [tone for _sentence, tone in program.person.told] == ["problem"]
    driver.give("file.save")
    driver.wait_saved()
    assert mark(driver) == "Saved"
    assert driver.saved().map.title == "Another"
