"""What has been done and can be undone: named steps, merged where they belong together, limited in number.

A position in the history has a mark, a number that no other position ever gets; by it the position that was saved
is known, whatever is undone, merged or forgotten later.
"""

from collections.abc import Iterable

import msgspec

from journeymapper.edit.session import Session
from journeymapper.model.patch import Patch

MERGE_SECONDS = 1.0
NO_MARK = -1
"""The mark of no position: what the saved one is called where nothing was ever saved."""


class Entry(msgspec.Struct, frozen=True):
    """One step: what it did, what was seen before and after, and when it was last added to, in seconds."""

    name: str
    patch: Patch
    before: Session
    after: Session
    merge: str
    time: float
    mark: int


class History:
    """The steps done and undone, at most `limit` of them.

    It may begin with steps from elsewhere, oldest first, the next to be redone last in `undone`; `first_mark` is
    then the position before them, `saved_mark` the saved one.
    """

    def __init__(
        self,
        limit: int,
        *,
        done: Iterable[Entry] = (),
        undone: Iterable[Entry] = (),
        first_mark: int = 0,
        saved_mark: int = 0,
    ) -> None:
        self._limit = limit
        self._done = list(done)
        self._undone = list(undone)
        self._first_mark = first_mark
        self._saved_mark = saved_mark
        self._mergeable = False

    @property
    def mark(self) -> int:
        """The mark of the present position."""
        return self._done[-1].mark if self._done else self._first_mark

    @property
    def highest_mark(self) -> int:
        """The highest mark that any position has or may be asked for: new ones must be above it."""
        steps = (entry.mark for entry in (*self._done, *self._undone))
        return max(self._first_mark, self._saved_mark, *steps)

    @property
    def last_done(self) -> Entry | None:
        """The step that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Entry | None:
        """The step that redo would do again."""
        return self._undone[-1] if self._undone else None

    @property
    def modified(self) -> bool:
        """Whether the present position is another than the saved one."""
        return self.mark != self._saved_mark

    def mark_saved(self, mark: int) -> None:
        """Take the position with this mark as the saved one."""
        self._saved_mark = mark

    def add(self, entry: Entry) -> bool:
        """Add a step just done, merged with the one before where both belong together; whether they were."""
        last = self.last_done
        merged = last is not None and self._belongs_to(last, entry)
        self.put(entry, merged=merged)
        return merged

    def put(self, entry: Entry, *, merged: bool) -> None:
        """Add a step, merged with the last one or not as is said; forget what was undone."""
        if merged:
            last = self._done.pop()
            entry = msgspec.structs.replace(entry, patch=last.patch.then(entry.patch), before=last.before)
        self._undone.clear()
        self._mergeable = True
        if entry.patch:
            self._done.append(entry)
        else:
            # Two halves took each other back. What comes next must not run into the step before them.
            self._mergeable = False
        if len(self._done) > self._limit:
            self._first_mark = self._done.pop(0).mark

    def step_back(self) -> None:
        """Move the last step done to the undone ones."""
        self._undone.append(self._done.pop())
        # Until the next step is added, that is: a step redone is not added to either.
        self._mergeable = False

    def step_forth(self) -> None:
        """Move the last step undone to the done ones."""
        self._done.append(self._undone.pop())

    def _belongs_to(self, last: Entry, entry: Entry) -> bool:
        return (
            self._mergeable
            and bool(entry.merge)
            and entry.merge == last.merge
            and entry.time - last.time <= MERGE_SECONDS
            and last.mark != self._saved_mark
        )
