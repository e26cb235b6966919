"""The commands that open a window, where there is none to be had."""

import socket
import sys

import pytest

from journeymapper.cli.demo import free_place, write_demo
from journeymapper.cli.display import (
    QT_PACKAGES,
    NoWindow,
    display_answers,
    lacking_libraries,
    require_display,
)
from journeymapper.files.journey import load
from tests.cli.running import EXAMPLE, is_one_sentence, journeymapper

on_x = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="displays are a matter of X and Wayland"
)


@on_x
def test_the_demo_without_a_display_writes_its_files_and_says_how_to_get_the_window(tmp_path):
    ran = journeymapper("demo", folder=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    written, reason = ran.stdout.splitlines()
    assert written == "Written: demo/buying-running-shoes.journey and demo/buying-running-shoes.pdf"
    assert reason == (
        "No window was opened because there is no display:"
        " start the program in a desktop session, or connect with “ssh -X”, to get the window."
    )
    assert (tmp_path / "demo" / "buying-running-shoes.journey").read_bytes() == EXAMPLE.read_bytes()
    assert (tmp_path / "demo" / "buying-running-shoes.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("platform", ["offscreen", "minimal:enable_fonts"])
def test_a_platform_that_shows_nothing_is_no_display(platform, tmp_path):
    ran = journeymapper("demo", "--folder", "there", folder=tmp_path, environ={"QT_QPA_PLATFORM": platform})
    assert ran.returncode == 0
    assert "QT_QPA_PLATFORM" in ran.stdout.splitlines()[-1]
    assert (tmp_path / "there" / "buying-running-shoes.journey").is_file()
    opened = journeymapper(EXAMPLE, environ={"QT_QPA_PLATFORM": platform})
    assert opened.returncode == 2
    assert is_one_sentence(opened.stderr)


@on_x
@pytest.mark.parametrize("arguments", [[], [EXAMPLE]])
def test_the_editor_without_a_display_is_one_sentence_and_exit_code_2(arguments):
    ran = journeymapper(*arguments)
    assert ran.returncode == 2
    assert is_one_sentence(ran.stderr)
    assert "there is no display" in ran.stderr


@on_x
def test_a_display_that_does_not_answer_is_named():
    ran = journeymapper(EXAMPLE, environ={"DISPLAY": ":94321"})
    assert ran.returncode == 2
    assert is_one_sentence(ran.stderr)
    assert "“:94321” does not answer" in ran.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="abstract sockets")
def test_a_display_answers_where_a_server_listens():
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind("\0/tmp/.X11-unix/X94322")
        server.listen()
        assert display_answers(":94322")
        assert display_answers(":94322.1")
    assert not display_answers(":94322")


@on_x
@pytest.mark.parametrize(
    "environ",
    [
        {"WAYLAND_DISPLAY": "wayland-0"},
        {"QT_QPA_PLATFORM": "vnc"},
        {"QT_QPA_PLATFORM": "eglfs:x=1"},
    ],
)
def test_other_ways_to_a_window_are_left_to_qt(environ):
    require_display(environ)


@on_x
def test_x_is_asked_for_by_name_in_vain_where_there_is_no_display():
    with pytest.raises(NoWindow, match="no display"):
        require_display({"QT_QPA_PLATFORM": "xcb"})


def test_a_missing_library_is_named_with_the_packages_that_bring_it():
    problem = str(lacking_libraries("libGL.so.1: cannot open shared object file: No such file or directory"))
    assert "the library libGL.so.1 is missing" in problem
    assert "apt-get install " + " ".join(QT_PACKAGES) in problem


def test_the_demo_writes_over_its_own_files(tmp_path):
    first, again = write_demo(tmp_path), write_demo(tmp_path)
    assert first == again
    assert len(list(tmp_path.iterdir())) == 2


def test_the_demo_keeps_a_map_that_was_changed(tmp_path):
    mine = tmp_path / "buying-running-shoes.journey"
    mine.write_bytes(b"mine")
    mine.with_suffix(".pdf").write_bytes(b"mine too")
    written = write_demo(tmp_path)
    assert written.map.name == "buying-running-shoes-2.journey"
    assert load(written.map).document.map.title == "Buying running shoes"
    assert mine.read_bytes() == b"mine"
    assert mine.with_suffix(".pdf").read_bytes() == b"mine too"
    assert write_demo(tmp_path) == written


def test_a_folder_of_that_name_is_passed_over(tmp_path):
    (tmp_path / "x.journey").mkdir()
    assert free_place(tmp_path, "x", b"") == tmp_path / "x-2.journey"


def test_the_demo_refuses_a_folder_that_is_a_file_or_cannot_be_made(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for folder in ("file", "file/below"):
        ran = journeymapper("demo", "--folder", folder, folder=tmp_path)
        assert ran.returncode == 2
        assert is_one_sentence(ran.stderr)
