"""Record ids: 96 random bits in 20 characters, sortable as plain text, safe in file names."""

import random
from collections.abc import Callable

ALPHABET = "0123456789abcdefghijklmnopqrstuv"
LENGTH = 20

IdSource = Callable[[], str]


def id_source(seed: int | str | None = None) -> IdSource:
    """A source of new ids: from the operating system's entropy, or repeatable where a seed is given."""
    bits = random.SystemRandom() if seed is None else random.Random(seed)  # noqa: S311 - not a secret

    def new_id() -> str:
        number = bits.getrandbits(96)
        return "".join(ALPHABET[(number >> shift) & 31] for shift in range(95, -1, -5))

    return new_id
