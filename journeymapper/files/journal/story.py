"""What a journal tells, once it has been read."""

from collections.abc import Mapping

import msgspec

from journeymapper.files.journal.entries import Base, Draft, Head, Intent, Logged
from journeymapper.files.journal.trail import Past, followed
from journeymapper.model.records import JourneyMap


class Story(msgspec.Struct, frozen=True):
    """What a journal tells: from the history at its base (`past`) on, all changes in order, saves under way, pictures
    by SHA-256, and the text in the editor. `closed` tells that nothing is to be recovered, `partial` that some of the
    steps need the document at the base to be told in full: until then a `Record` with nothing but an id stands for
    what is not known.
    """

    head: Head
    base: Base
    past: Past
    steps: tuple[Logged, ...]
    intents: tuple[Intent, ...]
    media: Mapping[str, bytes]
    draft: Draft | None
    closed: bool
    partial: bool

    def past_at(self, seq: int) -> Past:
        """The history after `seq` changes."""
        return followed(self.past, (step for step in self.steps if step.seq <= seq))

    def steps_after(self, seq: int) -> tuple[Logged, ...]:
        """The changes that followed the first `seq`."""
        return tuple(step for step in self.steps if step.seq > seq)

    @property
    def seq(self) -> int:
        """How many changes there were in all."""
        return self.steps[-1].seq if self.steps else self.base.seq

    @property
    def title(self) -> str:
        """What the map was called at the end."""
        for step in reversed(self.steps):
            for _before, after in step.patch.changes.values():
                if isinstance(after, JourneyMap):
                    return after.title
        return self.head.title


def draft_after(draft: Draft | None, change: Logged) -> Draft | None:
    """The text in the editor after a change: one that writes the same field of the same record has committed it."""
    if draft is None or draft.key not in change.patch.changes:
        return draft
    before, after = change.patch.changes[draft.key]
    if after is None:
        return draft
    same = getattr(before, draft.field, None) == getattr(after, draft.field, None)
    return draft if same else None
