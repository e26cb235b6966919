"""Where windows stand, and what they say of the size of a map."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize

from journeymapper.cli import main
from journeymapper.commands.ports import TemplateWish
from journeymapper.model.records import Card
from journeymapper.ui.window import FRAME
from journeymapper.ui.windows import STEP, beside
from tests.gui.driving import Program

SCREEN = QRect(0, 0, 1400, 900)


def test_a_further_window_stands_a_little_below_the_last():
    assert beside(QPoint(100, 80), QSize(860, 560), SCREEN) == QPoint(100 + STEP, 80 + STEP)


def test_a_further_window_that_has_no_room_for_that_stays_on_the_screen():
    assert beside(QPoint(6, 22), QSize(1400, 900), SCREEN) == QPoint(0, 0)
    assert beside(QPoint(520, 330), QSize(860, 560), SCREEN) == QPoint(540, 340)


def test_windows_opened_one_after_the_other_never_leave_the_screen(program: Program):
    for _each in range(4):
        window = program.windows.new_window()
        window.show()
        room = window.screen().availableGeometry()
        assert window.y() + window.height() + FRAME.height() <= max(room.bottom() + 1, window.minimumHeight())
        assert window.x() >= room.left()


def test_cards_are_counted_alike_in_the_status_line_and_the_outline(program: Program):
    driver = program.example()
    count = driver.document.count(Card)
    assert driver.document.item_count() > count, "the example has key figures and owners, too"
    assert driver.workspace.status.counts.text().endswith(f"{count} cards")
    assert driver.workspace.outline.note.text() == f"{count} cards"


def test_a_template_of_ones_own_counts_cards_as_the_command_line_does(program: Program, capsys):
    driver = program.example()
    program.person.wish = TemplateWish("Mine")
    driver.give("file.save_template")
    main(["new", "--list"])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Mine")]
    (start,) = driver.window.file.starts_desk().own().starts
    count = driver.document.count(Card)
    assert f"cards: {count}" in line
    assert f"cards: {count}." in start.about


def test_tests_stay_off_the_screen_whatever_the_desktop_has_set(root: Path):
    seen = subprocess.run(
        [sys.executable, "-c", "import os, tests.conftest; print(os.environ['QT_QPA_PLATFORM'])"],
        cwd=root,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "JOURNEYMAPPER_SCREEN": ""} | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout.strip() == "offscreen"
