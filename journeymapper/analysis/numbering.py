"""The number of each step on the path.

Steps are numbered 1 to n along the path without its loops; where the path leaves the order open, the grid decides.
Nearly every map is drawn from left to right: then the numbers are the order of the grid and no graph is needed,
which spares the window networkx before its first paint.
"""

from journeymapper.analysis.columns import positions_of
from journeymapper.analysis.flow import drawn_ways
from journeymapper.analysis.path import along_the_path
from journeymapper.model.document import Document
from journeymapper.model.patch import Patch
from journeymapper.model.records import Card, Lane, Link, Record, Stage, Step


def numbering(document: Document) -> dict[str, int]:
    """The number of each step, by its id: 1 to n, each once, along every drawn flow and alternative but the loops."""
    positions = positions_of(document)
    ways = drawn_ways(document, positions)
    if all(way.back or positions[way.source] < positions[way.target] for way in ways):
        return {step: position + 1 for step, position in positions.items()}
    return {step: number for number, step in enumerate(along_the_path(document), start=1)}


def may_renumber(patch: Patch) -> bool:
    """Whether a change can have altered the numbers; if not, they need not be reckoned again."""
    return any(_touches_path(before, after) for before, after in patch.changes.values())


def _touches_path(before: Record | None, after: Record | None) -> bool:
    match before, after:
        case (Card(), Card()):
            return _place(before) != _place(after)
        case (Lane(), Lane()):
            return before.side != after.side
        case (Step(), Step()):
            return (before.stage, before.order) != (after.stage, after.order)
        case (Stage(), Stage()):
            return before.order != after.order
        case _:
            # A card or lane that comes or goes alone has no links; theirs come and go as records of their own.
            return isinstance(before or after, Link | Step | Stage)


def _place(card: Card) -> tuple[str, str, str, str]:
    return card.lane, card.stage, card.step, card.until
