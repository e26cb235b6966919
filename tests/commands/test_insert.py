import pytest
from msgspec.structs import replace

from journeymapper.edit.places import Place
from journeymapper.interact.focus import cell_focus
from journeymapper.model.records import Card, Lane, Line, Link, Measure, Owner, Series
from journeymapper.model.tables import KINDS, ROLES


def test_a_stage_is_added_behind_the_selected_one_and_opened_for_its_name(acting):
    acting.select(acting.stage(0))
    acting.give("insert.stage")
    assert [stage.title for stage in acting.document.stages] == ["Before", "New stage", "During", "After"]
    assert ("edit", acting.document.stages[1].id) in acting.view.did
    assert acting.selection == (acting.document.stages[1].id,)


def test_a_step_is_added_to_the_stage_of_the_selected_card(acting):
    card = acting.card("pain_point", "pains", 1)
    acting.select(card.id)
    acting.give("insert.step")
    assert [len(acting.document.steps_of(stage.id)) for stage in acting.document.stages] == [1, 2, 1]


@pytest.mark.parametrize("role", ROLES)
def test_a_lane_of_every_meaning_can_be_added(acting, role):
    before = acting.document.count(Lane)
    acting.select(acting.lane("actions").id)
    assert acting.give(f"insert.lane.{role}")
    rows = [row.role for row in acting.document.rows]
    assert acting.document.count(Lane) == before + 1
    assert rows[:2] == ["actions", role]


def test_a_new_emotion_lane_has_a_curve_to_set_points_on(acting):
    acting.give("insert.lane.emotion")
    assert acting.document.count(Series) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_goes_to_the_lane_where_its_kind_is_at_home(acting, kind):
    acting.select(acting.stage(1))
    assert acting.give(f"insert.card.{kind}")
    (card,) = acting.document.all(Card)
    lane = acting.document.find(Lane, card.lane)
    assert lane is not None
    assert (lane.role, card.stage, card.kind) == (KINDS[kind].role, acting.stage(1), kind)
    assert ("edit", card.id) in acting.view.did


def test_a_card_goes_to_the_empty_cell_that_has_the_keyboard(acting):
    cell = Place(acting.lane("thoughts").id, acting.stage(2), acting.document.steps_of(acting.stage(2))[0].id)
    acting.store.session = replace(acting.store.session, selection=(), focus=cell_focus(cell))
    acting.give("insert.card.pain_point")
    (card,) = acting.document.all(Card)
    assert (card.lane, card.stage, card.step) == (cell.lane, cell.stage, cell.step)


def test_a_card_goes_right_behind_the_selected_one(acting):
    one = acting.card("pain_point", "pains", 0, "one")
    acting.card("pain_point", "pains", 0, "two")
    acting.select(one.id)
    acting.give("insert.card.pain_point")
    texts = [item.text for item in acting.document.cell(acting.lane("pains").id, acting.stage(0))]
    assert texts == ["one", "", "two"]


def test_a_key_figure_brings_the_lane_that_it_lacks(acting):
    acting.give("insert.measure")
    (measure,) = acting.document.all(Measure)
    assert acting.document.find(Lane, measure.lane).role == "measures"
    acting.give("edit.undo")
    assert all(lane.role != "measures" for lane in acting.document.lanes)


def test_an_owner_stands_in_the_stage_of_the_selection(acting):
    acting.select(acting.stage(0))
    acting.give("insert.owner")
    (owner,) = acting.document.all(Owner)
    assert owner.stage == acting.stage(0)


def test_a_line_can_be_added_once_only(acting):
    assert not acting.can("insert.line.visibility")
    line = next(line for line in acting.document.lines if line.role == "visibility")
    acting.select(line.id)
    acting.give("edit.delete")
    assert acting.can("insert.line.visibility")
    acting.select(acting.lane("pains").id)
    acting.give("insert.line.visibility")
    rows = [row.role for row in acting.document.rows]
    assert rows.index("visibility") == rows.index("pains") + 1
    assert acting.document.count(Line) == 3


def test_two_selected_cards_are_connected_in_the_order_of_selection(acting):
    one, two = acting.card("customer_action", "actions", 0), acting.card("customer_action", "actions", 1)
    acting.select(two.id, one.id)
    acting.give("insert.connect")
    (link,) = acting.document.all(Link)
    assert (link.source, link.target, link.kind) == (two.id, one.id, "loop")


def test_connect_takes_up_the_tool_where_not_two_cards_are_selected(acting):
    acting.give("insert.connect")
    assert acting.view.tool == "connect"
    acting.give("insert.connect")
    assert acting.view.tool == "select"


def test_a_curve_is_added_to_the_emotion_lane(acting):
    acting.give("insert.series")
    assert len(acting.document.series_of(acting.lane("emotion").id)) == 2


def test_a_card_without_any_stage_is_refused_with_what_to_do(acting):
    for stage in acting.document.stages:
        acting.select(stage.id)
        acting.give("edit.delete")
    assert not acting.can("insert.card.pain_point")
