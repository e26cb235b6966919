"""New maps."""

from journeymapper.edit.new import bare_document, new_document
from journeymapper.model.checks import document_problems
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, Series
from tests.model.samples import assert_indexes_are_those_of_a_rebuild


def test_a_new_map_keeps_to_all_rules() -> None:
    document = new_document(id_source(1), title="New")
    assert list(document_problems(document)) == []
    assert_indexes_are_those_of_a_rebuild(document)


def test_a_new_map_has_three_stages_of_one_step_and_no_card() -> None:
    document = new_document(id_source(1), title="New")
    assert (document.map.title, len(document.stages), len(document.steps)) == ("New", 3, 3)
    assert document.count(Card) == 0


def test_a_new_map_has_the_usual_lanes_and_the_three_lines() -> None:
    document = new_document(id_source(1), title="New")
    assert [row.role for row in document.rows] == [
        "actions",
        "interaction",
        "touchpoints",
        "thoughts",
        "emotion",
        "pains",
        "visibility",
        "backstage",
        "internal_interaction",
        "support",
        "opportunities",
    ]


def test_a_new_map_is_ready_for_emotion_points() -> None:
    document = new_document(id_source(1), title="New")
    (series,) = document.all(Series)
    (lane,) = (lane for lane in document.lanes if lane.id == series.lane)
    assert lane.role == "emotion"


def test_the_same_seed_makes_the_same_map() -> None:
    assert (
        new_document(id_source(1), title="New").snapshot()
        == new_document(id_source(1), title="New").snapshot()
    )


def test_a_bare_document_has_only_its_map_record() -> None:
    document = bare_document(id_source(1), title="Bare")
    assert [document.map] == list(document)
