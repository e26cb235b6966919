"""The one function that writes a user's file: all of it or none of it."""

import errno
import os
import secrets
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from journeymapper.files import disk, writer
from journeymapper.files.writer import may_write, write_file
from journeymapper.model.errors import FileProblem

OLD, NEW = b"the old bytes", b"the new bytes, which are more"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "map.journey"
    path.write_bytes(OLD)
    return path


def refused(path: Path, data: bytes = NEW) -> str:
    with pytest.raises(FileProblem) as caught:
        write_file(path, data)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_new_file_is_written(tmp_path):
    write_file(tmp_path / "new.journey", NEW)
    assert (tmp_path / "new.journey").read_bytes() == NEW


def test_an_old_file_is_replaced(target):
    write_file(target, NEW)
    assert target.read_bytes() == NEW


def test_an_empty_file_can_be_written(target):
    write_file(target, b"")
    assert target.read_bytes() == b""


def test_nothing_else_is_left_in_the_folder(target):
    write_file(target, NEW)
    assert list(target.parent.iterdir()) == [target]


def test_the_old_file_is_never_written_into(target):
    with target.open("rb") as reader:
        write_file(target, NEW)
        assert reader.read() == OLD


def test_the_permissions_of_the_old_file_stay(target):
    target.chmod(0o640)
    write_file(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_and_group_of_the_old_file_stay(target):
    os.chown(target, 12345, 23456)
    write_file(target, NEW)
    assert (target.stat().st_uid, target.stat().st_gid) == (12345, 23456)


def test_a_new_file_gets_the_usual_permissions(tmp_path):
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "new.journey", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.journey").stat().st_mode) == 0o640


def test_a_link_stays_a_link_and_its_target_is_written(target, tmp_path):
    link = tmp_path / "link.journey"
    link.symlink_to(target)
    write_file(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_what_a_link_points_at_is_written_in_its_own_folder(target, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "link.journey"
    link.symlink_to(target)
    write_file(link, NEW)
    assert list(folder.iterdir()) == [link]


def test_a_link_to_nothing_makes_the_file_it_names(tmp_path):
    link = tmp_path / "link.journey"
    link.symlink_to(tmp_path / "later.journey")
    write_file(link, NEW)
    assert (tmp_path / "later.journey").read_bytes() == NEW


def test_a_name_in_any_script_is_written(tmp_path):
    path = tmp_path / "Reise – 旅 – رحلة ☕.journey"
    write_file(path, NEW)
    assert path.read_bytes() == NEW


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path):
    path = tmp_path / ("n" * 247 + ".journey")
    write_file(path, NEW)
    assert path.read_bytes() == NEW


def test_the_bytes_on_the_disk_are_handed_to_the_verifier(target):
    seen: list[bytes] = []
    write_file(target, NEW, verify=seen.append)
    assert seen == [NEW]


def test_what_the_verifier_refuses_does_not_take_the_files_place(target):
    def refuse(_data: bytes) -> None:
        raise FileProblem("no")

    with pytest.raises(FileProblem, match=r"^no$"):
        write_file(target, NEW, verify=refuse)
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


# what the system refuses


def test_a_folder_in_the_way_is_told(tmp_path):
    (tmp_path / "map.journey").mkdir()
    assert "there is a folder of that name" in refused(tmp_path / "map.journey")


def test_a_missing_folder_is_told(tmp_path):
    assert "its folder is not there" in refused(tmp_path / "gone" / "map.journey")


def test_a_folder_that_is_a_file_is_told(target):
    assert "its folder is not a folder" in refused(target / "map.journey")


def test_a_name_too_long_is_told(tmp_path):
    assert "the name is too long" in refused(tmp_path / ("n" * 300 + ".journey"))
    assert list(tmp_path.iterdir()) == []


def test_links_in_a_circle_are_told(tmp_path):
    (tmp_path / "a.journey").symlink_to(tmp_path / "b.journey")
    (tmp_path / "b.journey").symlink_to(tmp_path / "a.journey")
    assert "lead in a circle" in refused(tmp_path / "a.journey")


def test_a_device_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe.journey")
    assert "there is a device, a pipe or a socket" in refused(tmp_path / "pipe.journey")
    assert stat.S_ISFIFO((tmp_path / "pipe.journey").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="a device of Unix")
def test_nothing_is_written_to_a_device(tmp_path):
    (tmp_path / "nowhere.journey").symlink_to("/dev/null")
    assert "there is a device, a pipe or a socket" in refused(tmp_path / "nowhere.journey")
    assert Path("/dev/null").is_char_device()


def test_nothing_is_written_to_a_socket(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the names of sockets are short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.journey")
        assert "there is a device, a pipe or a socket" in refused(tmp_path / "s.journey")
    assert (tmp_path / "s.journey").is_socket()


def test_a_name_that_no_file_can_have_is_told(tmp_path):
    assert "no file can have such a name" in refused(tmp_path / "a\0b.journey")


def test_a_file_that_has_the_temporary_name_is_neither_written_nor_removed(target, monkeypatch):
    monkeypatch.setattr(secrets, "token_hex", lambda _length: "taken")
    victim = target.with_name("victim")
    victim.write_bytes(OLD)
    link = target.with_name(f".journeymapper-{writer._short(target)}-taken.tmp")
    link.symlink_to(victim)
    refused(target)
    assert link.is_symlink()
    assert (victim.read_bytes(), target.read_bytes()) == (OLD, OLD)


def test_a_file_marked_read_only_is_respected(target):
    target.chmod(0o444)
    assert "not allowed" in refused(target)
    assert target.read_bytes() == OLD


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(target):
    target.parent.chmod(0o555)
    try:
        assert "not allowed" in refused(target)
    finally:
        target.parent.chmod(0o755)
    assert target.read_bytes() == OLD


LIMITED = """
import resource, signal, sys
from pathlib import Path
from journeymapper.files import disk, writer
from journeymapper.files.writer import write_file
from journeymapper.model.errors import FileProblem
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    write_file(Path(sys.argv[1]), bytes(50_000))
except FileProblem as problem:
    print(problem)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on file size")
def test_a_disk_that_takes_only_part_of_it_leaves_the_old_file(target):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(target)], capture_output=True, text=True, check=True
    )
    assert "larger than the disk allows" in done.stdout
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("call", ["open", "write", "fsync", "close", "replace"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EIO, "the disk reports a fault"),
        (errno.EDQUOT, "used up"),
        (errno.EACCES, "not allowed"),
        (errno.EROFS, "read-only"),
    ],
)
def test_an_error_at_any_call_leaves_the_old_file_and_says_why(target, monkeypatch, call, number, words):
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    real_close = os.close

    def close_and_fail(handle: int) -> None:
        real_close(handle)
        fail()

    with monkeypatch.context() as patch:
        patch.setattr(os, call, close_and_fail if call == "close" else fail)
        sentence = refused(target)
    assert words in sentence
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_bytes_that_come_back_changed_do_not_take_the_files_place(target, monkeypatch):
    real_write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real_write(handle, bytes(len(data))))
    assert "the disk reports a fault" in refused(target)
    assert target.read_bytes() == OLD


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_them_all(target, monkeypatch):
    real_write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real_write(handle, bytes(data[:3])))
    write_file(target, NEW)
    assert target.read_bytes() == NEW


def test_the_file_is_synced_before_it_takes_the_old_ones_place_and_the_folder_after(target, monkeypatch):
    done: list[str] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_fsync(handle)

    def replace(*arguments: Path) -> None:
        done.append("replace")
        real_replace(*arguments)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    write_file(target, NEW)
    assert done == ["file", "replace", "folder"]


def test_a_folder_that_cannot_be_synced_does_not_spoil_the_save(target, monkeypatch):
    real_fsync = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real_fsync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_file(target, NEW)
    assert target.read_bytes() == NEW


def test_what_may_not_last_is_told_though_the_file_holds_it(target, monkeypatch):
    real_fsync = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real_fsync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    sentence = refused(target)
    assert "holds the new content, but that may not survive a power cut: the disk reports a fault" in sentence
    assert "could not be written" not in sentence
    assert target.read_bytes() == NEW


class Held(PermissionError):
    """What Windows says of a file that another program holds."""

    winerror = 32


@pytest.mark.parametrize("times", [3, 1000])
def test_a_file_that_another_program_holds_is_tried_again_for_a_second(target, monkeypatch, times):
    tried, slept = 0, 0.0
    real = Path.replace

    def replace(path: Path, other: Path) -> None:
        nonlocal tried
        tried += 1
        if tried <= times:
            raise Held(errno.EACCES, os.strerror(errno.EACCES))
        real(path, other)

    def sleep(seconds: float) -> None:
        nonlocal slept
        slept += seconds

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(time, "sleep", sleep)
    if times < 10:
        write_file(target, NEW)
    else:
        assert "another program is using the file" in refused(target)
    assert target.read_bytes() == (NEW if times < 10 else OLD)
    assert list(target.parent.iterdir()) == [target]
    assert 0 < slept <= 1


def test_a_disk_that_forgets_is_asked_to_write_all_of_it(target, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(disk, "_FULL_SYNC", 51)
    monkeypatch.setattr(disk, "_ask", lambda _handle, request: asked.append(request))
    monkeypatch.setattr(os, "fsync", lambda _handle: pytest.fail("asked for less"))
    write_file(target, NEW)
    assert asked == [51, 51]


def test_a_disk_that_cannot_be_asked_so_is_synced_as_usual(target, monkeypatch):
    done: list[int] = []
    monkeypatch.setattr(disk, "_FULL_SYNC", 51)

    def refuse(_handle: int, _request: int) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr(disk, "_ask", refuse)
    monkeypatch.setattr(os, "fsync", done.append)
    write_file(target, NEW)
    assert len(done) == 2


def test_what_the_system_refuses_to_write_may_not_be_written_nor_what_is_marked_read_only(tmp_path: Path):
    path = tmp_path / "map.journey"
    assert may_write(path), "what is not there can be made"
    path.write_bytes(b"")
    assert may_write(path)
    assert not may_write(path, lambda _path, _mode: False)
    path.chmod(0o444)
    assert not may_write(path, lambda _path, _mode: True)
