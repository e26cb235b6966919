"""What nodes of a canvas say of records, and what they may point at."""

import re

from journeymapper.model.i18n import _
from journeymapper.model.records import Card, EmotionPoint, Lane, Line, Measure, Owner, Record, Stage
from journeymapper.model.tables import LINES

KEY = "journeymapper"
"""The field of nodes, edges and the whole file that holds what only this program reads."""

FORMAT = 1
"""The version of what stands in that field."""

OUTSIDE = "canvas"
"""The field of a card's `extra` with what its node in another program's canvas had besides text and place."""

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_SAFE = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?|mailto:[^\s@?&=/]+@[^\s@?&=/]+", re.IGNORECASE)


def text_of(record: Record) -> str:
    """The text of the node for a record, "" where none is written for it."""
    match record:
        case Card():
            return f"{record.text}\n\n{record.details}" if record.details else record.text
        case Stage() | Lane():
            return record.title
        case Line():
            return _(LINES[record.role].title)
        case Measure():
            return " ".join(filter(None, (record.label, record.value, record.change)))
        case Owner():
            return " · ".join(filter(None, (record.name, record.team)))
        case EmotionPoint():
            return f"{record.value:+g} {record.label}".strip()
        case _:
            return ""


def divided(text: str) -> tuple[str, str]:
    """A node's text as a card's text and details: what stands before the first empty line, and the rest."""
    head, _gap, rest = text.replace("\r\n", "\n").strip("\n").partition("\n\n")
    return head, rest.strip("\n")


def safe_link(target: str) -> bool:
    """Whether a link may be kept: to a web page or a plain e-mail address, without a user or anything hidden in it."""
    return target.isprintable() and _SAFE.fullmatch(target) is not None


def safe_file(target: str) -> bool:
    """Whether the path of a file may be kept: one without a scheme, without anything hidden in it."""
    scheme = _SCHEME.match(target)
    # A single letter is a drive; programs take anything longer for a scheme.
    return bool(target) and target.isprintable() and (scheme is None or len(scheme[1]) == 1)
