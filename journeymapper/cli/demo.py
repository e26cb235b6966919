"""Writing the example map and its page."""

from pathlib import Path
from typing import NamedTuple

from journeymapper.cli.exporting import write_page
from journeymapper.files.journey import EXTENSION, load
from journeymapper.files.source import read_bytes
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.files.writer import write_file
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

MOST_COPIES = 1000


class Demo(NamedTuple):
    """Where the example and its page were written."""

    map: Path
    page: Path


def write_demo(folder: Path) -> Demo:
    """Write the example map and its PDF into a folder, which is made where it is not there.

    A map of that name that is another by now is the person's own: the example then gets the next free name.
    Raises FileProblem.
    """
    _make(folder)
    example = read_bytes(template_path(EXAMPLE))
    target = free_place(folder, EXAMPLE, example)
    if not target.exists():
        write_file(target, example)
    page = target.with_suffix(".pdf")
    write_page(load(target).document, page, "A3")
    return Demo(target, page)


def free_place(folder: Path, name: str, content: bytes) -> Path:
    """The first of name, name-2, name-3 … that is free in a folder, or holds just this content already."""
    for number in range(1, MOST_COPIES):
        path = folder / (f"{name}{EXTENSION}" if number == 1 else f"{name}-{number}{EXTENSION}")
        if not path.exists() or (path.is_file() and read_bytes(path) == content):
            return path
    raise FileProblem(
        _("“{folder}” is full of copies of the example; choose another folder").format(folder=folder)
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise FileProblem(
            _("“{folder}” is a file; name another folder with --folder").format(folder=folder)
        ) from None
    except OSError as error:
        raise FileProblem(
            _("the folder “{folder}” cannot be made: {reason}; name another with --folder").format(
                folder=folder, reason=error.strerror or error
            )
        ) from None
