"""What can be saved of a damaged `.journey` file, and what was lost."""

import hashlib
import re
from collections.abc import Iterable, Mapping

import msgspec

from journeymapper.files.archive import Entry
from journeymapper.files.codec import decode
from journeymapper.files.fragments import Fragment, looks_like_a_map, remains
from journeymapper.files.gathering import Gathered
from journeymapper.files.losses import LostPart, lost_parts, mended_sentences
from journeymapper.files.manifest import MANIFEST, Foreign, Manifest, parsed_manifest
from journeymapper.files.media import digest_of_name
from journeymapper.files.mending import mend
from journeymapper.files.migrations import current_version
from journeymapper.files.spare import SPARE
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.ids import id_source
from journeymapper.model.records import Asset

_LISTED = re.compile(
    rb'"([^"\\]{1,240})":\s*\{\s*"sha256":\s*"([0-9a-f]{64})",\s*"size":\s*([0-9]{1,9})\s*\}'
)


class Salvaged(msgspec.Struct, frozen=True):
    """A map as far as it could be saved; it keeps to all rules. Give `foreign` to the save.

    `lost` lists what is gone. `doubtful` are ids of records whose texts may have wrong characters, since nothing
    tells which are right. `notes` are sentences about what was made anew or emptied to keep the rest.
    """

    document: Document
    lost: tuple[LostPart, ...] = ()
    doubtful: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    foreign: Foreign = Foreign()
    damaged: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing is known to be lost, doubtful or mended, be the file damaged or not."""
        return not (self.lost or self.doubtful or self.notes)


def salvage(data: bytes) -> Salvaged:
    """Everything of a map that the bytes of its damaged file still hold. The same bytes give the same map.

    Raises FileProblem where they hold nothing of a map.
    """
    try:
        loaded = decode(data)
    except FileProblem:
        return _salvaged(data)
    return Salvaged(loaded.document, foreign=loaded.foreign)


def can_be_salvaged(data: bytes) -> bool:
    """Whether it is worth offering to salvage a file that does not open: it is a damaged map, not something else."""
    return looks_like_a_map(data)


def _salvaged(data: bytes) -> Salvaged:
    left = remains(data)
    manifest = _manifest(left.fragments)
    listed = _listed(manifest, left.fragments)
    fragments = [_confirmed(fragment, listed) for fragment in left.fragments]
    gathered = Gathered(min(manifest.version, current_version()) if manifest else current_version())
    fragments.reverse()
    for fragment in sorted(fragments, key=_trust):
        gathered.take(fragment)
    gathered.finish()
    if not gathered.records:
        raise FileProblem(
            _("nothing of a map can be found in the file; restore a copy or an earlier version")
        )
    media, unused = _pictures(fragments, gathered)
    mended = mend(gathered.records.values(), media, id_source(hashlib.sha256(data).hexdigest()))
    # Damage spreads through what is packed, and names garbled in the manifest would be missed as well.
    listed_sizes = {name: size for name, (_sha256, size) in listed.items()}
    sizes = listed_sizes if manifest is not None else left.sizes or listed_sizes
    return Salvaged(
        mended.document,
        lost_parts(gathered, mended, sizes),
        tuple(key for key in gathered.doubtful if key in mended.document),
        mended_sentences(mended),
        _foreign(manifest, [*gathered.foreign.values(), *unused]),
        damaged=True,
    )


def _trust(fragment: Fragment) -> tuple[bool, bool, bool]:
    """What is sure comes first, and the spare records last; of equals, what stands later in the file."""
    return fragment.name == SPARE, not fragment.whole, fragment.doubtful


def _manifest(fragments: Iterable[Fragment]) -> Manifest | None:
    found: Manifest | None = None
    for fragment in fragments:
        if fragment.name == MANIFEST and fragment.whole:
            try:
                found = parsed_manifest(fragment.content)
            except FileProblem:
                continue
    return found


def _listed(manifest: Manifest | None, fragments: Iterable[Fragment]) -> Mapping[str, tuple[str, int]]:
    """SHA-256 and size of the entries that there were, as far as what is left of the manifest tells."""
    if manifest is not None:
        return manifest.entries
    found: dict[str, tuple[str, int]] = {}
    for fragment in fragments:
        if fragment.name == MANIFEST:
            for match in _LISTED.finditer(fragment.content):
                found[match[1].decode("utf-8", "replace")] = match[2].decode(), int(match[3])
    return found


def _confirmed(fragment: Fragment, listed: Mapping[str, tuple[str, int]]) -> Fragment:
    """The fragment, whole where the manifest says so, by its name or, where that is lost, by its content."""
    if fragment.whole or not listed or not fragment.content:
        return fragment
    digest = hashlib.sha256(fragment.content).hexdigest()
    name = fragment.name or next((name for name, (sha256, _size) in listed.items() if sha256 == digest), "")
    if listed.get(name, ("", 0))[0] != digest:
        return fragment
    return fragment._replace(name=name, whole=True, doubtful=False)


def _pictures(fragments: Iterable[Fragment], gathered: Gathered) -> tuple[dict[str, bytes], list[Entry]]:
    """The pictures that assets use, by the SHA-256 of their bytes, and the entries of all others."""
    used = {record.sha256 for record in gathered.records.values() if isinstance(record, Asset)}
    media: dict[str, bytes] = {}
    unused: dict[str, Entry] = {}
    for fragment in fragments:
        digest = digest_of_name(fragment.name)
        if digest is None or not fragment.whole:
            continue
        if hashlib.sha256(fragment.content).hexdigest() != digest:
            gathered.whole.discard(fragment.name)
        elif digest in used:
            media[digest] = fragment.content
        else:
            unused[fragment.name] = Entry(fragment.name, fragment.content, fragment.stored)
    return media, list(unused.values())


def _foreign(manifest: Manifest | None, entries: Iterable[Entry]) -> Foreign:
    kept = tuple(sorted(entries))
    if manifest is None:
        return Foreign(kept)
    return Foreign(kept, manifest.extra, manifest.version, manifest.min_reader, manifest.required)
