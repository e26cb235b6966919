"""A slide being drawn: python-pptx's shapes in points, with the theme's colours."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from journeymapper.export.colours import rgba
from journeymapper.export.placed import Area
from journeymapper.export.svg_text import without_forbidden
from journeymapper.layout.pieces import Point
from journeymapper.layout.shaped import Style

EMU = 12_700
"""English metric units in a point."""

LEAST = 1.0
"""A font is never set smaller than this: the file format does not allow it."""

SHAPES = {
    "rectangle": MSO_SHAPE.RECTANGLE,
    "rounded": MSO_SHAPE.ROUNDED_RECTANGLE,
    "oval": MSO_SHAPE.OVAL,
    "first": MSO_SHAPE.PENTAGON,
    "chevron": MSO_SHAPE.CHEVRON,
    "face": MSO_SHAPE.SMILEY_FACE,
    "note": MSO_SHAPE.FOLDED_CORNER,
    "bubble": MSO_SHAPE.ROUNDED_RECTANGLE,
}


class Pen(NamedTuple):
    """An outline: its colour, its width in points, and whether it is dashed."""

    colour: str
    width: float
    dashed: bool = False


class Look(NamedTuple):
    """A shape: its form, ground and outline, None for none, and the radius of its corners in points."""

    form: str = "rectangle"
    fill: str | None = None
    pen: Pen | None = None
    radius: float = 0.0


class Words(NamedTuple):
    """A paragraph; `after` goes on in its last line in another style."""

    text: str
    style: Style
    colour: str
    bold: bool = False
    after: "Words | None" = None


class Setting(NamedTuple):
    """How paragraphs stand in a shape: `across` left, centre or right, `down` top, middle or bottom; insets.

    A short word that must not be parted does not wrap.
    """

    across: str = "left"
    down: str = "top"
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    upright: bool = False
    wrap: bool = True


PLAIN = Setting()

_ACROSS = {"left": PP_ALIGN.LEFT, "centre": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_DOWN = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}


class Sheet:
    """A slide. All lengths are points on the slide; `scale` is that of the fonts."""

    def __init__(self, slide: Any, scale: float, *, mirrored: bool, language: str) -> None:
        self.slide = slide
        # Else each new shape looks at the ids of all others.
        slide.shapes.turbo_add_enabled = True
        self.scale = scale
        self.mirrored = mirrored
        self.language = language

    def box(
        self,
        place: Area,
        look: Look,
        words: Sequence[Words] = (),
        setting: Setting = PLAIN,
        name: str = "",
    ) -> Any:
        """A shape with paragraphs in it."""
        x, y, width, height = (Emu(round(part * EMU)) for part in place)
        shape = self.slide.shapes.add_shape(SHAPES[look.form], x, y, max(width, 1), max(height, 1))
        _plain(shape)
        _paint(shape, look)
        shorter = min(place.width, place.height)
        if look.form in ("rounded", "bubble") and shorter > 0:
            shape.adjustments[0] = min(look.radius / shorter, 0.5)
        elif look.form in ("first", "chevron") and shorter > 0:
            shape.adjustments[0] = min(look.radius / shorter, 1.0)
        if self.mirrored and look.form in ("first", "chevron"):
            shape.element.spPr.xfrm.set("flipH", "1")
        if name:
            shape.name = without_forbidden(name)[:80]
        self.write(shape, words, setting)
        return shape

    def write(self, shape: Any, words: Sequence[Words], setting: Setting) -> None:
        """Put paragraphs into a shape."""
        frame = shape.text_frame
        frame.word_wrap = setting.wrap
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = _DOWN[setting.down]
        left, top, right, bottom = setting.insets
        if self.mirrored:
            left, right = right, left
        frame.margin_left, frame.margin_top = Emu(round(left * EMU)), Emu(round(top * EMU))
        frame.margin_right, frame.margin_bottom = Emu(round(right * EMU)), Emu(round(bottom * EMU))
        if setting.upright:
            shape.element.txBody.bodyPr.set("vert", "vert270")
        told = [one for one in words if one.text.strip()]
        for number, one in enumerate(told):
            self._paragraph(
                frame.paragraphs[0] if number == 0 else frame.add_paragraph(), one, setting.across
            )

    def line(self, start: Point, end: Point, pen: Pen) -> Any:
        """A straight line."""
        ends = [Emu(round(part * EMU)) for part in (*start, *end)]
        line = self.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
        _plain(line)
        _draw(line.line, pen)
        return line

    def path(self, points: Sequence[Point], pen: Pen, *, arrow: bool = False, name: str = "") -> None:
        """A line through points, as one shape whose points can be moved."""
        (x, y), *rest = points
        builder = self.slide.shapes.build_freeform(round(x * EMU), round(y * EMU), scale=1.0)
        builder.add_line_segments([(round(x * EMU), round(y * EMU)) for x, y in rest], close=False)
        shape = builder.convert_to_shape()
        # Freeforms are numbered past the count that turbo keeps: it must be counted anew, or two shapes share an id.
        self.slide.shapes.turbo_add_enabled = True
        _plain(shape)
        shape.fill.background()
        _draw(shape.line, pen)
        if arrow:
            put_arrow(shape)
        if name:
            shape.name = without_forbidden(name)[:80]

    def _paragraph(self, paragraph: Any, words: Words, across: str) -> None:
        if self.mirrored:
            across = {"left": "right", "right": "left"}.get(across, across)
        paragraph.alignment = _ACROSS[across]
        part: Words | None = words
        while part is not None:
            self._run(paragraph, part)
            part = part.after

    def _run(self, paragraph: Any, words: Words) -> None:
        told = without_forbidden(words.text).replace("\r\n", "\n")
        for number, line in enumerate(told.split("\n")):
            if number:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = line
            font = run.font
            font.size = Pt(max(round(words.style.size * self.scale, 1), LEAST))
            font.bold = words.bold or words.style.weight >= 600
            font.italic = words.style.italic or None
            font.color.rgb = rgb(words.colour)


def rgb(colour: str) -> Any:
    """A colour of the theme; what shines through is not kept."""
    red, green, blue, _opacity = rgba(colour)
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def put_arrow(shape: Any) -> None:
    """Give a line an arrowhead at its end."""
    pen = next(shape.element.iter(qn("a:ln")))
    pen.append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle" w="med" len="med"/>'))


def _plain(shape: Any) -> None:
    """Take away the shadow that the file's own style gives every shape."""
    for reference in shape.element.iter(qn("a:effectRef")):
        reference.set("idx", "0")


def _paint(shape: Any, look: Look) -> None:
    if look.fill is None:
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(look.fill)
    if look.pen is None:
        shape.line.fill.background()
    else:
        _draw(shape.line, look.pen)


def _draw(line: Any, pen: Pen) -> None:
    line.color.rgb = rgb(pen.colour)
    line.width = Emu(round(pen.width * EMU))
    if pen.dashed:
        line.dash_style = MSO_LINE.DASH
