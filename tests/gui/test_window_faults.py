import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, qWarning
from PySide6.QtWidgets import QApplication

from journeymapper.ui.faults import Faults
from tests.gui.driving import Program


@pytest.fixture
def faults(program: Program, tmp_path: Path, qtbot):
    owner = QObject()
    told: list[str] = []
    listening = Faults(tmp_path / "log" / "window.log", told.append, owner)
    listening.listen()
    yield told, tmp_path / "log" / "window.log"
    listening.stop()
    owner.deleteLater()


TEXT_OF_A_CARD = "Nobody tells " + "her"


def fail() -> None:
    raise ValueError(TEXT_OF_A_CARD)


def test_a_fault_in_a_slot_is_told_in_one_sentence_and_the_window_goes_on(faults, program: Program):
    told, _log = faults
    driver = program.example()
    QTimer.singleShot(0, fail)
    QApplication.processEvents()
    assert told == ["Something went wrong in the program (ValueError). The map is still open: save it."]
    assert driver.document.stages


def test_the_log_says_where_a_fault_was_but_nothing_of_the_map(faults):
    _told, log = faults
    sys.excepthook(ValueError, ValueError("secret"), None)
    try:
        fail()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    text = log.read_text("utf-8")
    assert "in fail" in text
    assert "secret" not in text
    assert TEXT_OF_A_CARD not in text


def test_a_message_of_qt_goes_to_the_log(faults):
    _told, log = faults
    qWarning("something odd")
    assert "something odd" in log.read_text("utf-8")


def test_a_fault_in_a_worker_goes_to_the_log(faults):
    _told, log = faults
    worker = threading.Thread(target=fail)
    worker.start()
    worker.join()
    assert "ValueError in a worker" in log.read_text("utf-8")
