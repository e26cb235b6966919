"""A document as the bytes of a `.journey` file, and back.

The file is a ZIP archive: `mimetype` first, then `manifest.json`, the records in `data/<type>-<bucket>.jsonl`, one a
line, the pictures in `media/`, and last some of the records once more (`files.spare`). The same document gives the
same bytes. What this version does not know comes back from `decode` as `Foreign` and goes out again through `encode`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from journeymapper.files.archive import Entry, Part, joined, part_of, unpack
from journeymapper.files.buckets import buckets
from journeymapper.files.lines import RecordCache
from journeymapper.files.manifest import (
    FEATURES,
    MEDIA_TYPE,
    MIMETYPE,
    Foreign,
    Manifest,
    manifest_entry,
    read_manifest,
)
from journeymapper.files.media import media_entries, pictures
from journeymapper.files.migrations import MIGRATIONS, Migration, current_version
from journeymapper.files.reading import checked_document, read_records, understood_document
from journeymapper.files.spare import place_in_file, spare_entry
from journeymapper.model.checks import TYPE_NAMES
from journeymapper.model.collector import collector_paused
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Asset, Record
from journeymapper.model.strict_json import one_line


class Loaded(msgspec.Struct, frozen=True):
    """A map as read from a file. `notes` are sentences for the user; give `foreign` to the next save.

    `read_only` tells that saving over the file would lose what only a newer version understands.
    """

    document: Document
    read_only: bool = False
    notes: tuple[str, ...] = ()
    foreign: Foreign = Foreign()


def encode(document: Document, *, foreign: Foreign | None = None, cache: RecordCache | None = None) -> bytes:
    """The bytes of a file that holds the document. Raises FileProblem where it would be too large."""
    return encode_records(document.snapshot(), document.media, foreign=foreign, cache=cache)


def encode_records(
    records: Mapping[str, Record],
    media: Mapping[str, bytes],
    *,
    foreign: Foreign | None = None,
    cache: RecordCache | None = None,
) -> bytes:
    """The bytes of a file that holds these records by id: a snapshot may be encoded beside a changing document."""
    parts = RecordCache() if cache is None else cache
    with collector_paused():
        return joined(_parts(records, media, foreign or Foreign(), parts))


def decode(
    data: bytes, *, cache: RecordCache | None = None, migrations: Sequence[Migration] = MIGRATIONS
) -> Loaded:
    """The map that a file's bytes hold; `cache` is filled with the lines read.

    Raises FileProblem, naming entry and line, where anything is damaged, doubled, dangling or out of range. A file
    that needs a newer reader is read as far as it can be understood, and marked read-only.
    """
    with collector_paused():
        return _decoded(data, cache, migrations)


def _decoded(data: bytes, cache: RecordCache | None, migrations: Sequence[Migration]) -> Loaded:
    entries = unpack(data)
    manifest = read_manifest(entries)
    reading = read_records(entries, manifest.version, cache, migrations)
    shown = pictures(entries, {name: digest for name, (digest, _size) in manifest.entries.items()})
    used = {asset.sha256: asset for asset in reading.assets}
    media = {digest: entry.data for digest, entry in shown.items() if digest in used}
    unused = [entry for digest, entry in shown.items() if digest not in used]
    notes = _why_read_only(manifest, current_version(migrations))
    if notes:
        document, more = understood_document(reading, media)
        notes += more
    else:
        document = checked_document(reading, media)
    missing = _missing_pictures(asset for digest, asset in used.items() if digest not in media)
    return Loaded(document, bool(notes), (*notes, *missing), _foreign(manifest, (*reading.unknown, *unused)))


def _parts(
    records: Mapping[str, Record], media: Mapping[str, bytes], foreign: Foreign, cache: RecordCache
) -> list[Part]:
    assets = [record for record in records.values() if isinstance(record, Asset)]
    parts = {entry.name: cache.entry_part(entry) for entry in foreign.entries}
    parts |= {part.name: part for part in _record_parts(records, cache)}
    parts |= {entry.name: cache.entry_part(entry) for entry in media_entries(assets, media)}
    cache.keep_only(parts)
    kind = part_of(Entry(MIMETYPE, MEDIA_TYPE, stored=True))
    rest = [parts[name] for name in sorted(parts, key=place_in_file)]
    spare = spare_entry(records.values())
    if spare is not None:
        rest.append(part_of(spare))
    return [kind, part_of(manifest_entry([kind, *rest], current_version(), foreign)), *rest]


def _record_parts(records: Mapping[str, Record], cache: RecordCache) -> Iterator[Part]:
    ids: dict[type[Record], list[str]] = {}
    for key, record in records.items():
        ids.setdefault(type(record), []).append(key)
    for record_type, keys in ids.items():
        for bucket in buckets(TYPE_NAMES[record_type], keys):
            yield cache.records_part(bucket.entry, [records[key] for key in bucket.ids])


def _why_read_only(manifest: Manifest, version: int) -> tuple[str, ...]:
    missing = [feature for feature in manifest.required if feature not in FEATURES]
    if manifest.min_reader <= version and not missing:
        return ()
    if manifest.min_reader > version:
        reason = _("format {needed}, this version knows {version}").format(
            needed=manifest.min_reader, version=version
        )
    else:
        reason = one_line(", ".join(missing))
    return (
        _(
            "This map needs a newer version of JourneyMapper ({reason}), so it is open read-only:"
            " install the newer version to change it, or save it under another name."
        ).format(reason=reason),
    )


def _missing_pictures(assets: Iterable[Asset]) -> Iterator[str]:
    for asset in assets:
        yield _("The picture “{title}” is not in the file: add it again.").format(
            title=one_line(asset.title or asset.id)
        )


def _foreign(manifest: Manifest, entries: Iterable[Entry]) -> Foreign:
    return Foreign(
        entries=tuple(sorted(entries)),
        manifest=manifest.extra,
        version=manifest.version,
        min_reader=manifest.min_reader,
        required=manifest.required,
    )
