"""The rules of the path: what is drawn, what is inferred, and what counts as a loop."""

from hypothesis import given

from journeymapper.analysis.columns import positions_of
from journeymapper.analysis.flow import PATH_KINDS, way_of, ways_of
from journeymapper.model.document import Document
from journeymapper.model.records import Link
from tests.analysis.maps import Sketch, documents, flows


def short(document: Document) -> set[str]:
    """The ways by their ends and kinds ("13 flow"), with "~" for inferred and "<" for what counts as a loop."""
    return {
        f"{way.source}{way.target} {'~' * way.inferred}{'<' * way.back}{way.kind}"
        for way in ways_of(document)
    }


def test_without_links_people_flow_from_step_to_step():
    assert short(Sketch(2, 1, 1).document) == {"12 ~flow", "23 ~flow", "34 ~flow"}


def test_a_drawn_flow_replaces_the_inferred_ones_out_of_its_start_and_into_its_end():
    assert short(flows(4, "13")) == {"13 flow", "34 ~flow"}


def test_an_alternative_is_a_way_beside_the_flow():
    assert short(flows(3, "13", kind="alternative")) == {"12 ~flow", "13 alternative", "23 ~flow"}


def test_a_loop_leaves_the_flow_as_it_is():
    assert short(flows(3, "31", kind="loop")) == {"12 ~flow", "23 ~flow", "31 <loop"}


def test_a_flow_back_to_where_people_come_from_counts_as_a_loop():
    assert short(flows(4, "31")) == {"12 ~flow", "23 ~flow", "34 ~flow", "31 <flow"}


def test_a_flow_back_to_a_step_that_was_passed_over_is_part_of_the_path():
    assert short(flows(4, "13", "32", "24")) == {"13 flow", "32 flow", "24 flow"}


def test_of_two_flows_back_that_would_close_a_circle_together_the_later_counts_as_a_loop():
    found = short(flows(4, "14", "42", "43", "23"))
    assert found == {"14 flow", "42 flow", "43 flow", "23 flow"}
    assert short(flows(4, "14", "24", "42")) == {"14 flow", "24 flow", "42 <flow"}


def test_cards_as_wide_as_their_stage_are_entered_at_its_first_step_and_left_at_its_last():
    sketch = Sketch(2, 2)
    sketch.card("x", "A")
    sketch.card("y", "B")
    sketch.link("x", "y", "alternative")
    assert short(sketch.document) == {"12 ~flow", "23 ~flow", "34 ~flow", "23 alternative"}
    sketch.link("y", "x", "loop")
    assert "41 <loop" in short(sketch.document)


def test_a_card_that_spans_is_left_where_its_span_ends():
    sketch = Sketch(2, 2, 1)
    sketch.card("x", "1", until="B")
    sketch.link("x", "a5", "alternative")
    sketch.card("y", "1", until="3")
    sketch.link("y", "a5", "alternative")
    assert {"45 alternative", "35 alternative"} <= short(sketch.document)


def test_links_within_a_step_and_links_of_offstage_cards_are_no_part_of_the_path():
    sketch = Sketch(3)
    sketch.card("x", "1")
    sketch.card("b", "1", "backstage")
    sketch.link("a1", "x")
    sketch.link("b", "a3")
    sketch.link("a1", "b")
    assert short(sketch.document) == {"12 ~flow", "23 ~flow"}


@given(documents())
def test_every_link_between_two_steps_is_one_way_and_every_inferred_way_joins_neighbours(document: Document):
    positions = positions_of(document)
    ways = ways_of(document)
    links = [link for link in document.all(Link) if link.kind in PATH_KINDS]
    assert {way.link for way in ways if way.link} == {
        link.id for link in links if way_of(document, link, positions) is not None
    }
    for way in ways:
        if way.inferred:
            assert positions[way.target] == positions[way.source] + 1
            assert not way.back


@given(documents())
def test_only_ways_back_in_the_grid_count_as_loops_unless_they_are_drawn_as_loops(document: Document):
    positions = positions_of(document)
    for way in ways_of(document):
        assert way.back >= (way.kind == "loop")
        if way.back and way.kind != "loop":
            assert positions[way.source] > positions[way.target]
