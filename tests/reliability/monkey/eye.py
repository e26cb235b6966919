"""What the monkey sees: where things are in the window, and its dice."""

from __future__ import annotations

import random
from typing import TypeVar

from PySide6.QtCore import QPoint

from journeymapper.layout.grid import Grid
from journeymapper.layout.index import boxes_in
from journeymapper.model.document import Document
from journeymapper.ui.canvas.canvas import Canvas
from journeymapper.ui.window import MainWindow
from journeymapper.ui.workspace import Workspace

Spot = tuple[float, float]
T = TypeVar("T")

LETTERS = "aeinrst  ABMZ0189.,-–’äßçøλЖعשदक日한🙂"
WORDS = (
    "call",
    "Größe",
    "two\nlines",
    "fi",
    "العربية",
    "日本語",
    "\N{FAMILY}",
    "x" * 40,
    "a  b ",
    "<b>&amp;",
)


class Eye:
    """Looks at one window."""

    def __init__(self, window: MainWindow, dice: random.Random) -> None:
        self.window = window
        self.dice = dice

    @property
    def workspace(self) -> Workspace:
        return self.window.workspace

    @property
    def canvas(self) -> Canvas:
        return self.workspace.canvas

    @property
    def grid(self) -> Grid:
        return self.canvas.grid

    @property
    def document(self) -> Document:
        return self.workspace.editor.document

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def letter(self) -> str:
        return self.dice.choice(LETTERS)

    # places in pixels of the map's viewport

    def anywhere(self) -> Spot:
        """A place in the body, sometimes at its edge or outside the window."""
        view = self.canvas.view
        if self.chance(0.06):
            return self.dice.uniform(-80, view.width + 80), self.dice.uniform(-80, view.height + 80)
        return self._near(view.gutter, view.width), self._near(view.header, view.height)

    def card(self) -> Spot | None:
        """A place on a card that is seen."""
        view = self.canvas.view
        found = list(boxes_in(self.grid, view.left, view.top, view.right, view.bottom))
        if not found:
            return None
        left, top, right, bottom = self.dice.choice(found).rect
        across, down = self.dice.uniform(0.03, 0.97), self.dice.uniform(0.05, 0.95)
        x, y = view.pixel_x(left + (right - left) * across), view.pixel_y(top + (bottom - top) * down)
        return max(x, view.gutter + 1), max(y, view.header + 1)

    def head(self) -> Spot:
        """A place on the head of a stage, a step, a lane or a line, or on the corner."""
        view = self.canvas.view
        if self.chance(0.6):
            return self.dice.uniform(view.gutter, view.width), self.dice.uniform(1, max(view.header, 2))
        return self.dice.uniform(1, max(view.gutter, 2)), self.dice.uniform(view.header, view.height)

    def border(self) -> Spot:
        """A place where two stages, steps, lanes or the edges of cards meet."""
        view, grid = self.canvas.view, self.grid
        xs = [view.pixel_x(column.left) for column in grid.columns] or [view.gutter]
        ys = [view.pixel_y(top) for top in grid.tops] or [view.header]
        x, y = self.anywhere()
        if self.chance(0.5):
            x = self.dice.choice(xs) + self.dice.choice((-1, 0, 0.5, 1))
        if self.chance(0.5):
            y = self.dice.choice(ys) + self.dice.choice((-1, 0, 0.5, 1))
        return min(max(x, 0), view.width - 1), min(max(y, 0), view.height - 1)

    def point(self) -> Spot | None:
        """A point of an emotion curve that is seen."""
        view = self.canvas.view
        spots = []
        for row, top in zip(self.grid.rows, self.grid.tops, strict=True):
            for curve in row.emotion.curves if row.emotion else ():
                for place in curve.points:
                    x, y = view.pixel_x(place.x), view.pixel_y(top + place.y)
                    if view.gutter < x < view.width and view.header < y < view.height:
                        spots.append((x, y))
        return self.dice.choice(spots) if spots else None

    def thing(self) -> Spot:
        """A place where most likely something can be taken hold of."""
        card = self.card() if self.chance(0.8) else None
        return card or (self.head() if self.chance(0.6) else self.point()) or self.anywhere()

    def on_the_way(self, start: Spot, end: Spot, share: float) -> Spot:
        """A place about so far from one place to another."""
        wobble = self.dice.uniform(-6, 6)
        return start[0] + (end[0] - start[0]) * share + wobble, start[1] + (
            end[1] - start[1]
        ) * share - wobble

    def _near(self, low: float, high: float) -> float:
        """Between two borders, often near one of them."""
        if self.chance(0.12):
            return low + self.dice.uniform(0, 40)
        if self.chance(0.12):
            return high - self.dice.uniform(0, 40)
        return self.dice.uniform(low, max(high, low + 1))

    # places in the outline, and names of fields

    def row(self) -> Spot | None:
        """A row of the outline that is seen."""
        tree = self.workspace.outline.tree
        area = tree.viewport().rect()
        if not tree.isVisible() or area.height() < 8:
            return None
        x, y = self.dice.randrange(area.width()), self.dice.randrange(area.height())
        return (float(x), float(y)) if tree.indexAt(QPoint(x, y)).isValid() else None

    def field(self, *forms: str) -> str:
        """The key of a field of the inspector whose editor's class is one of these, "" for none."""
        form = self.workspace.inspector.form
        if form is None or not form.isVisible():
            return ""
        found = [key for key, editor in form.editors.items() if type(editor).__name__ in forms]
        return self.dice.choice(found) if found else ""

    # how much there is

    @property
    def selected(self) -> bool:
        return bool(self.workspace.editor.store.session.selection)

    def pick(self, first: T, second: T, share: float = 0.5) -> T:
        """The first, or with the rest of the chance the second."""
        return first if self.chance(share) else second
