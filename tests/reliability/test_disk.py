"""The simulator of power cuts: it sees every change, and it knows what lasts and what may be lost."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from journeymapper.files import writer
from journeymapper.files.writer import write_file
from tests.reliability.disk.crashes import cuts
from tests.reliability.disk.model import found_in, rebuilt
from tests.reliability.disk.operations import Create, Rename, Sync, SyncFolder, Write
from tests.reliability.disk.recorder import Recorder
from tests.reliability.disk.syscalls import UnseenWrite

OLD, NEW = b"old " * 500, b"new " * 700


def put(path: Path, data: bytes, flags: int = os.O_CREAT | os.O_TRUNC) -> None:
    handle = os.open(path, os.O_WRONLY | flags)
    os.write(handle, data)
    os.close(handle)


def sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def states(recorder: Recorder, count: int = 3_000) -> list[dict[str, bytes | None]]:
    """What a cut may leave after everything, with repetitions."""
    found = list(cuts(recorder.operations, count * (len(recorder.operations) + 1), random.Random(1)))
    return [cut.content for cut in found if cut.after == len(recorder.operations)]


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    return Recorder(tmp_path)


def test_a_recording_rebuilt_is_what_was_done(tmp_path, recorder):
    dice = random.Random(3)
    with recorder.recording():
        (tmp_path / "folder").mkdir()
        for number in range(200):
            path = tmp_path / dice.choice(("", "folder")) / str(dice.randint(0, 5))
            match dice.randint(0, 4):
                case 0:
                    put(path, dice.randbytes(dice.randint(0, 99)))
                case 1:
                    put(path, dice.randbytes(dice.randint(0, 99)), os.O_CREAT | os.O_APPEND)
                case 2 if path.exists():
                    path.replace(tmp_path / str(number))
                case 3 if path.exists():
                    handle = os.open(path, os.O_RDWR)
                    os.lseek(handle, dice.randint(0, 150), os.SEEK_SET)
                    os.write(handle, b"middle")
                    os.ftruncate(handle, dice.randint(0, 150))
                    os.close(handle)
                case 4:
                    path.unlink(missing_ok=True)
    assert rebuilt(recorder.operations).content() == found_in(tmp_path)
    assert len(recorder.operations) > 200


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_bytes(b"x"),
        lambda path: path.open("a").close(),
        lambda path: os.link(path.parent, path),
        lambda path: path.symlink_to("elsewhere"),
    ],
    ids=["write_bytes", "open", "link", "symlink"],
)
def test_what_cannot_be_seen_is_refused(tmp_path: Path, recorder, write: Callable[[Path], None]) -> None:
    with recorder.recording(), pytest.raises(UnseenWrite):
        write(tmp_path / "file")


def test_after_the_recording_nothing_is_watched_any_more(tmp_path, recorder):
    with recorder.recording():
        put(tmp_path / "file", OLD)
    seen = len(recorder.operations)
    (tmp_path / "file").write_bytes(NEW)
    assert len(recorder.operations) == seen


def test_what_was_synced_with_its_folder_is_there_in_every_state(tmp_path, recorder):
    with recorder.recording():
        put(tmp_path / "file", OLD)
        sync(tmp_path / "file")
        sync(tmp_path)
    assert {state["file"] for state in states(recorder)} == {OLD}


def test_what_was_not_synced_may_be_torn_zero_or_full_of_holes(tmp_path, recorder):
    with recorder.recording():
        put(tmp_path / "file", NEW)
        sync(tmp_path)
    found = {state["file"] or b"" for state in states(recorder)}
    assert {b"", NEW} <= found
    assert any(NEW.startswith(data) and 0 < len(data) < len(NEW) for data in found)
    assert any(len(data) == len(NEW) and not data.strip(b"\0") for data in found)
    assert any(len(data) == len(NEW) and data[-4:] == b"new " and b"\0" in data for data in found)


def test_a_file_whose_folder_was_not_synced_may_be_gone(tmp_path, recorder):
    with recorder.recording():
        put(tmp_path / "file", OLD)
        sync(tmp_path / "file")
    assert {state.get("file") for state in states(recorder)} == {None, OLD}


def test_what_was_appended_after_a_sync_leaves_the_synced_part(tmp_path, recorder):
    with recorder.recording():
        put(tmp_path / "file", OLD)
        sync(tmp_path / "file")
        sync(tmp_path)
        put(tmp_path / "file", NEW, os.O_APPEND)
    found = [state["file"] or b"" for state in states(recorder)]
    assert all(data.startswith(OLD) for data in found)
    assert len(set(found)) > 100


def test_a_rename_may_be_seen_before_the_bytes_of_the_file(tmp_path, recorder):
    with recorder.recording():
        put(tmp_path / "new", NEW)
        (tmp_path / "new").rename(tmp_path / "file")
    found = [tuple(sorted(state)) for state in states(recorder)]
    assert set(found) == {(), ("new",), ("file",)}
    assert any(state.get("file") == b"" for state in states(recorder))


def test_changes_of_different_names_may_last_in_any_order(tmp_path, recorder):
    with recorder.recording():
        put(tmp_path / "first", b"")
        put(tmp_path / "second", b"")
    assert {tuple(sorted(state)) for state in states(recorder)} == {
        (),
        ("first",),
        ("second",),
        ("first", "second"),
    }


def test_a_sync_covers_only_what_was_written_before_it_began():
    operations = [
        Create(0, "file", 1),
        Write(0, 1, 0, b"early"),
        Write(0, 1, 5, b" late"),
        Sync(0, 1, 2),
        SyncFolder(0, "", 4),
    ]
    found = {cut.content.get("file") for cut in cuts(operations, 6_000, random.Random(1)) if cut.after == 5}
    assert b"early" in found
    assert b"early late" in found
    assert all(data is not None and data.startswith(b"early") for data in found)


def test_a_file_in_a_folder_that_was_lost_is_lost(tmp_path, recorder):
    with recorder.recording():
        (tmp_path / "folder").mkdir()
        put(tmp_path / "folder" / "file", OLD)
        sync(tmp_path / "folder" / "file")
        sync(tmp_path / "folder")
    assert {tuple(sorted(state)) for state in states(recorder)} == {(), ("folder", "folder/file")}


def test_of_two_renames_of_a_name_the_later_needs_the_earlier():
    operations = [
        Create(0, "a", 1),
        SyncFolder(0, "", 1),
        Rename(0, "a", "b"),
        Rename(0, "b", "c"),
    ]
    found = [tuple(cut.content) for cut in cuts(operations, 3_000, random.Random(1)) if cut.after == 4]
    assert set(found) == {("a",), ("b",), ("c",)}


# the one writer, and ways to break it


def in_place(path: Path, data: bytes) -> None:
    put(path, data)
    sync(path)
    sync(path.parent)


def saves(root: Path, write: Callable[[Path, bytes], None], recorder: Recorder) -> int:
    """How many states of three saves show anything but the old or the new bytes."""
    versions: list[bytes | None] = [None, *(random.Random(number).randbytes(5_000) for number in range(3))]
    with recorder.recording():
        for number, data in enumerate(versions[1:], 1):
            recorder.mark("begun", number)
            write(root / "map.journey", data or b"")
            recorder.mark("saved", number)
    wrong = 0
    for cut in cuts(recorder.operations, 3_000, random.Random(1)):
        allowed = versions[cut.told.get("saved", 0) : cut.told.get("begun", 0) + 1]
        wrong += cut.content.get("map.journey") not in allowed
    return wrong


def test_no_cut_shows_a_half_written_file(tmp_path, recorder):
    assert saves(tmp_path, write_file, recorder) == 0


def test_saving_in_place_is_caught(tmp_path, recorder):
    assert saves(tmp_path, in_place, recorder) > 300


@pytest.mark.parametrize("folder", [False, True])
def test_a_save_without_a_sync_is_caught(tmp_path, folder):
    recorder = Recorder(tmp_path)
    recorder.skips = lambda _name, is_folder: is_folder == folder
    assert saves(tmp_path, write_file, recorder) > 300


def test_a_sync_after_the_rename_is_caught(tmp_path, recorder, monkeypatch):
    def sync_late(handle: int, data: bytes, _old: object) -> None:
        os.write(handle, data)
        os.close(handle)

    monkeypatch.setattr(writer, "_fill", sync_late)

    def write_and_sync(path: Path, data: bytes) -> None:
        write_file(path, data)
        sync(path)

    assert saves(tmp_path, write_and_sync, recorder) > 100
