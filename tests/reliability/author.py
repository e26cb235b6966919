"""Somebody at work on one map, without a window: random deeds, undo, drafts, pictures, saves in a worker thread.

The same dice do the same, whatever keeps the map, or nothing: so what must be there after a crash can be had again.
"""

import random
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from journeymapper.edit.personas import set_portrait
from journeymapper.edit.store import Change, Store
from journeymapper.edit.transaction import Transaction
from journeymapper.files.journal.entries import Draft
from journeymapper.files.keeping import Keeper, Saved
from journeymapper.model.errors import BrokenRule
from journeymapper.model.fingerprint import fingerprint
from journeymapper.model.records import Card, Persona
from tests.edit.deeds import DEEDS, MAY_BE_REFUSED
from tests.edit.maps import Clock

Tell = Callable[[str, int], None]
"""Told at once of what was acknowledged: "noted" and "draft" with the number of the change or draft, "saving" and
"saved" with the number of the last change that the file holds."""

LONG_TEXT = 20_000


class Keeping(Protocol):
    """What keeps the map: the keeper, or nobody."""

    def note(self, change: Change) -> None: ...
    def note_draft(self, draft: Draft | None) -> None: ...
    def tick(self) -> None: ...
    def start_save(self, store: Store, told: Callable[[], None]) -> None: ...
    def end_save(self) -> None: ...


class Nobody:
    """Keeps nothing."""

    def note(self, change: Change) -> None: ...
    def note_draft(self, draft: Draft | None) -> None: ...
    def tick(self) -> None: ...
    def start_save(self, store: Store, told: Callable[[], None]) -> None: ...
    def end_save(self) -> None: ...


class Kept:
    """Keeps the map with a real keeper; saves run in a thread. A map without a file is saved to `path` at first."""

    def __init__(self, keeper: Keeper, path: Path) -> None:
        self.keeper = keeper
        self._path = path
        self.note, self.note_draft, self.tick = keeper.note, keeper.note_draft, keeper.tick
        self._worker: threading.Thread | None = None
        self._saved: list[Saved] = []
        self.problems: list[BaseException] = []

    def start_save(self, store: Store, told: Callable[[], None]) -> None:
        """Begin a save of what the store holds now."""
        job = self.keeper.job(store.document, store.position, path=None if self.keeper.path else self._path)

        def run() -> None:
            try:
                self._saved.append(self.keeper.run(job))
                told()
            except BaseException as problem:  # noqa: BLE001 - told where somebody listens
                self.problems.append(problem)

        self._worker = threading.Thread(target=run)
        self._worker.start()

    def end_save(self) -> None:
        """Wait for the save; raises what it raised."""
        if self._worker is not None:
            self._worker.join()
            self._worker = None
        if self.problems:
            raise self.problems.pop()
        while self._saved:
            self.keeper.finished(self._saved.pop(0))


class Author:
    """Works on the map of a store. `count` changes were made so far, `drafts` are all texts that stood in an editor."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        dice: random.Random,
        keeping: Keeping,
        *,
        tell: Tell,
        draft: Draft | None = None,
    ) -> None:
        self.store = store
        self.count = 0
        self.drafts: list[Draft | None] = [draft]
        self.prints = [fingerprint(store.document)]
        self._clock, self._dice, self._keeping, self._tell = clock, dice, keeping, tell
        self._position: int | None = None
        store.subscribe(self._heard)

    def act(self) -> None:
        """Do one thing: mostly an edit."""
        self._clock.now += self._dice.choice((0.0, 0.4, 2.0))
        way = self._dice.random()
        if self.drafts[-1] is not None:
            self._go_on_writing(way)
        elif way < 0.60:
            self._edit(self._dice.choice(("", "", "merge")))
        elif way < 0.70:
            self.store.undo()
        elif way < 0.77:
            self.store.redo()
        elif way < 0.84:
            self._write("")
        elif way < 0.87:
            self._keeping.tick()
        elif self._position is None:
            self.start_save()
        else:
            self.end_save()

    def start_save(self) -> None:
        """Begin a save, unless one is under way."""
        if self._position is None:
            self._position, count = self.store.position, self.count
            self._tell("saving", count)
            self._keeping.start_save(self.store, lambda: self._tell("saved", count))

    def end_save(self) -> None:
        """Wait for the save under way, if there is one."""
        if self._position is not None:
            self._keeping.end_save()
            self.store.mark_saved(self._position)
            self._position = None

    def _heard(self, change: Change) -> None:
        self.prints.append(fingerprint(self.store.document))
        self._keeping.note(change)
        self.count += 1
        self._tell("noted", self.count)

    def _edit(self, merge: str) -> None:
        deed = self._dice.choice((*DEEDS, write_long_text, give_portrait, give_portrait))
        try:
            with self.store.edit("Step", merge=merge) as tx:
                deed(tx, self._dice)
        except BrokenRule:
            if deed not in MAY_BE_REFUSED:
                raise

    def _write(self, text: str) -> None:
        cards = sorted(self.store.document.ids(Card))
        if cards:
            self._draft(Draft(self._dice.choice(cards), "text", f"{text}word {self._dice.random()} "))

    def _go_on_writing(self, way: float) -> None:
        draft = self.drafts[-1]
        assert draft is not None
        if way < 0.6:
            self._draft(Draft(draft.key, draft.field, f"{draft.text}word {self._dice.random()} "))
            return
        if way < 0.8:
            with self.store.edit("Change text") as tx:
                tx.change(draft.key, text=draft.text)
        self._draft(None)

    def _draft(self, draft: Draft | None) -> None:
        self.drafts.append(draft)
        self._keeping.note_draft(draft)
        self._tell("draft", len(self.drafts) - 1)


def write_long_text(tx: Transaction, dice: random.Random) -> None:
    """Write a text of many pages into a card."""
    cards = sorted(tx.document.ids(Card))
    if cards and dice.random() < 0.3:
        tx.change(dice.choice(cards), details="long " * dice.randint(1, LONG_TEXT // 5))


def give_portrait(tx: Transaction, dice: random.Random) -> None:
    """Give a persona a picture."""
    personas = sorted(tx.document.ids(Persona))
    if personas:
        set_portrait(tx, dice.choice(personas), dice.randbytes(dice.randint(50, 9_000)), width=9, height=9)
