"""What a PDF's pages share by name: fonts, transparencies, gradients, icons, pictures. One dictionary for all pages.

So the operators of a card are the same on whatever page it stands, and are written once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from reportlab.pdfbase.pdfdoc import PDFArrayCompact, PDFDictionary, PDFDocument, PDFName, PDFStream

from journeymapper.drawing.ops import Gradient
from journeymapper.export.colours import rgba
from journeymapper.export.outlines import GRID, Icons
from journeymapper.export.pdf_font import PdfFont
from journeymapper.export.pdf_objects import deflated
from journeymapper.export.pdf_paths import path_code
from journeymapper.export.pictures import Decoded, decode
from journeymapper.layout.fonts import FontSet

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class PdfResources:
    """The named resources of one document. Objects are made when they are first asked for, fonts at the end."""

    def __init__(self, document: PDFDocument, fonts: FontSet, media: Mapping[str, bytes]) -> None:
        self._document = document
        self._font_set = fonts
        self._media = media
        self._icons = Icons()
        self._fonts: dict[str, tuple[str, PdfFont]] = {}
        self._alphas: dict[int, str] = {}
        self._gradients: dict[tuple[Gradient, Box], tuple[str, str]] = {}
        self._forms: dict[str, str] = {}
        self._pictures: dict[str, tuple[str, float]] = {}
        self._states: dict[str, object] = {}
        self._shadings: dict[str, object] = {}
        self._objects: dict[str, object] = {}

    def font(self, key: str) -> tuple[str, PdfFont]:
        """The name and the font of a face."""
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = (f"F{len(self._fonts) + 1}", PdfFont(self._font_set, key))
        return found

    def alpha(self, value: int) -> str:
        """The name of the graphics state that draws with an opacity of 0 to 255."""
        found = self._alphas.get(value)
        if found is None:
            share = round(value / 255, 4)
            found = self._alphas[value] = self._add_state(PDFDictionary({"ca": share, "CA": share}))
        return found

    def gradient(self, gradient: Gradient, box: Box) -> tuple[str, str]:
        """The names of the shading and of the graphics state that fades it within `box` ("" where all is opaque)."""
        found = self._gradients.get((gradient, box))
        if found is None:
            found = self._gradients[gradient, box] = self._add_gradient(gradient, box)
        return found

    def icon(self, name: str) -> str:
        """The name of a form that draws an icon on its grid in the present colours and line width; "" if unknown."""
        found = self._forms.get(name)
        if found is None:
            outline = self._icons.outline(name)
            strokes = f"1 J 1 j [] 0 d\n{path_code(outline.strokes)} S\n" if outline.strokes else ""
            fills = f"{path_code(outline.fills)} f\n" if outline.fills else ""
            found = self._forms[name] = self._add_icon(strokes + fills) if strokes or fills else ""
        return found

    def picture(self, sha256: str) -> tuple[str, float]:
        """The name of a picture and its width by its height; ("", 1.0) where there is none that can be shown."""
        found = self._pictures.get(sha256)
        if found is None:
            decoded = decode(self._media[sha256]) if sha256 in self._media else None
            found = (self._add_picture(decoded), decoded.width / decoded.height) if decoded else ("", 1.0)
            self._pictures[sha256] = found
        return found

    def write(self) -> PDFDictionary:
        """The dictionary of all that was asked for. Fonts become final here."""
        fonts: dict[str, object] = {name: font.write(self._document) for name, font in self._fonts.values()}
        entries = {
            "Font": fonts,
            "ExtGState": self._states,
            "Shading": self._shadings,
            "XObject": self._objects,
        }
        return PDFDictionary({kind: PDFDictionary(named) for kind, named in entries.items() if named})

    def _add_state(self, state: PDFDictionary) -> str:
        name = f"G{len(self._states) + 1}"
        self._states[name] = self._document.Reference(state)
        return name

    def _add_object(self, prefix: str, stream: PDFStream) -> str:
        name = f"{prefix}{len(self._objects) + 1}"
        self._objects[name] = self._document.Reference(stream)
        return name

    def _add_icon(self, code: str) -> str:
        # Strokes reach over the grid by half their width.
        box = PDFArrayCompact([-4, -4, int(GRID) + 4, int(GRID) + 4])
        form = {"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": box}
        return self._add_object("I", deflated(code.encode(), form))

    def _add_gradient(self, gradient: Gradient, box: Box) -> tuple[str, str]:
        stops = _whole(gradient.stops)
        colours = [(offset, rgba(colour)) for offset, colour in stops]
        solid = _shading(
            gradient, "DeviceRGB", [(at, tuple(c / 255 for c in colour[:3])) for at, colour in colours]
        )
        name = f"S{len(self._shadings) + 1}"
        self._shadings[name] = self._document.Reference(solid)
        if all(colour[3] == 255 for _, colour in colours):
            return name, ""
        fading = _shading(gradient, "DeviceGray", [(at, (colour[3] / 255,)) for at, colour in colours])
        inside = PDFDictionary({"Shading": PDFDictionary({"S": self._document.Reference(fading)})})
        group = PDFDictionary({"S": PDFName("Transparency"), "CS": PDFName("DeviceGray")})
        form = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Form"),
            "BBox": PDFArrayCompact([round(edge, 3) for edge in box]),
            "Resources": inside,
            "Group": group,
        }
        mask = self._document.Reference(deflated(b"/S sh", form))
        soft = PDFDictionary({"Type": PDFName("Mask"), "S": PDFName("Luminosity"), "G": mask})
        return name, self._add_state(PDFDictionary({"SMask": soft}))

    def _add_picture(self, picture: Decoded) -> str:
        grey = picture.colours.mode == "L"
        entries = _image_entries(picture, "DeviceGray" if grey else "DeviceRGB")
        if picture.jpeg is not None:
            entries["Filter"] = PDFName("DCTDecode")
            return self._add_object("P", PDFStream(PDFDictionary(entries), picture.jpeg))
        if picture.opacity is not None:
            mask = deflated(picture.opacity.tobytes(), _image_entries(picture, "DeviceGray"))
            entries["SMask"] = self._document.Reference(mask)
        return self._add_object("P", deflated(picture.colours.tobytes(), entries))


def _image_entries(picture: Decoded, space: str) -> dict[str, object]:
    return {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": PDFName(space),
        "BitsPerComponent": 8,
        "Interpolate": "true",
    }


Stops = Sequence[tuple[float, tuple[float, ...]]]


def _whole(stops: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """The stops in order, from 0 to 1: before the first and after the last the colour stays the same."""
    ordered = sorted(stops, key=lambda stop: stop[0])
    first, last = ordered[0], ordered[-1]
    start = [(0.0, first[1])] if first[0] > 0 or len(ordered) == 1 else []
    end = [(1.0, last[1])] if last[0] < 1 else []
    return [*start, *ordered, *end]


def _shading(gradient: Gradient, space: str, stops: Stops) -> PDFDictionary:
    return PDFDictionary(
        {
            "ShadingType": 2,
            "ColorSpace": PDFName(space),
            "Coords": PDFArrayCompact(
                [round(at, 3) for at in (gradient.x1, gradient.y1, gradient.x2, gradient.y2)]
            ),
            "Function": _function(stops),
            "Extend": PDFArrayCompact(["true", "true"]),
        }
    )


def _function(stops: Stops) -> PDFDictionary:
    parts = [
        PDFDictionary(
            {
                "FunctionType": 2,
                "Domain": PDFArrayCompact([0, 1]),
                "C0": PDFArrayCompact([round(part, 4) for part in before]),
                "C1": PDFArrayCompact([round(part, 4) for part in after]),
                "N": 1,
            }
        )
        for (_, before), (_, after) in pairwise(stops)
    ]
    if len(parts) == 1:
        return parts[0]
    return PDFDictionary(
        {
            "FunctionType": 3,
            "Domain": PDFArrayCompact([0, 1]),
            "Functions": PDFArrayCompact(parts),
            "Bounds": PDFArrayCompact([round(offset, 4) for offset, _ in stops[1:-1]]),
            "Encode": PDFArrayCompact([0, 1] * len(parts)),
        }
    )
