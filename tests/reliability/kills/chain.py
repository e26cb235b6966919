"""One map through many deaths: each process goes on from what the one before it left, until it is killed as well."""

import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Literal

import msgspec

from journeymapper.edit.store import Store
from journeymapper.files.codec import decode, encode
from journeymapper.files.journal.entries import Draft
from journeymapper.model.errors import FileProblem, JourneyError
from journeymapper.model.fingerprint import fingerprint
from tests.reliability.author import Author, Nobody
from tests.reliability.kills.child import ACTS, Told, counted, fork, heard
from tests.reliability.kills.start import Start, Trouble, new_map, start
from tests.reliability.places import Place

UNDONE_AT_LEAST = 200
LONGEST = 5.0
"""Seconds to wait for a child to come to where it is to be killed."""


Kind = Literal["lost", "unopenable", "crash"]
UNOPENABLE = "one that cannot be opened"

SILENT = 0.05
"""Seconds after which somebody who says nothing is taken to have done all."""


class Wrong(msgspec.Struct, frozen=True):
    """What was wrong after a kill."""

    kind: Kind
    sentence: str


class Chain:
    """Kills one process after the other over one map. `begin` says what the map begins with: a file or nothing."""

    def __init__(self, place: Place, seed: int, under: Callable[[], AbstractContextManager[None]]) -> None:
        self._place, self._seed, self._under = place, seed, under
        self._dice = random.Random(seed)
        self.killed = self.opened = 0
        place.map.parent.mkdir()
        if self._dice.random() < 0.75:
            place.map.write_bytes(encode(new_map(seed)))

    def kills(self, count: int) -> Iterator[Wrong | None]:
        """Kill so often, unless something is wrong; what is wrong after each."""
        for number in range(count):
            wrong = self._kill(self._seed + number)
            yield wrong
            if wrong is not None:
                return

    def _kill(self, seed: int) -> Wrong | None:
        before = self._look(seed)
        file_before = self._file()
        told = self._let_die(seed)
        self.killed += 1
        self.opened += "open" in told.last
        expected = Expected(before, seed, told)
        try:
            if told.crash:
                return self._wrong("crash", seed, told, told.crash)
            if self._file() not in {*expected.files(), *([] if "saved" in told.last else [file_before])}:
                return self._wrong("unopenable", seed, told, f"the file is {self._file()}")
            found = self._look(seed)
            problem = expected.problem(found, self._file())
            # What was saved is opened as any other map is: without a past.
            if not problem and found.recovered and self._dice.random() < 0.3:
                problem = expected.history_problem(self._look(seed).store)
        except (Trouble, JourneyError, OSError, AssertionError) as error:
            return self._wrong("crash", seed, told, f"{type(error).__name__}: {error}")
        return self._wrong("lost", seed, told, problem) if problem else None

    def _look(self, seed: int) -> Start:
        return start(self._place, seed, keep=False, new=self._seed)

    def _wrong(self, kind: Kind, seed: int, told: Told, sentence: str) -> Wrong:
        return Wrong(kind, f"chain {self._seed}, kill {seed - self._seed} ({told.last}): {sentence}")

    def _file(self) -> str:
        """The print of the map in the file, "" where there is none."""
        if not self._place.map.exists():
            return ""
        try:
            return fingerprint(decode(self._place.map.read_bytes()).document)
        except FileProblem:
            return UNOPENABLE

    def _let_die(self, seed: int) -> Told:
        process, ear = fork(self._place, seed, self._seed, self._under)
        data = b""
        try:
            data = self._wait(ear)
        finally:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        while piece := os.read(ear, 1 << 16):
            data += piece
        os.close(ear)
        return heard(data)

    def _wait(self, ear: int) -> bytes:
        """Wait for the moment to kill: early, when the start is under way; at any time; or during a save."""
        way = self._dice.random()
        if way < 0.2:
            time.sleep(self._dice.uniform(0, 0.008))
            return b""
        if way < 0.35:
            time.sleep(self._dice.uniform(0.004, 0.06))
            return b""
        data = _until(ear, b"", "open", 1, LONGEST)
        if way < 0.55:
            time.sleep(self._dice.uniform(0, 0.05))
            return data
        data = _until(ear, data, "saving", self._dice.choice((1, 1, 2, 4)), SILENT)
        end = time.perf_counter() + self._dice.uniform(0, 0.006)
        while time.perf_counter() < end:
            pass
        return data


def _until(ear: int, data: bytes, word: str, times: int, patience: float) -> bytes:
    """What is told until a word was told so often, or nothing comes for so many seconds; `data` was told before."""
    end = time.monotonic() + LONGEST
    while counted(data, word) < times and time.monotonic() < end:
        if not select.select([ear], [], [], patience)[0]:
            break
        piece = os.read(ear, 1 << 16)
        if not piece:
            break
        data += piece
    return data


class Expected:
    """What must be there after a kill, had by doing the same again with nobody keeping it."""

    def __init__(self, before: Start, seed: int, told: Told) -> None:
        self._told = told
        self._author = Author(
            before.store, before.clock, random.Random(seed), Nobody(), tell=self._hear, draft=before.draft
        )
        self._acts = 0
        self._saves = {0: 0}
        self._go_on_until(told.last.get("noted", 0), told.last.get("draft", 0))

    def files(self) -> set[str]:
        """The prints that the file may have, if it was saved."""
        return {
            self._author.prints[self._told.last[word]]
            for word in ("saved", "saving")
            if word in self._told.last
        }

    def problem(self, found: Start, file: str) -> str:
        """What is not as it must be, "" for nothing."""
        noted, there = self._told.last.get("noted", 0), fingerprint(found.store.document)
        if there != self._author.prints[noted]:
            self._go_on_until(noted + 1, 0)
            if there not in self._author.prints[noted : noted + 2]:
                return f"the map is not that after {noted} changes, nor one more, but {self._which(there)}"
        new = not (found.recovered or file)
        if not (new or found.store.modified) and file != there:
            return "the map passes for saved, but the file is another"
        return self._draft_problem(found.draft)

    def _which(self, there: str) -> str:
        places = [str(number) for number, known in enumerate(self._author.prints) if known == there]
        return f"that after {' or '.join(places)}" if places else "none that it ever was"

    def history_problem(self, store: Store) -> str:
        """What cannot be redone or undone as it could before, "" for nothing."""
        mine = self._author.store
        steps = 0
        for name, most in (("redo", UNDONE_AT_LEAST), ("undo", UNDONE_AT_LEAST)):
            for steps in range(most):
                one, other = getattr(mine, name)(), getattr(store, name)()
                if one is None:
                    break
                if other is None:
                    return f"only {steps} steps can be taken with {name}"
                if (one.patch, one.name) != (other.patch, other.name):
                    return f"{name} number {steps + 1} is another"
        return ""

    def _draft_problem(self, found: Draft | None) -> str:
        last = self._told.last.get("draft", 0)
        if found == self._author.drafts[last]:
            return ""
        self._go_on_until(0, last + 1)
        return "" if found in self._author.drafts[last : last + 2] else f"the text in the editor is {found}"

    def _go_on_until(self, count: int, drafts: int) -> None:
        while self._acts < ACTS and (self._author.count < count or len(self._author.drafts) <= drafts):
            self._author.act()
            self._acts += 1

    def _hear(self, word: str, number: int) -> None:
        pass
