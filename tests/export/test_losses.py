"""What a format does not hold of a map is named: every word of a map is in the file or its field among the losses."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.export.targets import TARGETS, Job, Target
from journeymapper.formats.field_names import FIELD_NAMES, UNKNOWN
from journeymapper.formats.losses import NAMES, all_fields, holding, losses
from journeymapper.formats.report import Written
from journeymapper.model.document import Document
from journeymapper.model.records import RECORD_TYPES, JourneyMap, Persona

from .canaries import SPARE, canaries, emptied, full, words_of
from .grids import layouter

PAGES = ("pdf", "svg")
"""Pages, on which not every kind of card shows its code: to say so of nearly every map would say nothing."""


def written(target: Target, document: Document) -> Written:
    return target.write(Job(document, {}, layouter))


def silently_lost(target: Target, document: Document) -> list[tuple[str, str]]:
    found = written(target, document)
    words = "".join(words_of(target.suffixes[0], found.data).split()).casefold()
    told: defaultdict[str, list[str]] = defaultdict(list)
    for note in found.losses:
        name, _colon, rest = note.text.partition(": ")
        told[name.removesuffix(" of other lanes")].append(rest)
    return [
        (record.id, field)
        for record in document
        for field, word in canaries(record)
        if word.casefold() not in words
        and not is_told(told[NAMES[type(record)]], field)
        and not (field == "code" and target.key in PAGES)
    ]


def is_told(told: list[str], field: str) -> bool:
    title = UNKNOWN if field == "extra" else FIELD_NAMES[field]
    fields = [part.partition(" (")[0] for rest in told for part in rest.split(", ")]
    return title in fields or any(part[:1].isdigit() for part in fields)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
def test_every_word_of_a_map_is_in_the_file_or_its_field_is_named(target):
    assert silently_lost(target, full()) == []


@given(
    st.sampled_from(TARGETS),
    st.sets(st.sampled_from([record.id for record in full() if record.id in SPARE])),
    st.sets(st.sampled_from(sorted(FIELD_NAMES))),
)
@settings(max_examples=25, deadline=None)
def test_whatever_is_empty_in_a_map_the_rest_of_it_is_in_the_file_or_named(target, gone, empty):
    assert silently_lost(target, emptied(full(), gone, empty)) == []


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
def test_a_map_that_says_nothing_loses_nothing(target):
    about = JourneyMap(id="map", title="")
    assert [note.text for note in written(target, Document([about])).losses if note.level == "dropped"] == []


def test_every_field_has_a_name_for_people():
    named = {name for kind in RECORD_TYPES.values() for name in all_fields(kind)} - {"extra"}
    assert named <= FIELD_NAMES.keys()


def test_losses_tell_types_fields_and_how_many():
    told = losses(full(), holding({JourneyMap: ("title",), Persona: ("name",)}))
    texts = [note.text for note in told]
    assert texts[0].startswith("map: subtitle, state, scenario")
    assert texts[1].startswith("personas: ")
    assert "age (2)" in texts[1]
    assert "sources of evidence: 2" in texts


def test_what_is_as_nobody_said_otherwise_is_no_loss():
    plain = Document([JourneyMap(id="map", title="T"), Persona(id="p", name="N", order="a0", age=0)])
    told = losses(plain, holding({JourneyMap: ("title",), Persona: ("name",)}))
    assert [note.text for note in told] == ["personas: age"]
