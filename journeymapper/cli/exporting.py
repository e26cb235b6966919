"""`journeymapper export`: a map as a page, a picture, a table or another program's file."""

import argparse
import sys
from pathlib import Path

from journeymapper.analysis.numbering import numbering
from journeymapper.cli.parser import CommandLineProblem
from journeymapper.cli.paths import refuse_map_name, refuse_map_under, refuse_same
from journeymapper.cli.reading import read_map
from journeymapper.cli.streams import STREAM, write_output
from journeymapper.cli.telling import loss_lines
from journeymapper.export.targets import TARGETS, Job, Target, target_of
from journeymapper.files.writer import write_file
from journeymapper.formats.report import Written
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.direction import reading_direction
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.strict_json import one_line

PNG = "png"
USUAL_PAPER = "A3"
PAPER_OF_PICTURES = "map"
PAGES = ("pdf", "svg")
"""The formats that are a page on paper."""


def run_export(arguments: argparse.Namespace) -> int:
    """Write the file, and say what it does not hold of the map."""
    output: Path = arguments.output
    key = kind_of(output, arguments.to)
    require_fitting_options(arguments, key)
    refuse_map_name(output)
    if STREAM not in (arguments.file, output):
        refuse_same(arguments.file, output)
    if output != STREAM:
        refuse_map_under(output)
    document = read_map(arguments.file)
    written = _png(document, arguments) if key == PNG else _written(document, key, arguments.paper)
    write_output(output, written.data)
    for line in loss_lines(written):
        print(f"journeymapper: {one_line(line)}", file=sys.stderr)
    return 0


def kind_of(output: Path, wanted: str) -> str:
    """The key of the format in which a file is to be written: as it is asked for, or as its name says."""
    if wanted:
        key = PNG if wanted == PNG else _key_of(wanted)
        if not key:
            raise CommandLineProblem(
                _("there is no format “{key}”: choose one of {keys}").format(
                    key=wanted, keys=", ".join(keys())
                )
            )
        return key
    if output == STREAM:
        raise CommandLineProblem(
            _("the standard output has no name that tells the format: add “--to {keys}”").format(
                keys="|".join(keys())
            )
        )
    if output.name.casefold().endswith(f".{PNG}"):
        return PNG
    target = target_of(output.name)
    if target is None:
        raise CommandLineProblem(
            _("“{name}” does not say in which format it is to be written: end it in {suffixes}").format(
                name=output.name, suffixes=_(" or ").join((", ".join(suffixes()[:-1]), suffixes()[-1]))
            )
        )
    return target.key


def _key_of(wanted: str) -> str:
    """The key of a format that is named by its key or by one of its endings, "" where there is none."""
    found = (target.key for target in TARGETS if wanted == target.key or f".{wanted}" in target.suffixes)
    return next(found, "")


def keys() -> tuple[str, ...]:
    """What `--to` may say."""
    return (*(target.key for target in TARGETS), PNG)


def suffixes() -> tuple[str, ...]:
    """The usual ending of each format."""
    return (*(target.suffixes[0] for target in TARGETS), f".{PNG}")


def require_fitting_options(arguments: argparse.Namespace, key: str) -> None:
    """Raise where an option is given that means nothing for the format."""
    if key != PNG and (arguments.scale is not None or arguments.transparent):
        option = "--transparent" if arguments.transparent else "--scale"
        raise CommandLineProblem(
            _("{option} is for PNG pictures: leave it out, or end the name in .png").format(option=option)
        )
    if arguments.paper is not None and key not in (*PAGES, PNG):
        raise CommandLineProblem(_("--paper is for pages and pictures (.pdf, .svg, .png): leave it out"))


def write_page(document: Document, output: Path, paper: str) -> tuple[str, ...]:
    """Write a map's page as its name says; what is worth knowing of it, in sentences."""
    written = _written(document, kind_of(output, ""), paper)
    write_file(output, written.data)
    return tuple(loss_lines(written))


def _written(document: Document, key: str, paper: str | None) -> Written:
    target: Target = next(target for target in TARGETS if target.key == key)
    return target.write(_job(document, paper or USUAL_PAPER))


def _job(document: Document, paper: str) -> Job:
    return Job(document, numbering(document), lambda: _layouter(document), paper)


def _layouter(document: Document) -> Layouter:
    """With the bundled fonts."""
    about = document.map
    return Layouter(TextEngine(load_fonts(), about.language, reading_direction(about)), load_theme())


def _png(document: Document, arguments: argparse.Namespace) -> Written:
    from journeymapper.cli.display import require_painter

    require_painter()
    from journeymapper.export.overview import page_of, page_told
    from journeymapper.ui.png import USUAL_SCALE, make_painting_possible, size_of, write_png

    job = _job(document, arguments.paper or PAPER_OF_PICTURES)
    layouter = job.layouter()
    page = page_of(job, layouter)
    scale = arguments.scale if arguments.scale is not None else USUAL_SCALE
    size_of(page, scale)
    # Qt draws no text without an application, which lives as long as somebody holds it.
    application = make_painting_possible()
    data = write_png(
        page,
        scale=scale,
        ground=None if arguments.transparent else layouter.theme.map["paper"],
        media=document.media.get,
        fonts=layouter.engine.fonts,
    )
    del application
    return Written(data, page_told(job, page))
