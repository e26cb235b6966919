"""Values that are worth keeping as long as what they were made of stays the same."""

from collections.abc import Callable, Collection
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """Values by name, each with what it was made of. A value made anew that equals the old one stays the old object."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[tuple[object, ...], V]] = {}

    def get(self, name: str, made_of: tuple[object, ...], make: Callable[[], V]) -> V:
        """The value of a name: the kept one where `made_of` equals what that was made of, else a new one."""
        known = self._values.get(name)
        # Comparing tuples looks at identity first: what did not change costs next to nothing.
        if known is not None and known[0] == made_of:
            return known[1]
        value = make()
        if known is not None and known[1] == value:
            value = known[1]
        self._values[name] = made_of, value
        return value

    def forget_others(self, names: Collection[str]) -> None:
        """Keep the values of these names only."""
        if len(self._values) > len(names):
            self._values = {name: self._values[name] for name in names if name in self._values}
