"""The path as a graph. networkx is imported within the functions: it must not cost the window its first paint."""

from typing import TYPE_CHECKING

from journeymapper.analysis.columns import first_step, positions_of, side_of
from journeymapper.analysis.flow import Way, ways_of
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Link

if TYPE_CHECKING:
    import networkx as nx


def path_graph(document: Document) -> "nx.MultiDiGraph[str]":
    """Steps with the ways between them, and offstage cards with what they support, as one directed graph.

    Nodes are ids, with the attribute `type`: "step" or "card". Steps have `position`, their 0-based place in the
    grid. Edges have `kind`, `label`, `probability` (None where unknown), `inferred`, `back` and `link` (an id, ""
    where inferred); `analysis.flow` has the rules. The edges of an offstage card are of the kind "supports" and
    lead to other offstage cards, and to the steps in which the cards that it supports begin.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for position, step in enumerate(document.steps):
        graph.add_node(step.id, type="step", position=position)
    for way in ways_of(document):
        graph.add_edge(way.source, way.target, key=way.link or "inferred", **_attributes(way))
    _add_support(document, graph)
    return graph


def forward_graph(document: Document) -> "nx.DiGraph[str]":
    """The steps with the ways between them, without loops and without parallels: a graph that has no circle."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(step.id for step in document.steps)
    graph.add_edges_from((way.source, way.target) for way in ways_of(document) if not way.back)
    return graph


def along_the_path(document: Document) -> list[str]:
    """The steps in an order that every way but the loops respects; where it is open, in the order of the grid."""
    import networkx as nx

    positions = positions_of(document)
    return list(nx.lexicographical_topological_sort(forward_graph(document), key=positions.__getitem__))


def reachable(graph: "nx.MultiDiGraph[str]", start: str) -> frozenset[str]:
    """The steps to which any way leads from a step, loops included, and the step itself."""
    import networkx as nx

    return frozenset({start} | nx.descendants(graph, start))


def without_effect(graph: "nx.MultiDiGraph[str]") -> frozenset[str]:
    """The offstage cards of a path graph that support nothing, and circles of cards that support only each other.

    A card that supports one of these is not among them: the gap is further on.
    """
    import networkx as nx

    cards = {node for node, kind in graph.nodes(data="type") if kind == "card"}
    idle = {card for card in cards if graph.out_degree(card) == 0}
    goals = (graph.nodes - cards) | idle
    layers = nx.bfs_layers(graph.reverse(copy=False), goals)
    return frozenset(idle | cards.difference(*layers))


def _attributes(way: Way) -> dict[str, object]:
    return {
        "kind": way.kind,
        "label": way.label,
        "probability": way.probability,
        "inferred": way.inferred,
        "back": way.back,
        "link": way.link,
    }


def _add_support(document: Document, graph: "nx.MultiDiGraph[str]") -> None:
    offstage = {card.id for card in document.all(Card) if side_of(document, card) == "offstage"}
    for card in sorted(offstage):
        graph.add_node(card, type="card")
    for link in sorted(document.all(Link), key=lambda link: link.id):
        if link.kind != "supports" or link.source not in offstage:
            continue
        target = document.find(Card, link.target)
        node = link.target if target is None or link.target in offstage else first_step(document, target)
        if node in graph:
            way = Way(link.source, node, link.kind, link.label, link.probability, link.id)
            graph.add_edge(link.source, node, key=link.id, **_attributes(way))
