"""Files changed at random: whatever is done to one, opening it ends in a map or in one sentence."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from journeymapper.files.codec import decode, encode
from journeymapper.files.screening import bad_references, bad_relations, bad_values
from journeymapper.model.checks import TYPE_NAMES, document_problems
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem

from .maps import documents, entries_of, every_type, large, plain_values, repacked

FILE = encode(every_type())
ENTRIES = entries_of(FILE)
LINES = [
    (name, number)
    for name, data in ENTRIES.items()
    if name.startswith("data/")
    for number in range(data.count(b"\n"))
]
ODD = st.one_of(
    plain_values,
    st.sampled_from(
        ["card", "lane", "stage", "", -1, 5, 1e9, 2.5, True, None, [], {}, "\ud800", "a0", "z", [[[]]]]
    ),
)


def opens_or_says_why(data: bytes) -> Document | None:
    """The document, which keeps to the rules, or None after one sentence."""
    try:
        loaded = decode(data)
    except FileProblem as problem:
        sentence = str(problem)
        assert sentence
        assert "\n" not in sentence
        return None
    assert list(document_problems(loaded.document)) == []
    again = decode(encode(loaded.document, foreign=loaded.foreign))
    assert again.document.snapshot() == loaded.document.snapshot()
    return loaded.document


@given(st.data())
def test_a_record_with_a_field_changed(data):
    name, number = data.draw(st.sampled_from(LINES))
    lines = ENTRIES[name].splitlines()
    plain: dict[str, Any] = json.loads(lines[number])
    for _change in range(data.draw(st.integers(1, 3))):
        field = data.draw(st.one_of(st.sampled_from(sorted(plain)), st.text(max_size=5)))
        plain[field] = data.draw(ODD)
    lines[number] = json.dumps(plain).encode()
    opens_or_says_why(repacked({**ENTRIES, name: b"\n".join(lines)}))


@given(st.data())
def test_records_moved_doubled_and_dropped(data):
    entries = dict(ENTRIES)
    for _change in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(entries)))
        other = data.draw(st.sampled_from(sorted(entries)))
        match data.draw(st.integers(0, 3)):
            case 0 if name != "manifest.json":
                entries.pop(name)
            case 1:
                entries[name] += entries[other]
            case 2:
                entries[name] = b"".join(reversed(entries[name].splitlines(keepends=True)))
            case _:
                entries[name], entries[other] = entries[other], entries[name]
    try:
        changed = repacked(entries)
    except (KeyError, TypeError, ValueError):
        return  # the manifest itself was replaced: there is nothing to make anew
    opens_or_says_why(changed)


@given(st.data())
def test_an_entry_with_bytes_changed_under_a_valid_checksum(data):
    name = data.draw(st.sampled_from([name for name in ENTRIES if name != "manifest.json"]))
    content = bytearray(ENTRIES[name])
    for _change in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
        content = content or bytearray(b"\0")
    opens_or_says_why(repacked({**ENTRIES, name: bytes(content)}))


@given(
    st.dictionaries(
        st.sampled_from([*json.loads(ENTRIES["manifest.json"]), "more"]), ODD, min_size=1, max_size=2
    )
)
def test_a_manifest_with_fields_changed(changes):
    try:
        loaded = decode(repacked(ENTRIES, manifest=lambda content: content.update(changes)))
    except FileProblem:
        return
    assert loaded.document.snapshot() == every_type().snapshot()


@given(st.integers(0, len(FILE) - 1), st.binary(max_size=6), st.integers(0, 6))
def test_a_file_with_raw_bytes_changed(at, new, dropped):
    changed = FILE[:at] + new + FILE[at + dropped :]
    document = opens_or_says_why(changed)
    assert document is None or document.snapshot() == every_type().snapshot()


@given(st.integers(0, len(FILE)), st.integers(0, len(FILE)))
def test_a_file_with_a_piece_lost(start, end):
    document = opens_or_says_why(FILE[: min(start, end)] + FILE[max(start, end) :])
    assert document is None or start == end


@given(st.binary(max_size=200))
def test_any_bytes_at_all(data):
    assert opens_or_says_why(data) is None


@given(documents(), st.data())
def test_checking_one_of_each_sort_finds_what_checking_all_finds(document, data):
    records = list(document)
    for _change in range(data.draw(st.integers(0, 2))):
        place = data.draw(st.integers(0, len(records) - 1))
        record = records[place]
        fields = [name for name in record.__struct_fields__ if name not in ("id", "extra")]
        field = data.draw(st.sampled_from(fields))
        old = getattr(record, field)
        odd = st.sampled_from(
            [type(old)(), *(getattr(other, field) for other in records if hasattr(other, field))]
        )
        worse = st.sampled_from([-3, 99, 1e9, float("inf")] if isinstance(old, int | float) else [old])
        value = data.draw(st.one_of(odd, worse)) if old is not None else None
        records[place] = type(record)(
            **{name: getattr(record, name) for name in record.__struct_fields__} | {field: value}
        )
    changed = Document(records)
    assert screened(changed) == (not list(document_problems(changed)))


def screened(document: Document) -> bool:
    """Whether screening finds nothing wrong with the records."""
    kinds = {type(record) for record in document}
    values = [bad_values(TYPE_NAMES[kind], list(document.all(kind))) for kind in kinds]
    found = [*values, bad_references(document, document), bad_relations(document, document)]
    return not any(next(problems, None) for problems in found)


def test_a_large_map_is_screened_whole():
    document = large(3000)
    assert decode(encode(document)).document.snapshot() == document.snapshot()
