"""Two maps that began as the same made one, by record and field.

What one side changed is taken. What both changed to something different, or one deleted and the other changed, is a
conflict: the base's value stays, and the conflict is told, until somebody chooses. The result keeps to every rule, and
is the same whichever side is called ours. Lists of tags, people, sources, goals and channels merge part by part.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Literal

import msgspec

from journeymapper.edit.merging.codes import doubled_codes
from journeymapper.edit.merging.settling import Choice, Contradiction, Key, Settling
from journeymapper.edit.merging.sides import Edit, Side, combined
from journeymapper.edit.merging.troubles import troubles
from journeymapper.model.document import Document
from journeymapper.model.patch import Change, Patch, make_patch
from journeymapper.model.records import Asset

__all__ = ["Choice", "Conflict", "Edit", "Key", "Merged", "Note", "merge", "patch_between", "resolve"]


class Conflict(msgspec.Struct, frozen=True):
    """What a person has to choose. `record` is the id of what it is about, `unit` (`merging.units`) the part of it.

    `ours` and `theirs` are the edits that hang on it: those of the side that is not chosen are left out of the map.
    """

    record: str
    unit: str
    ours: tuple[Edit, ...]
    theirs: tuple[Edit, ...]

    @property
    def key(self) -> Key:
        """Names the conflict in choices; the same however often and whichever way round maps are merged."""
        return self.record, self.unit


class Note(msgspec.Struct, frozen=True):
    """What merging did that people should know and need not choose.

    "renumbered": the new card `record` got the code `after`, because `before` was given twice. "once": both added the
    same; `record` stays, `before` is the id of the one that was left out.
    """

    kind: Literal["renumbered", "once"]
    record: str
    before: str
    after: str = ""


class Merged(msgspec.Struct, frozen=True):
    """What merging came to: the map, what is still open, what was settled by choices, and notes.

    `excluded` are the keys of conflicts that stay open because the choices made there excluded each other.
    """

    base: Document
    ours: Document
    theirs: Document
    document: Document
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Conflict, ...] = ()
    notes: tuple[Note, ...] = ()
    choices: Mapping[Key, Choice] = {}
    excluded: frozenset[Key] = frozenset()


def merge(
    base: Document, ours: Document, theirs: Document, choices: Mapping[Key, Choice] | None = None
) -> Merged:
    """Bring the edits of two sides together, each of which keeps to the rules; `choices` settle conflicts by key.

    "base" as a choice says that somebody looked at the conflict and wants neither. Choices that exclude each other are
    passed over: their conflicts stay open.
    """
    chosen = dict(choices or {})
    excluded: set[Key] = set()
    while True:
        try:
            return _merged(base, ours, theirs, chosen, excluded)
        except Contradiction as contradiction:
            excluded |= contradiction.keys
            chosen = {key: choice for key, choice in chosen.items() if key not in excluded}


def resolve(merged: Merged, choices: Mapping[Key, Choice]) -> Merged:
    """Merge once more with these choices beside those made before.

    A choice may bring a further conflict to light, so whoever asks goes on until none is open.
    """
    return merge(merged.base, merged.ours, merged.theirs, {**merged.choices, **choices})


def patch_between(before: Document, after: Document) -> Patch:
    """The patch that makes one map the other; media apart, which are never changed, only added."""
    changes: dict[str, Change] = {record.id: (record, after.get(record.id)) for record in before}
    changes |= {record.id: (None, record) for record in after if record.id not in before}
    return make_patch(changes)


def _merged(
    base: Document,
    ours: Document,
    theirs: Document,
    chosen: Mapping[Key, Choice],
    excluded: AbstractSet[Key],
) -> Merged:
    settling = Settling(Side(base, ours), Side(base, theirs), chosen)
    touched = sorted(settling.ours.touched() | settling.theirs.touched())
    settling.contradictions()
    document = Document(base)
    _take_over(document, settling, touched)
    while found := troubles(document, touched, base):
        progress = [settling.settle(trouble) for trouble in found]
        if not any(progress):
            settling.give_up(found)
        _take_over(document, settling, touched)
    notes = [Note("once", kept, left) for kept, left in settling.twins]
    notes += _renumber(document, base, (ours, theirs), touched)
    document.media.update(_media(document, base, ours, theirs))
    conflicts = list(_conflicts(settling))
    return Merged(
        base,
        ours,
        theirs,
        document,
        conflicts=tuple(conflict for conflict in conflicts if conflict.key not in chosen),
        settled=tuple(conflict for conflict in conflicts if conflict.key in chosen),
        notes=tuple(notes),
        choices=chosen,
        excluded=frozenset(excluded),
    )


def _renumber(
    document: Document, base: Document, sides: tuple[Document, Document], touched: Iterable[str]
) -> list[Note]:
    """Give a code of its own to each new card that has the same as another's."""
    cards = list(doubled_codes(document, base, sides, touched))
    changes = {card.id: (card, msgspec.structs.replace(card, code=code)) for card, code in cards}
    document.apply(make_patch(changes))
    return [Note("renumbered", card.id, card.code, code) for card, code in cards]


def _take_over(document: Document, settling: Settling, touched: list[str]) -> None:
    """Bring the result up to the edits that stand."""
    changes = {key: (document.get(key), combined(settling.ours, settling.theirs, key)) for key in touched}
    document.apply(make_patch(changes))


def _conflicts(settling: Settling) -> Iterator[Conflict]:
    for (record, unit), case in sorted(settling.cases.items()):
        yield Conflict(record, unit, tuple(sorted(case.ours)), tuple(sorted(case.theirs)))


def _media(document: Document, *sources: Document) -> Iterator[tuple[str, bytes]]:
    """The pictures that the map needs, from wherever they are."""
    for asset in document.all(Asset):
        for source in sources:
            if asset.sha256 in source.media:
                yield asset.sha256, source.media[asset.sha256]
                break
