"""What lanes mean, told from their names: people call the same lane by many words, in many languages."""

from journeymapper.formats.words import folded, lane_words
from journeymapper.model.i18n import _
from journeymapper.model.records import Lane
from journeymapper.model.tables import ROLES

_LONGEST_NAME = 200
"""Characters of a name that are looked at; nothing is known by words so far behind."""


def role_of_name(name: str) -> str | None:
    """The role of a lane of this name, None where the name tells none.

    The first role in the table of words that has one wins: “Backstage actions” are no actions of the customer.
    """
    words = folded(name[:_LONGEST_NAME])
    return next((role for role, pattern in lane_words() if pattern.search(words)), None)


def told_by_role(lane: Lane) -> frozenset[str]:
    """Which of side and band are those of the lane's role, so that they need not be said."""
    role = ROLES.get(lane.role)
    if role is None:
        return frozenset()
    # The translation of an empty text is the catalogue's header.
    own = {"side": role.side, "band": _(role.band) if role.band else ""}
    return frozenset(name for name, value in own.items() if getattr(lane, name) == value)
