"""Styles of draw.io: the theme's colours and sizes in the words of mxGraph."""

from collections.abc import Sequence

from journeymapper.drawing.cards import kind_paint
from journeymapper.drawing.faces import mood
from journeymapper.drawing.rows import is_offstage
from journeymapper.export.placed import Area
from journeymapper.layout.boxes import Box
from journeymapper.layout.grid import Grid
from journeymapper.layout.pieces import Point
from journeymapper.layout.theme import LinePaint, Theme
from journeymapper.model.records import Card, Lane
from journeymapper.model.tables import KINDS

FONT_SCALE = 1.5
EXTREME = 1.2
"""A point beyond this, up or down, has its text towards the middle: another row stands on its other side."""

TEXT = "html=1;whiteSpace=wrap;"

_FORMS = {
    "card": "rounded=1;arcSize=8;",
    "edge": "rounded=1;arcSize=6;",
    "tab": "rounded=1;arcSize=8;",
    "bubble": "rounded=1;arcSize=24;fontStyle=2;",
    "label": "rounded=1;arcSize=8;fontStyle=1;align=center;",
    "pill": "rounded=1;arcSize=50;align=center;verticalAlign=middle;",
    "bar": "rounded=1;arcSize=12;verticalAlign=middle;",
    "note": "shape=note;size=8;",
}


def style_of(name: str, theme: Theme, number: int = 0) -> str:
    """The style of a part that is there once: the table, the title, or the curve of a series by its number."""
    match name:
        case "table":
            table = "shape=table;startSize=0;container=1;collapsible=0;childLayout=tableLayout;fixedRows=1;"
            return f"{table}rowLines=1;columnLines=1;{_paint('none', theme.map['hair'])}"
        case "title":
            font = theme.styles["title"]
            ground = _paint("none", "none")
            ink = _font(font.size, theme.map["ink"])
            return f"text;{ground}{TEXT}align=left;verticalAlign=middle;fontStyle=1;{ink}"
        case _:
            colours = theme.emotion["series"]
            width = theme.strokes["emotion_curve"] * FONT_SCALE
            return f"endArrow=none;html=1;strokeColor={colours[number % len(colours)]};strokeWidth={width:g};"


def stage_style(theme: Theme, colour: int) -> str:
    """A stage's head."""
    paint, font = theme.stage(colour), theme.styles["stage_title"]
    ground = _paint(paint.fill, theme.map["paper"])
    return f"shape=step;perimeter=stepPerimeter;fixedSize=1;size=10;{TEXT}{ground}{_font(font.size, paint.on_fill)}"


def row_style(grid: Grid, index: int | None, theme: Theme) -> str:
    """A row of the table; None for that of the stages."""
    row = "shape=tableRow;horizontal=0;startSize=0;swimlaneHead=0;swimlaneBody=0;collapsible=0;dropTarget=0;"
    sides = "top=0;left=0;bottom=0;right=0;portConstraint=eastwest;"
    fill = "none" if index is None else _ground(grid, index, theme)
    return f"{row}{sides}{_paint(fill, theme.map['hair'])}"


def cell_style() -> str:
    """A cell of the table, which holds cards."""
    sides = (
        "top=0;left=0;bottom=0;right=0;pointerEvents=1;container=1;collapsible=0;recursiveResize=0;expand=0;"
    )
    return f"shape=partialRectangle;html=1;connectable=0;{sides}{_paint('none', 'inherit')}"


def head_style(grid: Grid, index: int, theme: Theme) -> str:
    """A lane's head."""
    fill = theme.map["offstage_head" if is_offstage(grid, index) else "lane_head"]
    sides = "top=0;left=0;bottom=0;right=0;connectable=0;pointerEvents=1;"
    look = f"{_paint(fill, 'inherit')}{_font(theme.styles['lane_title'].size, theme.map['ink'])}"
    return f"shape=partialRectangle;{TEXT}{sides}align=left;spacingLeft=8;fontStyle=1;{look}"


def box_style(theme: Theme, box: Box) -> str:
    """A card, measure or owner."""
    paint = kind_paint(theme, box)
    ground = (
        f"{TEXT}align=left;verticalAlign=top;spacing=4;{_paint(paint.bg or 'none', paint.border or 'none')}"
    )
    font = _font(theme.styles["card"].size, paint.fg)
    if not isinstance(box.item, Card):
        return f"{ground}{font}verticalAlign=middle;"
    dashed = f"dashed=1;strokeColor={paint.border or paint.bar};" if box.item.basis == "assumed" else ""
    strong = f"strokeWidth=2;strokeColor={paint.bar};" if box.item.weight == "major" else ""
    return f"{ground}{font}{_FORMS[KINDS[box.item.kind].form]}{dashed}{strong}"


def point_style(theme: Theme, value: float) -> str:
    """A point of the curve, its text outside of the curve as long as there is room for it in the row."""
    colour = theme.emotion[mood(value)]
    side = (
        "verticalLabelPosition=top;verticalAlign=bottom;"
        if value < -EXTREME or 0.0 < value <= EXTREME
        else "verticalLabelPosition=bottom;verticalAlign=top;"
    )
    ground = f"labelBackgroundColor={theme.map['paper']};"
    text = f"{side}{ground}{_font(theme.styles['mood'].size, colour)}"
    shape = "ellipse;shape=ellipse;perimeter=ellipsePerimeter;aspect=fixed;"
    return f"{shape}{TEXT}labelWidth=110;strokeWidth=2;{_paint(theme.emotion['face'], colour)}{text}"


def link_style(theme: Theme, kind: str) -> str:
    """A link."""
    paint = theme.links[kind]
    width = theme.strokes[paint.stroke] * FONT_SCALE
    dash = _dashes(theme, paint)
    font = _font(theme.styles["link_label"].size, paint.colour)
    ground = f"labelBackgroundColor={theme.links['label'].bg};"
    arrow = "endArrow=block;endFill=1;endSize=5;rounded=1;html=1;"
    return f"{arrow}strokeColor={paint.colour};strokeWidth={width:g};{dash}{font}{ground}"


def rule_style(theme: Theme, role: str) -> str:
    """A line between lanes; its label stands on it."""
    paint = LinePaint(**theme.lines[role])
    width = theme.strokes[paint.stroke] * FONT_SCALE
    strong = role == "visibility"
    label, pill = (
        theme.styles["line_label_strong" if strong else "line_label"],
        theme.lines["visibility_pill"],
    )
    font = _font(label.size, pill["fg"] if strong else paint.colour)
    ground = f"labelBackgroundColor={pill['bg'] if strong else theme.map['paper']};fontStyle=1;"
    line = f"endArrow=none;html=1;strokeColor={paint.colour};strokeWidth={width:g};"
    return f"{line}{_dashes(theme, paint)}{font}{ground}"


def disc_style(theme: Theme, colour: int) -> str:
    """The disc of a step at the line of visibility; `colour` is that of its stage."""
    ink = theme.stage(colour).text
    look = f"{_paint(theme.map['paper'], ink)}{_font(theme.styles['initials'].size, ink)}"
    return f"ellipse;shape=ellipse;perimeter=ellipsePerimeter;html=1;fontStyle=1;{look}"


def edge_ends(points: Sequence[Point], source: Area, target: Area) -> str:
    """Where a link leaves and enters, as shares of its cards; draw.io finds a way itself where there are no points."""
    if len(points) < 2:
        return "edgeStyle=orthogonalEdgeStyle;"
    leaves, enters = _share(points[0], source), _share(points[-1], target)
    ends = "".join(
        f"{name}X={x:.4g};{name}Y={y:.4g};{name}Dx=0;{name}Dy=0;{name}Perimeter=0;"
        for name, (x, y) in (("exit", leaves), ("entry", enters))
    )
    return f"edgeStyle=none;{ends}"


def _share(point: Point, place: Area) -> tuple[float, float]:
    x, y = (point[0] - place.x) / max(place.width, 1.0), (point[1] - place.y) / max(place.height, 1.0)
    return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)


def _ground(grid: Grid, index: int, theme: Theme) -> str:
    row = grid.rows[index]
    if not isinstance(row.record, Lane):
        return "none"
    if is_offstage(grid, index):
        return theme.map["offstage_b" if row.shade else "offstage_a"]
    return theme.map["lane_a" if row.shade else "lane_b"]


def _dashes(theme: Theme, paint: LinePaint) -> str:
    if not paint.dash:
        return ""
    pattern = " ".join(f"{part * 2:g}" for part in theme.dashes[paint.dash].pattern)
    return f"dashed=1;dashPattern={pattern};"


def _paint(fill: str, stroke: str) -> str:
    return f"fillColor={fill};strokeColor={stroke};"


def _font(size: float, colour: str) -> str:
    return f"fontSize={size * FONT_SCALE:g};fontColor={colour};"
