"""Two people edit copies of one map of 2,000 cards, 20 edits each, and the copies are merged.

What they do lies close together, as when two people work at one map after one workshop: in the same cells, on
different fields of the same cards, with other tags on the same cards. None of it may be a conflict, and all of it must
be there. Where both do set one field of one card, just that must be told, and the base's value must stand there.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from msgspec.structs import replace

from journeymapper.edit.cards import add_card, delete_items, move_items
from journeymapper.edit.links import connect
from journeymapper.edit.merge import Merged, merge
from journeymapper.edit.places import Place
from journeymapper.edit.store import Store
from journeymapper.edit.transaction import Transaction
from journeymapper.files.codec import Loaded
from journeymapper.files.twin import twin_of
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card
from tests.edit.merge_checks import edits_of, is_done
from tests.random_maps import random_map
from tests.reliability.harness import Counts, Report, Size, spread
from tests.reliability.harness import merged as summed

CARDS = 2_000
EDITS = 20
CONTESTED = 3
"""Fields that both set, in the trials with conflicts."""

Merge = Callable[[Document, Document, Document], Merged]


def run(size: Size, report: Report) -> Counts:
    """Merge pairs of copies: without and with edits of one field, and with merges that are wrong on purpose."""
    trials = size.pick(20, 500)
    report(f"merging {trials} pairs, {EDITS} edits each, on {CARDS:,} cards")
    parts = [(size.seed, number) for number in range(trials)]
    counts = summed([spread(_trial, parts), Counts(controls=_controls(size.seed))])
    return Counts(
        done=counts.done,
        lost=counts.lost,
        crashes=counts.crashes,
        failures=counts.failures,
        controls=counts.controls,
        figures={"a text merge of the same twins": _by_text(parts[:20])},
    )


def _trial(part: tuple[int, int]) -> Counts:
    base, ours, theirs = _pair(part, contested=0)
    peaceful = _judged(part, base, ours, theirs, expected=set())
    base, ours, theirs = _pair(part, contested=CONTESTED)
    contested = _judged(part, base, ours, theirs, expected=_contested(base, ours, theirs))
    return summed([peaceful, contested])


def _judged(
    part: tuple[int, int],
    base: Document,
    ours: Document,
    theirs: Document,
    expected: set[tuple[str, str]],
    by: Merge = merge,
) -> Counts:
    """Whether a merge told just these conflicts and lost nothing else."""
    result = by(base, ours, theirs)
    told = {conflict.key for conflict in result.conflicts}
    failures = [f"trial {part}: {len(told - expected)} conflicts that are none"] if told - expected else []
    if expected - told:
        failures.append(f"trial {part}: {len(expected - told)} conflicts were settled silently")
    failures += [f"trial {part}: {problem}" for problem in list(document_problems(result.document))[:1]]
    for key, unit in expected & told:
        if getattr(result.document[key], unit) != getattr(base[key], unit):
            failures.append(f"trial {part}: {unit} of {key} is not the base's")
    missing = [
        edit
        for side in (ours, theirs)
        for edit in edits_of(base, side)
        if edit not in expected and not is_done(result, side, edit)
    ]
    done = {"merges": 1, "edits": 2 * EDITS, "contested fields shown": len(expected & told)}
    return Counts(done=done, lost=len(missing), failures=tuple(failures))


# what people do


def _pair(part: tuple[int, int], *, contested: int) -> tuple[Document, Document, Document]:
    seed, number = part
    rng = Random(f"merges {seed} {number}")
    base = _map(seed)
    cards = sorted(card.id for card in base.all(Card))
    rng.shuffle(cards)
    shared, own, others = cards[:10], cards[10:40], cards[40:70]
    fought = cards[70 : 70 + contested]
    ours = _edited(base, f"ours {part}", lambda tx: _work(tx, rng, own, shared, fought, first=True))
    theirs = _edited(base, f"theirs {part}", lambda tx: _work(tx, rng, others, shared, fought, first=False))
    return base, ours, theirs


def _work(
    tx: Transaction, rng: Random, own: list[str], shared: list[str], fought: list[str], *, first: bool
) -> None:
    """20 edits: on cards of one's own, beside the other's, and on cards that both have in hand."""
    for key in fought:
        tx.change(key, severity=1 if first else 4)
    deck, places = iter(own), iter(shared)
    for number in range(EDITS - len(fought)):
        if number % 4 == 3:
            _share(tx, next(places), first=first)
        else:
            rng.choice(_DEEDS)(tx, rng, next(deck), shared[number % len(shared)])


def _share(tx: Transaction, key: str, *, first: bool) -> None:
    """What two people do to one card without being in each other's way."""
    card = tx.find(Card, key)
    if first:
        tx.change(key, votes=card.votes + 1, tags=(*card.tags, "price"))
    else:
        tx.change(key, text=card.text + " (seen twice)", tags=(*card.tags, "queue"))


def _write(tx: Transaction, rng: Random, key: str, _near: str) -> None:
    tx.change(key, text=f"Said by {rng.randint(2, 9)} of 12")


def _rate(tx: Transaction, rng: Random, key: str, _near: str) -> None:
    tx.change(key, impact=rng.randint(0, 3), effort=rng.randint(0, 3))


def _add(tx: Transaction, _rng: Random, _key: str, near: str) -> None:
    add_card(tx, _at(tx, near), "pain_point", text="Another")


def _move(tx: Transaction, _rng: Random, key: str, near: str) -> None:
    move_items(tx, [key], _at(tx, near))


def _delete(tx: Transaction, _rng: Random, key: str, _near: str) -> None:
    delete_items(tx, [key])


def _connect(tx: Transaction, _rng: Random, key: str, near: str) -> None:
    connect(tx, key, near, "causes", label="because")


_DEEDS = (_write, _write, _rate, _add, _add, _move, _delete, _connect)


def _at(tx: Transaction, near: str) -> Place:
    card = tx.find(Card, near)
    return Place(card.lane, card.stage, card.step, 1)


@cache
def _map(seed: int) -> Document:
    """A map of 2,000 cards, each with a code of its own and no link, so that deleting one touches one record."""
    document = random_map(seed, stages=30, lanes=48, fill=0.75)
    cards = sorted((card for card in document.all(Card)), key=lambda card: card.id)
    kept = [
        replace(card, code=f"{card.code[0]}{number}") for number, card in enumerate(cards[:CARDS], start=1)
    ]
    if len(kept) < CARDS:
        raise RuntimeError(f"the random map has only {len(kept)} cards")
    others = [record for record in document if not isinstance(record, Card)]
    return Document([*others, *kept])


def _edited(base: Document, name: str, work: Callable[[Transaction], None]) -> Document:
    document = Document(base)
    with Store(document, new_id=id_source(name)).edit("Work") as tx:
        work(tx)
    return document


def _contested(base: Document, ours: Document, theirs: Document) -> set[tuple[str, str]]:
    """The cards whose severity both set, and to another value than the other."""
    found: set[tuple[str, str]] = set()
    for card in base.all(Card):
        first, second = ours.find(Card, card.id), theirs.find(Card, card.id)
        if first and second and len({card.severity, first.severity, second.severity}) == 3:
            found.add((card.id, "severity"))
    return found


# what must be caught


def _controls(seed: int) -> dict[str, bool]:
    part = (seed, 0)
    base, ours, theirs = _pair(part, contested=CONTESTED)
    expected = _contested(base, ours, theirs)
    wrong: dict[str, Merge] = {
        "a merge that takes ours without a word": _silent,
        "a merge that loses an edit of theirs": _forgetful,
    }
    return {name: not _judged(part, base, ours, theirs, expected, by).good for name, by in wrong.items()}


def _silent(base: Document, ours: Document, theirs: Document) -> Merged:
    found = merge(base, ours, theirs)
    return merge(base, ours, theirs, {conflict.key: "ours" for conflict in found.conflicts})


def _forgetful(base: Document, ours: Document, theirs: Document) -> Merged:
    found = merge(base, ours, theirs)
    edit = min(edits_of(base, theirs) - edits_of(base, ours))
    kept = [record for record in found.document if record.id != edit.record]
    before = base.get(edit.record)
    return replace(found, document=Document([*kept, before] if before else kept))


# beside it: git's merge of lines


def _by_text(parts: list[tuple[int, int]]) -> str:
    """How many conflicts git's merge of the unpacked maps has in as many trials without any of ours."""
    if shutil.which("git") is None:
        return "not measured, git is not there"
    found = [_text_conflicts(_pair(part, contested=0)) for part in parts]
    clean = sum(count == 0 for count in found)
    return f"{min(found)} to {max(found)} conflicts a pair, {clean} of {len(found)} pairs without one"


def _text_conflicts(maps: tuple[Document, Document, Document]) -> int:
    twins = [twin_of(Loaded(document)) for document in maps]
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("base", "ours", "theirs")]
        for name in sorted(set().union(*twins)):
            for path, twin in zip(paths, twins, strict=True):
                path.write_bytes(twin.get(name, b""))
            base, ours, theirs = map(str, paths)
            ran = subprocess.run(
                ["git", "merge-file", "-p", ours, base, theirs], capture_output=True, check=False
            )
            total += ran.returncode if 0 < ran.returncode < 128 else 0
    return total
