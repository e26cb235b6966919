"""A small map to edit, and short names for what stands in it."""

from typing import Any

from journeymapper.edit.cards import add_card
from journeymapper.edit.lanes import add_lane, add_line, add_series
from journeymapper.edit.new import bare_document
from journeymapper.edit.places import Place
from journeymapper.edit.stages import add_stage
from journeymapper.edit.store import Change, Store
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, Lane, Line, Placed, Stage, Step


class Clock:
    """A clock that stands still until it is moved on, in seconds."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Map:
    """A store on a map of the stages A (two steps), B (one step) and C (two steps).

    Its rows are the lanes actions and touchpoints, the line of visibility, and the lanes backstage and emotion.
    """

    def __init__(self, *, limit: int = 1000) -> None:
        new_id = id_source("test")
        document = bare_document(new_id, title="Test")
        with Store(document, new_id=new_id).edit("Set up") as tx:
            for title, steps in (("A", 2), ("B", 1), ("C", 2)):
                add_stage(tx, title=title, steps=steps)
            add_lane(tx, "actions")
            add_lane(tx, "touchpoints")
            add_line(tx, "visibility")
            add_lane(tx, "backstage")
            add_series(tx, add_lane(tx, "emotion").id)
        self.clock = Clock()
        self.store = Store(document, new_id=new_id, clock=self.clock, limit=limit)
        self.heard: list[Change] = []
        self.store.subscribe(self.heard.append)

    @property
    def document(self) -> Document:
        """The document."""
        return self.store.document

    def stage(self, title: str) -> Stage:
        """The stage of this title."""
        return next(stage for stage in self.document.stages if stage.title == title)

    def step(self, name: str) -> Step:
        """The step of a name such as "A2": the second of stage A."""
        return self.document.steps_of(self.stage(name[0]).id)[int(name[1:]) - 1]

    def lane(self, role: str) -> Lane:
        """The first lane of this role."""
        return next(lane for lane in self.document.lanes if lane.role == role)

    def line(self, role: str = "visibility") -> Line:
        """The line of this role."""
        return next(line for line in self.document.lines if line.role == role)

    def place(self, role: str, name: str, index: int | None = None) -> Place:
        """A place by names: a lane's role, and a stage ("A") or a step ("A2")."""
        step = self.step(name).id if name[1:] else ""
        return Place(self.lane(role).id, self.stage(name[0]).id, step, index)

    def add(self, text: str, role: str = "actions", name: str = "A1", **fields: Any) -> str:
        """Add a card in an edit of its own, and return its id."""
        with self.store.edit("Add") as tx:
            return add_card(tx, self.place(role, name), fields.pop("kind", "note"), text=text, **fields).id

    def card(self, text: str) -> Card:
        """The card of this text."""
        return next(card for card in self.document.all(Card) if card.text == text)

    def texts(self, role: str, title: str) -> list[str]:
        """The texts of the cards of a cell in order."""
        cell = self.document.cell(self.lane(role).id, self.stage(title).id)
        return [item.text for item in cell if isinstance(item, Card)]

    def where(self, key: str) -> tuple[str, str]:
        """The lane's role and the stage or step of an item, as `place` takes them."""
        item = self.document.find(Placed, key)
        assert item is not None
        lane, stage = self.document.find(Lane, item.lane), self.document.find(Stage, item.stage)
        assert lane is not None
        assert stage is not None
        steps = [step.id for step in self.document.steps_of(stage.id)]
        return lane.role, stage.title + (str(steps.index(item.step) + 1) if item.step else "")

    def stages(self) -> str:
        """The titles of the stages from left to right."""
        return "".join(stage.title for stage in self.document.stages)

    def rows(self) -> list[str]:
        """The roles of lanes and lines from top to bottom."""
        return [row.role for row in self.document.rows]


def touched(change: Change) -> set[str]:
    """The ids of the records that a change touches."""
    return set(change.patch.changes)
