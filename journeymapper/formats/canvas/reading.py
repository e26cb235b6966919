"""Canvases read: this program's own without loss, others' by where their nodes stand."""

from journeymapper.formats.canvas.foreign import foreign_document
from journeymapper.formats.canvas.own import own_document, own_records
from journeymapper.formats.canvas.source import looks_like_canvas, read_source
from journeymapper.formats.report import Imported, Report
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource

__all__ = ["looks_like_canvas", "read_canvas"]


def read_canvas(data: bytes, new_id: IdSource, part: int = 0) -> Imported:  # noqa: ARG001 - there is one
    """The map that a file of JSON Canvas shows, and a report.

    Raises FileProblem with one sentence where the file is not JSON, has no nodes or is far too large.
    """
    report = Report()
    source = read_source(data, report)
    own = own_records(source, report)
    if own is not None:
        return Imported(own_document(own, source, new_id, report), report.notes())
    if source.own is not None:
        report.changed("", _("what JourneyMapper wrote into it is not whole: it is read as any other canvas"))
    return Imported(foreign_document(source, new_id, report), report.notes())
