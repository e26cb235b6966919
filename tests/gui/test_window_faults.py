"""What goes wrong inside is written down without a word of the map, told once, and the window goes on."""

import getpass
import stat
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Slot, qCritical, qWarning
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journeymapper.files.state import StateFolder
from journeymapper.ui import faults
from journeymapper.ui.fault_report import Fault, dumped, qt_fault, report, short_path
from journeymapper.ui.fault_teller import FaultTeller
from journeymapper.ui.faults import Faults
from journeymapper.ui.log_file import LogFile
from tests.gui.driving import Driver, Program

TEXT_OF_A_CARD = "Nobody tells " + "her"


class Heard:
    """Faults that are listened to, with what came of them."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.owner = QObject()
        self.flushed = 0
        self.program = program
        self.log = folder / "window.log"
        self.faults = Faults(LogFile(lambda: folder), self.flush, self.owner)
        self.teller = FaultTeller(program.windows, lambda: folder, self.owner)
        self.faults.told.connect(self.teller.tell)

    def flush(self) -> None:
        self.flushed += 1

    def card(self, driver: Driver):
        """The card that tells of faults, in a window with a real person before it."""
        return driver.window.ports._notices.cards["fault"]  # type: ignore[attr-defined]


@pytest.fixture
def heard(program: Program, tmp_path: Path) -> Iterator[Heard]:
    folder = tmp_path / "log"
    folder.mkdir()
    listening = Heard(program, folder)
    listening.faults.listen()
    listening.faults.attend()
    yield listening
    listening.faults.stop()
    listening.owner.deleteLater()


@pytest.fixture
def heard_really(real_program: Program, tmp_path: Path) -> Iterator[Heard]:
    """With cards that can be seen and clicked."""
    folder = tmp_path / "log"
    folder.mkdir()
    listening = Heard(real_program, folder)
    listening.faults.listen()
    listening.faults.attend()
    yield listening
    listening.faults.stop()
    listening.owner.deleteLater()


def fail() -> None:
    raise ValueError(TEXT_OF_A_CARD)


def spin() -> None:
    """Let the window run. `QTest.qWait` would raise itself what a slot raises."""
    end = time.monotonic() + 0.05
    while time.monotonic() < end:
        QApplication.processEvents()
    # The first fault loads what tells of it, which may take all of that time.
    for _turn in range(3):
        QApplication.processEvents()


def test_a_fault_in_a_slot_is_shown_and_the_window_goes_on(heard: Heard, program: Program):
    driver = program.example()
    QTimer.singleShot(0, fail)
    spin()
    offer, _answer = program.person.offers["fault"]
    assert "Something went wrong" in offer.title
    assert "safe" in offer.detail
    assert heard.flushed
    driver.click(driver.card("P4").id)
    assert driver.store.session.selection == (driver.card("P4").id,)


def test_a_fault_without_a_journal_asks_to_save(heard: Heard, program: Program):
    blocked = program.folder / "blocked"
    blocked.write_bytes(b"")
    program.state = StateFolder(blocked / "state")
    driver = program.example()
    with driver.store.edit("Rename") as tx:
        tx.change(driver.document.map.id, title="Other")
    driver.wait_until(lambda: not program.windows.protected)
    QTimer.singleShot(0, fail)
    spin()
    assert "Save the map now" in program.person.offers["fault"][0].detail


def test_the_log_says_where_a_fault_was_but_nothing_of_the_map(heard: Heard):
    try:
        fail()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    text = heard.log.read_text("utf-8")
    assert "ValueError" in text
    assert "in fail" in text
    assert TEXT_OF_A_CARD not in text
    assert stat.S_IMODE(heard.log.stat().st_mode) == 0o600


def test_a_fault_that_led_to_another_is_written_down_too(heard: Heard):
    try:
        try:
            fail()
        except ValueError:
            raise KeyError(TEXT_OF_A_CARD) from None
    except KeyError as error:
        error.__suppress_context__ = False
        sys.excepthook(KeyError, error, error.__traceback__)
    (fault,) = heard.faults.counts
    assert fault.kind == "KeyError"
    assert "after ValueError" in fault.frames


def test_a_message_of_qt_goes_to_the_log_without_what_it_quotes(heard: Heard, program: Program):
    qWarning("something odd about “Nobody tells her” in /home/maya/map.journey")
    text = heard.log.read_text("utf-8")
    assert "something odd" in text
    assert "Nobody" not in text
    assert "maya" not in text
    assert program.person.offers == {}


def test_what_qt_calls_critical_is_told(heard: Heard, program: Program):
    program.example()
    qCritical("something broke")
    spin()
    assert "fault" in program.person.offers


@pytest.mark.parametrize("where", ["worker", "cleaning up"])
def test_a_fault_beside_the_window_is_told_in_the_window(heard: Heard, program: Program, where: str):
    program.example()
    if where == "worker":
        worker = threading.Thread(target=fail)
        worker.start()
        worker.join()
    else:

        class Broken:
            def __del__(self) -> None:
                fail()

        Broken()
    spin()
    assert f"ValueError in the {where}" in heard.log.read_text("utf-8")
    assert "fault" in program.person.offers
    assert heard.flushed


def test_many_faults_are_one_card_with_their_number(heard_really: Heard):
    heard = heard_really
    driver = heard.program.example()
    for _time in range(40):
        QTimer.singleShot(0, fail)
    spin()
    card = heard.card(driver)
    assert "40 times" in card.title.text()
    assert len(driver.window.ports._notices.cards) == 1  # type: ignore[attr-defined]
    assert heard.log.read_text("utf-8").count("ValueError") == 6  # at 1, 2, 4, 8, 16 and 32


def test_a_fault_in_each_repaint_comes_to_an_end(heard: Heard, program: Program):
    program.example()
    for _time in range(300):
        try:
            fail()
        except ValueError as error:
            sys.excepthook(ValueError, error, error.__traceback__)
    spin()
    told = program.person.offers["fault"][0].title
    sys.excepthook(ValueError, ValueError(), None)
    spin()
    assert "300" in told
    assert "301" in program.person.offers["fault"][0].title


def test_the_report_is_copied_with_versions_and_frames_and_no_text_of_the_map(heard_really: Heard):
    heard = heard_really
    driver = heard.program.example()
    QTimer.singleShot(0, fail)
    spin()
    card = heard.card(driver)
    QTest.mouseClick(card.buttons["copy"], Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "JourneyMapper" in copied
    assert "Python 3" in copied
    assert "PySide6" in copied
    assert "test_window_faults.py" in copied
    assert TEXT_OF_A_CARD not in copied
    assert str(Path.home()) not in copied
    assert getpass.getuser() not in copied.replace("in the window", "")
    assert not heard.card(driver).isHidden(), "the log may be wanted as well"


class Opened(QObject):
    """Takes the place of the file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


def test_the_log_folder_is_shown(heard_really: Heard):
    heard = heard_really
    driver = heard.program.example()
    QTimer.singleShot(0, fail)
    spin()
    files = Opened()
    QDesktopServices.setUrlHandler("file", files, "take")  # type: ignore[arg-type]  # as Qt wants it
    try:
        QTest.mouseClick(heard.card(driver).buttons["logs"], Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [Path(url.toLocalFile()) for url in files.urls] == [heard.log.parent]


def test_the_card_is_put_away_and_comes_again_with_the_next_fault(heard_really: Heard):
    heard = heard_really
    driver = heard.program.example()
    QTimer.singleShot(0, fail)
    spin()
    away = heard.card(driver).findChild(QObject, "put_away")
    QTest.mouseClick(away, Qt.MouseButton.LeftButton)
    assert driver.window.ports._notices.cards == {}  # type: ignore[attr-defined]
    QTimer.singleShot(0, fail)
    spin()
    assert "2 times" in heard.card(driver).title.text()


def test_the_hooks_are_as_before_when_nobody_listens_any_more(program: Program, tmp_path: Path):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    heard = Heard(program, tmp_path)
    heard.faults.listen()
    assert sys.excepthook != before[0]
    heard.faults.stop()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    heard.owner.deleteLater()


def test_a_log_that_cannot_be_written_keeps_nothing_from_going_on(program: Program, capsys):
    def nowhere() -> Path:
        raise PermissionError(13, "not here")

    log = LogFile(nowhere)
    owner = QObject()
    listening = Faults(log, lambda: None, owner)
    listening.listen()
    sys.excepthook(ValueError, ValueError(TEXT_OF_A_CARD), None)
    listening.stop()
    owner.deleteLater()
    shown = capsys.readouterr().err
    assert "ValueError" in shown
    assert TEXT_OF_A_CARD not in shown


def test_a_report_names_no_place_of_this_machine():
    counts = {
        Fault("ValueError", "window", ("journeymapper/ui/window.py:3 in f",)): 2,
        qt_fault("x at /root/a"): 1,
    }
    text = report(counts, ("Qt 6",))
    assert "ValueError in the window, 2 times" in text
    assert "/root" not in text


def test_paths_are_told_from_their_package_on():
    assert short_path(faults.__file__) == "journeymapper/ui/faults.py"
    assert short_path("/home/maya/x/site-packages/PySide6/a.py") == "PySide6/a.py"
    assert short_path("/usr/lib/python3.11/threading.py") == "python3.11/threading.py"
    assert short_path("/home/maya/secret/thing.py") == "thing.py"
    assert short_path("<frozen importlib>") == "<frozen importlib>"


def test_what_a_crash_left_is_told_without_paths():
    left = (
        "Fatal Python error: Segmentation fault\n\n"
        "Current thread 0x00007f12 (most recent call first):\n"
        '  File "/home/maya/x/site-packages/PySide6/a.py", line 12 in paint\n'
        "maya wrote this\n"
    )
    assert dumped(left).splitlines() == [
        "Fatal Python error: Segmentation fault",
        "Current thread 0x00007f12 (most recent call first):",
        "  PySide6/a.py:12 in paint",
    ]
