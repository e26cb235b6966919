"""`import` of every format: by name, by content, by `--from`, one part of several, and from the standard input."""

import json

import pytest

from journeymapper.cli import main
from journeymapper.cli.parser import IMPORTED
from journeymapper.files.codec import decode
from journeymapper.files.journey import load
from journeymapper.formats import READERS
from tests.cli.running import is_one_sentence
from tests.cli.test_export_formats import piped

TABLE = "stage,Search,Buy\nActions,Looks around,Pays\nPain points,Too much,Queues\n"
DIAGRAM = (
    "journey\n  title Shopping\n  section Search\n    Looks around: 4: Ada\n  section Buy\n    Pays: 2: Ada\n"
)
TWO_TABLES = """# One

| Phase | Search | Buy |
|---|---|---|
| Actions | Looks | Pays |
| Pain points | Too much | Queues |

# Two

| Phase | Plan | Travel | Return |
|---|---|---|---|
| Actions | Books | Flies | Rests |
| Pain points | Dear | Late | Short |
"""


def stages(path) -> list[str]:
    return [stage.title for stage in load(path).document.stages]


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", TABLE), ("a.tsv", TABLE.replace(",", "\t")), ("a.mmd", DIAGRAM)]
)
def test_a_file_is_known_by_its_ending(name, content, tmp_path, capsys):
    (tmp_path / name).write_text(content, "utf-8")
    assert main(["import", str(tmp_path / name), "-o", str(tmp_path / "x.journey")]) == 0
    assert stages(tmp_path / "x.journey") == ["Search", "Buy"]
    assert capsys.readouterr().out.startswith("Written: ")


def test_a_file_is_known_by_what_it_is_said_to_be(tmp_path):
    (tmp_path / "notes.txt").write_text(TABLE, "utf-8")
    assert (
        main(["import", str(tmp_path / "notes.txt"), "-o", str(tmp_path / "x.journey"), "--from", "csv"]) == 0
    )
    assert stages(tmp_path / "x.journey") == ["Search", "Buy"]


def test_a_format_can_be_named_by_an_ending(tmp_path):
    (tmp_path / "notes.txt").write_text(DIAGRAM, "utf-8")
    assert (
        main(["import", str(tmp_path / "notes.txt"), "-o", str(tmp_path / "x.journey"), "--from", "mmd"]) == 0
    )
    assert stages(tmp_path / "x.journey") == ["Search", "Buy"]


def test_help_names_the_formats_that_there_are():
    assert sorted(IMPORTED) == sorted(reader.key for reader in READERS)


def test_one_of_several_tables_is_picked_and_the_first_otherwise(tmp_path, capsys):
    source, out = tmp_path / "both.md", tmp_path / "x.journey"
    source.write_text(TWO_TABLES, "utf-8")
    assert main(["import", str(source), "-o", str(out), "--report"]) == 0
    assert stages(out) == ["Search", "Buy"]
    assert "it has 2 tables" in capsys.readouterr().out
    assert main(["import", str(source), "-o", str(out), "--force", "--pick", "2"]) == 0
    assert stages(out) == ["Plan", "Travel", "Return"]


def test_a_part_that_is_not_there_is_refused(tmp_path, capsys):
    source = tmp_path / "both.md"
    source.write_text(TWO_TABLES, "utf-8")
    assert main(["import", str(source), "-o", str(tmp_path / "x.journey"), "--pick", "3"]) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err)
    assert "--pick takes numbers from 1 to 2" in printed.err


def test_the_report_says_what_was_guessed(tmp_path, capsys):
    (tmp_path / "a.csv").write_text(TABLE, "utf-8")
    assert main(["import", str(tmp_path / "a.csv"), "-o", str(tmp_path / "x.journey"), "--report"]) == 0
    assert any(
        line.startswith("guessed: ") or "run across" in line for line in capsys.readouterr().out.splitlines()
    )


def test_the_standard_input_stands_for_a_file(tmp_path):
    ran = piped("import", "-", "--from", "mermaid", "-o", str(tmp_path / "x.journey"), data=DIAGRAM.encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert load(tmp_path / "x.journey").document.map.title == "Shopping"


def test_a_map_can_go_to_the_standard_output_and_what_is_told_does_not_mix_with_it():
    ran = piped("import", "-", "--from", "csv", "-o", "-", data=TABLE.encode())
    assert ran.returncode == 0
    assert [stage.title for stage in decode(ran.stdout).document.stages] == ["Search", "Buy"]
    assert ran.stderr.startswith(b"Written: -")


def test_input_without_a_name_needs_a_format(capsys):
    assert main(["import", "-", "-o", "x.journey"]) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err)
    assert "add “--from " in printed.err


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.key)
@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"[" * 10_000, json.dumps({"a": 1}).encode()])
def test_what_is_none_of_its_format_is_one_sentence_and_no_map(reader, content, tmp_path, capsys):
    source, target = tmp_path / "broken", tmp_path / "broken.journey"
    source.write_bytes(content)
    assert main(["import", str(source), "-o", str(target), "--from", reader.key]) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err), printed.err
    assert "fault of the program" not in printed.err
    assert not target.exists()


def test_a_second_table_is_told_without_a_report_too(tmp_path, capsys):
    source = tmp_path / "two.md"
    table = "| | A |\n|---|---|\n| Actions | a |\n"
    source.write_text(f"{table}\n{table}", encoding="utf-8")
    assert main(["import", str(source), "-o", str(tmp_path / "map.journey")]) == 0
    printed = capsys.readouterr().out
    assert "no place: it has 2 tables, and this is table 1: the others are left out" in printed
    assert "Parts that had no place" not in printed


@pytest.mark.parametrize("content", [b"", b"\n\n", b"%% nothing yet\n"])
def test_in_an_empty_file_no_diagram_begins(content, tmp_path, capsys):
    source = tmp_path / "empty.mmd"
    source.write_bytes(content)
    assert main(["import", str(source), "-o", str(tmp_path / "empty.journey")]) == 2
    assert "no diagram begins" in capsys.readouterr().err


def test_tables_beside_a_diagram_are_told_and_can_be_read(tmp_path, capsys):
    source, target = tmp_path / "both.md", tmp_path / "both.journey"
    diagram = "```mermaid\njourney\n section Look\n  Searches: 3\n```\n"
    table = "\n| Stage | Ride | Pay |\n|---|---|---|\n| {} | Gets in | Pays |\n"
    source.write_text(diagram + table.format("Actions"), "utf-8")
    assert main(["import", str(source), "-o", str(target)]) == 0
    assert "--from markdown" in capsys.readouterr().out
    assert [stage.title for stage in load(target).document.stages] == ["Look"]
    assert main(["import", str(source), "-o", str(target), "--force", "--from", "markdown"]) == 0
    assert "--from markdown" not in capsys.readouterr().out
    assert [stage.title for stage in load(target).document.stages] == ["Ride", "Pay"]
    source.write_text(diagram + table.format("Whatever"), "utf-8")
    assert main(["import", str(source), "-o", str(target), "--force"]) == 0
    assert "--from markdown" not in capsys.readouterr().out
