"""How a story comes about, entry by entry."""

from collections.abc import Callable, Iterable
from typing import assert_never

from journeymapper.files.journal.entries import (
    FORMAT,
    UNREADABLE,
    Base,
    Closed,
    Draft,
    Edit,
    Entry,
    Former,
    Head,
    Intent,
    Logged,
    Media,
    Step,
    Whole,
    Writing,
    decode_patch,
    decode_records,
)
from journeymapper.files.journal.story import Story, draft_after
from journeymapper.files.journal.trail import Past, Trail
from journeymapper.files.migrations import current_version
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.model.patch import Patch, make_patch
from journeymapper.model.records import Record

Known = Callable[[str], Record | None]
"""The record of this id as it is in the document that the changes go on from, None where it holds none."""


class OtherVersion(JourneyError):
    """The journal is of another version of the program."""

    def __init__(self) -> None:
        super().__init__(
            _("another version of JourneyMapper wrote this: open it with that version to recover it")
        )


class Formers:
    """What records were before the bare changes of a journal.

    It is told in the journal, or follows from the changes before and the document that they go on from: that after
    the first `since` changes, whose records are `known`.
    """

    def __init__(self, entries: Iterable[Entry], known: Known | None, since: int) -> None:
        self._known = known
        self._since = since
        self._told: dict[int, dict[str, Record]] = {}
        self._all_told: set[int] = set()
        self._now: dict[str, Record | None] = {}
        self.lacking = False
        for entry in entries:
            if isinstance(entry, Former):
                self._told.setdefault(entry.seq, {}).update(decode_records(entry.before))
                if entry.last:
                    self._all_told.add(entry.seq)

    def follow(self, patch: Patch) -> None:
        """Remember what records are after a change."""
        self._now.update({key: after for key, (_before, after) in patch.changes.items()})

    def patch(self, edit: Edit) -> Patch:
        """The patch of a bare change. Raises one of `entries.UNREADABLE`."""
        after: dict[str, Record | None] = dict.fromkeys(edit.gone)
        after.update(decode_records(edit.after))
        return make_patch({key: (self._before(edit.seq, key), record) for key, record in after.items()})

    def _before(self, seq: int, key: str) -> Record | None:
        if seq in self._all_told:
            return self._told[seq].get(key)
        if self._known is not None and seq > self._since:
            return self._now[key] if key in self._now else self._known(key)
        self.lacking = True
        return Record(id=key)


class Telling:
    """A story as it is told, entry by entry."""

    def __init__(self, formers: Formers) -> None:
        self._formers = formers
        self._head: Head | None = None
        self._base: Base | None = None
        self._done: list[Logged] = []
        self._undone: list[Logged] = []
        self._trail: Trail | None = None
        self._past = Past()
        self._whole = False
        self._steps: list[Logged] = []
        self._intents: list[Intent] = []
        self._media: dict[str, bytes] = {}
        self._draft: Draft | None = None
        self._closed = False

    def take(self, entry: Entry) -> bool:
        """Take the next entry; whether it can stand where it stands."""
        match entry:
            case Head():
                return self._take_head(entry)
            case Base():
                return self._take_base(entry)
            case Step():
                return self._take_step(entry)
            case Edit():
                return self._take_edit(entry)
            case _:
                return self._base is not None and self._take_rest(entry)

    def _take_rest(self, entry: Media | Former | Intent | Writing | Whole | Closed) -> bool:
        match entry:
            case Former():
                pass  # which `Formers` have heard before
            case Media():
                self._media[entry.sha256] = entry.data
            case Intent():
                self._intents.append(entry)
            case Writing():
                self._draft = entry.draft
            case Whole():
                self._whole = True
            case Closed():
                self._closed = True
            case _:
                assert_never(entry)
        return True

    def story(self) -> Story | None:
        """All that was told, None as long as the beginning is not."""
        if self._head is None or self._base is None or not self._whole:
            return None
        return Story(
            head=self._head,
            base=self._base,
            past=self._begun(),
            steps=tuple(self._steps),
            intents=tuple(self._intents),
            media=self._media,
            draft=self._draft,
            closed=self._closed,
            partial=self._formers.lacking,
        )

    def _take_head(self, head: Head) -> bool:
        if self._head is not None:
            return False
        if (head.format, head.version) != (FORMAT, current_version()):
            raise OtherVersion
        self._head = head
        return True

    def _take_base(self, base: Base) -> bool:
        if self._head is None or self._base is not None:
            return False
        self._base = base
        return True

    def _take_step(self, step: Step) -> bool:
        if self._base is None or self._steps:
            return False
        try:
            patch = decode_patch(step.before, step.after)
        except UNREADABLE:
            return False
        known = self._undone if step.undone else self._done
        known.append(Logged(0, "edit", step.name, merged=False, mark=step.mark, patch=patch))
        return True

    def _take_edit(self, edit: Edit) -> bool:
        if self._base is None:
            return False
        last = self._steps[-1].seq if self._steps else self._base.seq
        trail = self._trail = self._trail or Trail(self._begun())
        patch = self._patch(edit, trail)
        if edit.seq != last + 1 or patch is None:
            return False
        change = Logged(edit.seq, edit.cause, edit.name, edit.merged, edit.mark, patch, edit.bare)
        trail.follow(change)
        self._formers.follow(patch)
        self._steps.append(change)
        self._draft = draft_after(self._draft, change)
        return True

    def _patch(self, edit: Edit, trail: Trail) -> Patch | None:
        """What an edit changed; None where that cannot be told."""
        if edit.known:
            return trail.expected(edit.cause)
        try:
            return self._formers.patch(edit) if edit.bare else decode_patch(edit.before, edit.after)
        except UNREADABLE:
            return None

    def _begun(self) -> Past:
        first = self._base.first if self._base else 0
        return Past(tuple(self._done), tuple(self._undone), first)
