"""A program with windows, in front of which a scripted person sits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from journeymapper.ui.look import load_look
from journeymapper.ui.style import dress
from tests.gui.driving import Program


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in the light theme."""
    dress(qapp, load_look())
    return qapp


@pytest.fixture
def program(dressed: QApplication, tmp_path: Path) -> Iterator[Program]:
    """The program; its windows are closed afterwards, without a question."""
    started = Program(tmp_path)
    yield started
    started.end()
