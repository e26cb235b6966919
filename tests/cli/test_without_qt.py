"""Everything but the window, on a machine where PySide6 cannot be imported."""

import json

import pytest

from tests.cli.running import EXAMPLE, is_one_sentence, journeymapper


def test_new_show_check_and_export_work(tmp_path):
    made = journeymapper(
        "new", "--template", "service-blueprint", "-o", "x.journey", folder=tmp_path, qt=False
    )
    assert (made.returncode, made.stderr) == (0, "")
    shown = journeymapper("show", "x.journey", "--json", folder=tmp_path, qt=False)
    assert json.loads(shown.stdout)["map"]["title"] == "New service blueprint"
    checked = journeymapper("check", "x.journey", folder=tmp_path, qt=False)
    assert checked.returncode == 0
    for name in ("page.pdf", "page.svg"):
        exported = journeymapper("export", "x.journey", "-o", name, folder=tmp_path, qt=False)
        assert exported.returncode == 0
        assert all(": left out: " in line for line in exported.stderr.splitlines())
        assert (tmp_path / name).stat().st_size > 10_000


def test_the_demo_writes_its_files_and_says_that_qt_is_missing(tmp_path):
    ran = journeymapper("demo", folder=tmp_path, qt=False, environ={"QT_QPA_PLATFORM": "linuxfb"})
    assert ran.returncode == 0
    assert "install PySide6-Essentials" in ran.stdout.splitlines()[-1]
    assert sorted(path.suffix for path in (tmp_path / "demo").iterdir()) == [".journey", ".pdf"]


def test_a_system_library_that_qt_lacks_is_named_with_the_packages_to_install(tmp_path):
    lacking = {"QT_QPA_PLATFORM": "linuxfb", "LACKING": "libEGL.so.1"}
    opened = journeymapper(EXAMPLE, qt=False, environ=lacking)
    assert opened.returncode == 2
    assert is_one_sentence(opened.stderr)
    assert "the library libEGL.so.1 is missing: on Debian and Ubuntu “apt-get install libgl1" in opened.stderr
    demo = journeymapper("demo", folder=tmp_path, qt=False, environ=lacking)
    assert demo.returncode == 0
    assert "apt-get install libgl1" in demo.stdout.splitlines()[-1]


@pytest.mark.parametrize("arguments", [[], [EXAMPLE], ["self-test"]])
def test_a_window_is_refused_in_one_sentence(arguments, tmp_path):
    ran = journeymapper(*arguments, folder=tmp_path, qt=False, environ={"QT_QPA_PLATFORM": "linuxfb"})
    assert ran.returncode == 2
    assert is_one_sentence(ran.stderr)
    assert "PySide6" in ran.stderr
