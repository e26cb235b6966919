"""Glyph runs as SVG text that stays text: searchable, selectable, and editable in a drawing program."""

from __future__ import annotations

import base64
import re
import unicodedata
from html import escape
from itertools import pairwise
from typing import NamedTuple

from journeymapper.drawing.ops import Text
from journeymapper.export.colours import paint
from journeymapper.export.numbers import number
from journeymapper.export.subset import subset_by_characters
from journeymapper.layout.bidi import has_right_to_left
from journeymapper.layout.fonts import FontSet
from journeymapper.layout.shaped import GlyphRun

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\u2060")
_WORD = re.compile(r"\S+\s*|\s+")
_TRACKED = 0.003  # em: what is less is rounding


def xml_text(text: str) -> str:
    """The text with the characters that XML forbids left out and those that mean something to it escaped."""
    return escape(without_forbidden(text))


def without_forbidden(text: str) -> str:
    """The text with the characters that XML forbids left out, for writers that escape by themselves."""
    return _FORBIDDEN.sub("", text)


class SvgFonts:
    """The faces an SVG uses: a class name for each, and the characters that must be embedded."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._characters: dict[str, set[str]] = {}

    def text(self, op: Text) -> str:
        """A text element whose words stand where the run has them; letters are placed by the same font."""
        run = op.run
        if not run.glyphs:
            return ""
        name = self._class(run)
        spacing = self._tracking(run)
        spaced = f' letter-spacing="{number(spacing)}"' if abs(spacing) > _TRACKED * run.size else ""
        turned = f' transform="rotate(-90 {number(op.x)} {number(op.y)})"' if op.upright else ""
        first, *others = _words(run)
        start = f'<text class="{name}" x="{number(op.x + first.x)}" y="{number(op.y)}"'
        painted = "" if first.boxed else paint("fill", op.colour)
        attributes = f'font-size="{number(run.size)}"{painted}{spaced}{turned}{_direction(run)}'
        other = paint("fill", op.colour) if first.boxed else ' fill="none"'
        spans = "".join(
            f'<tspan x="{number(op.x + word.x)}"{other * (word.boxed != first.boxed)}>{xml_text(word.text)}</tspan>'
            for word in others
        )
        return f'{start} {attributes} xml:space="preserve">{xml_text(first.text)}{spans}</text>'

    def style(self) -> str:
        """The rules that embed the faces and set them by class."""
        rules = []
        for number_of, (key, characters) in enumerate(self._characters.items()):
            face = self._fonts.face(key)
            covered = characters & self._fonts.characters(key)
            data = base64.b64encode(subset_by_characters(self._fonts.hb_face(key), covered)).decode()
            slant = "italic" if face.italic else "normal"
            cut = f"font-weight:{face.weight};font-style:{slant}"
            # The embedded face goes by its key, so that no installed font of the same name takes its place.
            rules.append(f'@font-face{{font-family:"{key}";{cut};src:url(data:font/ttf;base64,{data})}}')
            rules.append(
                f'.f{number_of}{{font-family:"{key}","{face.family}",sans-serif;{cut};white-space:pre}}'
            )
        return "\n".join(rules)

    def _class(self, run: GlyphRun) -> str:
        characters = self._characters.setdefault(run.face, set())
        # A browser composes and decomposes before it looks for a glyph; Thai's SARA AM as far as compatibility goes.
        characters.update(
            run.text, *(unicodedata.normalize(form, run.text) for form in ("NFC", "NFD", "NFKD"))
        )
        return f"f{list(self._characters).index(run.face)}"

    def _tracking(self, run: GlyphRun) -> float:
        """What was added after each letter: seen after the last one, which no kerning draws to a next."""
        if (
            run.level % 2
            or not run.glyphs[-1]
            or (len(run.clusters) > 1 and run.clusters[-1] == run.clusters[-2])
        ):
            return 0.0
        nominal = float(self._fonts.hb_font(run.face).get_glyph_h_advance(run.glyphs[-1]))
        return run.advance - run.xs[-1] - nominal * run.size / self._fonts.units_per_em(run.face)


class _Word(NamedTuple):
    """Text and the x where it begins: its right end where it is read from there. `boxed`: a box stands for it."""

    x: float
    text: str
    boxed: bool


def _words(run: GlyphRun) -> list[_Word]:
    """Each word with the white space after it; what no font has is a word by itself, and is not painted."""
    places = _places(run)
    boxed = {cluster for glyph, cluster in zip(run.glyphs, run.clusters, strict=True) if not glyph}
    ordered = sorted(places)
    after = dict(pairwise([*ordered, len(run.text)]))
    cuts = (
        {match.start() for match in _WORD.finditer(run.text)} | boxed | {after[cluster] for cluster in boxed}
    )
    # A word that begins within a cluster has no place of its own.
    starts = sorted({0} | (cuts & places.keys()))
    first = places[ordered[0]]
    return [
        _Word(places.get(start, first), run.text[start:end], start in boxed)
        for start, end in pairwise([*starts, len(run.text)])
    ]


def _places(run: GlyphRun) -> dict[int, float]:
    """Where reading of each cluster begins: its left end, or its right end at an odd level."""
    lefts: dict[int, float] = {}
    for cluster, x in zip(run.clusters, run.xs, strict=True):
        lefts[cluster] = min(lefts.get(cluster, x), x) if run.level % 2 else lefts.get(cluster, x)
    if run.level % 2 == 0:
        return lefts
    return dict(zip(lefts, [*list(lefts.values())[1:], run.advance], strict=True))


def _direction(run: GlyphRun) -> str:
    """Order is settled already: a viewer must not settle it again by what stands beside it."""
    if run.level % 2:
        return ' direction="rtl" unicode-bidi="bidi-override"'
    return ' unicode-bidi="bidi-override"' if has_right_to_left(run.text) else ""
