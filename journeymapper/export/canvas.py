"""A map as JSON Canvas 1.0: stages are groups, lane heads, cards and points nodes of text, links edges.

What a canvas has no place for stands beside it in a field of this program's, which others pass over: nothing but
pictures is lost on the way there and back.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

import msgspec

from journeymapper.export.placed import Area, area, boxes
from journeymapper.formats.canvas.texts import FORMAT, KEY, OUTSIDE, safe_file, safe_link, text_of
from journeymapper.formats.losses import all_fields, losses
from journeymapper.formats.report import Written
from journeymapper.layout.grid import Grid
from journeymapper.layout.theme import Theme
from journeymapper.model.checks import TYPE_NAMES
from journeymapper.model.document import Document, Item
from journeymapper.model.records import RECORD_TYPES, Asset, Card, Lane, Link, Persona, Record

SCALE = 2.0
"""Pixels of a canvas for a point: programs that show one set text twice as large as a map does."""

LEAST = 24
POINT = (88, 40)
"""Width and height of the node of an emotion point, in pixels."""

Side = Literal["left", "right", "top", "bottom"]


def write_canvas(grid: Grid, theme: Theme) -> Written:
    """The map as a canvas, and what it could not hold."""
    document = grid.document
    nodes = list(_nodes(grid, theme))
    shown = {node["id"]: node for node in nodes}
    edges = [_edge(link, shown, theme) for link in _by_id(document, Link) if isinstance(link, Link)]
    there = shown.keys() | {edge["id"] for edge in edges}
    own = {"version": FORMAT, "records": _rest(document, there)}
    text = json.dumps({"nodes": nodes, "edges": edges, KEY: own}, ensure_ascii=False, indent="\t")
    return Written((text + "\n").encode(), losses(document, _held))


def _held(record: Record) -> Collection[str] | None:
    return None if isinstance(record, Asset) else all_fields(type(record))


def _nodes(grid: Grid, theme: Theme) -> Iterator[dict[str, Any]]:
    """Nodes from the lowest to the topmost."""
    top = grid.stage_head
    for one in grid.stages:
        place = area(grid, one.x, -top, one.width, grid.height + top)
        fields = {"type": "group", "label": text_of(one.stage), "color": theme.stage(one.colour).fill}
        yield _node(one.stage, place, fields)
    for index, row in enumerate(grid.rows):
        height = row.height
        if isinstance(row.record, Lane):
            place = area(grid, -grid.head_width, grid.tops[index], grid.head_width - 4.0, height)
        else:
            place = area(grid, -grid.head_width, grid.tops[index], grid.head_width + grid.width, height)
        yield _text_node(row.record, place)
        yield from _points(grid, index)
    for _index, box, place in boxes(grid):
        yield _item_node(box.item, place, theme)


def _points(grid: Grid, index: int) -> Iterator[dict[str, Any]]:
    row = grid.rows[index]
    width, height = POINT[0] / SCALE, POINT[1] / SCALE
    for curve in row.emotion.curves if row.emotion is not None else ():
        for spot in curve.points:
            y = grid.tops[index] + spot.y - height / 2
            yield _text_node(spot.point, area(grid, spot.x - width / 2, y, width, height))


def _text_node(record: Record, place: Area) -> dict[str, Any]:
    return _node(record, place, {"type": "text", "text": text_of(record)})


def _item_node(item: Item, place: Area, theme: Theme) -> dict[str, Any]:
    kind = item.kind if isinstance(item, Card) else TYPE_NAMES[type(item)]
    node = _node(item, place, _target(item) or {"type": "text", "text": text_of(item)})
    return {**node, "color": theme.kinds[kind].bar}


def _target(item: Item) -> dict[str, str]:
    """The fields of a node that shows a file or a page, as the item's did before it was read."""
    outside = item.extra.get(OUTSIDE)
    kept = outside if isinstance(outside, Mapping) else {}
    file, url = kept.get("file"), kept.get("url")
    if isinstance(file, str) and safe_file(file):
        return {"type": "file", "file": file}
    if isinstance(url, str) and safe_link(url):
        return {"type": "link", "url": url}
    return {}


def _node(record: Record, place: Area, fields: Mapping[str, str]) -> dict[str, Any]:
    x, y = round(place.x * SCALE), round(place.y * SCALE)
    size = {
        "width": max(round(place.width * SCALE), LEAST),
        "height": max(round(place.height * SCALE), LEAST),
    }
    own = {"type": TYPE_NAMES[type(record)], "at": [x, y], "record": _plain(record)}
    return {"id": record.id, "x": x, "y": y, **size, **fields, KEY: own}


def _edge(link: Link, shown: Mapping[str, Any], theme: Theme) -> dict[str, Any]:
    start, end = _sides(shown[link.source], shown[link.target])
    edge = {
        "id": link.id,
        "fromNode": link.source,
        "fromSide": start,
        "toNode": link.target,
        "toSide": end,
        "color": theme.links[link.kind].colour,
    }
    label = {"label": link.label} if link.label else {}
    return {**edge, **label, KEY: {"type": "link", "record": _plain(link)}}


def _sides(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[Side, Side]:
    """The sides that two nodes turn to each other."""
    if one["x"] + one["width"] <= other["x"]:
        return "right", "left"
    if other["x"] + other["width"] <= one["x"]:
        return "left", "right"
    return ("bottom", "top") if one["y"] <= other["y"] else ("top", "bottom")


# what has no node


def _rest(document: Document, there: set[str]) -> dict[str, list[Any]]:
    """The records that no node or edge shows, by type; pictures are left out."""
    found: dict[str, list[Any]] = {}
    for name, kind in RECORD_TYPES.items():
        records = [record for record in _by_id(document, kind) if record.id not in there]
        if records and kind is not Asset:
            found[name] = [_plain(record) for record in records]
    return found


def _by_id(document: Document, kind: type[Record]) -> list[Record]:
    return sorted(document.all(kind), key=lambda record: record.id)


def _plain(record: Record) -> Any:
    if isinstance(record, Persona) and record.portrait:
        record = msgspec.structs.replace(record, portrait="")
    return msgspec.to_builtins(record)
