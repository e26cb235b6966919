"""Every renderer draws every op, where it stands and nowhere else."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops

from journeymapper.drawing.ops import Icon
from journeymapper.export.pdf import write_pdf
from journeymapper.export.svg import write_svg
from tests.export.samples import (
    FONTS,
    INK,
    MEDIA,
    SAMPLES,
    ink_box,
    kinds_of_op,
    needs_poppler,
    page_of,
    rasterised,
)

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "Rect": f"{SVG}rect",
    "Path": f"{SVG}path",
    "Text": f"{SVG}text",
    "Icon": f"{SVG}use",
    "Picture": f"{SVG}use",
    "Group": f"{SVG}g",
}


def test_the_samples_cover_the_union() -> None:
    assert {name.split()[0] for name in SAMPLES} == kinds_of_op() == set(ELEMENTS)


@needs_poppler
@pytest.mark.parametrize("name", SAMPLES)
def test_a_pdf_has_the_ink_of_every_op_in_its_place(name: str, tmp_path: Path) -> None:
    pdf = write_pdf([page_of(*SAMPLES[name])], title=name, media=MEDIA, fonts=FONTS)
    image = rasterised(pdf, tmp_path)
    box = ink_box(image)
    assert box is not None
    left, top, right, bottom = (edge / 2 for edge in box)
    assert left >= 19.5
    assert top >= 19.5
    assert right <= 60.5
    assert bottom <= 60.5
    for x, y in ((20, 20), (40, 20), (20, 40), (40, 40)):
        if "radii" in name and x == 40:
            continue  # it fades away there
        quarter = image.crop((x * 2, y * 2, x * 2 + 40, y * 2 + 40))
        assert ink_box(quarter) is not None, f"no ink in the quarter at {x}, {y}"


@needs_poppler
def test_a_mirrored_icon_is_what_a_mirror_shows(tmp_path: Path) -> None:
    plain, turned = (
        rasterised(
            write_pdf([page_of(icon)], title="", media={}, fonts=FONTS),
            tmp_path,
        )
        for icon in (Icon(20, 20, 40, "arrow-left", INK), Icon(20, 20, 40, "arrow-left", INK, mirrored=True))
    )
    assert ink_box(ImageChops.difference(plain, turned)) is not None
    mirrored = plain.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert max(ImageChops.difference(mirrored, turned).tobytes()) < 64


def test_a_mirrored_icon_of_an_svg_stays_in_its_square() -> None:
    svg = write_svg(page_of(Icon(20, 20, 40, "truck", INK, mirrored=True)), title="", media={}, fonts=FONTS)
    (use,) = ET.fromstring(svg).iter(f"{SVG}use")
    assert use.get("transform") == "matrix(-1 0 0 1 80 0)"


@pytest.mark.parametrize("name", SAMPLES)
def test_an_svg_has_an_element_of_every_op(name: str) -> None:
    svg = write_svg(page_of(*SAMPLES[name]), title=name, media=MEDIA, fonts=FONTS)
    drawing = ET.fromstring(svg).find(f"{SVG}g")
    assert drawing is not None
    found = [element.tag for element in drawing.iter()][1:]
    element = f"{SVG}path" if "four radii" in name else ELEMENTS[name.split(maxsplit=1)[0]]
    assert element in found
