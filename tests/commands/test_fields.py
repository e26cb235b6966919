import pytest

from journeymapper.commands.choices import choices
from journeymapper.commands.forms import FIELDS, fields_of
from journeymapper.commands.related import heading, related
from journeymapper.commands.setting import MIXED, set_field, value_of
from journeymapper.edit.cards import add_card, add_measure, add_owner
from journeymapper.edit.evidence import add_evidence
from journeymapper.edit.lanes import set_point
from journeymapper.edit.links import connect
from journeymapper.edit.personas import add_persona
from journeymapper.edit.places import Place
from journeymapper.edit.stages import add_step
from journeymapper.edit.transaction import Transaction
from journeymapper.model.errors import BrokenRule
from journeymapper.model.records import RECORD_TYPES, REFERENCES, Card, EmotionPoint, Record
from tests.commands.acting import Acting

UNSHOWN = {"id", "extra", "order", "code"}


def keys(fields) -> list[str]:
    return [field.key for field in fields]


def test_every_field_of_every_record_but_those_of_the_program_is_shown():
    for name, kind in RECORD_TYPES.items():
        if name == "asset":
            continue
        lacking = set(kind.__struct_fields__) - UNSHOWN - set(keys(FIELDS[kind]))
        allowed = {"persona": {"portrait"}, "point": {"series", "step"}}.get(name, set())
        assert lacking <= allowed, name


def test_every_shown_field_is_one_of_the_record():
    for kind, fields in FIELDS.items():
        assert set(keys(fields)) <= set(kind.__struct_fields__), kind


def test_ratings_are_shown_where_the_kind_is_rated(acting):
    pain, idea = acting.card("pain_point", "pains", 0), acting.card("opportunity", "opportunities", 0)
    assert "severity" in keys(fields_of([pain]))
    assert "impact" not in keys(fields_of([pain]))
    assert {"impact", "effort"} <= set(keys(fields_of([idea])))


def test_cards_and_measures_together_show_what_both_have(acting):
    card = acting.card("pain_point", "pains", 0)
    with acting.store.edit("Add") as tx:
        measure = add_measure(tx, Place(acting.lane("pains").id, acting.stage(0)))
    assert keys(fields_of([card, measure])) == ["lane", "stage", "step", "until"]


def test_values_that_differ_are_mixed(acting):
    one, two = acting.card("pain_point", "pains", 0, "a"), acting.card("pain_point", "pains", 0, "b")
    assert value_of([one, two], "text") is MIXED
    assert value_of([one, two], "kind") == "pain_point"


def test_a_value_set_on_several_cards_is_one_step(acting):
    one, two = acting.card("pain_point", "pains", 0), acting.card("pain_point", "pains", 1)
    set_field(acting.store, [one.id, two.id], "severity", 3)
    assert [card.severity for card in acting.document.all(Card)] == [3, 3]
    assert acting.store.undo_name == "Change Severity of 2"
    acting.store.undo()
    assert [card.severity for card in acting.document.all(Card)] == [0, 0]


def test_setting_what_is_set_already_is_no_step(acting):
    card = acting.card("pain_point", "pains", 0, "same")
    set_field(acting.store, [card.id], "text", "same")
    assert acting.store.undo_name == "Add card"


def test_another_stage_moves_the_card_there_out_of_its_step(acting):
    step = acting.document.steps_of(acting.stage(0))[0]
    card = acting.card("pain_point", "pains", 0)
    set_field(acting.store, [card.id], "step", step.id)
    set_field(acting.store, [card.id], "stage", acting.stage(2))
    moved = acting.document.find(Card, card.id)
    assert (moved.stage, moved.step) == (acting.stage(2), "")


def test_another_lane_keeps_stage_and_step(acting):
    step = acting.document.steps_of(acting.stage(0))[0]
    card = acting.card("pain_point", "pains", 0)
    set_field(acting.store, [card.id], "step", step.id)
    set_field(acting.store, [card.id], "lane", acting.lane("thoughts").id)
    moved = acting.document.find(Card, card.id)
    assert (moved.lane, moved.stage, moved.step) == (acting.lane("thoughts").id, acting.stage(0), step.id)


def test_a_value_out_of_its_range_is_refused_and_nothing_changes(acting):
    card = acting.card("pain_point", "pains", 0)
    with pytest.raises(BrokenRule):
        set_field(acting.store, [card.id], "severity", 9)
    assert acting.document.find(Card, card.id).severity == 0


def test_quick_steps_of_a_number_become_one_step_of_the_history(acting):
    card = acting.card("pain_point", "pains", 0)
    for votes in (1, 2, 3):
        set_field(acting.store, [card.id], "votes", votes, merge=True)
    acting.store.undo()
    assert acting.document.find(Card, card.id).votes == 0


def test_a_step_moved_to_another_stage_takes_its_cards_along(acting):
    with acting.store.edit("Add step") as tx:
        step = add_step(tx, acting.stage(0))
    card = acting.card("pain_point", "pains", 0)
    set_field(acting.store, [card.id], "step", step.id)
    set_field(acting.store, [step.id], "stage", acting.stage(1))
    assert acting.document.find(Card, card.id).stage == acting.stage(1)


def sample(acting: Acting, kind: type[Record]) -> Record:
    """A record of a type, made where the map has none."""
    if not acting.document.count(kind):
        with acting.store.edit("Add") as tx:
            _add_sample(acting, tx, kind)
    return next(iter(acting.document.all(kind)))


def _add_sample(acting: Acting, tx: Transaction, kind: type[Record]) -> None:
    place = Place(acting.lane("pains").id, acting.stage(0))
    match kind.__name__:
        case "Card":
            add_card(tx, place, "pain_point")
        case "Measure":
            add_measure(tx, place)
        case "Owner":
            add_owner(tx, place, name="Ada", team="Sales")
        case "Evidence":
            add_evidence(tx, "14 interviews")
        case "Persona":
            add_persona(tx, "Maya")
        case "Link":
            connect(tx, add_card(tx, place, "pain_point").id, add_card(tx, place, "pain_point").id)
        case "EmotionPoint":
            assert acting.document.first_series is not None
            set_point(tx, acting.document.first_series.id, acting.document.steps[0].id, 1.0)


@pytest.mark.parametrize("name", [name for name in RECORD_TYPES if name != "asset"])
def test_every_choice_of_every_record_offers_the_value_that_is_set(acting, name):
    record = sample(acting, RECORD_TYPES[name])
    for field in FIELDS[type(record)]:
        if field.form == "choice" and (value := getattr(record, field.key)) != "":
            offered = [entry.key for entry in choices(acting.document, [record], field.key)]
            assert value in offered, field.key


@pytest.mark.parametrize("name", [name for name in RECORD_TYPES if name != "asset"])
def test_every_record_has_a_heading(acting, name):
    record = sample(acting, RECORD_TYPES[name])
    assert heading(acting.document, [record]).title


def test_an_optional_reference_can_be_taken_back(acting):
    for kind, references in REFERENCES.items():
        for reference in references:
            field = next((field for field in FIELDS.get(kind, ()) if field.key == reference.field), None)
            if field is None or not reference.optional or field.form != "choice":
                continue
            record = sample(acting, kind)
            assert "" in [entry.key for entry in choices(acting.document, [record], field.key)], field.key


def test_headings_tell_kind_and_number_of_what_is_selected(acting):
    one, two = acting.card("pain_point", "pains", 0), acting.card("pain_point", "pains", 0)
    idea = acting.card("opportunity", "opportunities", 0)
    assert heading(acting.document, [one]).title == "Pain point · P1"
    assert heading(acting.document, [one, two]).title == "Pain point · 2 selected"
    assert heading(acting.document, [one, idea]).title == "2 cards selected"


def test_a_series_lists_every_step_with_its_value_or_none(acting):
    series = acting.document.first_series
    with acting.store.edit("Set") as tx:
        tx.put(EmotionPoint(id=tx.new_id(), series=series.id, step=acting.document.steps[1].id, value=-1.5))
    (group,) = related(acting.document, [series])
    assert [row.title for row in group.rows] == ["Step 1: no value", "Step 2: −1.5", "Step 3: no value"]
