"""What a program that starts after a power cut makes of what it finds."""

import shutil
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from journeymapper.edit.replay import replay
from journeymapper.files.codec import decode
from journeymapper.files.journal.entries import Draft, Logged
from journeymapper.files.recovery import Recovered, find_recoverable, put_off, recover
from journeymapper.model.errors import FileProblem
from journeymapper.model.fingerprint import fingerprint
from journeymapper.model.ids import id_source
from tests.reliability.disk.crashes import Cut
from tests.reliability.places import Place
from tests.reliability.power.session import Recording
from tests.reliability.power.sharing import Sharing

Lose = Callable[[Sequence[Logged]], Sequence[Logged]]
"""What a recovery makes of the steps that it found; anything but all of them is a control."""

MAP, STATE, JOURNALS = "maps/map.journey", "state", "state/journals"
TEMPORARY = ".tmp"
ALONE = 200
"""One in so many states is looked at with nothing remembered, too."""
MOST_KEPT = 4_000
NO_FILE = ""
UNOPENABLE = "cannot be opened"


class Found(msgspec.Struct, frozen=True):
    """What is there: prints of the file and of what was recovered (None: nothing), the draft, and what went wrong."""

    file: str
    recovered: str | None
    draft: Draft | None
    problem: str


Kind = Literal["lost", "unopenable", "crash"]


class Verdict(msgspec.Struct, frozen=True):
    """What is wrong with a state."""

    kind: Kind
    sentence: str


class Judge:
    """Judges the states of one recording, each different one once."""

    def __init__(self, recording: Recording, root: Path, *, lose: Lose = lambda steps: steps) -> None:
        self._recording = recording
        self._place, self._folder = Place(root), Folder(root)
        self._sharing = Sharing()
        self._replayed: dict[tuple[bytes, tuple[int, ...]], str] = {}
        self._lose = lose
        self._prints: dict[bytes, str] = {}
        self._found: OrderedDict[frozenset[tuple[str, bytes | None]], Found] = OrderedDict()
        self.different = 0

    def verdict(self, cut: Cut) -> Verdict | None:
        """What is wrong with a state, None for nothing."""
        if "open" not in cut.told:
            return None
        found = self._look(cut.content)
        wrong = self._judge_file(cut, found)
        if wrong is None and found.problem:
            return self._wrong("crash", cut, found.problem)
        return wrong or self._judge_work(cut, found) or self._judge_draft(cut, found)

    def _judge_file(self, cut: Cut, found: Found) -> Verdict | None:
        told, prints = cut.told, self._recording.prints
        allowed = {prints[told[what]] for what in ("saved", "saving") if what in told}
        if "saved" not in told:
            allowed.add(prints[0] if self._recording.begins_with_file else NO_FILE)
        if found.file in allowed:
            return None
        return self._wrong(
            "unopenable", cut, f"the file is neither the old nor the new map ({found.file or 'gone'})"
        )

    def _judge_work(self, cut: Cut, found: Found) -> Verdict | None:
        floor = max(cut.told.get("synced", 0), cut.told.get("saved", 0))
        allowed = self._recording.prints[floor : cut.told.get("noted", 0) + 2]
        there = found.file if found.recovered is None else found.recovered
        if there == NO_FILE and not self._recording.begins_with_file:
            # A new map to which nothing was done, or nothing is left of it, is not offered again.
            there = self._recording.prints[0]
        if there in allowed:
            return None
        place = self._recording.prints.index(there) if there in self._recording.prints else "none"
        return self._wrong("lost", cut, f"the map is that after {place} changes, {floor} were synced")

    def _judge_draft(self, cut: Cut, found: Found) -> Verdict | None:
        allowed = self._recording.drafts[cut.told.get("drafted", 0) : cut.told.get("draft", 0) + 2]
        if found.draft in allowed:
            return None
        return self._wrong("lost", cut, f"the text in the editor is {found.draft}")

    def _wrong(self, kind: Kind, cut: Cut, sentence: str) -> Verdict:
        where = f"session {self._recording.seed}, after operation {cut.after} ({cut.told}): "
        return Verdict(kind, where + sentence)

    # looking at a state

    def _look(self, content: Mapping[str, bytes | None]) -> Found:
        key = frozenset(content.items())
        found = self._found.get(key)
        if found is None:
            self.different += 1
            with self._sharing.shared():
                found = self._found[key] = self._look_at_new(content)
            if self.different % ALONE == 0 and self._look_alone(content) != found:
                found = msgspec.structs.replace(found, problem="looked at alone, it is another")
            if len(self._found) > MOST_KEPT:
                self._found.popitem(last=False)
        return found

    def _look_alone(self, content: Mapping[str, bytes | None]) -> Found:
        self._replayed.clear()
        self._folder.forget()
        return self._look_at_new(content)

    def _look_at_new(self, content: Mapping[str, bytes | None]) -> Found:
        self._folder.lay_out(content)
        data = content.get(MAP)
        file = NO_FILE if data is None else self._print(data)
        try:
            return self._start(file)
        except Exception as error:  # noqa: BLE001 - whatever a start raises is what is looked for
            return Found(file, None, None, f"{type(error).__name__}: {error}")

    def _start(self, file: str) -> Found:
        offers = find_recoverable(self._place.state)
        try:
            if not offers:
                return Found(file, None, None, "")
            (offer,) = offers
            if offer.verdict == "base_missing":  # whether anything was lost by that is judged
                return Found(file, NO_FILE, None, "")
            recovered = recover(offer)
        finally:
            for offer in offers:
                put_off(offer)
        problem = "" if offer.verdict in ("ready", "unsaved_map") else f"the verdict is {offer.verdict}"
        return Found(file, self._replay(recovered), recovered.draft, problem)

    def _replay(self, recovered: Recovered) -> str:
        """The print of what was recovered. Within a session the number of a change says what it was."""
        steps = self._lose(recovered.steps)
        key = (recovered.data, tuple(step.seq for step in steps))
        if key not in self._replayed:
            store, applied = replay(
                recovered.loaded.document,
                steps,
                done=recovered.done,
                undone=recovered.undone,
                first=recovered.first,
                saved=recovered.saved,
                new_id=id_source(1),
            )
            self._replayed[key] = (
                fingerprint(store.document) if applied == len(steps) else "steps that do not fit"
            )
        return self._replayed[key]

    def _print(self, data: bytes) -> str:
        """The print of a file, by its bytes."""
        known = self._prints.get(data)
        if known is None:
            try:
                known = fingerprint(decode(data).document)
            except FileProblem:
                known = UNOPENABLE
            self._prints[data] = known
        return known


class Folder:
    """A folder in which one state after the other is laid out; what two have in common is left where it lies."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lies: dict[str, bytes | None] = {}
        self.forget()

    def forget(self) -> None:
        """Begin with nothing."""
        shutil.rmtree(self._root)
        self._root.mkdir()
        self._lies = {}

    def lay_out(self, content: Mapping[str, bytes | None]) -> None:
        """Make it hold just this, and perhaps empty folders that a start makes."""
        # A start may delete journals and temporary files, and make the folders of the state folder: nothing else.
        touched = JOURNALS if STATE in content and STATE in self._lies else STATE
        shutil.rmtree(self._root / touched, ignore_errors=True)
        self._lies = {
            name: data for name, data in self._lies.items() if not f"{name}/".startswith(f"{touched}/")
        }
        try:
            self._change(content)
        except OSError:
            self.forget()
            self._change(content)

    def _change(self, content: Mapping[str, bytes | None]) -> None:
        for name in sorted(self._lies.keys() - content.keys(), reverse=True):
            path = self._root / name
            path.rmdir() if self._lies[name] is None else path.unlink()
        for name in sorted(content):
            data = content[name]
            if data is None:
                (self._root / name).mkdir(exist_ok=True)
            elif self._lies.get(name) != data or name.endswith(TEMPORARY):
                (self._root / name).write_bytes(data)
        self._lies = dict(content)
