"""What a power cut must not be survived by: each of these syncs less than it should, or loses a step."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

import msgspec

from journeymapper.files.journal.entries import Logged
from tests.reliability.broken import saving_in_place
from tests.reliability.disk.recorder import Skips
from tests.reliability.power.judge import Kind


def _nothing(_name: str, _folder: bool) -> bool:
    return False


def _temporary(name: str, folder: bool) -> bool:
    return name.startswith("maps/.") and not folder


def _folders(_name: str, folder: bool) -> bool:
    return folder


def _journals(name: str, folder: bool) -> bool:
    return name.startswith("state/journals/") and not folder


def _all(steps: Sequence[Logged]) -> Sequence[Logged]:
    return steps


def _without_middle(steps: Sequence[Logged]) -> Sequence[Logged]:
    middle = len(steps) // 2
    return [*steps[:middle], *steps[middle + 1 :]]


class Control(msgspec.Struct, frozen=True):
    """How to work: under which conditions, which syncs are only claimed, which steps a recovery gives.

    `kind` is what must be found wrong; anything else, such as a crash, has not caught it.
    """

    under: Callable[[], AbstractContextManager[None]] = nullcontext
    skips: Skips = _nothing
    lose: Callable[[Sequence[Logged]], Sequence[Logged]] = _all
    kind: Kind = "lost"


NORMAL = Control()

CONTROLS = {
    "saving in place": Control(under=saving_in_place, kind="unopenable"),
    "renaming a file that is not synced": Control(skips=_temporary, kind="unopenable"),
    "folders that are not synced": Control(skips=_folders),
    "a journal that is not synced": Control(skips=_journals),
    "a recovery that loses a step": Control(lose=_without_middle),
}
