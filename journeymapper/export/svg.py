"""A display list as an SVG file that stands alone: fonts and pictures are inside, nothing runs, nothing is fetched."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import assert_never

from journeymapper.drawing.ops import (
    Fill,
    Gradient,
    Group,
    Icon,
    Op,
    Page,
    Path,
    Picture,
    Rect,
    Segment,
    Stroke,
    Text,
)
from journeymapper.export.colours import paint
from journeymapper.export.numbers import number
from journeymapper.export.outlines import GRID, MITRE_LIMIT, Icons, rounded
from journeymapper.export.pictures import decode, encoded
from journeymapper.export.svg_text import SvgFonts, xml_text
from journeymapper.layout.breaks import language_tag
from journeymapper.layout.fonts import FontSet
from journeymapper.model.i18n import _

_NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def write_svg(
    page: Page, *, title: str, language: str = "en", media: Mapping[str, bytes], fonts: FontSet
) -> bytes:
    """The page as SVG. `language` is a BCP 47 tag; `media` holds pictures by their SHA-256.

    What has not the form of a tag counts as English. A picture that is missing or broken is left out. Characters that
    XML forbids are dropped.
    """
    writer = _Writer(fonts, media)
    drawing = writer.elements(page.ops)
    width, height = number(page.width), number(page.height)
    tongue = language_tag(language)
    scale = f"translate({number(page.x)} {number(page.y)}) scale({page.scale:.6f})"
    size = f'width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}"'
    parts = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg {_NAMESPACES} version="1.1" {size} lang="{tongue}" xml:lang="{tongue}">',
        f"<title>{xml_text(title)}</title>",
        f"<desc>{xml_text(_('A journey map made with JourneyMapper.'))}</desc>",
        f"<style>\n{writer.fonts.style()}\n</style>",
        f"<defs>\n{writer.definitions()}\n</defs>",
        f'<g transform="{scale}" fill="none" stroke-miterlimit="{number(MITRE_LIMIT)}">',
        drawing,
        "</g>",
        "</svg>",
        "",
    )
    return "\n".join(parts).encode()


class _Writer:
    """Writes elements, and keeps what they refer to. A group's ops are written once, by the identity of their tuple."""

    def __init__(self, fonts: FontSet, media: Mapping[str, bytes]) -> None:
        self.fonts = SvgFonts(fonts)
        self._media = media
        self._icons = Icons()
        self._groups: dict[int, tuple[tuple[Op, ...], str]] = {}
        self._definitions: dict[object, tuple[str, str]] = {}

    def definitions(self) -> str:
        """Gradients, symbols and clips that the elements refer to."""
        return "\n".join(definition for _name, definition in self._definitions.values() if definition)

    def elements(self, ops: tuple[Op, ...]) -> str:
        """The elements of a list or group."""
        found = self._groups.get(id(ops))
        if found is None:
            written = "\n".join(filter(None, map(self._element, ops)))
            found = self._groups[id(ops)] = (ops, written)
        return found[1]

    def _element(self, op: Op) -> str:
        match op:
            case Rect():
                return f"<{_rect(op)}{self._painted(op.fill, op.stroke)}/>"
            case Path():
                return f'<path d="{_path(op.segments)}"{self._painted(op.fill, op.stroke)}/>'
            case Text():
                return self.fonts.text(op)
            case Icon():
                return self._icon(op)
            case Picture():
                return self._picture(op)
            case Group():
                tongue = f' lang="{language_tag(op.language)}"' if op.language else ""
                place = f'transform="translate({number(op.x)} {number(op.y)})"{tongue}'
                return f"<g {place}>\n{self.elements(op.ops)}\n</g>"
            case _:
                assert_never(op)

    def _painted(self, fill: Fill, stroke: Stroke | None) -> str:
        match fill:
            case None:
                filled = ""
            case str():
                filled = paint("fill", fill)
            case Gradient():
                filled = f' fill="url(#{self._gradient(fill)})"' if fill.stops else ""
            case _:
                assert_never(fill)
        return filled + (_pen(stroke) if stroke is not None else "")

    def _define(self, key: object, prefix: str, template: str) -> str:
        """The id of a definition, made of `template` where it is new; "{id}" in it becomes the id."""
        found = self._definitions.get(key)
        if found is None:
            name = f"{prefix}{len(self._definitions) + 1}"
            found = self._definitions[key] = (name, template.replace("{id}", name))
        return found[0]

    def _gradient(self, gradient: Gradient) -> str:
        stops = "".join(
            f'<stop offset="{number(offset)}"{paint("stop-color", colour, "stop-opacity")}/>'
            for offset, colour in sorted(gradient.stops, key=lambda stop: stop[0])
        )
        ends = " ".join(f'{end}="{number(getattr(gradient, end))}"' for end in ("x1", "y1", "x2", "y2"))
        element = (
            f'<linearGradient id="{{id}}" gradientUnits="userSpaceOnUse" {ends}>{stops}</linearGradient>'
        )
        return self._define(gradient, "g", element)

    def _icon(self, op: Icon) -> str:
        outline = self._icons.outline(op.name)
        if not outline.strokes and not outline.fills:
            return ""
        strokes = f'<path d="{_path(outline.strokes)}" fill="none"/>' if outline.strokes else ""
        fills = f'<path d="{_path(outline.fills)}" stroke="none"/>' if outline.fills else ""
        box = f'viewBox="0 0 {number(GRID)} {number(GRID)}" overflow="visible"'
        ends = 'stroke-linecap="round" stroke-linejoin="round"'
        name = self._define(
            ("icon", op.name), "i", f'<symbol id="{{id}}" {box} {ends}>{strokes}{fills}</symbol>'
        )
        place = f'x="{number(op.x)}" y="{number(op.y)}" width="{number(op.size)}" height="{number(op.size)}"'
        if op.mirrored:
            place += f' transform="matrix(-1 0 0 1 {number(2 * op.x + op.size)} 0)"'
        colours = paint("fill", op.colour) + paint("stroke", op.colour)
        return f'<use xlink:href="#{name}" {place}{colours} stroke-width="{number(op.weight)}"/>'

    def _picture(self, op: Picture) -> str:
        name = self._picture_symbol(op.sha256)
        if not name or op.width <= 0 or op.height <= 0:
            return ""
        clip = ""
        if op.radius > 0:
            frame = _rect(Rect(op.x, op.y, op.width, op.height, radius=op.radius))
            clipped = self._define(frame, "c", f'<clipPath id="{{id}}"><{frame}/></clipPath>')
            clip = f' clip-path="url(#{clipped})"'
        size = f'width="{number(op.width)}" height="{number(op.height)}"'
        return f'<use xlink:href="#{name}" x="{number(op.x)}" y="{number(op.y)}" {size}{clip}/>'

    def _picture_symbol(self, sha256: str) -> str:
        known = self._definitions.get(("picture", sha256))
        if known is not None:
            return known[0]
        picture = decode(self._media[sha256]) if sha256 in self._media else None
        if picture is None:
            self._definitions["picture", sha256] = ("", "")
            return ""
        kind, data = encoded(picture)
        source = f"data:{kind};base64,{base64.b64encode(data).decode()}"
        size = f'width="{picture.width}" height="{picture.height}"'
        return self._define(
            ("picture", sha256),
            "p",
            f'<symbol id="{{id}}" viewBox="0 0 {picture.width} {picture.height}"'
            f' preserveAspectRatio="xMidYMid slice"><image {size} xlink:href="{source}"/></symbol>',
        )


def _rect(rect: Rect) -> str:
    """The name and the geometry of the element that is a rectangle."""
    if isinstance(rect.radius, tuple):
        return f'path d="{_path(rounded(rect))}"'
    radius = min(rect.radius, rect.width / 2, rect.height / 2)
    corners = f' rx="{number(radius)}"' if radius > 0 else ""
    place = f'rect x="{number(rect.x)}" y="{number(rect.y)}"'
    return f'{place} width="{number(rect.width)}" height="{number(rect.height)}"{corners}'


def _path(segments: Iterable[Segment]) -> str:
    return "".join(segment[0] + " ".join(map(number, segment[1:])) for segment in segments)


def _pen(stroke: Stroke) -> str:
    dash = f' stroke-dasharray="{" ".join(map(number, stroke.dash))}"' if stroke.dash else ""
    ends = ' stroke-linecap="round" stroke-linejoin="round"' if stroke.round else ""
    return f'{paint("stroke", stroke.colour)} stroke-width="{number(stroke.width)}"{dash}{ends}'
