"""Frames: what is read is always a beginning of what was written, whatever a power cut made of the file."""

from hypothesis import given
from hypothesis import strategies as st

from journeymapper.files.journal.frames import are_whole, framed, payloads

PAYLOADS = st.lists(st.binary(min_size=1, max_size=20), max_size=8)
BLOCK = 8


def written(what: list[bytes]) -> bytes:
    return framed(what)[0]


def begins(what: list[bytes], data: bytes) -> bool:
    """Whether what is read is a beginning of what was written."""
    found = list(payloads(data))
    return found == what[: len(found)]


@given(PAYLOADS, PAYLOADS)
def test_what_was_written_in_any_number_of_writes_is_read(first, second):
    data, check = framed(first)
    more, _check = framed(second, check)
    assert list(payloads(data + more)) == first + second
    assert are_whole(data + more)


@given(PAYLOADS, st.integers(0, 300))
def test_a_file_cut_short_holds_a_beginning(what, length):
    data = written(what)
    assert begins(what, data[:length])
    assert are_whole(data[:length]) == (data[:length] in [written(what[:n]) for n in range(len(what) + 1)])


@given(PAYLOADS.filter(bool), st.data())
def test_no_damaged_byte_is_believed(what, data):
    whole = bytearray(written(what))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    assert begins(what, bytes(whole))
    assert list(payloads(bytes(whole))) != what


@given(PAYLOADS, st.integers(0, 200))
def test_zeros_behind_the_end_are_no_frames(what, count):
    assert list(payloads(written(what) + bytes(count))) == what


@given(PAYLOADS, st.lists(st.integers(0, 40), max_size=40))
def test_blocks_lost_swapped_or_doubled_end_the_journal(what, order):
    data = written(what)
    blocks = [data[place : place + BLOCK] for place in range(0, len(data), BLOCK)]
    mixed = b"".join(blocks[place] if place < len(blocks) else bytes(BLOCK) for place in order)
    assert begins(what, mixed)


@given(PAYLOADS.filter(bool), PAYLOADS.filter(bool))
def test_frames_of_another_journal_do_not_go_on_from_this_one(what, others):
    assert list(payloads(written([b"a", *what]) + written([b"b", *others]))) == [b"a", *what]
