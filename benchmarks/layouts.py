"""Laying a map out: all of it afresh, and again after one edit."""

from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice

import uharfbuzz as hb

from benchmarks.table import Row, Target
from benchmarks.timing import Effort, Pair, Taken, by_turns, paired, timed
from journeymapper.analysis.numbering import numbering
from journeymapper.edit.cards import change_items
from journeymapper.edit.store import Store
from journeymapper.layout.fonts import FontSet, load_fonts
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card

COLD = "layout cold"
ONE_EDIT = "layout after one edit"


def measure_layout(size: str, document: Document, effort: Effort, *, targeted: bool) -> Iterator[Row]:
    """Cold layout beside bare shaping of the same texts, and layout after an edit beside the edit itself."""
    fonts, theme, numbers = load_fonts(), load_theme(), numbering(document)

    def cold() -> None:
        Layouter(TextEngine(fonts), theme).grid(document, numbers)

    texts = [card.text for card in document.all(Card)]
    pair = by_turns(cold, lambda: shape(fonts, texts), effort.runs)
    yield Row(size, COLD, pair, "bare shaping of the texts", Target("ms", 700) if targeted else None)
    yield Row(size, ONE_EDIT, _after_edits(document, fonts, effort), "the edit itself")


def shape(fonts: FontSet, texts: list[str]) -> None:
    """Give each text to HarfBuzz once, as one line in one font."""
    font = fonts.hb_font(fonts.faces[0].key)
    for text in texts:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)


def _after_edits(document: Document, fonts: FontSet, effort: Effort) -> Pair:
    layouter, numbers = Layouter(TextEngine(fonts), load_theme()), numbering(document)
    layouter.grid(document, numbers)
    store = Store(document, new_id=id_source("benchmark"))
    keys = sorted(card.id for card in document.all(Card))
    taken: list[Taken] = []
    beside: list[Taken] = []
    for number, key in enumerate(islice(cycle(keys), effort.frames)):
        text = f"Another text, the {number}th, a little longer than those before it"
        beside.append(timed(partial(_change, store, key, text)))
        taken.append(timed(partial(layouter.grid, document, numbers)))
    while store.undo():
        pass
    return paired(taken, beside)


def _change(store: Store, key: str, text: str) -> None:
    with store.edit("Change text") as tx:
        change_items(tx, [key], text=text)
