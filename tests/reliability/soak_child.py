"""The same things done over and over in one process: memory stays what it was, and what was closed is gone."""

from __future__ import annotations

import ctypes
import gc
import random
import sys
import weakref
from collections import Counter
from pathlib import Path
from typing import Any

from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from journeymapper.drawing import cards
from journeymapper.edit.store import Change
from journeymapper.layout import grid, shaping, text
from journeymapper.ui import glyphs, painter
from journeymapper.ui.app import make_application
from journeymapper.ui.look import load_look
from journeymapper.ui.style import dress
from journeymapper.ui.window import MainWindow
from tests.gui.driving import Program
from tests.reliability.monkey.caught import Caught
from tests.reliability.monkey.clock import Clock, catch_up, flush
from tests.reliability.monkey.events import Event
from tests.reliability.monkey.hand import Hand
from tests.reliability.monkey.maps import write_map
from tests.reliability.monkey.monkey import Monkey
from tests.reliability.monkey.rounds import PASSIVE, Chooser

PAGE = 4096
FEW = 300
FEW_CYCLES = 12


def again_and_again(
    folder: Path, map_name: str, events: int, warm: int, cycles: int, seed: str, *, leaks: bool = False
) -> Any:
    """Do the same events over and over, each time undone to the beginning; what there is after each cycle.

    Given are bytes in use and bytes held, and how many objects of each class there are, of the last `cycles` times.
    With `leaks` somebody listens who keeps all that he hears.
    """
    caught = Caught()
    dress(make_application(), load_look())
    _fill_soon()
    clock = Clock()
    used: list[int] = []
    held: list[int] = []
    objects: list[dict[str, int]] = []
    full: set[str] = set()
    with clock.rule():
        window = _open(folder, map_name)
        kept: list[Change] = []
        if leaks:
            window.workspace.editor.store.subscribe(kept.append)
        actions = _record(window, clock, events, seed)
        for cycle in range(warm + cycles):
            _repeat(window, clock, actions)
            if cycle >= warm:
                full.update(_too_full(window))
                _empty(window)
                used.append(in_use())
                held.append(resident())
                objects.append(_objects())
    return {
        "actions": sum(event.what not in PASSIVE for event in actions),
        "used": used,
        "held": held,
        "objects": objects[-FEW_CYCLES:],
        "faults": [*caught.take(), *(f"a cache holds too much: {name}" for name in sorted(full))],
    }


def open_and_close(folder: Path, times: int) -> Any:
    """Open a window on a map and close it, so many times; what of it is left."""
    caught = Caught()
    dress(make_application(), load_look())
    path = write_map("example", 1, folder)
    program = Program(folder)
    left: Counter[str] = Counter()
    used = []
    for number in range(times):
        seen = _open_once(program, path)
        catch_up(program.windows)
        gc.collect()
        left.update(name for name, there in seen.items() if there() is not None)
        if number >= times // 3:
            used.append(in_use())
    return {"times": times, "left": dict(left), "used": used, "faults": caught.take()}


def in_use() -> int:
    """Bytes that the process has asked for and not given back, whatever the allocator keeps; -1 where unknown."""
    gc.collect()
    try:
        info = ctypes.CDLL(None).mallinfo2
    except (OSError, AttributeError):
        return -1
    info.restype = _Mallinfo
    found = info()
    return int(found.uordblks + found.hblkhd)


def resident() -> int:
    """Bytes of memory that the process holds."""
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * PAGE


class _Mallinfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"
    )]  # fmt: skip


def _fill_soon() -> None:
    """Have every cache hold so little that it is full after a moment: what grows then is none."""
    painter.CACHED_GROUPS = glyphs.CACHED_RUNS = text.CACHED_BLOCKS = shaping.CACHED_WORDS = FEW
    cards.SPARE = grid.SPARE = grid.SPARE_CELLS = grid.SPARE_LANES = 0


def _caches(window: MainWindow) -> dict[str, Any]:
    """Everything that is kept so as not to be made again, by name."""
    editor, painting = window.workspace.editor, window.workspace.canvas.painting
    engine, layouter = editor.engine, editor.layouter
    return {
        "groups of ops": editor.painter._groups,
        "glyph runs": editor.painter._glyphs._runs,
        "outlines": editor.painter._glyphs._outlines,
        "blocks of text": engine._blocks,
        "lines of text": engine._lines,
        **{f"words {number}": words for number, words in enumerate(engine._words.values())},
        "insides of cards": layouter._inners,
        "packed cells": layouter._packs,
        "rows": layouter._rows,
        "what stands in rows": layouter._contents,
        "heads of rows": layouter._heads,
        "curves of rows": layouter._emotions,
        "room for links": layouter._router._spaces,
        "routes of rows": layouter._router._rows._values,
        "drawn cards": editor.drawing._cards._kept,
        "rings": painting._overlay._rings._pictures,
        "tiles": painting.frame._tiles._tiles,
        "tiles of the overview": painting.frame.overview._tiles._tiles,
        "media": editor.painter._pictures._images,
    }


def _too_full(window: MainWindow) -> list[str]:
    """Caches that hold more than they may."""
    count = window.workspace.editor.document.item_count()
    return [name for name, cache in _caches(window).items() if len(cache) > 5 * max(count, FEW)]


def _empty(window: MainWindow) -> None:
    """Empty every cache, so that what is in use can be compared."""
    for name, cache in _caches(window).items():
        if not name.startswith("tiles"):
            cache.clear()
    window.workspace.canvas.painting.frame._tiles.clear()
    window.workspace.canvas.painting.frame.overview._tiles.clear()
    QPixmapCache.clear()


def _open(folder: Path, map_name: str) -> MainWindow:
    program = Program(folder)
    program.person = Chooser(random.Random(1))
    driver = program.window(width=1000, height=640)
    driver.window.file.open(write_map(map_name, 1, folder))
    driver.settle()
    return driver.window


def _open_once(program: Program, path: Path) -> dict[str, weakref.ref[Any]]:
    driver = program.window(width=1000, height=640)
    driver.window.file.open(path)
    driver.settle()
    workspace = driver.window.workspace
    seen: dict[str, weakref.ref[Any]] = {
        "window": weakref.ref(driver.window),
        "workspace": weakref.ref(workspace),
        "canvas": weakref.ref(workspace.canvas),
        "editor": weakref.ref(workspace.editor),
        "store": weakref.ref(workspace.editor.store),
        "layouter": weakref.ref(workspace.editor.layouter),
    }
    driver.window.close()
    return seen


def _record(window: MainWindow, clock: Clock, wanted: int, seed: str) -> list[Event]:
    """What a monkey does in so many events."""
    hand, monkey = Hand(window, window._others.workers, clock), Monkey(window, random.Random(seed))
    store = window.workspace.editor.store
    done: list[Event] = []
    for event in monkey.events():
        before = store.revision
        if hand.play(event):
            done.append(event)
            if event.what not in PASSIVE:
                monkey.count(int(store.revision != before))
        if len(done) >= wanted:
            return done
    return done


def _repeat(window: MainWindow, clock: Clock, actions: list[Event]) -> None:
    """Do it all, and take it all back."""
    hand = Hand(window, window._others.workers, clock)
    for event in actions:
        hand.play(event)
    canvas = window.workspace.canvas
    canvas.cancel_edit()
    canvas.pointing.cancel()
    undo = window.actions_by_id["edit.undo"]
    while undo.isEnabled():
        undo.trigger()
        flush()
    clock.wait(7_000, window)
    catch_up(window)


def _objects() -> dict[str, int]:
    """How many objects of each class there are, those of Qt's widgets included."""
    gc.collect()
    counts = Counter(f"{type(thing).__module__}.{type(thing).__qualname__}" for thing in gc.get_objects())
    counts["Qt's widgets"] = len(QApplication.allWidgets())
    counts["modules"] = len(sys.modules)
    return dict(counts)
