"""Where the bundled files are looked for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from journeymapper.model.resources import resource

PACKAGE = Path(__file__).resolve().parents[2] / "journeymapper"
ASK = "from journeymapper.model.resources import resource; print(resource('fonts', 'x.ttf'))"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A copy of the package's ground floor in a folder of its own."""
    shutil.copytree(PACKAGE / "model", tmp_path / "journeymapper" / "model")
    shutil.copy(PACKAGE / "__init__.py", tmp_path / "journeymapper")
    return tmp_path


def answer(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ASK], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_bundled_files_of_this_checkout_are_found():
    assert resource("fonts").is_dir()


def test_a_source_tree_has_them_beside_the_package(elsewhere):
    (elsewhere / "resources").mkdir()
    assert answer(elsewhere).stdout.strip() == str(elsewhere / "resources" / "fonts" / "x.ttf")


def test_an_installed_program_has_them_inside_the_package(elsewhere):
    (elsewhere / "resources").mkdir()
    (elsewhere / "journeymapper" / "resources").mkdir()
    assert answer(elsewhere).stdout.strip() == str(
        elsewhere / "journeymapper" / "resources" / "fonts" / "x.ttf"
    )


def test_a_program_without_them_says_so(elsewhere):
    assert "install the program again" in answer(elsewhere).stderr
