"""Damage done to files of 2,000 cards in every place, and what salvage brings back.

Of each damaged file: it can be salvaged, the map obeys all rules, what comes back is what was written or is marked as
doubtful, and what does not is listed. Of a lost block of 4 KiB, at every place where a disk can lose one, at least
95 % of the cards come back on average and never under 90 %; of the first half of a file at least 49 %.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from unittest import mock

from journeymapper.files import fragments
from journeymapper.files.codec import encode
from journeymapper.files.salvage import Salvaged, salvage
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.records import (
    Card,
    Evidence,
    JourneyMap,
    Lane,
    Record,
    Series,
    Stage,
    Step,
    references_of,
)
from tests.files.maps import large
from tests.random_maps import random_map
from tests.reliability.harness import Counts, Report, Size, merged, spread

CARDS = 2_000
BLOCK = 4096
AVERAGE, WORST, HALF = 0.95, 0.90, 0.49


class Damage(NamedTuple):
    """A file as damage left it; `what` tells how to do it again."""

    what: str
    data: bytes


class Result(NamedTuple):
    """The share of cards that came back, and what was wrong, "" for nothing."""

    share: float
    wrong: str


def run(size: Size, report: Report) -> Counts:
    """Every kind of damage to maps of short and of ordinary texts, and the controls."""
    parts = [(name, part, size) for name in MAPS for part in PARTS]
    report(f"{len(parts)} kinds of damage and maps")
    found = spread(_part, parts)
    report("controls")
    return merged([found, _controls(size)])


def short_texts(_size: Size) -> Document:
    """2,000 cards that say little, so that a block holds many."""
    return large(CARDS)


def ordinary_texts(size: Size) -> Document:
    """2,000 cards or a few more, with links, points, measures, owners."""
    for seed in range(size.seed, size.seed + 50):
        document = random_map(seed, stages=40, lanes=25, fill=0.95, links=300)
        if CARDS <= document.count(Card) < CARDS * 1.1:
            return document
    raise AssertionError("no random map has about 2,000 cards")


MAPS: dict[str, Callable[[Size], Document]] = {
    "short texts": short_texts,
    "ordinary texts": ordinary_texts,
}


def blocks(data: bytes, _size: Size, _dice: random.Random) -> Iterator[Damage]:
    """A block of zeros wherever the disk may have put one."""
    for start in range(0, len(data), BLOCK):
        end = min(start + BLOCK, len(data))
        yield Damage(f"zeros from {start}", data[:start] + bytes(end - start) + data[end:])


def shifted_blocks(data: bytes, size: Size, dice: random.Random) -> Iterator[Damage]:
    """The same anywhere at all."""
    for _each in range(size.pick(20, 2_000)):
        start = dice.randrange(len(data))
        end = min(start + BLOCK, len(data))
        yield Damage(f"zeros from {start}", data[:start] + bytes(end - start) + data[end:])


def halves(data: bytes, _size: Size, _dice: random.Random) -> Iterator[Damage]:
    """The first half."""
    yield Damage("the first half", data[: len(data) // 2])


def cuts(data: bytes, size: Size, dice: random.Random) -> Iterator[Damage]:
    """Cut short anywhere, or with a piece missing."""
    for _each in range(size.pick(8, 1_000)):
        start, end = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
        yield Damage(f"without {start} to {end}", data[:start] + data[end:])
        yield Damage(f"the first {start}", data[:start])


def flips(data: bytes, size: Size, dice: random.Random) -> Iterator[Damage]:
    """A few bytes changed."""
    for _each in range(size.pick(20, 3_000)):
        changed = bytearray(data)
        places = sorted(dice.randrange(len(data)) for _place in range(dice.choice([1, 1, 2, 5, 20])))
        for place in places:
            changed[place] ^= 1 << dice.randrange(8)
        yield Damage(f"bits flipped at {places}", bytes(changed))


def company(data: bytes, size: Size, dice: random.Random) -> Iterator[Damage]:
    """Garbage before, after and within, and two copies glued together, the second damaged."""
    for _each in range(size.pick(4, 300)):
        noise = dice.randbytes(dice.choice([1, 30, 5_000]))
        place = dice.randrange(len(data))
        hole = data[:place] + bytes(min(BLOCK, len(data) - place)) + data[place + BLOCK :]
        yield Damage(f"{len(noise)} bytes before", noise + data)
        yield Damage(f"{len(noise)} bytes at {place}", data[:place] + noise + data[place:])
        yield Damage(f"glued to a copy with zeros from {place}", data + hole)
        yield Damage(f"without the end and {len(noise)} bytes after", data[:-30] + noise)


PARTS: dict[str, Callable[[bytes, Size, random.Random], Iterator[Damage]]] = {
    "blocks": blocks,
    "shifted blocks": shifted_blocks,
    "halves": halves,
    "cuts": cuts,
    "flips": flips,
    "company": company,
}
LEAST: dict[str, tuple[float, float]] = {"blocks": (AVERAGE, WORST), "halves": (HALF, HALF)}
"""The share of cards on average and at worst."""


def _part(part: tuple[str, str, Size]) -> Counts:
    name, kind, size = part
    document = MAPS[name](size)
    dice = size.dice("salvage", name, kind)
    return judged(f"{name}, {kind}", document, PARTS[kind](encode(document), size, dice), LEAST.get(kind))


def judged(
    title: str,
    document: Document,
    damages: Iterator[Damage],
    least: tuple[float, float] | None,
    using: Callable[[bytes], Salvaged] = salvage,
) -> Counts:
    """Salvage each and compare with the map that there was."""
    size = len(encode(document))
    shares: list[float] = []
    failures: list[str] = []
    crashes = 0
    for damage in damages:
        try:
            found = result(document, size, damage.data, using)
        except Exception as error:  # noqa: BLE001 - whatever salvage falls over is what is looked for
            crashes += 1
            failures.append(f"{title}, {damage.what}: {error!r}")
            continue
        shares.append(found.share)
        if found.wrong:
            failures.append(f"{title}, {damage.what}: {found.wrong}")
    average, worst = sum(shares) / len(shares), min(shares)
    if least and (average < least[0] or worst < least[1]):
        failures.append(f"{title}: {average:.1%} of the cards on average, {worst:.1%} at worst")
    return Counts(
        done={"damaged files": len(shares)},
        crashes=crashes,
        failures=tuple(failures),
        figures={title: f"{average:.2%} of the cards on average, {worst:.2%} at worst, {len(shares)} files"},
    )


def result(document: Document, size: int, data: bytes, using: Callable[[bytes], Salvaged]) -> Result:
    """What came of one file that had so many bytes; of a small part of them there may be nothing to save."""
    try:
        found = using(data)
    except FileProblem as problem:
        return Result(0.0, "" if len(data) < size / 8 else f"nothing could be saved: {problem}")
    kept = sum(card.id in document for card in found.document.all(Card))
    return Result(kept / document.count(Card), next(_wrong(document, found), ""))


def _wrong(document: Document, found: Salvaged) -> Iterator[str]:
    yield from document_problems(found.document)
    doubtful = set(found.doubtful)
    for record in found.document:
        before = document.get(record.id)
        if before is not None and record.id not in doubtful and not _same(before, record):
            yield f"{record.id} came back as another: {before} {record}"
    missing = [card for card in document.all(Card) if card.id not in found.document]
    told = sum(part.count for part in found.lost if part.kind == "card")
    if missing and not told and not doubtful:  # one whose id was damaged came back as another
        yield f"{len(missing)} cards are missing, and nothing tells"
    if len(missing) > 20 and not len(missing) / 3 < told < len(missing) * 3:
        yield f"{len(missing)} cards are missing, and about {told} were told"


def _same(before: Record, after: Record) -> bool:
    """Whether a record is as it was, or only points at less."""
    if before == after or _made_anew(after):
        return True
    lost = set(references_of(before)) - set(references_of(after))
    return bool(lost) and set(references_of(after)) < set(references_of(before))


def _made_anew(record: Record) -> bool:
    match record:
        case Lane() | Stage() | Series():
            return record.title.startswith("Recovered")
        case Step() | JourneyMap():
            return record.title in ("", "Recovered map")
        case Evidence():
            return record.source.startswith("Recovered")
    return False


# controls: salvage done badly


def _controls(size: Size) -> Counts:
    document = ordinary_texts(size)
    data = encode(document)
    some: Sequence[Damage] = list(blocks(data, size, random.Random(1)))[::8]
    flipped = list(flips(data, Size("small"), random.Random(1)))
    controls = {
        "stopping at the first damaged entry": (_stops_early, some),
        "believing the table of contents alone": (
            _by_the_table,
            [*some, list(blocks(data, size, random.Random(1)))[-1]],
        ),
        "saying nothing of what was lost": (_tells_nothing, some),
        "trusting what was read past damage": (_trusts_all, flipped),
    }
    caught = {
        name: not judged(name, document, iter(damages), LEAST["blocks"], using).good
        for name, (using, damages) in controls.items()
    }
    return Counts(controls=caught)


def _stops_early(data: bytes) -> Salvaged:
    whole = fragments.remains

    def until_damage(data: bytes) -> fragments.Remains:
        found = whole(data)
        bad = next((place for place, one in enumerate(found.fragments) if not one.whole), None)
        return found._replace(fragments=found.fragments[:bad])

    with mock.patch("journeymapper.files.salvage.remains", until_damage):
        return salvage(data)


def _by_the_table(data: bytes) -> Salvaged:
    with (
        mock.patch("journeymapper.files.fragments._headers", return_value=()),
        mock.patch("journeymapper.files.fragments._bare_names", return_value=()),
    ):
        return salvage(data)


def _tells_nothing(data: bytes) -> Salvaged:
    with mock.patch("journeymapper.files.salvage.lost_parts", return_value=()):
        return salvage(data)


def _trusts_all(data: bytes) -> Salvaged:
    found = salvage(data)
    return Salvaged(found.document, found.lost)
