"""The ways in and out of a step or a card."""

from itertools import product

from hypothesis import given

from journeymapper.analysis.ways import Ends, Ways, ways
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Link
from tests.analysis.maps import Sketch, documents


def blueprint() -> Document:
    sketch = Sketch(2, 2)
    sketch.card("b", "2", "backstage")
    sketch.card("y", "A", "support")
    sketch.card("p", "2", "pains")
    sketch.link("b", "a2", "supports")
    sketch.link("y", "b", "supports")
    sketch.link("a1", "a2")
    sketch.link("a2", "a4", "alternative")
    sketch.link("a2", "a1", "loop")
    sketch.link("a2", "p", "causes")
    return sketch.document


def test_a_step_has_the_ways_of_the_path_and_the_whole_chain_that_supports_it():
    assert ways(blueprint(), "2") == Ways(
        Ends(
            frozenset({"flow-a1-a2", "supports-b-a2", "supports-y-b"}),
            frozenset({"a1", "b", "y"}),
            frozenset({"1"}),
        ),
        Ends(
            frozenset({"alternative-a2-a4", "loop-a2-a1"}),
            frozenset({"a4", "a1"}),
            frozenset({"1", "3", "4"}),
        ),
    )


def test_a_card_has_every_link_that_ends_or_begins_at_it():
    found = ways(blueprint(), "a2")
    assert found.inward.links == {"flow-a1-a2", "supports-b-a2", "supports-y-b"}
    assert found.outward.links == {"alternative-a2-a4", "loop-a2-a1", "causes-a2-p"}
    assert found.outward.cards == {"a4", "a1", "p"}
    assert found.outward.steps == {"4", "1"}


def test_a_system_leads_through_backstage_work_to_the_step_that_it_makes_possible():
    found = ways(blueprint(), "y")
    assert found.inward == Ends()
    assert found.outward.cards == {"b", "a2"}
    assert "2" in found.outward.steps


def test_a_support_link_to_a_wide_card_belongs_to_each_of_its_steps():
    sketch = Sketch(1, 3)
    sketch.card("wide", "B")
    sketch.card("b", "2", "backstage")
    sketch.link("b", "wide", "supports")
    assert all(ways(sketch.document, step).inward.cards >= {"b"} for step in "234")
    assert not ways(sketch.document, "1").inward.cards


def test_neither_stages_nor_what_is_not_there_have_ways():
    assert ways(blueprint(), "A") == Ways()
    assert ways(blueprint(), "nothing") == Ways()


@given(documents())
def test_what_leads_from_one_step_to_another_is_seen_from_both(document: Document):
    found = {step.id: ways(document, step.id) for step in document.steps}
    for (here, leaving), (there, coming) in product(found.items(), repeat=2):
        assert (there in leaving.outward.steps) == (here in coming.inward.steps)


@given(documents())
def test_a_card_sees_each_of_its_links_and_the_card_at_its_other_end(document: Document):
    for card in document.all(Card):
        found = ways(document, card.id)
        for link in document.links_of(card.id):
            assert isinstance(link, Link)
            ends = found.outward if link.source == card.id else found.inward
            assert link.id in ends.links
            assert (link.target if link.source == card.id else link.source) in ends.cards
