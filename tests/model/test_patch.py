"""Patches."""

from hypothesis import given
from hypothesis import strategies as st

from journeymapper.model.document import Document
from journeymapper.model.patch import EMPTY, Change, Patch, make_patch
from journeymapper.model.records import Evidence, Record

STATES = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3), max_size=6)


def document_of(state: dict[str, int]) -> dict[str, Record]:
    return {key: Evidence(id=key, source=str(value), order="a0") for key, value in state.items()}


def difference(before: dict[str, Record], after: dict[str, Record]) -> Patch:
    changes: dict[str, Change] = {key: (before.get(key), after.get(key)) for key in {*before, *after}}
    return make_patch(changes)


@given(STATES, STATES)
def test_a_patch_turns_the_one_document_into_the_other(before: dict[str, int], after: dict[str, int]) -> None:
    document = Document(document_of(before).values())
    document.apply(difference(document_of(before), document_of(after)))
    assert document.snapshot() == document_of(after)


@given(STATES, STATES)
def test_the_inverted_patch_takes_it_back(before: dict[str, int], after: dict[str, int]) -> None:
    patch = difference(document_of(before), document_of(after))
    document = Document(document_of(after).values())
    document.apply(patch.inverted())
    assert document.snapshot() == document_of(before)


@given(STATES, STATES, STATES)
def test_two_patches_in_one_do_what_both_do(
    one: dict[str, int], two: dict[str, int], three: dict[str, int]
) -> None:
    first, second = (
        difference(document_of(one), document_of(two)),
        difference(document_of(two), document_of(three)),
    )
    assert first.then(second) == difference(document_of(one), document_of(three))


@given(STATES, STATES)
def test_a_patch_and_its_inverse_are_nothing(before: dict[str, int], after: dict[str, int]) -> None:
    patch = difference(document_of(before), document_of(after))
    assert patch.then(patch.inverted()) == EMPTY


def test_a_change_to_an_equal_record_is_left_out() -> None:
    record = Evidence(id="a", source="x", order="a0")
    same = Evidence(id="a", source="x", order="a0")
    assert not make_patch({"a": (record, same)})


def test_a_patch_tells_every_record_that_it_holds() -> None:
    old, new = Evidence(id="a", source="old", order="a0"), Evidence(id="a", source="new", order="a0")
    other = Evidence(id="b", source="b", order="a0")
    patch = make_patch({"a": (old, new), "b": (None, other)})
    assert list(patch.records()) == [old, new, other]
    assert len(patch) == 2


def test_a_patch_does_not_change_with_what_it_was_made_of() -> None:
    changes: dict[str, Change] = {"a": (None, Evidence(id="a", source="x", order="a0"))}
    patch = make_patch(changes)
    changes.clear()
    assert len(patch) == 1
