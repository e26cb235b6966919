"""Mirrored lists: shapes change sides, text and pictures are moved, and nothing is lost."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.drawing.cards import OVERHANG
from journeymapper.drawing.mirror import TURNING_ICONS, Mirror
from journeymapper.drawing.ops import DisplayList, Gradient, Group, Icon, Op, Path, Picture, Rect, Text
from journeymapper.drawing.page import content_of
from journeymapper.drawing.screen import MapDrawing
from journeymapper.drawing.shapes import block_ops, line_ops
from journeymapper.layout.grid import Layouter
from journeymapper.layout.shaped import GlyphRun, Line, PlacedRun, Style, TextBlock
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from tests.drawing.flat import Placed, extent, flat
from tests.drawing.places import texts_of
from tests.random_maps import random_map, read_from_right

CLOSE = 1e-6
SLACK = 0.6
"""Points: tracking reaches beyond the last letter of a line."""
maps = st.builds(
    random_map,
    st.integers(0, 10**9),
    stages=st.integers(1, 8),
    lanes=st.integers(1, 12),
    fill=st.sampled_from([0.0, 0.3]),
    links=st.sampled_from([0, 10]),
)


@pytest.fixture(scope="module")
def layouter() -> Layouter:
    return Layouter(TextEngine(load_fonts()), load_theme())


def mirrored(*ops: Op, width: float = 100.0) -> DisplayList:
    return Mirror().ops(ops, width)


def run(text: str, advance: float, level: int = 0) -> GlyphRun:
    return GlyphRun("inter-400", 8.0, text, (1,), (0.0,), (0.0,), (0,), advance, level)


def text_line(*parts: tuple[str, float], level: int = 0) -> Line:
    """A line of runs side by side."""
    runs, x = [], 0.0
    for text, advance in parts:
        runs.append(PlacedRun(x, run(text, advance, level)))
        x += advance
    return Line(lambda: tuple(runs), x, "".join(text for text, _advance in parts), 0, 1, level % 2 == 1)


def lefts(ops: DisplayList) -> list[float]:
    return [op.x for op in ops if isinstance(op, Text)]


@settings(max_examples=25)
@given(document=maps)
def test_a_map_from_right_to_left_is_the_mirror_image_of_the_same_map(
    document: Document, layouter: Layouter
) -> None:
    plain = content_of(document, {}, layouter)
    turned = content_of(read_from_right(document), {}, layouter)
    assert (turned.width, turned.height, turned.map_y) == (plain.width, plain.height, plain.map_y)
    assert turned.map_x == pytest.approx(plain.width - plain.map_x)
    pairs = zip(without_hash(plain.ops), without_hash(turned.ops), strict=True)
    wrong = [(one, other) for one, other in pairs if not is_mirror_image(one, other, plain.width)]
    assert not wrong, wrong[0]


def without_hash(ops: DisplayList) -> list[Placed]:
    """All ops but the hash: another direction is another state of the map."""
    return [
        one for one in flat(ops) if not (isinstance(one.op, Text) and one.op.run.text.startswith("hash "))
    ]


def is_mirror_image(one: Placed, other: Placed, width: float) -> bool:
    """Whether what stands where is the mirror image of the other, glyphs being as they were."""
    left, top, right, bottom = extent(one)
    if extent(other) != pytest.approx((width - right, top, width - left, bottom), abs=CLOSE):
        return False
    match one.op, other.op:
        case Text() as text, Text() as moved:
            return (text.run, text.colour, text.upright) == (moved.run, moved.colour, moved.upright)
        case Icon() as icon, Icon() as turned:
            return (icon.name, turned.mirrored) == (turned.name, icon.name in TURNING_ICONS)
        case _:
            return type(one.op) is type(other.op)


@settings(max_examples=15)
@given(document=maps)
def test_every_text_of_a_mirrored_card_stands_inside_it(document: Document, layouter: Layouter) -> None:
    grid = layouter.grid(document, {})
    drawing = MapDrawing(layouter.theme, layouter.engine)
    rows = [drawing.row_ops(grid, index, 0.0, grid.width) for index in range(len(grid.rows))]
    cards = [op for ops in rows for op in Mirror().ops(ops) if isinstance(op, Group)]
    for card in cards:
        for text, _x, _y in texts_of(card.ops):
            assert text.x >= card.left + OVERHANG - SLACK
            assert text.x + text.run.advance <= card.right - OVERHANG + SLACK


@settings(max_examples=10)
@given(document=maps)
def test_mirroring_twice_changes_nothing(document: Document, layouter: Layouter) -> None:
    content = content_of(document, {}, layouter)
    there = Mirror().ops(content.ops, content.width)
    back = Mirror().ops(there, content.width)
    for one, other in zip(flat(content.ops), flat(back), strict=True):
        assert extent(one) == pytest.approx(extent(other), abs=CLOSE)


def test_a_line_of_several_runs_is_moved_as_a_whole() -> None:
    ops = mirrored(*line_ops(text_line(("one ", 20.0), ("two", 15.0)), 10.0, 5.0, "#000000"))
    assert lefts(ops) == [55.0, 75.0]


def test_a_block_of_lines_is_moved_as_a_whole() -> None:
    block = TextBlock((text_line(("long", 40.0)), text_line(("short", 10.0))), 40.0, 20.0, 10.0, 8.0)
    assert lefts(mirrored(*block_ops(block, 10.0, 0.0, "#000000"))) == [50.0, 50.0]


def test_lines_from_right_to_left_begin_at_the_right_of_their_block_in_every_map() -> None:
    lines = text_line(("long", 40.0), level=1), text_line(("short", 10.0), level=1)
    block = TextBlock(lines, 40.0, 20.0, 10.0, 8.0)
    plain = tuple(block_ops(block, 10.0, 0.0, "#000000"))
    assert lefts(plain) == [10.0, 40.0]
    assert lefts(mirrored(*plain)) == [50.0, 80.0]


def test_lines_that_are_centred_or_at_the_end_are_mirrored_one_by_one() -> None:
    block = TextBlock((text_line(("long", 40.0)), text_line(("short", 10.0))), 40.0, 20.0, 10.0, 8.0)
    ended = block_ops(block, 0.0, 0.0, "#000000", align="end", width=90.0)
    assert lefts(mirrored(*ended)) == [10.0, 10.0]
    centred = block_ops(block, 0.0, 0.0, "#000000", align="centre", width=90.0)
    assert lefts(mirrored(*centred)) == [35.0, 50.0]


def test_upright_text_keeps_its_middle_line() -> None:
    (text,) = mirrored(*line_ops(text_line(("Onstage", 30.0)), 10.0, 50.0, "#000000", upright=True))
    assert isinstance(text, Text)
    assert text.x - 0.36 * 8.0 == pytest.approx(100.0 - (10.0 - 0.36 * 8.0))
    assert text.y == 50.0


def test_the_corners_and_the_gradient_of_a_rectangle_change_sides() -> None:
    fade = Gradient(10, 0, 30, 0, ((0.0, "#000000"), (1.0, "#FFFFFF")))
    (rect,) = mirrored(Rect(10, 0, 20, 5, fade, None, (1.0, 2.0, 3.0, 4.0)))
    assert isinstance(rect, Rect)
    assert (rect.x, rect.radius) == (70, (2.0, 1.0, 4.0, 3.0))
    assert isinstance(rect.fill, Gradient)
    assert (rect.fill.x1, rect.fill.x2) == (90, 70)


def test_a_path_that_turns_about_a_pivot_is_moved_and_not_mirrored() -> None:
    path = Path((("M", 10, 0), ("C", 12, 1, 14, 1, 16, 0), ("L", 30, 5), ("Z",)), "#000000", pivot=20.0)
    moved, shape = mirrored(path, msgspec.structs.replace(path, pivot=None))
    assert isinstance(moved, Path)
    assert isinstance(shape, Path)
    assert moved.pivot == 80.0
    assert list(moved.segments) == [("M", 70, 0), ("C", 72, 1, 74, 1, 76, 0), ("L", 90, 5), ("Z",)]
    assert list(shape.segments) == [("M", 90, 0), ("C", 88, 1, 86, 1, 84, 0), ("L", 70, 5), ("Z",)]


def test_only_icons_that_show_a_direction_are_turned() -> None:
    truck, search, picture = mirrored(
        Icon(10, 0, 20, "truck", "#000000"),
        Icon(10, 0, 20, "search", "#000000"),
        Picture(10, 0, 30, 20, "red"),
    )
    assert isinstance(truck, Icon)
    assert isinstance(search, Icon)
    assert isinstance(picture, Picture)
    assert (truck.x, truck.mirrored) == (70, True)
    assert (search.x, search.mirrored) == (70, False)
    assert picture.x == 60


def test_a_group_keeps_the_same_mirrored_ops_as_long_as_its_own_are_the_same() -> None:
    mirror = Mirror()
    inside: DisplayList = (Rect(1, 0, 4, 4),)
    here, there = Group(10, 0, inside, 0, 0, 6, 5), Group(30, 7, inside, 0, 0, 6, 5)
    (first,), (second,) = mirror.ops((here,), 100.0), mirror.ops((there,), 100.0)
    assert isinstance(first, Group)
    assert isinstance(second, Group)
    assert first.ops is second.ops
    assert (first.x, first.left, first.right) == (90.0, -6, 0)
    (rect,) = first.ops
    assert isinstance(rect, Rect)
    assert rect.x == -5


def test_every_icon_that_turns_is_a_bundled_icon() -> None:
    from journeymapper.export.outlines import Icons

    assert all(Icons().outline(name).strokes or Icons().outline(name).fills for name in TURNING_ICONS)


def test_text_is_set_the_same_in_both_directions(layouter: Layouter) -> None:
    block = layouter.engine.wrap("The scan builds trust", Style(8.0), 40.0)
    plain = tuple(block_ops(block, 0.0, 0.0, "#000000"))
    assert [op.run for op in plain if isinstance(op, Text)] == [
        op.run for op in mirrored(*plain) if isinstance(op, Text)
    ]
