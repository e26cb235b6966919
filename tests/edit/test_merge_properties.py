"""Whatever two people do to copies of one map, merging loses nothing, dangles nothing and prefers nobody."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.edit.merge import Choice, Conflict, merge, patch_between, resolve
from journeymapper.edit.merging.settling import Settling
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.records import Card
from tests.edit.merge_checks import edits_of, is_done
from tests.edit.people import SEEDS, deeds, edited, started

MANY = settings(max_examples=200)


def three(first, second) -> tuple[Document, Document, Document]:
    base = started()
    return base, edited(base, "ours", first), edited(base, "theirs", second)


def records(document: Document):
    return document.snapshot()


@given(done=deeds(20))
def test_what_only_one_side_did_is_the_result(done):
    base = started()
    edit = edited(base, "one", done)
    for merged in (merge(base, edit, base), merge(base, base, edit), merge(base, edit, edit)):
        assert records(merged.document) == records(edit)
        assert not merged.conflicts
        assert not merged.notes


@MANY
@given(first=deeds(20), second=deeds(20))
def test_the_result_keeps_to_every_rule(first, second):
    merged = merge(*three(first, second))
    assert list(document_problems(merged.document)) == []


@MANY
@given(first=deeds(20), second=deeds(20))
def test_it_does_not_matter_who_is_called_ours(first, second):
    base, ours, theirs = three(first, second)
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert records(one.document) == records(other.document)
    assert [mirrored(conflict) for conflict in one.conflicts] == list(other.conflicts)
    assert one.notes == other.notes


def mirrored(conflict: Conflict) -> Conflict:
    return Conflict(conflict.record, conflict.unit, conflict.theirs, conflict.ours)


@MANY
@given(first=deeds(20), second=deeds(20))
def test_every_edit_that_is_in_no_conflict_is_in_the_result(first, second):
    merged = merge(*three(first, second))
    for side, document in (("ours", merged.ours), ("theirs", merged.theirs)):
        held = {edit for conflict in merged.conflicts for edit in getattr(conflict, side)}
        for edit in edits_of(merged.base, document) - held:
            assert is_done(merged, document, edit), edit


@MANY
@given(first=deeds(20), second=deeds(20))
def test_codes_stay_unique_where_each_side_kept_them_so(first, second):
    merged = merge(*three(first, second))

    def doubled(document: Document) -> set[str]:
        codes = [card.code for card in document.all(Card)]
        return {code for code in codes if codes.count(code) > 1}

    assert doubled(merged.document) <= doubled(merged.base) | doubled(merged.ours) | doubled(merged.theirs)


@given(
    first=deeds(20), second=deeds(20), seed=SEEDS, choice=st.sampled_from(("ours", "theirs", "base", "any"))
)
def test_choices_lead_to_a_map_in_order_without_conflicts(first, second, seed, choice):
    merged, rng = merge(*three(first, second)), Random(seed)
    for _each in range(20):
        if not merged.conflicts:
            break
        options: tuple[Choice, ...] = ("ours", "theirs", "base")
        merged = resolve(
            merged,
            {
                conflict.key: rng.choice(options) if choice == "any" else choice
                for conflict in merged.conflicts
            },
        )
        assert list(document_problems(merged.document)) == []
    assert not merged.conflicts


@MANY
@given(first=deeds(20), second=deeds(20))
def test_choosing_one_side_everywhere_takes_all_of_its_edits(first, second):
    merged = merge(*three(first, second))
    while merged.conflicts:
        merged = resolve(merged, {conflict.key: "ours" for conflict in merged.conflicts})
        assert not merged.excluded
    for edit in edits_of(merged.base, merged.ours):
        assert is_done(merged, merged.ours, edit), edit


@MANY
@given(first=deeds(20), second=deeds(20))
def test_the_patch_between_makes_our_map_the_merged_one(first, second):
    merged = merge(*three(first, second))
    document = Document(merged.ours)
    document.apply(patch_between(merged.ours, merged.document))
    assert records(document) == records(merged.document)


@MANY
@given(first=deeds(20), second=deeds(20))
def test_giving_up_is_never_needed(first, second):
    class GaveUp(Exception):
        pass

    def raise_it(_settling: Settling, _found: object) -> None:
        raise GaveUp

    kept, Settling.give_up = Settling.give_up, raise_it  # type: ignore[method-assign, assignment]
    try:
        merge(*three(first, second))
    finally:
        Settling.give_up = kept  # type: ignore[method-assign]
