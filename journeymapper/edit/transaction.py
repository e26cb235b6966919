"""One edit under way: the only thing that writes to a document."""

from typing import Any, TypeVar

import msgspec

from journeymapper.model.document import Document
from journeymapper.model.errors import BrokenRule, StalePatch
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource
from journeymapper.model.patch import Change, Patch, make_patch
from journeymapper.model.records import Record

R = TypeVar("R", bound=Record)


class Transaction:
    """Writes to the live document and remembers what it found there. `Store.edit` makes and ends it.

    What is written is seen at once through `document`, indexes included. After the edit has ended, writing
    raises RuntimeError.
    """

    def __init__(self, document: Document, new_id: IdSource) -> None:
        self._document = document
        self._new_id = new_id
        self._changes: dict[str, Change] = {}
        self._closed = False

    @property
    def document(self) -> Document:
        """The document as this edit has left it so far."""
        return self._document

    @property
    def patch(self) -> Patch:
        """What this edit has changed so far."""
        return make_patch(self._changes)

    def new_id(self) -> str:
        """An id that no record has."""
        key = self._new_id()
        while key in self._document:
            key = self._new_id()
        return key

    def put(self, record: R) -> R:
        """Add the record or put it in place of the one with its id, and return it as stored.

        Stored is a copy with tuples for lists and floats for whole numbers, as reading the file gives it.
        Raises BrokenRule where a field holds a value of the wrong type.
        """
        try:
            stored = msgspec.convert(msgspec.to_builtins(record), type(record))
        except msgspec.ValidationError as error:
            problem = _("{type} {id} has a value of the wrong type").format(
                type=type(record).__name__, id=record.id
            )
            raise BrokenRule(
                _("This cannot be done: {problem}.").format(problem=f"{problem} ({error})")
            ) from error
        self._write(record.id, stored)
        return stored

    def change(self, key: str, **fields: Any) -> Record:
        """Put the record with this id with other values in some fields, and return it as stored.

        Raises BrokenRule where there is no such record, TypeError where it has no such field.
        """
        if "id" in fields:
            raise TypeError("the id of a record never changes")
        return self.put(msgspec.structs.replace(self.record(key), **fields))

    def remove(self, key: str) -> None:
        """Take the record with this id away; raises BrokenRule where there is none."""
        self.record(key)
        self._write(key, None)

    def record(self, key: str) -> Record:
        """The record with this id; raises BrokenRule where there is none."""
        found = self._document.get(key)
        if found is None:
            raise BrokenRule(_("This cannot be done: the record “{id}” is not in the map.").format(id=key))
        return found

    def find(self, kind: type[R], key: str) -> R:
        """The record of this type with this id; raises BrokenRule where there is none."""
        found = self.record(key)
        if not isinstance(found, kind):
            raise BrokenRule(
                _("This cannot be done: the record “{id}” is not a {type}.").format(
                    id=key, type=kind.__name__
                )
            )
        return found

    def apply(self, patch: Patch) -> None:
        """Do what a patch says, as part of this edit.

        Raises StalePatch where a record is not what the patch says it was.
        """
        for key, (before, after) in patch.changes.items():
            if self._document.get(key) != before:
                raise StalePatch(
                    _("record {id} has changed since the edit was made; nothing was done").format(id=key)
                )
            if after is None:
                self.remove(key)
            elif after.id == key:
                self.put(after)
            else:
                raise BrokenRule(
                    _("This cannot be done: a change of {id} names {other}.").format(id=key, other=after.id)
                )

    def close(self) -> None:
        """Allow no more writing."""
        self._closed = True

    def _write(self, key: str, after: Record | None) -> None:
        if self._closed:
            raise RuntimeError("this edit has ended")
        before = self._document.get(key)
        self._document.apply(make_patch({key: (before, after)}))
        self._changes[key] = (self._changes[key][0] if key in self._changes else before, after)
