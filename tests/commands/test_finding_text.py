from journeymapper.commands.finding_text import matches
from journeymapper.edit.cards import add_owner
from journeymapper.edit.places import Place


def test_cards_are_found_by_text_in_any_case(acting):
    card = acting.card("pain_point", "pains", 0, "No NOTICE of the delay")
    acting.card("pain_point", "pains", 0, "something else")
    assert matches(acting.document, "notice delay") == [card.id]


def test_cards_are_found_by_code_tag_and_owner(acting):
    with acting.store.edit("Add") as tx:
        owner = add_owner(tx, Place(acting.lane("pains").id, acting.stage(2)), name="Jonas Berg")
    card = acting.card("pain_point", "pains", 0, "x", tags=("size",), owner=owner.id)
    assert matches(acting.document, "p1") == [card.id]
    assert matches(acting.document, "size") == [card.id]
    assert matches(acting.document, "jonas") == [card.id, owner.id]


def test_nothing_is_found_for_no_words(acting):
    acting.card("pain_point", "pains", 0, "x")
    assert matches(acting.document, "  ") == []
