"""Pictures in the archive: one stored entry each, named after the SHA-256 of its bytes."""

import re
from collections.abc import Iterable, Iterator, Mapping

from journeymapper.files.archive import Entry
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.records import Asset

_NAME = re.compile(r"media/([0-9a-f]{64})\.[a-z0-9]{1,8}")
_SHORT = {"jpeg": "jpg", "plain": "txt"}


def media_name(asset: Asset) -> str:
    """The entry that holds an asset's bytes; the ending follows from the media type."""
    subtype = asset.media_type.rpartition("/")[2].partition("+")[0].partition(";")[0].lower()
    ending = _SHORT.get(subtype, subtype)
    return f"media/{asset.sha256}.{ending if re.fullmatch('[a-z0-9]{1,8}', ending) else 'bin'}"


def digest_of_name(name: str) -> str | None:
    """The SHA-256 that the name of a picture's entry gives; None where it is not such a name."""
    match = _NAME.fullmatch(name)
    return match[1] if match else None


def media_entries(assets: Iterable[Asset], media: Mapping[str, bytes]) -> Iterator[Entry]:
    """The entries of the pictures that assets use, each once; a picture that nothing uses is not kept."""
    chosen = {
        asset.sha256: media_name(asset) for asset in sorted(assets, key=lambda asset: asset.id, reverse=True)
    }
    for sha256, name in chosen.items():
        if sha256 in media and _NAME.fullmatch(name):
            yield Entry(name, media[sha256], stored=True)


def pictures(entries: Mapping[str, Entry], digests: Mapping[str, str]) -> dict[str, Entry]:
    """The picture entries by the SHA-256 of their bytes. Raises FileProblem where a name gives another one.

    `digests` are the SHA-256 of the entries by name.
    """
    found: dict[str, Entry] = {}
    for name, entry in entries.items():
        digest = digest_of_name(name)
        if digest is None:
            continue
        if digests[name] != digest:
            reason = _("its bytes are not those of the picture it is named after")
            raise FileProblem(
                _("{entry}: {reason}; restore a copy").format(entry=name, reason=reason), entry=name
            )
        found.setdefault(digest, entry)
    return found
