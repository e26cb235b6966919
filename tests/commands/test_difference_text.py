"""What is said of a difference: as people know things from the map, and with just what they need to find them."""

from collections.abc import Callable

import pytest

from journeymapper.analysis.comparison import compare
from journeymapper.commands.difference_text import Section, told
from journeymapper.edit.cards import delete_items, move_items
from journeymapper.edit.evidence import add_evidence
from journeymapper.edit.lanes import add_lane, add_line, move_row, set_point
from journeymapper.edit.links import connect
from journeymapper.edit.personas import add_persona, set_portrait
from journeymapper.edit.stages import add_stage, delete_stage, move_stage, move_step
from journeymapper.edit.transaction import Transaction
from journeymapper.files.templates import from_template
from journeymapper.model.ids import id_source
from journeymapper.model.records import ChannelUse
from tests.edit.maps import Map
from tests.edit.people import copied

LONG = "Staff in the shop have to look up each size by hand, which takes up to {n} minutes when many people wait there"


@pytest.fixture
def journey() -> Map:
    made = Map()
    made.add("Size guide", kind="pain_point", code="P4", severity=2)
    made.add("Returns", kind="pain_point", code="P5")
    return made


def sections(journey: Map, deed: Callable[[Transaction], object]) -> list[Section]:
    before = copied(journey.document)
    with journey.store.edit("Edit") as tx:
        deed(tx)
    return told(compare(before, journey.document), before, journey.document)


def said(journey: Map, deed: Callable[[Transaction], object]) -> list[str]:
    return [sentence.text for section in sections(journey, deed) for sentence in section.sentences]


def test_a_value_is_told_as_the_inspector_shows_it(journey: Map):
    card = journey.card("Size guide").id
    assert said(journey, lambda tx: tx.change(card, severity=3, basis="assumed", channel="store")) == [
        "Card P4 “Size guide”: channel nothing → Store",
        "Card P4 “Size guide”: severity 2 → 3",
        "Card P4 “Size guide”: evidence state Observed → Assumed",
    ]


def test_long_texts_are_shown_from_where_they_begin_to_differ(journey: Map):
    card = journey.card("Size guide").id
    with journey.store.edit("Write") as tx:
        tx.change(card, details=LONG.format(n=4))
    (sentence,) = said(journey, lambda tx: tx.change(card, details=LONG.format(n=14)))
    assert "up to 4 minutes" in sentence
    assert "up to 14 minutes" in sentence
    assert "Staff in the shop" not in sentence


def test_lists_are_told_by_what_came_and_went(journey: Map):
    card = journey.card("Size guide").id
    with journey.store.edit("Tag") as tx:
        tx.change(card, tags=("fit", "price"))
        source = add_evidence(tx, "Diary").id
    assert said(journey, lambda tx: tx.change(card, tags=("price", "queue"), evidence=(source,))) == [
        "Card P4 “Size guide”: tags: added “queue”; removed “fit”",
        "Card P4 “Size guide”: sources: added “Diary”",
    ]
    assert said(journey, lambda tx: tx.change(card, tags=("queue", "price"))) == [
        "Card P4 “Size guide”: tags: in another order"
    ]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (("actions", "C1"), "moved from A to C"),
        (("backstage", "A1"), "moved from Customer actions to Backstage actions"),
        (("backstage", "B"), "moved from Customer actions, A to Backstage actions, B"),
        (("actions", "A2"), "moved from Step 1 to Step 2"),
        (("actions", "A"), "moved from Step 1 to the whole stage"),
    ],
)
def test_a_move_names_what_is_another_place(journey: Map, place, sentence):
    card = journey.card("Size guide").id
    assert said(journey, lambda tx: move_items(tx, [card], journey.place(*place))) == [
        f"Card P4 “Size guide”: {sentence}"
    ]


def test_one_card_moved_among_others_is_named_with_its_neighbour(journey: Map):
    card = journey.card("Returns").id
    assert said(journey, lambda tx: move_items(tx, [card], journey.place("actions", "A1", 0))) == [
        "Card P5 “Returns”: moved before P4"
    ]


def test_a_reordering_of_several_is_one_sentence(journey: Map):
    for number in range(6, 9):
        journey.add(str(number), kind="pain_point", code=f"P{number}")

    def turn(tx: Transaction) -> None:
        for position, text in enumerate(("8", "7", "6", "Returns", "Size guide")):
            tx.change(journey.card(text).id, order=f"b0{position}")

    assert said(journey, turn) == ["Customer actions, A: now in the order P8, P7, P6, P5, P4"]


def test_keys_renewed_are_one_sentence_at_the_end(journey: Map):
    def renew(tx: Transaction) -> None:
        tx.change(journey.card("Size guide").id, order="b00")
        tx.change(journey.card("Returns").id, order="b01")

    assert said(journey, renew) == ["Order keys were renewed; everything stands where it stood."]


def test_a_stage_takes_its_bare_steps_along_in_the_telling(journey: Map):
    stage = journey.stage("A").id

    def both(tx: Transaction) -> None:
        add_stage(tx, title="D", steps=3)
        delete_stage(tx, stage)

    texts = said(journey, both)
    assert [text for text in texts if "tage" in text or "tep" in text] == [
        "Stage “A”: removed",
        "Stage “D”: added (behind C)",
    ]


def test_everything_has_a_name(journey: Map):
    series = journey.document.first_series
    assert series is not None

    def much(tx: Transaction) -> None:
        add_line(tx, "interaction", index=0)
        add_lane(tx, "pains", index=None)
        move_stage(tx, journey.stage("C").id, 0)
        move_row(tx, journey.lane("emotion").id, 0)
        move_step(tx, journey.step("A2").id, journey.stage("B").id, 0)
        set_point(tx, series.id, journey.step("B1").id, -1.5)
        connect(tx, journey.card("Size guide").id, journey.card("Returns").id, "causes")
        persona = add_persona(tx, "Ada", channels=(ChannelUse("Phone", 0.5),)).id
        set_portrait(tx, persona, b"1", width=1, height=1)

    texts = said(journey, much)
    assert texts == [
        "Persona “Ada”: added (first)",
        "Stage “C”: moved before A",
        "Step 4 in the stage “B”: moved from A to B",
        "Lane “Emotion”: moved before Customer actions",
        "Line of interaction: added (behind Emotion)",
        "Lane “Pain points”: added (behind Backstage actions)",
        "Emotion at step 4 in the stage “B”: −1.5 added",
        "Link P4 → P5 (Causes): added",
        "Picture “Ada”: added",
    ]


def test_each_sentence_names_the_record_that_it_is_about(journey: Map):
    card = journey.card("Size guide").id
    (section,) = sections(journey, lambda tx: delete_items(tx, [card]))
    assert (section.title, section.sentences[0].record) == ("Cards", card)


def test_two_different_maps_are_named_before_what_differs():
    before, after = from_template("empty", id_source(1)), from_template("five-stages", id_source(2))
    first = told(compare(before, after), before, after)[0]
    (sentence,) = first.sentences
    assert before.map.title in sentence.text
    assert after.map.title in sentence.text
    assert sentence.text.startswith("Two different maps")
