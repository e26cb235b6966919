"""What is kept of a map that others are to begin with."""

import pytest

from journeymapper.edit.new import CONTENT, grid_of
from journeymapper.edit.personas import set_portrait
from journeymapper.edit.store import Store
from journeymapper.files.templates import EXAMPLE, template_document
from journeymapper.model.checks import document_problems
from journeymapper.model.ids import id_source
from journeymapper.model.records import Asset, Card, Persona, Series
from tests.random_maps import random_map

CHOICES = [(cards, personas) for cards in (True, False) for personas in (True, False)]
PICTURE = b"\x89PNG\r\n\x1a\n only looked at by its digest"


def portrayed():
    """The example, with a picture of its persona."""
    document = template_document(EXAMPLE)
    with Store(document, new_id=id_source(1)).edit("portrait") as tx:
        set_portrait(tx, document.personas[0].id, PICTURE, width=1, height=1)
    return document


@pytest.mark.parametrize(("cards", "personas"), CHOICES)
@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_of_any_map_is_a_whole_map(seed: int, cards: bool, personas: bool):
    document = random_map(seed, stages=4, lanes=9, links=20)
    before = document.snapshot()
    kept = grid_of(document, cards=cards, personas=personas)
    assert list(document_problems(kept)) == []
    assert document.snapshot() == before


def test_all_of_it_is_the_map_itself():
    document = portrayed()
    assert grid_of(document, cards=True, personas=True).snapshot() == document.snapshot()


def test_without_cards_stages_steps_lanes_lines_series_and_personas_stay():
    document = template_document(EXAMPLE)
    kept = grid_of(document, cards=False, personas=True)
    assert not any(kept.count(kind) for kind in CONTENT)
    gone = set(document.snapshot()) - set(kept.snapshot())
    assert {type(document[key]) for key in gone} == set(CONTENT)
    assert kept.map.title == document.map.title
    assert (kept.map.version, kept.map.date, kept.map.sample, kept.map.status) == ("", "", "", "draft")


def test_without_personas_the_cards_stay_and_curves_are_nobodys():
    kept = grid_of(portrayed(), cards=True, personas=False)
    assert kept.count(Card) == template_document(EXAMPLE).count(Card)
    assert not kept.count(Persona)
    assert {series.persona for series in kept.all(Series)} == {""}


def test_the_portrait_goes_with_the_persona():
    assert portrayed().count(Asset) == 1
    assert grid_of(portrayed(), cards=False, personas=True).count(Asset) == 1
    assert grid_of(portrayed(), cards=True, personas=False).count(Asset) == 0
