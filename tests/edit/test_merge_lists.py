"""Lists merged part by part, whichever side comes first."""

from hypothesis import given
from hypothesis import strategies as st

from journeymapper.edit.merging.lists import merged_entries, merged_list, merged_set
from journeymapper.model.records import ChannelUse

LISTS = st.permutations("abcde").flatmap(
    lambda letters: st.integers(0, 5).map(lambda count: tuple(letters[:count]))
)


@given(LISTS, LISTS, LISTS)
def test_what_came_is_there_and_what_went_is_not(base, ours, theirs):
    merged = merged_set(base, ours, theirs)
    assert merged == merged_set(base, theirs, ours)
    if merged is not None:
        stayed = set(base) & set(ours) & set(theirs)
        assert set(merged) == stayed | (set(ours) | set(theirs)) - set(base)
        assert len(merged) == len(set(merged))


@given(LISTS, LISTS)
def test_the_only_change_is_the_result(base, changed):
    assert merged_set(base, changed, base) == merged_set(base, base, changed) == changed


@given(LISTS, LISTS, LISTS)
def test_sentences_merge_the_same_whichever_side_comes_first(base, ours, theirs):
    assert merged_list(base, ours, theirs) == merged_list(base, theirs, ours)


def test_what_is_added_stands_behind_what_it_was_put_behind():
    assert merged_set(("a", "b"), ("a", "x", "b"), ("a", "b", "y")) == ("a", "x", "b", "y")
    assert merged_set(("a", "b"), ("x", "a", "b"), ("b",)) == ("x", "b")


def test_the_order_that_one_side_changed_is_taken():
    assert merged_set(("a", "b", "c"), ("c", "b", "a"), ("a", "b", "c", "d")) == ("c", "d", "b", "a")


def test_two_other_orders_are_left_to_people():
    assert merged_set(("a", "b", "c"), ("c", "b", "a"), ("b", "a", "c")) is None


def test_a_list_that_holds_something_twice_is_left_to_people():
    assert merged_set(("a", "a"), ("a",), ("a", "a", "b")) is None


def test_a_sentence_that_one_reworded_and_the_other_took_away_is_left_to_people():
    assert merged_list(("a", "b"), ("A", "b"), ("b",)) is None
    assert merged_list(("a", "b"), ("b",), ("b", "c")) is None
    assert merged_list(("a", "b"), ("a", "b", "c"), ("b",)) == ("b", "c")


def test_shares_merge_by_name():
    phone, web, desk = (ChannelUse(name, 0.5) for name in ("Phone", "Web", "Desk"))
    more = ChannelUse("Phone", 0.9)
    assert merged_entries((phone, web), (more, web), (phone, web, desk)) == (more, web, desk)
    assert merged_entries((phone, web), (more, web), (web,)) is None
    assert merged_entries((phone,), (more,), (ChannelUse("Phone", 0.1),)) is None
