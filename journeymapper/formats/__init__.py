"""Maps in other people's formats: how each is recognised and read, with a report of what found which place."""

from collections.abc import Callable
from typing import NamedTuple

from journeymapper.formats.ojf import looks_like_ojf, read_ojf
from journeymapper.formats.report import Imported
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource


class Reader(NamedTuple):
    """A format that can be read. `own` are endings that only it has, `shared` endings that others have too.

    `looks_like` tells from its bytes whether a file with any other ending is one.
    """

    own: tuple[str, ...]
    shared: tuple[str, ...]
    looks_like: Callable[[bytes], bool]
    read: Callable[[bytes, IdSource], Imported]


READERS: tuple[Reader, ...] = (Reader((".ojf.json", ".ojf"), (".json",), looks_like_ojf, read_ojf),)
"""The formats in the order in which they are tried."""


def endings() -> tuple[str, ...]:
    """The endings that the names of files that can be imported usually have."""
    return tuple(dict.fromkeys(ending for reader in READERS for ending in (*reader.own, *reader.shared)))


def read_foreign(name: str, data: bytes, new_id: IdSource) -> Imported:
    """The map in a file of another program; `name` is the file's name, which tells the format with its bytes.

    Raises FileProblem with one sentence where no format fits or the file is broken.
    """
    try:
        return _reader(name.casefold(), data).read(data, new_id)
    except FileProblem as problem:
        raise FileProblem(
            _("“{name}” cannot be imported: {problem}").format(name=name, problem=problem),
            entry=problem.entry,
            line=problem.line,
        ) from None


def _reader(name: str, data: bytes) -> Reader:
    for reader in READERS:
        if name.endswith(reader.own) or reader.looks_like(data):
            return reader
    known = ", ".join(endings())
    raise FileProblem(
        _("it is in no format that can be read; choose a file of these: {known}").format(known=known)
    )
