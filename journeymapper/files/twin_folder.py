"""What lies in the folder of an unzipped map: its own files, other files, and what editors leave behind."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from journeymapper.files.archive import MOST_ENTRIES
from journeymapper.files.manifest import FORMAT, MANIFEST
from journeymapper.files.media import digest_of_name
from journeymapper.files.source import read_bytes
from journeymapper.files.writer import why_not
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.records import RECORD_TYPES
from journeymapper.model.strict_json import BadJson, parse

LINES = ".jsonl"
FOREIGN = "foreign/"

_DEEPEST = 64


class TwinFolder(NamedTuple):
    """The files in a folder by their paths in it, with `/`. `is_twin`: its manifest says that a map was unpacked."""

    own: tuple[str, ...]
    others: tuple[str, ...]
    is_twin: bool


def files_in(folder: Path) -> TwinFolder:
    """What lies in a folder; nothing where there is none. Names that begin with a dot or end in `~` are passed over.

    Raises FileProblem where it cannot be read, is no folder, or holds links, which could lead anywhere.
    """
    names: list[str] = []
    try:
        if folder.exists() and not folder.is_dir():
            raise FileProblem(_("“{path}” is not a folder; choose another").format(path=folder))
        for name in _walk(folder, "", 0) if folder.exists() else ():
            names.append(name)
            if len(names) > MOST_ENTRIES:
                raise FileProblem(
                    _("“{path}” holds far more files than a map; choose another folder").format(path=folder)
                )
    except OSError as error:
        raise FileProblem(
            _("the folder “{path}” cannot be read: {reason}; choose another").format(
                path=folder, reason=why_not(error)
            )
        ) from error
    names.sort()
    own = tuple(name for name in names if is_own(name))
    return TwinFolder(own, tuple(name for name in names if not is_own(name)), _is_twin(folder, own))


def is_own(name: str) -> bool:
    """Whether a file of this name is part of an unpacked map."""
    if name == MANIFEST or name.startswith(FOREIGN) or digest_of_name(name):
        return True
    return name.endswith(LINES) and name.removesuffix(LINES) in RECORD_TYPES


def _walk(folder: Path, prefix: str, depth: int) -> Iterator[str]:
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name.endswith("~"):
            continue
        name = prefix + path.name
        if path.is_symlink():
            raise FileProblem(
                _("“{path}” is a link, which could lead anywhere; put the file itself in its place").format(
                    path=path
                )
            )
        if not path.is_dir():
            yield name
        elif depth < _DEEPEST:
            yield from _walk(path, f"{name}/", depth + 1)


def _is_twin(folder: Path, own: tuple[str, ...]) -> bool:
    if MANIFEST not in own:
        return False
    try:
        content = parse(read_bytes(folder / MANIFEST))
    except (BadJson, FileProblem):
        return False
    return isinstance(content, dict) and content.get("format") == FORMAT
