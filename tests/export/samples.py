"""Ops to draw, and what a viewer makes of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import ClassVar, get_args

import pytest
from PIL import Image

from journeymapper.drawing import ops
from journeymapper.drawing.ops import Gradient, Group, Icon, Op, Page, Picture, Rect, Stroke, Text
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.shaped import Style
from journeymapper.layout.text import TextEngine

FONTS = load_fonts()
ENGINE = TextEngine(FONTS)
INK = "#102030"

needs_poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler's tools")
needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="needs qpdf")


def png(width: int = 8, height: int = 8, colour: tuple[int, ...] = (200, 30, 30), kind: str = "PNG") -> bytes:
    """A picture file of one colour."""
    out = BytesIO()
    mode = "RGB" if len(colour) == 3 else "RGBA"
    Image.new(mode, (width, height), colour).save(out, kind)
    return out.getvalue()


def lines(
    text: str, style: Style, x: float, y: float, width: float = 1000, colour: str = INK
) -> tuple[Text, ...]:
    """A text wrapped at a width, its top left corner at (x, y)."""
    block = ENGINE.wrap(text, style, width)
    baselines = (y + block.ascent + number * block.line_height for number in range(len(block.lines)))
    return tuple(
        Text(x + placed.x, baseline, placed.run, colour)
        for line, baseline in zip(block.lines, baselines, strict=True)
        for placed in line.runs
    )


MEDIA = {"red": png()}
STROKE = Stroke("#204080", 2.0, (4.0, 2.0))
FADE = Gradient(20, 0, 60, 0, ((0.0, "#C02020"), (1.0, "#C0202000")))

# Every one stands within (20, 20) and (60, 60) of a page of 80 points, and has ink in its corners' quarters.
SAMPLES: dict[str, tuple[Op, ...]] = {
    "Rect": (Rect(21, 21, 38, 38, "#80A0C0", STROKE, 8.0),),
    "Rect with four radii": (Rect(20, 20, 40, 40, FADE, None, (0.0, 20.0, 5.0, 10.0)),),
    "Rect that lets light through": (Rect(21, 21, 38, 38, "#80A0C080", Stroke("#20408080", 2.0)),),
    "Path": (
        ops.Path(
            (("M", 22, 22), ("L", 58, 22), ("C", 55, 33, 55, 47, 58, 58), ("L", 22, 58), ("Z",)),
            "#208020",
            STROKE,
        ),
    ),
    "Path of dots": (
        ops.Path(
            (("M", 22, 22), ("L", 58, 58), ("M", 58, 22), ("L", 22, 58)), None, Stroke(INK, 4, (0.1, 6), True)
        ),
    ),
    "Text": lines("AVAV ΩжTé", Style(14), 20, 20, 41),
    "Text upright": tuple(Text(34, 60, op.run, INK, True) for op in lines("AVAT", Style(15), 0, 0))
    + tuple(Text(54, 60, op.run, INK, True) for op in lines("AVAT", Style(15), 0, 0)),
    "Icon": (Icon(20, 20, 40, "close", "#802080", 3.0),),
    "Icon mirrored": (Icon(20, 20, 40, "close", "#802080", 3.0, mirrored=True),),
    "Picture": (Picture(20, 20, 40, 40, "red", 6.0),),
    "Group": (Group(20, 20, (Group(1, 1, (Rect(0, 0, 38, 38, "#80A0C0"),), 0, 0, 38, 38),), 0, 0, 40, 40),),
}


def kinds_of_op() -> set[str]:
    """The names of the union's members."""
    return {kind.__name__ for kind in get_args(Op)}


class Counted(tuple[Op, ...]):
    """Ops that count how often they are gone through."""

    __slots__ = ()
    counts: ClassVar[list[int]] = []

    def __iter__(self) -> Iterator[Op]:
        self.counts.append(1)
        return super().__iter__()


def page_of(*drawn: Op, width: float = 80, height: float = 80) -> Page:
    return Page(width, height, drawn)


def rasterised(pdf: bytes, folder: Path, dpi: int = 144, page: int = 1) -> Image.Image:
    """A page as poppler draws it."""
    source = folder / "page.pdf"
    source.write_bytes(pdf)
    number = str(page)
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            str(dpi),
            "-f",
            number,
            "-l",
            number,
            "-singlefile",
            "-png",
            source,
            folder / "page",
        ],
        check=True,
    )
    with Image.open(folder / "page.png") as image:
        return image.convert("RGB")


def extracted(pdf: bytes, folder: Path, *options: str) -> str:
    """The text of a file as poppler reads it."""
    source = folder / "text.pdf"
    source.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, source, "-"], check=True, capture_output=True)
    return done.stdout.decode()


def squeezed(text: str) -> str:
    """Words with one space between them."""
    return re.sub(r"\s+", " ", text).strip()


def ink_box(image: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of all pixels that are not nearly white: left, top, right, bottom."""
    return image.convert("L").point(lambda value: 255 if value < 235 else 0).getbbox()
