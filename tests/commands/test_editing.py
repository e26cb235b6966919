from journeymapper.commands.clips import text_of
from journeymapper.commands.command import title_of
from journeymapper.commands.ports import Clip
from journeymapper.edit.links import connect
from journeymapper.model.records import Card, Link, Stage
from tests.commands.acting import Acting


def texts(acting: Acting, role: str, stage: int) -> list[str]:
    return [text_of(item) for item in acting.document.cell(acting.lane(role).id, acting.stage(stage))]


def test_undo_names_the_step_that_it_takes_back(acting):
    acting.card("pain_point", "pains", 0)
    assert title_of(acting.commands["edit.undo"], acting.context) == "Undo “Add card”"


def test_undo_cannot_be_given_before_anything_was_done(acting):
    assert not acting.can("edit.undo")


def test_undo_and_redo_bring_the_map_back_and_forth(acting):
    card = acting.card("pain_point", "pains", 0)
    assert acting.give("edit.undo")
    assert card.id not in acting.document
    assert acting.give("edit.redo")
    assert card.id in acting.document


def test_what_is_being_typed_is_kept_before_a_command_runs(acting):
    acting.card("pain_point", "pains", 0)
    acting.give("edit.undo")
    assert acting.view.did[0] == "commit"


def test_zooming_leaves_an_open_editor_alone(acting):
    acting.give("view.zoom_in")
    assert acting.view.did == [("zoom by", 1)]


def test_pasting_puts_copies_with_codes_of_their_own_behind_the_selected_card(acting):
    one = acting.card("pain_point", "pains", 0, "one")
    acting.card("pain_point", "pains", 0, "two")
    acting.select(one.id)
    acting.give("edit.copy")
    acting.give("edit.paste")
    assert texts(acting, "pains", 0) == ["one", "one", "two"]
    codes = [card.code for card in acting.document.all(Card)]
    assert sorted(codes) == ["P1", "P2", "P3"]


def test_cards_copied_in_one_window_are_pasted_in_another(acting):
    card = acting.card("pain_point", "pains", 0, "from afar", severity=3, tags=("size",))
    acting.select(card.id)
    acting.give("edit.copy")
    other = Acting(seed=2)
    other.person.clip = acting.person.clip
    other.select(other.lane("pains").id)
    assert other.give("edit.paste")
    (copy,) = other.document.all(Card)
    assert (copy.text, copy.severity, copy.tags) == ("from afar", 3, ("size",))


def test_links_among_copied_cards_are_copied(acting):
    one, two = (
        acting.card("pain_point", "pains", 0, "one"),
        acting.card("opportunity", "opportunities", 0, "two"),
    )
    with acting.store.edit("Connect") as tx:
        connect(tx, two.id, one.id, "solves", label="soon")
    acting.select(one.id, two.id)
    acting.give("edit.copy")
    acting.give("edit.paste")
    labels = [(link.kind, link.label) for link in acting.document.all(Link)]
    assert labels == [("solves", "soon"), ("solves", "soon")]


def test_other_programs_are_given_an_outline_as_text(acting):
    card = acting.card("pain_point", "pains", 0, "No notice\nof the delay")
    acting.select(card.id)
    acting.give("edit.copy")
    assert acting.person.clip.text == "Pain points · Before\n\tNo notice of the delay"


def test_cutting_takes_the_cards_off_the_map_as_one_step(acting):
    one, two = acting.card("pain_point", "pains", 0), acting.card("pain_point", "pains", 1)
    acting.select(one.id, two.id)
    acting.give("edit.cut")
    assert acting.document.item_count() == 0
    assert acting.store.undo_name == "Cut 2 cards"
    acting.give("edit.paste")
    assert acting.person.told  # nothing is selected, so there is no place to paste to


def test_pasting_what_is_no_card_ends_in_one_sentence(acting):
    acting.select(acting.lane("pains").id)
    for clip in (Clip("words"), Clip("", b"[1, 2"), Clip("", b'{"cards": [{"id": 3}]}')):
        acting.person.clip = clip
        assert not acting.give("edit.paste")
    assert [tone for _sentence, tone in acting.person.told] == ["problem"] * 3


def test_a_pasted_card_that_breaks_a_rule_changes_nothing(acting):
    acting.select(acting.lane("pains").id)
    cards = b'{"cards":[{"id":"x","lane":"l","stage":"s","order":"a0","kind":"unknown"}],"sequence":["x"]}'
    acting.person.clip = Clip("", cards)
    before = acting.document.snapshot()
    assert not acting.give("edit.paste")
    assert acting.document.snapshot() == before


def test_duplicating_selects_the_copies(acting):
    card = acting.card("pain_point", "pains", 0, "twice")
    acting.select(card.id)
    acting.give("edit.duplicate")
    assert texts(acting, "pains", 0) == ["twice", "twice"]
    assert acting.selection != (card.id,)


def test_deleting_a_card_selects_the_next_one_of_its_cell(acting):
    one, two, three = (acting.card("pain_point", "pains", 0, text) for text in ("one", "two", "three"))
    acting.select(two.id)
    acting.give("edit.delete")
    assert acting.selection == (three.id,)
    acting.give("edit.delete")
    assert acting.selection == (one.id,)


def test_deleting_an_empty_stage_asks_nothing(acting):
    acting.select(acting.stage(1))
    acting.give("edit.delete")
    assert len(acting.document.stages) == 2
    assert acting.person.questions == []


def test_deleting_a_stage_with_cards_asks_and_stays_on_cancel(acting):
    acting.card("pain_point", "pains", 1)
    acting.select(acting.stage(1))
    acting.person.answers = ["cancel"]
    acting.give("edit.delete")
    assert len(acting.document.stages) == 3
    assert acting.person.questions == ["Delete “During” with the 1 things in it?"]


def test_a_stage_goes_with_its_cards_once_that_is_agreed_to(acting):
    acting.card("pain_point", "pains", 1)
    acting.select(acting.stage(1))
    acting.person.answers = ["delete"]
    acting.give("edit.delete")
    assert len(acting.document.stages) == 2
    assert acting.document.item_count() == 0


def test_a_stage_selected_with_its_own_cards_is_deleted_once(acting):
    card = acting.card("pain_point", "pains", 1)
    acting.select(acting.stage(1), card.id)
    acting.person.answers = ["delete"]
    assert acting.give("edit.delete")
    assert acting.document.count(Stage) == 2


def test_what_breaks_a_rule_is_told_in_one_sentence(acting):
    (step,) = acting.document.steps_of(acting.stage(0))
    acting.select(step.id)
    assert not acting.give("edit.delete")
    assert acting.person.told == [
        ("A stage keeps at least one step: delete the stage “Before” instead.", "problem")
    ]


def test_select_all_selects_every_card_in_reading_order(acting):
    later = acting.card("pain_point", "pains", 1)
    first = acting.card("customer_action", "actions", 0)
    acting.give("edit.select_all")
    assert acting.selection == (first.id, later.id)


def test_text_is_edited_only_where_one_thing_with_a_text_is_selected(acting):
    one, two = acting.card("pain_point", "pains", 0), acting.card("pain_point", "pains", 0)
    acting.select(one.id, two.id)
    assert not acting.can("edit.text")
    acting.select(one.id)
    acting.give("edit.text")
    assert ("edit", one.id) in acting.view.did
