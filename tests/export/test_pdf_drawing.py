"""What is not text in a PDF: colours, gradients, corners, dashes, icons, pictures, as pixels."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from journeymapper.drawing.ops import Gradient, Group, Icon, Op, Picture, Rect, Stroke, Text
from journeymapper.drawing.ops import Path as Outline
from journeymapper.export.pdf import write_pdf
from journeymapper.layout.shaped import Style
from tests.export.samples import FONTS, ink_box, lines, needs_poppler, page_of, png, rasterised

pytestmark = needs_poppler

Colour = tuple[int, int, int]
WHITE = (255, 255, 255)


class Drawn:
    """A page of 80 points as pixels, asked for by points."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image

    def at(self, x: float, y: float) -> Colour:
        pixel = self.image.getpixel((int(x * 2), int(y * 2)))
        assert isinstance(pixel, tuple)
        return pixel  # type: ignore[return-value]


def drawn(folder: Path, *ops: Op, media: dict[str, bytes] | None = None) -> Drawn:
    return Drawn(rasterised(write_pdf([page_of(*ops)], title="x", media=media or {}, fonts=FONTS), folder))


def near(colour: Colour, tolerance: float = 4) -> object:
    return pytest.approx(colour, abs=tolerance)


def test_colours_are_exact(tmp_path: Path) -> None:
    page = drawn(tmp_path, Rect(10, 10, 60, 60, "#1E7585", Stroke("#D43D3D", 8.0)))
    assert page.at(40, 40) == near((0x1E, 0x75, 0x85), 1)
    assert page.at(40, 8) == page.at(40, 12) == near((0xD4, 0x3D, 0x3D), 1)
    assert page.at(40, 4) == WHITE


def test_colours_do_not_leak_from_one_op_to_the_next(tmp_path: Path) -> None:
    group = Group(0, 0, (Rect(40, 0, 10, 10, "#00FF00"),), 0, 0, 80, 80)
    ops = (
        Rect(0, 0, 10, 10, "#FF0000"),
        group,
        Rect(20, 0, 10, 10, "#FF0000"),
        Rect(60, 0, 10, 10, "#0000FF"),
    )
    page = drawn(tmp_path, *ops)
    assert [page.at(x, 5) for x in (5, 25, 45, 65)] == [(255, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255)]


def test_half_of_the_light_comes_through(tmp_path: Path) -> None:
    page = drawn(
        tmp_path,
        Rect(0, 0, 80, 80, "#0000FF"),
        Rect(0, 0, 40, 80, "#FF000080"),
        Rect(60, 0, 20, 80, "#0F0F0F"),
    )
    assert page.at(20, 40) == near((128, 0, 127))
    assert page.at(50, 40) == (0, 0, 255)
    assert page.at(70, 40) == (15, 15, 15), "opacity ends with its op"


def test_strokes_and_text_let_light_through_too(tmp_path: Path) -> None:
    bar = Outline((("M", 0, 20), ("L", 80, 20)), None, Stroke("#00000080", 10))
    big = [Text(op.x, op.y, op.run, "#00000080") for op in lines("I", Style(60, 700), 30, 20)]
    page = drawn(tmp_path, bar, *big)
    assert page.at(40, 20) == near((127, 127, 127))
    darkest = min(page.at(x / 2, 55)[0] for x in range(160))
    assert darkest == pytest.approx(127, abs=4)


def test_a_gradient_runs_from_its_start_to_its_end_and_on(tmp_path: Path) -> None:
    gradient = Gradient(20, 0, 60, 0, ((0.0, "#FF0000"), (0.5, "#00FF00"), (1.0, "#0000FF")))
    page = drawn(tmp_path, Rect(0, 0, 80, 80, gradient))
    assert page.at(5, 40) == near((255, 0, 0))
    assert page.at(40, 40) == near((0, 255, 0), 8)
    assert page.at(30, 40) == near((128, 128, 0), 8)
    assert page.at(75, 40) == near((0, 0, 255))


def test_a_gradient_fades(tmp_path: Path) -> None:
    gradient = Gradient(0, 10, 0, 70, ((0.0, "#208020FF"), (1.0, "#20802000")))
    area = Outline((("M", 10, 10), ("L", 70, 10), ("L", 70, 70), ("L", 10, 70), ("Z",)), gradient)
    after = Rect(5, 76, 60, 4, "#000000")
    page = drawn(tmp_path, Group(5, 0, (area, after), 0, 0, 80, 80))
    assert page.at(45, 11) == near((0x20, 0x80, 0x20), 10)
    assert page.at(45, 40) == near((0x90, 0xC0, 0x90), 6)
    assert page.at(45, 69) == near(WHITE, 8)
    assert page.at(10, 40) == WHITE, "the fade moves with its group"
    assert page.at(20, 78) == (0, 0, 0), "and ends with its op"


def test_a_gradient_of_no_length_is_its_last_colour(tmp_path: Path) -> None:
    page = drawn(tmp_path, Rect(0, 0, 80, 80, Gradient(9, 9, 9, 9, ((0.0, "#FF0000"), (1.0, "#0000FF")))))
    assert page.at(40, 40) == (0, 0, 255)


def test_the_colour_stays_before_the_first_stop_and_after_the_last(tmp_path: Path) -> None:
    gradient = Gradient(0, 0, 80, 0, ((0.75, "#0000FF"), (0.25, "#FF0000")))
    page = drawn(tmp_path, Rect(0, 0, 80, 80, gradient))
    assert page.at(15, 40) == near((255, 0, 0))
    assert page.at(40, 40) == near((128, 0, 128), 8)
    assert page.at(65, 40) == near((0, 0, 255))


@pytest.mark.parametrize("stops", [(), ((0.4, "#336699"),), ((0.2, "#336699"), (0.7, "#336699"))])
def test_gradients_of_few_stops_are_drawn(stops: tuple[tuple[float, str], ...], tmp_path: Path) -> None:
    page = drawn(tmp_path, Rect(0, 0, 80, 80, Gradient(0, 0, 80, 0, stops)))
    assert page.at(40, 40) == (near((0x33, 0x66, 0x99), 1) if stops else WHITE)


def test_each_corner_has_its_own_radius(tmp_path: Path) -> None:
    page = drawn(tmp_path, Rect(10, 10, 60, 60, "#000000", None, (0.0, 10.0, 20.0, 30.0)))
    assert page.at(11, 11) == (0, 0, 0)
    inside = [(66.5, 13.5), (63, 63), (20, 60)]
    outside = [(68.5, 11.5), (66, 66), (16, 64)]
    assert [page.at(*at)[0] < 40 for at in inside] == [True] * 3
    assert [page.at(*at) for at in outside] == [WHITE] * 3


def test_a_radius_is_at_most_half_of_the_shorter_side(tmp_path: Path) -> None:
    page = drawn(tmp_path, Rect(0, 20, 80, 40, "#000000", None, 500.0))
    assert page.at(2, 22) == WHITE
    assert page.at(40, 22) == (0, 0, 0)


def test_dashes_and_their_ends(tmp_path: Path) -> None:
    flat = Outline((("M", 0, 20), ("L", 80, 20)), None, Stroke("#000000", 4, (10, 10)))
    round_dots = Outline((("M", 5, 50), ("L", 80, 50)), None, Stroke("#000000", 8, (0.01, 20), True))
    page = drawn(tmp_path, flat, round_dots, Rect(0, 70, 80, 4, None, Stroke("#000000", 2)))
    assert [page.at(x, 20)[0] < 128 for x in (5, 15, 25, 35)] == [True, False, True, False]
    assert [page.at(x + 3, 50)[0] < 128 for x in (5, 15, 25)] == [True, False, True]
    assert page.at(8, 53.4) == WHITE, "a dot has no corners"
    assert all(page.at(x, 70)[0] < 128 for x in range(2, 78)), "dashes end with their op"


def test_an_icon_is_drawn_in_its_colour_and_without_the_dashes_before_it(tmp_path: Path) -> None:
    dashed = Outline((("M", 0, 2), ("L", 80, 2)), None, Stroke("#000000", 1, (1, 7)))
    plain = drawn(tmp_path, Icon(10, 10, 60, "minus", "#C02040", 2.0))
    after = drawn(tmp_path, dashed, Icon(10, 10, 60, "minus", "#C02040", 2.0))
    assert plain.at(40, 40) == near((0xC0, 0x20, 0x40), 2)
    row = [after.at(x / 2, 40) for x in range(160)]
    assert row == [plain.at(x / 2, 40) for x in range(160)]


def test_the_weight_of_an_icon_counts_in_24ths(tmp_path: Path) -> None:
    thick = ink_box(drawn(tmp_path, Icon(10, 10, 48, "minus", "#000000", 6.0)).image)
    assert thick is not None
    assert thick[3] - thick[1] == pytest.approx(6 * 2 * 2, abs=2)


def test_an_unknown_icon_is_left_out(tmp_path: Path) -> None:
    assert ink_box(drawn(tmp_path, Icon(10, 10, 60, "no such icon", "#000000")).image) is None


def halves() -> bytes:
    """Red on the left, blue in the middle, green on the right, 60 × 20 pixels."""
    image = Image.new("RGB", (60, 20), (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, 20, 20))
    image.paste((0, 255, 0), (40, 0, 60, 20))
    image.paste((255, 255, 0), (20, 0, 40, 5))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_picture_fills_its_frame_with_its_middle_upright(tmp_path: Path) -> None:
    page = drawn(tmp_path, Picture(20, 20, 40, 40, "h"), media={"h": halves()})
    assert page.at(24, 50) == page.at(56, 50) == near((0, 0, 255), 8)
    assert page.at(40, 24) == near((255, 255, 0), 8)
    assert ink_box(page.image) == (40, 40, 120, 120)


def test_a_picture_has_round_corners(tmp_path: Path) -> None:
    page = drawn(tmp_path, Picture(20, 20, 40, 40, "h", 20.0), media={"h": png(50, 50)})
    assert page.at(22, 22) == WHITE
    assert page.at(40, 21) == near((200, 30, 30), 8)


def test_a_picture_lets_light_through(tmp_path: Path) -> None:
    media = {"h": png(20, 20, (255, 0, 0, 128))}
    page = drawn(tmp_path, Rect(0, 0, 80, 80, "#0000FF"), Picture(20, 20, 40, 40, "h"), media=media)
    assert page.at(40, 40) == near((128, 0, 127), 4)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_pictures_of_every_format_are_shown(kind: str, tmp_path: Path) -> None:
    page = drawn(tmp_path, Picture(20, 20, 40, 40, "h"), media={"h": png(40, 40, (200, 30, 30), kind)})
    assert page.at(40, 40) == near((200, 30, 30), 8)


@pytest.mark.parametrize("data", [None, b"", b"not a picture", png()[:40]])
def test_a_picture_that_is_none_is_left_out(data: bytes | None, tmp_path: Path) -> None:
    media = {} if data is None else {"h": data}
    assert ink_box(drawn(tmp_path, Picture(20, 20, 40, 40, "h"), media=media).image) is None
