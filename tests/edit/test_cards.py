"""Operations on cards, measures and owners."""

import pytest
from msgspec.structs import replace

from journeymapper.edit.cards import (
    add_card,
    add_measure,
    add_owner,
    change_items,
    delete_items,
    duplicate_items,
    move_items,
    reading_order,
)
from journeymapper.edit.links import connect
from journeymapper.edit.places import Place
from journeymapper.model.errors import BrokenRule
from journeymapper.model.order import LONGEST
from journeymapper.model.records import Card, Link, Measure, Owner
from tests.edit.maps import Map, touched


@pytest.fixture
def abc(journey: Map) -> Map:
    """A map with the cards a, b, c in one cell."""
    for text in "abc":
        journey.add(text)
    return journey


def ids(journey: Map, texts: str) -> list[str]:
    return [journey.card(text).id for text in texts]


def move(journey: Map, texts: str, role: str, name: str, index: int | None = None) -> None:
    with journey.store.edit("Move") as tx:
        move_items(tx, ids(journey, texts), journey.place(role, name, index))


# adding


@pytest.mark.parametrize(
    ("index", "texts"), [(0, "xabc"), (1, "axbc"), (3, "abcx"), (None, "abcx"), (99, "abcx")]
)
def test_a_card_is_added_at_its_index(abc: Map, index: int | None, texts: str) -> None:
    with abc.store.edit("Add") as tx:
        add_card(tx, abc.place("actions", "A2", index), "note", text="x")
    assert abc.texts("actions", "A") == list(texts)


def test_a_card_stands_in_the_lane_stage_and_step_of_its_place(journey: Map) -> None:
    assert journey.where(journey.add("x", "backstage", "C2")) == ("backstage", "C2")


def test_a_card_without_a_step_stands_across_its_stage(journey: Map) -> None:
    assert journey.where(journey.add("x", "backstage", "C")) == ("backstage", "C")


def test_cards_are_numbered_by_the_letter_of_their_kind(journey: Map) -> None:
    for text, kind in (("x", "pain_point"), ("y", "pain_point"), ("z", "note")):
        journey.add(text, kind=kind)
    assert [journey.card(text).code for text in "xyz"] == ["P1", "P2", "N1"]


def test_a_code_is_not_given_again_after_its_card_is_deleted(journey: Map) -> None:
    key = journey.add("x", kind="pain_point")
    with journey.store.edit("Delete") as tx:
        delete_items(tx, [key])
    journey.add("y", kind="pain_point")
    assert journey.card("y").code == "P2"


def test_a_code_that_comes_with_the_card_is_kept(journey: Map) -> None:
    journey.add("x", kind="pain_point", code="P40")
    journey.add("y", kind="pain_point")
    assert (journey.card("x").code, journey.card("y").code) == ("P40", "P41")


def test_a_card_has_the_fields_that_it_is_added_with(journey: Map) -> None:
    journey.add("x", severity=3, tags=("a",))
    assert (journey.card("x").severity, journey.card("x").tags) == (3, ("a",))


def test_an_unknown_kind_is_refused(journey: Map) -> None:
    with pytest.raises(BrokenRule, match="sorrow"):
        journey.add("x", kind="sorrow")


@pytest.mark.parametrize("field", ["lane", "stage", "step"])
def test_a_place_that_is_gone_is_refused(journey: Map, field: str) -> None:
    place = replace(journey.place("actions", "A1"), **{field: "gone"})
    key = journey.add("x", "actions", "B1", until=journey.stage("C").id)
    for act in (
        lambda tx: add_card(tx, place, "note"),
        lambda tx: move_items(tx, [key], place),
        lambda tx: duplicate_items(tx, [key], place),
    ):
        with pytest.raises(BrokenRule, match="“gone” is not in the map"), journey.store.edit("Try") as tx:
            act(tx)


def test_a_step_of_another_stage_is_refused(journey: Map) -> None:
    place = Place(journey.lane("actions").id, journey.stage("A").id, journey.step("B1").id)
    with pytest.raises(BrokenRule, match="belongs to another stage"), journey.store.edit("Add") as tx:
        add_card(tx, place, "note")


def test_measures_and_owners_are_added_among_the_cards(abc: Map) -> None:
    with abc.store.edit("Add") as tx:
        measure = add_measure(tx, abc.place("actions", "A", 1), label="NPS", trend=(1, 2))
        owner = add_owner(tx, abc.place("actions", "A", 0), name="Ada")
    cell = abc.document.cell(abc.lane("actions").id, abc.stage("A").id)
    assert [item.id for item in cell[:3]] == [owner.id, abc.card("a").id, measure.id]
    assert abc.document.find(Measure, measure.id) == measure
    assert abc.document.find(Owner, owner.id) == owner


# moving


@pytest.mark.parametrize(
    ("texts", "index", "result"),
    [
        ("a", 0, "abc"),
        ("a", 1, "bac"),
        ("a", 2, "bca"),
        ("a", None, "bca"),
        ("c", 0, "cab"),
        ("b", 1, "abc"),
        ("ab", 1, "cab"),
        ("ca", 0, "acb"),
        ("abc", 0, "abc"),
        ("b", -5, "bac"),
    ],
)
def test_cards_move_within_a_cell(abc: Map, texts: str, index: int | None, result: str) -> None:
    move(abc, texts, "actions", "A1", index)
    assert abc.texts("actions", "A") == list(result)


def test_moving_cards_to_where_they_are_changes_nothing(abc: Map) -> None:
    abc.heard.clear()
    move(abc, "bc", "actions", "A1", 1)
    assert abc.heard == []


def test_moving_a_card_to_another_step_at_the_same_index_changes_only_its_step(abc: Map) -> None:
    order = abc.card("b").order
    move(abc, "b", "actions", "A2", 1)
    assert (abc.where(abc.card("b").id), abc.card("b").order) == (("actions", "A2"), order)


def test_moving_one_card_changes_one_record(abc: Map) -> None:
    abc.heard.clear()
    move(abc, "a", "actions", "A1", 1)
    assert [touched(change) for change in abc.heard] == [{abc.card("a").id}]


def test_moving_cards_changes_only_them(abc: Map) -> None:
    abc.add("x", "backstage", "C1")
    abc.heard.clear()
    move(abc, "ac", "backstage", "C1", 0)
    assert touched(abc.heard[0]) == set(ids(abc, "ac"))
    assert (abc.texts("backstage", "C"), abc.texts("actions", "A")) == (["a", "c", "x"], ["b"])


def test_cards_moved_together_keep_reading_order_whatever_the_order_of_selection(journey: Map) -> None:
    journey.add("d", "backstage", "A1")
    journey.add("c", "actions", "B1")
    journey.add("b", "actions", "A2")
    journey.add("a", "actions", "A1")
    move(journey, "dbca", "touchpoints", "C2")
    assert journey.texts("touchpoints", "C") == list("abcd")


def test_measures_and_owners_move_like_cards(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        keys = [
            add_owner(tx, journey.place("actions", "A")).id,
            add_measure(tx, journey.place("actions", "A")).id,
        ]
        move_items(tx, keys, journey.place("backstage", "C1"))
    assert [journey.where(key) for key in keys] == [("backstage", "C1")] * 2


def test_many_moves_into_one_gap_renumber_the_cell_rather_than_grow_keys(abc: Map) -> None:
    for _each in range(LONGEST * 8):
        move(abc, "c", "actions", "A1", 1)
        move(abc, "b", "actions", "A1", 1)
    assert abc.texts("actions", "A") == list("abc")
    cell = abc.document.cell(abc.lane("actions").id, abc.stage("A").id)
    assert max(len(item.order) for item in cell) <= LONGEST


def test_a_card_can_be_moved_between_two_with_the_same_key(journey: Map) -> None:
    twins = [journey.add("x"), journey.add("y")]
    with journey.store.edit("Twin") as tx:
        tx.change(twins[1], order=journey.card("x").order)
    between = journey.add("z", "backstage", "A1")
    move(journey, "z", "actions", "A1", 1)
    cell = journey.document.cell(journey.lane("actions").id, journey.stage("A").id)
    assert [item.id for item in cell] == [min(twins), between, max(twins)]


def test_what_is_not_in_the_map_is_not_moved(abc: Map) -> None:
    with abc.store.edit("Move") as tx:
        move_items(tx, ["nowhere", abc.card("a").id, abc.stage("B").id], abc.place("actions", "B1"))
    assert abc.texts("actions", "B") == ["a"]


# spans


@pytest.mark.parametrize(
    ("until", "target", "kept"),
    [
        ("B1", "A2", True),
        ("B1", "B1", True),
        ("B1", "C1", False),
        ("B", "B1", True),
        ("B", "C", False),
        ("C1", "C1", True),
        ("C1", "C2", False),
        ("C1", "C", True),
    ],
)
def test_a_span_is_dropped_where_it_would_end_before_the_new_place(
    journey: Map, until: str, target: str, kept: bool
) -> None:
    end = journey.step(until).id if until[1:] else journey.stage(until).id
    journey.add("x", "actions", "A1", until=end)
    move(journey, "x", "backstage", target)
    assert journey.card("x").until == (end if kept else "")


# duplicating


def test_copies_stand_right_behind_the_last_original_of_their_cell(abc: Map) -> None:
    abc.add("x", "backstage", "C1")
    with abc.store.edit("Duplicate") as tx:
        copies = duplicate_items(tx, ids(abc, "xab"))
    assert abc.texts("actions", "A") == list("ababc")
    assert abc.texts("backstage", "C") == ["x", "x"]
    assert [copy.text for copy in copies if isinstance(copy, Card)] == list("abx")


def test_copies_go_to_a_place_where_one_is_given(abc: Map) -> None:
    with abc.store.edit("Duplicate") as tx:
        copies = duplicate_items(tx, ids(abc, "ba"), abc.place("backstage", "B1"))
    assert abc.texts("backstage", "B") == ["a", "b"]
    assert [abc.where(copy.id) for copy in copies] == [("backstage", "B1")] * 2
    assert abc.texts("actions", "A") == list("abc")


def test_copies_have_ids_and_codes_of_their_own(abc: Map) -> None:
    with abc.store.edit("Duplicate") as tx:
        (copy,) = duplicate_items(tx, ids(abc, "a"))
    assert isinstance(copy, Card)
    assert (copy.code, copy.id != abc.document.cell(copy.lane, copy.stage)[0].id) == ("N4", True)


def test_copies_have_the_content_of_the_originals(journey: Map) -> None:
    journey.add("x", severity=3, tags=("a",), until=journey.stage("C").id)
    with journey.store.edit("Duplicate") as tx:
        (copy,) = duplicate_items(tx, ids(journey, "x"))
    assert isinstance(copy, Card)
    assert (copy.text, copy.severity, copy.tags, copy.until) == ("x", 3, ("a",), journey.stage("C").id)


def test_links_among_the_copied_are_copied_and_others_are_not(abc: Map) -> None:
    a, b, c = ids(abc, "abc")
    with abc.store.edit("Link") as tx:
        connect(tx, a, b, "loop", label="again", probability=0.5)
        connect(tx, b, c)
        copies = duplicate_items(tx, [a, b])
    new = [link for link in abc.document.all(Link) if link.source not in (a, b)]
    assert [(link.source, link.target) for link in new] == [(copies[0].id, copies[1].id)]
    assert (new[0].kind, new[0].label, new[0].probability) == ("loop", "again", 0.5)


# deleting


def test_deleting_a_card_deletes_its_links(abc: Map) -> None:
    a, b, c = ids(abc, "abc")
    with abc.store.edit("Link") as tx:
        connect(tx, a, b)
        connect(tx, c, a)
        kept = connect(tx, b, c)
    with abc.store.edit("Delete") as tx:
        delete_items(tx, [a])
    assert list(abc.document.all(Link)) == [kept]


def test_deleting_both_ends_of_a_link_deletes_it_once(abc: Map) -> None:
    a, b, _c = ids(abc, "abc")
    with abc.store.edit("Link") as tx:
        connect(tx, a, b)
    with abc.store.edit("Delete") as tx:
        delete_items(tx, [a, b, a])
    assert abc.texts("actions", "A") == ["c"]


def test_deleting_an_owner_leaves_the_cards_that_named_it(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        owner = add_owner(tx, journey.place("backstage", "A"), name="Ada")
    journey.add("x", owner=owner.id)
    with journey.store.edit("Delete") as tx:
        delete_items(tx, [owner.id])
    assert journey.card("x").owner == ""


# changing


def test_several_items_are_changed_at_once(abc: Map) -> None:
    with abc.store.edit("Rate") as tx:
        change_items(tx, ids(abc, "ac"), severity=2, basis="assumed")
    assert [(abc.card(text).severity, abc.card(text).basis) for text in "abc"] == [
        (2, "assumed"),
        (0, "observed"),
        (2, "assumed"),
    ]


def test_each_item_takes_the_fields_that_it_has(journey: Map) -> None:
    journey.add("x")
    with journey.store.edit("Add") as tx:
        owner = add_owner(tx, journey.place("actions", "A"))
        change_items(tx, [journey.card("x").id, owner.id], severity=2, team="Shop")
    assert journey.card("x").severity == 2
    assert journey.document.find(Owner, owner.id) != owner


def test_changing_no_items_does_nothing(abc: Map) -> None:
    abc.heard.clear()
    with abc.store.edit("Rate") as tx:
        change_items(tx, [], severity=2)
    assert abc.heard == []


def test_a_field_that_no_item_has_is_refused(abc: Map) -> None:
    with pytest.raises(TypeError, match="mood"), abc.store.edit("Rate") as tx:
        change_items(tx, ids(abc, "a"), mood="sad")


# reading order


def test_items_are_read_lane_by_lane_from_left_to_right_and_downwards(journey: Map) -> None:
    places = [
        ("actions", "A"),
        ("actions", "A1"),
        ("actions", "A2"),
        ("actions", "B1"),
        ("touchpoints", "A1"),
    ]
    keys = [journey.add("x", role, name) for role, name in places]
    assert reading_order(journey.document, keys[::-1]) == keys


def test_reading_order_names_each_item_once_and_nothing_else(abc: Map) -> None:
    a, b, _c = ids(abc, "abc")
    assert reading_order(abc.document, [b, "nowhere", abc.stage("A").id, a, b]) == [a, b]
