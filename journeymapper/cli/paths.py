"""What is checked of the files on a command line before anything is read or written."""

import os
from collections.abc import Sequence
from pathlib import Path

from journeymapper.cli.parser import CommandLineProblem
from journeymapper.model.i18n import _

MAP_SUFFIX = ".journey"
OTHERS = frozenset(
    (
        *(".canvas", ".csv", ".drawio", ".htm", ".html", ".json", ".markdown", ".md", ".mermaid", ".mmd"),
        *(".ods", ".ojf", ".pdf", ".png", ".pptx", ".svg", ".tab", ".tsv", ".xls", ".xlsm", ".xlsx"),
    )
)
"""Endings of files that maps are imported from or exported to."""
_BEGINNING = 200
"""Bytes within which a map says what it is."""


def refuse_same(source: Path, output: Path) -> None:
    """Raise where the output would replace what is read."""
    if _real(source) == _real(output) or _one_file(source, output):
        raise CommandLineProblem(
            _("“{path}” would be written over what is read from it: choose another name for -o").format(
                path=output
            )
        )


def refuse_foreign_name(output: Path) -> None:
    """Raise where a map would get a name that belongs to another kind of file."""
    if output.suffix.lower() in OTHERS:
        raise CommandLineProblem(
            _("a map is kept in a {suffix} file: name it “{name}”").format(
                suffix=MAP_SUFFIX, name=output.with_suffix(MAP_SUFFIX).name
            )
        )


def refuse_map_name(output: Path) -> None:
    """Raise where another kind of file would get the name of a map, and perhaps take the place of one."""
    if output.suffix.lower() == MAP_SUFFIX:
        raise CommandLineProblem(
            _("“{path}” is the name of a map, and this would be none: choose another ending for -o").format(
                path=output
            )
        )


def refuse_existing(output: Path, *, force: bool) -> None:
    """Raise where a new map would take the place of a file, unless that is wanted."""
    if output.is_file() and not force:
        raise CommandLineProblem(
            _("“{path}” is there already: choose another name, or add --force to write over it").format(
                path=output
            )
        )


def refuse_map_under(output: Path) -> None:
    """Raise where an export would take the place of a map: an export can be made again, a map cannot."""
    if _holds_map(output):
        raise CommandLineProblem(
            _("“{path}” is a map, which an export never writes over: choose another name").format(path=output)
        )


def refuse_folder_in_use(folder: Path, strangers: Sequence[str], *, force: bool) -> None:
    """Raise where a folder to be written holds other things, unless that is wanted."""
    if strangers and not force:
        raise CommandLineProblem(
            _(
                "“{path}” holds other things, such as “{name}”: choose another folder,"
                " or add --force to leave them beside the map"
            ).format(path=folder, name=strangers[0])
        )


def refuse_map(source: Path) -> None:
    """Raise where what is to be imported is a map of this program."""
    if source.suffix.lower() == MAP_SUFFIX:
        raise CommandLineProblem(
            _("“{path}” is a JourneyMapper map already: open it with “journeymapper {path}”").format(
                path=source
            )
        )


def _holds_map(path: Path) -> bool:
    from journeymapper.files.manifest import MEDIA_TYPE

    try:
        with path.open("rb") as file:
            return MEDIA_TYPE in file.read(_BEGINNING)
    except OSError:
        return False


def _real(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _one_file(source: Path, output: Path) -> bool:
    try:
        return output.samefile(source)
    except (OSError, ValueError):
        return False
