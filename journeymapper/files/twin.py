"""The unzipped twin of a map: a folder of plain text for git, and the map that it stands for.

`<type>.jsonl` holds all records of a type, one a line, by id, with sorted keys; `manifest.json` says what the folder
is; `media/` holds the pictures and `foreign/` the entries that this version does not know. Whoever edits lines by hand
may leave blank lines, spaces and any order. Whatever else lies in the folder is passed over, so that it can be a
repository.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from journeymapper.files.archive import LARGEST_TOTAL, Entry, good_name
from journeymapper.files.buckets import entry_name, is_known, kind_of_entry
from journeymapper.files.codec import Loaded
from journeymapper.files.lines import encode_record
from journeymapper.files.manifest import (
    FEATURES,
    FORMAT,
    MANIFEST,
    MIMETYPE,
    MIN_READER,
    Foreign,
    Manifest,
    parsed_manifest,
)
from journeymapper.files.media import digest_of_name, media_entries, pictures
from journeymapper.files.migrations import MIGRATIONS, current_version
from journeymapper.files.reading import Place, Refuse, checked_document, read_records
from journeymapper.files.source import read_bytes
from journeymapper.files.spare import SPARE
from journeymapper.files.twin_folder import FOREIGN, LINES, TwinFolder, files_in
from journeymapper.files.writer import why_not, write_file
from journeymapper.model.checks import TYPE_NAMES
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.records import RECORD_TYPES, Asset
from journeymapper.model.strict_json import BadJson, one_line, parse

_STORED = "stored"
"""The field of the folder's manifest that lists the foreign entries which are not compressed."""


def twin_of(loaded: Loaded) -> dict[str, bytes]:
    """The files of a map's twin by their paths in its folder, with `/`.

    Raises FileProblem for a map that only a newer version understands as a whole.
    """
    if loaded.read_only:
        raise FileProblem(
            _("this map needs a newer version of JourneyMapper; install the newer version to unpack it")
        )
    document, foreign = loaded.document, loaded.foreign
    lines: dict[str, list[tuple[str, bytes]]] = {}
    for record in document:
        lines.setdefault(TYPE_NAMES[type(record)], []).append((record.id, encode_record(record)))
    files = {f"{kind}{LINES}": b"".join(line + b"\n" for _id, line in sorted(lines[kind])) for kind in lines}
    for entry in (*foreign.entries, *media_entries(document.all(Asset), document.media)):
        files[entry.name if digest_of_name(entry.name) else FOREIGN + entry.name] = entry.data
    files[MANIFEST] = _manifest_of(foreign)
    return dict(sorted(files.items()))


def strangers_in(folder: Path) -> tuple[str, ...]:
    """The files in a folder that are not of a map unpacked into it, by their paths in it. Raises FileProblem."""
    there = files_in(folder)
    return there.others if there.is_twin else tuple(sorted((*there.own, *there.others)))


def write_twin(loaded: Loaded, folder: Path) -> None:
    """Write a map's twin into a folder, which is made where it is not there, in place of the twin of before.

    What else lies there stays. Raises FileProblem.
    """
    files = twin_of(loaded)
    before = files_in(folder)
    _keep_theirs(folder, before)
    try:
        for name, data in sorted(files.items(), key=lambda item: item[0] == MANIFEST):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, data)
        for name in before.own:
            if name not in files:
                (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise FileProblem(
            _("the folder “{path}” could not be written: {reason}; choose another place").format(
                path=folder, reason=why_not(error)
            )
        ) from error


def map_of_twin(folder: Path) -> Loaded:
    """The map that a folder stands for. Raises FileProblem that names file and line where something is wrong."""
    there = files_in(folder)
    _check_names(folder, there)
    contents = dict(_contents(folder, there))
    manifest = _manifest_in(folder, contents.pop(MANIFEST, None))
    entries = {entry.name: entry for entry in _entries(contents, manifest)}
    reading = read_records(entries, manifest.version, None, MIGRATIONS)
    shown = _pictures(folder, entries)
    used = {asset.sha256 for asset in reading.assets}
    media = {digest: entry.data for digest, entry in shown.items() if digest in used}
    unused = [entry for digest, entry in shown.items() if digest not in used]
    document = checked_document(reading, media, _refuser(folder))
    extra = {key: value for key, value in manifest.extra.items() if key != _STORED}
    foreign = Foreign(
        tuple(sorted((*reading.unknown, *unused))),
        extra,
        manifest.version,
        manifest.min_reader,
        manifest.required,
    )
    return Loaded(document, foreign=foreign)


def _manifest_of(foreign: Foreign) -> bytes:
    """The manifest without what `pack` reckons anew, so that it changes with what it is about only."""
    stored = [entry.name for entry in foreign.entries if entry.stored and not digest_of_name(entry.name)]
    content: dict[str, Any] = {
        **foreign.manifest,
        "format": FORMAT,
        "version": max(current_version(), foreign.version),
        "min_reader": max(MIN_READER, foreign.min_reader),
        "required": list(foreign.required),
    }
    if stored:
        content[_STORED] = stored
    return msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=1) + b"\n"


def _manifest_in(folder: Path, data: bytes | None) -> Manifest:
    """The manifest of a folder; without one it is of this version."""
    if data is None:
        return Manifest(current_version(), MIN_READER, (), {}, {})
    path = folder / MANIFEST
    try:
        content = parse(data)
        whole = {**content, "entries": {}} if isinstance(content, dict) else content
        manifest = parsed_manifest(msgspec.json.encode(whole))
    except BadJson as problem:
        _refuse(path, str(problem), _("correct it or remove it"), line=problem.line)
    except FileProblem as problem:
        raise FileProblem(
            _("“{path}” does not say what the folder is ({problem})").format(path=path, problem=problem)
        ) from None
    if manifest.min_reader > current_version() or not FEATURES.issuperset(manifest.required):
        raise FileProblem(
            _("the map in “{path}” needs a newer version of JourneyMapper; install it to pack it").format(
                path=folder
            )
        )
    return manifest


def _contents(folder: Path, there: TwinFolder) -> Iterator[tuple[str, bytes]]:
    total = 0
    for name in there.own:
        data = read_bytes(folder / name)
        total += 0 if name.startswith("media/") else len(data)
        if total > LARGEST_TOTAL:
            raise FileProblem(
                _("the map in “{path}” is too large to be kept in one file: divide it").format(path=folder)
            )
        yield name, data


def _entries(contents: Mapping[str, bytes], manifest: Manifest) -> Iterator[Entry]:
    """The files as entries of an archive: all records of a type in one, which its lines are the same in."""
    listed = manifest.extra.get(_STORED)
    stored = frozenset(filter(_is_text, listed)) if isinstance(listed, list) else frozenset()
    for name, data in contents.items():
        if name.startswith(FOREIGN):
            inner = name.removeprefix(FOREIGN)
            yield Entry(inner, data, inner in stored)
        elif digest_of_name(name):
            yield Entry(name, data, stored=True)
        else:
            yield Entry(entry_name(name.removesuffix(LINES), "0"), data)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _keep_theirs(folder: Path, before: TwinFolder) -> None:
    """What lies in `foreign/` is put away with the twin of before; where there was none, it is somebody's own."""
    theirs = [name for name in before.own if name.startswith(FOREIGN)]
    if theirs and not before.is_twin:
        raise FileProblem(
            _("the folder “{path}” holds “{name}”, where files of the map would go; choose another").format(
                path=folder, name=one_line(theirs[0])
            )
        )


def _check_names(folder: Path, there: TwinFolder) -> None:
    """Refuse names of which one cannot know what they are, before anything is left out for them."""
    if not any(name.endswith(LINES) for name in there.own):
        raise FileProblem(
            _("“{path}” holds no unpacked map; choose a folder that “unpack” wrote").format(path=folder)
        )
    for name in there.others:
        if name.endswith(LINES) and "/" not in name:
            kinds = ", ".join(f"{kind}{LINES}" for kind in RECORD_TYPES)
            _refuse(
                folder / name,
                _("no type of records has this name"),
                _("call it one of {names}").format(names=kinds),
            )
    for name in there.own:
        inner = name.removeprefix(FOREIGN)
        taken = inner in (MANIFEST, MIMETYPE, SPARE) or is_known(inner) or inner.startswith("media/")
        if inner != name and (taken or not good_name(inner)):
            _refuse(folder / name, _("what a map holds cannot have this name"), _("rename it or remove it"))


def _pictures(folder: Path, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    digests = {
        name: hashlib.sha256(entry.data).hexdigest()
        for name, entry in entries.items()
        if digest_of_name(name)
    }
    for name, digest in digests.items():
        if digest_of_name(name) != digest:
            _refuse(
                folder / name,
                _("it is not the picture that it is named after"),
                _("put the old one back, or remove it"),
            )
    return pictures(entries, digests)


def _refuser(folder: Path) -> Refuse:
    def refuse(place: Place, reason: str) -> NoReturn:
        path = folder / f"{kind_of_entry(place.entry) or place.entry}{LINES}"
        _refuse(path, reason, _("correct that line or remove it"), line=place.number or None)

    return refuse


def _refuse(path: Path, reason: str, cure: str, *, line: int | None = None) -> NoReturn:
    sentence = _("“{path}”, line {line}: {reason}; {cure}") if line else _("“{path}”: {reason}; {cure}")
    raise FileProblem(
        sentence.format(path=path, line=line, reason=one_line(reason), cure=cure), entry=path.name, line=line
    )
