"""The canvas by hand: pan, zoom, drag and edit on a full screen, each beside a plain blit of as many pixels."""

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count, cycle

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from benchmarks import hands
from benchmarks.screen import Act, Beats, Blit, WatchedCanvas, application, settle
from benchmarks.table import Row, Target
from benchmarks.timing import Effort, Pair, Taken, paired
from journeymapper.edit.cards import change_items
from journeymapper.edit.session import Session
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.index import Spot, boxes_in
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card
from journeymapper.ui.editor import Editor

FIRST_PAINT = "first paint of the canvas"
FIRST_SHARP = "first paint, all sharp"
PAN = "pan, 100 %"
PAN_FAR = "pan, 40 %"
SHARP_AFTER_JUMP = "all sharp after a jump"
ZOOM = "zoom"
SHARP_AFTER_ZOOM = "all sharp after a zoom"
DRAG_ONE = "drag 1 card"
DRAG_MANY = "drag 100 cards"
DROP_MANY = "drop 100 cards"
EDIT = "edit to painted"
REFERENCE = "plain blit"
FRAME = Target("ms", 16.7)

MANY = 100
FUTILE = 1
"""After so many acts of which none changed what is seen there is nothing to measure: all of a small map is seen."""
ZOOM_SETTLES = 0.15
"""Seconds that cover the pause after which the canvas takes a zoom for finished."""


class Bench:
    """A canvas that fills the screen, and the reference beside it."""

    def __init__(self, document: Document, effort: Effort) -> None:
        self.effort = effort
        self.engine = TextEngine(load_fonts())
        self.document = document
        self.blit = Blit()
        self.blit.show()
        self.renew()
        self.canvas.show()

    def renew(self) -> None:
        """A fresh editor with the map laid out, and a canvas of it that is not shown yet."""
        self.editor = Editor(self.document, self.engine, load_theme(), new_id=id_source("benchmark"))
        self.canvas = WatchedCanvas(self.editor)
        self.watch = self.canvas.watch

    @property
    def viewport(self) -> QWidget:
        """What gets the events."""
        return self.canvas.viewport()

    @property
    def middle(self) -> QPointF:
        """The middle of the viewport."""
        return QPointF(self.viewport.width() / 2, self.viewport.height() / 2)

    def look(self, zoom: float, left: float = 0.0, top: float = 0.0) -> None:
        """Show the map at a zoom from a point on, and wait until all of it is sharp."""
        self.canvas.set_zoom(zoom)
        self.canvas.look_at(left, top)
        settle(ZOOM_SETTLES)
        self.watch.calm()
        gc.collect()

    def undo_all(self) -> None:
        """Take back every edit."""
        while self.editor.store.undo():
            pass

    def frames(self, acts: Callable[[int], Act], end: Act = int) -> Pair:
        """Frame times of acts, numbered, a frame apart; an act that changes nothing to be seen is not counted.

        The reference comes before them and after `end`.
        """
        taken: list[Taken] = []
        beside = self.references()
        beats = Beats()
        for number in range(self.effort.frames):
            found = self.watch.first_after(acts(number), beats.wait())
            if found is not None:
                taken.append(found)
            elif number == FUTILE and not taken:
                break
        end()
        return paired(taken, [*beside, *self.references()])

    def references(self) -> list[Taken]:
        """Some frames of the reference, when the canvas has nothing more to do."""
        self.watch.calm(ZOOM_SETTLES)
        settle(ZOOM_SETTLES)
        beats = Beats()
        return [frame for _each in range(self.effort.references) for frame in self.blit.frame(beats.wait())]

    def bursts(self, before: Act, act: Act, runs: int, quiet: float) -> Pair:
        """How long it takes after an act until everything is sharp; `before` is not counted."""
        taken: list[Taken] = []
        beside: list[Taken] = []
        for _run in range(runs):
            before()
            found = self.watch.last_after(act, quiet)
            if found is not None:
                taken.append(found)
            beside += self.blit.frame()
        return paired(taken, beside)

    def seen(self) -> list[Spot]:
        """The cards that are wholly seen."""
        view = self.canvas.view
        spots = boxes_in(self.canvas.grid, view.left, view.top, view.right, view.bottom)
        return [
            spot
            for spot in spots
            if isinstance(spot.box.item, Card)
            and view.left < spot.rect[0]
            and view.top < spot.rect[1]
            and spot.rect[2] < view.right
            and spot.rect[3] < view.bottom
        ]

    def pixel(self, spot: Spot) -> QPointF:
        """The middle of a card in the viewport."""
        left, top, right, bottom = spot.rect
        view = self.canvas.view
        return QPointF(view.pixel_x((left + right) / 2), view.pixel_y((top + bottom) / 2))

    def close(self) -> None:
        """Put everything away."""
        self.canvas.close()
        self.blit.close()


def measure_canvas(size: str, document: Document, effort: Effort, *, targeted: bool) -> Iterator[Row]:
    """Everything that is done on a canvas."""
    application()
    bench = Bench(document, effort)
    target = FRAME if targeted else None
    yield from _first(size, bench)
    yield from _pan(size, bench, target)
    yield from _zoom(size, bench, target)
    yield from _drag(size, bench, target)
    yield Row(size, EDIT, _edits(bench), REFERENCE, target)
    bench.close()


def _first(size: str, bench: Bench) -> Iterator[Row]:
    first: list[Taken] = []
    sharp: list[Taken] = []
    beside: list[Taken] = []
    for _run in range(bench.effort.runs):
        blit = Blit()
        found = blit.watch.first_after(blit.show)
        beside += [found] if found else []
        blit.close()
        bench.canvas.close()
        bench.renew()
        gc.collect()
        last = bench.watch.last_after(bench.canvas.show)
        if last is not None:
            rest = bench.watch.painted[0].over.until(bench.watch.painted[-1].over)
            sharp.append(last)
            first.append(Taken(last.seconds - rest.seconds, last.busy - rest.busy))
    yield Row(size, FIRST_PAINT, paired(first, beside), REFERENCE)
    yield Row(size, FIRST_SHARP, paired(sharp, beside), REFERENCE)


def _pan(size: str, bench: Bench, target: Target | None) -> Iterator[Row]:
    for name, zoom in ((PAN, 1.0), (PAN_FAR, 0.4)):
        bench.look(zoom)
        yield Row(size, name, bench.frames(partial(_panning, Panning(bench))), REFERENCE, target)
    bench.look(1.0)
    grid, view = bench.canvas.grid, bench.canvas.view
    left, top = grid.width + view.left - view.right, grid.height + view.top - view.bottom
    jump = partial(bench.canvas.look_at, max(left / 2, 0.0), max(top / 2, 0.0))
    pair = bench.bursts(partial(_forget, bench), jump, bench.effort.runs, 0.03)
    yield Row(size, SHARP_AFTER_JUMP, pair, REFERENCE)


class Panning:
    """Turns the wheel down and across the map, and back at its edges."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._across = self._down = -hands.NOTCH

    def go_on(self) -> None:
        """Turn by one notch down and a quarter of one across; from the map's edge on, the other way."""
        before = self._bench.canvas.view
        hands.turn(self._bench.viewport, self._bench.middle, self._across // 4, self._down)
        view = self._bench.canvas.view
        if abs(view.top - before.top) < 1.0:
            self._down = -self._down
        if abs(view.left - before.left) < 1.0:
            self._across = -self._across


def _panning(panning: Panning, _number: int) -> Act:
    return panning.go_on


def _forget(bench: Bench) -> None:
    """Go back to the upper left corner, with no tile of anywhere else left."""
    bench.look(0.5)
    bench.look(1.0)


def _zoom(size: str, bench: Bench, target: Target | None) -> Iterator[Row]:
    bench.look(1.0)
    ways = cycle([-1] * 8 + [1] * 12 + [-1] * 4)

    def zoom(_number: int) -> Act:
        return partial(hands.zoom, bench.viewport, bench.middle, next(ways))

    yield Row(size, ZOOM, bench.frames(zoom), REFERENCE, target)
    out = partial(hands.zoom, bench.viewport, bench.middle, -3)
    pair = bench.bursts(partial(bench.look, 1.0), out, bench.effort.runs, ZOOM_SETTLES)
    yield Row(size, SHARP_AFTER_ZOOM, pair, REFERENCE)


def _drag(size: str, bench: Bench, target: Target | None) -> Iterator[Row]:
    bench.look(1.0)
    spots = bench.seen()
    cards = [spot.box.item.id for spot in spots]
    others = sorted(card.id for card in bench.document.all(Card) if card.id not in set(cards))
    many = [*cards, *others][:MANY]
    for name, keys in ((DRAG_ONE, cards[:1]), (DRAG_MANY, many)):
        bench.look(1.0)
        pair = _dragged(bench, spots[0], keys)
        yield Row(size, name, pair, REFERENCE, target)

    def take() -> None:
        bench.undo_all()
        bench.look(1.0)
        _take(bench, spots[0], many)
        for number in range(10):
            _carrying(bench, number)()
            settle(0.02)

    drop = partial(hands.release, bench.viewport, hands.on_circle(bench.middle, 9))
    taken: list[Taken] = []
    beside: list[Taken] = []
    for _run in range(bench.effort.runs):
        take()
        found = bench.watch.first_after(drop)
        taken += [found] if found else []
        beside += bench.references()
    bench.undo_all()
    yield Row(size, DROP_MANY, paired(taken, beside), REFERENCE)


def _dragged(bench: Bench, spot: Spot, keys: Sequence[str]) -> Pair:
    """A drag that begins with its first frame, goes in circles, and is given up."""

    def act(number: int) -> Act:
        return partial(_begin, bench, spot, keys) if number == 0 else _carrying(bench, number)

    return bench.frames(act, partial(hands.escape, bench.canvas))


def _begin(bench: Bench, spot: Spot, keys: Sequence[str]) -> None:
    _take(bench, spot, keys)
    _carrying(bench, 0)()


def _take(bench: Bench, spot: Spot, keys: Sequence[str]) -> None:
    """Press on a card that is selected with others."""
    bench.editor.store.session = Session(tuple(keys))
    hands.press(bench.viewport, bench.pixel(spot))


def _carrying(bench: Bench, number: int) -> Act:
    return partial(hands.move, bench.viewport, hands.on_circle(bench.middle, number))


def _edits(bench: Bench) -> Pair:
    """From an edit of a selected card until all of it is painted, whatever moves because of it."""
    bench.look(1.0)
    keys = cycle([spot.box.item.id for spot in bench.seen()])
    numbers = count()

    def take() -> None:
        bench.editor.store.session = Session((next(keys),))
        settle(0.02)
        bench.watch.calm()

    def edit() -> None:
        text = f"The text number {next(numbers)}, which is a little longer than those were"
        with bench.editor.store.edit("Change text") as tx:
            change_items(tx, bench.editor.store.session.selection, text=text)

    pair = bench.bursts(take, edit, max(bench.effort.frames // 3, 1), 0.03)
    bench.undo_all()
    return pair
