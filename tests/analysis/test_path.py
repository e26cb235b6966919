"""The graph of the path."""

from hypothesis import given

from journeymapper.analysis.flow import ways_of
from journeymapper.analysis.path import forward_graph, path_graph, reachable, without_effect
from journeymapper.model.document import Document
from tests.analysis.maps import Sketch, documents


def test_the_graph_holds_steps_and_offstage_cards_with_what_they_support():
    sketch = Sketch(2, 1)
    sketch.card("b", "2", "backstage")
    sketch.card("y", "A", "support", until="B")
    sketch.link("b", "a2", "supports")
    sketch.link("y", "b", "supports")
    sketch.link("a1", "a3", "alternative", label="short cut", probability=0.25)
    graph = path_graph(sketch.document)
    assert dict(graph.nodes(data="type")) == {"1": "step", "2": "step", "3": "step", "b": "card", "y": "card"}
    edges = {(source, target, edge["kind"]) for source, target, edge in graph.edges(data=True)}
    assert edges == {
        ("1", "2", "flow"),
        ("2", "3", "flow"),
        ("1", "3", "alternative"),
        ("b", "2", "supports"),
        ("y", "b", "supports"),
    }
    edge = graph.edges["1", "3", "alternative-a1-a3"]
    assert (edge["label"], edge["probability"], edge["inferred"]) == ("short cut", 0.25, False)
    assert edge["link"] == "alternative-a1-a3"
    assert graph.edges["1", "2", "inferred"]["inferred"]


@given(documents())
def test_what_can_be_reached_is_what_walking_finds(document: Document):
    ways = ways_of(document)
    graph = path_graph(document)
    for start in document.steps:
        found = {start.id}
        while True:
            more = found | {way.target for way in ways if way.source in found}
            if more == found:
                break
            found = more
        assert reachable(graph, start.id) == found


@given(documents())
def test_the_path_without_its_loops_has_no_circle(document: Document):
    graph = forward_graph(document)
    while graph:
        ends = [step for step in graph if graph.out_degree(step) == 0]
        assert ends
        graph.remove_nodes_from(ends)


@given(documents())
def test_offstage_cards_are_without_effect_where_no_chain_of_support_leads_on(document: Document):
    graph = path_graph(document)
    idle = without_effect(graph)
    cards = {node for node, kind in graph.nodes(data="type") if kind == "card"}
    for card in cards:
        ahead = {card}
        for _each in cards:
            ahead |= {target for node in ahead & cards for target in graph.successors(node)}
        ends = {node for node in ahead if node not in cards or graph.out_degree(node) == 0} - {card}
        assert (card in idle) == (not ends)
