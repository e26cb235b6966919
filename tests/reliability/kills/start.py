"""A start of the program, as far as it concerns one map: recover it, open it, or begin a new one."""

from typing import NamedTuple

from journeymapper.edit.replay import replay
from journeymapper.edit.store import Store
from journeymapper.files.codec import Loaded
from journeymapper.files.journal.entries import Draft
from journeymapper.files.keeping import Keeper, keep_file, keep_new, keep_recovered, open_file
from journeymapper.files.locks import lock_file
from journeymapper.files.recovery import Recoverable, find_recoverable, put_off, recover
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from tests.edit.maps import Clock
from tests.random_maps import random_map
from tests.reliability.places import Place


class Start(NamedTuple):
    """What somebody has before them; `keeper` is None where they only look."""

    store: Store
    clock: Clock
    draft: Draft | None
    keeper: Keeper | None
    recovered: bool


class Trouble(Exception):
    """What a start must never come to."""


def start(place: Place, seed: int, *, keep: bool, new: int = 0) -> Start:
    """Start the program. The same place and seed give the same store, whether or not it is kept.

    Where there is nothing, it begins with the map of the number `new`.
    """
    offers = find_recoverable(place.state)
    if len(offers) > 1:
        raise Trouble(f"{len(offers)} journals of one map")
    if offers:
        if offers[0].verdict not in ("ready", "unsaved_map"):
            put_off(offers[0])
            raise Trouble(f"the verdict is {offers[0].verdict}")
        return _recovered(place, offers[0], seed, keep=keep)
    clock, new_id = Clock(), id_source(seed)
    if place.map.exists():
        opened = open_file(place.map)
        store = Store(opened.loaded.document, new_id=new_id, clock=clock)
        lock = lock_file(place.state, place.map) if keep else None
        keeper = keep_file(place.state, place.map, opened, lock=lock, tell=_be_told) if keep else None
        return Start(store, clock, None, keeper, recovered=False)
    document = new_map(new)
    store = Store(document, new_id=new_id, clock=clock)
    keeper = keep_new(place.state, Loaded(document), tell=_be_told) if keep else None
    return Start(store, clock, None, keeper, recovered=False)


def new_map(number: int) -> Document:
    """A map to begin with."""
    return random_map(number, stages=1 + number % 4, lanes=2 + number % 5, fill=0.2, links=2)


def _recovered(place: Place, offer: Recoverable, seed: int, *, keep: bool) -> Start:
    recovered = recover(offer)
    clock = Clock()
    replayed = replay(
        recovered.loaded.document,
        recovered.steps,
        done=recovered.done,
        undone=recovered.undone,
        first=recovered.first,
        saved=recovered.saved,
        new_id=id_source(seed),
    )
    replayed.store._clock = clock
    if replayed.applied < len(recovered.steps):
        raise Trouble(f"only {replayed.applied} of {len(recovered.steps)} steps fit")
    if not keep:
        put_off(offer)
        return Start(replayed.store, clock, recovered.draft, None, recovered=True)
    lock = lock_file(place.state, recovered.path) if recovered.path else None
    keeper = keep_recovered(place.state, recovered, lock=lock, applied=replayed.applied, tell=_be_told)
    return Start(replayed.store, clock, recovered.draft, keeper, recovered=True)


def _be_told(sentence: str) -> None:
    raise Trouble(f"the user was told: {sentence}")
