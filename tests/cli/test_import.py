"""`import`: journeys of other programs, from file to structure."""

import json
import os

import pytest

from journeymapper.cli import main
from tests.cli.running import EXAMPLE, ROOT, is_one_sentence, journeymapper

JOURNEY = {
    "version": "1.0",
    "persona": "Night nurse",
    "stages": [{"id": "s1", "name": "Before the shift"}, {"id": "s2", "name": "Handover"}],
    "swimlanes": [{"id": "l1", "name": "User Action"}, {"id": "l2", "name": "Pain Points"}],
    "nodes": [
        {"stageId": "s1", "swimlaneId": "l1", "title": "Reads the ward list", "score": 5, "tags": ["Ward"]},
        {"stageId": "s2", "swimlaneId": "l1", "title": "Listens to the day team", "score": -3},
        {"stageId": "s2", "swimlaneId": "l2", "title": "Notes are missing", "severity": "high"},
    ],
}


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "shift.ojf.json"
    path.write_text(json.dumps(JOURNEY), "utf-8")
    return path


def shown(path, capsys):
    capsys.readouterr()
    assert main(["show", str(path), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_stage_card_and_score_of_a_journey_is_in_the_map(source, tmp_path, capsys):
    target = tmp_path / "shift.journey"
    assert main(["import", str(source), "-o", str(target)]) == 0
    found = shown(target, capsys)
    assert [stage["title"] for stage in found["stages"]] == ["Before the shift", "Handover"]
    cards = {card["text"]: card for card in found["cards"]}
    first = cards["Reads the ward list"]
    assert (first["kind"], first["stage"], first["lane"]) == (
        "customer_action",
        "Before the shift",
        "User Action",
    )
    assert (first["source_score"], first["score"]) == (5, 2.0)
    assert first["source_scale"]
    assert cards["Listens to the day team"]["source_score"] == -3
    assert cards["Notes are missing"]["kind"] == "pain_point"


def test_what_was_made_is_said_and_the_report_on_request(source, tmp_path, capsys):
    target = tmp_path / "shift.journey"
    assert main(["import", str(source), "-o", str(target)]) == 0
    plain = capsys.readouterr().out.splitlines()
    assert plain[0].startswith(f"Written: {target} (stages: 2, lanes: ")
    assert main(["import", str(source), "-o", str(target), "--force", "--report"]) == 0
    whole = capsys.readouterr().out.splitlines()
    assert whole[0] == plain[0]
    assert len(whole) > len(plain)


def test_what_has_no_place_is_counted_and_named(tmp_path, capsys):
    source, target = tmp_path / "odd.ojf.json", tmp_path / "odd.journey"
    odd = JOURNEY | {
        "nodes": [*JOURNEY["nodes"], {"stageId": "nowhere", "swimlaneId": "l1", "title": "Lost"}]
    }
    source.write_text(json.dumps(odd), "utf-8")
    assert main(["import", str(source), "-o", str(target)]) == 0
    assert "Parts that had no place: 1" in capsys.readouterr().out
    assert main(["import", str(source), "-o", str(target), "--force", "--report"]) == 0
    assert "no place: nodes[3]" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        "",
        "hello",
        "[]",
        "{}",
        '{"stages": []}',
        '{"stages": 3}',
        json.dumps(JOURNEY)[:-40],
        "[" * 100_000,
        "\x00",
    ],
)
def test_a_file_that_is_no_journey_is_one_sentence_and_no_map(content, tmp_path, capsys):
    source, target = tmp_path / "broken.ojf.json", tmp_path / "broken.journey"
    source.write_text(content, "utf-8")
    assert main(["import", str(source), "-o", str(target)]) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err), printed.err
    assert "broken.ojf.json" in printed.err
    assert "fault of the program" not in printed.err
    assert not target.exists()


def test_the_journey_is_never_written_over(source, capsys):
    before = source.read_bytes()
    assert main(["import", str(source), "-o", str(source)]) == 2
    assert source.read_bytes() == before
    assert is_one_sentence(capsys.readouterr().err)


def test_a_map_does_not_get_the_name_of_another_kind_of_file(source, tmp_path, capsys):
    assert main(["import", str(source), "-o", str(tmp_path / "other.json")]) == 2
    assert "name it “other.journey”" in capsys.readouterr().err


def test_a_map_that_is_there_stays_unless_it_is_to_be_written_over(source, tmp_path, capsys):
    target = tmp_path / "mine.journey"
    target.write_bytes(b"mine")
    assert main(["import", str(source), "-o", str(target)]) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err)
    assert "--force" in printed.err
    assert target.read_bytes() == b"mine"
    assert main(["import", str(source), "-o", str(target), "--force"]) == 0
    assert shown(target, capsys)["map"]["title"]


def test_a_journey_is_told_by_what_is_in_the_file(tmp_path, capsys):
    source, target = tmp_path / "shift.txt", tmp_path / "shift.journey"
    source.write_text(json.dumps(JOURNEY), "utf-8")
    assert main(["import", str(source), "-o", str(target)]) == 0
    source.write_text("Dear diary", "utf-8")
    assert main(["import", str(source), "-o", str(target), "--force"]) == 2
    assert "it is in no format that can be read" in capsys.readouterr().err


def test_a_map_is_to_be_opened_not_imported(tmp_path, capsys):
    assert main(["import", str(EXAMPLE), "-o", str(tmp_path / "x.journey")]) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err)
    assert "is a JourneyMapper map already: open it" in printed.err


def test_a_pipe_is_not_waited_for(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe.ojf.json")
    assert main(["import", str(tmp_path / "pipe.ojf.json"), "-o", str(tmp_path / "x.journey")]) == 2
    assert is_one_sentence(capsys.readouterr().err)


def test_importing_needs_no_qt(source, tmp_path):
    ran = journeymapper("import", source, "-o", "x.journey", folder=tmp_path, qt=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "x.journey").is_file()


SAMPLES = sorted((ROOT / "tests" / "formats" / "samples").glob("*.ojf.json"))


def becomes_a_map_that_prints(source, folder, capsys) -> bool:
    target = folder / "map.journey"
    assert main(["import", str(source), "-o", str(target)]) == 0
    assert main(["check", str(target)]) == 0
    assert main(["export", str(target), "-o", str(folder / "page.pdf")]) == 0
    titles = [stage["name"] for stage in json.loads(source.read_text("utf-8"))["stages"]]
    return [stage["title"] for stage in shown(target, capsys)["stages"]] == titles


@pytest.mark.parametrize("source", SAMPLES, ids=lambda path: path.name)
def test_journeys_become_maps_that_hold_together_and_print(source, tmp_path, capsys):
    assert becomes_a_map_that_prints(source, tmp_path, capsys)


@pytest.mark.parametrize(
    "name",
    ["b2b-software-purchase", "clinic-visit-blueprint", "ecommerce-purchase", "hotel-check-in-blueprint"],
)
def test_journeys_of_other_people_become_maps_that_hold_together_and_print(name, corpus, tmp_path, capsys):
    assert becomes_a_map_that_prints(corpus / "maps" / f"{name}.ojf.json", tmp_path, capsys)
