"""Operations on personas and evidence."""

from collections.abc import Callable

import pytest

from journeymapper.edit.evidence import add_evidence, delete_evidence
from journeymapper.edit.personas import add_persona, delete_persona, move_persona
from journeymapper.edit.transaction import Transaction
from journeymapper.model.errors import BrokenRule
from journeymapper.model.records import Series
from tests.edit.maps import Map


@pytest.fixture
def peopled(journey: Map) -> Map:
    """A map with the personas Ada and Grace."""
    with journey.store.edit("Add") as tx:
        add_persona(tx, "Grace")
        add_persona(tx, "Ada", index=0, age=36)
    return journey


def names(journey: Map) -> list[str]:
    return [persona.name for persona in journey.document.personas]


def test_personas_stand_in_order(peopled: Map) -> None:
    assert names(peopled) == ["Ada", "Grace"]


def test_a_persona_moves_among_the_others(peopled: Map) -> None:
    with peopled.store.edit("Move") as tx:
        move_persona(tx, peopled.document.personas[1].id, 0)
    assert names(peopled) == ["Grace", "Ada"]


def test_moving_a_persona_to_where_it_is_changes_nothing(peopled: Map) -> None:
    peopled.heard.clear()
    with peopled.store.edit("Move") as tx:
        move_persona(tx, peopled.document.personas[1].id, None)
    assert peopled.heard == []


def test_a_series_of_a_deleted_persona_is_nobodys(peopled: Map) -> None:
    (series,) = peopled.document.all(Series)
    ada = peopled.document.personas[0]
    with peopled.store.edit("Give") as tx:
        tx.change(series.id, persona=ada.id)
    with peopled.store.edit("Delete") as tx:
        delete_persona(tx, ada.id)
    assert [series.persona for series in peopled.document.all(Series)] == [""]
    assert names(peopled) == ["Grace"]


def test_deleted_evidence_is_no_longer_named(journey: Map) -> None:
    with journey.store.edit("Add") as tx:
        first, second = add_evidence(tx, "Diary"), add_evidence(tx, "Survey", index=0, kind="survey")
    assert journey.document.evidence == (second, first)
    journey.add("x", evidence=(first.id, second.id))
    with journey.store.edit("Delete") as tx:
        delete_evidence(tx, first.id)
    assert journey.card("x").evidence == (second.id,)
    assert first.id not in journey.document


@pytest.mark.parametrize(
    "act",
    [
        lambda tx, wrong: move_persona(tx, wrong, 0),
        delete_persona,
        delete_evidence,
    ],
)
def test_what_is_no_persona_or_evidence_is_refused(
    journey: Map, act: Callable[[Transaction, str], object]
) -> None:
    with pytest.raises(BrokenRule, match=r"is not a (Persona|Evidence)"), journey.store.edit("Try") as tx:
        act(tx, journey.document.map.id)
