"""The tables agree with each other and with the records."""

from collections.abc import Mapping
from typing import get_type_hints

import pytest
from msgspec.structs import fields

from journeymapper.model.records import RECORD_TYPES, REFERENCES
from journeymapper.model.tables import (
    BASES,
    CHANNELS,
    CLOSED_LISTS,
    EVIDENCE_KINDS,
    HORIZONS,
    KINDS,
    LINES,
    LINK_KINDS,
    MODES,
    RANGES,
    ROLES,
    SIDES,
    STATES,
    STATUSES,
    WEIGHTS,
    kind_of_lane,
)

TABLES: tuple[Mapping[str, tuple[object, ...]], ...] = (
    BASES,
    CHANNELS,
    EVIDENCE_KINDS,
    HORIZONS,
    KINDS,
    LINES,
    LINK_KINDS,
    MODES,
    ROLES,
    SIDES,
    STATES,
    STATUSES,
    WEIGHTS,
)


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_stands_under_its_own_key(table: Mapping[str, tuple[object, ...]]) -> None:
    assert all(entry[0] == key for key, entry in table.items())


def test_every_kind_has_a_letter_of_its_own() -> None:
    assert len({kind.letter for kind in KINDS.values()}) == len(KINDS)


def test_every_kind_is_at_home_in_a_lane_that_there_is() -> None:
    assert {kind.role for kind in KINDS.values()} <= set(ROLES)


def test_typing_into_any_lane_makes_a_kind_that_there_is() -> None:
    assert {role.kind for role in ROLES.values()} <= set(KINDS)


def test_lanes_have_sides_that_there_are() -> None:
    assert {role.side for role in ROLES.values()} <= set(SIDES)


def test_a_lane_of_an_unknown_role_gets_notes() -> None:
    assert kind_of_lane("weather") == "note"


@pytest.mark.parametrize(("record", "field"), [*CLOSED_LISTS, *RANGES])
def test_closed_lists_and_ranges_are_for_fields_that_there_are(record: str, field: str) -> None:
    assert field in RECORD_TYPES[record].__struct_fields__


def test_defaults_of_fields_with_a_closed_list_are_in_it() -> None:
    for (record, name), allowed in CLOSED_LISTS.items():
        (field,) = (field for field in fields(RECORD_TYPES[record]) if field.name == name)
        assert field.required or field.default in allowed


def test_references_are_for_fields_that_there_are() -> None:
    for kind, references in REFERENCES.items():
        for reference in references:
            hint = get_type_hints(kind)[reference.field]
            assert hint == (tuple[str, ...] if reference.many else str)
