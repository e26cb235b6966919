"""A store made anew from recorded steps, history included: what a crash took is there again, and can be undone."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from journeymapper.edit import rules
from journeymapper.edit.history import NO_MARK, Entry, History
from journeymapper.edit.session import Session
from journeymapper.edit.store import MOST_STEPS, Cause, Store
from journeymapper.model.document import Document
from journeymapper.model.errors import BrokenRule, StalePatch
from journeymapper.model.ids import IdSource
from journeymapper.model.patch import Patch


class Recorded(Protocol):
    """A change as it was recorded: what `edit.store.Change` told of it (`files.journal.entries.Logged` is one)."""

    @property
    def cause(self) -> Cause:
        """Whether it was an edit, an undo or a redo."""

    @property
    def name(self) -> str:
        """The name of the step."""

    @property
    def merged(self) -> bool:
        """Whether it was added to the step before."""

    @property
    def mark(self) -> int:
        """The mark of the place in the history that it led to."""

    @property
    def patch(self) -> Patch:
        """What it changed."""


class Replayed(NamedTuple):
    """The store, and how many of the steps were done again: fewer than there were where one did not fit."""

    store: Store
    applied: int


def replay(
    document: Document,
    steps: Sequence[Recorded],
    *,
    new_id: IdSource,
    done: Sequence[Recorded] = (),
    undone: Sequence[Recorded] = (),
    first: int = 0,
    saved: int | None = 0,
) -> Replayed:
    """A store in which `steps` follow on `document`, which had the history `done` and `undone` already.

    Both are given oldest first; the last of `undone` would be redone first. `first` is the mark of the place before
    `done`, `saved` the mark of the place that its file holds (None: there is none). Where a step does not fit the
    document, or leaves it breaking a rule, the store ends before it.
    """
    history = History(
        MOST_STEPS,
        done=map(_entry, done),
        undone=map(_entry, undone),
        first_mark=first,
        saved_mark=NO_MARK if saved is None else saved,
    )
    applied = 0
    for step in steps:
        if not _fits(document, step.patch):
            break
        _remember(history, step)
        applied += 1
    return Replayed(Store(document, new_id=new_id, history=history), applied)


def _fits(document: Document, patch: Patch) -> bool:
    """Apply a patch; where that breaks a rule, or cannot be done, leave the document as it was."""
    try:
        document.apply(patch)
    except StalePatch:
        return False
    try:
        rules.check(document, patch)
    except BrokenRule:
        document.apply(patch.inverted())
        return False
    return True


def _remember(history: History, step: Recorded) -> None:
    match step.cause:
        case "undo" if _is(history.last_done, step.patch.inverted()):
            history.step_back()
        case "redo" if _is(history.last_undone, step.patch):
            history.step_forth()
        case _:
            # An undo of what the history no longer knows is a step like any other: it can be undone.
            history.put(_entry(step), merged=step.merged and history.last_done is not None)


def _is(entry: Entry | None, patch: Patch) -> bool:
    return entry is not None and entry.patch == patch


def _entry(step: Recorded) -> Entry:
    return Entry(step.name, step.patch, Session(), Session(), merge="", time=0.0, mark=step.mark)
