"""The hand that runs gestures."""

from collections.abc import Callable

import pytest

from journeymapper.interact.events import Cancel, Event, Move
from journeymapper.interact.preview import NOTHING, Gesture, Outcome, Preview
from journeymapper.interact.running import Hand
from journeymapper.model.errors import BrokenRule


def waiting(end: Callable[[], Outcome]) -> Gesture:
    """A gesture that shows one thing and ends with the next event."""
    yield Preview(says="waiting")
    return end()


def refuse() -> Outcome:
    raise BrokenRule("This cannot be done.")


def test_a_gesture_is_shown_until_it_ends():
    hand = Hand()
    hand.start(waiting(lambda: Outcome(says="done")))
    assert (hand.busy, hand.preview.says) == (True, "waiting")
    assert hand.feed(Move(0, 0)) == Outcome(says="done")
    assert (hand.busy, hand.preview) == (False, NOTHING)


def test_what_the_map_refuses_is_told_and_ends_the_gesture():
    hand = Hand()
    hand.start(waiting(refuse))
    outcome = hand.feed(Move(0, 0))
    assert outcome is not None
    assert outcome.notice == "This cannot be done."
    assert not hand.busy


def test_a_fault_ends_the_gesture_and_is_not_hidden():
    hand = Hand()
    hand.start(waiting(lambda: 1 // 0))  # type: ignore[arg-type,return-value]
    with pytest.raises(ZeroDivisionError):
        hand.feed(Move(0, 0))
    assert not hand.busy


def test_a_gesture_is_not_told_of_what_it_sets_off_itself():
    hand = Hand()
    told: list[Event] = []

    def gesture() -> Gesture:
        told.append((yield NOTHING))
        assert hand.feed(Cancel()) is None
        return Outcome(says="done")

    hand.start(gesture())
    assert hand.feed(Move(1, 2)) == Outcome(says="done")
    assert told == [Move(1, 2)]


def test_a_new_gesture_gives_the_old_one_up():
    hand = Hand()
    ended: list[Event] = []

    def first() -> Gesture:
        ended.append((yield NOTHING))
        return Outcome()

    hand.start(first())
    hand.start(waiting(Outcome))
    assert ended == [Cancel()]
    assert hand.preview.says == "waiting"
