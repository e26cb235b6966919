"""Whatever map is laid out: every text inside its card, no card over another, no link through a card."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.layout.boxes import Box
from journeymapper.layout.grid import Grid, Layouter, Row
from journeymapper.layout.parts import IconAt, TextAt, WordAt
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.records import Link
from tests.random_maps import random_map

SLACK = 0.05
maps = st.builds(
    random_map,
    st.integers(0, 10**9),
    stages=st.integers(1, 40),
    lanes=st.integers(1, 26),
    fill=st.sampled_from([0.0, 0.1, 0.3]),
    links=st.sampled_from([0, 0, 15]),
    giant=st.booleans(),
)


@pytest.fixture(scope="module")
def engine() -> TextEngine:
    return TextEngine(load_fonts())


def laid_out(document: Document, engine: TextEngine) -> Grid:
    return Layouter(engine, load_theme()).grid(document, {})


def texts_leaving(box: Box) -> list[str]:
    """What stands outside a card, in words."""
    found = []
    for part in box.inner.parts:
        y = part.y + (box.height if part.bottom else 0.0)
        match part:
            case TextAt():
                area = part.x, y, part.x + part.block.width, y + part.block.height
            case WordAt():
                area = part.x, y - 5, part.x + part.line.width, y + 1
            case IconAt():
                area = part.x, y, part.x + part.size, y + part.size
            case _:
                continue
        if (
            area[0] < -SLACK
            or area[1] < -SLACK
            or area[2] > box.width + SLACK
            or area[3] > box.height + SLACK
        ):
            found.append(
                f"{type(part).__name__} {area} in {box.inner.form} {box.width} × {box.height}: {part}"
            )
    return found


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x + one.width > other.x + SLACK
        and other.x + other.width > one.x + SLACK
        and one.y + one.height > other.y + SLACK
        and other.y + other.height > one.y + SLACK
    )


def crossed(row: Row) -> list[str]:
    """Links of a row that run through a card which is not their end."""
    found = []
    for piece in row.pieces:
        for start, end in pairwise(piece.points):
            left, right = sorted((start[0], end[0]))
            top, bottom = sorted((start[1], end[1]))
            for box in row.boxes:
                inside = (
                    left < box.x + box.width - 0.1
                    and right > box.x + 0.1
                    and top < box.y + box.height - 0.1
                    and bottom > box.y + 0.1
                )
                if inside:
                    found.append(
                        f"{piece.kind} {start} → {end} through {box.x, box.y, box.width, box.height}"
                    )
    return found


@settings(max_examples=200)
@given(document=maps)
def test_every_text_stands_inside_its_card_and_no_card_over_another(
    document: Document, engine: TextEngine
) -> None:
    grid = laid_out(document, engine)
    assert sum(len(row.boxes) for row in grid.rows) == document.item_count()
    for row in grid.rows:
        for box in row.boxes:
            assert not texts_leaving(box)
            assert box.y >= -SLACK
            assert box.y + box.height <= row.height + SLACK
            assert box.x >= 0
            assert box.x + box.width <= grid.width
        ordered = sorted(row.boxes, key=lambda box: box.x)
        for index, box in enumerate(ordered):
            for other in ordered[index + 1 :]:
                if other.x >= box.x + box.width:
                    break
                assert not overlap(box, other)
        if row.head is not None:
            assert row.head.height <= row.height + SLACK


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**9),
    stages=st.integers(1, 8),
    lanes=st.integers(1, 8),
    fill=st.sampled_from([0.3, 0.9]),
)
def test_no_link_runs_through_a_card(
    seed: int, stages: int, lanes: int, fill: float, engine: TextEngine
) -> None:
    document = random_map(seed, stages=stages, lanes=lanes, fill=fill, links=40)
    grid = laid_out(document, engine)
    for row in grid.rows:
        assert not crossed(row)


@settings(max_examples=20)
@given(seed=st.integers(0, 10**9))
def test_a_layout_is_the_same_however_the_map_came_about(seed: int, engine: TextEngine) -> None:
    document = random_map(seed, stages=4, lanes=6, fill=0.6, links=30)
    shuffled = list(document)
    random.Random(seed).shuffle(shuffled)
    layouter = Layouter(engine, load_theme())
    layouter.grid(random_map(seed + 1, stages=3, lanes=5, fill=0.6, links=30), {})
    one, other = laid_out(document, engine), layouter.grid(Document(shuffled), {})
    assert [row.height for row in one.rows] == [row.height for row in other.rows]
    assert [[piece.points for piece in row.pieces] for row in one.rows] == [
        [piece.points for piece in row.pieces] for row in other.rows
    ]


@settings(max_examples=20)
@given(seed=st.integers(0, 10**9))
def test_every_link_arrives_with_one_arrowhead(seed: int, engine: TextEngine) -> None:
    document = random_map(seed, stages=4, lanes=6, fill=0.6, links=30)
    grid = laid_out(document, engine)
    arrows = sorted(piece.link for row in grid.rows for piece in row.pieces if piece.arrow)
    assert arrows == sorted(link.id for link in document.all(Link))


def upright(row: Row) -> list[tuple[str, float, float, float]]:
    """The vertical parts of links that are longer than an arrowhead: (link, x, top, bottom)."""
    return [
        (piece.link, start[0], min(start[1], end[1]), max(start[1], end[1]))
        for piece in row.pieces
        for start, end in pairwise(piece.points)
        if start[0] == end[0] and abs(start[1] - end[1]) > 6
    ]


def on_one_another(row: Row) -> int:
    """How many pairs of links share a vertical line."""
    lines = upright(row)
    return sum(
        link != other and abs(x - other_x) <= 1 and bottom > other_top + 6 and other_bottom > top + 6
        for index, (link, x, top, bottom) in enumerate(lines)
        for other, other_x, other_top, other_bottom in lines[index + 1 :]
    )


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6))
def test_links_in_one_gap_run_side_by_side(seed: int, engine: TextEngine) -> None:
    document = random_map(seed, stages=6, lanes=6, fill=0.3, links=8)
    grid = laid_out(document, engine)
    # A gap has room for three or four links; where all of a map want to go through one, some share a line.
    lines = sum(len(upright(row)) for row in grid.rows)
    assert sum(on_one_another(row) for row in grid.rows) <= lines / 8


@settings(max_examples=20)
@given(seed=st.integers(0, 10**9))
def test_discs_stay_over_the_grid(seed: int, engine: TextEngine) -> None:
    document = random_map(seed, stages=2, lanes=8, fill=0.9, links=120)
    grid = laid_out(document, engine)
    for row in grid.rows:
        assert all(0 <= stub.x <= grid.width for stub in row.stubs)
