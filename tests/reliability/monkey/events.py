"""What a hand can do to a window, one event at a time, so that it can be written down and done again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

What = Literal[
    "press",  # a button goes down at `at`
    "double",  # the second press of a double-click
    "move",  # the pointer goes to `at`
    "release",  # a button goes up at `at`
    "wheel",  # `amount` notches at `at`
    "menu",  # a context menu is asked for at `at`
    "key",  # a key goes down and up
    "hold",  # a key goes down
    "let_go",  # a key goes up
    "text",  # a letter is typed
    "compose",  # an input method shows `text`
    "compose_end",  # an input method hands over `text`
    "enter",  # `text` is dragged in from the palette at `at`
    "carry",  # it is dragged on to `at`
    "drop",  # it is dropped at `at`
    "carry_out",  # it is dragged out again
    "lose",  # the window loses the keyboard
    "gain",  # and has it back
    "leave",  # the pointer leaves the map
    "command",  # the command `text` is given
    "scroll",  # a scroll bar is moved to a share of its length
    "resize",  # the window becomes `at` large
    "trigger",  # an entry of the open menu is chosen
    "wait",  # `amount` milliseconds go by
    "paint",  # Qt does what it has put off
]


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One event. `on` names a widget (`Hand.widget`), `at` is in its pixels, `button` and `held` are Qt's values."""

    what: What
    at: tuple[float, float] = (0.0, 0.0)
    on: str = "map"
    button: int = 1
    held: int = 0
    key: int = 0
    text: str = ""
    amount: float = 0.0

    def __str__(self) -> str:
        parts: list[str] = [self.what]
        for name in self.__struct_fields__[1:]:
            value = getattr(self, name)
            if value != getattr(PLAIN, name):
                parts.append(f"{name}={value!r}")
        return " ".join(parts)


PLAIN = Event("wait")


def packed(events: Sequence[Event]) -> bytes:
    """A log of events, a line each."""
    return b"".join(msgspec.json.encode(event) + b"\n" for event in events)


def unpacked(log: bytes) -> list[Event]:
    """The events of a log."""
    return [msgspec.json.decode(line, type=Event) for line in log.splitlines()]
