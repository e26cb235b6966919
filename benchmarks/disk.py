"""Opening and saving."""

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import msgspec

from benchmarks.table import Row
from benchmarks.timing import Effort, by_turns
from journeymapper.edit.cards import change_items
from journeymapper.edit.store import Store
from journeymapper.files.journey import load, save
from journeymapper.files.lines import RecordCache
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card

LOAD = "load"
SAVE = "save"
SAVE_AGAIN = "save again after one edit"
REFERENCE = "json of the same records"


def measure_files(size: str, document: Document, effort: Effort, folder: Path) -> Iterator[Row]:
    """Load and save beside json.load and json.dump of the records, which neither check nor sync anything."""
    path, plain = folder / f"{size}.journey", folder / f"{size}.json"

    def dump() -> None:
        with plain.open("w", encoding="utf-8") as out:
            json.dump([msgspec.to_builtins(record) for record in document], out)

    def parse() -> None:
        with plain.open(encoding="utf-8") as source:
            json.load(source)

    yield Row(size, SAVE, by_turns(lambda: save(document, path), dump, effort.runs), REFERENCE)
    yield Row(size, LOAD, by_turns(lambda: load(path, cache=RecordCache()), parse, effort.runs), REFERENCE)
    store, cache = Store(document, new_id=id_source("benchmark")), RecordCache()
    keys = cycle(sorted(card.id for card in document.all(Card)))
    save(document, path, cache=cache)

    def edit() -> None:
        with store.edit("Change text") as tx:
            key = next(keys)
            change_items(tx, [key], text=f"{tx.find(Card, key).text}.")

    pair = by_turns(lambda: save(document, path, cache=cache), dump, effort.runs, first=edit)
    yield Row(size, SAVE_AGAIN, pair, REFERENCE)
    while store.undo():
        pass
