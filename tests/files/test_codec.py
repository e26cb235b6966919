"""A document as bytes and back: what the file looks like, and what survives."""

import io
import json
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from journeymapper.files import lines
from journeymapper.files.archive import Entry, part_of
from journeymapper.files.codec import decode, encode
from journeymapper.files.lines import RecordCache, encode_lines, encode_record
from journeymapper.files.manifest import Foreign
from journeymapper.files.spare import OUTLINE, SPARE, spare_lines
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Evidence, JourneyMap, Link, Stage

from .maps import PICTURE, PICTURE_SHA, documents, entries_of, every_type, large, repacked, same, with_line


@given(documents())
def test_a_document_comes_back_as_it_was(document):
    assert same(decode(encode(document)), document)


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_in_which_records_were_made_does_not_change_the_bytes(document, random):
    records = list(document)
    random.shuffle(records)
    assert encode(Document(records, document.media)) == encode(document)


@given(documents())
def test_open_and_save_gives_the_same_bytes(document):
    data = encode(document)
    loaded = decode(data)
    assert encode(loaded.document, foreign=loaded.foreign) == data


def test_a_map_with_every_record_type_comes_back_as_it_was():
    assert same(decode(encode(every_type())), every_type())


def test_the_first_entry_says_what_the_file_is_and_is_not_compressed():
    data = encode(every_type())
    assert data[30:].startswith(b"mimetypeapplication/vnd.journeymapper.map+zipPK")


def test_the_manifest_comes_second_then_what_the_map_hangs_on_then_the_rest():
    names = list(entries_of(encode(every_type())))
    assert names[:2] == ["mimetype", "manifest.json"]
    assert [name.removeprefix("data/").removesuffix("-0.jsonl") for name in names[2:12]] == list(OUTLINE)
    assert names[12:16] == sorted(names[12:16])
    assert [name.partition("/")[0] for name in names[16:]] == ["media", "spare"]


def test_a_map_of_ordinary_size_stands_in_the_file_twice():
    entries = entries_of(encode(large(1000)))
    lines = {line for name, data in entries.items() if name.startswith("data/") for line in data.splitlines()}
    again = list(spare_lines(entries[SPARE]))
    assert {line for _kind, line in again} == lines
    assert [kind for kind, _line in again] == ["map", "stage", "step", "lane", *["card"] * 1000]


def test_of_a_large_map_the_outline_stands_in_the_file_twice():
    entries = entries_of(encode(large(5000)))
    assert [kind for kind, _line in spare_lines(entries[SPARE])] == ["map", "stage", "step", "lane"]


def test_an_outline_that_is_too_long_stands_in_the_file_once():
    sources = [Evidence(id=f"e{number}", source="x" * 9_000, order="a0") for number in range(80)]
    assert SPARE not in entries_of(encode(Document([JourneyMap(id="map", title=""), *sources])))


def test_what_stands_twice_is_not_taken_for_foreign():
    data = encode(every_type())
    assert decode(data).foreign.entries == ()
    without = {name: content for name, content in entries_of(data).items() if name != SPARE}
    loaded = decode(repacked(without))
    assert encode(loaded.document, foreign=loaded.foreign) == data


def test_the_manifest_says_what_it_takes_to_read_the_file():
    manifest = json.loads(entries_of(encode(every_type()))["manifest.json"])
    assert (manifest["format"], manifest["version"], manifest["min_reader"]) == ("journeymapper", 1, 1)
    assert manifest["required"] == []
    assert manifest["generator"].startswith("JourneyMapper ")


def test_every_other_tool_can_open_the_archive():
    with zipfile.ZipFile(io.BytesIO(encode(every_type()))) as archive:
        assert archive.testzip() is None


def test_nothing_in_the_archive_tells_when_it_was_written():
    with zipfile.ZipFile(io.BytesIO(encode(every_type()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_line_holds_one_record_with_sorted_keys_and_no_default():
    lines = entries_of(encode(every_type()))["data/line-0.jsonl"]
    assert lines == b'{"id":"line","order":"a1","role":"visibility"}\n'


def test_unknown_fields_stand_beside_the_known_ones():
    lines = entries_of(encode(every_type()))["data/card-0.jsonl"].splitlines()
    assert json.loads(lines[1])["mood"] == {"deep": [1, None]}
    assert "extra" not in json.loads(lines[1])


def test_an_unknown_field_called_extra_comes_back():
    document = Document(
        [
            *every_type(),
            Card(id="x", kind="note", lane="lane", stage="stage", order="b00", extra={"extra": 1}),
        ]
    )
    assert reread_extra(document, "x") == {"extra": 1}


def test_a_known_field_wins_over_an_unknown_one_of_its_name():
    stage = Stage(id="x", title="Known", order="a0", extra={"title": "Unknown"})
    assert encode_record(stage) == b'{"id":"x","order":"a0","title":"Known"}'


def reread_extra(document: Document, key: str) -> object:
    return decode(encode(document)).document[key].extra


def test_records_of_an_entry_are_sorted_by_id():
    for name, content in entries_of(encode(large(500))).items():
        if name.startswith("data/"):
            found = [json.loads(line)["id"] for line in content.splitlines()]
            assert found == sorted(found)


def test_an_entry_holds_at_most_32_records():
    sizes = [
        lines.count(b"\n") for name, lines in entries_of(encode(large(2000))).items() if "/card-" in name
    ]
    assert max(sizes) <= 32
    assert sum(sizes) == 2000


@given(st.integers(1, 300), st.integers(0, 10**6))
def test_one_more_card_touches_one_entry_or_divides_it(cards, seed):
    document = large(cards, seed=seed)
    lane, stage = document.lanes[0].id, document.stages[0].id
    more = Document([*document, Card(id=f"new-{seed}", kind="note", lane=lane, stage=stage, order="Zz")])
    before, after = entries_of(encode(document)), entries_of(encode(more))
    for entries in (before, after):
        del entries["manifest.json"], entries[SPARE]
    gone = {name for name in before if before[name] != after.get(name)}
    new = {name for name in after if after[name] != before.get(name)}
    assert len(gone) <= 1
    stem = next(iter(gone)).removesuffix(".jsonl") if gone else ""
    assert len(new) == 1 or all(
        name.startswith(stem.removesuffix("-0") if stem == "data/card-0" else stem) for name in new
    )


def test_a_picture_is_kept_uncompressed_under_its_own_hash():
    with zipfile.ZipFile(io.BytesIO(encode(every_type()))) as archive:
        info = archive.getinfo(f"media/{PICTURE_SHA}.png")
        assert info.compress_type == zipfile.ZIP_STORED
        assert archive.read(info) == PICTURE


def test_a_picture_that_no_record_uses_is_not_kept():
    document = Document(large(3), {PICTURE_SHA: PICTURE})
    assert not [name for name in entries_of(encode(document)) if name.startswith("media/")]


def test_a_picture_that_is_not_in_the_file_is_told_and_the_map_opens():
    entries = entries_of(encode(every_type()))
    del entries[f"media/{PICTURE_SHA}.png"]
    loaded = decode(repacked(entries))
    assert len(loaded.notes) == 1
    assert "picture" in loaded.notes[0]
    assert not loaded.read_only


def test_a_map_of_this_version_opens_for_editing_without_notes():
    loaded = decode(encode(every_type()))
    assert (loaded.read_only, loaded.notes) == (False, ())


# what this version does not know


def test_an_unknown_field_survives():
    data = with_line(
        encode(every_type()), "data/stage-0.jsonl", '{"id":"s2","mood":[1,2],"order":"a1","title":"S"}'
    )
    data = with_line(data, "data/step-0.jsonl", '{"id":"p2","order":"a1","stage":"s2"}')
    loaded = decode(data)
    assert loaded.document["s2"].extra == {"mood": [1, 2]}
    assert (
        b'"mood":[1,2]' in entries_of(encode(loaded.document, foreign=loaded.foreign))["data/stage-0.jsonl"]
    )


def test_lines_of_an_unknown_type_survive_byte_for_byte():
    lines = b'{"id":"r1", "zeta":1, "alpha":1e3}\n{not even json\n'
    entries = {**entries_of(encode(every_type())), "data/review-0.jsonl": lines}
    loaded = decode(repacked(entries))
    assert entries_of(encode(loaded.document, foreign=loaded.foreign))["data/review-0.jsonl"] == lines


@pytest.mark.parametrize("stored", [True, False])
def test_an_unknown_entry_survives_with_its_way_of_storing(stored):
    entry = Entry("thumbnail.png", b"picture" * 9, stored)
    data = encode(every_type(), foreign=Foreign(entries=(entry,)))
    loaded = decode(data)
    assert loaded.foreign.entries == (entry,)
    assert encode(loaded.document, foreign=loaded.foreign) == data


def test_a_picture_of_an_unknown_record_survives():
    name = "media/" + "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" + ".webp"
    loaded = decode(repacked({**entries_of(encode(every_type())), name: b"\0"}))
    assert entries_of(encode(loaded.document, foreign=loaded.foreign))[name] == b"\0"


def test_unknown_fields_of_the_manifest_survive():
    data = repacked(entries_of(encode(every_type())), manifest=lambda content: content.update(hint="later"))
    loaded = decode(data)
    assert (
        json.loads(entries_of(encode(loaded.document, foreign=loaded.foreign))["manifest.json"])["hint"]
        == "later"
    )


def test_a_newer_version_that_this_one_may_read_opens_for_editing_and_stays_newer():
    loaded = decode(
        repacked(entries_of(encode(every_type())), manifest=lambda content: content.update(version=7))
    )
    assert not loaded.read_only
    assert (
        json.loads(entries_of(encode(loaded.document, foreign=loaded.foreign))["manifest.json"])["version"]
        == 7
    )


def test_a_file_that_needs_a_newer_reader_opens_for_reading_and_says_so():
    data = repacked(
        entries_of(encode(every_type())), manifest=lambda content: content.update(version=9, min_reader=8)
    )
    loaded = decode(data)
    assert loaded.read_only
    assert "format 8" in loaded.notes[0]
    assert "newer version" in loaded.notes[0]
    assert same(loaded, every_type())


def test_a_file_that_needs_an_unknown_feature_opens_for_reading_and_names_it():
    data = repacked(
        entries_of(encode(every_type())), manifest=lambda content: content.update(required=["layers"])
    )
    loaded = decode(data)
    assert loaded.read_only
    assert "layers" in loaded.notes[0]


def test_what_a_newer_reader_would_understand_is_left_out_with_all_that_hangs_on_it():
    data = with_line(
        encode(every_type()), "data/lane-0.jsonl", '{"id":"l2","order":"a5","side":"upside","title":"L"}'
    )
    data = with_line(
        data, "data/card-0.jsonl", '{"id":"c3","kind":"note","lane":"l2","order":"a0","stage":"stage"}'
    )
    data = with_line(data, "data/link-0.jsonl", '{"id":"k2","source":"c3","target":"card"}')
    loaded = decode(repacked(entries_of(data), manifest=lambda content: content.update(min_reader=2)))
    assert same(loaded, every_type())
    assert loaded.notes[1].startswith("3 ")


STAGE = '{"id":"s2","order":"a1","title":"No step"}'
ON_STAGE = '{"id":"c3","kind":"note","lane":"lane","order":"a9","stage":"s2"}'


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([("stage", STAGE)], 1),
        ([("stage", STAGE), ("card", ON_STAGE), ("link", '{"id":"k","source":"c3","target":"card"}')], 3),
        ([("map", '{"id":"m2","title":"Second"}')], 1),
        ([("point", '{"id":"p2","series":"series","step":"step","value":1}')], 1),
        ([("line", '{"id":"l2","order":"a3","role":"visibility"}')], 1),
        ([("link", '{"id":"k2","kind":"causes","source":"card","target":"card-2"}')], 1),
        ([("link", '{"id":"k2","source":"card","target":"card"}')], 1),
        ([("lane", '{"id":"step","order":"a1","title":"Not the step"}')], 1),
    ],
    ids=["stage", "stage and more", "maps", "points", "lines", "links", "link to itself", "ids"],
)
def test_what_breaks_a_rule_in_a_newer_file_is_left_out_and_told(lines, count):
    data = encode(every_type())
    for entry, line in lines:
        data = with_line(data, f"data/{entry}-0.jsonl", line)
    loaded = decode(repacked(entries_of(data), manifest=lambda content: content.update(min_reader=2)))
    assert list(document_problems(loaded.document)) == []
    assert len(loaded.document) == len(every_type())
    assert loaded.notes[1].startswith(f"{count} ")


def test_where_a_newer_files_own_record_is_not_understood_an_untitled_one_stands_in():
    entries = entries_of(encode(every_type()))
    entries["data/map-0.jsonl"] = b'{"id":"map","state":"somewhere","title":"T"}\n'
    loaded = decode(repacked(entries, manifest=lambda content: content.update(min_reader=2)))
    assert list(document_problems(loaded.document)) == []
    assert loaded.document.map.title == ""
    assert loaded.notes[1].startswith("1 ")


def test_many_links_alike_in_a_newer_file_take_no_square_of_time():
    links = "\n".join(f'{{"id":"k{n}","source":"card-2","target":"card"}}' for n in range(20_000))
    data = with_line(encode(every_type()), "data/link-0.jsonl", links)
    loaded = decode(repacked(entries_of(data), manifest=lambda content: content.update(min_reader=2)))
    assert loaded.document.count(Link) == 2


# the entries already made


@pytest.fixture
def made(monkeypatch) -> dict[str, list[object]]:
    """What was encoded ("lines") and what was packed ("parts"), as it happens."""
    made: dict[str, list[object]] = {"lines": [], "parts": []}

    def encode_and_note(records):
        made["lines"].append(records)
        return encode_lines(records)

    def pack_and_note(entry):
        made["parts"].append(entry.name)
        return part_of(entry)

    monkeypatch.setattr(lines, "encode_lines", encode_and_note)
    monkeypatch.setattr(lines, "part_of", pack_and_note)
    return made


def test_a_second_save_encodes_and_packs_nothing(made):
    document, cache = every_type(), RecordCache()
    first = encode(document, cache=cache)
    assert made["lines"]
    made["lines"].clear()
    made["parts"].clear()
    assert encode(document, cache=cache) == first
    assert made == {"lines": [], "parts": []}


def test_a_save_after_one_edit_makes_one_entry(made):
    document, cache = large(2000), RecordCache()
    encode(document, cache=cache)
    made["lines"].clear()
    made["parts"].clear()
    card = next(iter(document.all(Card)))
    records = [replace(record, text="New") if record is card else record for record in document]
    changed = Document(records, document.media)
    encode(changed, cache=cache)
    assert [card.id in {record.id for record in found} for found in made["lines"]] == [True]
    assert len(made["parts"]) == 1


def test_edits_and_saves_by_turns_give_the_bytes_of_a_fresh_save():
    document, cache, dice = large(300), RecordCache(), random.Random(5)
    for turn in range(30):
        records = list(document)
        cards = [record for record in records if isinstance(record, Card)]
        gone = set(dice.sample([card.id for card in cards], dice.choice((0, 1, 40))))
        new = [replace(dice.choice(cards), id=f"new-{turn}-{n}") for n in range(dice.choice((0, 1, 40)))]
        kept = [record for record in records if record.id not in gone]
        document = Document([*kept, *new], document.media)
        assert encode(document, cache=cache) == encode(document)


def test_a_changed_record_is_encoded_anew():
    document, cache = every_type(), RecordCache()
    encode(document, cache=cache)
    changed = Document(
        [replace(record, title="New") if isinstance(record, JourneyMap) else record for record in document],
        document.media,
    )
    assert encode(changed, cache=cache) == encode(changed)


def test_after_opening_the_first_save_encodes_nothing(made):
    cache = RecordCache()
    data = encode(every_type())
    loaded = decode(data, cache=cache)
    made["lines"].clear()
    assert encode(loaded.document, foreign=loaded.foreign, cache=cache) == data
    assert [found for found in made["lines"] if not any(record.extra for record in found)] == []


def test_lines_that_this_version_would_write_otherwise_are_not_kept_for_the_save():
    data = with_line(encode(every_type()), "data/lane-0.jsonl", '{"title":"L", "order":"a5", "id":"l2"}')
    cache = RecordCache()
    document = decode(data, cache=cache).document
    assert encode(document, cache=cache) == encode(document)


@pytest.mark.parametrize("cards", [31, 32, 33, 64, 65])
def test_entries_divide_where_they_are_full(cards):
    assert same(decode(encode(large(cards))), large(cards))
