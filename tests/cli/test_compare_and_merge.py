"""`diff` and `merge`: what they say to people and to programs, what they write, and their exit codes."""

import json

import pytest

from journeymapper.cli import main
from journeymapper.edit.cards import add_card
from journeymapper.edit.stages import delete_stage
from journeymapper.edit.store import Store
from journeymapper.files.archive import Entry
from journeymapper.files.journey import load, save
from journeymapper.files.manifest import Foreign
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card
from tests.cli.running import EXAMPLE, is_one_sentence
from tests.edit.maps import Map
from tests.edit.people import copied


class Files:
    """A map in base.journey, and edited copies of it beside it."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.map = Map()
        self.card = self.map.add("Size guide is hard to find", kind="pain_point", code="P4", severity=2)
        save(self.map.document, folder / "base.journey")

    def edit(self, name: str, deed, **kept) -> str:
        document = copied(self.map.document)
        with Store(document, new_id=id_source(name)).edit("Edit") as tx:
            deed(tx)
        save(document, self.folder / f"{name}.journey", **kept)
        return f"{name}.journey"

    def run(self, line: str) -> int:
        return main(
            [
                word if word.startswith("-") or word in ("diff", "merge") else str(self.folder / word)
                for word in line.split()
            ]
        )

    def merge(self, *more: str) -> int:
        return self.run(" ".join(("merge base.journey ours.journey theirs.journey -o out.journey", *more)))

    def out(self) -> Document:
        return load(self.folder / "out.journey").document


@pytest.fixture
def files(tmp_path) -> Files:
    return Files(tmp_path)


def test_maps_that_are_the_same_print_nothing_and_end_with_0(files, capsys):
    assert files.run("diff base.journey base.journey") == 0
    assert capsys.readouterr().out == ""


def test_what_differs_is_said_in_sentences_and_ends_with_1(files, capsys):
    files.edit("new", lambda tx: tx.change(files.card, severity=3, tags=("queue",)))
    assert files.run("diff base.journey new.journey") == 1
    assert capsys.readouterr().out.splitlines() == [
        "Cards",
        "   Card P4 “Size guide is hard to find”: severity 2 → 3",
        "   Card P4 “Size guide is hard to find”: tags: added “queue”",
    ]


def test_programs_get_every_difference_with_its_values(files, capsys):
    files.edit("new", lambda tx: tx.change(files.card, severity=3, extra={"mood": "calm"}))
    assert files.run("diff base.journey new.journey --json") == 1
    assert json.loads(capsys.readouterr().out)["differences"] == [
        {
            "group": "cards",
            "change": "changed",
            "type": "card",
            "id": files.card,
            "name": "Card P4 “Size guide is hard to find”",
            "fields": {"severity": {"before": 2, "after": 3}, "extra.mood": {"after": "calm"}},
            "text": [
                "Card P4 “Size guide is hard to find”: severity 2 → 3",
                "Card P4 “Size guide is hard to find”: unknown field “mood” nothing → “calm”",
            ],
        }
    ]


def test_what_this_version_does_not_know_is_compared_and_merged(files, capsys):
    def nothing(tx) -> None:
        pass

    later, other = (Foreign(entries=(Entry(f"data/{name}-0.jsonl", b"{}\n"),)) for name in ("mood", "hat"))
    files.edit("ours", nothing, foreign=later)
    files.edit("theirs", nothing, foreign=other)
    assert files.run("diff base.journey ours.journey") == 1
    assert "data/mood-0.jsonl: added" in capsys.readouterr().out
    assert files.merge() == 0
    entries = load(files.folder / "out.journey").foreign.entries
    assert [entry.name for entry in entries] == ["data/hat-0.jsonl", "data/mood-0.jsonl"]


def test_folders_are_compared_like_files(files, capsys):
    assert main(["unpack", str(files.folder / "base.journey"), "-o", str(files.folder / "base")]) == 0
    capsys.readouterr()
    assert files.run("diff base base.journey") == 0


def test_a_file_that_is_not_there_is_trouble(files, capsys):
    assert files.run("diff base.journey missing.journey") == 2
    assert is_one_sentence(capsys.readouterr().err)


def test_edits_of_both_are_written_and_it_ends_with_0(files, capsys):
    files.edit("ours", lambda tx: tx.change(files.card, severity=3))
    files.edit("theirs", lambda tx: tx.change(files.card, votes=5))
    assert files.merge() == 0
    found = files.out().find(Card, files.card)
    assert found is not None
    assert (found.severity, found.votes) == (3, 5)
    assert "Written:" in capsys.readouterr().out


def test_a_conflict_is_listed_keeps_the_bases_value_and_ends_with_1(files, capsys):
    files.edit("ours", lambda tx: tx.change(files.card, severity=3))
    files.edit("theirs", lambda tx: tx.change(files.card, severity=4))
    assert files.merge() == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line == "conflict: Card P4 “Size guide is hard to find”: severity: base: 2 | ours: 3 | theirs: 4"
    found = files.out().find(Card, files.card)
    assert found is not None
    assert found.severity == 2


def test_a_stage_deleted_on_one_side_is_one_conflict_that_says_what_each_did(files, capsys):
    stage = files.map.stage("A").id
    files.edit("ours", lambda tx: delete_stage(tx, stage))
    files.edit("theirs", lambda tx: add_card(tx, files.map.place("backstage", "A"), "note", text="Desk"))
    assert files.merge() == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("conflict")]
    assert "conflict: Stage “A”: ours: removed, with 3 more that hung on it" in line
    assert "theirs: Card N1 “Desk”: added (Backstage actions, A)" in line
    assert list(document_problems(files.out())) == []


def test_a_new_code_is_told(files, capsys):
    for side in ("ours", "theirs"):
        place = files.map.place("actions", "B")
        files.edit(side, lambda tx, side=side, place=place: add_card(tx, place, "pain_point", text=side))
    assert files.merge() == 0
    assert "was P5, a code that another new card has too" in capsys.readouterr().out
    assert sorted(card.code for card in files.out().all(Card)) == ["P4", "P5", "P6"]


def test_maps_that_did_not_begin_as_one_are_refused(files, capsys):
    files.edit("ours", lambda tx: None)
    (files.folder / "theirs.journey").write_bytes(EXAMPLE.read_bytes())
    assert files.merge() == 2
    assert is_one_sentence(capsys.readouterr().err)
    assert not (files.folder / "out.journey").exists()


def test_ours_is_written_over_with_force_and_the_others_never(files, capsys):
    for name in ("ours", "theirs"):
        files.edit(name, lambda tx: tx.change(files.card, votes=1))
    start = "merge base.journey ours.journey theirs.journey"
    assert files.run(f"{start} -o ours.journey") == 2
    assert files.run(f"{start} -o ours.journey --force") == 0
    assert files.run(f"{start} -o base.journey --force") == 2
    assert files.run(f"{start} -o theirs.journey --force") == 2
    capsys.readouterr()


def test_a_map_of_a_newer_version_is_not_merged(files, capsys):
    files.edit("ours", lambda tx: None, foreign=Foreign(min_reader=99))
    files.edit("theirs", lambda tx: None)
    assert files.merge() == 2
    assert "needs a newer version" in capsys.readouterr().err
