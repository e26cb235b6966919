"""The garbage collector, kept out of work that makes very many objects and throws hardly any away."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 50_000
"""New objects from which on walking them would be felt."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Every object made here is kept, so the collector would walk them again and again: a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            _let_be_old()
            gc.enable()


def _let_be_old() -> None:
    """Put what was made among the old objects, which are seldom walked: the next collection would walk it all."""
    # How many are frozen is found by walking them: asked only where it pays.
    if gc.get_count()[0] > MANY and not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
