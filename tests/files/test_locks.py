"""One window a file: locks in the state folder, which the system releases when a process ends."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from journeymapper.files.locks import lock_file, same_place, take_lock
from journeymapper.files.state import StateFolder

HOLDER = """
import sys, time
from pathlib import Path
from journeymapper.files.locks import lock_file
from journeymapper.files.state import StateFolder
lock = lock_file(StateFolder(Path(sys.argv[1])), Path(sys.argv[2]))
print("held" if lock else "refused", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def state(tmp_path: Path) -> StateFolder:
    return StateFolder(tmp_path / "state")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "map.journey").write_bytes(b"")
    return tmp_path / "map.journey"


def start(state: StateFolder, path: Path) -> "subprocess.Popen[str]":
    """Another process that locks the file and stays."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(state.root), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: "subprocess.Popen[str]", number: int = signal.SIGKILL) -> None:
    process.send_signal(number)
    process.communicate()


def test_a_second_window_of_one_process_does_not_get_the_file(state, path):
    lock = lock_file(state, path)
    assert lock is not None
    assert lock_file(state, path) is None
    lock.release()
    assert lock_file(state, path) is not None


def test_another_process_does_not_get_the_file_until_this_one_lets_go(state, path):
    lock = lock_file(state, path)
    assert lock is not None
    first = start(state, path)
    assert said(first) == "refused"
    end(first)
    lock.release()
    second = start(state, path)
    assert said(second) == "held"
    end(second)


def test_a_killed_process_holds_nothing(state, path):
    process = start(state, path)
    assert said(process) == "held"
    assert lock_file(state, path) is None
    end(process)
    assert lock_file(state, path) is not None


def test_a_file_is_the_same_by_whatever_way_it_is_reached(state, path, tmp_path):
    (tmp_path / "link.journey").symlink_to(path)
    assert lock_file(state, tmp_path / "link.journey") is not None
    assert lock_file(state, tmp_path / "x" / ".." / "map.journey") is None


def test_two_files_are_locked_apart(state, path, tmp_path):
    assert lock_file(state, path) is not None
    assert lock_file(state, tmp_path / "other.journey") is not None


def test_releasing_twice_lets_nobody_elses_lock_go(state, path):
    first = lock_file(state, path)
    assert first is not None
    first.release()
    second = lock_file(state, path)
    assert second is not None
    first.release()
    assert lock_file(state, path) is None


def test_a_lock_leaves_nothing_behind_and_tells_nothing(state, path):
    lock = lock_file(state, path)
    assert lock is not None
    (file,) = state.locks.iterdir()
    assert file.read_bytes() == b""
    assert "map" not in file.name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(state.locks.stat().st_mode) == 0o700
    lock.release()
    assert list(state.locks.iterdir()) == []
    assert list(path.parent.glob("*lock*")) == []


def test_who_locks_a_file_that_goes_at_that_moment_locks_the_new_one(state, path, monkeypatch):
    first = lock_file(state, path)
    assert first is not None
    (file,) = state.locks.iterdir()
    tries: list[Path] = []
    real = os.open

    def slow(name, *arguments, **named):
        handle = real(name, *arguments, **named)
        if not tries:
            first.release()
        tries.append(name)
        return handle

    monkeypatch.setattr(os, "open", slow)
    assert take_lock(file) is not None
    assert len(tries) == 2
    assert take_lock(file) is None


def test_a_state_folder_that_cannot_be_written_keeps_nobody_from_working(tmp_path, path):
    (tmp_path / "file").write_bytes(b"")
    state = StateFolder(tmp_path / "file")
    first, second = lock_file(state, path), lock_file(state, path)
    assert first is not None
    assert second is not None
    first.release()


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_one_file_in_other_letters_is_one_where_disks_take_them_for_the_same(
    state, monkeypatch, tmp_path, system
):
    monkeypatch.setattr(sys, "platform", system)
    held = lock_file(state, tmp_path / "Ma\u0308p.journey")
    assert held is not None
    assert lock_file(state, tmp_path / "M\u00c4P.journey") is None
    held.release()


def test_two_files_in_other_letters_are_two_where_disks_tell_them_apart(state, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    held = [lock_file(state, tmp_path / name) for name in ("map.journey", "MAP.journey")]
    assert None not in held


def test_a_place_is_known_by_other_letters_where_the_disk_takes_them_for_the_same(tmp_path):
    path, other = tmp_path / "map.journey", tmp_path / "MAP.journey"
    path.write_bytes(b"x")
    assert not same_place(path, other)
    os.link(path, other)
    assert same_place(path, other)
    os.link(path, tmp_path / "else.journey")
    assert not same_place(path, tmp_path / "else.journey")
