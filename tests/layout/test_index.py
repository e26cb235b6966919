"""What is where: the index agrees with a search through everything, and a drop lands where the line is drawn."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.edit.cards import add_card, move_items
from journeymapper.edit.places import Place
from journeymapper.edit.store import Store
from journeymapper.files import journey
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.layout.index import (
    box_at,
    boxes_in,
    damage,
    drop_at,
    find_box,
    rect_of,
    row_at,
    row_gap,
    stage_gap,
    step_gap,
)
from journeymapper.layout.parts import WordAt
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, Lane, Owner
from journeymapper.model.resources import resource
from journeymapper.model.tables import KINDS
from tests.random_maps import random_map


@pytest.fixture(scope="module")
def layouter() -> Layouter:
    return Layouter(TextEngine(load_fonts()), load_theme())


def small_map(seed: int) -> Document:
    return random_map(seed, stages=5, lanes=6, fill=0.6, links=10)


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6))
def test_boxes_in_a_rectangle_are_those_that_a_full_search_finds(seed: int, layouter: Layouter) -> None:
    grid = layouter.grid(small_map(seed), {})
    dice = random.Random(seed)
    left, right = sorted(dice.uniform(-50, grid.width + 50) for _each in range(2))
    top, bottom = sorted(dice.uniform(-50, grid.height + 50) for _each in range(2))
    found = {spot.box.item.id for spot in boxes_in(grid, left, top, right, bottom)}
    searched = {
        box.item.id
        for row, y in zip(grid.rows, grid.tops, strict=True)
        for box in row.boxes
        if box.x <= right
        and box.x + box.width >= left
        and y + box.y <= bottom
        and y + box.y + box.height >= top
    }
    assert found == searched


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6))
def test_a_card_dropped_where_the_line_is_drawn_stands_there(seed: int, layouter: Layouter) -> None:
    document = small_map(seed)
    store = Store(document, new_id=id_source(seed))
    grid = layouter.grid(document, {})
    cards = sorted(document.all(Card), key=lambda card: card.id)
    dice = random.Random(seed)
    if not cards:
        return
    card = dice.choice(cards)
    x, y = dice.uniform(0, grid.width), dice.uniform(0, grid.height)
    drop = drop_at(grid, x, y, frozenset((card.id,)), KINDS[card.kind].form)
    if drop is None:
        row = row_at(grid, y)
        assert row is None or not isinstance(grid.rows[row].record, Lane)
        return
    with store.edit("Move card") as tx:
        move_items(tx, [card.id], Place(drop.lane, drop.stage, drop.step, drop.index))
    moved = document.find(Card, card.id)
    assert moved is not None
    assert (moved.lane, moved.stage, moved.step) == (drop.lane, drop.stage, drop.step)
    others = [item.id for item in document.cell(drop.lane, drop.stage)]
    assert others.index(card.id) == drop.index
    assert drop.target[0] <= x <= drop.target[2]
    assert drop.target[1] <= y <= drop.target[3]


def test_the_box_under_a_point_is_the_one_that_stands_there(layouter: Layouter) -> None:
    document = small_map(3)
    grid = layouter.grid(document, {})
    for card in document.all(Card):
        area = rect_of(grid, card.id)
        assert area is not None
        spot = box_at(grid, (area[0] + area[2]) / 2, (area[1] + area[3]) / 2)
        assert spot is not None
        assert spot.box.item.id == card.id
        assert spot.rect == area


def test_gaps_between_heads_lie_at_their_borders(layouter: Layouter) -> None:
    grid = layouter.grid(small_map(3), {})
    assert stage_gap(grid, -30) == (0, 0.0)
    assert stage_gap(grid, grid.width + 30) == (len(grid.stages), grid.width)
    assert row_gap(grid, grid.tops[2] + 1) == (2, grid.tops[2])
    first = grid.stages[0]
    assert step_gap(grid, first.x + first.width - 1) == (
        first.stage.id,
        first.last + 1,
        first.x + first.width,
    )


def test_an_empty_map_has_nothing_anywhere(layouter: Layouter) -> None:
    grid = layouter.grid(Document(), {})
    assert box_at(grid, 5, 5) is None
    assert drop_at(grid, 5, 5, frozenset(), "card") is None
    assert step_gap(grid, 5) is None


def changed_rows(old: Grid, new: Grid) -> set[int]:
    """Rows whose boxes are not where they were, by a full comparison."""
    before = {row.record.id: row for row in old.rows}
    return {
        index
        for index, row in enumerate(new.rows)
        if [(box.item, box.x, box.y, box.height) for box in row.boxes]
        != [(box.item, box.x, box.y, box.height) for box in before[row.record.id].boxes]
        or row.height != before[row.record.id].height
    }


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_damage_names_every_row_that_changed_and_rows_it_leaves_out_are_the_same_objects(
    seed: int, layouter: Layouter
) -> None:
    document = small_map(seed)
    store = Store(document, new_id=id_source(seed))
    dice = random.Random(seed)
    old = layouter.grid(document, {})
    lane = dice.choice(document.lanes)
    stage = dice.choice(document.stages)
    with store.edit("Add card") as tx:
        add_card(tx, Place(lane.id, stage.id), "note", text="A new note")
    new = layouter.grid(document, {})
    listed = {index for index, _left, _right in damage(old, new)}
    assert changed_rows(old, new) <= listed
    before = {row.record.id: row for row in old.rows}
    for index, row in enumerate(new.rows):
        if index not in listed:
            assert before[row.record.id] is row or before[row.record.id].boxes == row.boxes or not row.boxes


def test_a_card_shows_its_owners_initials_and_follows_them(layouter: Layouter) -> None:
    document = journey.load(resource("templates") / "buying-running-shoes.journey").document
    store = Store(document, new_id=id_source(1))
    pain = next(card for card in document.all(Card) if card.code == "P3")
    owner = next(iter(document.all(Owner)))

    def foot() -> list[str]:
        spot = find_box(layouter.grid(document, {}), pain.id)
        assert spot is not None
        return [part.line.text for part in spot.box.inner.parts if isinstance(part, WordAt)]

    with store.edit("Set owner") as tx:
        tx.change(pain.id, owner=owner.id)
    assert owner.initials in foot()
    with store.edit("Rename owner") as tx:
        tx.change(owner.id, initials="XY")
    assert "XY" in foot()
    assert owner.initials not in foot()
