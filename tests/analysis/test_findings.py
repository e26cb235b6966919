"""What is found in a map: each kind of finding once, and the list as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.analysis.finding import Finding
from journeymapper.analysis.findings import RANK, findings
from journeymapper.files.journey import load
from journeymapper.files.templates import TEMPLATES, template_path
from journeymapper.model.document import Document
from journeymapper.model.records import Asset, EmotionPoint, Lane, Series
from tests.analysis.maps import LANES, Sketch, documents, flows, shuffled


def found(document: Document, code: str) -> list[Finding]:
    return [finding for finding in findings(document) if finding.code == code]


def only(document: Document, code: str) -> Finding:
    (finding,) = found(document, code)
    return finding


def test_a_step_that_no_way_leads_to_is_named_by_its_number_and_what_happens_in_it():
    finding = only(flows(4, "13"), "unreachable_step")
    assert finding.level == "warning"
    assert finding.ids == ("2",)
    assert finding.message == (
        "Step 2 “text of a2” cannot be reached: no way leads to it from step 1. Draw a flow to it, or remove it."
    )


def test_a_step_that_only_a_loop_leads_to_can_be_reached():
    sketch = Sketch(4)
    sketch.link("1", "3")
    sketch.link("3", "2", "loop")
    assert not found(sketch.document, "unreachable_step")


def test_a_step_from_which_no_way_leads_on_is_a_dead_end():
    finding = only(flows(4, "12", "13"), "dead_end")
    assert finding.level == "warning"
    assert finding.ids == ("2",)
    assert "Step 2 “text of a2” is a dead end" in finding.message


def test_the_last_step_of_the_path_is_no_dead_end():
    assert not found(flows(3, "13", "32"), "dead_end")
    assert not found(Sketch(2, 2).document, "dead_end")


def test_a_step_that_is_not_reached_is_not_called_a_dead_end_as_well():
    assert not found(flows(3, "13"), "dead_end")


def test_a_flow_that_leads_back_should_be_a_loop():
    finding = only(flows(3, "31"), "backward_flow")
    assert finding.level == "hint"
    assert finding.ids == ("flow-a3-a1", "3", "1")


def test_a_loop_that_leads_on_should_be_another_link():
    assert only(flows(3, "13", kind="loop"), "forward_loop").ids == ("loop-a1-a3", "1", "3")


def test_ways_out_that_add_up_to_more_than_everybody_are_named():
    sketch = Sketch(3)
    sketch.link("1", "2", probability=0.7)
    sketch.link("1", "3", "alternative", probability=0.41)
    finding = only(sketch.document, "shares_over_whole")
    assert "111%" in finding.message
    assert finding.ids[0] == "1"


def test_shares_that_add_up_to_everybody_are_fine():
    sketch = Sketch(3)
    sketch.link("1", "2", probability=0.59)
    sketch.link("1", "3", "alternative", probability=0.41)
    assert not found(sketch.document, "shares_over_whole")


def test_an_offstage_card_that_supports_nothing_is_named_by_code_and_text():
    sketch = Sketch(2)
    sketch.card("b3", "2", "backstage", text="All half sizes kept in stock")
    finding = only(sketch.document, "idle_offstage")
    assert finding.level == "warning"
    assert finding.ids == ("b3",)
    assert finding.message.startswith("B3 “All half sizes kept in stock” supports nothing.")


def test_only_the_last_of_a_chain_that_supports_nothing_is_named():
    sketch = Sketch(1)
    sketch.card("b", "1", "backstage")
    sketch.card("y", "1", "support")
    sketch.link("y", "b", "supports")
    assert only(sketch.document, "idle_offstage").ids == ("b",)


def test_cards_that_support_only_each_other_support_nothing():
    sketch = Sketch(1)
    sketch.card("b", "1", "backstage")
    sketch.card("y", "1", "support")
    sketch.link("y", "b", "supports")
    sketch.link("b", "y", "supports")
    assert {finding.ids for finding in found(sketch.document, "idle_offstage")} == {("b",), ("y",)}


def test_a_note_in_an_offstage_lane_need_not_support_anything():
    sketch = Sketch(1)
    sketch.card("n", "1", "backstage", kind="note")
    sketch.card("p", "1", "backstage", kind="pain_point")
    assert not found(sketch.document, "idle_offstage")


def test_support_that_points_away_from_the_customer_should_be_turned_round():
    sketch = Sketch(1)
    sketch.card("b", "1", "backstage")
    sketch.link("a1", "b", "supports")
    assert only(sketch.document, "inverted_support").ids == ("supports-a1-b", "a1", "b")
    assert not found(sketch.document, "idle_offstage")


def test_support_among_onstage_cards_crosses_nothing():
    sketch = Sketch(2)
    sketch.link("a1", "a2", "supports")
    assert only(sketch.document, "support_onstage").ids == ("supports-a1-a2", "a1", "a2")


def test_offstage_work_in_an_onstage_lane_and_the_reverse_stand_on_the_wrong_side():
    sketch = Sketch(1)
    sketch.card("b", "1", "actions", kind="backstage_action")
    sketch.card("f", "1", "backstage", kind="frontstage_action")
    assert [finding.ids for finding in found(sketch.document, "wrong_side")] == [("b",), ("f",)]


def test_a_lane_beyond_the_line_of_visibility_is_named():
    sketch = Sketch(1)
    sketch.put(Lane(id="front", title="Front", order="z9", role="frontstage", side="onstage"))
    sketch.put(Lane(id="back", title="Back", order="A5", role="backstage", side="offstage"))
    assert {finding.ids for finding in found(sketch.document, "lane_beyond_line")} == {("front",), ("back",)}


def test_a_missing_line_of_visibility_is_missed():
    sketch = Sketch(1)
    del sketch.records["visibility"]
    assert only(sketch.document, "no_line_of_visibility").level == "hint"
    assert not found(sketch.document, "lane_beyond_line")


def test_empty_stages_lanes_and_cards_are_named():
    sketch = Sketch(1, 1)
    del sketch.records["a2"]
    sketch.card("t", "1", "pains", text=" ")
    document = sketch.document
    assert only(document, "empty_stage").message == (
        "The stage “Stage B” is empty. Say what happens in it, or delete it."
    )
    assert set(only(document, "empty_lane").ids) == {"backstage", "support"}
    assert only(document, "empty_card").message.startswith("T in “Pains” at “Stage A” is empty.")


def test_a_stage_and_a_lane_with_nothing_but_a_curve_are_not_empty():
    sketch = Sketch(1, 1)
    del sketch.records["a2"]
    sketch.put(Series(id="s", lane="pains", order="a0"))
    sketch.put(EmotionPoint(id="e", series="s", step="2", value=1.0))
    assert not found(sketch.document, "empty_stage")
    assert "pains" not in only(sketch.document, "empty_lane").ids


def test_an_empty_map_gets_one_hint_instead_of_one_for_each_lane():
    assert [finding.code for finding in findings(load(template_path("empty")).document)] == ["empty_map"]


def test_a_map_without_stages_is_told_to_have_some():
    assert found(Document(), "no_stage")


def test_what_breaks_a_rule_is_an_error():
    sketch = Sketch(1)
    sketch.link("a1", "nobody")
    finding = findings(sketch.document)[0]
    assert (finding.level, finding.code, finding.ids) == ("error", "rule", ("flow-a1-nobody",))
    assert finding.message.startswith("The link flow-a1-nobody points at “nobody”")


def test_a_picture_that_is_not_there_is_an_error():
    sketch = Sketch(1)
    sketch.put(Asset(id="p", sha256="0" * 64, media_type="image/png", title="Maya"))
    assert only(sketch.document, "missing_picture").level == "error"


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_have_nothing_worse_than_hints(name):
    assert {finding.level for finding in findings(load(template_path(name)).document)} <= {"hint"}


def test_there_is_nothing_to_say_about_the_example():
    assert findings(load(template_path("buying-running-shoes")).document) == []


@given(documents(), st.randoms(use_true_random=False))
def test_findings_come_in_the_same_order_whatever_the_order_of_the_records(document: Document, random):
    places = list(range(len(document)))
    random.shuffle(places)
    listed = findings(document)
    assert findings(shuffled(document, places)) == listed
    assert [RANK[finding.level] for finding in listed] == sorted(RANK[finding.level] for finding in listed)


@given(documents())
def test_findings_are_about_records_that_are_there_in_sentences(document: Document):
    for finding in findings(document):
        assert all(key in document for key in finding.ids)
        assert finding.message[:1] == finding.message[:1].upper()
        assert finding.message.endswith(".")
        assert "\n" not in finding.message


def test_the_sketches_have_the_lanes_that_these_tests_speak_of():
    assert {lane.role for lane in Sketch(1).document.lanes} == set(LANES)
