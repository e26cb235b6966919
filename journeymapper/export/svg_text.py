"""Glyph runs as SVG text that stays text: searchable, selectable, and editable in a drawing program."""

from __future__ import annotations

import base64
import re
import unicodedata
from html import escape

from journeymapper.drawing.ops import Text
from journeymapper.export.colours import paint
from journeymapper.export.numbers import number
from journeymapper.export.subset import subset_by_characters
from journeymapper.layout.fonts import FontSet
from journeymapper.layout.shaped import GlyphRun

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\u2060")
_WORD = re.compile(r"\S+\s*|\s+")
_TRACKED = 0.003  # em: what is less is rounding


def xml_text(text: str) -> str:
    """The text with the characters that XML forbids left out and those that mean something to it escaped."""
    return escape(_FORBIDDEN.sub("", text))


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
        start = f'<text class="{name}" x="{number(op.x + first[0])}" y="{number(op.y)}"'
        attributes = f'font-size="{number(run.size)}"{paint("fill", op.colour)}{spaced}{turned}'
        spans = "".join(f'<tspan x="{number(op.x + x)}">{xml_text(word)}</tspan>' for x, word in others)
        return f'{start} {attributes} xml:space="preserve">{xml_text(first[1])}{spans}</text>'

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
        # A browser composes and decomposes before it looks for a glyph.
        characters.update(
            run.text, unicodedata.normalize("NFC", run.text), unicodedata.normalize("NFD", run.text)
        )
        return f"f{list(self._characters).index(run.face)}"

    def _tracking(self, run: GlyphRun) -> float:
        """What was added after each letter: seen after the last one, which no kerning draws to a next."""
        if len(run.clusters) > 1 and run.clusters[-1] == run.clusters[-2]:
            return 0.0
        nominal = float(self._fonts.hb_font(run.face).get_glyph_h_advance(run.glyphs[-1]))
        return run.advance - run.xs[-1] - nominal * run.size / self._fonts.units_per_em(run.face)


def _words(run: GlyphRun) -> list[tuple[float, str]]:
    """Each word with the white space after it and the x of its first glyph."""
    places: dict[int, float] = {}
    for cluster, x in zip(run.clusters, run.xs, strict=True):
        places.setdefault(cluster, x)
    words: list[tuple[float, str]] = []
    for match in _WORD.finditer(run.text):
        if match.start() in places:
            words.append((places[match.start()], match.group()))
        elif words:
            # A word that begins within a cluster has no place of its own.
            words[-1] = (words[-1][0], words[-1][1] + match.group())
        else:
            words.append((run.xs[0], match.group()))
    return words
