"""A program with windows, in front of which a scripted person sits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.ui.look import load_look
from journeymapper.ui.style import dress
from tests.gui.driving import Program
from tests.gui.process import Running


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme."""
    dress(qapp, load_look())
    yield qapp
    # Offscreen, Qt deletes what lies there only after Python has ended, and crashes.
    qapp.clipboard().clear()


@pytest.fixture
def program(dressed: QApplication, tmp_path: Path) -> Iterator[Program]:
    """The program; its windows are closed afterwards, without a question."""
    started = Program(tmp_path)
    yield started
    started.end()


@pytest.fixture
def real_program(dressed: QApplication, tmp_path: Path) -> Iterator[Program]:
    """The program as it is for people: it asks with dialogs and shows cards."""
    started = Program(tmp_path, real=True)
    yield started
    started.end()


@pytest.fixture
def running(root: Path, tmp_path: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start(act: str, *files: Path) -> Running:
        started.append(Running(root, tmp_path, act, *files))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()
        for pipe in (each.process.stdout, each.process.stderr):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "example.journey"
    path.write_bytes(template_path(EXAMPLE).read_bytes())
    return path
