"""Short names for what stands in a map, and where it is seen. Places are in pixels of the viewport."""

from __future__ import annotations

from collections.abc import Iterable

from journeymapper.edit.store import Store
from journeymapper.interact.view import View
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import rect_of
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Lane, Line, Stage

Spot = tuple[float, float]


class Places:
    """What a desk without a window and a driver of a real one have in common."""

    @property
    def store(self) -> Store:
        raise NotImplementedError

    @property
    def grid(self) -> Grid:
        raise NotImplementedError

    @property
    def view(self) -> View:
        raise NotImplementedError

    @property
    def document(self) -> Document:
        return self.store.document

    def card(self, code: str) -> Card:
        return next(card for card in self.document.all(Card) if card.code == code)

    def stage(self, title: str) -> Stage:
        return next(stage for stage in self.document.stages if stage.title == title)

    def lane(self, role: str) -> Lane:
        return next(lane for lane in self.document.lanes if lane.role == role)

    def line(self, role: str) -> Line:
        return next(line for line in self.document.lines if line.role == role)

    def codes(self, role: str, stage: str) -> list[str]:
        """The codes of what stands in a cell, in order."""
        cell = self.document.cell(self.lane(role).id, self.stage(stage).id)
        return [item.code for item in cell if isinstance(item, Card)]

    def stages(self) -> str:
        """The first letters of the stages."""
        return "".join(stage.title[0] for stage in self.document.stages)

    def rows(self) -> list[str]:
        return [row.role for row in self.document.rows]

    # places, in pixels

    def at(self, code: str, across: float = 0.5, down: float = 0.5) -> Spot:
        """A point of a card, in shares of its width and height."""
        area = rect_of(self.grid, self.card(code).id)
        assert area is not None
        return self._pixel(area[0] + (area[2] - area[0]) * across, area[1] + (area[3] - area[1]) * down)

    def cell(self, role: str, step: int, down: float = 0.5) -> Spot:
        """The middle of a step's column in a lane; steps count from 1 through the whole map."""
        column = self.grid.columns[step - 1]
        return self._pixel(column.x + column.width / 2, self.row_y(role, down))

    def stage_head(self, title: str, across: float = 0.5) -> Spot:
        box = next(box for box in self.grid.stages if box.stage.title == title)
        return self.view.pixel_x(box.x + box.width * across), 12.0

    def step_head(self, step: int) -> Spot:
        column = self.grid.columns[step - 1]
        return self.view.pixel_x(column.x + column.width / 2), self.view.header - 8.0

    def lane_head(self, role: str, down: float = 0.5) -> Spot:
        return 80.0, self.view.pixel_y(self.row_y(role, down))

    def row_y(self, role: str, down: float = 0.5) -> float:
        """The map y in a lane or line."""
        for row, top in zip(self.grid.rows, self.grid.tops, strict=True):
            if row.record.role == role:
                return top + row.height * down
        raise LookupError(role)

    def selected(self) -> set[str]:
        """The codes of the selected cards."""
        found: Iterable[object] = (self.document.get(key) for key in self.store.session.selection)
        return {card.code for card in found if isinstance(card, Card)}

    def _pixel(self, x: float, y: float) -> Spot:
        return self.view.pixel_x(x), self.view.pixel_y(y)
