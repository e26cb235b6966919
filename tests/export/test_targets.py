"""The formats in which a map is handed over: found by name, written the same each time, also of what is selected."""

import pytest

from journeymapper.analysis.numbering import numbering
from journeymapper.export.targets import TARGETS, Job, Target, target_of
from journeymapper.files.journey import load
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.layout.grid import Layouter
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.records import Card, Persona
from tests.export.samples import ENGINE


@pytest.fixture(scope="module")
def example() -> Document:
    return load(template_path(EXAMPLE)).document


def job(document: Document, *only: str) -> Job:
    return Job(document, numbering(document), lambda: Layouter(ENGINE, load_theme()), only=frozenset(only))


def named(key: str) -> Target:
    return next(target for target in TARGETS if target.key == key)


def test_no_key_and_no_ending_stands_for_two_formats():
    keys = [target.key for target in TARGETS]
    endings = [ending for target in TARGETS for ending in target.suffixes]
    assert len(keys) == len(set(keys))
    assert len(endings) == len(set(endings))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
def test_a_name_tells_its_format_by_its_ending_in_any_case(target):
    for ending in target.suffixes:
        assert target_of(f"map{ending}") is target
        assert target_of(f"MAP{ending.upper()}") is target


@pytest.mark.parametrize("name", ["map", "map.txt", "map.journey", "pdf"])
def test_a_name_that_tells_nothing_is_of_no_format(name):
    assert target_of(name) is None


@pytest.mark.parametrize("key", ["pdf", "svg"])
def test_a_page_of_what_is_selected_holds_nothing_else(example, key):
    one = next(card for card in example.all(Card) if card.code == "P4")
    whole, part = named(key).write(job(example)), named(key).write(job(example, one.id))
    assert len(part.data) < len(whole.data) / 2
    assert part == named(key).write(job(example, one.id))


@pytest.mark.parametrize("key", ["pdf", "svg"])
def test_what_is_not_drawn_cannot_be_exported_alone(example, key):
    persona = next(iter(example.all(Persona)))
    with pytest.raises(JourneyError, match="Nothing that is drawn is selected"):
        named(key).write(job(example, persona.id))
