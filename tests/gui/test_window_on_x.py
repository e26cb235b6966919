"""The program on a real screen, worked with the mouse and the keys of its X server."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymapper.files.journey import load
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Lane, Stage, Step

NEEDED = ("Xvfb", "xdotool")
pytestmark = pytest.mark.skipif(
    not all(shutil.which(name) for name in NEEDED), reason=f"needs {' and '.join(NEEDED)}"
)


class Screen:
    """An X server of its own, with the program on it."""

    def __init__(self, folder: Path) -> None:
        self.map = folder / "map.journey"
        shutil.copyfile(template_path(EXAMPLE), self.map)
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        self._program: subprocess.Popen[str] | None = None
        self._environment = os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        self.places: dict[str, list[int]] = {}

    def start(self) -> None:
        """Start the program and hear from it where things are seen."""
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.gui.on_x", str(self.map)],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._program.stdout is not None
        self.places = json.loads(self._program.stdout.readline())

    def do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True, timeout=20)

    def drag(self, start: str, end: str) -> None:
        """Drag from one place to another, a little beyond the threshold first."""
        (x1, y1), (x2, y2) = self.places[start], self.places[end]
        self.do("mousemove", str(x1), str(y1), "mousedown", "1")
        for share in (0.1, 0.3, 0.6, 0.9, 1.0, 1.0):
            self.do("mousemove", str(round(x1 + (x2 - x1) * share)), str(round(y1 + (y2 - y1) * share)))
            time.sleep(0.05)
        self.do("mouseup", "1")
        time.sleep(0.3)

    def saved(self) -> Document:
        """Save with the keys, quit, and read the file."""
        self.do("key", "ctrl+s")
        time.sleep(0.3)
        self.do("key", "ctrl+q")
        assert self._program is not None
        self._program.wait(20)
        return load(self.map).document

    def end(self) -> None:
        for process in (self._program, self._server):
            if process is not None:
                process.kill()
                process.wait()
        if self._program is not None and self._program.stdout is not None:
            self._program.stdout.close()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    started = Screen(tmp_path)
    try:
        started.start()
        yield started
    finally:
        started.end()


@pytest.mark.parametrize(("payload", "kind"), [("stage", Stage), ("step", Step), ("lane:text", Lane)])
def test_structure_dragged_out_of_the_palette_is_in_the_saved_file(screen: Screen, payload: str, kind: type):
    before = load(screen.map).document.count(kind)
    screen.drag(f"row {payload}", "cell pains 1")
    assert screen.saved().count(kind) == before + 1


@pytest.mark.parametrize("kind", ["pain_point", "thought", "system"])
def test_a_card_dragged_out_of_the_palette_and_written_is_in_the_saved_file(screen: Screen, kind: str):
    screen.drag(f"row kind:{kind}", "cell pains 1")
    screen.do("type", "--delay", "20", "Dropped here")
    document = screen.saved()
    (card,) = [card for card in document.all(Card) if card.text == "Dropped here"]
    assert (card.kind, card.stage) == (kind, document.stages[1].id)


def test_what_the_mouse_drags_to_another_stage_is_there_in_the_saved_file(screen: Screen):
    screen.drag("card P1", "cell pains 2")
    document = screen.saved()
    (card,) = [card for card in document.all(Card) if card.code == "P1"]
    assert card.stage == document.stages[2].id
