"""The rules that every map obeys."""

from typing import Any

import pytest
from msgspec.structs import replace

from journeymapper.model.checks import LONGEST_TEXT, document_problems, value_problems
from journeymapper.model.document import Document
from journeymapper.model.records import EmotionPoint, Evidence, JourneyMap, Line, Link, Record, Stage
from tests.model.samples import sample_records


def problems_with(*records: Record, without: str = "") -> list[str]:
    """The problems of the sample with some records put in or taken out."""
    found = {record.id: record for record in (*sample_records(), *records)}
    found.pop(without, None)
    return list(document_problems(Document(found.values())))


def changed(key: str, **fields: Any) -> Record:
    """A record of the sample with other values."""
    return replace(next(record for record in sample_records() if record.id == key), **fields)


def test_the_sample_has_no_problem() -> None:
    assert problems_with() == []


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("card-1", {"lane": "nowhere"}),
        ("card-1", {"lane": "stage-a"}),
        ("card-1", {"lane": ""}),
        ("card-1", {"stage": "nowhere"}),
        ("card-1", {"step": "nowhere"}),
        ("card-1", {"step": "step-b1"}),
        ("card-1", {"until": "lane-1"}),
        ("card-1", {"owner": "persona"}),
        ("card-1", {"evidence": ("evidence", "nowhere")}),
        ("card-1", {"evidence": ("",)}),
        ("measure", {"stage": "nowhere"}),
        ("owner", {"lane": "nowhere"}),
        ("step-a1", {"stage": "nowhere"}),
        ("series", {"lane": "nowhere"}),
        ("series", {"persona": "nowhere"}),
        ("point", {"series": "nowhere"}),
        ("point", {"step": "nowhere"}),
        ("link", {"source": "nowhere"}),
        ("link", {"target": "stage-a"}),
        ("persona", {"portrait": "nowhere"}),
    ],
)
def test_a_reference_that_leads_nowhere_is_found(key: str, fields: dict[str, Any]) -> None:
    assert problems_with(changed(key, **fields))


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("card-1", {"kind": "sorrow"}),
        ("card-1", {"weight": "heavy"}),
        ("card-1", {"basis": "dreamt"}),
        ("card-1", {"severity": 5}),
        ("card-1", {"severity": -1}),
        ("card-1", {"impact": 4}),
        ("card-1", {"effort": 4}),
        ("card-1", {"votes": -1}),
        ("card-1", {"order": "!"}),
        ("card-1", {"order": ""}),
        ("card-1", {"text": "x" * (LONGEST_TEXT + 1)}),
        ("card-1", {"text": "\ud800"}),
        ("card-1", {"tags": ("fine", "\udfff")}),
        ("lane-1", {"side": "backstage"}),
        ("line", {"role": "horizon"}),
        ("map", {"state": "past"}),
        ("map", {"status": "perfect"}),
        ("series", {"mode": "imagined"}),
        ("series", {"horizon": "then"}),
        ("point", {"value": 2.1}),
        ("point", {"value": float("nan")}),
        ("point", {"value": float("-inf")}),
        ("link", {"kind": "hate"}),
        ("link", {"probability": 1.5}),
        ("persona", {"age": -1}),
        ("measure", {"trend": (1.0, float("inf"))}),
    ],
)
def test_a_value_out_of_its_range_is_found(key: str, fields: dict[str, Any]) -> None:
    assert problems_with(changed(key, **fields))


def test_a_text_of_the_longest_length_is_fine() -> None:
    assert problems_with(changed("card-1", text="x" * LONGEST_TEXT)) == []


def test_a_problem_names_the_record_and_the_field() -> None:
    (problem,) = problems_with(changed("card-1", severity=9))
    assert "card-1" in problem
    assert "severity" in problem


def test_a_stage_without_a_step_is_found() -> None:
    assert problems_with(Stage(id="stage-c", title="Empty", order="a2"))


def test_a_second_map_record_is_found() -> None:
    assert problems_with(JourneyMap(id="map-2", title="Other"))


def test_a_missing_map_record_is_found() -> None:
    assert problems_with(without="map")


def test_a_second_line_of_a_role_is_found() -> None:
    assert problems_with(Line(id="line-2", role="visibility", order="a5"))


def test_a_link_from_a_card_to_itself_is_found() -> None:
    assert problems_with(Link(id="link-2", source="card-1", target="card-1"))


def test_a_second_link_of_a_kind_between_two_cards_is_found() -> None:
    assert problems_with(Link(id="link-2", source="card-1", target="card-2", label="again"))


@pytest.mark.parametrize("fields", [{"kind": "causes"}, {"source": "card-2", "target": "card-1"}])
def test_links_of_another_kind_or_direction_may_stand_beside_each_other(fields: dict[str, str]) -> None:
    assert problems_with(changed("link", id="link-2", **fields)) == []


def test_a_second_point_of_a_series_at_a_step_is_found() -> None:
    assert problems_with(EmotionPoint(id="point-2", series="series", step="step-a1", value=0))


def test_a_record_without_an_id_is_found() -> None:
    assert list(value_problems(Evidence(id="", source="x", order="a0")))


def test_fields_that_this_version_does_not_know_are_not_looked_at() -> None:
    assert problems_with(changed("card-1", extra={"severity": 99, "mood": "\ud800"})) == []
