"""What a crash left: found at the next start, and brought back.

A journal tells by SHA-256 which bytes its changes go on from: those of the file it began with, and of each save that
was under way. So the file on disk says itself how much of the journal it holds; times decide nothing.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from journeymapper.files.codec import Loaded, decode, encode
from journeymapper.files.digests import Digests
from journeymapper.files.journal.entries import Base, Draft, Head, Intent, Logged, read_path
from journeymapper.files.journal.image import pictures_of
from journeymapper.files.journal.places import Place, dead_places
from journeymapper.files.journal.reading import Newest, read_folder, read_journal
from journeymapper.files.journal.story import Story
from journeymapper.files.journal.telling import OtherVersion
from journeymapper.files.journal.trail import Past
from journeymapper.files.lines import RecordCache
from journeymapper.files.migrations import current_version
from journeymapper.files.salvage import Salvaged, salvage
from journeymapper.files.source import read_bytes
from journeymapper.files.state import StateFolder
from journeymapper.files.versions import find_version
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

Verdict = Literal["ready", "unsaved_map", "diverged", "base_missing", "other_version"]
"""What can be done about it.

- `ready`: the file is as the program last saw it; the steps go on from there.
- `unsaved_map`: the map never had a file; the journal holds all of it, or the map as it began where no more is whole.
- `diverged`: the file is another one by now, or gone (`file_there`). The steps go on from a copy of what it was, and
  give a map without a file; the file itself can be opened beside it.
- `base_missing`: the same, but nobody has a copy of what it was. The journal is kept; nothing can be recovered until
  the file is put back.
- `other_version`: another version of the program wrote the journal; that version can recover it.
"""

FindBase = Callable[[StateFolder, str], Path | None]
"""A file whose bytes have this SHA-256 (in hex), None where there is none."""


class Match(msgspec.Struct, frozen=True):
    """Where a journal and the bytes that somebody has meet: `source` holds the map after `seq` changes.

    It is the map's file, a version of it, or the journal's `own` base (its name there), and `digest` is the SHA-256
    of its bytes. `path` is the map's file as long as the changes belong to it, `sha256` that of its bytes, and
    `saved` the mark of the place in the history that it holds, None for none.
    """

    verdict: Verdict
    seq: int
    source: Path
    digest: str
    path: Path | None = None
    sha256: str = ""
    saved: int | None = None
    own: str = ""


class Dead(msgspec.Struct, frozen=True):
    """A dead journal, held: of interest to this module and `keeping` alone."""

    place: Place
    newest: Newest | None
    match: Match | None
    old_base: Path | None


class Recoverable(msgspec.Struct, frozen=True):
    """Unsaved work of a process that is gone. Others do not see it while this one has it; `put_off` gives it back.

    `key` names it, `title` is the map's (perhaps ""), `path` its file's (None for a map never saved), `when` the
    time of the last change (aware, UTC), `steps` how many changes were not saved, `text` whether a text was being
    written.
    """

    key: str
    title: str
    path: Path | None
    when: datetime
    steps: int
    text: bool
    verdict: Verdict
    file_there: bool
    dead: Dead


class Recovered(msgspec.Struct, frozen=True):
    """A recovered map, in the parts of which `edit.replay.replay` makes a store.

    `loaded` is the document to begin with, `done` and `undone` the history that it had there (oldest first; the last
    of `undone` is redone first), `first` the mark of the place before all of it, `saved` the mark of the place that
    the file holds (None: no file does), `steps` what was done since, `draft` the text in the editor. `path` is None
    where the result has no file (yet). The rest is for `keeping` alone.
    """

    loaded: Loaded
    done: tuple[Logged, ...]
    undone: tuple[Logged, ...]
    first: int
    saved: int | None
    steps: tuple[Logged, ...]
    draft: Draft | None
    path: Path | None
    source: Recoverable
    story: Story
    cache: RecordCache
    data: bytes
    pictures: frozenset[str]


def find_recoverable(state: StateFolder, *, find_base: FindBase = find_version) -> list[Recoverable]:
    """Journals that no running process has and that hold something unsaved, the latest first. Never raises.

    Those that hold nothing unsaved are deleted; those that cannot be read now are left for the next start. May
    take a second: it reads the files of the maps.
    """
    found: list[Recoverable] = []
    with suppress(OSError):
        for place in dead_places(state.journals):
            each = _examined(place, state, find_base)
            if each is not None:
                found.append(each)
    return sorted(found, key=lambda each: each.when, reverse=True)


def recover(found: Recoverable) -> Recovered:
    """Bring a map back. Nothing on disk is changed: the journal goes only when `keeping.keep_recovered` has made one
    of its own that is safe.

    Raises FileProblem, one sentence, where there is nothing to begin with.
    """
    newest, match = found.dead.newest, found.dead.match
    if newest is None or match is None:
        raise FileProblem(_why_not(found))
    story = newest.story
    data = read_bytes(match.source)
    if hashlib.sha256(data).hexdigest() != match.digest:
        raise FileProblem(
            _("“{name}” has just been changed: look for lost work again").format(name=match.source.name)
        )
    cache = RecordCache()
    loaded = _loaded(data, cache) if match.own else decode(data, cache=cache)
    if story.partial:
        story = read_journal(newest.data, loaded.document.get, since=match.seq) or story
    pictures = frozenset(loaded.document.media)
    past = story.past_at(match.seq)
    if story.partial:  # which a save should have seen to: what cannot be told in full cannot be undone
        past = Past(first=past.mark)
    loaded.document.media.update(story.media)
    loaded.document.media.update(_old_pictures(past, frozenset(loaded.document.media), found.dead.old_base))
    return Recovered(
        loaded=loaded,
        done=past.done,
        undone=past.undone,
        first=past.first,
        saved=match.saved,
        steps=story.steps_after(match.seq),
        draft=story.draft,
        path=match.path,
        source=found,
        story=story,
        cache=cache,
        data=data,
        pictures=pictures | frozenset(story.media),
    )


def _loaded(data: bytes, cache: RecordCache) -> Loaded:
    """The map in a base of the journal's own, as far as it can be read: there is no other copy."""
    try:
        return decode(data, cache=cache)
    except FileProblem:
        salvaged = salvage(data)
        return Loaded(salvaged.document, foreign=salvaged.foreign)


def discard(found: Recoverable) -> None:
    """Delete a journal that nobody wants, as far as that can be done."""
    found.dead.place.remove()


def put_off(found: Recoverable) -> None:
    """Leave a journal for the next start."""
    found.dead.place.release()


def _why_not(found: Recoverable) -> str:
    if found.verdict == "other_version":
        return _("another version of JourneyMapper was at work there: recover it with that version")
    return _(
        "“{path}” is no longer what it was, and there is no copy of that: put the file back and start again"
    ).format(path=found.path)


def _examined(place: Place, state: StateFolder, find_base: FindBase) -> Recoverable | None:
    """What is in a journal's folder; one that holds nothing is deleted, one that cannot be read now is left alone."""
    try:
        newest = read_folder(place.folder) or _beginning(place)
    except OtherVersion:
        return _of_other_version(place)
    except OSError:  # not to be read now, which says nothing about what is in it
        place.release()
        return None
    if newest is None or newest.story.closed:
        place.remove()
        return None
    digests = Digests()
    story = newest.story
    match = _match(place, story, digests) or _copied(story, state, find_base)
    if match is None and not digests.refused:
        match = _damaged(place, story)
    if match is None and (digests.refused or _is_in_pieces(place, story)):
        place.release()
        return None
    if _is_hopeless(story, digests) if match is None else not _holds_work(story, match):
        place.remove()
        return None
    # A save came between: what only the state before it holds may be wanted to undo things.
    older = match is not None and match.seq > story.base.seq
    old_base = find_base(state, story.base.sha256) if older and not story.base.own else None
    return _described(Dead(place, newest, match, old_base), newest, digests)


def _beginning(place: Place) -> Newest | None:
    """A journal without changes, in place of one that is not whole, where there is a base to begin with: a map that
    no file holds is worth more than its last changes. Raises OSError.
    """
    for number in reversed(place.numbers()):
        path = place.base(number)
        with suppress(FileNotFoundError, FileProblem):
            data = path.read_bytes()
            head = Head(current_version(), "", decode(data).document.map.title)
            base = Base(hashlib.sha256(data).hexdigest(), 0, 0, own=path.name)
            return Newest(path, b"", Story(head, base, Past(), (), (), {}, None, closed=False, partial=False))
    return None


def _match(place: Place, story: Story, digests: Digests) -> Match | None:
    """Where the journal meets what its file, or its own base, holds now; the last such place."""
    for intent in _intents(story):
        path = read_path(intent.path)
        if path is not None and digests.of(path) == intent.sha256:
            return Match("ready", intent.seq, path, intent.sha256, path, intent.sha256, intent.mark)
    base, path = story.base, read_path(story.head.path)
    if base.own:
        return _own_match(place, base, path, digests)
    if path is not None and digests.of(path) == base.sha256:
        return Match("ready", base.seq, path, base.sha256, path, base.sha256, base.saved)
    return None


def _own_match(place: Place, base: Base, path: Path | None, digests: Digests) -> Match | None:
    source = place.folder / base.own
    if digests.of(source) != base.sha256:
        return None
    if path is None:
        return Match("unsaved_map", base.seq, source, base.sha256, saved=base.saved, own=base.own)
    if digests.of(path) == base.file:
        return Match("ready", base.seq, source, base.sha256, path, base.file, base.saved, base.own)
    tried = base.intent
    if tried is not None and read_path(tried.path) == path and digests.of(path) == tried.sha256:
        return Match("ready", base.seq, source, base.sha256, path, tried.sha256, tried.mark, base.own)
    return Match("diverged", base.seq, source, base.sha256, own=base.own)


def _damaged(place: Place, story: Story) -> Match | None:
    """Where the journal meets a base of its own that is damaged, but of which nothing is lost: what was salvaged,
    written anew, gives the bytes that the base had.
    """
    source, base = place.folder / story.base.own, story.base
    with suppress(FileProblem):
        if base.own and _gives(salvage(read_bytes(source)), base.sha256):
            verdict: Verdict = "diverged" if story.head.path else "unsaved_map"
            return Match(verdict, base.seq, source, Digests().of(source), own=base.own)
    return None


def _gives(salvaged: Salvaged, sha256: str) -> bool:
    """Whether a salvaged map, written anew, has this SHA-256."""
    return (
        salvaged.complete
        and hashlib.sha256(encode(salvaged.document, foreign=salvaged.foreign)).hexdigest() == sha256
    )


def _is_in_pieces(place: Place, story: Story) -> bool:
    """Whether this is of a map that never had a file, and of whose base a part can be read: not the map, but not
    nothing, either.
    """
    with suppress(FileProblem):
        if story.base.own and not story.head.path:
            salvage(read_bytes(place.folder / story.base.own))
            return True
    return False


def _copied(story: Story, state: StateFolder, find_base: FindBase) -> Match | None:
    """Where the journal meets a kept copy of what the file was; the last such place."""
    known = [(intent.sha256, intent.seq) for intent in _intents(story)]
    if not story.base.own:
        known.append((story.base.sha256, story.base.seq))
    for sha256, seq in known:
        source = find_base(state, sha256)
        if source is not None:
            return Match("diverged", seq, source, sha256)
    return None


def _intents(story: Story) -> Iterator[Intent]:
    """The saves that were under way, the last first."""
    return (intent for intent in reversed(story.intents) if story.base.seq <= intent.seq <= story.seq)


def _holds_work(story: Story, match: Match) -> bool:
    end = story.past_at(story.seq)
    return match.saved is None or end.mark != match.saved or story.draft is not None


def _described(dead: Dead, newest: Newest, digests: Digests) -> Recoverable:
    story, match = newest.story, dead.match
    path = (match and match.path) or _last_path(story)
    steps = len(story.steps_after(match.seq if match else story.base.seq))
    # What is in a base of the journal's own is not in the file, either.
    steps += len(story.past.done) if match and match.own else 0
    return Recoverable(
        key=dead.place.folder.name,
        title=story.title,
        path=path,
        when=_time_of(newest.path),
        steps=steps,
        text=story.draft is not None,
        verdict=match.verdict if match else "base_missing",
        file_there=path is not None and bool(digests.of(path)),
        dead=dead,
    )


def _is_hopeless(story: Story, digests: Digests) -> bool:
    """Whether this is of a map that never had a file, and whose base was not on the disk yet: nobody can recover it."""
    paths = [read_path(intent.path) for intent in story.intents]
    return not story.head.path and not any(path is not None and digests.of(path) for path in paths)


def _last_path(story: Story) -> Path | None:
    for intent in _intents(story):
        return read_path(intent.path)
    return read_path(story.head.path)


def _of_other_version(place: Place) -> Recoverable:
    return Recoverable(
        key=place.folder.name,
        title="",
        path=None,
        when=_time_of(place.folder),
        steps=0,
        text=False,
        verdict="other_version",
        file_there=False,
        dead=Dead(place, None, None, None),
    )


def _time_of(path: Path) -> datetime:
    """For people to look at, and for nothing else."""
    with suppress(OSError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return datetime.fromtimestamp(0, UTC)


def _old_pictures(past: Past, known: frozenset[str], old_base: Path | None) -> Mapping[str, bytes]:
    """Pictures that only undoing would show again, and that only an older state of the file has."""
    if old_base is None or pictures_of(past) <= known:
        return {}
    with suppress(FileProblem):
        return decode(read_bytes(old_base)).document.media
    return {}
