"""What is kept of what was written."""

import pytest

from journeymapper.edit.places import Place
from journeymapper.interact.texts import keep_draft, keep_text, tidy
from journeymapper.model.records import Card, Measure, Owner
from tests.interact.desk import Desk


def test_a_text_is_kept_as_one_named_step(desk: Desk):
    assert keep_text(desk.store, desk.card("P1").id, "Worn out\nbefore one knows  ")
    assert desk.card("P1").text == "Worn out\nbefore one knows"
    assert desk.store.undo_name == "Edit text"


def test_the_same_text_is_no_step(desk: Desk):
    before = desk.store.revision
    assert not keep_text(desk.store, desk.card("P1").id, desk.card("P1").text + "\n")
    assert desk.store.revision == before


def test_a_name_stays_on_one_line(desk: Desk):
    keep_text(desk.store, desk.stage("Decision").id, "Choice\nand  payment ")
    assert "Choice and payment" in [stage.title for stage in desk.document.stages]
    assert desk.store.undo_name == "Rename stage"


@pytest.mark.parametrize(
    ("role", "kind"), [("pains", Card), ("measures", Measure), ("owners", Owner), ("frontstage", Card)]
)
def test_a_draft_becomes_what_its_lane_is_for(desk: Desk, role: str, kind: type):
    key = keep_draft(desk.store, Place(desk.lane(role).id, desk.stage("Awareness").id), "Words")
    assert isinstance(desk.document[key], kind)


def test_an_empty_draft_leaves_nothing(desk: Desk):
    before = desk.store.revision
    assert keep_draft(desk.store, Place(desk.lane("pains").id, desk.stage("Awareness").id), " \n ") == ""
    assert desk.store.revision == before


def test_tidying_keeps_what_is_said_and_how_it_is_broken():
    assert tidy("\none  \n\n two\n", lines=True) == "one\n\n two"
    assert tidy(" a \n b ", lines=False) == "a b"
