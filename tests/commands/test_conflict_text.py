"""What is said of a conflict: what it is about, and what stood and stands there."""

import pytest

from journeymapper.commands.conflict_text import ConflictWords, conflict_line, conflict_words, note_line
from journeymapper.edit.cards import add_card, delete_items, move_items
from journeymapper.edit.lanes import add_line, set_point
from journeymapper.edit.merge import Merged, merge
from journeymapper.edit.stages import delete_step
from journeymapper.edit.store import Store
from journeymapper.model.ids import id_source
from tests.edit.maps import Map
from tests.edit.people import copied


@pytest.fixture
def journey() -> Map:
    made = Map()
    made.add("Size guide", kind="pain_point", code="P4", severity=2)
    made.add("Returns", kind="pain_point", code="P5")
    return made


def merged(journey: Map, ours, theirs) -> Merged:
    sides = []
    for name, deed in (("ours", ours), ("theirs", theirs)):
        document = copied(journey.document)
        with Store(document, new_id=id_source(name)).edit("Edit") as tx:
            deed(tx)
        sides.append(document)
    return merge(journey.document, sides[0], sides[1])


def words(found: Merged) -> ConflictWords:
    (conflict,) = found.conflicts
    return conflict_words(found, conflict)


def test_two_values_stand_beside_the_one_that_was(journey: Map):
    card = journey.card("Size guide").id
    found = merged(
        journey,
        lambda tx: tx.change(card, basis="assumed", text="A\nB"),
        lambda tx: tx.change(card, text="C"),
    )
    assert words(found) == ConflictWords(
        "Card P4 “Size guide”", "Text", "Size guide", "A\nB", "C", edits=False
    )


def test_a_place_is_told_with_its_neighbour(journey: Map):
    card = journey.card("Size guide").id
    found = merged(
        journey,
        lambda tx: move_items(tx, [card], journey.place("actions", "A1", 1)),
        lambda tx: move_items(tx, [card], journey.place("backstage", "C")),
    )
    told = words(found)
    assert (told.part, told.base) == ("Place", "Customer actions, A, Step 1, first")
    assert told.ours == "Customer actions, A, Step 1, behind P5"
    assert told.theirs == "Backstage actions, C, first"


def test_a_deletion_is_told_beside_what_the_other_did(journey: Map):
    card = journey.card("Size guide").id
    found = merged(
        journey, lambda tx: delete_items(tx, [card]), lambda tx: tx.change(card, severity=4, votes=2)
    )
    told = words(found)
    assert (told.ours, told.theirs) == ("removed", "severity 2 → 4\nvotes 0 → 2")
    assert conflict_line(found, found.conflicts[0]) == (
        "Card P4 “Size guide”: ours: removed | theirs: severity 2 → 4; votes 0 → 2"
    )


def test_many_edits_are_counted(journey: Map):
    step = journey.step("C2").id

    def fill(tx) -> None:
        for number in range(12):
            add_card(tx, journey.place("actions", "C2"), "note", text=str(number))

    told = words(merged(journey, fill, lambda tx: delete_step(tx, step)))
    assert told.ours.splitlines()[-1] == "and 6 more"


def test_feelings_and_lines_show_what_each_added(journey: Map):
    series = journey.document.first_series
    assert series is not None
    step = journey.step("B1").id
    told = words(
        merged(
            journey,
            lambda tx: set_point(tx, series.id, step, 1),
            lambda tx: set_point(tx, series.id, step, -2),
        )
    )
    assert (told.base, told.ours, told.theirs) == ("without either change", "+1.0 added", "−2.0 added")
    told = words(
        merged(
            journey,
            lambda tx: add_line(tx, "interaction", index=1),
            lambda tx: add_line(tx, "interaction", index=2),
        )
    )
    assert told.ours == "added (behind Customer actions)"


def test_a_new_code_is_told_with_the_one_it_had(journey: Map):
    def add(tx) -> None:
        add_card(tx, journey.place("actions", "B"), "pain_point", text="New")

    found = merged(journey, add, add)
    (note,) = found.notes
    assert note_line(found, note) == "Card P7 “New” was P6, a code that another new card has too"
