"""ReportLab's PDF objects, as this package makes them."""

from __future__ import annotations

from collections.abc import Mapping

from reportlab.pdfbase import pdfdoc


def deflated(content: bytes, entries: Mapping[str, object] | None = None) -> pdfdoc.PDFStream:
    """A compressed stream with these entries in its dictionary."""
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(dict(entries or {})), content, [pdfdoc.PDFZCompress])
