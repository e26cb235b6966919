"""Those who are told of something. One that fails neither stops the telling nor goes unnoticed."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Listeners(Generic[T]):
    """Functions told of a value, in the order in which they came."""

    def __init__(self) -> None:
        self._listeners: dict[object, Callable[[T], None]] = {}

    def add(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Tell the listener from now on; the function returned ends this, at once and for good."""
        token = object()
        self._listeners[token] = listener

        def leave() -> None:
            self._listeners.pop(token, None)

        return leave

    def tell(self, value: T) -> None:
        """Tell all of them, then raise what one of them raised, or an ExceptionGroup where several did."""
        problems: list[Exception] = []
        for token in tuple(self._listeners):
            # One told before may have made this one leave: what it belonged to may be gone.
            listener = self._listeners.get(token)
            if listener is not None:
                try:
                    listener(value)
                except Exception as problem:  # noqa: BLE001 - raised again below
                    problems.append(problem)
        if len(problems) == 1:
            raise problems[0]
        if problems:
            raise ExceptionGroup("several listeners failed", problems)
