"""Bringing in something new from the palette."""

import pytest

from journeymapper.edit.new import bare_document
from journeymapper.interact.adding import New, parse_new
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, Measure, Owner
from journeymapper.model.tables import KINDS
from tests.interact.desk import Desk


@pytest.fixture
def blank() -> Desk:
    """A map with nothing in it."""
    return Desk(bare_document(id_source(3), title="Blank"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_dropped_into_a_cell(desk: Desk, kind: str):
    before = desk.document.count(Card)
    desk.bring(f"kind:{kind}", (0, 0)).to(desk.cell("frontstage", 1)).release()
    assert desk.document.count(Card) == before + 1
    (key,) = desk.store.session.selection
    card = desk.document[key]
    assert isinstance(card, Card)
    assert (card.kind, card.lane, card.stage) == (
        kind,
        desk.lane("frontstage").id,
        desk.stage("Awareness").id,
    )
    assert card.code


def test_a_new_card_is_written_into_at_once(desk: Desk):
    desk.bring("kind:note", (0, 0)).to(desk.cell("frontstage", 1)).release()
    assert desk.outcome is not None
    assert desk.outcome.edit == desk.store.session.selection[0]


def test_a_new_card_goes_before_the_one_it_is_dropped_above(desk: Desk):
    desk.bring("kind:pain_point", (0, 0)).to(desk.cell("pains", 5, down=0.1))
    assert desk.preview.says == "Pain point to C Decision, Pain points, position 1"
    desk.release()
    assert desk.codes("pains", "Decision") == ["P8", "P3"]


def test_measures_and_owners_can_be_dropped(desk: Desk):
    counts = desk.document.count(Measure), desk.document.count(Owner)
    desk.bring("measure", (0, 0)).to(desk.cell("measures", 1)).release()
    desk.bring("owner", (0, 0)).to(desk.cell("owners", 1)).release()
    assert (desk.document.count(Measure), desk.document.count(Owner)) == (counts[0] + 1, counts[1] + 1)


def test_a_stage_goes_between_two_others(desk: Desk):
    desk.bring("stage", (0, 0)).to(desk.stage_head("Decision", 0.9)).release()
    assert [stage.title for stage in desk.document.stages][2:4] == ["Decision", "New stage"]
    assert len(desk.document.steps_of(desk.stage("New stage").id)) == 1


def test_a_stage_can_be_dropped_on_the_cells_too(desk: Desk):
    desk.bring("stage", (0, 0)).to(desk.cell("pains", 1)).release()
    assert desk.document.count(type(desk.stage("Awareness"))) == 7


def test_a_step_goes_into_the_stage_below_the_pointer(desk: Desk):
    desk.bring("step", (0, 0)).to(desk.step_head(5)).release()
    assert len(desk.document.steps_of(desk.stage("Decision").id)) == 3


def test_a_lane_goes_between_two_others_and_takes_the_side_it_lands_on(desk: Desk):
    desk.bring("lane:touchpoints", (0, 0)).to(desk.lane_head("support", 0.9)).release()
    lane = desk.document[desk.store.session.selection[0]]
    rows = [row.id for row in desk.document.rows]
    assert rows.index(lane.id) == rows.index(desk.lane("support").id) + 1
    assert lane.side == "offstage"  # type: ignore[attr-defined]


def test_a_new_emotion_lane_has_a_curve_to_put_points_on(desk: Desk):
    desk.bring("lane:emotion", (0, 0)).to(desk.lane_head("owners", 0.9)).release()
    assert len(desk.document.series_of(desk.store.session.selection[0])) == 1


def test_a_card_dropped_on_a_head_makes_nothing(desk: Desk):
    before = desk.store.revision
    desk.bring("kind:note", (0, 0)).to(desk.stage_head("Decision"))
    assert not desk.preview.taken
    assert desk.preview.tint is None
    desk.release()
    assert desk.store.revision == before


def test_the_first_stage_can_be_dropped_on_a_blank_map(blank: Desk):
    blank.bring("stage", (0, 0)).to((600.0, 400.0))
    assert blank.preview.tint is not None
    blank.release()
    assert [stage.title for stage in blank.document.stages] == ["New stage"]


def test_the_first_lane_can_be_dropped_on_a_blank_map(blank: Desk):
    blank.bring("lane:pains", (0, 0)).to((600.0, 400.0)).release()
    assert [lane.role for lane in blank.document.lanes] == ["pains"]


@pytest.mark.parametrize("payload", ["step", "kind:pain_point", "measure"])
def test_what_a_blank_map_cannot_take_says_what_is_lacking(blank: Desk, payload: str):
    blank.bring(payload, (0, 0)).to((600.0, 400.0))
    assert not blank.preview.taken
    assert "stage" in blank.preview.says
    blank.release()
    assert blank.store.revision == 0


def test_leaving_the_map_makes_nothing(desk: Desk):
    before = desk.store.revision
    desk.bring("kind:note", (0, 0)).to(desk.cell("frontstage", 1)).cancel().release()
    assert desk.store.revision == before


@pytest.mark.parametrize(
    ("payload", "new"),
    [
        (b"stage", New("stage")),
        (b"lane:pains", New("lane", "pains")),
        (b"kind:system", New("kind", "system")),
        (b"kind:unheard-of", None),
        (b"lane:", None),
        (b"stage:x", None),
        (b"\xff\xfe", None),
        (b"", None),
    ],
)
def test_only_known_payloads_mean_something(payload: bytes, new: New | None):
    assert parse_new(payload) == new
