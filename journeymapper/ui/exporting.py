"""Writing the map as a page or a picture."""

from collections.abc import Callable
from pathlib import Path

from journeymapper.commands.ports import FileKind, Option, Ports
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _

WritePage = Callable[[Path, str], tuple[str, ...]]
"""Writes the map's page to a file for a paper; what is worth knowing of it, in sentences."""


def ask_paper(ports: Ports) -> str:
    """The key of the paper that a page is to be made for, "" for none."""
    from journeymapper.drawing.page import PAPERS, TITLES

    papers = [
        Option(
            key,
            _("{paper}, {width:g} × {height:g} mm").format(
                paper=_(TITLES[key]), width=size[0], height=size[1]
            ),
        )
        for key, size in PAPERS.items()
    ]
    return ports.ask_paper([*papers, Option("map", _("a page as large as the map"))], "A3")


def export(path: Path, paper: str, write_page: WritePage, ports: Ports) -> None:
    """Write a page and say what came of it."""
    try:
        notes = write_page(path, paper)
    except JourneyError as problem:
        ports.notify(str(problem), "problem")
        return
    done = _("“{name}” has been written.").format(name=path.name)
    ports.notify(" ".join((done, *notes)))


def with_suffix_of(path: Path, kind: FileKind) -> Path:
    """A path with the suffix of its kind, where it has none of them."""
    return path if path.name.lower().endswith(kind.suffixes) else path.with_name(path.name + kind.suffixes[0])
