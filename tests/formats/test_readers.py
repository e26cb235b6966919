"""Which format a file is in, and the names of lanes that all formats share."""

import json

import pytest

from journeymapper.formats import READERS, endings, read_foreign
from journeymapper.formats.lane_names import role_of_name
from journeymapper.formats.words import lane_words
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source
from journeymapper.model.tables import ROLES

from .journeys import JOURNEY

DATA = json.dumps(JOURNEY).encode()


def refused(name: str, data: bytes) -> str:
    with pytest.raises(FileProblem) as caught:
        read_foreign(name, data, id_source(1))
    assert str(caught.value).startswith(f"“{name}” cannot be imported: ")
    return str(caught.value)


@pytest.mark.parametrize("name", ["a.ojf.json", "a.ojf", "a.json", "A.OJF.JSON", "a.b.json"])
def test_a_journey_is_recognised(name):
    assert read_foreign(name, DATA, id_source(1)).document.map.title == JOURNEY["metadata"]["title"]


def test_json_that_is_no_journey_is_told_with_what_could_be():
    assert ".ojf.json" in refused("a.json", b'{"layers": []}')


def test_a_broken_file_with_the_formats_own_ending_is_told_what_is_broken():
    assert "line 1, column 2" in refused("a.ojf.json", b"{")


def test_a_file_of_no_known_format_is_told():
    assert "no format that can be read" in refused("a.docx", b"PK")


def test_a_broken_place_is_handed_on():
    with pytest.raises(FileProblem) as caught:
        read_foreign("a.ojf", b"{\n", id_source(1))
    assert caught.value.line == 2


def test_every_format_has_an_ending_of_its_own():
    assert all(reader.own for reader in READERS)
    assert {".ojf.json", ".json"} <= set(endings())


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("User Actions", "actions"),
        ("Customer journey", "actions"),
        ("DOING", "actions"),
        ("Touch-points", "touchpoints"),
        ("Vendor Touchpoints", "touchpoints"),
        ("Channels", "touchpoints"),
        ("Pain points", "pains"),
        ("Internal Blockers", "pains"),
        ("Friction & problems", "pains"),
        ("Emotional State", "emotion"),
        ("How they feel", "emotion"),
        ("Thoughts", "thoughts"),
        ("Opportunities for improvement", "opportunities"),
        ("Front-stage actions", "frontstage"),
        ("Onstage", "frontstage"),
        ("Backstage actions", "backstage"),
        ("Support processes", "support"),
        ("IT systems", "support"),
        ("Physical evidence", "evidence"),
        ("Moments of truth", "moments"),
        ("KPIs", "measures"),
        ("Goals", "goals"),
        ("Owner", "owners"),
        ("Notes", "text"),
        ("Weather", None),
        ("Campaign", None),
        ("", None),
        ("旅", None),
        ("Fail points", "pains"),
        ("Fehlerquellen", "pains"),
        ("Points de défaillance", "pains"),
        ("Puntos de fallo", "pains"),
        ("Pontos de falha", "pains"),
        ("Punti di errore", "pains"),
        ("Ошибки", "pains"),
        ("失敗", "pains"),
        ("故障点", "pains"),
        ("Gains", "goals"),
        ("Screens", "touchpoints"),
    ],
)
def test_the_name_of_a_lane_tells_its_role(name, role):
    assert role_of_name(name) == role


def test_every_role_that_a_name_can_tell_exists():
    assert {role for role, _words in lane_words()} <= set(ROLES)
