"""Cards in a cell: how they are told apart, and written so that they are again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.formats.tables.cells import cards_in, joined, quoted, unquoted
from journeymapper.formats.tables.table import tidy


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("Searches online", ("Searches online",)),
        ("- Receives an alert. \n - Opens laptop.", ("Receives an alert.", "Opens laptop.")),
        ("• Shop • Phone", ("Shop", "Phone")),
        ("Web; app; store", ("Web", "app", "store")),
        ("a;b", ("a", "b")),
        ("Web；アプリ", ("Web", "アプリ")),
        ("first\nsecond", ("first", "second")),
        ("1. first\n2. second", ("1. first", "2. second")),
        ("“Slow; very slow” and (a; b)", ("“Slow; very slow” and (a; b)",)),
        ('"Slow; very slow"; gone', ('"Slow; very slow"', "gone")),
        ("(never closed; but a list", ("(never closed", "but a list")),
        ("Fine ;-) thanks", ("Fine ;-) thanks",)),
        ("-", ()),
        ("–", ()),
        ("", ()),
        (" \n ", ()),
        ("-5 degrees", ("-5 degrees",)),
        ("Intro\n- one\n- two", ("Intro", "one", "two")),
        ("- one\n  goes on\n- two", ("one\ngoes on", "two")),
    ],
)
def test_a_cell_lists_cards(text, cards):
    assert cards_in(text) == cards


@given(st.lists(st.text(max_size=30).map(tidy).filter(bool), min_size=1, max_size=4), st.booleans())
def test_cards_in_one_cell_are_told_apart_again(texts, lines):
    assert cards_in(joined(texts, lines=lines)) == tuple(texts)


@given(
    st.lists(
        st.lists(st.sampled_from(["-", " ", "\n", ";", "a", "•", "    ", "“", "(", ")"]), max_size=9)
        .map("".join)
        .map(tidy)
        .filter(bool),
        min_size=1,
        max_size=3,
    )
)
def test_cards_with_lists_of_their_own_are_told_apart_again(texts):
    assert cards_in(joined(texts)) == tuple(texts)


@pytest.mark.parametrize("text", ["=1+1", "+49 170", "-2", "@here", "'=1", "''+", "＝1"])
def test_what_would_be_calculated_is_quoted_as_text(text):
    assert quoted(text) == f"'{text}"


@given(st.one_of(st.text(max_size=8), st.text(alphabet="'=+-@ a", max_size=6)))
def test_what_is_quoted_is_read_without_loss(text):
    assert unquoted(quoted(text)) == text
    assert quoted(text)[:1] not in tuple("=+-@\t\r")
