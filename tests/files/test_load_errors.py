"""Damaged records: the sentence names the entry and the line and says what to do."""

import json
import re
from typing import Any

import msgspec
import pytest

from journeymapper.files.codec import decode, encode
from journeymapper.model.errors import FileProblem

from .maps import entries_of, every_type, line_of, repacked, with_line, zipped

DEEP = "[" * 70 + "]" * 70
VERY_DEEP = "[" * 100_000
CARD = every_type()["card"]


def problem_of(data: bytes) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        decode(data)
    return caught.value


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not valid JSON"),
        ("nonsense", "not valid JSON"),
        ("[1, 2]", "not an object"),
        ("null", "not an object"),
        ('"text"', "not an object"),
        ("{}", "missing required field"),
        ('{"id": "x", "id": "y"}', "stands twice"),
        ('{"id": "x", "more": {"a": 1, "a": 2}}', "stands twice"),
        (line_of(CARD, id="x", severity=5), "severity"),
        (line_of(CARD, id="x", severity=-1), "severity"),
        (line_of(CARD, id="x", severity="high"), "severity"),
        (line_of(CARD, id="x", severity=1e300), "out of range"),
        (line_of(CARD, id="x", text=None), "text"),
        (line_of(CARD, id="x", kind="riddle"), "riddle"),
        (line_of(CARD, id="x", order="?"), "order key"),
        (line_of(CARD, id="x", order=""), "order key"),
        (line_of(CARD, id=""), "id"),
        (line_of(CARD, id="x", lane="nowhere"), "nowhere"),
        (line_of(CARD, id="x", lane="stage"), "stage"),
        (line_of(CARD, id="x", lane=""), "lane"),
        (line_of(CARD, id="x", evidence=["nowhere"]), "nowhere"),
        (line_of(CARD, id="x", text="t" * 100_001), "more than 100000 characters"),
        (line_of(CARD, id="x", tags=["t" * 100_001]), "more than 100000 characters"),
        (line_of(CARD, id="x", more="t" * 100_001), "more than 100000 characters"),
        (line_of(CARD, id="x", text="\ud800"), "lone surrogate"),
        (line_of(CARD, id="x", more=["\udfff"]), "lone surrogate"),
        (line_of(CARD, id="x", more=float("nan")), "not a number"),
        (line_of(CARD, id="x", more=float("inf")), "not a number"),
        (line_of(CARD, id="x", more=10**8), "out of range"),
        ('{"id": "x", "more": 1e999}', "out of range"),
        ('{"id": "x", "more": ' + "9" * 5000 + "}", "out of range"),
        ('{"id": "x", "more": ' + DEEP + "}", "nested too deep"),
        ('{"id": "x", "more": ' + VERY_DEEP, "nested too deep"),
        (b'{"id": "\xff"}', "UTF-8"),
        (line_of(CARD), "same id"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_card_is_named_by_entry_and_line(line, reason):
    problem = problem_of(with_line(encode(every_type()), "data/card-0.jsonl", line))
    assert (problem.entry, problem.line) == ("data/card-0.jsonl", 3)
    assert str(problem).startswith("data/card-0.jsonl, line 3: ")
    assert str(problem).endswith("; restore a copy or remove that line")
    assert reason in str(problem)
    assert "\n" not in str(problem)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("more", 10**8, "out of range"),
        ("more", "t" * 100_001, "more than"),
        ("more", [json.loads(DEEP)], "nested too deep"),
        ("text", "t" * 100_001, "more than"),
        ("tags", ["t" * 100_001], "more than"),
    ],
    ids=["number", "text", "depth", "known text", "known texts"],
)
def test_lines_are_checked_that_this_version_could_have_written(field, value, reason):
    plain = msgspec.to_builtins(CARD) | {"id": "x", field: value}
    line = msgspec.json.Encoder(order="sorted").encode(plain)
    assert reason in str(problem_of(with_line(encode(every_type()), "data/card-0.jsonl", line)))


@pytest.mark.parametrize(
    ("entry", "line", "reason"),
    [
        ("step", '{"id":"x","order":"a1","stage":"nowhere"}', "nowhere"),
        ("stage", '{"id":"x","order":"a1","title":"No step"}', "no step"),
        ("line", '{"id":"x","order":"a1","role":"equator"}', "equator"),
        ("link", '{"id":"x","source":"card","target":"stage"}', "stage"),
        ("link", '{"id":"x","source":"card","target":"card"}', "itself"),
        ("link", '{"id":"x","kind":"causes","source":"card","target":"card-2"}', "second of its kind"),
        ("point", '{"id":"x","series":"series","step":"step","value":1}', "second"),
        ("point", '{"id":"x","series":"series","step":"step","value":2.5}', "value"),
        ("persona", '{"id":"x","name":"","order":"a0","portrait":"card"}', "portrait"),
    ],
)
def test_other_records_are_named_too(entry, line, reason):
    data = encode(every_type())
    before = entries_of(data)[f"data/{entry}-0.jsonl"].count(b"\n")
    problem = problem_of(with_line(data, f"data/{entry}-0.jsonl", line))
    assert problem.entry == f"data/{entry}-0.jsonl"
    assert problem.line is not None
    assert problem.line <= before + 1
    assert reason in str(problem)


def test_an_id_with_line_breaks_does_not_break_the_sentence():
    problem = problem_of(
        with_line(encode(every_type()), "data/card-0.jsonl", line_of(CARD, id="x\ny", lane="a\rb"))
    )
    assert "a b" in str(problem)
    assert len(str(problem).splitlines()) == 1


def test_a_card_on_a_step_of_another_stage_is_named():
    data = with_line(encode(every_type()), "data/stage-0.jsonl", '{"id":"s2","order":"a1","title":"S"}')
    data = with_line(data, "data/step-0.jsonl", '{"id":"p2","order":"a1","stage":"s2"}')
    problem = problem_of(with_line(data, "data/card-0.jsonl", line_of(CARD, id="x", step="p2")))
    assert (problem.entry, problem.line) == ("data/card-0.jsonl", 3)


def test_the_line_is_counted_with_the_blank_ones():
    data = with_line(encode(every_type()), "data/card-0.jsonl", "\n  \n{")
    assert problem_of(data).line == 5


def test_the_first_bad_record_of_a_full_entry_is_named():
    entries = entries_of(encode(every_type()))
    lines = [line_of(CARD, id=f"x{n}", severity=4 if n < 5 else 9) for n in range(10)]
    entries["data/card-0.jsonl"] += "".join(line + "\n" for line in lines).encode()
    assert problem_of(repacked(entries)).line == 8


def test_a_file_with_two_maps_is_refused():
    problem = problem_of(with_line(encode(every_type()), "data/map-0.jsonl", '{"id":"m2","title":""}'))
    assert "exactly one" in str(problem)
    assert problem.entry == "data/map-0.jsonl"


def test_a_file_without_a_map_is_refused():
    entries = entries_of(encode(every_type()))
    del entries["data/map-0.jsonl"]
    assert "exactly one" in str(problem_of(repacked(entries)))


def test_many_links_from_one_card_take_no_square_of_time():
    entries = entries_of(encode(every_type()))
    cards = [line_of(CARD, id=f"x{n:05}") for n in range(20_000)]
    links = [json.dumps({"id": f"k{n:05}", "source": "card", "target": f"x{n:05}"}) for n in range(20_000)]
    entries["data/card-0.jsonl"] += "\n".join(cards).encode()
    entries["data/link-0.jsonl"] += "\n".join(links).encode()
    decode(repacked(entries))


# the manifest and the archive's own entries


def set_to(field: str, value: Any) -> Any:
    return lambda content: content.update({field: value})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (set_to("format", "drawing"), "does not describe a map"),
        (set_to("version", 0), "“version” is not a version number"),
        (set_to("version", "1"), "“version” is not a version number"),
        (set_to("version", True), "“version” is not a version number"),
        (set_to("version", 10**9), "“version” is not a version number"),
        (set_to("min_reader", None), "“min_reader” is not a version number"),
        (set_to("required", "all"), "not a list of names"),
        (set_to("required", [1]), "not a list of names"),
        (set_to("entries", []), "does not list the entries"),
        (set_to("entries", {"mimetype": 3}), "no SHA-256 and size of mimetype"),
        (lambda content: content.clear(), "does not describe a map"),
        (lambda content: content["entries"].pop("data/map-0.jsonl"), "the manifest does not list it"),
        (lambda content: content["entries"]["mimetype"].update(size=1), "not what the manifest says"),
        (
            lambda content: content["entries"]["mimetype"].update(sha256="0" * 64),
            "not what the manifest says",
        ),
        (
            set_to("entries", {"data/gone-0.jsonl": {"sha256": "", "size": 0}}),
            "the manifest does not list it",
        ),
    ],
)
def test_a_manifest_that_contradicts_the_file_is_refused(change, reason):
    problem = problem_of(repacked(entries_of(encode(every_type())), manifest=change))
    assert reason in str(problem)
    assert problem.entry


def test_an_entry_that_is_gone_is_named():
    entries = entries_of(encode(every_type()))
    manifest = json.loads(entries["manifest.json"])
    del entries["data/card-0.jsonl"]
    listed = manifest["entries"]
    problem = problem_of(repacked(entries, manifest=lambda content: content.update(entries=listed)))
    assert str(problem) == "data/card-0.jsonl: it is missing from the file; restore a copy"


def test_a_manifest_that_is_no_json_is_named_with_its_line():
    problem = problem_of(zipped({**entries_of(encode(every_type())), "manifest.json": b'{\n"format": }'}))
    assert (problem.entry, problem.line) == ("manifest.json", 2)


def test_a_zip_of_something_else_is_told_apart():
    assert "ZIP archive of something else" in str(problem_of(zipped({"word/document.xml": b"<w/>"})))


def test_a_book_is_told_by_its_kind():
    assert "application/epub+zip" in str(problem_of(zipped({"mimetype": b"application/epub+zip"})))


def test_a_file_without_its_manifest_is_refused():
    entries = entries_of(encode(every_type()))
    del entries["manifest.json"]
    assert str(problem_of(zipped(entries))) == "manifest.json: the manifest is missing; restore a copy"


def test_a_file_without_its_mimetype_is_refused():
    entries = entries_of(encode(every_type()))
    del entries["mimetype"]
    assert re.match("mimetype: it is missing", str(problem_of(repacked(entries))))


def test_a_picture_under_a_wrong_name_is_refused():
    entries = {**entries_of(encode(every_type())), f"media/{'0' * 64}.png": b"other"}
    assert "not those of the picture" in str(problem_of(repacked(entries)))
