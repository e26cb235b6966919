"""A display list as the operators of a PDF page."""

from __future__ import annotations

from functools import lru_cache
from typing import assert_never

from journeymapper.drawing.ops import Fill, Gradient, Group, Icon, Op, Path, Picture, Rect, Stroke, Text
from journeymapper.export.colours import rgba
from journeymapper.export.numbers import number
from journeymapper.export.outlines import GRID, MITRE_LIMIT
from journeymapper.export.pdf_clusters import run_start
from journeymapper.export.pdf_paths import path_code, rect_code
from journeymapper.export.pdf_resources import Box, PdfResources
from journeymapper.layout.breaks import language_tag


class Operators:
    """Turns ops into operators. A group's ops are kept by the identity of their tuple: a card is written once."""

    def __init__(self, resources: PdfResources) -> None:
        self._resources = resources
        self._groups: dict[int, tuple[tuple[Op, ...], str]] = {}

    def code(self, ops: tuple[Op, ...]) -> str:
        """The operators of a list or group, in its own coordinates; they must stand between q and Q."""
        found = self._groups.get(id(ops))
        if found is None:
            # The tuple is kept beside its code: its id is its own only as long as it lives.
            found = self._groups[id(ops)] = (ops, _Writer(self._resources, self).written(ops))
        return found[1]


class _Writer:
    """Writes one list. It remembers colours, pen and font, so as not to set what is set already."""

    def __init__(self, resources: PdfResources, operators: Operators) -> None:
        self._resources = resources
        self._operators = operators
        self._out: list[str] = []
        self._fill = ""
        self._stroke: Stroke | None = None
        self._font = ("", 0.0)

    def written(self, ops: tuple[Op, ...]) -> str:
        out = self._out
        for op in ops:
            match op:
                case Text():
                    self._text(op)
                case Rect():
                    self._shape(
                        rect_code(op), (op.x, op.y, op.x + op.width, op.y + op.height), op.fill, op.stroke
                    )
                case Path():
                    self._shape(path_code(op.segments), _bounds(op), op.fill, op.stroke)
                case Icon():
                    self._icon(op)
                case Picture():
                    self._picture(op)
                case Group():
                    code = f"q 1 0 0 1 {op.x:.3f} {op.y:.3f} cm\n{self._operators.code(op.ops)}\nQ"
                    out.append(_spoken(code, op.language) if op.language else code)
                case _:
                    assert_never(op)
        return "\n".join(out)

    def _text(self, op: Text) -> None:
        run = op.run
        if not run.glyphs:
            return
        name, font = self._resources.font(run.face)
        placed = _text_matrix(op)
        shown = font.encode(run)
        opacity = rgba(op.colour)[3]
        if opacity < 255:
            state = self._resources.alpha(opacity)
            size = number(run.size)
            self._out.append(
                f"q /{state} gs {_colour(op.colour)} rg BT /{name} {size} Tf {placed} Tm {shown} TJ ET Q"
            )
            return
        self._set_fill(op.colour)
        if self._font != (name, run.size):
            self._font = (name, run.size)
            self._out.append(f"BT /{name} {number(run.size)} Tf {placed} Tm {shown} TJ ET")
        else:
            self._out.append(f"BT {placed} Tm {shown} TJ ET")

    def _shape(self, path: str, box: Box, fill: Fill, stroke: Stroke | None) -> None:
        drawn = stroke if stroke is not None and stroke.width > 0 else None
        if isinstance(fill, str) and drawn is not None and _opaque(fill) and _opaque(drawn.colour):
            self._set_fill(fill)
            self._set_stroke(drawn)
            self._out.append(f"{path} B")
            return
        match fill:
            case None:
                pass
            case str():
                self._fill_solid(path, fill)
            case Gradient():
                self._fill_gradient(path, box, fill)
            case _:
                assert_never(fill)
        if drawn is not None:
            self._stroke_path(path, drawn)

    def _fill_solid(self, path: str, colour: str) -> None:
        opacity = rgba(colour)[3]
        if opacity == 255:
            self._set_fill(colour)
            self._out.append(f"{path} f")
        elif opacity:
            self._out.append(f"q /{self._resources.alpha(opacity)} gs {_colour(colour)} rg {path} f Q")

    def _fill_gradient(self, path: str, box: Box, gradient: Gradient) -> None:
        if not gradient.stops:
            return
        if (gradient.x1, gradient.y1) == (gradient.x2, gradient.y2):
            self._fill_solid(path, gradient.stops[-1][1])
            return
        shading, fade = self._resources.gradient(gradient, box)
        state = f"/{fade} gs " if fade else ""
        self._out.append(f"q {state}{path} W n /{shading} sh Q")

    def _stroke_path(self, path: str, stroke: Stroke) -> None:
        opacity = rgba(stroke.colour)[3]
        if opacity == 255:
            self._set_stroke(stroke)
            self._out.append(f"{path} S")
        elif opacity:
            self._out.append(f"q /{self._resources.alpha(opacity)} gs {_pen(stroke)} {path} S Q")

    def _icon(self, op: Icon) -> None:
        form = self._resources.icon(op.name)
        if not form:
            return
        opacity = rgba(op.colour)[3]
        state = f"/{self._resources.alpha(opacity)} gs " if opacity < 255 else ""
        colour, scale = _colour(op.colour), op.size / GRID
        across, left = (-scale, op.x + op.size) if op.mirrored else (scale, op.x)
        self._out.append(
            f"q {state}{across:.5f} 0 0 {scale:.5f} {left:.3f} {op.y:.3f} cm "
            f"{colour} rg {colour} RG {number(op.weight)} w /{form} Do Q"
        )

    def _picture(self, op: Picture) -> None:
        name, ratio = self._resources.picture(op.sha256)
        if not name or op.width <= 0 or op.height <= 0:
            return
        width, height = max(op.width, op.height * ratio), max(op.height, op.width / ratio)
        left, bottom = op.x - (width - op.width) / 2, op.y + (op.height + height) / 2
        frame = rect_code(Rect(op.x, op.y, op.width, op.height, radius=op.radius))
        self._out.append(
            f"q {frame} W n {width:.3f} 0 0 {-height:.3f} {left:.3f} {bottom:.3f} cm /{name} Do Q"
        )

    def _set_fill(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self._out.append(f"{_colour(colour)} rg")

    def _set_stroke(self, stroke: Stroke) -> None:
        if stroke != self._stroke:
            self._stroke = stroke
            self._out.append(_pen(stroke))


def _spoken(code: str, language: str) -> str:
    """Operators marked as text in a language of its own."""
    return f"/Span << /Lang ({language_tag(language)}) >> BDC\n{code}\nEMC"


def _text_matrix(op: Text) -> str:
    """Text space has y upwards, the list's has it downwards: every glyph is turned over again."""
    start = run_start(op.run) if op.run.level else op.run.xs[0]
    if op.upright:
        return f"0 -1 -1 0 {op.x:.3f} {op.y - start:.3f}"
    return f"1 0 0 -1 {op.x + start:.3f} {op.y:.3f}"


def _bounds(path: Path) -> Box:
    """A box round the path: its points and handles. Only a gradient needs it."""
    if not isinstance(path.fill, Gradient):
        return (0.0, 0.0, 0.0, 0.0)
    numbers = [segment[1:] for segment in path.segments]
    xs = [x for points in numbers for x in points[0::2]]
    ys = [y for points in numbers for y in points[1::2]]
    return min(xs, default=0.0), min(ys, default=0.0), max(xs, default=0.0), max(ys, default=0.0)


def _opaque(colour: str) -> bool:
    return rgba(colour)[3] == 255


@lru_cache(maxsize=1024)
def _colour(colour: str) -> str:
    return " ".join(number(part / 255) for part in rgba(colour)[:3])


@lru_cache(maxsize=1024)
def _pen(stroke: Stroke) -> str:
    dash = " ".join(map(number, stroke.dash))
    ends = "1 J 1 j" if stroke.round else f"0 J 0 j {number(MITRE_LIMIT)} M"
    return f"{_colour(stroke.colour)} RG {number(stroke.width)} w [{dash}] 0 d {ends}"
