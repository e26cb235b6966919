"""The painter draws every op, where the op says and as large as it says."""

import io
from typing import get_args

import pytest
from PIL import Image
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from journeymapper.drawing.ops import (
    Gradient,
    Group,
    Icon,
    Op,
    Path,
    Picture,
    Rect,
    Stroke,
    Text,
)
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.shaped import GlyphRun, Style
from journeymapper.layout.text import TextEngine
from journeymapper.ui.painter import Painter

FONTS = load_fonts()
ENGINE = TextEngine(FONTS)
RED, BLUE = "#C00000", "#0000C0"
PAPER = QColor("white")


def photo(width: int = 8, height: int = 4) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), (192, 0, 0))
    image.paste((0, 0, 192), (width // 2, 0, width, height))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def run(text: str, size: float = 8.0) -> GlyphRun:
    return ENGINE.line(text, Style(size)).runs[0].run


SQUARE = (("M", 10.0, 10.0), ("L", 30.0, 10.0), ("L", 30.0, 20.0), ("L", 10.0, 20.0), ("Z",))
SAMPLES: list[tuple[Op, tuple[int, int, int, int]]] = [
    (Rect(10, 10, 20, 10, RED), (10, 10, 20, 10)),
    (Rect(10, 10, 20, 10, RED, None, 4.0), (10, 10, 20, 10)),
    (Rect(10, 10, 20, 10, RED, None, (5, 0, 2, 0)), (10, 10, 20, 10)),
    (Rect(10, 10, 20, 10, None, Stroke(RED, 2.0)), (9, 9, 22, 12)),
    (Path(SQUARE, RED), (10, 10, 20, 10)),  # type: ignore[arg-type]
    (Path((("M", 10, 15), ("L", 30, 15)), None, Stroke(RED, 2.0)), (10, 14, 20, 2)),
    (Text(10, 30, run("Hxg"), RED), (11, 24, 13, 8)),
    (Text(20, 40, run("Hxg"), RED, upright=True), (14, 26, 8, 13)),
    (Icon(10, 10, 24, "plus", RED), (14, 14, 16, 16)),
    (Icon(10, 10, 24, "stage", RED, mirrored=True), (12, 14, 20, 16)),
    (Picture(10, 10, 20, 10, "photo"), (10, 10, 20, 10)),
    (Group(5, 5, (Rect(5, 5, 20, 10, RED),), 5, 5, 25, 15), (10, 10, 20, 10)),
]


def painted(*ops: Op, scale: float = 1.0, size: int = 60, plain: bool = False) -> QImage:
    image = QImage(round(size * scale), round(size * scale), QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    painter.scale(scale, scale)
    Painter(FONTS, {"photo": photo()}.get).draw(painter, ops, plain=plain)
    painter.end()
    return image


def ink(image: QImage) -> QRect:
    """The smallest rectangle that holds everything that is not paper."""
    dark = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 190
    ]
    if not dark:
        return QRect()
    xs, ys = [x for x, _y in dark], [y for _x, y in dark]
    return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


def test_there_is_a_sample_of_every_op():
    assert {type(op) for op, _area in SAMPLES} == set(get_args(Op))


@pytest.mark.parametrize("scale", [1.0, 3.0])
@pytest.mark.parametrize(("op", "area"), SAMPLES, ids=[type(op).__name__ for op, _area in SAMPLES])
def test_an_op_is_drawn_where_it_says(op: Op, area: tuple[int, int, int, int], scale: float, qapp):
    found = ink(painted(op, scale=scale))
    left, top, width, height = (value * scale for value in area)
    near = 1.6 * scale
    assert abs(found.left() - left) <= near
    assert abs(found.top() - top) <= near
    assert abs(found.left() + found.width() - left - width) <= near
    assert abs(found.top() + found.height() - top - height) <= near


def test_a_painter_that_runs_to_the_left_mirrors_shapes_and_leaves_text_as_it_is(qapp):
    word, shape = (
        Text(10, 20, run("Led"), RED, middle=8),
        Path((("M", 4, 40), ("L", 30, 40), ("L", 4, 50)), RED),
    )
    plain = painted(word, shape)
    turned = QImage(plain.size(), plain.format())
    turned.fill(PAPER)
    painter = QPainter(turned)
    painter.translate(60, 0)
    painter.scale(-1, 1)
    Painter(FONTS, {"photo": photo()}.get).draw(painter, (word, shape))
    painter.end()
    assert turned.copy(34, 0, 16, 30) == plain.copy(10, 0, 16, 30)
    mirrored = plain.flipped(Qt.Orientation.Horizontal).copy(0, 30, 60, 30)
    assert ink(turned.copy(0, 30, 60, 30)) == ink(mirrored)
    assert turned.pixelColor(55, 46).red() == mirrored.pixelColor(55, 16).red() != PAPER.red()


def test_text_larger_than_the_glyph_cache_allows_is_drawn_too(qapp):
    small, large = (
        ink(painted(Text(4, 50, run("H", 8), RED))),
        ink(painted(Text(4, 50, run("H", 40), RED), scale=2.0)),
    )
    assert large.height() == pytest.approx(small.height() * 10, rel=0.15)


def test_dashes_are_as_long_as_they_say_whatever_the_pen(qapp):
    for width in (1.0, 4.0):
        image = painted(Path((("M", 0, 10), ("L", 60, 10)), None, Stroke(RED, width, (6.0, 4.0))))
        row = [image.pixelColor(x, 10).lightness() < 190 for x in range(60)]
        assert row[:20] == ([True] * 6 + [False] * 4) * 2


def test_a_round_stroke_reaches_beyond_its_ends_and_a_flat_one_does_not(qapp):
    flat = ink(painted(Path((("M", 20, 20), ("L", 40, 20)), None, Stroke(RED, 8.0))))
    capped = ink(painted(Path((("M", 20, 20), ("L", 40, 20)), None, Stroke(RED, 8.0, (), True))))
    assert (flat.left(), flat.width()) == (20, 20)
    assert capped.left() <= 17
    assert capped.width() >= 27


def test_a_gradient_runs_from_its_first_stop_to_its_last(qapp):
    image = painted(Rect(0, 0, 60, 60, Gradient(0, 0, 60, 0, ((0.0, RED), (1.0, BLUE)))))
    left, right = image.pixelColor(2, 30), image.pixelColor(57, 30)
    assert left.red() > 170
    assert left.blue() < 40
    assert right.blue() > 170
    assert right.red() < 40


def test_the_last_two_digits_of_a_colour_are_its_alpha(qapp):
    half = painted(Rect(0, 0, 60, 60, RED + "80")).pixelColor(30, 30)
    assert 120 < half.green() < 135
    assert half.red() > 210


def test_each_corner_has_its_own_radius(qapp):
    image = painted(Rect(10, 10, 40, 40, RED, None, (15, 0, 0, 0)))
    assert image.pixelColor(11, 11).lightness() > 200
    assert image.pixelColor(48, 11).lightness() < 190
    assert image.pixelColor(11, 48).lightness() < 190


def test_a_picture_is_cropped_to_its_middle_and_never_stretched(qapp):
    # Twice as wide as high, shown square: a quarter is cut off at each side, the colours meet in the middle.
    image = painted(Picture(10, 10, 40, 40, "photo"))
    assert image.pixelColor(12, 30).red() > 150
    assert image.pixelColor(47, 30).blue() > 150
    assert image.pixelColor(24, 30).red() > 150


def test_a_rounded_picture_leaves_its_corners_free(qapp):
    image = painted(Picture(10, 10, 40, 40, "photo", 20.0))
    assert image.pixelColor(11, 11) == PAPER
    assert image.pixelColor(20, 30).red() > 150


@pytest.mark.parametrize("data", [None, b"", b"no picture", photo()[:40]])
def test_a_picture_that_cannot_be_read_is_left_out(data: bytes | None, qapp):
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    Painter(FONTS, lambda _sha: data).draw(painter, (Picture(10, 10, 20, 10, "x"), Rect(40, 40, 5, 5, RED)))
    painter.end()
    assert ink(image) == QRect(40, 40, 5, 5)


def test_an_unknown_icon_draws_nothing(qapp):
    assert ink(painted(Icon(10, 10, 24, "no such icon", RED))).isEmpty()


def test_what_is_drawn_plain_lacks_the_small_print_of_cards(qapp):
    small, text = Text(2, 20, run("meta", 7), RED), Text(2, 40, run("text", 8), RED)
    group = Group(0, 0, (small, text), 0, 0, 60, 60)
    assert ink(painted(group)).top() < 20
    assert ink(painted(group, plain=True)).top() > 25


def test_the_same_ops_are_drawn_anew_where_their_tuple_is_another(qapp):
    # Groups are known by the identity of their ops: one that is gone must not be taken for a new one.
    painter = Painter(FONTS, lambda _sha: None)
    for shift in range(40):
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(PAPER)
        qpainter = QPainter(image)
        painter.draw(qpainter, (Group(0, 0, (Rect(shift, 5, 6, 6, RED),), 0, 0, 60, 60),))
        qpainter.end()
        assert ink(image) == QRect(shift, 5, 6, 6)


@pytest.mark.parametrize("device", ["image", "pixmap", "widget"])
def test_it_draws_on_everything_that_qt_paints_on(device: str, qapp, qtbot):
    op = Rect(10, 10, 20, 10, RED)
    if device == "widget":

        class Sheet(QWidget):
            def paintEvent(self, event):
                painter = QPainter(self)
                painter.fillRect(self.rect(), PAPER)
                Painter(FONTS, lambda _sha: None).draw(painter, (op,))

        sheet = Sheet()
        qtbot.addWidget(sheet)
        sheet.resize(60, 60)
        found = sheet.grab().toImage()
    else:
        target = QImage(60, 60, QImage.Format.Format_RGB32) if device == "image" else QPixmap(60, 60)
        target.fill(PAPER)
        painter = QPainter(target)
        Painter(FONTS, lambda _sha: None).draw(painter, (op,))
        painter.end()
        found = target if isinstance(target, QImage) else target.toImage()
    assert ink(found) == QRect(10, 10, 20, 10)


def test_drawing_can_stop_after_any_op_and_go_on_later(qapp):
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    steps = Painter(FONTS, lambda _sha: None).steps(painter, (Rect(0, 0, 5, 5, RED), Rect(20, 20, 5, 5, RED)))
    next(steps)
    assert ink(image) == QRect(0, 0, 5, 5)
    for _step in steps:
        pass
    painter.end()
    assert ink(image) == QRect(0, 0, 25, 25)
