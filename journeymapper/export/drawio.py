"""A map as a draw.io diagram: a table with stages across and lanes down, one object a card, links as edges.

Nothing is compressed. Every object holds the fields of its record as attributes, which draw.io shows under “Edit data”.
"""

from collections.abc import Collection, Iterator, Mapping
from html import escape
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

from journeymapper.export.drawio_styles import (
    box_style,
    cell_style,
    disc_style,
    edge_ends,
    head_style,
    link_style,
    point_style,
    row_style,
    rule_style,
    stage_style,
    style_of,
)
from journeymapper.export.fields_text import field_texts, shown_text
from journeymapper.export.placed import Area, area, boxes, row_area, ways
from journeymapper.export.svg_text import without_forbidden
from journeymapper.formats.losses import all_fields, losses
from journeymapper.formats.report import Note, Written
from journeymapper.layout.grid import Grid
from journeymapper.layout.pieces import DISC_CENTRE, DISC_RADIUS
from journeymapper.layout.theme import Theme
from journeymapper.layout.wording import wording
from journeymapper.model.checks import TYPE_NAMES
from journeymapper.model.document import Document
from journeymapper.model.records import (
    Asset,
    EmotionPoint,
    Evidence,
    Lane,
    Line,
    Link,
    Persona,
    Placed,
    Record,
    Series,
    Step,
    references_of,
)
from journeymapper.model.tables import LINES

SCALE = 1.5
"""Pixels of a diagram for a point, so that a card's text is 12 pixels high."""

_RESERVED = frozenset(("label", "id", "link", "tooltip", "placeholders", "placeholder", "tags"))
"""Names that mean something to draw.io."""


class Spot(NamedTuple):
    """Where children of a cell are reckoned from: its id and its rectangle."""

    id: str
    area: Area


def write_drawio(grid: Grid, theme: Theme) -> Written:
    """The map as a diagram, and what it does not show."""
    drawing = _Drawing(grid, theme)
    drawing.draw()
    ET.indent(drawing.file, " ")
    data = ET.tostring(drawing.file, "utf-8", xml_declaration=True)
    return Written(data + b"\n", _losses(grid.document))


def _losses(document: Document) -> tuple[Note, ...]:
    told = (record for record in document if isinstance(record, Placed | EmotionPoint))
    named = {key for record in told for key in references_of(record)}
    first = document.personas[0].id if document.personas else ""

    def held(record: Record) -> Collection[str] | None:
        match record:
            case Persona():
                return ("name",) if record.id == first else None
            case Step() | Series():
                return ("title",) if record.id in named else ()
            case Evidence():
                return ("source",) if record.id in named else None
            case Asset():
                return None
            case _:
                return all_fields(type(record)) - {"extra"}

    return losses(document, held)


class _Drawing:
    """A diagram in the making. Ids count up, so that the same map gives the same file."""

    def __init__(self, grid: Grid, theme: Theme) -> None:
        self.grid = grid
        self.theme = theme
        self._say = wording(grid.document.map.language)
        self.file = ET.Element("mxfile", {"host": "JourneyMapper", "compressed": "false"})
        title = without_forbidden(grid.document.map.title) or "JourneyMapper"
        page = ET.SubElement(self.file, "diagram", {"id": "map", "name": title[:80]})
        shown = {"grid": "0", "page": "0", "connect": "1", "arrows": "1", "tooltips": "1", "math": "0"}
        model = ET.SubElement(page, "mxGraphModel", {"dx": "0", "dy": "0", **shown, "shadow": "0"})
        self.root = ET.SubElement(model, "root")
        ET.SubElement(self.root, "mxCell", {"id": "0"})
        ET.SubElement(self.root, "mxCell", {"id": "1", "parent": "0"})
        self._count = 1
        self._shapes: dict[str, Spot] = {}

    def draw(self) -> None:
        """Everything, from the lowest to the topmost."""
        grid = self.grid
        top = -grid.stage_head
        whole = area(grid, -grid.head_width, top, grid.head_width + grid.width, grid.height - top)
        self._title(whole)
        table = Spot("table", whole)
        self._cell("table", "1", whole, style_of("table", self.theme), Spot("1", Area(0, 0, 0, 0)))
        self._stages(table, top)
        cells = [self._row(table, index) for index in range(len(grid.rows))]
        for index, box, place in boxes(grid):
            home = cells[index][grid.layout.by_stage[box.item.stage]]
            self._object(box.item, escape(shown_text(box.item)), place, box_style(self.theme, box), home)
        for index in range(len(grid.rows)):
            self._curves(index, cells[index])
        self._links(dict(self._discs()))

    # parts

    def _title(self, whole: Area) -> None:
        about, personas = self.grid.document.map, self.grid.document.personas
        place = Area(whole.x, whole.y - 44.0, whole.width, 36.0)
        said = " – ".join(filter(None, (about.title, personas[0].name if personas else "")))
        self._object(about, escape(said), place, style_of("title", self.theme), _PAGE)

    def _stages(self, table: Spot, top: float) -> None:
        grid = self.grid
        place = Area(table.area.x, top, table.area.width, grid.stage_head)
        row = self._cell("stages", table.id, place, row_style(grid, None, self.theme), table)
        for number in self._across():
            if not number:
                corner = area(grid, -grid.head_width, top, grid.head_width, grid.stage_head)
                self._cell("stages-head", row.id, corner, cell_style(), row)
                continue
            box = grid.stages[number - 1]
            place = area(grid, box.x, top, box.width, grid.stage_head)
            label = f"<b>{box.letter}</b>&nbsp; {escape(box.stage.title)}"
            self._object(box.stage, label, place, stage_style(self.theme, box.colour), row)

    def _across(self) -> list[int]:
        """The cells of a row from left to right, in which order a table lays them out: 0 is the head."""
        numbers = list(range(len(self.grid.stages) + 1))
        return numbers[::-1] if self.grid.mirrored else numbers

    def _row(self, table: Spot, index: int) -> list[Spot]:
        """A row of the table with its head; its cells by the position of their stage."""
        grid = self.grid
        name, ground = f"row-{index + 1}", row_area(grid, index)
        place = Area(table.area.x, ground.y, table.area.width, ground.height)
        row = self._cell(name, table.id, place, row_style(grid, index, self.theme), table)
        cells: dict[int, Spot] = {}
        for number in self._across():
            if number:
                box = grid.stages[number - 1]
                place = area(grid, box.x, ground.y, box.width, ground.height)
                cells[number] = self._cell(f"{name}-{number}", row.id, place, cell_style(), row)
            else:
                self._row_head(index, row, ground)
        return [cells[number] for number in sorted(cells)]

    def _row_head(self, index: int, row: Spot, ground: Area) -> None:
        grid, record = self.grid, self.grid.rows[index].record
        head = area(grid, -grid.head_width, ground.y, grid.head_width, ground.height)
        if isinstance(record, Lane):
            self._object(record, escape(record.title), head, head_style(grid, index, self.theme), row)
        else:
            self._cell(f"{row.id}-head", row.id, head, cell_style(), row)
            self._rule(record, row.area)

    def _rule(self, record: Line, row: Area) -> None:
        """A line between lanes: an edge that hangs on nothing, with its name on it."""
        middle = row.y + row.height / 2
        ends = ((row.x, middle), (row.x + row.width, middle))
        cell = self._edge_cell(
            record, escape(self._say(LINES[record.role].title)), rule_style(self.theme, record.role)
        )
        geometry = ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry", "x": "-0.86"})
        for name, (x, y) in zip(("sourcePoint", "targetPoint"), ends, strict=True):
            ET.SubElement(geometry, "mxPoint", {"x": _px(x), "y": _px(y), "as": name})

    def _curves(self, index: int, cells: list[Spot]) -> None:
        grid, emotion = self.grid, self.grid.rows[index].emotion
        size = self.theme.space["face"]
        for number, curve in enumerate(emotion.curves if emotion is not None else ()):
            ids: list[str] = []
            for spot in curve.points:
                y = grid.tops[index] + spot.y - size / 2
                place = area(grid, spot.x - size / 2, y, size, size)
                column = grid.layout.by_step[spot.point.step]
                home = cells[grid.layout.by_stage[grid.columns[column].stage]]
                style = point_style(self.theme, spot.point.value)
                ids.append(self._object(spot.point, escape(_point_label(spot.point)), place, style, home))
            style = style_of("curve", self.theme, number)
            for one, other in pairwise(ids):
                ends = {"source": one, "target": other, "style": style, "edge": "1", "parent": "1"}
                cell = ET.SubElement(self.root, "mxCell", {"id": self._next("curve"), **ends})
                ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})

    def _discs(self) -> Iterator[tuple[str, Spot]]:
        """Where links from offstage end, at the line of visibility: discs with the number of the step, by link."""
        size = 2 * DISC_RADIUS
        for row, top in zip(self.grid.rows, self.grid.tops, strict=True):
            for stub in row.stubs:
                place = area(self.grid, stub.x - DISC_RADIUS, top + DISC_CENTRE - DISC_RADIUS, size, size)
                name = self._next("step")
                plain = {"id": name, "value": stub.number, "vertex": "1", "parent": "1"}
                style = disc_style(self.theme, stub.colour)
                _geometry(ET.SubElement(self.root, "mxCell", {**plain, "style": style}), place, _PAGE.area)
                yield stub.link, Spot(name, place)

    def _links(self, discs: Mapping[str, Spot]) -> None:
        """Edges from card to card, and from offstage cards to the disc of the step that they support."""
        known = ways(self.grid)
        links = self.grid.document.all(Link)
        for link in sorted(links, key=lambda one: one.id):
            source = self._shapes.get(link.source)
            target = discs.get(link.id) or self._shapes.get(link.target)
            if source is None or target is None:
                continue
            way = known.get(link.id)
            points = way.runs[0] if way is not None and len(way.runs) == 1 else ()
            style = link_style(self.theme, link.kind) + edge_ends(points, source.area, target.area)
            cell = self._edge_cell(
                link, escape(link.label), style, {"source": source.id, "target": target.id}
            )
            geometry = ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
            if len(points) > 2:
                turns = ET.SubElement(geometry, "Array", {"as": "points"})
                for x, y in points[1:-1]:
                    ET.SubElement(turns, "mxPoint", {"x": _px(x), "y": _px(y)})

    # elements

    def _object(self, record: Record, label: str, place: Area, style: str, home: Spot) -> str:
        """A shape with the fields of a record; its id."""
        holder = self._holder(record, label)
        cell = ET.SubElement(holder, "mxCell", {"style": style, "vertex": "1", "parent": home.id})
        _geometry(cell, place, home.area)
        self._shapes[record.id] = Spot(holder.attrib["id"], place)
        return holder.attrib["id"]

    def _edge_cell(
        self, record: Record, label: str, style: str, ends: Mapping[str, str] | None = None
    ) -> ET.Element:
        holder = self._holder(record, label)
        return ET.SubElement(holder, "mxCell", {"style": style, "edge": "1", "parent": "1", **(ends or {})})

    def _holder(self, record: Record, label: str) -> ET.Element:
        kind = TYPE_NAMES[type(record)]
        told = without_forbidden(label).replace("\n", "<br>")
        fields = {"id": self._next(kind), "label": told, "type": kind}
        return ET.SubElement(self.root, "object", {**dict(_attributes(self.grid.document, record)), **fields})

    def _cell(self, name: str, parent: str, place: Area, style: str, home: Spot) -> Spot:
        """A shape of the table, without fields of its own."""
        plain = {"id": name, "value": "", "style": style, "vertex": "1", "parent": parent}
        _geometry(ET.SubElement(self.root, "mxCell", plain), place, home.area)
        return Spot(name, place)

    def _next(self, kind: str) -> str:
        self._count += 1
        return f"{kind}-{self._count}"


_PAGE = Spot("1", Area(0.0, 0.0, 0.0, 0.0))


def _attributes(document: Document, record: Record) -> Iterator[tuple[str, str]]:
    for name, text in field_texts(document, record):
        yield f"{name}_" if name in (*_RESERVED, "type") else name, without_forbidden(text)


def _point_label(point: EmotionPoint) -> str:
    return f"{point.value:+g} {point.label}".strip()


def _geometry(cell: ET.Element, place: Area, home: Area) -> None:
    x, y = place.x - home.x, place.y - home.y
    size = {"width": _px(place.width), "height": _px(place.height)}
    ET.SubElement(cell, "mxGeometry", {"x": _px(x), "y": _px(y), **size, "as": "geometry"})


def _px(points: float) -> str:
    """A length in pixels, to a hundredth."""
    return f"{round(points * SCALE, 2) + 0.0:g}" if abs(points * SCALE) < 1e5 else f"{points * SCALE:.2f}"
