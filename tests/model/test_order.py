"""Order keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.model.order import DIGITS, FIRST, LONGEST, is_key, key_between, keys_between, too_long

POSITIONS = st.lists(st.integers(0, 10_000), min_size=1, max_size=120)


def inserted(positions: list[int]) -> list[str]:
    """Keys made by inserting one after the other, each at a position modulo the number of places."""
    keys: list[str] = []
    for position in positions:
        place = position % (len(keys) + 1)
        low = keys[place - 1] if place else None
        high = keys[place] if place < len(keys) else None
        keys.insert(place, key_between(low, high))
    return keys


@given(POSITIONS)
def test_keys_inserted_anywhere_sort_as_they_stand(positions: list[int]) -> None:
    keys = inserted(positions)
    assert keys == sorted(set(keys))


@given(POSITIONS)
def test_keys_inserted_anywhere_are_well_formed(positions: list[int]) -> None:
    assert all(map(is_key, inserted(positions)))


@given(POSITIONS, st.integers(0, 10_000), st.integers(0, 60))
def test_several_keys_fit_between_any_two(positions: list[int], place: int, count: int) -> None:
    keys = inserted(positions)
    place %= len(keys) + 1
    low = keys[place - 1] if place else None
    high = keys[place] if place < len(keys) else None
    new = keys_between(low, high, count)
    assert len(new) == count
    assert [*keys[:place], *new, *keys[place:]] == sorted({*keys, *new})
    assert all(map(is_key, new))


@given(st.text(DIGITS, min_size=1, max_size=8), st.text(DIGITS, min_size=1, max_size=8))
def test_any_two_well_formed_keys_leave_room(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low != high and is_key(low) and is_key(high):
        assert low < key_between(low, high) < high


@given(st.text(DIGITS, min_size=1, max_size=30))
def test_there_is_room_before_and_after_every_well_formed_key(key: str) -> None:
    if is_key(key):
        assert key_between(None, key) < key < key_between(key, None)


def test_the_first_key_is_short() -> None:
    assert key_between(None, None) == FIRST == "a0"


def test_ten_thousand_keys_appended_stay_short() -> None:
    assert max(map(len, keys_between(None, None, 10_000))) <= 4


def test_ten_thousand_keys_put_first_stay_short() -> None:
    key = FIRST
    for _each in range(10_000):
        key = key_between(None, key)
    assert len(key) <= 4


def test_keys_always_put_in_the_middle_grow_too_long_in_the_end() -> None:
    low, high = "a0", "a1"
    for _each in range(400):
        low = key_between(low, high)
    assert too_long([low, high])


def test_a_key_of_the_longest_length_is_not_too_long() -> None:
    assert not too_long(["a" * LONGEST])


@pytest.mark.parametrize(("low", "high"), [("a1", "a0"), ("a0", "a0")])
def test_no_key_lies_between_two_that_do_not_rise(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="no order key"):
        key_between(low, high)


@pytest.mark.parametrize(
    "text", ["", "b0", "!0", "0", "a0-", "a00", "a0x0", "zz", "A" + "0" * 26, "a\u00e4", "a 0"]
)
def test_what_is_not_a_key_is_told(text: str) -> None:
    assert not is_key(text)


@pytest.mark.parametrize("text", ["a0", "Zz", "a0V", "b00", "z" + "0" * 26, "A" + "0" * 26 + "V"])
def test_what_is_a_key_is_told(text: str) -> None:
    assert is_key(text)


@pytest.mark.parametrize(
    ("low", "high", "key"),
    [
        ("a0", "a2", "a1"),
        ("a0V", "a2", "a1"),
        (None, "a0V", "a0"),
        (None, "a0", "Zz"),
        ("a0", "a1", "a0V"),
        ("a0V", "a0W5", "a0W"),
        ("a0V", "a0X", "a0W"),
        ("a0V", "a0W", "a0VV"),
        ("a0", "a001", "a000V"),
    ],
)
def test_the_shortest_key_is_taken(low: str | None, high: str, key: str) -> None:
    assert key_between(low, high) == key


TOP = "z" * 27


@pytest.mark.parametrize(
    ("low", "key"),
    [("a0", "a1"), ("a9", "aA"), ("aZ", "aa"), ("az", "b00"), ("Zz", "a0"), ("Yzz", "Z0"), (TOP, TOP + "V")],
)
def test_keys_at_the_end_count_up(low: str, key: str) -> None:
    assert key_between(low, None) == key


@pytest.mark.parametrize(
    ("high", "key"), [("a1", "a0"), ("b00", "az"), ("a0", "Zz"), ("Z0", "Yzz"), ("Y00", "Xzzz")]
)
def test_keys_at_the_start_count_down(high: str, key: str) -> None:
    assert key_between(None, high) == key


def test_past_the_highest_whole_key_there_are_others_still() -> None:
    assert TOP < key_between(TOP, TOP + "V") < TOP + "V" < key_between(TOP + "V", None)


def test_before_the_lowest_keys_there_are_others_still() -> None:
    lowest = "A" + "0" * 26
    for high in ("A" + "0" * 25 + "1", lowest + "V", lowest + "1", lowest + "01"):
        key = key_between(None, high)
        assert lowest < key < high
        assert is_key(key)


def test_nothing_lies_before_the_lowest_of_all() -> None:
    with pytest.raises(ValueError, match="before"):
        key_between(None, "A" + "0" * 26)


def test_no_keys_are_made_where_none_are_asked_for() -> None:
    assert keys_between("a0", "a1", 0) == []
