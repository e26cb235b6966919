"""`journeymapper diff`."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from journeymapper.analysis.comparison import (
    Added,
    Changed,
    Comparison,
    Difference,
    FieldChange,
    Moved,
    PictureChanged,
    Removed,
    Reordered,
    compare,
)
from journeymapper.cli.json_output import print_json
from journeymapper.cli.reading import read_either
from journeymapper.cli.structure import plain
from journeymapper.commands.difference_text import sentences_of, told
from journeymapper.commands.record_names import record_name
from journeymapper.files.codec import Loaded
from journeymapper.files.foreign import ForeignChange, foreign_changes
from journeymapper.model.checks import TYPE_NAMES
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Record
from journeymapper.model.strict_json import one_line

DIFFERENT = 1
NOTHING = frozenset(("/dev/null", "nul"))
"""What git names instead of a file that is not there."""


def run_diff(arguments: argparse.Namespace) -> int:
    """Print what differs between two maps; 1 where anything does."""
    before, after = _read(arguments.before), _read(arguments.after)
    comparison = compare(before.document, after.document)
    unknown = list(foreign_changes(before.foreign, after.foreign))
    if arguments.json:
        print_json({"differences": list(_structure(comparison, before.document, after.document, unknown))})
    else:
        for line in _lines(comparison, before.document, after.document, unknown):
            print(line)
    return DIFFERENT if comparison or unknown else 0


def _read(path: Path) -> Loaded:
    if str(path).lower() in NOTHING:
        return Loaded(Document())
    return read_either(path)


def _lines(
    comparison: Comparison, before: Document, after: Document, unknown: Sequence[ForeignChange]
) -> Iterator[str]:
    for section in told(comparison, before, after):
        yield section.title
        for sentence in section.sentences:
            yield f"   {one_line(sentence.text)}"
    if unknown:
        yield _("What this version does not know")
        for change in unknown:
            yield f"   {one_line(_unknown(change))}"


def _unknown(change: ForeignChange) -> str:
    if change.before is None:
        return _("{name}: added").format(name=change.name)
    if change.after is None:
        return _("{name}: removed").format(name=change.name)
    return _("{name}: changed").format(name=change.name)


def _structure(
    comparison: Comparison, before: Document, after: Document, unknown: Sequence[ForeignChange]
) -> Iterator[dict[str, Any]]:
    for group, differences in comparison.groups.items():
        for difference in differences:
            sentences = [sentence.text for sentence in sentences_of(difference, before, after)]
            yield {"group": group, **_facts(difference, before, after), "text": sentences}
    for change in unknown:
        yield {"group": "unknown", "change": _change(change), "name": change.name, "text": [_unknown(change)]}


def _facts(difference: Difference, before: Document, after: Document) -> dict[str, Any]:
    match difference:
        case Added(record):
            return {"change": "added", **_about(after, record), "record": _whole(record)}
        case Removed(record):
            return {"change": "removed", **_about(before, record), "record": _whole(record)}
        case Changed(_old, new, fields):
            return {"change": "changed", **_about(after, new), "fields": _fields(fields)}
        case Moved(_old, new, fields):
            return {"change": "moved", **_about(after, new), "fields": _fields(fields)}
        case Reordered():
            orders = {key: {"before": was, "after": now} for key, (was, now) in difference.orders.items()}
            return {
                "change": "reordered",
                "ids": list(difference.ids),
                "moved": list(difference.moved),
                "orders": orders,
            }
        case PictureChanged():
            sizes = {"before": difference.before, "after": difference.after}
            return {"change": "picture", "sha256": difference.sha256, "bytes": sizes}


def _about(document: Document, record: Record) -> dict[str, Any]:
    return {"type": TYPE_NAMES[type(record)], "id": record.id, "name": record_name(document, record)}


def _whole(record: Record) -> dict[str, Any]:
    return {**record.extra, **plain(record)}


def _fields(changes: Sequence[FieldChange]) -> dict[str, Any]:
    """The fields with both values; an unknown field that is not there has none of that name."""
    return {
        change.field: {
            name: msgspec.to_builtins(value)
            for name, value in (("before", change.before), ("after", change.after))
            if value is not msgspec.UNSET
        }
        for change in changes
    }


def _change(change: ForeignChange) -> str:
    return "added" if change.before is None else "removed" if change.after is None else "changed"
