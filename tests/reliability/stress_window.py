"""The real window with a large map: the longest time between two turns of its event loop while it saves.

A window lays out all of a map when it opens it, which takes long for a very large one; where that takes more than two
minutes, a smaller map is taken, and the figures say so. `python -m tests.reliability.stress_window FOLDER` opens the
map there in a process of its own and leaves what it measured beside it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from benchmarks.maps import Size as MapSize
from benchmarks.maps import sized_map
from journeymapper.files.codec import encode
from journeymapper.model.document import Document
from journeymapper.model.records import Card
from tests.reliability.harness import Counts, Size, merged
from tests.reliability.places import scratch
from tests.reliability.watches import Took, Watch, longest

if TYPE_CHECKING:
    from tests.gui.driving import Driver

MAP, OPENED, RESULT = "map.journey", "opened", "result.json"
OPENING = 120.0
"""Seconds that a window may take to open the map, so that it is worth measuring."""
MEASURING = 300.0
SAVES = 3
TURN_MS = 300
MOST_TURNS = 200
CALM = 0.1
"""The window is calm when the processor works for less than this share of a turn."""
SMALL_MAPS = (MapSize("small", lanes=12, stages=9, cards=3_000, steps=3, links=1_000),)
LARGE_MAPS = (
    MapSize("large", lanes=26, stages=200, cards=200_000, steps=2, links=100_000),
    MapSize("large", lanes=26, stages=100, cards=50_000, steps=2, links=25_000),
)


class Measured(msgspec.Struct, frozen=True):
    """How long opening took, and for each save how long it took and the longest gap between two turns."""

    opening: Took
    saves: tuple[Took, ...]
    gaps: tuple[Took, ...]
    control: Took


class Judge(Protocol):
    """Holds times against what they may be."""

    def __call__(self, times: Mapping[str, tuple[Took, float]], *, held: bool) -> Counts: ...


def real_window(size: Size, most: float, judge: Judge) -> Counts:
    """Measure the window with the largest map that it opens in time; a gap may be `most` seconds, held if large."""
    too_large: list[str] = []
    for map_size in size.pick(SMALL_MAPS, LARGE_MAPS):
        with scratch() as folder:
            (folder / MAP).write_bytes(encode(sized_map(map_size)))
            found = _measured(folder)
        if isinstance(found, Measured):
            return merged([_told(map_size, too_large, found, most), _gaps(found, most, judge, size)])
        if found:
            return Counts(crashes=1, failures=(f"the window with {map_size.cards:,} cards: {found}",))
        too_large.append(f"{map_size.cards:,} cards were not open after {OPENING:.0f} s")
    return Counts(failures=("no map was open in time: " + ", ".join(too_large),))


def _told(map_size: MapSize, too_large: list[str], found: Measured, most: float) -> Counts:
    told = f"{map_size.cards:,} cards, {map_size.links:,} links, open after {found.opening}"
    return Counts(
        done={"cards in the window": map_size.cards, "saves in the window": len(found.saves)},
        controls={"encoding on the window's thread": found.control.busy > most},
        figures={
            "the window": "; ".join([told, *too_large]),
            "a save in the window": str(longest(found.saves)),
        },
    )


def _gaps(found: Measured, most: float, judge: Judge, size: Size) -> Counts:
    name = "the longest gap between two turns of the window while it saves"
    return judge({name: (longest(found.gaps), most)}, held=size.name == "large")


def _measured(folder: Path) -> Measured | str:
    """What a process of its own measured; "" where the map was not open in time, or what went wrong."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", __name__, str(folder)]
    with (folder / "words").open("wb") as words:
        process = subprocess.Popen(command, env=surroundings, stdout=words, stderr=words)
    try:
        end = time.monotonic() + OPENING
        while process.poll() is None and not (folder / OPENED).exists():
            if time.monotonic() > end:
                return ""
            time.sleep(0.05)
        code = process.wait(MEASURING)
    except subprocess.TimeoutExpired:
        return f"it was not done after {MEASURING:.0f} s"
    finally:
        process.kill()
        process.wait()
    if code or not (folder / RESULT).exists():
        return f"exit code {code}: {(folder / 'words').read_text(errors='replace')[-2000:]}"
    return msgspec.json.decode((folder / RESULT).read_bytes(), type=Measured)


def encode_for(seconds: float, document: Document) -> None:
    """Keep this thread busy with encoding for so long, as a save that does not leave it to a worker would."""
    watch = Watch()
    while watch.took().busy < seconds:
        encode(document)


# in the process of its own


def _measure(folder: Path) -> None:
    from journeymapper.ui.app import SWITCH_SECONDS, make_application
    from journeymapper.ui.look import load_look
    from journeymapper.ui.style import dress
    from tests.gui.driving import Program

    sys.setswitchinterval(SWITCH_SECONDS)
    dress(make_application(), load_look())
    watch = Watch()
    program = Program(folder)
    driver = program.window()
    driver.window.file.open(folder / MAP)
    driver.settle()
    opening = watch.took()
    (folder / OPENED).touch()
    saves, gaps = zip(*(_save(driver, number) for number in range(SAVES)), strict=True)
    _whole, control = _save(driver, SAVES, encoding=True)
    found = Measured(opening, saves, gaps, control)
    (folder / RESULT).write_bytes(msgspec.json.encode(found))
    program.end()


def _save(driver: "Driver", number: int, *, encoding: bool = False) -> tuple[Took, Took]:
    """Edit and save; how long the save took and the longest gap. What is drawn after the edit is over before."""
    from PySide6.QtCore import QCoreApplication, Qt, QTimer

    store = driver.store
    with store.edit("Change text") as tx:
        tx.change(min(store.document.ids(Card)), text=f"saved {number}")
    _calm_down(driver)
    whole, turn, turns = Watch(), Watch(), []

    def tick() -> None:
        turns.append(turn.took())
        turn.begin()

    ticking = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)
    ticking.timeout.connect(tick)
    ticking.start()
    if encoding:
        QTimer.singleShot(0, lambda: encode_for(0.1, store.document))
    whole.begin()
    turn.begin()
    driver.window.file.save()
    while driver.window.file.saving:
        QCoreApplication.processEvents()
        time.sleep(0)
    saved = whole.took()
    driver.settle(20)  # what comes after a save is a part of it
    ticking.stop()
    if driver.window.file.modified:
        raise AssertionError(f"it was not saved: {driver.person}")
    return saved, longest(turns)


def _calm_down(driver: "Driver") -> None:
    """Let the window do what it still has to do of itself: paint, check the map, write its journal."""
    for _turn in range(MOST_TURNS):
        watch = Watch()
        driver.settle(TURN_MS)
        if watch.took().busy < CALM * TURN_MS / 1_000:
            return


if __name__ == "__main__":
    _measure(Path(sys.argv[1]))
