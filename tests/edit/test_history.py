"""Named, merged and limited steps, and the dirty mark."""

from collections.abc import Callable

import pytest

from journeymapper.edit.history import MERGE_SECONDS
from tests.edit.maps import Map


@pytest.fixture
def nudged() -> Map:
    """A map with one card, saved."""
    journey = Map()
    journey.add("card")
    journey.store.mark_saved()
    return journey


def nudge(journey: Map, votes: int, *, merge: str = "nudge", after: float = 0.0) -> None:
    """Set the votes of the card `after` so many seconds."""
    journey.clock.now += after
    with journey.store.edit(f"Nudge to {votes}", merge=merge) as tx:
        tx.change(journey.card("card").id, votes=votes)


def votes(journey: Map) -> int:
    return journey.card("card").votes


def test_steps_of_one_key_within_a_second_are_one(nudged: Map) -> None:
    for count in (1, 2, 3):
        nudge(nudged, count, after=MERGE_SECONDS)
    nudged.store.undo()
    assert votes(nudged) == 0
    nudged.store.redo()
    assert votes(nudged) == 3


def test_a_merged_step_has_the_latest_name(nudged: Map) -> None:
    nudge(nudged, 1)
    nudge(nudged, 2)
    assert nudged.store.undo_name == "Nudge to 2"


def test_steps_more_than_a_second_apart_are_two(nudged: Map) -> None:
    nudge(nudged, 1)
    nudge(nudged, 2, after=MERGE_SECONDS + 0.01)
    nudged.store.undo()
    assert votes(nudged) == 1


def test_steps_of_different_keys_are_two(nudged: Map) -> None:
    nudge(nudged, 1, merge="one")
    nudge(nudged, 2, merge="other")
    nudged.store.undo()
    assert votes(nudged) == 1


def test_steps_without_a_key_are_two(nudged: Map) -> None:
    nudge(nudged, 1, merge="")
    nudge(nudged, 2, merge="")
    nudged.store.undo()
    assert votes(nudged) == 1


def test_a_step_between_keeps_two_apart(nudged: Map) -> None:
    nudge(nudged, 1)
    nudged.add("other")
    nudge(nudged, 2)
    nudged.store.undo()
    assert votes(nudged) == 1


def test_a_step_after_undo_is_not_merged_with_the_one_before(nudged: Map) -> None:
    nudge(nudged, 1)
    nudge(nudged, 2, merge="other")
    nudged.store.undo()
    nudge(nudged, 3)
    nudged.store.undo()
    assert votes(nudged) == 1


def test_a_step_after_redo_is_not_merged_with_it(nudged: Map) -> None:
    nudge(nudged, 1)
    nudged.store.undo()
    nudged.store.redo()
    nudge(nudged, 2)
    nudged.store.undo()
    assert votes(nudged) == 1


def test_a_merged_step_that_ends_where_it_began_is_no_step(nudged: Map) -> None:
    nudge(nudged, 1)
    nudge(nudged, 0)
    assert nudged.store.undo_name == "Add"
    assert not nudged.store.modified


def test_a_step_after_one_that_came_to_nothing_is_not_merged_with_the_one_before_that(nudged: Map) -> None:
    nudge(nudged, 1, merge="one")
    nudge(nudged, 2, merge="other")
    nudge(nudged, 1, merge="other")
    nudge(nudged, 5, merge="one")
    nudged.store.undo()
    assert votes(nudged) == 1


def test_listeners_hear_each_part_of_a_merged_step(nudged: Map) -> None:
    before = len(nudged.heard)
    nudge(nudged, 1)
    nudge(nudged, 2)
    assert [change.name for change in nudged.heard[before:]] == ["Nudge to 1", "Nudge to 2"]


def test_undo_of_a_merged_step_restores_the_session_from_before_its_first_part(nudged: Map) -> None:
    before = nudged.store.session
    nudge(nudged, 1)
    nudge(nudged, 2)
    nudged.store.undo()
    assert nudged.store.session == before


# limit


def test_the_oldest_steps_are_forgotten() -> None:
    journey = Map(limit=3)
    for count in range(5):
        journey.add(str(count))
    for _each in range(3):
        assert journey.store.undo() is not None
    assert journey.store.undo() is None
    assert journey.texts("actions", "A") == ["0", "1"]


def test_the_saved_state_stays_known_when_the_step_to_it_is_forgotten() -> None:
    journey = Map(limit=2)
    journey.add("one")
    journey.store.mark_saved()
    journey.add("two")
    journey.add("three")
    journey.store.undo()
    journey.store.undo()
    assert not journey.store.modified


def test_the_state_before_all_forgotten_steps_is_not_the_saved_one() -> None:
    journey = Map(limit=2)
    for count in range(3):
        journey.add(str(count))
    journey.store.undo()
    journey.store.undo()
    assert journey.store.modified


# the dirty mark


def modified_after(journey: Map, *deeds: Callable[[], object]) -> list[bool]:
    """The dirty mark after each of these deeds."""
    marks = []
    for deed in deeds:
        deed()
        marks.append(journey.store.modified)
    return marks


def test_a_new_store_is_not_modified(journey: Map) -> None:
    assert not journey.store.modified


def test_an_edit_modifies_and_undo_back_to_the_saved_position_makes_clean(journey: Map) -> None:
    assert modified_after(journey, lambda: journey.add("one"), journey.store.undo, journey.store.redo) == [
        True,
        False,
        True,
    ]


def test_undo_past_the_saved_position_modifies_and_redo_makes_clean(journey: Map) -> None:
    journey.add("one")
    journey.store.mark_saved()
    assert modified_after(journey, journey.store.undo, journey.store.redo) == [True, False]


def test_another_edit_at_the_same_depth_is_not_the_saved_position(journey: Map) -> None:
    journey.add("one")
    journey.store.mark_saved()
    journey.store.undo()
    journey.add("two")
    assert journey.store.modified


def test_steps_are_not_merged_across_the_saved_position(nudged: Map) -> None:
    nudge(nudged, 1)
    nudged.store.mark_saved()
    nudge(nudged, 2)
    nudged.store.undo()
    assert votes(nudged) == 1
    assert not nudged.store.modified


def test_a_save_in_the_background_marks_what_it_wrote(journey: Map) -> None:
    journey.add("one")
    written = journey.store.position
    journey.add("two")
    journey.store.mark_saved(written)
    assert modified_after(journey, journey.store.undo, journey.store.redo) == [False, True]


def test_what_was_merged_while_a_save_ran_is_not_taken_for_saved(nudged: Map) -> None:
    nudge(nudged, 1)
    written = nudged.store.position
    nudge(nudged, 2)
    nudged.store.mark_saved(written)
    assert nudged.store.modified
