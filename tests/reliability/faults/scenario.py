"""Edits and saves of one map while the disk fails, and what must hold all the same."""

import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from typing import Any, Literal
from unittest.mock import patch

from journeymapper.edit.personas import add_persona, set_portrait
from journeymapper.edit.store import Store
from journeymapper.files.codec import decode, encode
from journeymapper.files.journal import journal
from journeymapper.files.journal.entries import Draft
from journeymapper.files.keeping import Keeper, keep_file, open_file
from journeymapper.files.locks import lock_file
from journeymapper.model.errors import FileProblem
from journeymapper.model.fingerprint import fingerprint
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, Persona
from tests.random_maps import random_map
from tests.reliability.kills.start import start
from tests.reliability.places import Place

MOST_SENTENCES = 3
Done = Callable[[], None]
Looking = Callable[[], AbstractContextManager[None]]


Kind = Literal["lost", "unopenable", "crash", "told badly", "other"]


class Broken(Exception):
    """What must hold does not; `kind` says what came of it."""

    def __init__(self, sentence: str, kind: Kind = "other") -> None:
        super().__init__(sentence)
        self.kind = kind


def prepare(place: Place) -> None:
    """Lay out a map."""
    place.map.parent.mkdir(parents=True)
    place.map.write_bytes(_bytes_of_the_map())


@cache
def _bytes_of_the_map() -> bytes:
    return encode(random_map(5, stages=3, lanes=5, fill=0.5))


class Scenario:
    """Opens the map of a place, edits and saves it by turns; anything wrong raises Broken.

    The disk may fail at any call until `mended` has made it sound again; within `looking` it never does. `opened` is
    called when the map is open. `may_litter` says that a file may be left beside the map: it cannot be deleted. Before
    the last save, when it is sound again, there are so many `turns` of edits and a save.
    """

    def __init__(
        self,
        place: Place,
        mended: Done,
        *,
        opened: Done = lambda: None,
        looking: Looking = nullcontext,
        may_litter: bool = False,
        turns: int = 3,
    ) -> None:
        self._place, self._mended, self._opened, self._looking = place, mended, opened, looking
        self._may_litter, self._turns = may_litter, turns
        self._dice = random.Random(1)
        self.told: list[str] = []
        self.problems: list[str] = []

    def run(self) -> None:
        """All of it."""
        with _no_thread_falls_over(), patch.object(journal, "RETRY_SECONDS", 0.0):
            self._run()

    def _run(self) -> None:
        store, keeper = self._open()
        self._opened()
        try:
            for turn in range(self._turns):
                self._edit(store, keeper, turn)
                self._save(store, keeper)
            self._edit(store, keeper, self._turns)
            self._mended()
            self._must_be_safe(store, keeper)
            self._save(store, keeper, must=True)
        finally:
            keeper.close(discard=True)
        self._must_be_tidy()

    # opening

    def _open(self) -> tuple[Store, Keeper]:
        opened = self._tried("open", lambda: open_file(self._place.map))
        if opened is None:
            self._mended()
            opened = open_file(self._place.map)
        lock = lock_file(self._place.state, self._place.map)
        store = Store(opened.loaded.document, new_id=id_source(2))
        keeper = keep_file(self._place.state, self._place.map, opened, lock=lock, tell=self.told.append)
        store.subscribe(keeper.note)
        return store, keeper

    def _tried(self, what: str, work: Callable[[], Any]) -> Any:
        """What the work gives, None where it raised a FileProblem of one sentence."""
        try:
            return work()
        except FileProblem as problem:
            self.problems.append(f"{what}: {problem}")
            if "\n" in str(problem) or "Errno" in str(problem):
                raise Broken(f"no sentence for people: {problem}", "told badly") from problem
            return None
        except OSError as error:
            raise Broken(f"no sentence for people: {error!r}", "told badly") from error

    # editing

    def _edit(self, store: Store, keeper: Keeper, turn: int) -> None:
        """Edits, undo, a draft and a picture; none of them may fail for the disk's sake."""
        cards = sorted(store.document.ids(Card))
        for number in range(3):
            with store.edit("Change text") as tx:
                tx.change(self._dice.choice(cards), text=f"{turn} {number} " * 40)
            keeper.tick()
            keeper.flush()
        store.undo()
        keeper.note_draft(Draft(cards[0], "text", f"draft {turn}"))
        with store.edit("Give portrait") as tx:
            if not store.document.count(Persona):
                add_persona(tx, "Ada")
            persona = next(iter(store.document.ids(Persona)))
            set_portrait(tx, persona, self._dice.randbytes(3_000), width=9, height=9)
        keeper.note_draft(None)
        keeper.flush()

    # saving

    def _save(self, store: Store, keeper: Keeper, *, must: bool = False) -> None:
        before, wanted = self._file(), encode(store.document)
        job = keeper.job(store.document, store.position)
        saved = self._tried("save", lambda: keeper.run(job))
        found = self._file()
        if saved is None:
            self._must_be_unharmed(store, before, wanted, found)
            if must:
                raise Broken(f"the disk is sound again, but: {self.problems[-1]}")
            return
        keeper.finished(saved)
        store.mark_saved(saved.position)
        if found != wanted or store.modified:
            raise Broken("it passes for saved, but the file is another", "lost")

    def _file(self) -> bytes | None:
        with self._looking():
            return self._place.map.read_bytes() if self._place.map.exists() else None

    def _must_be_unharmed(
        self, store: Store, before: bytes | None, wanted: bytes, found: bytes | None
    ) -> None:
        # Where the rename was done and only what follows failed, the file is the new one, and whole.
        if found not in (before, wanted):
            raise Broken("the save failed, and the old file is not what it was", "unopenable")
        if found is not None:
            decode(found)
        if not store.modified:
            raise Broken("the save failed, and the map passes for saved", "lost")

    # afterwards

    def _must_be_safe(self, store: Store, keeper: Keeper) -> None:
        """The journal heals, and a crash now would lose nothing."""
        for _second in range(5):
            keeper.tick()
            if keeper.flush():
                break
        else:
            raise Broken("the journal does not heal")
        if len(self.told) > MOST_SENTENCES or any(
            "\n" in sentence or "Errno" in sentence for sentence in self.told
        ):
            raise Broken(f"what the user was told: {self.told}", "told badly")
        with self._looking():
            self._must_be_recoverable(store)

    def _must_be_recoverable(self, store: Store) -> None:
        beside = Place(self._place.root / "copy")
        shutil.copytree(self._place.state.root, beside.state.root)
        found = start(beside, 1, keep=False)
        if fingerprint(found.store.document) != fingerprint(store.document):
            raise Broken("a crash now would lose an edit", "lost")
        shutil.rmtree(beside.root)

    def _must_be_tidy(self) -> None:
        with self._looking():
            left = [path.name for path in self._place.map.parent.iterdir() if path != self._place.map]
        if left and not self._may_litter:
            raise Broken(f"left beside the map: {left}")


@contextmanager
def _no_thread_falls_over() -> Iterator[None]:
    fallen: list[str] = []
    before = threading.excepthook
    threading.excepthook = lambda args: fallen.append(repr(args.exc_value))
    try:
        yield
    finally:
        threading.excepthook = before
    if fallen:
        raise Broken(f"a thread fell over: {fallen}")
