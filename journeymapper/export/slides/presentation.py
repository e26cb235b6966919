"""The slides of a map as a file: the same map gives the same bytes."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.util import Emu

from journeymapper.export.slides.drawing import SlideDrawing
from journeymapper.export.slides.losing import slide_losses
from journeymapper.export.slides.notes import notes_of
from journeymapper.export.slides.parts import Frame, frames
from journeymapper.export.slides.sheet import EMU, Sheet
from journeymapper.export.svg_text import without_forbidden
from journeymapper.formats.report import Note, Written
from journeymapper.layout.breaks import language_tag
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.layout.stages import StageHeads, lay_print_heads
from journeymapper.layout.theme import Theme
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import JourneyMap, Link

TITLE_ONLY = 5
"""The layout of python-pptx's own template that has a title and nothing else."""

MOMENT = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - written without a zone
"""The time that files say they were made at: with the real one no two would be alike."""

_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)


def presentation_of(grid: Grid, layouter: Layouter) -> Written:
    """The slides, and what they do not show."""
    theme, document = layouter.theme, grid.document
    heads = lay_print_heads(document, grid.layout, layouter.engine, theme)
    sheets = frames(grid, heads.height)
    file = Presentation()
    file.slide_width, file.slide_height = (
        Emu(round(side * EMU)) for side in (sheets[0].width, sheets[0].height)
    )
    drawn: set[str] = set()
    for frame in sheets:
        drawn |= _slide(file, grid, heads, frame, theme, first=frame is sheets[0])
    lost = len(set(document.ids(Link)) - drawn)
    _describe(file.core_properties, document.map)
    out = io.BytesIO()
    file.save(out)
    return Written(_undated(out.getvalue()), _losses(document, sheets, lost))


def _slide(file: Any, grid: Grid, heads: StageHeads, frame: Frame, theme: Theme, *, first: bool) -> set[str]:
    """Draw a slide; the ids of the links that it shows."""
    slide = file.slides.add_slide(file.slide_layouts[TITLE_ONLY])
    sheet = Sheet(
        slide, frame.scale, mirrored=frame.mirrored, language=language_tag(grid.document.map.language)
    )
    drawn = SlideDrawing(grid, heads, frame, sheet, theme).draw()
    notes = notes_of(grid, frame.part, first=first)
    if notes:
        slide.notes_slide.notes_text_frame.text = without_forbidden(notes)
    return drawn


def _describe(properties: Any, about: JourneyMap) -> None:
    properties.title = without_forbidden(about.title)[:255]
    properties.subject = without_forbidden(about.scenario)[:255]
    properties.language = language_tag(about.language)
    properties.author = properties.last_modified_by = "JourneyMapper"
    properties.created = properties.modified = MOMENT
    properties.revision = 1


def _undated(data: bytes) -> bytes:
    """The same archive with fixed times."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()


def _losses(document: Document, sheets: Sequence[Frame], lost: int) -> tuple[Note, ...]:
    notes = []
    if len(sheets) > 1:
        told = _("the map is too wide for one slide with readable text: slides {n}").format(n=len(sheets))
        notes.append(Note("", "changed", told))
    if lost:
        told = _("links to another slide, or without a way: {n}").format(n=lost)
        notes.append(Note("", "dropped", told))
    return (*notes, *slide_losses(document))
