"""A state machine over a person's work on a map: edits, saves and kills in any order, and nothing is ever lost.

The store of the program that was killed is the model: what is recovered must be equal to it, history included.
"""

import shutil
import tempfile
from pathlib import Path
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from journeymapper.edit.new import new_document
from journeymapper.edit.personas import clear_portrait, set_portrait
from journeymapper.edit.store import Store
from journeymapper.files.codec import encode
from journeymapper.files.journal import entries, journal
from journeymapper.files.journal.entries import Draft
from journeymapper.files.journey import load
from journeymapper.files.keeping import ChangedOnDisk
from journeymapper.model.document import Document
from journeymapper.model.errors import BrokenRule
from journeymapper.model.ids import id_source
from journeymapper.model.records import Persona
from tests.edit.deeds import DEEDS, SOME_OF_EVERYTHING, Deed
from tests.files.desk import Desk, done_of, same, undone_of

SEEDS = st.integers(0, 2**32 - 1)
CALL = st.integers(1, 60)


class KeepingMachine(RuleBasedStateMachine):
    """One map, and the program at work on it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.desk = Desk(self.folder)
        self.desk.__enter__()
        self.desk.set(entries, "LOT", 2)
        self.draft: Draft | None = None
        self.foreign = self.brought_in = False

    def teardown(self) -> None:
        self.desk.__exit__(None, None, None)
        shutil.rmtree(self.folder)

    @initialize(brought_in=st.booleans(), saved=st.booleans(), many=st.sampled_from((0, 2, 1000)))
    def begin(self, brought_in: bool, saved: bool, many: int) -> None:
        """A map of some size, with a file or without. Changes of so many records are written down in another way."""
        self.desk.set(journal, "MANY", many)
        document = some_map()
        if saved:
            self.desk.path.write_bytes(encode(document))
            self.desk.open()
        else:
            self.desk.new(document, brought_in=brought_in)
            self.brought_in = brought_in

    # what a person does

    @rule(seed=SEEDS, deed=st.sampled_from(DEEDS), merge=st.sampled_from(("", "", "a")))
    def edit(self, seed: int, deed: Deed, merge: str) -> None:
        """One operation."""
        try:
            with self.store.edit(f"Step {seed}", merge=merge) as tx:
                deed(tx, Random(seed))
        except BrokenRule:
            pass
        self.forget_draft()

    @rule(votes=st.integers(0, 2), seconds=st.sampled_from((0, 0, 2)))
    def nudge(self, votes: int, seconds: float) -> None:
        """Set one field to and fro, which may come to nothing."""
        self.desk.clock.now += seconds
        self.desk.edit(version=str(votes), merge="nudge")

    @rule(picture=st.integers(0, 3))
    def change_portrait(self, picture: int) -> None:
        """Give a persona another picture, or none."""
        persona = next(iter(self.store.document.all(Persona)), None)
        if persona is not None:
            with self.store.edit("Portrait") as tx:
                if picture:
                    set_portrait(tx, persona.id, b"picture %d" % picture, width=1, height=1)
                else:
                    clear_portrait(tx, persona.id)

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        """Take steps back."""
        for _time in range(times):
            self.store.undo()
        self.forget_draft()

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        """Take steps forth."""
        for _time in range(times):
            self.store.redo()
        self.forget_draft()

    @rule(text=st.text(max_size=5))
    def write(self, text: str) -> None:
        """Write in an open editor."""
        self.draft = Draft(self.desk.map.id, "footnote", text)
        self.desk.keeper.note_draft(self.draft)

    @rule()
    def stop_writing(self) -> None:
        """Press Esc."""
        self.forget_draft()

    @rule()
    def flush(self) -> None:
        """A second goes by."""
        assert self.desk.keeper.flush()

    @rule()
    def save(self) -> None:
        """Save."""
        self.try_to_save(None)

    @rule(name=st.sampled_from(("one.journey", "two.journey")))
    def save_as(self, name: str) -> None:
        """Save under another name."""
        self.try_to_save(self.folder / name)

    @rule(seed=SEEDS, deed=st.sampled_from(DEEDS), save_as=st.booleans())
    def edit_while_saving(self, seed: int, deed: Deed, save_as: bool) -> None:
        """Go on working while a save is under way."""
        if self.desk.keeper.path is None:
            return
        path = self.folder / "one.journey" if save_as else None
        job = self.desk.keeper.job(self.store.document, self.store.position, path=path)
        before = Document(self.store.document, self.store.document.media)
        self.edit(seed, deed, "")
        self.undo(1)
        self.edit(seed + 1, deed, "")
        try:
            saved = self.desk.keeper.run(job)
        except ChangedOnDisk as problem:
            self.desk.keeper.accept(problem.sha256)
            saved = self.desk.keeper.run(job)
        self.desk.keeper.finished(saved)
        self.store.mark_saved(saved.position)
        self.desk.path, self.foreign, self.brought_in = saved.path, False, False
        assert same(before, self.desk.on_disk)

    # what happens

    @rule()
    def die(self) -> None:
        """The program is killed, and started again."""
        before, modified = self.store, self.modified
        self.desk.kill()
        self.start_again(before, modified=modified)

    @rule(call=CALL, save_as=st.booleans())
    def die_in_save(self, call: int, save_as: bool) -> None:
        """The program is killed at some moment of a save."""
        if self.desk.keeper.path is None and not save_as:
            return
        before = self.store
        path = self.folder / "one.journey" if save_as else None
        if self.desk.killed_in(call, lambda: self.try_to_save(path)):
            if path is not None and path.exists() and same(load(path).document, before.document):
                self.desk.path = path
            self.start_again(before)

    @rule(call=CALL)
    def die_in_recovery(self, call: int) -> None:
        """The program is killed, and once more when it is being started again."""
        before, modified = self.store, self.modified
        self.desk.kill()
        if not self.desk.killed_in(call, self.flushed_recovery):
            self.desk.kill()
        self.start_again(before, modified=modified)

    @precondition(lambda self: self.desk.keeper.path is not None)
    @rule(gone=st.booleans())
    def change_outside(self, gone: bool) -> None:
        """Another program writes the file, or deletes it."""
        self.desk.keeper.flush()
        path = self.desk.keeper.path
        assert path is not None
        if gone:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(encode(new_document(id_source(9), title="Another")))
        self.foreign = True

    # how the model follows

    @property
    def store(self) -> Store:
        """The store at work."""
        return self.desk.store

    @property
    def modified(self) -> bool:
        """Whether there is anything that no file holds, the text in the editor apart."""
        return self.store.modified or self.brought_in

    def forget_draft(self) -> None:
        """The editor is closed."""
        self.draft = None
        self.desk.keeper.note_draft(None)

    def try_to_save(self, path: Path | None) -> None:
        """Save; what another program wrote is written over."""
        if self.desk.keeper.path is None and path is None:
            return
        try:
            saved = self.desk.save(path)
        except ChangedOnDisk as problem:
            self.desk.keeper.accept(problem.sha256)
            saved = self.desk.save(path)
        self.desk.path, self.foreign, self.brought_in = saved.path, False, False
        assert same(self.desk.on_disk, self.store.document)

    def flushed_recovery(self) -> None:
        """Recover what there is and bring it to the disk."""
        if self.desk.found():
            self.desk.kill()
            self.desk.recover()
            self.desk.keeper.flush()

    def start_again(self, before: Store, *, modified: bool | None = None) -> None:
        """Start the program; what it recovers is what there was."""
        found = self.desk.found()
        if not found:
            assert self.draft is None
            assert not modified
            if self.foreign or not self.desk.path.exists():
                self.desk.path = self.folder / "three.journey"
                self.desk.path.write_bytes(encode(before.document))
            assert same(self.desk.on_disk, before.document)
            self.desk.open()
            self.foreign = self.brought_in = False
            return
        (one,) = found
        assert one.verdict in ("ready", "unsaved_map") or (self.foreign and one.verdict == "diverged")
        self.desk.take(one)
        assert same(self.store.document, before.document)
        assert done_of(self.store) == done_of(before)
        assert undone_of(self.store) == undone_of(before)
        assert self.desk.draft == self.draft
        if modified is not None and not self.foreign:
            assert self.store.modified == modified
        self.foreign = self.brought_in = False

    @invariant()
    def nothing_was_told(self) -> None:
        """There is no trouble."""
        assert self.desk.told == []


def some_map() -> Document:
    """A map with some of everything."""
    document = new_document(id_source(1), title="Some map")
    store = Store(document, new_id=id_source(2))
    rng = Random(3)
    for deed in SOME_OF_EVERYTHING:
        try:
            with store.edit("Fill") as tx:
                deed(tx, rng)
        except BrokenRule:
            pass
    return document


TestKeepingMachine = KeepingMachine.TestCase
TestKeepingMachine.settings = settings(max_examples=25, stateful_step_count=30)
