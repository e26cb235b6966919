"""Small maps for the tests of the analysis, and random ones."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from journeymapper.model.document import Document
from journeymapper.model.order import keys_between
from journeymapper.model.records import Card, JourneyMap, Lane, Line, Link, Record, Stage, Step
from journeymapper.model.tables import LINK_KINDS, kind_of_lane

LANES = {"actions": "onstage", "backstage": "offstage", "support": "offstage", "pains": "none"}


class Sketch:
    """A map of stages with so many steps each, drawn by short names.

    Steps are "1", "2" … in the order of the grid, stages "A", "B" …; each step has an action of its number as id.
    """

    def __init__(self, *steps: int) -> None:
        self.records: dict[str, Record] = {"map": JourneyMap(id="map", title="Sketch")}
        rows = keys_between(None, None, len(LANES) + 1)
        for (role, side), order in zip(LANES.items(), rows, strict=False):
            self.put(Lane(id=role, title=role.title(), order=order, role=role, side=side))
        self.put(Line(id="visibility", role="visibility", order=rows[0] + "V"))
        number = 0
        for position, (count, order) in enumerate(
            zip(steps, keys_between(None, None, len(steps)), strict=True)
        ):
            stage = chr(ord("A") + position)
            self.put(Stage(id=stage, title=f"Stage {stage}", order=order))
            for key in keys_between(None, None, count):
                number += 1
                self.put(Step(id=str(number), stage=stage, order=key))
                self.card(f"a{number}", str(number))

    def put(self, record: Record) -> None:
        """Add a record."""
        self.records[record.id] = record

    def card(self, key: str, at: str, lane: str = "actions", **fields: Any) -> None:
        """Add a card at a step or a stage."""
        place = self.records[at]
        stage, step = (place.stage, place.id) if isinstance(place, Step) else (place.id, "")
        fields = {
            "kind": kind_of_lane(lane),
            "code": key.upper(),
            "text": f"text of {key}",
            "order": "a0",
        } | fields
        self.put(Card(id=key, lane=lane, stage=stage, step=step, **fields))

    def link(self, source: str, target: str, kind: str = "flow", **fields: Any) -> str:
        """Link two cards, or the actions of two steps."""
        ends = [f"a{end}" if end.isdigit() else end for end in (source, target)]
        key = f"{kind}-{ends[0]}-{ends[1]}"
        self.put(Link(id=key, source=ends[0], target=ends[1], kind=kind, **fields))
        return key

    @property
    def document(self) -> Document:
        """The map."""
        return Document(self.records.values())


def flows(steps: int, *pairs: str, kind: str = "flow") -> Document:
    """One stage of so many steps, with links between their actions: "13" leads from step 1 to step 3."""
    sketch = Sketch(steps)
    for pair in pairs:
        sketch.link(pair[0], pair[1], kind)
    return sketch.document


def shuffled(document: Document, order: Sequence[int]) -> Document:
    """The same records, entered in another order."""
    records = sorted(document, key=lambda record: record.id)
    return Document([records[index] for index in order])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Maps of up to four stages, with cards on every side and links of every kind between any of them."""
    sketch = Sketch(*draw(st.lists(st.integers(1, 3), min_size=1, max_size=4)))
    places = [key for key, record in sketch.records.items() if isinstance(record, Step | Stage)]
    for number in range(draw(st.integers(0, 6))):
        until = draw(st.sampled_from(["", *places]))
        sketch.card(
            f"x{number}", draw(st.sampled_from(places)), draw(st.sampled_from(list(LANES))), until=until
        )
    cards = [key for key, record in sketch.records.items() if isinstance(record, Card)]
    ends = st.tuples(st.sampled_from(cards), st.sampled_from(cards), st.sampled_from(["flow", *LINK_KINDS]))
    for source, target, kind in draw(st.lists(ends, max_size=12)):
        if source != target:
            sketch.put(Link(id=f"{kind}-{source}-{target}", source=source, target=target, kind=kind))
    return sketch.document
