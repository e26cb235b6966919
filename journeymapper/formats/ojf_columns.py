"""Which nodes of a stage share a step, so that every score is the emotion of exactly its own step."""

from collections.abc import Iterable
from itertools import islice

from journeymapper.formats.ojf_source import Node


class Column:
    """The nodes that share a step: at most one of each swimlane, and all with the same score or none."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.score: int | float | None = None
        self._lanes: set[str] = set()

    def has(self, lane: str) -> bool:
        """Whether a node of this swimlane is here."""
        return lane in self._lanes

    def take(self, node: Node) -> bool:
        """Take a node in, unless its swimlane has one here or its score differs."""
        if node.lane in self._lanes or (None not in (node.score, self.score) and node.score != self.score):
            return False
        self.nodes.append(node)
        self._lanes.add(node.lane)
        self.score = self.score if node.score is None else node.score
        return True


def columns_of(nodes: Iterable[Node]) -> list[Column]:
    """The columns of a stage's nodes, which come in the order of the file: at least one, if only an empty one.

    A node joins the first column that takes it, or begins the next.
    """
    columns = [Column()]
    # Columns before this place have a node of the swimlane; without it, time would grow with the square of the nodes.
    open_from: dict[str, int] = {}
    for node in nodes:
        first = open_from.get(node.lane, 0)
        if not any(column.take(node) for column in islice(columns, first, None)):
            columns.append(Column())
            columns[-1].take(node)
        while first < len(columns) and columns[first].has(node.lane):
            first += 1
        open_from[node.lane] = first
    return columns
