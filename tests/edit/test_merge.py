"""Two people's edits of one map brought together: what merges, what is a conflict, and what the map holds then."""

from collections.abc import Callable

import pytest

from journeymapper.edit.cards import add_card, delete_items, move_items
from journeymapper.edit.evidence import add_evidence, delete_evidence
from journeymapper.edit.lanes import add_line, clear_point, delete_lane, set_point
from journeymapper.edit.links import connect
from journeymapper.edit.merge import Choice, Merged, merge, resolve
from journeymapper.edit.personas import add_persona, set_portrait
from journeymapper.edit.stages import delete_stage, delete_step, move_step
from journeymapper.edit.store import Store
from journeymapper.edit.transaction import Transaction
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Asset, Card, Lane, Link, Stage
from tests.edit.maps import Map
from tests.edit.people import copied

Deed = Callable[[Transaction], object]


class Pair:
    """A map with some cards, of which two people have a copy each."""

    def __init__(self) -> None:
        self.map = Map()
        self.ids = {text: self.map.add(text, code=f"N{n}") for n, text in enumerate("abc", 1)}

    def __getitem__(self, text: str) -> str:
        return self.ids[text]

    def merged(self, ours: Deed, theirs: Deed) -> Merged:
        """What merging comes to when each does something; the result must keep to the rules."""
        base = self.map.document
        merged = merge(base, self.edited("ours", ours), self.edited("theirs", theirs))
        assert list(document_problems(merged.document)) == []
        return merged

    def edited(self, name: str, deed: Deed) -> Document:
        document = copied(self.map.document)
        with Store(document, new_id=id_source(name)).edit("Edit") as tx:
            deed(tx)
        return document


@pytest.fixture
def pair() -> Pair:
    return Pair()


def card(document: Document, key: str) -> Card:
    found = document.find(Card, key)
    assert found is not None
    return found


def chosen(merged: Merged, choice: Choice) -> Document:
    """The map after one choice in all conflicts, none of which is left open."""
    result = resolve(merged, {conflict.key: choice for conflict in merged.conflicts})
    assert not result.conflicts
    assert list(document_problems(result.document)) == []
    return result.document


# what merges


def test_different_fields_of_one_card_merge(pair: Pair):
    merged = pair.merged(
        lambda tx: tx.change(pair["a"], severity=3), lambda tx: tx.change(pair["a"], text="A")
    )
    found = card(merged.document, pair["a"])
    assert (found.severity, found.text, merged.conflicts) == (3, "A", ())


def test_the_same_change_on_both_sides_is_one(pair: Pair):
    merged = pair.merged(lambda tx: tx.change(pair["a"], votes=3), lambda tx: tx.change(pair["a"], votes=3))
    assert card(merged.document, pair["a"]).votes == 3
    assert not merged.conflicts


def test_tags_merge_one_by_one(pair: Pair):
    with pair.map.store.edit("Tag") as tx:
        tx.change(pair["a"], tags=("fit", "price", "trust"))
    merged = pair.merged(
        lambda tx: tx.change(pair["a"], tags=("fit", "size", "price", "trust")),
        lambda tx: tx.change(pair["a"], tags=("fit", "price", "queue")),
    )
    assert card(merged.document, pair["a"]).tags == ("fit", "size", "price", "queue")
    assert not merged.conflicts


def test_unknown_fields_merge_by_name(pair: Pair):
    merged = pair.merged(
        lambda tx: tx.change(pair["a"], extra={"mood": "calm"}),
        lambda tx: tx.change(pair["a"], extra={"colour": "red"}),
    )
    assert card(merged.document, pair["a"]).extra == {"mood": "calm", "colour": "red"}


def test_cards_put_into_one_place_stand_below_each_other(pair: Pair):
    place = pair.map.place("backstage", "B")
    merged = pair.merged(
        lambda tx: add_card(tx, place, "note", text="x"), lambda tx: add_card(tx, place, "note", text="y")
    )
    assert len(merged.document.cell(place.lane, place.stage)) == 2
    assert not merged.conflicts


def test_pictures_of_both_are_there(pair: Pair):
    with pair.map.store.edit("Add") as tx:
        first, second = add_persona(tx, "Ada").id, add_persona(tx, "Bob").id
    merged = pair.merged(
        lambda tx: set_portrait(tx, first, b"1", width=1, height=1),
        lambda tx: set_portrait(tx, second, b"2", width=1, height=1),
    )
    assert sorted(merged.document.media.values()) == [b"1", b"2"]
    assert merged.document.count(Asset) == 2


def test_a_code_given_twice_is_given_anew_to_one_of_them_and_told(pair: Pair):
    place = pair.map.place("pains", "B") if "pains" in pair.map.rows() else pair.map.place("actions", "B")
    merged = pair.merged(
        lambda tx: add_card(tx, place, "pain_point", text="x"),
        lambda tx: add_card(tx, place, "pain_point", text="y"),
    )
    codes = sorted(found.code for found in merged.document.all(Card) if found.kind == "pain_point")
    assert codes == ["P1", "P2"]
    (note,) = merged.notes
    assert (note.kind, note.before, note.after) == ("renumbered", "P1", "P2")
    assert card(merged.document, note.record).code == "P2"
    assert note.record == max(found.id for found in merged.document.all(Card) if found.kind == "pain_point")


def test_a_link_that_both_drew_is_one_link(pair: Pair):
    def draw(tx: Transaction) -> None:
        connect(tx, pair["a"], pair["b"])

    merged = pair.merged(draw, draw)
    assert merged.document.count(Link) == 1
    assert [note.kind for note in merged.notes] == ["once"]
    assert not merged.conflicts


def test_a_card_may_be_deleted_that_the_other_left_alone(pair: Pair):
    merged = pair.merged(lambda tx: delete_items(tx, [pair["a"]]), lambda tx: tx.change(pair["b"], votes=1))
    assert pair["a"] not in merged.document
    assert not merged.conflicts


def test_order_keys_that_were_only_renewed_give_way(pair: Pair):
    def renew(tx: Transaction) -> None:
        for text, order in zip("abc", ("b00", "b01", "b02"), strict=True):
            tx.change(pair[text], order=order)

    merged = pair.merged(renew, lambda tx: move_items(tx, [pair["a"]], pair.map.place("backstage", "C")))
    assert not merged.conflicts
    assert card(merged.document, pair["a"]).lane == pair.map.lane("backstage").id


# what is a conflict


def test_two_values_for_one_field_keep_the_bases_and_are_told(pair: Pair):
    merged = pair.merged(
        lambda tx: tx.change(pair["a"], severity=3), lambda tx: tx.change(pair["a"], severity=4)
    )
    (conflict,) = merged.conflicts
    assert conflict.key == (pair["a"], "severity")
    assert card(merged.document, pair["a"]).severity == 0
    assert [card(chosen(merged, choice), pair["a"]).severity for choice in ("ours", "theirs", "base")] == [
        3,
        4,
        0,
    ]


def test_a_card_moved_to_two_places_stays_where_it_was(pair: Pair):
    merged = pair.merged(
        lambda tx: move_items(tx, [pair["a"]], pair.map.place("backstage", "A1")),
        lambda tx: move_items(tx, [pair["a"]], pair.map.place("actions", "C2")),
    )
    (conflict,) = merged.conflicts
    assert conflict.unit == "place"
    assert card(merged.document, pair["a"]) == pair.map.document[pair["a"]]
    assert card(chosen(merged, "theirs"), pair["a"]).stage == pair.map.stage("C").id


def test_a_card_deleted_here_and_changed_there_is_the_bases(pair: Pair):
    merged = pair.merged(lambda tx: delete_items(tx, [pair["a"]]), lambda tx: tx.change(pair["a"], votes=3))
    assert card(merged.document, pair["a"]).votes == 0
    assert pair["a"] not in chosen(merged, "ours")
    assert card(chosen(merged, "theirs"), pair["a"]).votes == 3


def test_a_stage_deleted_there_stays_with_all_that_stood_in_it_when_a_card_was_put_there_here(pair: Pair):
    stage = pair.map.stage("A")
    merged = pair.merged(
        lambda tx: add_card(tx, pair.map.place("backstage", "A"), "note", text="new"),
        lambda tx: delete_stage(tx, stage.id),
    )
    (conflict,) = merged.conflicts
    assert conflict.key == (stage.id, "")
    assert {found.text for found in merged.document.all(Card)} == {"a", "b", "c", "new"}
    without = chosen(merged, "theirs")
    assert without.find(Stage, stage.id) is None
    assert without.count(Card) == 0


def test_a_lane_deleted_there_is_one_conflict_however_much_was_changed_in_it_here(pair: Pair):
    lane = pair.map.lane("actions")

    def change_all(tx: Transaction) -> None:
        for text in "abc":
            tx.change(pair[text], votes=1)

    merged = pair.merged(change_all, lambda tx: delete_lane(tx, lane.id))
    assert [conflict.key for conflict in merged.conflicts] == [(lane.id, "")]
    assert merged.document.find(Lane, lane.id) == lane
    assert card(chosen(merged, "ours"), pair["b"]).votes == 1


def test_a_card_moved_into_a_step_that_went_keeps_the_step(pair: Pair):
    step = pair.map.step("C2")
    merged = pair.merged(
        lambda tx: move_items(tx, [pair["a"]], pair.map.place("actions", "C2")),
        lambda tx: delete_step(tx, step.id),
    )
    assert [conflict.key for conflict in merged.conflicts] == [(step.id, "")]
    assert card(merged.document, pair["a"]).step == step.id


def test_a_step_that_went_to_another_stage_stays_where_a_card_was_put_into_it(pair: Pair):
    step = pair.map.step("A2")
    merged = pair.merged(
        lambda tx: add_card(tx, pair.map.place("backstage", "A2"), "note", text="new"),
        lambda tx: move_step(tx, step.id, pair.map.stage("B").id, None),
    )
    assert [conflict.key for conflict in merged.conflicts] == [(step.id, "place")]
    assert "new" in {found.text for found in merged.document.all(Card)}


def test_the_last_two_steps_of_a_stage_are_not_deleted_one_by_each(pair: Pair):
    merged = pair.merged(
        lambda tx: delete_step(tx, pair.map.step("C1").id), lambda tx: delete_step(tx, pair.map.step("C2").id)
    )
    assert [conflict.unit for conflict in merged.conflicts] == ["steps"]
    assert len(merged.document.steps_of(pair.map.stage("C").id)) == 2
    assert [step.id for step in chosen(merged, "ours").steps_of(pair.map.stage("C").id)] == [
        pair.map.step("C2").id
    ]


def test_two_feelings_at_one_step_are_a_conflict(pair: Pair):
    series, step = pair.map.document.first_series, pair.map.step("B1")
    assert series is not None
    merged = pair.merged(
        lambda tx: set_point(tx, series.id, step.id, 1), lambda tx: set_point(tx, series.id, step.id, -1)
    )
    assert len(merged.conflicts) == 1
    assert merged.document.point(series.id, step.id) is None
    point = chosen(merged, "theirs").point(series.id, step.id)
    assert point is not None
    assert point.value == -1


def test_a_line_drawn_at_two_places_is_a_conflict(pair: Pair):
    merged = pair.merged(
        lambda tx: add_line(tx, "interaction", index=0), lambda tx: add_line(tx, "interaction", index=2)
    )
    assert len(merged.conflicts) == 1
    assert [line.role for line in chosen(merged, "ours").lines].count("interaction") == 1


def test_a_source_deleted_there_and_named_here_stays_and_is_named_where_it_was(pair: Pair):
    with pair.map.store.edit("Add") as tx:
        source = add_evidence(tx, "Diary").id
        tx.change(pair["a"], evidence=(source,))
    merged = pair.merged(
        lambda tx: tx.change(pair["b"], evidence=(source,)), lambda tx: delete_evidence(tx, source)
    )
    assert [conflict.key for conflict in merged.conflicts] == [(source, "")]
    assert card(merged.document, pair["a"]).evidence == (source,)
    assert card(chosen(merged, "theirs"), pair["b"]).evidence == ()


def test_a_goal_that_both_reworded_is_not_kept_twice(pair: Pair):
    with pair.map.store.edit("Add") as tx:
        persona = add_persona(tx, "Ada", goals=("Run", "Rest")).id
    merged = pair.merged(
        lambda tx: tx.change(persona, goals=("Run far", "Rest")),
        lambda tx: tx.change(persona, goals=("Run fast", "Rest")),
    )
    assert [conflict.key for conflict in merged.conflicts] == [(persona, "goals")]


def test_choices_that_exclude_each_other_stay_open(pair: Pair):
    """A card is to stay, and the step that it spans up to is to go."""
    step = pair.map.step("C2").id
    with pair.map.store.edit("Span") as tx:
        tx.change(pair["a"], until=step)

    def ours(tx: Transaction) -> None:
        tx.change(pair["a"], severity=2)
        add_card(tx, pair.map.place("backstage", "C2"), "note", text="new")

    def theirs(tx: Transaction) -> None:
        delete_items(tx, [pair["a"]])
        delete_step(tx, step)

    merged = pair.merged(ours, theirs)
    result = resolve(merged, {(pair["a"], ""): "ours", (step, ""): "theirs"})
    assert result.excluded == {(pair["a"], ""), (step, "")}
    assert {conflict.key for conflict in result.conflicts} == result.excluded
    assert list(document_problems(result.document)) == []


def test_an_unchanged_base_says_nothing(pair: Pair):
    merged = pair.merged(lambda tx: None, lambda tx: None)
    assert (merged.conflicts, merged.notes) == ((), ())
    assert merged.document.snapshot() == pair.map.document.snapshot()


def test_a_feeling_cleared_and_felt_anew_goes_back_as_one(pair: Pair):
    series, step = pair.map.document.first_series, pair.map.step("B1")
    assert series is not None
    with pair.map.store.edit("Feel") as tx:
        point = set_point(tx, series.id, step.id, 1)

    def anew(tx: Transaction) -> None:
        clear_point(tx, series.id, step.id)
        set_point(tx, series.id, step.id, 2)

    merged = pair.merged(anew, lambda tx: set_point(tx, series.id, step.id, -1))
    (conflict,) = merged.conflicts
    assert len(conflict.ours) == 2
    assert merged.document.point(series.id, step.id) == point
    values = [
        [found.value for found in chosen(merged, choice).points_at(series.id, step.id)]
        for choice in ("ours", "theirs")
    ]
    assert values == [[2.0], [-1.0]]


def test_what_both_deleted_comes_back_with_what_names_it(pair: Pair):
    with pair.map.store.edit("Add") as tx:
        source = add_evidence(tx, "Diary").id
        tx.change(pair["a"], evidence=(source,))

    def ours(tx: Transaction) -> None:
        delete_items(tx, [pair["a"]])
        delete_evidence(tx, source)

    def theirs(tx: Transaction) -> None:
        delete_evidence(tx, source)
        tx.change(pair["a"], text="A")

    merged, mirrored = pair.merged(ours, theirs), pair.merged(theirs, ours)
    assert card(merged.document, pair["a"]).evidence == (source,)
    assert [(conflict.key, conflict.ours) for conflict in merged.conflicts] == [
        (conflict.key, conflict.theirs) for conflict in mirrored.conflicts
    ]
