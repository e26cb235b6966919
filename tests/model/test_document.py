"""The document and its indexes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from journeymapper.model.document import Document, letter_of
from journeymapper.model.errors import StalePatch
from journeymapper.model.patch import Change, make_patch
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    Evidence,
    Lane,
    Link,
    Persona,
    Record,
    Series,
    Stage,
    Step,
    references_of,
)
from tests.model.samples import (
    assert_indexes_are_those_of_a_rebuild,
    reading_of,
    sample_document,
    sample_records,
)

LANES, STAGES, STEPS = ("l1", "l2"), ("s1", "s2"), ("", "p1", "p2")


def random_records() -> st.SearchStrategy[Record]:
    """Records of a few ids that move about, take each other's places and change their type."""
    key = st.sampled_from("abcdefgh")
    order = st.sampled_from(("a0", "a1", "a2"))
    return st.one_of(
        st.builds(Stage, id=st.sampled_from(STAGES), title=st.just("S"), order=order),
        st.builds(Lane, id=st.sampled_from(LANES), title=st.just("L"), order=order),
        st.builds(Step, id=st.sampled_from(STEPS[1:]), stage=st.sampled_from(STAGES), order=order),
        st.builds(
            Card,
            id=key,
            kind=st.just("note"),
            lane=st.sampled_from(LANES),
            stage=st.sampled_from(STAGES),
            step=st.sampled_from(STEPS),
            order=order,
            evidence=st.lists(key, max_size=3).map(tuple),
        ),
        st.builds(
            EmotionPoint,
            id=key,
            series=st.sampled_from(("x", "y")),
            step=st.sampled_from(STEPS[1:]),
            value=st.sampled_from((0.0, 1.0)),
        ),
        st.builds(Link, id=key, source=key, target=key),
    )


EDITS = st.lists(st.lists(st.tuples(random_records(), st.booleans()), max_size=5), max_size=12)


@given(EDITS, st.booleans())
def test_indexes_stay_those_of_a_rebuilt_document(
    edits: list[list[tuple[Record, bool]]], read_between: bool
) -> None:
    grid: list[Record] = [Stage(id=key, title="S", order="a0") for key in STAGES]
    grid += [Lane(id=key, title="L", order="a0") for key in LANES]
    document = Document(grid)
    for edit in edits:
        changes: dict[str, Change] = {
            record.id: (document.get(record.id), record if keep else None) for record, keep in edit
        }
        document.apply(make_patch(changes))
        if read_between:  # fills the ordered views, which the next patch must drop
            reading_of(document)
    assert_indexes_are_those_of_a_rebuild(document)


def test_ordered_views_are_kept_until_a_record_that_they_show_changes() -> None:
    document = sample_document()

    def views() -> list[object]:
        cell, steps = document.cell("lane-1", "stage-a"), document.steps_of("stage-a")
        return [document.stages, document.lanes, document.steps, steps, cell]

    assert all(view is again for view, again in zip(views(), views(), strict=True))


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("stage-a", {"order": "a5"}),
        ("step-a1", {"order": "a5"}),
        ("step-a1", {"stage": "stage-b"}),
        ("lane-1", {"order": "a5"}),
        ("line", {"order": "a5"}),
        ("card-1", {"order": "a5"}),
        ("card-1", {"lane": "lane-2"}),
        ("persona", {"name": "Eve"}),
        ("evidence", {"source": "Letter"}),
        ("series", {"title": "Now"}),
        ("point", {"step": "step-b1"}),
    ],
)
def test_a_change_is_seen_in_every_view_that_was_read_before(key: str, fields: dict[str, str]) -> None:
    document = sample_document()
    reading_of(document)
    before = document[key]
    document.apply(make_patch({key: (before, replace(before, **fields))}))
    assert_indexes_are_those_of_a_rebuild(document)


def test_a_stale_patch_changes_nothing() -> None:
    document = sample_document()
    before = document.snapshot()
    card, lane = document["card-1"], document["lane-1"]
    assert isinstance(card, Card)
    assert isinstance(lane, Lane)
    patch = make_patch(
        {"lane-1": (lane, replace(lane, title="New")), "card-1": (replace(card, text="else"), None)}
    )
    with pytest.raises(StalePatch):
        document.apply(patch)
    assert document.snapshot() == before
    assert_indexes_are_those_of_a_rebuild(document)


def test_a_patch_that_adds_what_is_there_is_stale() -> None:
    document = sample_document()
    with pytest.raises(StalePatch):
        document.apply(make_patch({"stage-a": (None, Stage(id="stage-a", title="Other", order="a0"))}))


def test_a_value_that_is_not_a_number_can_be_taken_back() -> None:
    document = sample_document()
    point = document["point"]
    assert isinstance(point, EmotionPoint)
    patch = make_patch({"point": (point, replace(point, value=float("nan")))})
    document.apply(patch)
    document.apply(patch.inverted())
    assert document["point"] == point


def test_stages_lanes_and_steps_stand_in_order() -> None:
    document = sample_document()
    assert [stage.id for stage in document.stages] == ["stage-a", "stage-b"]
    assert [row.id for row in document.rows] == ["lane-1", "line", "lane-2"]
    assert [step.id for step in document.steps] == ["step-a1", "step-a2", "step-b1"]


def test_equal_order_keys_are_told_apart_by_id() -> None:
    records = [Stage(id=key, title=key, order="a0") for key in "cab"]
    assert [stage.id for stage in Document(records).stages] == ["a", "b", "c"]


def test_a_cell_holds_what_stands_in_a_lane_at_a_stage_in_order() -> None:
    assert [item.id for item in sample_document().cell("lane-1", "stage-a")] == ["card-1", "card-2"]


def test_ids_that_look_like_the_names_of_indexes_do_no_harm() -> None:
    records = [
        Stage(id="s", title="S", order="a0"),
        Step(id="p", stage="s", order="a0"),
        Lane(id="steps", title="L", order="a0"),
        Card(id="c", kind="note", lane="steps", stage="s", order="a0"),
    ]
    document = Document(records)
    assert [step.id for step in document.steps_of("s")] == ["p"]
    assert [item.id for item in document.cell("steps", "s")] == ["c"]


def test_records_tell_who_points_at_them() -> None:
    document = sample_document()
    assert document.referring_ids("card-1") == {"link"}
    assert [card.id for card in document.referring(Card, "owner")] == ["card-1"]
    assert [card.id for card in document.referring(Card, "evidence")] == ["card-1"]


def test_every_reference_is_found_by_its_target() -> None:
    document = sample_document()
    for record in document:
        for key in references_of(record):
            assert record.id in document.referring_ids(key)


def test_a_point_is_found_by_series_and_step() -> None:
    document = sample_document()
    assert document.point("series", "step-a1") == document["point"]
    assert document.point("series", "step-b1") is None


def test_of_two_points_at_one_place_the_same_is_shown_whatever_the_order_of_reading() -> None:
    points = [EmotionPoint(id=key, series="x", step="p", value=0) for key in "ba"]
    for records in (points, points[::-1]):
        found = Document(records).point("x", "p")
        assert found is not None
        assert found.id == "a"


def test_removing_one_of_two_points_at_a_place_leaves_the_other() -> None:
    points = [EmotionPoint(id=key, series="x", step="p", value=0) for key in "ab"]
    document = Document(points)
    document.apply(make_patch({"a": (points[0], None)}))
    assert document.point("x", "p") == points[1]


def test_codes_given_are_remembered_after_their_cards_are_gone() -> None:
    document = sample_document()
    document.apply(make_patch({key: (document[key], None) for key in ("card-2", "link")}))
    assert document.last_number("customer_action") == 2


@pytest.mark.parametrize("code", ["", "A", "Ax", "A1x", "A-1", "A" + "9" * 5000])
def test_codes_without_a_running_number_are_not_counted(code: str) -> None:
    card = Card(id="c", kind="customer_action", code=code, lane="l", stage="s", order="a0")
    assert Document([card]).last_number("customer_action") == 0


def test_a_document_tells_which_ids_it_holds() -> None:
    document = sample_document()
    assert "card-1" in document
    assert "card-9" not in document


def test_what_stands_in_the_grid_is_found_and_counted() -> None:
    document = sample_document()
    assert sorted(item.id for item in document.items()) == ["card-1", "card-2", "measure", "owner"]
    assert document.item_count() == 4


def test_personas_and_evidence_stand_in_order() -> None:
    people = [Persona(id=key, name=key, order=order) for key, order in (("p", "a1"), ("q", "a0"))]
    sources = [Evidence(id=key, source=key, order=order) for key, order in (("e", "a1"), ("f", "a0"))]
    document = Document([*people, *sources])
    assert [persona.name for persona in document.personas] == ["q", "p"]
    assert [evidence.source for evidence in document.evidence] == ["f", "e"]


def test_the_links_of_a_card_are_those_that_begin_or_end_there() -> None:
    ends = {"y": ("a", "b"), "x": ("b", "a"), "z": ("b", "c")}
    document = Document(Link(id=key, source=source, target=target) for key, (source, target) in ends.items())
    assert [link.id for link in document.links_of("a")] == ["x", "y"]


def test_media_stay_with_the_document() -> None:
    assert Document(media={"digest": b"bytes"}).media == {"digest": b"bytes"}


def test_the_longest_number_that_counts_has_nine_digits() -> None:
    codes = ("N999999998", "N1234567890")
    cards = [Card(id=code, kind="note", code=code, lane="l", stage="s", order="a0") for code in codes]
    assert Document(cards).last_number("note") == 999_999_998


def test_the_series_of_a_lane_stand_in_order() -> None:
    series = [
        Series(id="x", lane="l", order="a1"),
        Series(id="y", lane="l", order="a0"),
        Series(id="z", lane="m", order="a0"),
    ]
    assert [each.id for each in Document(series).series_of("l")] == ["y", "x"]


def test_the_first_series_is_that_of_the_topmost_lane() -> None:
    document = sample_document()
    first = document.first_series
    assert first is not None
    assert first.id == "series"


def test_a_document_without_records_answers_all_the_same() -> None:
    document = Document()
    assert document.map.title == ""
    assert (document.stages, document.rows, document.steps, document.cell("l", "s")) == ((), (), (), ())
    assert document.first_series is None


def test_records_are_found_only_as_the_type_that_they_have() -> None:
    document = sample_document()
    assert document.find(Card, "card-1") == document["card-1"]
    assert document.find(Stage, "card-1") is None
    assert document.find(Stage, "nowhere") is None


def test_a_snapshot_is_not_touched_by_later_patches() -> None:
    document = sample_document()
    snapshot = document.snapshot()
    document.apply(make_patch({"link": (document["link"], None)}))
    assert len(snapshot) == len(sample_records()) == len(document) + 1


@pytest.mark.parametrize(
    ("position", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_stages_are_lettered_like_the_columns_of_a_spreadsheet(position: int, letter: str) -> None:
    assert letter_of(position) == letter


def test_cells_of_stages_and_lanes_that_are_gone_are_forgotten() -> None:
    document = Document([Stage(id="s1", title="S", order="a0")])
    for number in range(50):
        here = Lane(id=f"l{number}", title="L", order="a0")
        document.apply(make_patch({here.id: (None, here)}))
        assert document.cell(here.id, "s1") == ()
        document.apply(make_patch({here.id: (here, None)}))
    assert len(document._ordered) < 10
