"""Parts of the bundled fonts, to be embedded: by glyph for a PDF, by character for an SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

import msgspec
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

# An embedded font program is addressed by glyph id: shaping is done, and names stand in the PDF's own objects.
_NOT_IN_PDF = ("BASE", "GDEF", "GPOS", "GSUB", "OS/2", "STAT", "cmap", "kern", "name", "post")

ARGS_ARE_XY = 0x0002
ROUND_XY = 0x0004


class Part(msgspec.Struct, frozen=True, gc=False):
    """A glyph and where it stands in a cluster, in font units, y upwards."""

    glyph: int
    x: int = 0
    y: int = 0


Composite = tuple[Part, ...]


def subset_by_glyphs(
    face: hb.Face, glyphs: Iterable[int], composites: Sequence[tuple[Composite, int]]
) -> tuple[bytes, dict[int, int], list[int]]:
    """A TrueType file with `glyphs` and a new glyph for each of `composites`, given with its advance; `()` is blank.

    Returns the file, the new id of each glyph, and the ids of the composites in their order. Without composites
    fontTools is not needed, and a font takes a millisecond.
    """
    wanted = {*glyphs, *(part.glyph for parts, _ in composites for part in parts)}
    request = hb.SubsetInput()
    request.glyph_set.update(sorted(wanted))
    request.drop_table_tag_set.update([_tag(name) for name in _NOT_IN_PDF])
    request.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    plan = hb.SubsetPlan(face, request)
    data = bytes(plan.execute().blob.data)
    places = dict(plan.old_to_new_glyph_mapping)
    if not composites:
        return data, places, []
    moved = [
        (tuple(Part(places[p.glyph], p.x, p.y) for p in parts), advance) for parts, advance in composites
    ]
    data, added = _with_composites(data, moved)
    return data, places, added


def subset_by_characters(face: hb.Face, characters: Iterable[str]) -> bytes:
    """A TrueType file that sets the characters, marks and kerning included."""
    request = hb.SubsetInput()
    request.unicode_set.update(sorted(map(ord, characters)))
    request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    return bytes(request.subset(face).blob.data)


def _with_composites(data: bytes, composites: Sequence[tuple[Composite, int]]) -> tuple[bytes, list[int]]:
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    glyf, metrics = font["glyf"], font["hmtx"]
    order = list(font.getGlyphOrder())
    added = []
    for parts, advance in composites:
        name = f"cluster{len(order)}"
        glyph = Glyph()
        if parts:
            glyph.numberOfContours = -1
            glyph.components = [_component(order[part.glyph], part) for part in parts]
        added.append(len(order))
        order.append(name)
        font.setGlyphOrder(order)
        glyf[name] = glyph
        glyph.recalcBounds(glyf)
        # The left side bearing must be the outline's own, or a rasteriser moves the glyph by the difference.
        metrics[name] = (advance, getattr(glyph, "xMin", 0))
    out = BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue(), added


def _component(name: str, part: Part) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName = name
    component.x, component.y = part.x, part.y
    component.flags = ARGS_ARE_XY | ROUND_XY
    return component


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")
