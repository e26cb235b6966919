"""An edit costs in proportion to what it changes, not to the map."""

import sys
import time

import pytest

from journeymapper.edit.cards import add_card, move_items
from journeymapper.edit.lanes import add_lane
from journeymapper.edit.new import bare_document
from journeymapper.edit.places import Place
from journeymapper.edit.stages import add_stage
from journeymapper.edit.store import Store
from journeymapper.model.ids import id_source


@pytest.fixture(scope="module")
def large() -> Store:
    """A map of 40 stages, 25 lanes and 10,000 cards."""
    new_id = id_source("cost")
    document = bare_document(new_id, title="Large")
    store = Store(document, new_id=new_id)
    with store.edit("Build") as tx:
        for number in range(40):
            add_stage(tx, title=str(number), steps=2)
        for _each in range(25):
            add_lane(tx, "actions")
        for lane in document.lanes:
            for stage in document.stages:
                for _each in range(10):
                    add_card(tx, Place(lane.id, stage.id), "note", text="card")
    return store


def move_one(store: Store, number: int) -> None:
    """Move the first card of a cell to the middle of another."""
    document = store.document
    lane, stage, other = document.lanes[3], document.stages[number % 40], document.stages[(number + 7) % 40]
    key = document.cell(lane.id, stage.id)[0].id
    with store.edit("Move") as tx:
        move_items(tx, [key], Place(lane.id, other.id, index=2))


def test_moving_one_of_ten_thousand_cards_takes_less_than_a_millisecond(large: Store) -> None:
    taken = []
    for number in range(50):
        start = time.perf_counter()
        move_one(large, number)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.001


def test_moving_one_of_ten_thousand_cards_looks_at_few_of_them(large: Store) -> None:
    calls = 0

    def count(*_arguments: object) -> None:
        nonlocal calls
        calls += 1

    move_one(large, 0)  # fills the ordered views of the lanes and stages
    sys.setprofile(count)
    try:
        move_one(large, 1)
    finally:
        sys.setprofile(None)
    assert 0 < calls < 1_500


def test_undo_of_one_move_in_ten_thousand_cards_takes_less_than_a_millisecond(large: Store) -> None:
    taken = []
    for number in range(20):
        move_one(large, number)
        start = time.perf_counter()
        large.undo()
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.001
