"""What two people, a failing disk, a signal or a crash at a bad moment must not take from anybody."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from journeymapper.edit.cards import add_card
from journeymapper.edit.places import Place
from journeymapper.files.archive import Entry
from journeymapper.files.codec import decode, encode
from journeymapper.files.journal import tape
from journeymapper.files.journey import load, save
from journeymapper.files.keeping import Keeper
from journeymapper.files.locks import lock_file
from journeymapper.files.manifest import Foreign
from journeymapper.files.recovery import Recoverable, find_recoverable
from journeymapper.files.templates import from_template
from journeymapper.files.versions import read_version, versions_of
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source
from journeymapper.model.patch import make_patch
from journeymapper.model.records import Card
from journeymapper.ui.faults import Faults
from journeymapper.ui.leaving import Leaving
from journeymapper.ui.log_file import LogFile
from journeymapper.ui.opening import recover_kept
from journeymapper.ui.versions_window import VersionsWindow
from tests.gui.driving import Driver, Program
from tests.gui.process import Running

UNKNOWN = Foreign((Entry("later/notes.bin", b"of a later version"),), {"later": 1})


def mark(driver: Driver) -> str:
    return driver.window.title_row.saved.text()


def path_of(driver: Driver) -> Path:
    path = driver.window.file.path
    assert path is not None
    return path


def rename(driver: Driver, title: str) -> None:
    with driver.store.edit("Rename") as tx:
        tx.change(driver.document.map.id, title=title)


def save_map(driver: Driver, *answers: str) -> None:
    driver.person.answers = list(answers)
    driver.give("file.save")
    driver.wait_saved()


def written_by_another(path: Path, title: str) -> None:
    document = load(path).document
    about = document.map
    document.apply(make_patch({about.id: (about, replace(about, title=title))}))
    save(document, path)


def come_back(driver: Driver) -> None:
    """Another window was in front, and now this one is again."""
    driver.window.activateWindow()
    driver.settle()
    QApplication.sendEvent(driver.window, QEvent(QEvent.Type.ActivationChange))
    driver.wait_until(lambda: not driver.program.windows.workers.busy)


@pytest.fixture
def driver(program: Program) -> Driver:
    return program.example()


# somebody else wrote the file


def test_what_a_merge_writes_over_is_kept_as_a_version(driver: Driver, program: Program):
    written_by_another(path_of(driver), "Theirs")
    with driver.store.edit("Edit") as tx:
        tx.change(driver.card("P4").id, text="Mine")
    theirs = path_of(driver).read_bytes()
    save_map(driver, "merge")
    assert mark(driver) == "Saved"
    kept = [read_version(version) for version in versions_of(program.state, path_of(driver))]
    assert theirs in kept


def test_a_merge_that_was_undone_before_it_could_be_saved_is_asked_about_again(driver: Driver):
    path = path_of(driver)
    written_by_another(path, "Theirs")
    with driver.store.edit("Edit") as tx:
        tx.change(driver.card("P4").id, text="Mine")
    theirs = path.read_bytes()
    path.chmod(0o444)
    save_map(driver, "merge", "cancel")
    assert driver.document.map.title == "Theirs"
    path.chmod(0o644)
    driver.give("edit.undo")
    driver.person.questions.clear()
    save_map(driver, "cancel")
    assert "changed by another program" in driver.person.questions[0]
    assert path.read_bytes() == theirs


def test_another_map_at_the_same_place_is_not_merged_with(driver: Driver):
    path = path_of(driver)
    save(from_template("empty", id_source(77)), path)
    theirs = path.read_bytes()
    rename(driver, "Mine")
    count = len(driver.document)
    save_map(driver, "merge")
    assert len(driver.document) == count
    assert "Another map" in driver.person.told[-1][0]
    assert path.read_bytes() == theirs
    save_map(driver, "reload", "discard")
    assert driver.document.map.id == load(path).document.map.id
    assert mark(driver) == "Saved"
    assert path.read_bytes() == theirs


@pytest.mark.parametrize("theirs", [Foreign((), {"later": 1}), replace(UNKNOWN, manifest={"later": 2})])
def test_a_file_that_differs_in_what_this_version_does_not_know_is_not_merged(
    program: Program, theirs: Foreign
):
    path = program.folder / "later.journey"
    document = from_template("empty", id_source(77))
    path.write_bytes(encode(document, foreign=UNKNOWN))
    driver = program.window()
    driver.window.file.open(path)
    path.write_bytes(encode(document, foreign=theirs))
    before = path.read_bytes()
    rename(driver, "Mine")
    save_map(driver, "merge")
    assert "newer version" in program.person.told[-1][0]
    assert path.read_bytes() == before


def test_a_merge_without_conflicts_says_what_came_in(driver: Driver):
    path = path_of(driver)
    written_by_another(path, "Theirs")
    with driver.store.edit("Edit") as tx:
        tx.change(driver.card("P4").id, text="Mine")
    save_map(driver, "merge")
    assert driver.person.merged is None
    sentence, tone = driver.person.told[-1]
    assert tone == "done"
    assert sentence.startswith("Merged. From the file came Map: title")
    assert "“Theirs”" in sentence


def test_what_merging_changed_is_told_where_there_is_nothing_to_choose(driver: Driver):
    """Both made a card, and both cards got the same code."""
    path, like = path_of(driver), driver.card("P4")
    place = Place(like.lane, like.stage)
    before = path.read_bytes()
    with driver.store.edit("Add card") as tx:
        add_card(tx, place, like.kind, text="Theirs", code="P90")
    save_map(driver)
    theirs = path.read_bytes()
    path.write_bytes(before)
    driver.window.file.reload()
    with driver.store.edit("Add card") as tx:
        add_card(tx, place, like.kind, text="Mine", code="P90")
    path.write_bytes(theirs)
    save_map(driver, "merge")
    assert mark(driver) == "Saved"
    assert driver.person.merged is None
    assert "a code that another new card has too" in driver.person.told[-1][0]


# loading anew


def test_loading_a_file_anew_writes_nothing(driver: Driver):
    path = path_of(driver)
    written_by_another(path, "Theirs")
    before = path.stat()
    come_back(driver)
    driver.person.take("changed on disk", "reload")
    driver.wait_saved()
    assert driver.document.map.title == "Theirs"
    assert mark(driver) == "Saved"
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_map_that_was_loaded_anew_is_saved_and_merged_from_there(driver: Driver):
    path = path_of(driver)
    written_by_another(path, "Theirs")
    driver.window.file.reload()
    rename(driver, "Mine")
    save_map(driver)
    assert driver.person.questions == []
    assert load(path).document.map.title == "Mine"


def test_a_map_open_for_reading_is_loaded_anew_without_a_question(program: Program, example: Path):
    other = lock_file(program.state, example)
    assert other is not None
    driver = program.window()
    program.person.answers = ["read"]
    driver.window.file.open(example)
    written_by_another(example, "Theirs")
    program.person.questions.clear()
    come_back(driver)
    program.person.take("changed on disk", "reload")
    driver.settle()
    assert program.person.questions == []
    assert driver.document.map.title == "Theirs"
    assert mark(driver) == "Read-only"
    other.release()


def test_the_offer_to_load_a_file_anew_goes_with_the_first_edit(driver: Driver):
    written_by_another(path_of(driver), "Theirs")
    come_back(driver)
    offer, answer = driver.person.offers["changed on disk"]
    rename(driver, "Mine")
    assert driver.person.offers == {}
    # One who is quick enough to click it all the same is asked, as a save asks.
    driver.person.answers = ["cancel"]
    answer(offer.options[0].key)
    assert "changed by another program" in driver.person.questions[0]
    assert driver.document.map.title == "Mine"


# saving


def test_saving_as_another_file_waits_for_the_present_save_and_is_not_forgotten(driver: Driver):
    rename(driver, "First")
    driver.give("file.save")
    rename(driver, "Second")
    driver.person.paths = [driver.program.folder / "other.journey"]
    driver.give("file.save_as")
    driver.give("file.save")
    driver.wait_saved()
    assert path_of(driver).name == "other.journey"
    assert driver.saved().map.title == "Second"


def test_another_file_that_was_asked_for_is_written_although_the_save_before_fails(driver: Driver):
    path = path_of(driver)
    path.chmod(0o444)
    rename(driver, "Other")
    driver.give("file.save")
    driver.person.paths = [driver.program.folder / "other.journey"]
    driver.give("file.save_as")
    driver.wait_saved()
    path.chmod(0o644)
    assert path_of(driver).name == "other.journey"
    assert mark(driver) == "Saved"


def test_a_save_for_which_no_thread_can_begin_is_told_and_can_be_tried_again(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    begin = threading.Thread.start

    def refuse(thread: threading.Thread) -> None:
        if thread.name == "saving":
            raise RuntimeError("can't start new thread")
        begin(thread)

    rename(driver, "Other")
    with monkeypatch.context() as crowded:
        crowded.setattr(threading.Thread, "start", refuse)
        save_map(driver, "cancel")
    assert "no room" in driver.person.questions[0]
    assert mark(driver) == "Edited"
    save_map(driver)
    assert mark(driver) == "Saved"


# ending


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_keeper: Keeper, _job: object) -> None:
        time.sleep(0.3)
        raise FileProblem("the disk is gone")

    monkeypatch.setattr(Keeper, "run", fail)


@pytest.mark.usefixtures("failing")
def test_nobody_is_asked_about_a_save_that_fails_while_the_program_ends(program: Program):
    driver = program.example()
    rename(driver, "Other")
    driver.give("file.save")
    program.windows.end()
    assert program.person.questions == []
    (found,) = find_recoverable(program.state)
    assert found.steps == 1
    found.dead.place.release()


def test_a_signal_while_a_save_fails_ends_the_program(
    running: Callable[..., Running], example: Path, tmp_path: Path
):
    program = running("fail_to_save", example)
    program.wait_for(lambda said: said == "saving")
    asked = time.monotonic()
    program.process.send_signal(signal.SIGTERM)
    assert program.end() == (0, "")
    assert time.monotonic() - asked < 6.0


def test_a_signal_that_is_ignored_stays_ignored(dressed: QApplication):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    leaving = Leaving(lambda: None, dressed)
    leaving.listen()
    try:
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        leaving.stop()
        leaving.deleteLater()
        signal.signal(signal.SIGHUP, before)


def test_a_text_that_the_map_does_not_take_is_asked_about_when_the_window_closes(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    driver.canvas.start_edit(driver.card("P4").id)
    driver.type("!")
    monkeypatch.setattr(type(driver.workspace), "commit_drafts", lambda _self: None)
    driver.person.answers = ["stay"]
    assert not driver.window.close()
    assert "could not be put into the map" in driver.person.questions[0]
    driver.person.answers = ["leave"]
    assert driver.window.close()
    (found,) = find_recoverable(driver.program.state)
    assert found.text
    found.dead.place.release()


# faults


@pytest.fixture
def hearing(program: Program, tmp_path: Path) -> Iterator[Faults]:
    owner = QObject()
    faults = Faults(LogFile(lambda: tmp_path), program.windows.flush, owner)
    faults.listen()
    faults.attend()
    yield faults
    faults.stop()
    owner.deleteLater()


@pytest.mark.parametrize("how", ["cleaning up", "hook"])
def test_a_fault_within_the_journal_does_not_wait_for_the_journal(
    driver: Driver, hearing: Faults, monkeypatch: pytest.MonkeyPatch, how: str
):
    class Broken:
        def __del__(self) -> None:
            raise ValueError

    append = tape._File.append

    def disturbed(file: tape._File, payloads: list[bytes]) -> None:
        if how == "hook":
            sys.excepthook(ValueError, ValueError(), None)
        else:
            Broken()
        append(file, payloads)

    rename(driver, "First")
    monkeypatch.setattr(tape._File, "append", disturbed)
    # Without a thread of its own a deadlock would end the test run, not the test.
    import faulthandler

    faulthandler.dump_traceback_later(20, exit=True)
    rename(driver, "Second")
    faulthandler.cancel_dump_traceback_later()
    assert hearing.counts


# recovering


def test_recovered_work_is_not_taken_back_by_a_merge(
    running: Callable[..., Running], program: Program, example
):
    """The journal was lost in between, and made anew from the map as it was then."""
    found = killed_with_a_base_of_its_own(program, running, example)
    kept = recover_kept(program.windows, found).kept
    title = kept.store.document.map.title
    assert title.startswith("Title")
    assert kept.base is not None
    assert kept.base.records[kept.store.document.map.id].title == "Buying running shoes"  # type: ignore[attr-defined]
    kept.close(discard=True)


def test_where_nobody_knows_what_the_file_held_merging_is_refused(
    running: Callable[..., Running], program: Program, example: Path
):
    found = killed_with_a_base_of_its_own(program, running, example)
    written_by_another(example, "Theirs")
    for version in versions_of(program.state, example):
        version.path.unlink()
    kept = recover_kept(program.windows, found).kept
    driver = program.window()
    driver.window.file.take(kept)
    mine = driver.document.map.title
    save_map(driver, "merge")
    assert "Nobody knows any more" in program.person.told[-1][0]
    assert driver.document.map.title == mine
    assert load(example).document.map.title == "Theirs"


def killed_with_a_base_of_its_own(
    program: Program, running: Callable[..., Running], path: Path
) -> Recoverable:
    other = running("lose_the_journal", path)
    other.wait_for(lambda said: said == "made anew")
    other.kill()
    (found,) = find_recoverable(program.state)
    match = found.dead.match
    assert match is not None
    assert match.own
    assert match.path == path
    return found


def test_a_map_that_is_opened_from_the_folder_it_lies_in_is_known_by_its_whole_path(
    program: Program, example: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(example.parent)
    driver = program.window()
    driver.window.file.open(Path(os.curdir) / example.name)
    assert path_of(driver) == example


def test_a_file_that_a_window_shows_is_brought_to_the_front_and_not_opened_once_more(driver: Driver):
    driver.window.file.open_as_it_is(path_of(driver))
    assert driver.person.questions == []
    assert len(driver.program.windows.open) == 1


# what this version does not know


@pytest.mark.parametrize("way", ["copy", "version", "beside"])
def test_what_this_version_does_not_know_is_in_what_is_opened_in_place_of_a_file(program: Program, way: str):
    path = program.folder / "later.journey"
    path.write_bytes(encode(from_template("empty", id_source(77)), foreign=UNKNOWN))
    driver = program.window()
    driver.window.file.open(path)
    rename(driver, "Other")
    save_map(driver)
    opened = opened_instead(driver, path, way)
    program.person.paths = [program.folder / "copy.journey"]
    save_map(opened)
    found = decode((program.folder / "copy.journey").read_bytes()).foreign
    assert (found.entries, found.manifest) == (UNKNOWN.entries, UNKNOWN.manifest)
    assert list(opened.document.all(Card)) == list(load(program.folder / "copy.journey").document.all(Card))


def opened_instead(driver: Driver, path: Path, way: str) -> Driver:
    program = driver.program
    if way == "beside":
        driver.give("file.versions")
        assert program.person.desk is not None
        program.person.desk.open_beside(program.person.desk.versions()[0])
        return Driver(program.windows.open[-1], program)
    driver.window.close()
    lock = lock_file(program.state, path) if way == "copy" else None
    if way == "version":
        path.write_bytes(b"")
    again = program.window()
    program.person.answers = [way]
    again.window.file.open(path)
    if lock is not None:
        lock.release()
    return again


def test_the_versions_of_a_map_are_not_shown_any_more_when_it_is_opened_anew(real_program: Program):
    """What they would be restored into is gone."""
    driver = real_program.example()
    path = path_of(driver)
    rename(driver, "Other")
    save_map(driver)
    driver.give("file.versions")
    (shown,) = driver.window.findChildren(VersionsWindow)
    gone: list[bool] = []
    shown.destroyed.connect(lambda: gone.append(True))
    path.write_bytes(encode(load(path).document, foreign=UNKNOWN))
    driver.window.file.reload()
    driver.wait_until(lambda: bool(gone))
    assert mark(driver) == "Saved"
