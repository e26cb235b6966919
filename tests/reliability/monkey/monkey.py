"""Chooses what to do next, and sees to it that it is not for nothing: at least 200 edits in every 1,000 events."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator

from journeymapper.model.document import Document
from journeymapper.ui.window import MainWindow
from tests.reliability.monkey import deeds, panels
from tests.reliability.monkey.deeds import Deed, Key, key
from tests.reliability.monkey.events import Event
from tests.reliability.monkey.eye import Eye

WINDOW = 1_000
"""Events over which edits are counted."""
WANTED = 236
"""Edits in that many events below which only such things are done as have been edits most often."""
FORGETS = 0.97
"""How much of what a deed brought counts when it has been done once more."""
INTERRUPTED = 0.02
PAINTED = 0.02
"""The share of events after which Qt gets to paint: it never does after each when they come quickly."""
RESTED = 0.08
"""The share of deeds after which some time goes by."""

OFTEN: dict[Deed, float] = {
    deeds.drag: 9,
    deeds.drag_head: 2.5,
    deeds.drag_point: 1.5,
    deeds.band: 1,
    deeds.pan: 0.7,
    deeds.two_buttons: 1,
    deeds.bring: 5,
    deeds.arm: 1,
    deeds.write: 4,
    deeds.double_on_border: 1.5,
    deeds.choose: 3,
    deeds.keys: 2,
    deeds.connect: 1.5,
    deeds.lane_by_role: 0.3,
    panels.insert: 2,
    panels.go_back: 2.5,
    panels.harmless: 1.5,
    panels.save: 0.4,
    panels.ask_menu: 1.5,
    panels.fill_in: 3,
    panels.tick: 1,
    panels.outline: 2,
    panels.search: 0.6,
    panels.look: 5,
    panels.come_near: 4,
    panels.overview: 0.5,
    panels.panel: 0.3,
    panels.check: 0.15,
    panels.resize: 0.15,
    panels.hover: 8,
    panels.go_away: 0.5,
}
SURE: dict[Deed, float] = {
    deeds.write_on: 0.3,
    deeds.bring: 0.2,
    deeds.write: 0.2,
    panels.double: 0.4,
    panels.delete: 0.4,
    panels.mark: 0.5,
    panels.choose_value: 0.5,
    panels.insert: 0.3,
    panels.add_and_delete: 0.6,
}
"""Deeds that are edits often, each with the edits an event that it is taken to bring before it has been done."""
FEWEST, MORE = 3, 3
"""Stages and lanes that there are at least, and how many more than at the beginning there are at most."""


class Monkey:
    """An endless source of events for a window. Whoever plays them tells what came of each."""

    def __init__(self, window: MainWindow, dice: random.Random) -> None:
        self._eye = Eye(window, dice)
        self._dice = dice
        document = window.workspace.editor.document
        self._few, self._many = document.item_count() // 2, document.item_count() * 1.3 + 10
        self._stages, self._lanes = len(document.stages) + MORE, len(document.lanes) + MORE
        self._recent: deque[int] = deque(maxlen=WINDOW)
        self._sum = 0
        self._yields = {deed: [expected * 10, 10.0] for deed, expected in SURE.items()}
        self._deed: Deed = deeds.writing
        self.fewest = WINDOW
        """The fewest edits in 1,000 events on end."""

    def events(self) -> Iterator[Event]:
        """What to do, one after the other; None stands for the end of a deed."""
        while True:
            self._deed = self._choose()
            for event in self._deed(self._eye):
                yield event
                if self._dice.random() < INTERRUPTED:
                    yield self._interruption()
                if self._dice.random() < PAINTED:
                    yield Event("paint")
            if self._dice.random() < RESTED:
                yield Event("wait", amount=self._dice.choice((16, 100, 700)))

    def count(self, edits: int) -> None:
        """An event was played, which made so many edits."""
        if len(self._recent) == WINDOW:
            self._sum -= self._recent[0]
        self._recent.append(edits)
        if self._deed in self._yields:
            brought, events = self._yields[self._deed]
            self._yields[self._deed] = [brought * FORGETS + edits, events * FORGETS + 1]
        self._sum += edits
        if len(self._recent) == WINDOW:
            self.fewest = min(self.fewest, self._sum)

    def _choose(self) -> Deed:
        if self._eye.canvas.editing:
            return deeds.writing
        needed = self._need(self._eye.document)
        if needed is not None:
            return needed
        if self._sum < WANTED * max(len(self._recent), 1) / WINDOW:
            weights = [(brought / events) ** 3 + 0.002 for brought, events in self._yields.values()]
            return self._dice.choices([*self._yields], weights)[0]
        return self._dice.choices([*OFTEN], [*OFTEN.values()])[0]

    def _need(self, document: Document) -> Deed | None:
        """What the map lacks, or has too much of, so that there is always something to do."""
        chosen = self._dice.random()
        stages, lanes, items = len(document.stages), len(document.lanes), document.item_count()
        if stages < FEWEST or lanes < FEWEST:
            return panels.insert if chosen < 0.5 else deeds.lane_by_role
        if stages > self._stages or lanes > self._lanes:
            return panels.delete_head if chosen < 0.3 else None
        if items < self._few:
            return panels.double if chosen < 0.5 else None
        if items > self._many:
            return panels.delete if chosen < 0.5 else None
        return None

    def _interruption(self) -> Event:
        at = self._eye.anywhere()
        return self._dice.choice(
            (
                key(Key.Key_Escape),
                key(Key.Key_Return),
                key(Key.Key_Tab),
                key(Key.Key_Z, deeds.CTRL),
                key(Key.Key_Delete, on="canvas"),
                Event("press", at, button=deeds.RIGHT),
                Event("release", at),
                Event("wheel", at, amount=-1.0),
                Event("wheel", at, amount=1.0, held=deeds.CTRL),
                Event("lose"),
                Event("leave"),
                Event("move", at),
                deeds.command("file.save"),
                deeds.command("edit.undo"),
                deeds.command("edit.redo"),
                deeds.command("view.fit_map"),
                Event("hold", key=int(Key.Key_Control)),
                Event("let_go", key=int(Key.Key_Control)),
            )
        )
