"""One round: a window on a map, the monkey let loose on it, and all that must hold looked at again and again."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import process_time as perf_counter
from typing import Any

import msgspec
from PySide6.QtGui import QAction

from journeymapper.commands.ports import Option
from journeymapper.ui.app import make_application
from journeymapper.ui.look import load_look
from journeymapper.ui.style import dress
from tests.commands.acting import Person
from tests.gui.driving import Program
from tests.reliability.monkey import checks, pictures
from tests.reliability.monkey.broken import CONTROLS
from tests.reliability.monkey.caught import Caught
from tests.reliability.monkey.clock import Clock, catch_up, flush, put_off
from tests.reliability.monkey.events import Event, packed, unpacked
from tests.reliability.monkey.hand import Hand
from tests.reliability.monkey.maps import write_map
from tests.reliability.monkey.monkey import WINDOW, Monkey
from tests.reliability.monkey.witness import Witness

LOG = "events.log"
SIZE = 1000, 640
START = 5_000.0
PASSIVE = frozenset(("wait", "paint"))
"""Events that are none of a person's, and not counted."""
OFTEN, NOW_AND_THEN, SELDOM = 40, 500, 1_700
"""Events between two checks: of the panels; of document and layout; of the screen and the file."""
CONTROLLED = 200
"""Events between two checks of everything where something is broken on purpose."""
LARGE_RARER = 4
"""How many times more seldom the costly ones are on the large map."""


class Round(msgspec.Struct, frozen=True):
    """What is played: a map by name, how many events, by which seed. `steps` is how far the history goes back.

    `control` names what is broken on purpose. `script` is a log that is played in place of what a monkey chooses,
    with everything checked at its end only.
    """

    seed: str
    map: str
    events: int
    steps: int = 200
    control: str = ""
    script: str = ""


class Result(msgspec.Struct, frozen=True):
    """What came of a round: events and edits, the fewest edits in 1,000 events, and the faults found, if any."""

    events: int = 0
    edits: int = 0
    undone: int = 0
    fewest: int = 0
    seconds: dict[str, float] = {}
    faults: list[str] = []


class Chooser(Person):
    """A person who answers questions by chance, and never lets the window close."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__()
        self._dice = dice

    def choose(self, question: str, detail: str, options: Sequence[Option]) -> str:
        keys = [option.key for option in options]
        if "discard" in keys:
            return "cancel"
        return self._dice.choice((*keys, ""))


def play(folder: Path, **given: Any) -> Any:
    """Play a round in this process, which is to be a fresh one."""
    round_ = msgspec.convert(given, Round)
    dress(make_application(), load_look())
    clock = Clock()
    with clock.rule():
        return msgspec.to_builtins(Playing(round_, folder, clock).play())


class Playing:
    """A round under way."""

    def __init__(self, round_: Round, folder: Path, clock: Clock) -> None:
        self._round = round_
        self._folder = folder
        self._clock = clock
        self._caught = Caught()
        self._program = Program(folder)
        self._program.person = Chooser(random.Random(f"{round_.seed} person"))
        driver = self._program.window(width=SIZE[0], height=SIZE[1])
        path = write_map(round_.map, random.Random(round_.seed).randrange(10**6), folder)
        driver.window.file.open(path)
        driver.settle()
        self._window = driver.window
        self._store = driver.store
        self._store._history._limit = round_.steps
        # What was painted up to here took real time: forgotten, so that what follows depends on nothing of it.
        self._window.workspace.canvas.painting.reset()
        flush()
        clock.now = START
        self._hand = Hand(self._window, self._program.windows.workers, clock)
        self._witness = Witness(self._store)
        self._monkey = Monkey(self._window, random.Random(round_.seed))
        self._log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._events = 0
        self._seconds: dict[str, float] = {}
        if round_.control:
            CONTROLS[round_.control](self._window)

    def play(self) -> Result:
        """Play all of it, up to the first fault."""
        faults = self._timed("all", self._play)
        os.close(self._log)
        if not faults:
            self._hand.finish_work()
            self._program.end()
            flush()
            faults = self._caught.take()
        return Result(
            self._events,
            self._witness.edits,
            self._witness.steps,
            min(self._monkey.fewest, WINDOW),
            self._seconds,
            [f"after {self._events} events: {fault}" for fault in faults],
        )

    def _play(self) -> list[str]:
        script = Path(self._round.script) if self._round.script else None
        source = self._monkey.events() if script is None else iter(unpacked(script.read_bytes()))
        for event in source:
            os.write(self._log, packed([event]))
            counted = self._do(event)
            faults = self._caught.take()
            if not faults and counted and script is None:
                faults = self._checked()
            if faults:
                return faults
            if self._events >= self._round.events:
                break
        return self._at_last()

    def _do(self, event: Event) -> bool:
        """Do an event; whether it counts."""
        before = self._witness.edits
        try:
            done = self._hand.play(event)
        except Exception as error:  # noqa: BLE001 - whatever it is, it came out of the program
            self._caught.add(error)
            done = True
        if not done or event.what in PASSIVE:
            return False
        self._events += 1
        self._clock.now += 0.01
        self._monkey.count(self._witness.edits - before)
        return True

    # checks

    def _checked(self) -> list[str]:
        """What is found wrong by the checks that are due now."""
        rarer = LARGE_RARER if self._round.map == "large" else 1
        if self._events % (CONTROLLED if self._round.control else SELDOM * rarer) == 0:
            return self._everything()
        if self._events % (NOW_AND_THEN * rarer) == 0:
            return [*self._found(self._deep()), *self._found(self._shallow())]
        if self._events % (OFTEN * rarer) == 0:
            return self._found(self._shallow())
        return []

    def _at_last(self) -> list[str]:
        return self._everything() or self._timed("to the start", lambda: self._found(self._to_the_start()))

    def _everything(self) -> list[str]:
        """All checks; whatever is under way is given up for them."""
        self._calm_down()
        return [
            *self._timed("document and layout", lambda: self._found(self._deep())),
            *self._timed("panels", lambda: self._found(self._shallow())),
            *self._timed("picture", lambda: self._found(self._picture())),
            *self._timed("file", lambda: self._found(self._file())),
        ]

    def _found(self, faults: Iterable[str]) -> list[str]:
        return [*faults, *self._caught.take()]

    def _shallow(self) -> Iterator[str]:
        workspace = self._window.workspace
        yield from self._witness.faults
        yield from checks.outline_faults(workspace.outline.model, self._store.document)
        yield from checks.inspector_faults(workspace.inspector, self._store)
        yield from checks.outside_faults(self._window)

    def _deep(self) -> Iterator[str]:
        yield from self._witness.faults_now()
        yield from checks.document_faults(self._store)
        yield from checks.layout_faults(self._window.workspace)

    def _picture(self) -> Iterator[str]:
        return pictures.picture_faults(self._window, self._folder)

    def _file(self) -> Iterator[str]:
        path = self._window.file.path
        self._hand.finish_work()
        self._window.file.save()
        self._hand.finish_work()
        if path is None or self._window.file.modified:
            yield f"the map could not be saved: {self._program.person.told[-1:]}"
        else:
            yield from checks.file_faults(path, self._store.document)

    def _to_the_start(self) -> Iterator[str]:
        """All steps back and forth again: every place of the history holds the map that was there."""
        actions = self._window.actions_by_id
        self._do_all(actions["edit.redo"])
        end = self._store.document.snapshot()
        for command in ("edit.undo", "edit.redo"):
            self._do_all(actions[command])
            self._calm_down()
            yield from (*self._deep(), *self._shallow(), *pictures.picture_faults(self._window, self._folder))
        if self._store.document.snapshot() != end:
            yield "all steps back and forth again did not lead to the same map"

    def _do_all(self, action: QAction) -> None:
        revision = -1
        while action.isEnabled() and revision != self._store.revision:
            revision = self._store.revision
            action.trigger()
            put_off()

    def _calm_down(self) -> None:
        """Give up what is under way, and let everything be painted."""
        canvas = self._window.workspace.canvas
        for event in CALM:
            self._hand.play(event)
        self._window.workspace.commit_drafts()
        canvas.cancel_edit()
        canvas.pointing.cancel()
        canvas.arm_palette(None)
        catch_up(self._window)
        for _each in range(60):
            self._clock.wait(400, self._window)
            flush()
            if canvas.painting.sharp and not canvas.painting.flash.keys:
                break

    def _timed(self, name: str, call: Callable[[], list[str]]) -> list[str]:
        start = perf_counter()
        found = call()
        self._seconds[name] = self._seconds.get(name, 0.0) + perf_counter() - start
        return found


ESCAPE = 0x01000000
CALM = (
    *(Event("key", on="popup", key=ESCAPE) for _each in range(3)),
    *(Event("release", (300.0, 300.0), button=button) for button in (1, 2, 4)),
    Event("let_go", key=0x01000020),
    Event("carry_out"),
    Event("leave"),
    Event("gain"),
)
"""Ends menus, drags and hovering."""
