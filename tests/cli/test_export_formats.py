"""`export` beyond pages: pictures, web pages, other programs' files, and the standard streams."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from journeymapper.cli import main
from journeymapper.cli.options import LARGEST_SCALE
from journeymapper.cli.parser import EXPORTED
from journeymapper.export.targets import TARGETS
from tests.cli.running import DISPLAYS, EXAMPLE, ROOT, is_one_sentence, journeymapper

ENVIRON = {key: value for key, value in os.environ.items() if key not in DISPLAYS} | {"PYTHONPATH": str(ROOT)}


def piped(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program with bytes on its standard input."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "journeymapper", *arguments],
        input=data,
        env=ENVIRON,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
def test_every_format_is_written_by_its_ending_the_same_each_time(target, tmp_path, capsys):
    for name in ("a", "b"):
        out = tmp_path / f"{name}{target.suffixes[0]}"
        assert main(["export", str(EXAMPLE), "-o", str(out)]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert all(line.startswith("journeymapper: ") for line in printed.err.splitlines())
    first, second = sorted(tmp_path.iterdir())
    assert first.stat().st_size > 100
    assert first.read_bytes() == second.read_bytes()


def test_help_names_the_formats_that_there_are():
    assert sorted(EXPORTED) == sorted((*(target.key for target in TARGETS), "png"))


def test_the_format_can_be_named_whatever_the_file_is_called(tmp_path):
    out = tmp_path / "page.txt"
    for kind in ("html", "htm"):
        assert main(["export", str(EXAMPLE), "-o", str(out), "--to", kind]) == 0
        assert out.read_bytes().startswith(b"<!DOCTYPE html>")


def test_what_the_format_cannot_hold_goes_to_the_error_output(tmp_path, capsys):
    assert main(["export", str(EXAMPLE), "-o", str(tmp_path / "map.html")]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "links are told in words on their cards, not drawn: 28" in printed.err


def test_a_picture_needs_no_display(tmp_path):
    ran = journeymapper("export", EXAMPLE, "-o", "map.png", folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert all("left out: " in line for line in ran.stderr.splitlines())
    with Image.open(tmp_path / "map.png") as picture:
        assert picture.width > 2000


def test_a_picture_has_the_scale_that_is_asked_for_and_lets_through_what_is_empty(tmp_path):
    for name, options in (("one", ()), ("half", ("--scale", "0.5")), ("clear", ("--transparent",))):
        scale = () if "--scale" in options else ("--scale", "1")
        assert (
            journeymapper("export", EXAMPLE, "-o", tmp_path / f"{name}.png", *options, *scale).returncode == 0
        )
    one, half, clear = (
        Image.open(io.BytesIO((tmp_path / f"{name}.png").read_bytes())) for name in ("one", "half", "clear")
    )
    assert half.width == pytest.approx(one.width / 2, abs=1)
    assert one.convert("RGBA").getchannel("A").getpixel((0, 0)) == 255
    assert clear.getchannel("A").getpixel((0, 0)) == 0


def test_a_picture_on_paper_has_the_papers_shape(tmp_path):
    out = tmp_path / "page.png"
    assert journeymapper("export", EXAMPLE, "-o", out, "--paper", "A4", "--scale", "1").returncode == 0
    with Image.open(out) as picture:
        assert picture.size == (842, 595)


def test_a_picture_without_qt_is_one_sentence_that_says_what_to_do(tmp_path):
    ran = journeymapper("export", EXAMPLE, "-o", tmp_path / "map.png", qt=False)
    assert ran.returncode == 2
    assert is_one_sentence(ran.stderr)
    assert "install PySide6-Essentials" in ran.stderr
    lacking = journeymapper(
        "export", EXAMPLE, "-o", tmp_path / "map.png", qt=False, environ={"LACKING": "libEGL.so.1"}
    )
    assert lacking.returncode == 2
    assert is_one_sentence(lacking.stderr)
    assert "the library libEGL.so.1 is missing" in lacking.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_is_too_large_is_refused(tmp_path, capsys):
    assert main(["export", str(EXAMPLE), "-o", str(tmp_path / "x.png"), "--scale", f"{LARGEST_SCALE:g}"]) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err)
    assert "choose a scale of at most" in printed.err


def only_losses(told: bytes) -> bool:
    return all(b": left out: " in line for line in told.splitlines())


def test_the_standard_streams_stand_for_files():
    svg = piped("export", "-", "-o", "-", "--to", "svg", data=EXAMPLE.read_bytes())
    assert svg.returncode == 0
    assert only_losses(svg.stderr)
    assert svg.stdout.startswith(b"<?xml")
    png = piped("export", str(EXAMPLE), "-o", "-", "--to", "png", "--scale", "0.2")
    assert png.returncode == 0
    assert only_losses(png.stderr)
    with Image.open(io.BytesIO(png.stdout)) as picture:
        assert picture.format == "PNG"


def test_a_stream_that_is_no_map_is_one_sentence():
    ran = piped("export", "-", "-o", "-", "--to", "svg", data=b"nothing")
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert is_one_sentence(ran.stderr.decode())
    assert "standard input" in ran.stderr.decode()


def test_output_without_a_name_needs_a_format(capsys):
    assert main(["export", str(EXAMPLE), "-o", "-"]) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err)
    assert "add “--to " in printed.err


def test_no_other_kind_of_file_takes_the_place_of_a_map(tmp_path, capsys):
    other = tmp_path / "other.journey"
    other.write_bytes(EXAMPLE.read_bytes())
    assert main(["export", str(EXAMPLE), "-o", str(other), "--to", "csv"]) == 2
    assert is_one_sentence(capsys.readouterr().err)
    assert other.read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_an_output_that_is_full_is_named_in_one_sentence():
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "journeymapper", "export", str(EXAMPLE), "-o", "-", "--to", "svg"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=ENVIRON,
            timeout=60,
            check=False,
        )
    said = ran.stderr.decode()
    assert ran.returncode == 2
    assert is_one_sentence(said)
    assert "the standard output could not be written" in said
