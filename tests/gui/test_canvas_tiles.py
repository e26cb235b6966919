"""What is painted piece by piece and kept is what would be painted anew."""

import random

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from journeymapper.edit.cards import add_card, change_items, delete_items, move_items
from journeymapper.edit.lanes import add_lane, delete_lane, move_row, set_point
from journeymapper.edit.links import connect, disconnect
from journeymapper.edit.places import Place
from journeymapper.edit.session import Session
from journeymapper.edit.stages import add_stage, add_step, delete_stage, move_stage, move_step
from journeymapper.edit.transaction import Transaction
from journeymapper.files.journey import load
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, Link
from journeymapper.ui.canvas import Canvas
from journeymapper.ui.editor import Editor
from tests.random_maps import read_from_right

ENGINE = TextEngine(load_fonts())
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def canvas_on(document: Document, qtbot: QtBot, zoom: float = 1.0) -> Canvas:
    canvas = Canvas(Editor(document, ENGINE, load_theme(), new_id=id_source("tiles")))
    canvas.editor.setParent(canvas)
    qtbot.addWidget(canvas)
    canvas.resize(900, 640)
    canvas.show()
    canvas.set_zoom(zoom)
    return canvas


def picture(canvas: Canvas, qtbot: QtBot) -> QImage:
    """The viewport once it owes nothing."""
    canvas.viewport().repaint()
    qtbot.waitUntil(lambda: canvas.painting.sharp, timeout=20_000)
    return canvas.viewport().grab().toImage()


def texts(randomly: random.Random) -> str:
    return " ".join(randomly.choices(WORDS, k=randomly.randint(1, 25)))


def change_something(tx: Transaction, randomly: random.Random) -> None:
    """One of the things that a person does to a map."""
    document = tx.document
    cards = sorted(document.all(Card), key=lambda card: card.id)
    card, other = randomly.sample(cards, 2)
    lane, stage = randomly.choice(document.lanes), randomly.choice(document.stages)
    step = randomly.choice(document.steps)
    deeds = [
        lambda: change_items(tx, [card.id], text=texts(randomly)),
        lambda: change_items(tx, [card.id], severity=randomly.randint(0, 4), basis="assumed"),
        lambda: move_items(tx, [card.id], Place(lane.id, stage.id)),
        lambda: add_card(tx, Place(lane.id, step.stage, step.id), card.kind, text=texts(randomly)),
        lambda: delete_items(tx, [card.id]),
        lambda: move_stage(tx, stage.id, randomly.randint(0, 3)),
        lambda: move_step(tx, step.id, stage.id, 0),
        lambda: add_step(tx, stage.id, title=texts(randomly)),
        lambda: add_stage(tx, title=texts(randomly), index=1),
        lambda: tx.change(stage.id, title=texts(randomly)),
        lambda: tx.change(
            lane.id, title=texts(randomly), side=randomly.choice(("onstage", "offstage", "none"))
        ),
        lambda: move_row(tx, lane.id, randomly.randint(0, 8)),
        lambda: add_lane(tx, "text", index=2),
        lambda: delete_lane(tx, lane.id) if len(document.lanes) > 6 else None,
        lambda: delete_stage(tx, stage.id) if len(document.stages) > 4 else None,
        lambda: set_point(tx, document.first_series.id, step.id, 1.5) if document.first_series else None,
        lambda: tx.change(document.map.id, direction=randomly.choice(("ltr", "rtl", "rtl"))),
        lambda: connect(tx, card.id, other.id, "causes"),
        lambda: disconnect(tx, next(iter(document.all(Link))).id) if document.count(Link) else None,
    ]
    randomly.choice(deeds)()


@pytest.mark.parametrize(("zoom", "seed"), [(1.0, 1), (1.0, 8), (0.5, 3), (0.2, 4), (0.7, 9), (0.8, 12)])
def test_after_any_edits_the_canvas_looks_as_one_that_is_opened_on_the_result(
    zoom: float, seed: int, qtbot: QtBot
):
    document = load(template_path(EXAMPLE)).document
    canvas = canvas_on(document, qtbot, zoom)
    store = canvas.editor.store
    randomly = random.Random(seed)
    for turn in range(28):
        picture(canvas, qtbot)
        with store.edit("something") as tx:
            change_something(tx, randomly)
        if turn % 7 == 6:
            store.undo()
        store.session = Session()
        seen = canvas.view
        anew = canvas_on(Document(document.snapshot().values(), document.media), qtbot, zoom)
        anew.look_at(seen.left, seen.top)
        assert picture(canvas, qtbot) == picture(anew, qtbot), f"edit {turn}"
        anew.close()
        if turn % 4 == 3:
            canvas.look_at(randomly.uniform(0, 700), randomly.uniform(0, 400))


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_map_is_shown_whole_wherever_tiles_meet(qtbot: QtBot, direction: str):
    """No seam: scrolled by a pixel, the picture is the old one moved by a pixel."""
    document = load(template_path(EXAMPLE)).document
    canvas = canvas_on(read_from_right(document) if direction == "rtl" else document, qtbot)
    canvas.look_at(100, 80)
    first = picture(canvas, qtbot)
    view = canvas.view
    canvas.look_at(view.left + 7 / view.scale, view.top)
    second = picture(canvas, qtbot)
    top, width = round(view.header) + 2, round(view.body_width) - 30
    height = first.height() - top - 20
    if direction == "rtl":
        assert first.copy(10, top, width, height) == second.copy(17, top, width, height)
    else:
        left = round(view.gutter) + 10
        assert first.copy(left + 7, top, width, height) == second.copy(left, top, width, height)


def test_a_long_frame_is_never_needed(qtbot: QtBot):
    """Painting is cut into pieces: a frame stops where its time is over, and the next goes on."""
    canvas = canvas_on(load(template_path(EXAMPLE)).document, qtbot)
    canvas.painting.frame.budget = 0.0005
    canvas.painting.frame.show(canvas.grid, None)
    canvas.viewport().repaint()
    assert not canvas.painting.sharp
    picture(canvas, qtbot)


def test_while_zooming_the_map_is_seen_at_once(qtbot: QtBot):
    """Before a single tile of the new size is there, what was seen is shown scaled."""
    canvas = canvas_on(load(template_path(EXAMPLE)).document, qtbot)
    picture(canvas, qtbot)
    canvas.set_zoom(1.3)
    at_once = canvas.viewport().grab().toImage()
    assert not canvas.painting.sharp
    view = canvas.view
    colours = {
        at_once.pixelColor(x, y).name()
        for x in range(round(view.gutter) + 20, 860, 5)
        for y in range(round(view.header) + 20, 600, 5)
    }
    assert len(colours) > 20
