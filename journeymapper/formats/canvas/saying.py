"""What a node of another program's canvas says, as the fields of a card."""

import re
from typing import Any, NamedTuple

from journeymapper.formats.canvas.source import Node
from journeymapper.formats.canvas.texts import OUTSIDE, divided, safe_file, safe_link
from journeymapper.formats.report import Report
from journeymapper.model.i18n import _

_HEADING = re.compile(r"#{1,6}\s+")


class Said(NamedTuple):
    """The fields of a card."""

    text: str
    details: str
    extra: dict[str, Any]


def said_of(node: Node, report: Report) -> Said:
    """What a node says: its text, or the file or page that it shows, whose target is kept where it is a safe one."""
    extra = {OUTSIDE: node.rest} if node.rest else {}
    match node.type:
        case "file" if safe_file(node.said):
            name = node.said.rstrip("/").rpartition("/")[2] or node.said
            return Said(name, node.said, {OUTSIDE: {**node.rest, "file": node.said}})
        case "link" if safe_link(node.said):
            return Said(node.said, "", {OUTSIDE: {**node.rest, "url": node.said}})
        case "file" | "link":
            report.dropped(
                node.path, _("its target is empty or of an unsafe kind; an empty note stands for it")
            )
            return Said(_("File") if node.type == "file" else _("Link"), "", extra)
        case _:
            text, details = divided(plain_text(node.said))
            return Said(text, details, extra)


def title_of(node: Node) -> str:
    """What a node says as a title: its first line, without the marks of a heading."""
    return " ".join(divided(plain_text(node.said))[0].split())


def plain_text(text: str) -> str:
    """A text without the marks of a heading at its beginning; other Markdown stays as it is."""
    return _HEADING.sub("", text.lstrip(), count=1) if _HEADING.match(text.lstrip()) else text
