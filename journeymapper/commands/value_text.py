"""Fields and their values in words: what stands beside what when two states of a map are compared."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from journeymapper.analysis.wording import LONGEST
from journeymapper.commands.choices import choices
from journeymapper.commands.forms import FIELDS, Field
from journeymapper.commands.readings import READINGS
from journeymapper.commands.record_names import title_of
from journeymapper.model.document import Document
from journeymapper.model.fields import EXTRA
from journeymapper.model.i18n import _, mark
from journeymapper.model.records import REFERENCES, Record

BEFORE_DIFFERENCE = 20
"""Characters shown of what two long texts begin with alike."""

OTHER_TITLES: Mapping[str, str] = {
    "order": mark("Order"),
    "code": mark("Code"),
    "portrait": mark("Picture"),
    "sha256": mark("Content"),
    "media_type": mark("Format"),
    "width": mark("Width"),
    "height": mark("Height"),
    "title": mark("Title"),
    "series": mark("Series"),
    "step": mark("Step"),
    "lane": mark("Lane"),
    "stage": mark("Stage"),
}
"""Titles of fields that no form shows."""


def field_title(record: Record, field: str) -> str:
    """What a field is called where people see it; `field` as in `model.fields`."""
    if field.startswith(EXTRA):
        return _("Unknown field “{name}”").format(name=field.removeprefix(EXTRA))
    known = _form(record, field)
    if known is not None:
        return _("Value") if known.form == "decimal" else _(known.title)
    return _(OTHER_TITLES[field]) if field in OTHER_TITLES else field


def in_sentence(title: str) -> str:
    """A title in the middle of a sentence."""
    return title[:1].lower() + title[1:]


def value_text(document: Document, record: Record, field: str, value: Any) -> str:
    """A value in words, whole, on as many lines as it has; `document` holds what it may point at. "" for none."""
    if value is msgspec.UNSET or value is None or value in ("", ()):
        return _chosen(document, record, field, value) if field == "good" else ""
    if field.startswith(EXTRA):
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if any(reference.field == field for reference in REFERENCES.get(type(record), ())):
        keys = value if isinstance(value, tuple) else (value,)
        return ", ".join(title_of(document, key) or key for key in keys)
    known = _form(record, field)
    if known is None:
        return str(value)
    if known.form == "choice":
        return _chosen(document, record, field, value)
    reading = READINGS.get(known.form)
    return reading.show(value) if reading is not None else str(value)


def quoted_pair(record: Record, field: str, before: str, after: str) -> tuple[str, str]:
    """Two values in words made fit for one line: free text in quotes, long text from where it begins to differ."""
    known = _form(record, field)
    free = known is None or known.form in ("line", "text", "lines")
    start = _alike(before, after) if max(len(before), len(after)) > LONGEST else 0
    shown = [_cut(text, start) for text in (before, after)]
    quoted = [
        _("nothing") if not text else _("“{text}”").format(text=text) if free else text for text in shown
    ]
    return quoted[0], quoted[1]


def _form(record: Record, field: str) -> Field | None:
    return next((known for known in FIELDS.get(type(record), ()) if known.key == field), None)


def _chosen(document: Document, record: Record, field: str, value: Any) -> str:
    for entry in choices(document, [record], field):
        if entry.key == value:
            return entry.title
    return str(value)


def _alike(before: str, after: str) -> int:
    """Where to begin so that the first difference is seen: at a word a little before it."""
    shared = 0
    for first, second in zip(before, after, strict=False):
        if first != second:
            break
        shared += 1
    start = shared - BEFORE_DIFFERENCE
    return max(before.rfind(" ", 0, start) + 1, 0) if start > 0 else 0


def _cut(text: str, start: int) -> str:
    line = " ".join(text[start:].split())
    shown = line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + " …"
    return f"… {shown}" if start and shown else shown
