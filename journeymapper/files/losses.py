"""What a damaged file has lost, reckoned from what it says that it held, and told in sentences."""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from journeymapper.files.buckets import kind_of_entry
from journeymapper.files.gathering import Gathered
from journeymapper.files.manifest import MANIFEST, MIMETYPE
from journeymapper.files.mending import Mended
from journeymapper.files.spare import OUTLINE, SPARE
from journeymapper.model.checks import TYPE_NAMES
from journeymapper.model.i18n import _, mark

USUAL_LINE = 200
"""Bytes of a record's line, where none of its type is left to tell."""
MOST_NAMED = 8
LEAST_SHARE = 0.01
"""Of all records of a type; from less of them nothing can be reckoned."""
FEW = 8
"""Records; a bucket that was divided leaves hardly ever fewer in one half."""

THINGS = {
    "map": mark("the map’s own title and description"),
    "persona": mark("personas"),
    "stage": mark("stages"),
    "step": mark("steps"),
    "lane": mark("lanes"),
    "line": mark("lines"),
    "card": mark("cards"),
    "measure": mark("measures"),
    "owner": mark("owners"),
    "series": mark("emotion curves"),
    "point": mark("emotion points"),
    "link": mark("links"),
    "evidence": mark("sources of evidence"),
    "asset": mark("descriptions of pictures"),
    "picture": mark("pictures"),
    "entry": mark("entries of a later version or another program"),
}
"""What kinds of parts are called, many at once."""


class LostPart(msgspec.Struct, frozen=True):
    """Something that is gone: a kind of record, `picture` or `entry`, and about how many; 0 where nothing tells.

    `entry` is the entry of the archive that held it, "" where that is not known or it is not for want of an entry.
    """

    kind: str
    count: int
    entry: str = ""


def lost_parts(gathered: Gathered, mended: Mended, sizes: Mapping[str, int]) -> tuple[LostPart, ...]:
    """What is gone, entry by entry; `sizes` are the bytes that each held, as far as the file still tells."""
    found = [*_damaged(gathered, sizes), *_unlisted(gathered, sizes)]
    found.extend(
        LostPart(kind, count, entry) for (entry, kind), count in sorted(gathered.bad.items()) if count
    )
    found.extend(LostPart(kind, count) for kind, count in sorted(mended.dropped.items()) if count > 0)
    found = list(_without_spared(found, gathered.spared))
    return (*found, *_remade(found, mended))


def lost_sentences(lost: Iterable[LostPart]) -> list[str]:
    """A line for each kind of things that are gone."""
    counts: defaultdict[str, list[LostPart]] = defaultdict(list)
    for part in lost:
        counts[part.kind].append(part)
    return [_sentence(kind, parts) for kind, parts in counts.items()]


def mended_sentences(mended: Mended) -> tuple[str, ...]:
    """What was made anew or emptied, so that all else could stay."""
    made = [
        _("Made anew, since they were lost: {things} ({n}), called “{title}” where they have a title").format(
            things=_(THINGS[kind]), n=count, title=_("Recovered")
        )
        for kind, count in sorted(mended.remade.items())
        if count
    ]
    emptied = [
        _("Emptied, since it pointed at what is lost: “{field}” of {things} ({n})").format(
            field=field, things=_(THINGS[kind]), n=count
        )
        for (kind, field), count in sorted(mended.emptied.items())
        if count
    ]
    return (*made, *emptied)


def _damaged(gathered: Gathered, sizes: Mapping[str, int]) -> Iterator[LostPart]:
    spared = {*OUTLINE, *gathered.spared} if SPARE in gathered.whole else set()
    for name in sorted(sizes.keys() - gathered.whole - {MANIFEST, MIMETYPE, SPARE}):
        kind = kind_of_entry(name)
        if kind in spared:
            continue
        if name.startswith("media/"):
            yield LostPart("picture", 1, name)
        elif kind is None or kind not in THINGS:
            yield LostPart("entry", 1, name)
        else:
            count = round((sizes[name] - gathered.kept[name]) / _line_size(gathered, kind))
            yield LostPart(kind, 1 if kind == "map" else max(1, count), name)


def _line_size(gathered: Gathered, kind: str) -> float:
    records, size = gathered.sizes[kind]
    return size / records if records else USUAL_LINE


def _unlisted(gathered: Gathered, sizes: Mapping[str, int]) -> Iterator[LostPart]:
    """What is missing among the buckets of a type, where nothing lists them: they divide all hashes among them."""
    if sizes:
        return
    names: defaultdict[str, set[str]] = defaultdict(set)
    for name in gathered.kept:
        kind = kind_of_entry(name)
        if kind in THINGS:
            names[kind].add(name.rpartition("-")[2].removesuffix(".jsonl"))
    for kind, bits in sorted(names.items()):
        keys = [key for key, record in gathered.records.items() if TYPE_NAMES[type(record)] == kind]
        if bits == {"0"} and (len(keys) < FEW or any(zlib.crc32(key.encode()) >> 31 for key in keys)):
            continue  # the only bucket, which has the same name as the first of two
        share = min(1.0, sum(0.5 ** len(bit) for bit in bits))
        lost = round(len(keys) * (1 - share) / share)
        if lost:
            yield LostPart(kind, lost if share > LEAST_SHARE else 0)


def _without_spared(lost: Iterable[LostPart], spared: Mapping[str, int]) -> Iterator[LostPart]:
    """The parts, less the records that the second outline gave back; it has all there were of its types."""
    left = Counter(spared)
    for part in lost:
        back = min(part.count, left[part.kind])
        left[part.kind] -= back
        if part.count > back or not part.count:
            yield LostPart(part.kind, part.count - back, part.entry)


def _remade(lost: Iterable[LostPart], mended: Mended) -> Iterator[LostPart]:
    """What was lost beyond that, since it had to be made anew."""
    counts = Counter[str]()
    for part in lost:
        counts[part.kind] += part.count
    for kind, count in sorted(mended.remade.items()):
        if count > counts[kind]:
            yield LostPart(kind, count - counts[kind])


def _sentence(kind: str, parts: list[LostPart]) -> str:
    entries = list(dict.fromkeys(part.entry for part in parts if part.entry))
    shown = ", ".join(entries[:MOST_NAMED]) + (", …" if len(entries) > MOST_NAMED else "")
    count = sum(part.count for part in parts)
    if not count:
        return _("Lost: {things}; nothing tells how many").format(things=_(THINGS[kind]))
    if entries:
        return _("Lost: {things}, about {n} ({entries})").format(
            things=_(THINGS[kind]), n=count, entries=shown
        )
    return _("Lost: {things}, about {n}").format(things=_(THINGS[kind]), n=count)
