"""Where on the path cards stand: at which step people come to a card, and from which they go on."""

from collections.abc import Mapping

from journeymapper.model.document import Document
from journeymapper.model.records import Card, Lane, Placed, Stage, Step

Positions = Mapping[str, int]


def positions_of(document: Document) -> dict[str, int]:
    """The 0-based position of every step in the grid, from left to right, by its id."""
    return {step.id: position for position, step in enumerate(document.steps)}


def first_step(document: Document, item: Placed) -> str:
    """The step at which people come to an item: its own, or the first of its stage. "" where it has none."""
    if item.step:
        return item.step
    steps = document.steps_of(item.stage)
    return steps[0].id if steps else ""


def last_step(document: Document, item: Placed, positions: Positions) -> str:
    """The step from which people go on from an item: the last that it covers, spans included. "" for none."""
    own = item.step or _last_of(document, item.stage)
    end = ""
    if document.find(Step, item.until) is not None:
        end = item.until
    elif document.find(Stage, item.until) is not None:
        end = _last_of(document, item.until)
    return max(own, end, key=lambda step: positions.get(step, -1))


def steps_covered(document: Document, item: Placed, positions: Positions) -> frozenset[str]:
    """Every step in whose column an item stands."""
    first = positions.get(first_step(document, item), 0)
    last = positions.get(last_step(document, item, positions), -1)
    return frozenset(step.id for step in document.steps[first : last + 1])


def side_of(document: Document, card: Card) -> str:
    """The side of a card's lane: onstage, offstage or none."""
    lane = document.find(Lane, card.lane)
    return lane.side if lane else "none"


def _last_of(document: Document, stage: str) -> str:
    steps = document.steps_of(stage)
    return steps[-1].id if steps else ""
