"""A map of 200,000 cards and 100,000 links: how long it takes to open and to save, and how long a window stands still.

The thread that ticks stands for the window's: it takes the snapshot, and from then on every moment in which it does
not come to its turn is a moment in which a window would not answer. The real window is measured besides
(`tests.reliability.stress_window`).
"""

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median

import msgspec

from benchmarks.maps import Size as MapSize
from benchmarks.maps import sized_map
from journeymapper.edit.store import Store
from journeymapper.files.codec import encode
from journeymapper.files.keeping import Keeper, Saved, keep_file, open_file
from journeymapper.files.locks import lock_file
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card
from tests.reliability.harness import Counts, Report, Size, merged
from tests.reliability.places import Place, scratch
from tests.reliability.stress_window import encode_for, real_window
from tests.reliability.watches import Took, Watch, longest

MOST_SECONDS = 3.0
MOST_STALL = 0.050
"""Seconds; they are held only in the large run, as small maps say nothing and tests are not timed."""
SWITCH = 0.001
"""Seconds after which one thread lets the other have its turn, as in the window."""
TICK = 0.001

SMALL_MAP = MapSize("small", lanes=12, stages=9, cards=3_000, steps=3, links=1_000)
LARGE_MAP = MapSize("large", lanes=26, stages=200, cards=200_000, steps=2, links=100_000)


class Save(msgspec.Struct, frozen=True):
    """A save in a worker: how long it took, and the longest that the ticking thread waited."""

    whole: Took
    stall: Took


def run(size: Size, report: Report) -> Counts:
    """Open and save a large map, three rounds; then the same in the real window."""
    map_size, rounds = size.pick((SMALL_MAP, 1), (LARGE_MAP, 3))
    opening: list[Took] = []
    saves: dict[str, list[Save]] = {}
    with _switching(), scratch() as folder:
        place = Place(folder)
        place.map.parent.mkdir()
        place.map.write_bytes(encode(sized_map(map_size)))
        for number in range(rounds):
            report(f"round {number + 1} of {rounds}")
            opening.append(_round(place, number, saves))
        report("control")
        caught = _encoding_in_between(place).busy > MOST_STALL
    figures = {"map": f"{map_size.cards:,} cards, {map_size.links:,} links"}
    measured = Counts(
        done={"cards": map_size.cards, "links": map_size.links, "saves": sum(map(len, saves.values()))},
        controls={"encoding on the thread that ticks": caught},
        figures=figures,
    )
    held = size.name == "large"
    report("the real window")
    return merged(
        [measured, judged(_times(opening, saves), held=held), real_window(size, MOST_STALL, judged)]
    )


def _times(opening: list[Took], saves: dict[str, list[Save]]) -> dict[str, tuple[Took, float]]:
    """What was measured and what it may be: how long things take in the middle round, stalls in the worst one."""
    times = {"opening": (middle(opening), MOST_SECONDS)}
    for name, taken in saves.items():
        times[name] = (middle([save.whole for save in taken]), MOST_SECONDS)
        times[f"the longest stall of {name}"] = (longest(save.stall for save in taken), MOST_STALL)
    return times


def judged(times: Mapping[str, tuple[Took, float]], *, held: bool) -> Counts:
    """Times beside what they may be; whatever keeps the processor busy for longer is a failure where that is held."""
    slow = [
        f"{name} took {took}, more than {most} s busy"
        for name, (took, most) in times.items()
        if took.busy > most
    ]
    return Counts(
        failures=tuple(slow) if held else (),
        figures={name: f"{took}, at most {most} s busy" for name, (took, most) in times.items()},
    )


def middle(taken: list[Took]) -> Took:
    """The middle one of each kind of time."""
    return Took(median(took.clock for took in taken), median(took.busy for took in taken))


def _encoding_in_between(place: Place) -> Took:
    """The longest stall where the thread that ticks does itself what the worker is for."""
    opened = open_file(place.map)
    store = Store(opened.loaded.document, new_id=id_source(0))
    lock = lock_file(place.state, place.map)
    keeper = keep_file(place.state, place.map, opened, lock=lock, tell=_be_told)
    store.subscribe(keeper.note)
    with store.edit("Change text") as tx:
        tx.change(min(store.document.ids(Card)), text="encoded in between")
    try:
        return _saved(store, keeper, lambda: encode_for(2 * MOST_STALL, store.document)).stall
    finally:
        keeper.close(discard=False)


def _round(place: Place, number: int, saves: dict[str, list[Save]]) -> Took:
    """Open the map, save it in several ways; how long opening took."""
    watch = Watch()
    opened = open_file(place.map)
    store = Store(opened.loaded.document, new_id=id_source(number))
    lock = lock_file(place.state, place.map)
    keeper = keep_file(place.state, place.map, opened, lock=lock, tell=_be_told)
    taken = watch.took()
    store.subscribe(keeper.note)
    cards = sorted(store.document.ids(Card))
    del opened
    gc.collect()
    gc.freeze()  # as the window does
    try:
        for name, keys in (
            ("the first save", cards[:1]),
            ("a save after one edit", cards[1:2]),
            ("a save after one edit of 1,000 cards", cards[:1_000]),
        ):
            with store.edit("Change text") as tx:
                for key in keys:
                    tx.change(key, text=f"{name} {number}")
            saves.setdefault(name, []).append(_saved(store, keeper))
        if encode(store.document) != place.map.read_bytes():
            raise AssertionError("the file is not what a fresh save would give")
    finally:
        keeper.close(discard=False)
        gc.unfreeze()
    return taken


def _nothing() -> None:
    pass


def _saved(store: Store, keeper: Keeper, between: Callable[[], None] = _nothing) -> Save:
    """Save in a worker while this thread ticks; what it does itself, such as the snapshot, is a stall, too.

    `between` is done once on this thread after the first tick.
    """
    ended: list[Saved | BaseException] = []
    whole, tick = Watch(), Watch()
    job = keeper.job(store.document, store.position)

    def work() -> None:
        try:
            ended.append(keeper.run(job))
        except BaseException as problem:  # noqa: BLE001 - raised again below
            ended.append(problem)

    worker = threading.Thread(target=work)
    worker.start()
    waits = [tick.took()]
    while worker.is_alive():
        tick.begin()
        time.sleep(TICK)
        between()
        between = _nothing
        waits.append(tick.took())
    (saved,) = ended
    if isinstance(saved, BaseException):
        raise saved
    tick.begin()
    keeper.finished(saved)
    store.mark_saved(saved.position)
    waits.append(tick.took())
    return Save(whole.took(), longest(waits))


@contextmanager
def _switching() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _be_told(sentence: str) -> None:
    raise AssertionError(sentence)
