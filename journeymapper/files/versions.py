"""Earlier versions of maps, kept in the state folder: the last ten saved, and one a day for fourteen days.

Each map at each place has a folder of its own, named after both, in which `file.json` tells place and map id and
`<number>-<time>-<SHA-256>.journey` is one version. The number counts up, so a clock that goes backwards changes no
order. A file that was moved takes its versions along: the folder of a map of that id whose old place no longer
holds it.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from journeymapper.files.map_id import map_id
from journeymapper.files.source import read_bytes
from journeymapper.files.writer import why_not, write_file
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

NEWEST = 10
"""Versions that are kept whatever their age."""
DAYS = 14
"""Days, today among them, of each of which the last version is kept. A day is one of UTC."""

_NOTE = "file.json"
_NAME = re.compile(
    r"(?P<number>[0-9]{8,})-(?P<when>[0-9]{8}T[0-9]{6}\.[0-9]{6}Z)-(?P<sha256>[0-9a-f]{64})\.journey"
)
_SHA256 = re.compile(rb'"([0-9a-f]{64})"')
_WHEN = "%Y%m%dT%H%M%S.%fZ"
_LITTER = ".journeymapper-*.tmp"


class State(Protocol):
    """What is needed of the state folder (`files.state.StateFolder`)."""

    @property
    def versions(self) -> Path:
        """The folder of all versions."""

    @property
    def journals(self) -> Path:
        """The folder of all journals: what one of them goes on from is not dropped."""


class Version(msgspec.Struct, frozen=True):
    """A kept version of a map: its file, when it was saved (UTC), the SHA-256 of its bytes in hex, and their number."""

    path: Path
    when: datetime
    sha256: str
    size: int


class _Note(NamedTuple):
    """Whose versions a folder holds: the place of the file and the id of its map."""

    path: str
    map: str


class _Kept(NamedTuple):
    number: int
    version: Version


def keep_version(state: State, path: Path, data: bytes, *, now: datetime) -> None:
    """Keep the bytes that were saved to `path`, and drop versions that are no longer due.

    Bytes equal to the newest version are not kept twice, and none are dropped that a journal names. Raises
    FileProblem, a sentence, where the state folder is full or cannot be written; the file at `path` is none of its
    business.
    """
    note = _Note(_real(path), map_id(data))
    try:
        folder = _own_folder(state, note)
        kept = _kept(folder)
        digest = hashlib.sha256(data).hexdigest()
        newest = kept[0] if kept else None
        if newest is None or (newest.version.sha256, newest.version.size) != (digest, len(data)):
            number = newest.number + 1 if newest else 1
            _write(folder / f"{number:08}-{now.astimezone(UTC).strftime(_WHEN)}-{digest}.journey", data)
            kept = _kept(folder)
        gone = expired([entry.version for entry in kept], now)
        named = _named_by_journals(state) if gone else b""
        for version in gone:
            if version.sha256.encode() not in named:
                version.path.unlink(missing_ok=True)
    except (OSError, FileProblem) as error:
        reason = error if isinstance(error, OSError) else error.__cause__
        raise FileProblem(
            _("the map is saved, but this version of “{name}” could not be kept beside it: {reason}").format(
                name=path.name, reason=why_not(reason) if isinstance(reason, OSError) else error
            )
        ) from error


def versions_of(state: State, path: Path) -> list[Version]:
    """The versions of the file at `path`, the last saved first; none where there are none.

    Where the file is missing or too damaged to tell which map it held, those of the map last saved there. Raises
    FileProblem where the state folder cannot be read.
    """
    note = _Note(_real(path), _map_at(path))
    try:
        if note.map:
            kept = _kept(_folder(state, note)) or _kept(_moved(state, note))
        else:
            here = [_kept(folder) for folder, other in _notes(state) if other.path == note.path]
            kept = max(filter(None, here), key=lambda kept: kept[0].version.when, default=[])
    except OSError as error:
        raise FileProblem(
            _("the versions of “{name}” cannot be listed: {reason}").format(
                name=path.name, reason=why_not(error)
            )
        ) from error
    return [entry.version for entry in kept]


def read_version(version: Version) -> bytes:
    """The bytes of a version. Raises FileProblem where it is gone or no longer what was kept."""
    data = read_bytes(version.path)
    if hashlib.sha256(data).hexdigest() != version.sha256:
        raise FileProblem(
            _("the version of {when} is damaged; choose another").format(
                when=f"{version.when:%Y-%m-%d %H:%M}"
            )
        )
    return data


def find_version(state: State, sha256: str) -> Path | None:
    """A kept file whose bytes have this SHA-256 (in hex), of whatever map; None where there is none or only damaged."""
    with suppress(OSError):
        for folder in _folders(state):
            for entry in _kept(folder):
                if entry.version.sha256 == sha256 and _is_whole(entry.version):
                    return entry.version.path
    return None


def expired(versions: Sequence[Version], now: datetime) -> list[Version]:
    """Those of a file's versions, given the last saved first, that need not be kept any longer.

    Kept are the first ten, and of each of the last fourteen days, today among them, the version saved last. One that
    says that it is younger than one saved after it, or than now, was dated by a clock that has been put back: it
    counts to the day of that one.
    """
    day = today = now.astimezone(UTC).date()
    days: set[date] = set()
    found: list[Version] = []
    for place, version in enumerate(versions):
        day = min(day, version.when.astimezone(UTC).date())
        last_of_day = day not in days and day > today - timedelta(days=DAYS)
        days.add(day)
        if place >= NEWEST and not last_of_day:
            found.append(version)
    return found


def _named_by_journals(state: State) -> bytes:
    """Every SHA-256 that stands in a journal, of an open map or of one that a crash left: what has one of them may be
    what its changes go on from. Raises OSError where a journal cannot be read.
    """
    found: set[bytes] = set()
    for path in state.journals.glob("*/*.journal"):
        with suppress(FileNotFoundError):  # closed meanwhile
            found.update(_SHA256.findall(path.read_bytes()))
    return b" ".join(found)


def _is_whole(version: Version) -> bool:
    try:
        read_version(version)
    except FileProblem:
        return False
    return True


def _write(path: Path, data: bytes) -> None:
    for left in path.parent.glob(_LITTER):  # of a process that died while it wrote
        left.unlink(missing_ok=True)
    write_file(path, data, private=True)


def _real(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _map_at(path: Path) -> str:
    try:
        return map_id(read_bytes(path))
    except FileProblem:
        return ""


def _folder(state: State, note: _Note) -> Path:
    name = hashlib.sha256(f"{note.path}\0{note.map}".encode(errors="surrogatepass")).hexdigest()
    return state.versions / name[:40]


def _own_folder(state: State, note: _Note) -> Path:
    """The folder of a map at its place, made, or brought along from the map's old place."""
    folder = _folder(state, note)
    if not _kept(folder):
        old = _moved(state, note)
        if old is not None:
            shutil.rmtree(folder, ignore_errors=True)  # a crash may have left one without a version
            old.replace(folder)
    _make(state.versions)
    _make(folder)
    if _note_in(folder) != note:
        write_file(folder / _NOTE, json.dumps(note._asdict()).encode(), private=True)
    return folder


def _make(folder: Path) -> None:
    """A folder for its owner alone; those above it, where they are missing, are made as usual."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _moved(state: State, note: _Note) -> Path | None:
    """The folder of a map that was kept for another place, where that place holds it no longer; the newest of several.

    A place that cannot be read may hold it still.
    """
    found = [
        (kept[0].version.when, folder)
        for folder, other in _notes(state)
        if note.map
        and other.map == note.map
        and other.path != note.path
        and _left(Path(other.path), note.map)
        if (kept := _kept(folder))
    ]
    return max(found)[1] if found else None


def _left(path: Path, key: str) -> bool:
    return not os.path.lexists(path) or _map_at(path) not in ("", key)


def _folders(state: State) -> Iterator[Path]:
    with suppress(FileNotFoundError, NotADirectoryError):
        yield from sorted(path for path in state.versions.iterdir() if path.is_dir())


def _notes(state: State) -> Iterator[tuple[Path, _Note]]:
    for folder in _folders(state):
        note = _note_in(folder)
        if note is not None:
            yield folder, note


def _note_in(folder: Path) -> _Note | None:
    """Who a folder says that its versions are of. JSON of the standard library takes names that are no UTF-8."""
    try:
        plain = json.loads((folder / _NOTE).read_bytes())
        return _Note(str(plain["path"]), str(plain["map"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _kept(folder: Path | None) -> list[_Kept]:
    """The versions in a folder, the last kept first."""
    found: list[_Kept] = []
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in folder.iterdir() if folder else ():
            match = _NAME.fullmatch(path.name)
            if match:
                with suppress(ValueError, FileNotFoundError):
                    when = datetime.strptime(match["when"], _WHEN).replace(tzinfo=UTC)
                    version = Version(path, when, match["sha256"], path.stat().st_size)
                    found.append(_Kept(int(match["number"]), version))
    return sorted(found, key=lambda entry: entry.number, reverse=True)
