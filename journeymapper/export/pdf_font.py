"""A face as a PDF font: Type 0, Identity-H, one character code (CID) for each text cluster.

A cluster's code stands for its glyphs, its text and its width together. So what is copied is what was written, whatever
glyphs were drawn for it: a viewer finds the text of a code in the ToUnicode map, and never has to guess where the
letters of a ligature or the marks of a letter belong.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence

import msgspec
import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFString,
)

from journeymapper.export.pdf_clusters import clusters_of
from journeymapper.export.pdf_objects import deflated
from journeymapper.export.subset import Composite, Part, subset_by_glyphs
from journeymapper.layout.fonts import FontSet
from journeymapper.layout.shaped import GlyphRun, counting, zeros

_DRIFT = 0.75  # thousandths of an em that a glyph may stand beside its place before the next number moves it
_MOST_SAID = 60  # characters of a code: poppler loses longer ones altogether
_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6


class _Code(msgspec.Struct, frozen=True):
    """What a CID stands for. `width` is in thousandths of an em, as the PDF has it, `advance` in font units."""

    parts: Composite
    text: str
    width: int
    advance: int


class PdfFont:
    """One face in one document; it learns the clusters it needs while text is encoded."""

    def __init__(self, fonts: FontSet, key: str) -> None:
        self._face = fonts.hb_face(key)
        self._font = fonts.hb_font(key)
        self._units = fonts.units_per_em(key)
        self._ascent, self._descent = fonts.ascent(key), fonts.descent(key)
        self._italic = fonts.face(key).italic
        self._codes: list[_Code] = []
        self._cids: dict[tuple[Composite, str, int | None], tuple[str, int]] = {}
        self._plain: dict[tuple[int, str], tuple[str, int]] = {}
        self._words: dict[tuple[tuple[int, ...], str], tuple[str, float]] = {}
        self._runs: dict[GlyphRun, str] = {}

    def encode(self, run: GlyphRun) -> str:
        """The operand of TJ that draws the run from `run_start` on; at most 0.0015 em beside the run's xs."""
        # Runs are compared by identity: the engine gives the same one for the same words again.
        found = self._runs.get(run)
        if found is None:
            found = self._runs[run] = self._shown(run)
        return found

    def _shown(self, run: GlyphRun) -> str:
        # Looked at by identity: most runs have just these tuples, and the other way is as good for the rest.
        if run.clusters is counting(len(run.text)) and run.ys is zeros(len(run.text)):
            return self._word_by_word(run)
        codes, places = self._clustered(run)
        if not codes:
            return "[]"
        shown, _pen = _kerned(codes, places, 1000 / run.size)
        return f"[<{shown}>]"

    def _word_by_word(self, run: GlyphRun) -> str:
        """A run of one glyph a character. Words come again and again, and within one the glyphs settle the kerning."""
        scale = 1000 / run.size
        glyphs, text, xs = run.glyphs, run.text, run.xs
        known = self._words
        shown: list[str] = []
        pen = xs[0] * scale
        start = 0
        while start < len(text):
            end = text.find(" ", start) + 1 or len(text)
            place = xs[start] * scale
            if not -_DRIFT <= (drift := pen - place) <= _DRIFT:
                back = round(drift)
                shown.append(f">{back}<")
                pen -= back
            key = glyphs[start:end], text[start:end]
            word = known.get(key)
            if word is None:
                codes = [self._plain.get(pair) or self._add_plain(*pair) for pair in zip(*key, strict=True)]
                word = known[key] = _kerned(codes, xs[start:end], scale)
            shown.append(word[0])
            pen += word[1]
            start = end
        return f"[<{''.join(shown)}>]"

    def _clustered(self, run: GlyphRun) -> tuple[list[tuple[str, int]], tuple[float, ...]]:
        codes, places = [], []
        for part in clusters_of(run, self._units):
            known = self._cids.get((part.outline, part.text, part.advance))
            codes.append(known or self._add(part.outline, part.text, part.advance))
            places.append(part.x)
        return codes, tuple(places)

    def _add_plain(self, glyph: int, char: str) -> tuple[str, int]:
        found = self._plain[glyph, char] = self._add((Part(glyph),), char, None)
        return found

    def _add(self, parts: Composite, text: str, advance: int | None) -> tuple[str, int]:
        """The code of a cluster, and its width; as wide as its glyphs where no advance is given."""
        known = self._cids.get((parts, text, advance))
        if known is None:
            units = self._advance(parts) if advance is None else advance
            width = round(units * 1000 / self._units)
            self._codes.append(_Code(parts, text, width, units))
            known = self._cids[parts, text, advance] = (f"{len(self._codes):04X}", width)
        return known

    def _advance(self, parts: Composite) -> int:
        """To where the next cluster would stand without kerning: marks have no width of their own."""
        return max(part.x + int(self._font.get_glyph_h_advance(part.glyph)) for part in parts)

    # -- the objects of the document -------------------------------------------------------------------------

    def write(self, document: PDFDocument) -> object:
        """Add the font's objects to the document, with the glyphs encoded so far; returns the reference to it."""
        composites = {code.parts: code.advance for code in self._codes if _is_composite(code.parts)}
        single = {code.parts[0].glyph for code in self._codes if not _is_composite(code.parts)}
        data, places, added = subset_by_glyphs(self._face, single, list(composites.items()))
        glyph_of = dict(zip(composites, added, strict=True))
        glyph_ids = [0, *(glyph_of.get(code.parts) or places[code.parts[0].glyph] for code in self._codes)]
        name = f"{_letters(data)}+{self._face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME)}"
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(name),
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": document.Reference(self._descriptor(document, name, data)),
                "DW": 1000,
                "W": PDFArrayCompact([1, PDFArrayCompact([code.width for code in self._codes])]),
                "CIDToGIDMap": document.Reference(deflated(struct.pack(f">{len(glyph_ids)}H", *glyph_ids))),
            }
        )
        return document.Reference(
            PDFDictionary(
                {
                    "Type": PDFName("Font"),
                    "Subtype": PDFName("Type0"),
                    "BaseFont": PDFName(name),
                    "Encoding": PDFName("Identity-H"),
                    "DescendantFonts": PDFArrayCompact([document.Reference(descendant)]),
                    "ToUnicode": document.Reference(
                        deflated(_to_unicode([code.text for code in self._codes]))
                    ),
                }
            )
        )

    def _descriptor(self, document: PDFDocument, name: str, data: bytes) -> PDFDictionary:
        def thousandths(units: float) -> int:
            return round(units * 1000 / self._units)

        tags = hb.OTMetricsTag
        file = deflated(data, {"Length1": len(data)})
        box = struct.unpack(">4h", self._face.reference_table("head").data[36:44])
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(name),
                "Flags": _SYMBOLIC | (_ITALIC if self._italic else 0),
                "FontBBox": PDFArrayCompact([thousandths(edge) for edge in box]),
                "ItalicAngle": round(self._font.get_style_value(hb.StyleTag.SLANT_ANGLE)),
                "Ascent": thousandths(self._ascent),
                "Descent": -thousandths(self._descent),
                "CapHeight": thousandths(self._font.get_metric_position_with_fallback(tags.CAP_HEIGHT)),
                "StemV": 80,
                "FontFile2": document.Reference(file),
            }
        )


def _kerned(codes: Sequence[tuple[str, int]], places: Sequence[float], scale: float) -> tuple[str, float]:
    """Codes at their places, with numbers between them where their widths lead elsewhere; and how far they lead."""
    shown: list[str] = []
    start = pen = places[0] * scale
    for (code, width), place in zip(codes, places[1:], strict=False):
        shown.append(code)
        pen += width
        if not -_DRIFT <= (drift := pen - place * scale) <= _DRIFT:
            back = round(drift)
            shown.append(f">{back}<")
            pen -= back
    shown.append(codes[-1][0])
    return "".join(shown), pen + codes[-1][1] - start


def _is_composite(parts: Composite) -> bool:
    return len(parts) != 1 or parts[0].x != 0 or parts[0].y != 0


def _letters(data: bytes) -> str:
    """The six capitals that PDF wants before the name of a font that is not whole."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])


_CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _to_unicode(texts: Sequence[str]) -> bytes:
    """The ToUnicode map for CIDs from 1 on; sections have at most 100 lines each."""
    lines = []
    for cid, text in enumerate(texts, start=1):
        # Word joiners are what control characters were replaced with.
        said = text.replace("\u2060", "")[:_MOST_SAID] or "\u200b"
        lines.append(f"<{cid:04X}> <{said.encode('utf-16-be').hex().upper()}>\n")
    sections = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in sections)
    return _CMAP_HEAD + body.encode() + _CMAP_TAIL
