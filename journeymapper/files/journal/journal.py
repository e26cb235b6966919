"""The journal of one open map, as the program writes it.

Changes are noted by the thread that edits the document, with one write into the system's memory; from then on the end
of this process loses nothing. A thread of the journal's own brings them to the disk within a second. What goes wrong
is remembered, told once and mended later, by a new file that goes on from the document as it is then.
"""

import errno
import hashlib
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from journeymapper.files.journal.entries import (
    Base,
    Cause,
    Closed,
    Draft,
    Intent,
    Logged,
    Writing,
    edit_entry,
    encode_entry,
    former_entries,
    sound,
    written_path,
)
from journeymapper.files.journal.frames import are_whole
from journeymapper.files.journal.image import Beginning, image, new_pictures, pictures_in, pictures_of
from journeymapper.files.journal.places import base_name
from journeymapper.files.journal.reading import later_payloads
from journeymapper.files.journal.story import draft_after
from journeymapper.files.journal.syncing import Syncing
from journeymapper.files.journal.tape import Tape
from journeymapper.files.journal.trail import MOST_STEPS, Past, Trail
from journeymapper.files.writer import why_not
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.patch import Patch
from journeymapper.model.records import Asset, Record

SYNC_SECONDS = 0.4
"""How long changes are gathered before they are brought to the disk."""
MANY = 1000
"""A change of more records is written down without what they were before, so that nobody has to wait for it."""
RETRY_SECONDS = 2.0
"""How long a journal in trouble is left alone before it is tried again."""

Encode = Callable[[Mapping[str, Record], Mapping[str, bytes]], bytes]
"""The bytes of a file that holds these records and pictures."""


class Kept(msgspec.Struct, frozen=True):
    """What is known of the map's file: its place (None: it has none), the SHA-256 of its bytes ("" for none), and
    the mark of the place in the history that it holds (None: none of them).
    """

    path: Path | None
    sha256: str
    saved: int | None


class Origin(msgspec.Struct, frozen=True):
    """Where a journal takes up: after `seq` changes, with the history at that place, the last of those changes since
    its base being `steps`.
    """

    kept: Kept
    past: Past = Past()
    seq: int = 0
    steps: tuple[Logged, ...] = ()


class Moment(msgspec.Struct, frozen=True):
    """The map after `seq` changes: its history, title, records and pictures."""

    seq: int
    past: Past
    title: str
    records: Mapping[str, Record]
    media: Mapping[str, bytes]
    draft: Draft | None = None


class Journal:
    """Writes down what is done to one map.

    All is for the thread that edits the document, but `intend` and `follow_save`, which are for the worker that saves
    it. Only those two, `flush` and `close` wait for the disk. `tell` gets a sentence about each new trouble, and
    `synced` is called whenever all is on the disk: both perhaps by another thread.
    """

    def __init__(
        self,
        tape: Tape,
        document: Document,
        origin: Origin,
        *,
        encode: Encode,
        tell: Callable[[str], None],
        synced: Callable[[], None],
    ) -> None:
        self._tape = tape
        self._document = document
        self._kept = origin.kept
        self._trail = Trail(origin.past)
        self._seq = origin.seq
        self._encode = encode
        self._tell = tell
        self._synced = synced
        # Those that a reader of the journal has: from the base, or from the journal itself.
        self._pictures = frozenset(document.media)
        self._draft: Draft | None = None
        # The save that was told last: it may have come to the file, whatever was reported.
        self._intent: Intent | None = None
        self._bare = deque((step for step in origin.steps if step.bare), maxlen=MOST_STEPS)
        # What a journal in trouble is to be made anew from; the tape gathers what follows.
        self._offered: Moment | None = None
        self._retry = 0.0
        self._told = False
        # Held by whoever syncs or begins a new file.
        self._disk = threading.Lock()
        self._syncing = Syncing(self._settle, SYNC_SECONDS)

    @property
    def unsaved(self) -> bool:
        """Whether there is anything that the map's file does not hold."""
        return self._trail.mark != self._kept.saved or self._draft is not None

    @property
    def in_trouble(self) -> bool:
        """Whether a crash would lose something."""
        return self._tape.trouble is not None

    # what is done to the map

    def begin(self, beginning: Beginning) -> None:
        """Begin it, before the first change: that of a map that no file of the user's holds, or of a recovered one."""
        self._draft = beginning.draft
        try:
            self._begin(beginning, self._document.map.title, self._document.media)
        except OSError as error:
            self._tape.fail(error)
        self._pictures = beginning.pictures | pictures_of(beginning.past)
        self._syncing.wake()

    def note(self, cause: Cause, name: str, patch: Patch, *, merged: bool, mark: int) -> None:
        """Write down a change just made."""
        # A merged step is told in full: it begins where the one before did, which is not the state before it.
        bare = cause == "edit" and not merged and len(patch) > MANY
        change = Logged(self._seq + 1, cause, name, merged, mark, patch, bare)
        if bare:
            self._bare.append(change)
        try:
            self._follow(change)
        except Exception:
            # What is not in the journal now is in the document: it is made anew from that.
            self._tape.miss()
            raise
        finally:
            self.tend()

    def _follow(self, change: Logged) -> None:
        try:
            known = self._trail.knows(change)
            payloads = [] if known else self._new_pictures(change)
            payloads.append(encode_entry(edit_entry(change, known=known)))
            self._write(payloads)
        finally:
            self._seq = change.seq
            self._draft = draft_after(self._draft, change)
            self._trail.follow(change)

    def note_draft(self, draft: Draft | None) -> None:
        """Write down the text in the open editor, None where there is none any more."""
        try:
            if draft is not None:
                draft = Draft(draft.key, sound(draft.field), sound(draft.text))
            if draft != self._draft:
                self._write([encode_entry(Writing(draft))])
                self._draft = draft
        except Exception:
            self._tape.miss()
            raise
        finally:
            self.tend()

    def tend(self) -> None:
        """Give a journal in trouble what it needs to be made anew, if it is time to try that again."""
        if self._tape.trouble is None or self._offered is not None or time.monotonic() < self._retry:
            return
        if self._tape.gather() is not None:
            self._offered = self._moment()
            self._syncing.wake()

    def flush(self) -> bool:
        """Wait until all that was written down is on the disk; whether it is."""
        self._retry = 0.0
        self.tend()
        return self._settle()

    def close(self, *, discard: bool) -> None:
        """Delete it, if nothing is unsaved or what is shall be discarded; leave it for the next start otherwise."""
        self._syncing.stop()
        if not self._tape.used:
            return
        if discard or not self.unsaved:
            self._tape.remove(encode_entry(Closed()))
        else:
            self.flush()
            self._tape.leave()

    # saving

    def moment(self) -> Moment:
        """The map as it is, to be saved. Pictures that it does not show are written down anew when they are used."""
        self._pictures &= pictures_in(self._document.all(Asset))
        return self._moment()

    def intend(self, path: Path, sha256: str, moment: Moment) -> None:
        """Write down, and onto the disk, that this moment is about to become the map's file."""
        if self._tape.used:
            self._tell_formers(moment.seq)
            self._intent = Intent(sha256, moment.seq, moment.past.mark, written_path(path))
            self._tape.append([encode_entry(self._intent)])
            self._settle()

    def _tell_formers(self, seq: int) -> None:
        """Tell what bare changes found, which the file that is about to be written will no longer say."""
        while self._bare and self._bare[0].seq <= seq:
            for entry in former_entries(self._bare.popleft()):
                self._tape.append([encode_entry(entry)])

    def follow_save(self, kept: Kept, moment: Moment) -> None:
        """Go on from the file that was written: what it holds need not be told again, the last steps apart."""
        with self._disk:
            self._kept, self._intent = kept, None
            # One in trouble goes on from the file, too, as soon as it is made anew.
            if self._tape.used and self._tape.trouble is None:
                self._begin_after(moment)
        self._settle()

    def _begin_after(self, moment: Moment) -> None:
        path = self._tape.path
        length = self._tape.gather() if path else None
        if path is None or length is None:
            return
        in_file = pictures_in(moment.records.values())
        try:
            data = _whole(path, length)
        except OSError as error:
            self._tape.drop()
            self._tape.fail(error)
            return
        copied = list(later_payloads(data, moment.seq, in_file))
        base = self._base_at(moment.seq, moment.past)
        beginning = Beginning(base, moment.past, in_file, copied, self._draft)
        try:
            self._begin(beginning, moment.title, moment.media)
        except OSError:
            # There is no room for a new file: the old one goes on from its own base, and tells of the save.
            self._tape.drop()

    # the disk

    def _write(self, payloads: list[bytes]) -> None:
        if self._tape.used:
            self._tape.append(payloads)
        else:
            past = self._trail.past
            self.begin(Beginning(self._base_at(self._seq, past), past, self._pictures, payloads))
        self._syncing.wake()

    def _settle(self) -> bool:
        with self._disk:
            if self._tape.trouble is None:
                with suppress(OSError):  # which the tape remembers
                    self._tape.sync()
            trouble = self._tape.trouble
            if trouble is not None and not self._mended(trouble):
                return False
            self._told = False
        self._synced()
        return True

    def _mended(self, trouble: OSError) -> bool:
        if not self._told:
            self._told = True
            self._tell(_sentence(trouble))
        offered = self._offered
        if offered is None:
            return False
        try:
            self._begin_anew(offered)
            self._tape.sync()
        except Exception:  # noqa: BLE001 - whatever it is: the next moment may do, and this thread must go on
            self._tape.drop()
            return False
        finally:
            self._retry = time.monotonic() + RETRY_SECONDS
            self._offered = None
        return True

    def _begin_anew(self, moment: Moment) -> None:
        """Begin a new file that goes on from a moment; where no file of the user's holds it, a base beside it does."""
        base = self._base_at(moment.seq, moment.past)
        held = base.sha256 and base.saved == moment.past.mark and self._intent is None
        data = None if held else self._encode(moment.records, moment.media)
        pictures = pictures_in(moment.records.values())
        beginning = Beginning(base, moment.past, pictures, draft=moment.draft, data=data)
        self._begin(beginning, moment.title, moment.media)

    def _begin(self, beginning: Beginning, title: str, media: Mapping[str, bytes]) -> None:
        number, data = self._tape.number(), beginning.data
        if data is not None:
            digest = hashlib.sha256(data).hexdigest()
            base = msgspec.structs.replace(
                beginning.base, sha256=digest, own=base_name(number), intent=self._intent
            )
            beginning = msgspec.structs.replace(beginning, base=base)
        payloads = image(self._kept.path, title, beginning, media)
        self._tape.begin(number, payloads, own_base=beginning.base.own, data=data)

    def _base_at(self, seq: int, past: Past) -> Base:
        kept = self._kept
        return Base(kept.sha256, seq, past.first, kept.saved, kept.sha256)

    def _moment(self) -> Moment:
        document = self._document
        return Moment(
            self._seq,
            self._trail.past,
            document.map.title,
            document.snapshot(),
            dict(document.media),
            self._draft,
        )

    def _new_pictures(self, change: Logged) -> list[bytes]:
        # What is undone may show pictures again that the base had once; they are written down again.
        known = self._pictures if change.cause == "edit" else frozenset[str]()
        found = list(new_pictures(change, self._document.media, known))
        self._pictures |= {picture.sha256 for picture in found}
        return [encode_entry(picture) for picture in found]


def _whole(path: Path, length: int) -> bytes:
    """The bytes that were written to a journal. Raises OSError where it does not hold them any more."""
    data = path.read_bytes()[:length]
    if len(data) != length or not are_whole(data):
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return data


def _sentence(trouble: OSError) -> str:
    return _(
        "What you do is not safe from a crash at present, because the journal cannot be written: {reason}."
        " Save often; it is tried again every few seconds."
    ).format(reason=why_not(trouble))
