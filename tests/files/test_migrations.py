"""Older files: a frozen one of each version opens, and migrations go one version at a time."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from journeymapper.files.codec import decode, encode
from journeymapper.files.journey import load
from journeymapper.files.migrations import MIGRATIONS, Plain, current_version, migrate
from journeymapper.files.spare import SPARE
from journeymapper.model.checks import document_problems
from journeymapper.model.errors import FileProblem
from journeymapper.model.records import RECORD_TYPES, Card

from .maps import entries_of, every_type, repacked, same, with_line

HERE = Path(__file__).parent
FROZEN = {1: "0b65140d5ab94c3ee03b8b48fb4b76c707d509d0da4061f73ce159b6bd45248a"}


def to_2(plain: Plain) -> Plain:
    """Lanes are called rows, and cards say what was felt in a field of their own."""
    plain["lane"] = plain.pop("row")
    return plain


def to_3(plain: Plain) -> Plain:
    for card in plain["card"].values():
        card["text"] = card.pop("words", "") + "!"
    return plain


def older(**changes: Any) -> bytes:
    """A file of version 1 of a format that calls lanes rows and texts words."""
    entries = entries_of(encode(every_type()))
    entries["data/row-0.jsonl"] = entries.pop("data/lane-0.jsonl")
    entries["data/card-0.jsonl"] = entries["data/card-0.jsonl"].replace(b'"text"', b'"words"')
    return repacked(entries | changes)


@pytest.mark.parametrize("version", range(1, current_version() + 1))
def test_a_frozen_file_of_every_version_is_as_it_was_frozen(version):
    data = (HERE / f"v{version}" / "sample.journey").read_bytes()
    assert hashlib.sha256(data).hexdigest() == FROZEN[version]


@pytest.mark.parametrize("version", range(1, current_version() + 1))
def test_a_frozen_file_of_every_version_opens(version):
    loaded = load(HERE / f"v{version}" / "sample.journey")
    assert (loaded.read_only, loaded.notes) == (False, ())
    assert list(document_problems(loaded.document)) == []


def test_the_frozen_file_of_the_first_version_holds_what_it_was_made_of():
    assert same(load(HERE / "v1" / "sample.journey"), every_type())


def test_the_frozen_file_of_the_newest_version_has_every_record_type():
    document = load(HERE / f"v{current_version()}" / "sample.journey").document
    assert {type(record) for record in document} == set(RECORD_TYPES.values())


def test_what_is_written_today_decodes_to_the_entries_of_the_newest_frozen_file():
    frozen = entries_of((HERE / f"v{current_version()}" / "sample.journey").read_bytes())
    today = entries_of(encode(every_type()))
    manifests = [json.loads(entries.pop("manifest.json")) for entries in (frozen, today)]
    # It came later, repeats what stands elsewhere, and every reader of this version passes over it.
    del today[SPARE], manifests[1]["entries"][SPARE]
    assert today == frozen
    for manifest in manifests:
        del manifest["generator"]
    assert manifests[0] == manifests[1]


def test_the_newest_version_is_one_more_than_there_are_migrations():
    assert current_version() == len(MIGRATIONS) + 1
    assert current_version((to_2, to_3)) == 3


def test_migrations_begin_at_the_files_version():
    plain: Plain = {"card": {"c": {"id": "c", "words": "Hm"}}}
    assert migrate(plain, 2, (to_2, to_3)) == {"card": {"c": {"id": "c", "text": "Hm!"}}}


def test_an_older_file_is_brought_up_one_version_at_a_time():
    document = decode(older(), migrations=(to_2, to_3)).document
    assert document.lanes == every_type().lanes
    assert {card.text for card in document.all(Card)} == {"Too slow!", "!"}


def test_unknown_fields_and_entries_of_an_older_file_survive():
    data = older(**{"data/review-0.jsonl": b'{"id":"r1","stars":5}\n', "hint.txt": b"hint"})
    loaded = decode(data, migrations=(to_2, to_3))
    again = entries_of(encode(loaded.document, foreign=loaded.foreign))
    assert again["data/review-0.jsonl"] == b'{"id":"r1","stars":5}\n'
    assert again["hint.txt"] == b"hint"
    assert loaded.document["card-2"].extra == {"mood": {"deep": [1, None]}}


def test_a_bad_record_of_an_older_file_is_named_by_its_own_line():
    data = with_line(
        older(), "data/card-0.jsonl", '{"id":"x","kind":"note","lane":"gone","order":"a0","stage":"stage"}'
    )
    with pytest.raises(FileProblem, match=r"data/card-0.jsonl, line 3: .*gone"):
        decode(data, migrations=(to_2, to_3))


@pytest.mark.parametrize("line", ["{", "{}", '{"id":""}', '{"id":3}', '{"id":"card"}', '{"id":"x"}'])
def test_a_line_of_an_older_file_that_is_no_record_is_named(line):
    data = with_line(older(), "data/card-0.jsonl", line)
    with pytest.raises(FileProblem, match=r"data/card-0.jsonl, line 3: "):
        decode(data, migrations=(to_2, to_3))


def test_a_text_too_long_in_an_older_file_is_named():
    line = json.dumps(
        {
            "id": "x",
            "kind": "opportunity",
            "lane": "lane",
            "order": "a3",
            "stage": "stage",
            "words": "t" * 10**5,
        }
    )
    with pytest.raises(FileProblem, match=r"data/card-0.jsonl, line 3: .*more than 100000"):
        decode(with_line(older(), "data/card-0.jsonl", line), migrations=(to_2, to_3))


def test_an_id_that_stands_twice_in_an_older_file_is_named():
    entries = entries_of(older())
    again = entries["data/card-0.jsonl"].splitlines()[0]
    with pytest.raises(FileProblem, match=r"data/card-0.jsonl, line 3: .*twice"):
        decode(with_line(older(), "data/card-0.jsonl", again), migrations=(to_2, to_3))


def test_an_older_file_that_a_migration_stumbles_over_is_told():
    entries = entries_of(older())
    del entries["data/row-0.jsonl"]
    with pytest.raises(FileProblem, match="format 1"):
        decode(repacked(entries), migrations=(to_2, to_3))


def test_a_record_that_a_migration_makes_is_part_of_the_map():
    def add_evidence(plain: Plain) -> Plain:
        plain["evidence"]["new"] = {"id": "new", "source": "Made", "order": "a9"}
        return plain

    assert "new" in decode(encode(every_type()), migrations=(add_evidence,)).document


def test_a_bad_record_that_a_migration_makes_is_told():
    def add_evidence(plain: Plain) -> Plain:
        plain["evidence"]["new"] = {"id": "new", "source": 3, "order": "a9"}
        return plain

    with pytest.raises(FileProblem, match=r"data/evidence-0.jsonl: .*source"):
        decode(encode(every_type()), migrations=(add_evidence,))
