"""Every format in which a map can be handed over: how each is named and written.

PNG is not among them: pixels are made by the window's painter.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from journeymapper.formats.report import Written
from journeymapper.layout.grid import Layouter
from journeymapper.model.document import Document


class Job(NamedTuple):
    """What is to be written: a document, the numbers of its steps, and who lays it out where geometry is needed.

    `paper` is a key of `drawing.page.PAPERS` or "map". `only` holds ids of records where a selection is wanted.
    """

    document: Document
    numbers: Mapping[str, int]
    layouter: Callable[[], Layouter]
    paper: str = "map"
    only: frozenset[str] = frozenset()


class Target(NamedTuple):
    """A format: `key` and `title` name it, `suffixes` end its files, the usual one first.

    `write` raises JourneyError; it imports what is heavy itself.
    """

    key: str
    title: str
    suffixes: tuple[str, ...]
    write: Callable[[Job], Written]


TARGETS: tuple[Target, ...] = ()
"""The formats in the order in which they are offered; a longer suffix stands before one that it ends in."""


def target_of(name: str) -> Target | None:
    """The format that the ending of a file's name says."""
    lower = name.casefold()
    return next((target for target in TARGETS if lower.endswith(target.suffixes)), None)
