"""Turns that chance seldom takes: each is a short story of deaths over one map, and what must be there at its end."""

import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from journeymapper.edit.replay import replay
from journeymapper.edit.store import Store
from journeymapper.files.codec import Loaded, decode, encode
from journeymapper.files.journal import journal
from journeymapper.files.keeping import Keeper, keep_file, keep_new, open_file
from journeymapper.files.locks import lock_file
from journeymapper.files.recovery import Recoverable, Recovered, discard, find_recoverable, put_off, recover
from journeymapper.files.state import StateFolder
from journeymapper.model.document import Document
from journeymapper.model.ids import IdSource, id_source
from journeymapper.model.records import Card
from tests.random_maps import random_map
from tests.reliability.places import Place

TICKS = 5
SAVES = 12
"""More than as many versions as are kept of a file."""


class Amiss(Exception):
    """What must be there is not."""


def put_off_and_saved_over(place: Place) -> None:
    """Work that was recovered dies again, is put off, and the file is saved so often that versions of it go."""
    _lay_out(place)
    _dies(lambda: _edits(*_opened(place), "first"))
    _dies(lambda: _edits(*_recovered(place.state), "second"))
    _dies(lambda: _puts_off_and_saves(place))
    offer = _offer(place.state, "diverged")
    _must_be(_text(recover(offer)), "second", "the work that was put off")
    _must_be(_text_of(_file(place)), f"saved {SAVES - 1}", "the file")


def base_of_a_map_that_got_a_file(place: Place) -> None:
    """A map without a file is recovered, gets one, and its journal is made anew with a base of its own: merges begin
    with what the file held all the same.
    """
    from journeymapper.ui.opening import recover_kept

    place.map.parent.mkdir()
    _dies(lambda: _edits(*_new(place), "no file yet"))
    _dies(lambda: _gets_a_file(place))
    offer = _offer(place.state, "ready")
    if offer.dead.match is None or not offer.dead.match.own:
        raise Amiss("its journal has no base of its own, so that this shows nothing")
    kept = recover_kept(_Room(place.state, id_source(9), _Calls()), offer).kept  # type: ignore[arg-type]
    if kept.path != place.map or kept.base is None:
        raise Amiss(f"it belongs to {kept.path}, and what that held is {kept.base}")
    held = _file(place)
    if dict(kept.base.records) != held.snapshot():
        raise Amiss("merges would begin with something else than the file held")
    _must_be(_text_of(kept.store.document), "after the save", "the map")
    kept.keeper.close(discard=True)


def opened_by_a_relative_path(place: Place) -> None:
    """A map is opened by a path from where the program runs, and recovered by one that runs elsewhere."""
    _lay_out(place)
    _dies(lambda: _edits_from(place, save=False))
    _must_be_found_from_elsewhere(place, "unsaved")
    _dies(lambda: _edits_from(place, save=True))
    _must_be_found_from_elsewhere(place, "after the save")


def written_by_somebody_else(place: Place) -> None:
    """Another program writes the file between a death and the next start: both maps are there."""
    _lay_out(place)
    _dies(lambda: _edits(*_opened(place), "ours"))
    theirs = Store(_file(place), new_id=id_source(3))
    _change(theirs, "theirs")
    place.map.write_bytes(encode(theirs.document))
    offer = _offer(place.state, "diverged")
    if not offer.file_there:
        raise Amiss("the file is said to be gone")
    recovered = recover(offer)
    if recovered.path is not None:
        raise Amiss("what is recovered would be saved over what somebody else wrote")
    _must_be(_text(recovered), "ours", "what was recovered")
    put_off(offer)
    _dies(lambda: _edits(*_recovered(place.state, "diverged"), "ours again"))
    _must_be(_text(recover(_offer(place.state, "unsaved_map"))), "ours again", "what was recovered again")
    _must_be(_text_of(_file(place)), "theirs", "the file")


CASES: dict[str, Callable[[Place], None]] = {
    "put off, and the file saved twelve times": put_off_and_saved_over,
    "the base of a map that got a file": base_of_a_map_that_got_a_file,
    "opened by a relative path": opened_by_a_relative_path,
    "written by somebody else between kills": written_by_somebody_else,
}


# what the processes do that die


def _dies(work: Callable[[], object]) -> None:
    """Let a process do something and be killed at its end."""
    process = os.fork()
    if process == 0:
        try:
            work()
            os.kill(os.getpid(), signal.SIGKILL)
        except BaseException:  # noqa: BLE001 - told, and counted by whoever waits
            traceback.print_exc()
        finally:
            os._exit(1)
    _process, status = os.waitpid(process, 0)
    if not os.WIFSIGNALED(status):
        raise Amiss("a process fell over before it could be killed")


def _opened(place: Place, path: Path | None = None) -> tuple[Store, Keeper]:
    path = path or place.map
    opened = open_file(path)
    store = Store(opened.loaded.document, new_id=id_source(2))
    lock = lock_file(place.state, path)
    keeper = keep_file(place.state, path, opened, lock=lock, tell=_be_told)
    store.subscribe(keeper.note)
    return store, keeper


def _new(place: Place) -> tuple[Store, Keeper]:
    document = _map()
    store = Store(document, new_id=id_source(2))
    keeper = keep_new(place.state, Loaded(document), tell=_be_told)
    store.subscribe(keeper.note)
    return store, keeper


def _recovered(state: StateFolder, verdict: str = "ready") -> tuple[Store, Keeper]:
    from journeymapper.ui.opening import recover_kept

    kept = recover_kept(_Room(state, id_source(4), _Calls()), _offer(state, verdict)).kept  # type: ignore[arg-type]
    return kept.store, kept.keeper


def _edits(store: Store, keeper: Keeper, text: str) -> None:
    _change(store, text)
    if not keeper.flush():
        raise Amiss("the journal cannot be written")


def _saves(store: Store, keeper: Keeper, path: Path | None = None) -> None:
    saved = keeper.run(keeper.job(store.document, store.position, path=path))
    keeper.finished(saved)
    store.mark_saved(saved.position)


def _puts_off_and_saves(place: Place) -> None:
    put_off(_offer(place.state, "ready"))
    store, keeper = _opened(place)
    for number in range(SAVES):
        _edits(store, keeper, f"saved {number}")
        _saves(store, keeper)
    keeper.close(discard=False)


def _gets_a_file(place: Place) -> None:
    store, keeper = _recovered(place.state, "unsaved_map")
    _saves(store, keeper, place.map)
    for lost in place.state.journals.rglob("*.journal"):
        lost.unlink()
    _change(store, "in the base of its own")
    with patch.object(journal, "RETRY_SECONDS", 0.0):
        for _second in range(TICKS):
            keeper.tick()
            if keeper.flush():
                break
    _edits(store, keeper, "after the save")


def _edits_from(place: Place, *, save: bool) -> None:
    os.chdir(place.root)
    store, keeper = _opened(place, place.map.relative_to(place.root))
    _edits(store, keeper, "unsaved")
    if save:
        _saves(store, keeper)
        _edits(store, keeper, "after the save")


def _must_be_found_from_elsewhere(place: Place, text: str) -> None:
    """Recover in a process that runs elsewhere: this one does, the one that died ran beside the map."""
    offer = _offer(place.state, "ready")
    if offer.path is None or not offer.path.is_absolute():
        raise Amiss(f"its file is said to be {offer.path}")
    _must_be(_text(recover(offer)), text, "what was recovered")
    discard(offer)


# looking


class _Calls:
    """Stands for the workers of a window where there is no window."""

    def caller(self, callback: Callable[[Any], None]) -> Callable[[Any], None]:
        return callback


class _Room(NamedTuple):
    """What the windows of a program share, as far as recovering needs it."""

    state: StateFolder
    new_id: IdSource
    workers: _Calls


def _lay_out(place: Place) -> None:
    place.map.parent.mkdir()
    place.map.write_bytes(encode(_map()))


def _map() -> Document:
    return random_map(5, stages=2, lanes=3, fill=0.8)


def _change(store: Store, text: str) -> None:
    with store.edit("Change text") as tx:
        tx.change(min(store.document.ids(Card)), text=text)


def _offer(state: StateFolder, verdict: str) -> Recoverable:
    offers = find_recoverable(state)
    if [offer.verdict for offer in offers] != [verdict]:
        raise Amiss(f"{verdict} was expected, found was {[offer.verdict for offer in offers]}")
    return offers[0]


def _text(recovered: Recovered) -> str:
    replayed = replay(
        recovered.loaded.document,
        recovered.steps,
        done=recovered.done,
        undone=recovered.undone,
        first=recovered.first,
        saved=recovered.saved,
        new_id=id_source(1),
    )
    return _text_of(replayed.store.document)


def _text_of(document: Document) -> str:
    card = document.find(Card, min(document.ids(Card)))
    return card.text if card is not None else ""


def _file(place: Place) -> Document:
    return decode(place.map.read_bytes()).document


def _must_be(found: str, wanted: str, what: str) -> None:
    if found != wanted:
        raise Amiss(f"{what} says “{found}”, not “{wanted}”")


def _be_told(sentence: str) -> None:
    raise Amiss(f"the user was told: {sentence}")
