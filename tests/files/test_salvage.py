"""Damaged files: what comes back, what is made anew, what is told to be lost, and what cannot be saved."""

import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from journeymapper.files.archive import Entry, pack
from journeymapper.files.codec import decode, encode
from journeymapper.files.losses import lost_sentences
from journeymapper.files.manifest import Foreign
from journeymapper.files.salvage import Salvaged, can_be_salvaged, salvage
from journeymapper.files.spare import SPARE
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.records import Card, EmotionPoint, Lane, Link, Record

from .maps import PICTURE, documents, entries_of, every_type, large, repacked, with_line, zipped


def without(data: bytes, *names: str) -> bytes:
    """The file without some entries, though its manifest still lists them."""
    gone = {SPARE, *names}
    return zipped({name: content for name, content in entries_of(data).items() if name not in gone})


def entry(kind: str) -> str:
    return f"data/{kind}-0.jsonl"


def lost(found: Salvaged) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in found.lost:
        counts[part.kind] = counts.get(part.kind, 0) + part.count
    return counts


def checked(data: bytes) -> Salvaged:
    """What is salvaged, which keeps to all rules and opens again after a save."""
    found = salvage(data)
    assert list(document_problems(found.document)) == []
    again = decode(encode(found.document, foreign=found.foreign))
    assert again.document.snapshot() == found.document.snapshot()
    return found


def of(found: Salvaged, kind: type[Record]) -> set[str]:
    return {record.id for record in found.document.all(kind)}


# what is not damaged


@given(documents())
def test_a_file_that_is_not_damaged_comes_back_as_it_is(document):
    found = checked(encode(document))
    assert found.document.snapshot() == document.snapshot()
    assert found.document.media == document.media
    assert found.complete
    assert not found.damaged


def test_the_same_damaged_bytes_give_the_same_map():
    data = without(encode(every_type()), entry("map"), entry("stage"), entry("lane"))
    assert encode(salvage(data).document) == encode(salvage(data).document)


# where damage can be


def blocks_of(data: bytes, size: int) -> list[bytes]:
    starts = range(0, len(data), size)
    return [data[:start] + bytes(min(size, len(data) - start)) + data[start + size :] for start in starts]


@pytest.mark.parametrize("size", [16, 300, 1000])
def test_a_block_lost_anywhere_in_a_map_of_ordinary_size_costs_no_record(size):
    document = every_type()
    for data in blocks_of(encode(document), size):
        found = checked(data)
        assert found.document.snapshot() == document.snapshot()
        assert set(lost(found)) <= {"picture"}


def test_a_picture_that_was_damaged_is_told_and_not_kept():
    data = encode(every_type())
    place = data.index(PICTURE)
    found = checked(data[:place] + b"XX" + data[place + 2 :])
    assert found.document.media == {}
    assert lost(found) == {"picture": 1}
    assert of(found, Card) == {"card", "card-2"}


def test_the_first_part_of_a_file_gives_the_outline_and_the_cards_in_it():
    document = large(2000)
    data = encode(document)
    found = checked(data[: len(data) // 3])
    assert found.document.stages == document.stages
    assert found.document.lanes == document.lanes
    assert 600 < len(of(found, Card)) < 1900
    assert lost(found)["card"] == pytest.approx(2000 - len(of(found, Card)), rel=0.1)


def test_lines_before_the_damage_of_an_entry_come_back():
    document = Document(list(large(30)))
    data = pack(
        Entry(name, content) for name, content in entries_of(encode(document)).items() if name != SPARE
    )
    start = data.index(b"data/card-0.jsonl") + len("data/card-0.jsonl")
    found = checked(data[: start + 250] + bytes(100) + data[start + 350 :])
    cards = of(found, Card)
    assert 3 < len(cards) < 30
    assert found.doubtful == ()
    assert all(found.document[key] == document[key] for key in cards)
    assert lost(found) == {"card": pytest.approx(30 - len(cards), abs=3)}


def test_what_was_read_past_damage_is_marked_as_doubtful():
    document = Document(list(large(30)))
    data = bytearray(without(encode(document)))
    data[data.index(b"data/card-0.jsonl") + 400] ^= 4
    found = checked(bytes(data))
    changed = {key for key in of(found, Card) if document.get(key) != found.document[key]}
    assert changed <= set(found.doubtful)
    assert set(found.doubtful) <= of(found, Card)
    assert found.doubtful


@pytest.mark.parametrize("place", [0, 2, 8, 14, 18, 22, 26, 28, 30, 36, 44])
def test_a_header_with_a_byte_changed_costs_nothing(place):
    """The table of contents tells the same."""
    data = bytearray(without(encode(every_type())))
    header = data.index(b"data/card-0.jsonl") - 30
    data[header + place] ^= 0xFF
    assert of(checked(bytes(data)), Card) == {"card", "card-2"}


@pytest.mark.parametrize("place", [0, 2, 14, 18, 22, 30, 36, 44])
def test_a_header_with_a_byte_changed_and_no_table_of_contents_costs_nothing(place):
    data = bytearray(without(encode(every_type())))
    header = data.index(b"data/card-0.jsonl") - 30
    data[header + place] ^= 0xFF
    found = checked(bytes(data[: data.index(b"PK\x01\x02")]))
    assert of(found, Card) == {"card", "card-2"}


def test_an_entry_without_any_header_is_told_by_what_its_lines_can_be():
    data = without(encode(every_type()), "manifest.json")
    data = data[: data.index(b"PK\x01\x02")]
    start = data.index(b"data/card-0.jsonl")
    found = checked(data[: start - 30] + bytes(47) + data[start + 17 :])
    assert of(found, Card) == {"card", "card-2"}


@pytest.mark.parametrize("noise", [b"x", b"PK\x03\x04" * 40, bytes(5000)])
def test_garbage_before_and_after_costs_nothing(noise):
    document = every_type()
    for data in (noise + encode(document), noise + encode(document)[:-5] + noise):
        found = checked(data)
        assert found.document.snapshot() == document.snapshot()
        assert found.document.media == document.media


def test_of_two_copies_in_one_file_each_makes_up_for_the_other():
    document = large(400)
    data = encode(document)
    first = data[:9000] + bytes(3000) + data[12000:]
    second = data[:3000] + bytes(3000) + data[6000:]
    assert checked(first + second).document.snapshot() == document.snapshot()


def test_of_a_record_in_two_states_the_later_one_comes_back():
    old, new = every_type(), every_type()
    card = old["card"]
    assert isinstance(card, Card)
    new = Document(
        [*(record for record in new if record.id != "card"), replace(card, text="Later")], new.media
    )
    found = checked(without(encode(old)) + without(encode(new), "mimetype"))
    assert found.document["card"] == new["card"]


# what pointed at what is lost


def test_lanes_and_stages_that_were_lost_come_back_with_what_stood_in_them():
    found = checked(without(encode(every_type()), entry("lane"), entry("stage"), entry("step")))
    document = found.document
    [lane] = document.lanes
    assert (lane.id, lane.title) == ("lane", "Recovered")
    assert [(stage.id, stage.title) for stage in document.stages] == [("stage", "Recovered")]
    assert document["card"] == every_type()["card"]
    assert document["point"] == every_type()["point"]
    assert lost(found) == {"lane": 1, "stage": 1, "step": 1}
    assert len(found.notes) == 3


def test_a_lane_made_anew_has_the_role_of_most_of_what_stands_in_it():
    place: dict[str, Any] = {"stage": "stage", "lane": "lost"}
    pains = [Card(id=f"p{number}", kind="pain_point", order="a0", **place) for number in range(3)]
    note = Card(id="n", kind="note", order="a1", **place)
    lost_lane = Lane(id="lost", title="Pains", order="a5")
    document = Document([*every_type(), lost_lane, *pains, note], every_type().media)
    lines = entries_of(encode(document))[entry("lane")].replace(b'"id":"lost"', b'"id":"else"')
    found = checked(repacked({**entries_of(without(encode(document))), entry("lane"): lines}))
    made = found.document["lost"]
    assert isinstance(made, Lane)
    assert (made.role, made.title) == ("pains", "Recovered")


def test_several_lanes_made_anew_are_told_apart_by_number():
    cards = [
        Card(id=f"c{number}", kind="note", order="a0", stage="stage", lane=f"lost{number}")
        for number in range(3)
    ]
    lanes = [Lane(id=f"lost{number}", title="", order="a5") for number in range(3)]
    document = Document([*every_type(), *lanes, *cards], every_type().media)
    found = checked(without(encode(document), entry("lane")))
    titles = [lane.title for lane in found.document.lanes]
    assert titles == ["Recovered", "Recovered 2", "Recovered 3", "Recovered 4"]


def test_a_link_without_one_of_its_cards_is_told_to_be_lost():
    found = checked(without(encode(every_type()), entry("card")))
    assert of(found, Link) == set()
    assert lost(found) == {"card": 2, "link": 1}
    assert any(sentence.startswith("Lost: links") for sentence in lost_sentences(found.lost))


def test_points_keep_their_curve_and_step_though_both_are_lost():
    found = checked(
        without(encode(every_type()), entry("series"), entry("step"), entry("card"), entry("stage"))
    )
    point = found.document["point"]
    assert isinstance(point, EmotionPoint)
    assert point == every_type()["point"]
    assert len(found.document.series_of(found.document.lanes[0].id)) + len(found.document.lanes) >= 2


def test_owners_personas_and_pictures_that_were_lost_are_no_longer_pointed_at():
    found = checked(without(encode(every_type()), entry("owner"), entry("persona"), entry("asset")))
    card, series = found.document["card"], found.document["series"]
    assert (card.owner, series.persona) == ("", "")  # type: ignore[attr-defined]
    assert any("“owner” of cards (1)" in note for note in found.notes)


def test_evidence_that_was_lost_still_tells_which_cards_rest_on_it():
    found = checked(without(encode(every_type()), entry("evidence")))
    assert found.document["card"] == every_type()["card"]
    assert [source.source for source in found.document.evidence] == ["Recovered"]


def test_a_map_without_its_own_record_gets_one():
    found = checked(without(encode(every_type()), entry("map")))
    assert found.document.map.title == "Recovered map"
    assert lost(found) == {"map": 1}


def test_records_that_break_a_rule_are_left_out_and_told():
    data = with_line(encode(every_type()), entry("card"), '{"id":"bad","kind":"nonsense","lane":"lane"}')
    data = with_line(data, entry("card"), "not a record at all")
    found = checked(data)
    assert found.document.snapshot() == every_type().snapshot()
    assert lost(found) == {"card": 2}


def test_so_many_lost_lanes_that_no_person_made_them_become_one():
    cards = [
        Card(id=f"c{number}", kind="note", order="a0", stage="stage", lane=f"lost{number}")
        for number in range(900)
    ]
    lanes = [Lane(id=f"lost{number}", title="", order="a5") for number in range(900)]
    data = without(encode(Document([*every_type(), *lanes, *cards])))
    names = [name for name in entries_of(data) if name.startswith("data/lane")]
    found = checked(without(data, *names))
    assert 400 < found.document.count(Lane) < 600
    assert found.document.count(Card) == 902


# what is not of this version


def test_entries_and_fields_that_are_not_known_come_back():
    foreign = Foreign(
        (Entry("data/review-0.jsonl", b'{"id":"r"}\n'), Entry("hint.txt", b"hint", stored=True)), {"mood": 1}
    )
    data = without(encode(every_type(), foreign=foreign), entry("line"))
    found = checked(data)
    assert {one.name: one.data for one in found.foreign.entries} == {
        "data/review-0.jsonl": b'{"id":"r"}\n',
        "hint.txt": b"hint",
    }
    assert found.foreign.manifest == {"mood": 1}
    assert found.document["card-2"].extra == {"mood": {"deep": [1, None]}}


# what cannot be saved


@pytest.mark.parametrize(
    "data",
    [b"", b"x" * 5000, bytes(5000), zipped({"word/document.xml": b"<x/>"}), b"PK\x03\x04" * 999],
    ids=["empty", "text", "zeros", "another archive", "signatures"],
)
def test_what_holds_nothing_of_a_map_is_one_sentence(data):
    with pytest.raises(FileProblem, match="nothing of a map can be found"):
        salvage(data)
    assert not can_be_salvaged(data)


@pytest.mark.parametrize("part", [slice(0, 400), slice(-400, None), slice(None)])
def test_salvage_is_offered_for_what_was_a_map(part):
    assert can_be_salvaged(encode(every_type())[part])


# where nobody lists what there was


def test_without_manifest_and_table_missing_buckets_tell_how_much_is_lost():
    document = large(600)
    data = without(encode(document), "manifest.json")
    names = [name for name in entries_of(data) if name.startswith("data/card-1")]
    data = without(data, *names)
    found = checked(data[: data.index(b"PK\x01\x02")])
    missing = 600 - len(of(found, Card))
    assert missing > 200
    assert lost(found)["card"] == pytest.approx(missing, rel=0.2)


def test_the_only_bucket_of_a_type_is_not_taken_for_half_of_them():
    data = without(encode(large(20)), "manifest.json")
    assert lost(checked(data[: data.index(b"PK\x01\x02")])) == {}


# hostile files


def test_headers_within_headers_are_not_unpacked_again_and_again():
    name = b"data/card-0.jsonl"
    header = (
        struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 0, 0, 0x21, 1, 2**31, 2**31, len(name), 0) + name
    )
    with pytest.raises(FileProblem):
        salvage(header * 20_000)


@pytest.mark.parametrize(
    "line", [b"\n", b"{}\n", b'{"id":"a"}\n', b"[" * 5000 + b"\n", b"{" + b" " * 70_000_000]
)
def test_entries_that_unpack_to_very_much_are_read_in_part(line):
    bomb = (line * (30_000_000 // len(line) + 1))[:70_000_000]
    entries = [Entry("mimetype", b"x", stored=True)]
    entries += [Entry(f"data/card-{number:08b}.jsonl", bomb[:60_000_000]) for number in range(2)]
    entries.append(Entry("data/map-0.jsonl", b'{"id":"m","title":"T"}\n'))
    found = checked(pack(entries))
    assert found.document.map.title == "T"


@given(st.data())
def test_whatever_is_done_to_a_file_ends_in_a_sound_map_or_one_sentence(data):
    changed = bytearray(FILE)
    for _change in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, max(0, len(changed) - 1)))
        match data.draw(st.integers(0, 3)):
            case 0:
                changed[at : at + 1] = data.draw(st.binary(min_size=1, max_size=1))
            case 1:
                del changed[at : at + data.draw(st.integers(1, 900))]
            case 2:
                changed[at:at] = FILE[data.draw(st.integers(0, len(FILE))) :][:700]
            case _:
                size = data.draw(st.integers(1, 900))
                changed[at : at + size] = bytes(len(changed[at : at + size]))
    assert "\n" not in sentence_of(bytes(changed))


def sentence_of(data: bytes) -> str:
    """What a file that cannot be saved is told to be; "" for one that can."""
    try:
        checked(data)
    except FileProblem as problem:
        return str(problem)
    return ""


@given(documents(), st.data())
def test_records_pulled_apart_are_mended(document, data):
    entries = entries_of(encode(document))
    lines = [
        (name, line) for name in entries if name.startswith("data/") for line in entries[name].splitlines()
    ]
    kept = data.draw(st.lists(st.sampled_from(lines), min_size=1))
    torn: dict[str, bytes] = {"mimetype": entries["mimetype"]}
    for name, line in kept:
        torn[name] = torn.get(name, b"") + line + b"\n"
    found = checked(zipped(torn))
    ids = {json.loads(line)["id"] for name, line in kept}
    assert of(found, Card) == {card.id for card in document.all(Card)} & ids


FILE = encode(every_type())
