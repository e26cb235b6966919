"""What lanes mean, told from their names: people call the same lane by many words, in many languages."""

from journeymapper.formats.words import folded, lane_words

_LONGEST_NAME = 200
"""Characters of a name that are looked at; nothing is known by words so far behind."""


def role_of_name(name: str) -> str | None:
    """The role of a lane of this name, None where the name tells none.

    The first role in the table of words that has one wins: “Backstage actions” are no actions of the customer.
    """
    words = folded(name[:_LONGEST_NAME])
    return next((role for role, pattern in lane_words() if pattern.search(words)), None)
