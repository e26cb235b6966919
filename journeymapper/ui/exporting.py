"""Writing the map, or what is selected of it, in another form: what is asked before, and what is told after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from journeymapper.commands.ports import FileKind, Option, Ports, ReportLine
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _, mark
from journeymapper.ui.kept import Report

if TYPE_CHECKING:
    from journeymapper.export.targets import Job
    from journeymapper.formats.report import Written

PNG_FILE = FileKind(mark("PNG picture"), (".png",))
USUAL_PAPER = "A3"

Make = Callable[[], "Written"]
"""Makes the bytes of a file; raises JourneyError."""


def export(key: str, job: Job, ask_path: Callable[[FileKind], Path | None], ports: Ports) -> None:
    """Ask what the format needs to know and for a file, write it, and say what came of it."""
    from journeymapper.files.writer import write_file

    try:
        make = _maker(key, job, ports)
        path = ask_path(kind_of(key)) if make is not None else None
        if make is None or path is None:
            return
        written = make()
        write_file(path, written.data)
    except JourneyError as problem:
        ports.notify(str(problem), "problem")
        return
    _tell(path, written, ports)


def kind_of(key: str) -> FileKind:
    """A format as file dialogs offer it. Raises JourneyError where there is none of that key."""
    from journeymapper.export.targets import TARGETS

    if key == "png":
        return PNG_FILE
    for target in TARGETS:
        if target.key == key:
            return FileKind(target.title, target.suffixes)
    raise JourneyError(_("This JourneyMapper cannot write that format; install it again."))


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
    return ports.ask_paper([*papers, Option("map", _("a page as large as the map"))], USUAL_PAPER)


def with_suffix_of(path: Path, kind: FileKind) -> Path:
    """A path with the suffix of its kind, where it has none of them."""
    return path if path.name.lower().endswith(kind.suffixes) else path.with_name(path.name + kind.suffixes[0])


def _maker(key: str, job: Job, ports: Ports) -> Make | None:
    """What makes the file, when all that it has to know has been asked; None where the person changed their mind."""
    from journeymapper.export.targets import TARGETS

    if key == "png":
        return _picture_maker(job, ports)
    if key == "pdf" and not job.only:
        paper = ask_paper(ports)
        if not paper:
            return None
        job = job._replace(paper=paper)
    target = next((target for target in TARGETS if target.key == key), None)
    return None if target is None else lambda: target.write(job)


def _picture_maker(job: Job, ports: Ports) -> Make | None:
    from journeymapper.export.overview import page_of, page_told
    from journeymapper.formats.report import Written
    from journeymapper.ui.png import size_of, write_png

    layouter = job.layouter()
    page = page_of(job, layouter)
    wish = ports.ask_picture(page.width, page.height)
    if wish is None:
        return None
    size_of(page, wish.scale)

    def make() -> Written:
        data = write_png(
            page,
            scale=wish.scale,
            ground=None if wish.transparent else layouter.theme.map["paper"],
            media=job.document.media.get,
            fonts=layouter.engine.fonts,
        )
        return Written(data, page_told(job, page))

    return make


def _tell(path: Path, written: Written, ports: Ports) -> None:
    """Sentences go into the notice, what the file does not hold into a report of its own."""
    done = _("“{name}” has been written.").format(name=path.name)
    sentences = [note.text for note in written.losses if note.level == "placed"]
    ports.notify(" ".join((done, *sentences)))
    lines = tuple(
        ReportLine(note.path, note.level, note.text) for note in written.losses if note.level != "placed"
    )
    Report(_("What “{name}” does not hold as the map does").format(name=path.name), lines).show(ports)
