"""Broken journeys: a note about what is left out, or one sentence; never a traceback."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.files.codec import decode, encode
from journeymapper.formats import json_files, ojf_source
from journeymapper.formats.ojf import read_ojf
from journeymapper.formats.report import Imported
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, EmotionPoint

from .journeys import JOURNEY, card, document_of, imported, journey, notes, with_node


def refused(data: bytes) -> str:
    with pytest.raises(FileProblem) as caught:
        read_ojf(data, id_source(1))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def texts_of(document: Document) -> set[str]:
    return {each.text for each in document.all(Card)}


def titles_of(document: Document) -> set[str]:
    return {stage.title for stage in document.stages} | {lane.title for lane in document.lanes}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not valid JSON"),
        (b'{\n "stages": [\n}', "line 3, column 1"),
        (b"[1, 2]", "not an object"),
        (b'"stages"', "not an object"),
        (b"{}", "no list “stages”"),
        (b'{"stages": {}}', "no list “stages”"),
        (b'{"stages": []}', "no stages"),
        (b'{"stages": [1, null]}', "no stages"),
        (b'{"stages": [], "stages": []}', "stands twice"),
        (b'{"stages": NaN}', "not a number"),
        (b'{"stages": 1e999}', "out of range"),
        (b'{"stages": "\\ud800"}', "lone surrogate"),
        (b'{"stages": "\xff"}', "not UTF-8"),
        (b'{"a": ' * 100, "nested too deep"),
        (b'{"a": ' * 200_000, "nested too deep"),
        (b'{"stages": [' + b"[" * 70 + b"]" * 70 + b"]}", "nested too deep"),
        (json.dumps({"stages": ["t" * 100_001]}).encode(), "more than 100000 characters"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_file_of_which_no_map_can_be_made_ends_in_one_sentence(data, words):
    sentence = refused(data)
    if words == "nested too deep":
        assert words in sentence or "not valid JSON" in sentence
    else:
        assert words in sentence
    assert ";" in sentence


def test_a_file_far_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(json_files, "LARGEST_FILE", 1 << 20)
    assert "larger than 1 megabytes" in refused(b" " * ((1 << 20) + 1))


def test_a_file_of_far_too_many_values_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(json_files, "MOST_VALUES", 100)
    assert "more than 100 values" in refused(b'{"stages": [' + b"{}," * 99 + b"{}]}")


def test_a_file_with_far_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(ojf_source, "MOST_PARTS", 20)
    assert "22 parts" in refused(json.dumps(JOURNEY).encode())


def test_thousands_of_parts_of_one_node_are_not_linked_each_with_each():
    parts = {"backstage": ["b"] * 2400, "support": ["s"] * 2400}
    assert len(document_of(with_node(blueprint=parts))) < 12_000


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stageId", "nowhere"),
        ("stageId", None),
        ("swimlaneId", "nowhere"),
        ("swimlaneId", []),
        ("swimlaneId", True),
    ],
)
def test_a_node_without_a_place_is_left_out_and_told(field, value):
    plain = with_node(**{field: value})
    assert "New" not in {each.text for each in document_of(plain).all(Card)}
    assert notes(plain, "nodes[6]")[0][0] == "dropped"


def test_ids_may_be_numbers():
    plain = journey(
        stages=[{"id": 1, "name": "One"}], nodes=[{"stageId": 1, "swimlaneId": "l1", "title": "New"}]
    )
    assert "New" in texts_of(document_of(plain))


@pytest.mark.parametrize("what", ["stages", "swimlanes"])
def test_what_has_the_id_of_another_is_there_and_told(what):
    plain = journey()
    plain[what].append({"id": plain[what][0]["id"], "name": "Twin"})
    document = document_of(plain)
    assert "Twin" in titles_of(document)
    assert "Looks for a free bike" in texts_of(document)
    assert "changed" in [level for level, _text in notes(plain, f"{what}[{len(plain[what]) - 1}]")]


def test_nodes_are_with_the_first_of_two_stages_of_one_id():
    plain = journey(stages=[*JOURNEY["stages"], {"id": "s1", "name": "Twin"}])
    document = document_of(plain)
    assert card(document, "Looks for a free bike").stage == document.stages[0].id


@pytest.mark.parametrize("what", ["stages", "swimlanes"])
def test_what_has_no_name_gets_its_id(what):
    plain = journey()
    plain[what][0].pop("name")
    document = document_of(plain)
    assert plain[what][0]["id"] in titles_of(document)
    assert notes(plain, f"{what}[0]")


def test_a_node_without_a_title_says_its_description():
    plain = with_node(title="", description="Long story")
    assert (card(document_of(plain), "Long story").details, notes(plain, "nodes[6]")[0][0]) == ("", "changed")


def test_a_node_that_says_nothing_is_untitled():
    assert "Untitled" in texts_of(document_of(with_node(title=None)))


@pytest.mark.parametrize(
    ("field", "value", "level"),
    [
        ("title", 7, "changed"),
        ("description", ["x"], "dropped"),
        ("score", "high", "dropped"),
        ("score", True, "dropped"),
        ("score", "nan", "dropped"),
        ("score", [1], "dropped"),
        ("severity", {}, "dropped"),
        ("tags", 5, "dropped"),
        ("isMomentOfTruth", "yes", "dropped"),
        ("blueprint", "yes", "dropped"),
        ("sentiment", {"a": 1}, "dropped"),
    ],
)
def test_a_field_of_another_type_is_told(field, value, level):
    plain = with_node(**{field: value})
    assert notes(plain, f"nodes[6].{field}")[0][0] == level
    assert list(document_problems(document_of(plain))) == []


@pytest.mark.parametrize(
    ("path", "blueprint"),
    [
        ("nodes[6].blueprint.evidence", {"evidence": {"item": "x"}}),
        ("nodes[6].blueprint.evidence[0]", {"evidence": [3]}),
        ("nodes[6].blueprint.onstage[0]", {"onstage": [{}]}),
        ("nodes[6].blueprint.support[1]", {"support": [{"system": "S"}, None]}),
        ("nodes[6].blueprint.backstage[0].action", {"backstage": [{"action": ["x"], "actor": "A"}]}),
    ],
)
def test_a_part_of_another_type_is_told_by_its_path(path, blueprint):
    assert notes(with_node(blueprint=blueprint), path)[0][0] == "dropped"


def test_a_part_without_its_text_says_its_other_half():
    plain = with_node(blueprint={"onstage": [{"actor": "Porter"}]})
    assert "Porter" in texts_of(document_of(plain))
    assert notes(plain, "nodes[6].blueprint.onstage[0]")[0][0] == "changed"


def test_a_score_that_is_a_text_is_read():
    plain = with_node(score="3")
    assert "3" in {found.source_value for found in points_of(plain)}


def points_of(plain: object) -> list[Any]:
    return list(document_of(plain).all(EmotionPoint))


@pytest.mark.parametrize("what", ["swimlanes", "nodes", "metadata"])
@pytest.mark.parametrize("value", [None, 3, "x", [3], [[]], {}])
def test_whole_parts_of_another_type_leave_a_map(what, value):
    assert list(document_problems(document_of(journey(**{what: value})))) == []


# fuzzing

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.sampled_from(
        [[], {}, [[]], [{}], "s1", "l1", "\ud800", "high", 5, -5, "support", {"item": 1}, "t" * 1000]
    ),
)


def places_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inner for place in places_in(part, (*path, key)))]


def mutated(draw: st.DataObject, plain: Any) -> Any:
    """A copy with a few values replaced, removed, doubled or swapped."""
    plain = copy.deepcopy(plain)
    for _change in range(draw.draw(st.integers(1, 4))):
        path = draw.draw(st.sampled_from([path for path in places_in(plain) if path]))
        parent = plain
        for key in path[:-1]:
            parent = parent[key]
        match draw.draw(st.integers(0, 3)):
            case 0:
                parent[path[-1]] = draw.draw(ODD)
            case 1:
                del parent[path[-1]]
            case 2 if isinstance(parent, list):
                parent.append(copy.deepcopy(parent[path[-1]]))
            case _ if isinstance(parent, dict):
                parent[draw.draw(st.text(max_size=6))] = copy.deepcopy(
                    draw.draw(st.sampled_from([parent, plain, 1]))
                )
    return plain


def becomes_a_map_or_one_sentence(data: bytes) -> Imported | None:
    try:
        found = read_ojf(data, id_source(1))
    except FileProblem as problem:
        sentence = str(problem)
        assert "\n" not in sentence
        return None
    assert list(document_problems(found.document)) == []
    assert decode(encode(found.document)).document.snapshot() == found.document.snapshot()
    assert all(note.text for note in found.report)
    return found


@given(st.data())
def test_a_journey_changed_at_random(data):
    becomes_a_map_or_one_sentence(json.dumps(mutated(data, JOURNEY)).encode())


@given(st.data())
def test_the_bytes_of_a_journey_changed_at_random(data):
    raw = bytearray(json.dumps(JOURNEY).encode())
    for _change in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    becomes_a_map_or_one_sentence(bytes(raw))


@given(st.binary(max_size=200))
def test_any_bytes_at_all(data):
    becomes_a_map_or_one_sentence(data)


@given(data=st.data())
def test_other_peoples_journeys_changed_at_random(corpus, data):
    files: list[Path] = sorted((corpus / "maps").glob("*.json"))
    plain = json.loads(data.draw(st.sampled_from(files)).read_text("utf-8"))
    becomes_a_map_or_one_sentence(json.dumps(mutated(data, plain)).encode())


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_other_peoples_journeys_cut_short_end_in_one_sentence(corpus, share):
    for file in (corpus / "maps").glob("*.json"):
        data = file.read_bytes()
        assert "not valid JSON" in refused(data[: int(len(data) * share)])


def test_a_report_of_a_whole_journey_drops_nothing():
    assert not [note for note in imported(JOURNEY).report if note.level == "dropped"]
