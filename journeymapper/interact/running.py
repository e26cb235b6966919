"""The gesture under way: starts it, feeds it, and knows when it has ended."""

from journeymapper.interact.events import Cancel, Event
from journeymapper.interact.preview import NOTHING, UNDONE, Gesture, Outcome, Preview
from journeymapper.model.errors import JourneyError


class Hand:
    """At most one gesture at a time. What it shows is `preview`; how the last one ended is told by `feed`."""

    def __init__(self) -> None:
        self._gesture: Gesture | None = None
        self._running = False
        self.preview: Preview = NOTHING

    @property
    def busy(self) -> bool:
        """Whether a gesture is under way."""
        return self._gesture is not None

    @property
    def listening(self) -> bool:
        """Whether a gesture is under way and waits to be told something."""
        return self._gesture is not None and not self._running

    def start(self, gesture: Gesture) -> Outcome | None:
        """Begin a gesture, giving up the one before; its outcome where it ends at once."""
        self.cancel()
        self._gesture = gesture
        return self._run(None)

    def feed(self, event: Event) -> Outcome | None:
        """Tell the gesture something; its outcome where it ends with that.

        What a gesture itself sets off, the change that it makes above all, it is not told of.
        """
        return self._run(event) if self.listening else None

    def cancel(self) -> Outcome | None:
        """Give the gesture up, if there is one."""
        return self.feed(Cancel())

    def _run(self, event: Event | None) -> Outcome | None:
        gesture = self._gesture
        if gesture is None:
            return None
        self._running = True
        try:
            self.preview = next(gesture) if event is None else gesture.send(event)
        except StopIteration as end:
            return self._ended(end.value)
        except JourneyError as error:
            return self._ended(Outcome(says=str(error), notice=str(error)))
        except BaseException:
            self._ended(UNDONE)
            raise
        finally:
            self._running = False
        return None

    def _ended(self, outcome: Outcome) -> Outcome:
        self._gesture = None
        self.preview = NOTHING
        return outcome
