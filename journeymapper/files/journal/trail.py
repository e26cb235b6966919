"""The last steps of a map's history as its journal knows them, kept up change by change.

Writer and reader follow the same changes with the same rules, so an undo of a step that both know is written without
its records.
"""

from collections import deque
from collections.abc import Iterable

import msgspec

from journeymapper.files.journal.entries import Cause, Logged
from journeymapper.model.patch import Patch

MOST_STEPS = 200
"""Steps that can be undone, and as many that can be redone, after a recovery."""
MOST_CHANGES = 500_000
"""Changed records that these steps may hold together, the last one apart: a map's worth of them, not 200."""


class Past(msgspec.Struct, frozen=True):
    """A history at one moment: `done` and `undone` oldest first, the last of `undone` being redone first.

    `first` is the mark of the place before `done`.
    """

    done: tuple[Logged, ...] = ()
    undone: tuple[Logged, ...] = ()
    first: int = 0

    @property
    def mark(self) -> int:
        """The mark of the present place."""
        return self.done[-1].mark if self.done else self.first


class Trail:
    """A history that follows what is done, undone and redone."""

    def __init__(self, past: Past) -> None:
        self._first = past.first
        self._done = _Steps(past.done)
        self._undone = _Steps(past.undone)

    @property
    def mark(self) -> int:
        """The mark of the present place."""
        last = self._done.last
        return last.mark if last else self._first

    @property
    def past(self) -> Past:
        """The history as it is now."""
        return Past(self._done.all(), self._undone.all(), self._first)

    def expected(self, cause: Cause) -> Patch | None:
        """What an undo or a redo would change now; None where the step is not known, and for an edit."""
        if cause == "undo" and self._done.last:
            return self._done.last.patch.inverted()
        return self._undone.last.patch if cause == "redo" and self._undone.last else None

    def knows(self, change: Logged) -> bool:
        """Whether this is an undo or a redo of the step that is expected: no two places of a history share a mark."""
        if change.cause == "undo":
            step, below = self._done.last, self._done.below
            mark = below.mark if below else self._first
        else:
            step = self._undone.last if change.cause == "redo" else None
            mark = step.mark if step else change.mark
        return step is not None and mark == change.mark and len(step.patch) == len(change.patch)

    def follow(self, change: Logged) -> None:
        """Follow one change."""
        match change.cause:
            case "undo":
                self._undo(change)
            case "redo":
                self._push(self._undone.pop() or change)
            case "edit":
                self._undone.clear()
                self._edit(change)

    def _edit(self, change: Logged) -> None:
        last = self._done.pop() if change.merged else None
        if last is not None:
            change = msgspec.structs.replace(change, patch=last.patch.then(change.patch))
        # Two halves of a step that took each other back leave none.
        if change.patch:
            self._push(change)

    def _undo(self, change: Logged) -> None:
        step = self._done.pop()
        if step is None:
            step = msgspec.structs.replace(change, mark=self._first, patch=change.patch.inverted())
            self._first = change.mark
        self._undone.push(step)

    def _push(self, step: Logged) -> None:
        forgotten = self._done.push(step)
        if forgotten is not None:
            self._first = forgotten.mark


def followed(past: Past, changes: Iterable[Logged]) -> Past:
    """A history after more changes."""
    trail = Trail(past)
    for change in changes:
        trail.follow(change)
    return trail.past


class _Steps:
    """A pile of steps that forgets its lowest when it grows too large."""

    def __init__(self, steps: Iterable[Logged]) -> None:
        self._steps = deque(steps)
        self._changes = sum(len(step.patch) for step in self._steps)

    @property
    def last(self) -> Logged | None:
        return self._steps[-1] if self._steps else None

    @property
    def below(self) -> Logged | None:
        return self._steps[-2] if len(self._steps) > 1 else None

    def all(self) -> tuple[Logged, ...]:
        return tuple(self._steps)

    def push(self, step: Logged) -> Logged | None:
        """Add a step; gives the last of those forgotten for it."""
        self._steps.append(step)
        self._changes += len(step.patch)
        forgotten = None
        while len(self._steps) > MOST_STEPS or (len(self._steps) > 1 and self._changes > MOST_CHANGES):
            forgotten = self._steps.popleft()
            self._changes -= len(forgotten.patch)
        return forgotten

    def pop(self) -> Logged | None:
        if not self._steps:
            return None
        step = self._steps.pop()
        self._changes -= len(step.patch)
        return step

    def clear(self) -> None:
        self._steps.clear()
        self._changes = 0
