"""The one place where a map changes. Everybody else listens to its changes."""

import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec

from journeymapper.edit import rules
from journeymapper.edit.history import Entry, History
from journeymapper.edit.listeners import Listeners
from journeymapper.edit.session import Session, without_missing
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document
from journeymapper.model.ids import IdSource
from journeymapper.model.patch import Patch

Cause = Literal["edit", "undo", "redo"]

MOST_STEPS = 1000
"""How many steps can be undone."""

_open: "weakref.WeakSet[Store]" = weakref.WeakSet()


class Change(msgspec.Struct, frozen=True):
    """What listeners are told: what changed, the name of the step, why, and the session that goes with it.

    `mark` is that of the place in the history that it led to (`Store.position`); `merged` tells that it was added to
    the step before, so that the two are undone as one.
    """

    patch: Patch
    name: str
    cause: Cause
    session: Session
    mark: int = 0
    merged: bool = False


class Store:
    """A document, its history and its session.

    `clock` gives seconds, for merging; `limit` is how many steps can be undone. A `history` that leads to the document
    is taken over, with its own limit.
    """

    def __init__(
        self,
        document: Document,
        *,
        new_id: IdSource,
        clock: Callable[[], float] = time.monotonic,
        limit: int = MOST_STEPS,
        history: History | None = None,
    ) -> None:
        self._document = document
        self._new_id = new_id
        self._clock = clock
        self._history = History(limit) if history is None else history
        self._session = self._session_told = Session()
        self._listeners = Listeners[Change]()
        self._session_listeners = Listeners[Session]()
        self._revision = self._history.highest_mark
        self._editing = False
        self._telling = False

    @property
    def document(self) -> Document:
        """The document; it changes only through `edit`, `undo` and `redo`."""
        return self._document

    @property
    def revision(self) -> int:
        """A number that rises with every change, undo included."""
        return self._revision

    @property
    def open(self) -> bool:
        """Whether an edit is under way."""
        return self._editing

    @property
    def undo_name(self) -> str:
        """The name of the step that undo would take back, "" for none."""
        entry = self._history.last_done
        return entry.name if entry else ""

    @property
    def redo_name(self) -> str:
        """The name of the step that redo would do again, "" for none."""
        entry = self._history.last_undone
        return entry.name if entry else ""

    @property
    def modified(self) -> bool:
        """Whether the document is another than the saved one, as far as the history tells."""
        return self._history.modified

    @property
    def position(self) -> int:
        """Identifies the present place in the history, for `mark_saved` after a save in the background."""
        return self._history.mark

    def mark_saved(self, position: int | None = None) -> None:
        """Take the present position, or the one that was written, as the saved one."""
        self._history.mark_saved(self._history.mark if position is None else position)

    @property
    def session(self) -> Session:
        """What is selected and seen. Set within an edit it is what redo shows; a failed edit restores it."""
        return self._session

    @session.setter
    def session(self, session: Session) -> None:
        self._session = session
        if not self._editing:
            self._tell_session()

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Tell the listener of every change from now on; the function returned ends this.

        Listeners may read and may set the session, not change the document. An exception of one reaches the
        caller of the edit after all were told; the edit stands.
        """
        return self._listeners.add(listener)

    def subscribe_session(self, listener: Callable[[Session], None]) -> Callable[[], None]:
        """Tell the listener whenever the session is another; the function returned ends this."""
        return self._session_listeners.add(listener)

    @contextmanager
    def edit(self, name: str, *, merge: str = "") -> Iterator[Transaction]:
        """One step of the history, named for the user: `with store.edit(_("Move card")) as tx: …`.

        Steps with the same `merge` key, each within a second of the one before, become one.
        Raises BrokenRule where the result breaks a rule. After any exception the document and the session are
        what they were. An edit within an edit, or by a listener, raises RuntimeError.
        """
        self._refuse_when_busy()
        transaction = Transaction(self._document, self._new_id)
        before = self._session
        self._editing = True
        _open.add(self)
        try:
            yield transaction
            rules.check(self._document, transaction.patch)
        except BaseException:
            self._document.apply(transaction.patch.inverted())
            self._session = before
            raise
        finally:
            transaction.close()
            self._editing = False
            _open.discard(self)
        self._finish(name, transaction.patch, before, merge)

    def apply(self, patch: Patch, name: str) -> None:
        """Apply a patch made elsewhere as one edit.

        Raises StalePatch where a record is not what the patch says it was, BrokenRule where the result breaks a
        rule.
        """
        with self.edit(name) as tx:
            tx.apply(patch)

    def undo(self) -> Change | None:
        """Take the last step back, with the session from before it; None where there is none."""
        self._refuse_when_busy()
        entry = self._history.last_done
        if entry is None:
            return None
        patch = entry.patch.inverted()
        self._document.apply(patch)
        self._history.step_back()
        return self._changed(patch, entry.name, "undo", entry.before)

    def redo(self) -> Change | None:
        """Do the last undone step again, with the session from after it; None where there is none."""
        self._refuse_when_busy()
        entry = self._history.last_undone
        if entry is None:
            return None
        self._document.apply(entry.patch)
        self._history.step_forth()
        return self._changed(entry.patch, entry.name, "redo", entry.after)

    def _refuse_when_busy(self) -> None:
        if self._editing:
            raise RuntimeError("an edit is already under way")
        if self._telling:
            raise RuntimeError("a listener must not change the document it is being told about")

    def _finish(self, name: str, patch: Patch, before: Session, merge: str) -> None:
        if patch:
            after = without_missing(self._session, self._document)
            entry = Entry(name, patch, before, after, merge, self._clock(), self._revision + 1)
            merged = self._history.add(entry)
            self._changed(patch, name, "edit", after, merged=merged)
        else:
            self._tell_session()

    def _changed(
        self, patch: Patch, name: str, cause: Cause, session: Session, *, merged: bool = False
    ) -> Change:
        self._session = without_missing(session, self._document)
        self._revision += 1
        change = Change(patch, name, cause, self._session, self._history.mark, merged)
        self._telling = True
        try:
            self._listeners.tell(change)
        finally:
            self._telling = False
            self._tell_session()
        return change

    def _tell_session(self) -> None:
        if self._session != self._session_told:
            self._session_told = self._session
            self._session_listeners.tell(self._session)


def open_stores() -> list[Store]:
    """The stores with an edit under way; a test that leaves one has a fault."""
    return list(_open)
