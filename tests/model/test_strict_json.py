"""JSON from outside: what is refused, and with which line and column."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.model.strict_json import DEEPEST, BadJson, one_line, parse, plain_problem

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.text()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def refused(text: str | bytes) -> BadJson:
    with pytest.raises(BadJson) as caught:
        parse(text.encode() if isinstance(text, str) else text)
    return caught.value


@given(VALUES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_every_plain_value_comes_back(value, encoding):
    assert parse(json.dumps(value, ensure_ascii=False).encode(encoding)) == value


@given(st.binary(max_size=60))
def test_any_bytes_end_in_a_value_or_one_error(data):
    with suppress(BadJson):
        parse(data)


def test_a_mistake_is_told_with_line_and_column():
    problem = refused('{\n  "a": 1,\n  "b": }')
    assert (problem.line, problem.column) == (3, 8)


def test_bytes_that_are_no_text_are_told_with_their_line():
    assert refused(b'{\n"a": "\xff"}').line == 2


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a": -Infinity}'])
def test_what_is_no_number_is_refused(text):
    assert "not a number" in str(refused(text))


@pytest.mark.parametrize("text", ["1e999", "-1e400", "9" * 5000, "-" + "9" * 400])
def test_numbers_beyond_all_floats_are_refused(text):
    assert "out of range" in str(refused(text))


def test_a_key_that_stands_twice_is_refused_by_name():
    assert "“ab”" in str(refused('{"x": {"ab": 1, "c": 2, "ab": 3}}'))


def test_many_keys_of_which_one_stands_twice_take_no_square_of_time():
    pairs = ",".join(f'"{n}":0' for n in range(200_000))
    assert "stands twice" in str(refused('{"z":0,' + pairs + ',"199999":1}'))


def test_nesting_is_allowed_to_a_depth_and_no_deeper():
    assert parse(b"[" * DEEPEST + b"]" * DEEPEST)
    assert "nested too deep" in str(refused(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1)))


def test_nesting_beyond_pythons_own_limit_is_refused():
    assert "nested too deep" in str(refused(b'{"a":' * 200_000))


def test_texts_are_allowed_to_a_length_and_no_longer():
    assert parse(json.dumps("t" * 100_000).encode())
    assert "more than 100000 characters" in str(refused(json.dumps("t" * 100_001)))


@pytest.mark.parametrize("text", ['"\\ud800"', '["\\udfff"]', '{"\\ud83d": 1}'])
def test_half_of_a_character_is_refused(text):
    assert "lone surrogate" in str(refused(text))


def test_both_halves_of_a_character_are_one():
    assert parse(b'"\\ud83d\\ude00"') == "😀"


@pytest.mark.parametrize("value", [1e7, -1e7, 10**7, 0, True, "x", None, [], {"a": [1.5]}])
def test_values_that_may_stand_in_a_map(value):
    assert plain_problem(value) == ""


@pytest.mark.parametrize(
    "value", [1.1e7, -(10**7) - 1, float("nan"), float("inf"), {"a": [10**8]}, {"t" * 100_001: 1}]
)
def test_values_that_may_not_stand_in_a_map(value):
    assert plain_problem(value)


def test_what_is_quoted_in_a_sentence_keeps_it_on_one_line():
    assert one_line("a\nb\x00c\u2028d é") == "a b c d é"
