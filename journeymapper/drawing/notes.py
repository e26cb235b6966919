"""What a page does not show of its map, said in sentences for whoever prints it."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import assert_never

from journeymapper.drawing.ops import Group, Op, Text
from journeymapper.layout.grid import Grid
from journeymapper.model.document import Item
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Measure, Owner

MOST_NAMES = 12
"""As many cards or characters are named; of the others, how many there are."""


def page_notes(grid: Grid, ops: Iterable[Op]) -> tuple[str, ...]:
    """Sentences about cards whose text continues, and about characters that no bundled font has."""
    notes = []
    cut = [_name(box.item) for row in grid.rows for box in row.boxes if box.inner.cut]
    if cut:
        notes.append(
            _("The text of these cards is longer than a card shows, and continues: {cards}.").format(
                cards=_some(cut)
            )
        )
    boxed = set(boxed_graphemes(ops))
    if boxed:
        missing = sorted({grapheme[0] for grapheme in boxed})
        notes.append(
            _("No bundled font has these characters; boxes stand in their place: {characters}.").format(
                characters=_some(_named(missing))
            )
        )
    unseen = sorted(_marks(grid).difference(*boxed))
    if unseen:
        notes.append(
            _(
                "No bundled font has these marks together with their letters; they are not seen: {marks}."
            ).format(marks=_some(_named(unseen)))
        )
    return tuple(notes)


def _marks(grid: Grid) -> set[str]:
    """The marks on letters that cards lack: these have no boxes."""
    lost = {char for row in grid.rows for box in row.boxes for char in box.inner.missing}
    return {char for char in lost if unicodedata.category(char).startswith("M")}


def _named(characters: Iterable[str]) -> list[str]:
    return [f"{char} (U+{ord(char):04X})" for char in characters]


def boxed_graphemes(ops: Iterable[Op]) -> Iterator[str]:
    """What boxes stand for: glyph 0 of a font."""
    for op in ops:
        if isinstance(op, Group):
            yield from boxed_graphemes(op.ops)
        elif isinstance(op, Text) and op.run.boxed:
            run = op.run
            after = dict(pairwise([*sorted(set(run.clusters)), len(run.text)]))
            for glyph, cluster in zip(run.glyphs, run.clusters, strict=True):
                if glyph == 0:
                    yield run.text[cluster : after[cluster]]


def _name(item: Item) -> str:
    match item:
        case Card():
            return item.code or _start(item.text)
        case Measure():
            return _start(item.label or item.value)
        case Owner():
            return _start(item.name)
        case _:
            assert_never(item)


def _start(text: str) -> str:
    return _("“{start}…”").format(start=" ".join(text[:30].split()))


def _some(names: list[str]) -> str:
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    more = _("and {n} more").format(n=len(names) - MOST_NAMES)
    return ", ".join(names[:MOST_NAMES]) + " " + more
