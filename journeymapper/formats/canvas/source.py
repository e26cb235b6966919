"""A canvas as files have it. What is not of the expected type is told and left out."""

from typing import Any

import msgspec

from journeymapper.formats.canvas.texts import KEY
from journeymapper.formats.fields import Fields
from journeymapper.formats.json_files import json_object
from journeymapper.formats.report import Report
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

MOST_PARTS = 10_000
FURTHEST = 1_000_000
"""The largest coordinate, in pixels; what lies beyond is no board that anybody drew."""


class Node(msgspec.Struct, frozen=True):
    """A node: its rectangle in pixels, and its text, label, path or address by its type.

    `rest` holds the fields that are kept without being understood, `own` what this program wrote, or None.
    """

    path: str
    key: str
    type: str
    x: float
    y: float
    width: float
    height: float
    said: str
    rest: dict[str, Any]
    own: dict[str, Any] | None

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the rectangle."""
        return self.x + self.width / 2, self.y + self.height / 2


class Edge(msgspec.Struct, frozen=True):
    """A line from one node to another, by their keys."""

    path: str
    source: str
    target: str
    label: str
    own: dict[str, Any] | None


class Source(msgspec.Struct, frozen=True):
    """A whole canvas."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    own: dict[str, Any] | None
    rest: dict[str, Any]


_LOOKS = ("color", "subpath", "background", "backgroundStyle")
_SAID = {"text": "text", "file": "file", "link": "url", "group": "label"}


def looks_like_canvas(data: bytes) -> bool:
    """Whether the bytes are a JSON object with nodes that have places, as a canvas has them."""
    try:
        plain = json_object(data)
    except FileProblem:
        return False
    nodes = plain.get("nodes")
    if not isinstance(nodes, list) or "stages" in plain:
        return False
    return all(isinstance(node, dict) and {"id", "type", "x", "y"} <= node.keys() for node in nodes)


def read_source(data: bytes, report: Report) -> Source:
    """The canvas in `data`. Raises FileProblem where it is not JSON or has no nodes."""
    plain = json_object(data)
    for name in ("nodes", "edges"):
        if not isinstance(plain.get(name, []), list):
            raise FileProblem(
                _("it is no canvas: “{name}” is not a list; choose another file").format(name=name)
            )
        if len(plain.get(name, [])) > MOST_PARTS:
            raise FileProblem(
                _("it has more than {most} {name}; divide it into several").format(most=MOST_PARTS, name=name)
            )
    own = plain.pop(KEY, None)
    root = Fields(plain, "", report)
    nodes = _unique(tuple(_node(fields, report) for fields in root.objects("nodes")), report)
    if not nodes:
        raise FileProblem(_("it has no nodes, so there is nothing to make a map of; choose another file"))
    edges = tuple(_edge(fields) for fields in root.objects("edges"))
    return Source(nodes, edges, own if isinstance(own, dict) else None, root.rest(()))


def _unique(nodes: tuple[Node, ...], report: Report) -> tuple[Node, ...]:
    found: dict[str, Node] = {}
    for place, node in enumerate(nodes):
        key = node.key or f"\0{place}"
        if key in found:
            report.changed(
                node.path, _("another node has the id “{key}”: edges lead to the first").format(key=key)
            )
            key = f"\0{place}"
        found[key] = msgspec.structs.replace(node, key=key)
    return tuple(found.values())


def _node(fields: Fields, report: Report) -> Node:
    kind = fields.text("type")
    own = _own(fields)
    x, y = (_coordinate(fields, name, report) for name in ("x", "y"))
    width, height = (max(_coordinate(fields, name, report), 0.0) for name in ("width", "height"))
    if kind not in _SAID:
        report.changed(
            fields.path, _("it is of the unknown type “{type}”: taken as text").format(type=kind[:40])
        )
    said = fields.text(_SAID.get(kind, "text"))
    kind = kind if kind in _SAID else "text"
    looks = {name: fields.text(name) for name in _LOOKS}
    looks = {name: text for name, text in looks.items() if text}
    for name in looks if own is None else ():
        report.kept(f"nodes[*].{name}")
    return Node(fields.path, fields.key("id"), kind, x, y, width, height, said, looks | fields.rest(()), own)


def _edge(fields: Fields) -> Edge:
    own = _own(fields)
    source, target = fields.key("fromNode"), fields.key("toNode")
    if fields.text("fromEnd") == "arrow" and fields.text("toEnd") == "none":
        source, target = target, source
    return Edge(fields.path, source, target, fields.text("label"), own)


def _own(fields: Fields) -> dict[str, Any] | None:
    value = fields.taken(KEY)
    return value if isinstance(value, dict) else None


def _coordinate(fields: Fields, name: str, report: Report) -> float:
    value = fields.number(name)
    if value is None:
        return 0.0
    if abs(value) > FURTHEST:
        report.changed(fields.at(name), _("it is out of range: 0 is used"))
        return 0.0
    return float(value)
