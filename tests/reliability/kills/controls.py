"""What a kill must not be survived by."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, NamedTuple
from unittest.mock import patch

from journeymapper.files.keeping import Keeper
from tests.reliability.broken import journal_in_memory, saving_in_place
from tests.reliability.kills.chain import Kind

PIECE_SECONDS = 0.0002
"""How long half a kilobyte takes in a save in place; in memory it would be over before anybody could kill it."""


class Control(NamedTuple):
    """Something broken, and what must be found wrong with it; anything else, such as a crash, has not caught it."""

    under: Callable[[], AbstractContextManager[None]]
    kind: Kind


@contextmanager
def _losing_a_patch() -> Iterator[None]:
    """One change in seven is not journalled."""
    real, count = Keeper.note, 0

    def note(self: Keeper, change: Any) -> None:
        nonlocal count
        count += 1
        if count % 7:
            real(self, change)

    with patch.object(Keeper, "note", note):
        yield


CONTROLS = {
    "a lost step": Control(_losing_a_patch, "lost"),
    "saving in place": Control(partial(saving_in_place, PIECE_SECONDS), "unopenable"),
    "a journal in the program's memory": Control(journal_in_memory, "lost"),
}
