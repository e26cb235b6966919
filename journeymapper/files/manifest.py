"""The manifest: what the file is, who can read it, and the SHA-256 and size of every other entry."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

import msgspec

from journeymapper import __version__
from journeymapper.files.archive import Entry, Part
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.strict_json import BadJson, one_line, parse

MANIFEST = "manifest.json"
MIMETYPE = "mimetype"
MEDIA_TYPE = b"application/vnd.journeymapper.map+zip"
FORMAT = "journeymapper"
MIN_READER = 1
"""The lowest format version whose readers understand what this version writes."""
FEATURES: frozenset[str] = frozenset()
"""Features that a file may require and this version has."""

_HIGHEST = 1_000_000
_KNOWN = ("format", "version", "min_reader", "required", "generator", "entries")


class Foreign(msgspec.Struct, frozen=True):
    """What a file holds that this version does not know, kept so that saving gives it back.

    `entries` are whole entries (record types of a later version among them), `manifest` fields of the manifest.
    """

    entries: tuple[Entry, ...] = ()
    manifest: Mapping[str, Any] = {}
    version: int = 0
    min_reader: int = 0
    required: tuple[str, ...] = ()


class Manifest(msgspec.Struct, frozen=True):
    """A manifest as read: `entries` gives (SHA-256 in hex, size in bytes) by name, `extra` the unknown fields."""

    version: int
    min_reader: int
    required: tuple[str, ...]
    entries: Mapping[str, tuple[str, int]]
    extra: Mapping[str, Any]


def manifest_entry(parts: Iterable[Part], version: int, foreign: Foreign) -> Entry:
    """The manifest of these parts. What a later version demanded of its readers stays demanded."""
    content = {
        **foreign.manifest,
        "format": FORMAT,
        "version": max(version, foreign.version),
        "min_reader": max(MIN_READER, foreign.min_reader),
        "required": list(foreign.required),
        "generator": f"JourneyMapper {__version__}",
        "entries": {part.name: {"sha256": part.sha256, "size": part.size} for part in parts},
    }
    return Entry(MANIFEST, _encoded(content))


def _encoded(content: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=1) + b"\n"


def read_manifest(entries: Mapping[str, Entry]) -> Manifest:
    """The manifest among the entries of an archive, which it must describe exactly. Raises FileProblem."""
    _check_mimetype(entries)
    if MANIFEST not in entries:
        _refuse(_("the manifest is missing"))
    manifest = parsed_manifest(entries[MANIFEST].data)
    for name in entries.keys() - manifest.entries.keys() - {MANIFEST}:
        raise FileProblem(
            _("{entry}: the manifest does not list it; restore a copy").format(entry=name), entry=name
        )
    for name, (sha256, size) in manifest.entries.items():
        if name not in entries:
            _refuse_missing(name)
        if len(entries[name].data) != size or hashlib.sha256(entries[name].data).hexdigest() != sha256:
            raise FileProblem(
                _("{entry}: its content is not what the manifest says; restore a copy").format(entry=name),
                entry=name,
            )
    return manifest


def _check_mimetype(entries: Mapping[str, Entry]) -> None:
    kind = entries.get(MIMETYPE)
    if kind is None and MANIFEST not in entries:
        raise FileProblem(_("the file is a ZIP archive of something else, not a map; choose a .journey file"))
    if kind is None:
        _refuse_missing(MIMETYPE)
    if kind.data.strip() != MEDIA_TYPE:
        raise FileProblem(
            _("the file says that it is “{kind}”, not a map; choose a .journey file").format(
                kind=one_line(kind.data[:80].decode("ascii", "replace"))
            ),
            entry=MIMETYPE,
        )


class _EntryAsWritten(msgspec.Struct, forbid_unknown_fields=True):
    sha256: str
    size: int


class _AsWritten(msgspec.Struct, forbid_unknown_fields=True):
    """A manifest with nothing in it that this version does not know."""

    entries: dict[str, _EntryAsWritten]
    format: str
    generator: str
    min_reader: int
    required: list[str]
    version: int


def parsed_manifest(data: bytes) -> Manifest:
    """The manifest in an entry's bytes, not compared with anything. Raises FileProblem."""
    return _parsed_as_written(data) or _parsed(data)


def _parsed_as_written(data: bytes) -> Manifest | None:
    """A manifest that this version could have written; None for any other, to be read more patiently.

    What encodes back to itself holds nothing twice and nothing hidden: of thousands of entries, that is soon known.
    """
    try:
        read = msgspec.json.decode(data, type=_AsWritten)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if _encoded(read) != data or read.format != FORMAT or read.required:
        return None
    if not (1 <= read.version <= _HIGHEST and 1 <= read.min_reader <= _HIGHEST):
        return None
    entries = {name: (entry.sha256, entry.size) for name, entry in read.entries.items()}
    return Manifest(read.version, read.min_reader, (), entries, {})


def _parsed(data: bytes) -> Manifest:
    try:
        content = parse(data)
    except BadJson as problem:
        raise FileProblem(
            _("{entry}, line {line}: {reason}; restore a copy").format(
                entry=MANIFEST, line=problem.line or 1, reason=problem
            ),
            entry=MANIFEST,
            line=problem.line or 1,
        ) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        _refuse(_("it does not describe a map"))
    required = content.get("required", [])
    if not isinstance(required, list) or not all(isinstance(feature, str) for feature in required):
        _refuse(_("“required” is not a list of names"))
    return Manifest(
        version=_count(content, "version"),
        min_reader=_count(content, "min_reader"),
        required=tuple(required),
        entries=_described(content.get("entries")),
        extra={key: value for key, value in content.items() if key not in _KNOWN},
    )


def _count(content: dict[str, Any], field: str) -> int:
    value = content.get(field)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _HIGHEST:
        _refuse(_("“{field}” is not a version number").format(field=field))
    return value


def _described(entries: object) -> dict[str, tuple[str, int]]:
    if not isinstance(entries, dict):
        _refuse(_("“entries” does not list the entries"))
    return {name: _fingerprint(name, value) for name, value in entries.items()}


def _fingerprint(name: str, value: object) -> tuple[str, int]:
    if isinstance(value, dict):
        sha256, size = value.get("sha256"), value.get("size")
        if isinstance(sha256, str) and isinstance(size, int):
            return sha256, size
    return _refuse(_("it gives no SHA-256 and size of {name}").format(name=ascii(name[:80])[1:-1]))


def _refuse_missing(name: str) -> NoReturn:
    raise FileProblem(
        _("{entry}: it is missing from the file; restore a copy").format(entry=name), entry=name
    )


def _refuse(reason: str) -> NoReturn:
    raise FileProblem(
        _("{entry}: {reason}; restore a copy").format(entry=MANIFEST, reason=reason), entry=MANIFEST
    )
