"""What was deleted is not remembered: a window that is open for days must not grow."""

import gc

from journeymapper.drawing.cards import CardDrawing
from journeymapper.drawing.ops import Group
from journeymapper.drawing.screen import MapDrawing
from journeymapper.edit.cards import add_card, delete_items
from journeymapper.edit.lanes import add_lane, delete_lane
from journeymapper.edit.links import connect
from journeymapper.edit.places import Place
from journeymapper.edit.store import Store
from journeymapper.layout.grid import Grid, Layouter, Row
from journeymapper.layout.routes import RowRoutes
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.ids import id_source
from tests.random_maps import random_map

TIMES = 120


class Shown:
    """A map that is laid out and drawn after each change."""

    def __init__(self) -> None:
        self.store = Store(random_map(5, stages=2, lanes=3, links=2), new_id=id_source(5))
        self._layouter = Layouter(TextEngine(load_fonts()), load_theme())
        self.drawing = MapDrawing(self._layouter.theme, self._layouter.engine)

    def grid(self) -> Grid:
        grid = self._layouter.grid(self.store.document, {})
        for index in range(len(grid.rows)):
            self.drawing.row_ops(grid, index, 0.0, grid.width)
        return grid


def alive(kind: type) -> int:
    gc.collect()
    return sum(type(thing) is kind for thing in gc.get_objects())


def test_lanes_that_were_deleted_are_forgotten() -> None:
    shown = Shown()
    shown.grid()
    rows, routes = alive(Row), alive(RowRoutes)
    for _time in range(TIMES):
        with shown.store.edit("Add") as tx:
            lane = add_lane(tx, "actions")
            place = Place(lane.id, tx.document.stages[0].id)
            connect(tx, add_card(tx, place, "customer_action").id, add_card(tx, place, "customer_action").id)
        shown.grid()
        with shown.store.edit("Delete") as tx:
            delete_lane(tx, lane.id)
        shown.grid()
    assert alive(Row) < rows + 40
    assert alive(RowRoutes) < routes + 40


def test_cards_that_were_deleted_are_not_kept_as_drawings() -> None:
    shown = Shown()
    with shown.store.edit("Add") as tx:
        lane = add_lane(tx, "actions")
    kept = shown.drawing._cards._kept
    for _time in range(20):
        with shown.store.edit("Add") as tx:
            place = Place(lane.id, tx.document.stages[0].id)
            cards = [add_card(tx, place, "note").id for _each in range(TIMES)]
        shown.grid()
        with shown.store.edit("Delete") as tx:
            delete_items(tx, cards)
    assert 20 * TIMES > 1600 > len(kept)


def test_a_card_that_stays_keeps_its_drawing() -> None:
    shown = Shown()
    grid = shown.grid()
    box = next(box for row in grid.rows for box in row.boxes)
    cards: CardDrawing = shown.drawing._cards
    before: Group = cards.group(box)
    shown.grid()
    assert cards.group(box).ops is before.ops
