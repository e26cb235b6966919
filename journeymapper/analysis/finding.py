"""One finding: how grave it is, what it is, where, and what to do."""

from typing import Literal

import msgspec

Level = Literal["error", "warning", "hint"]


class Finding(msgspec.Struct, frozen=True):
    """`code` names the kind of finding for programs, `message` is for people, `ids` are the records it is about."""

    level: Level
    code: str
    message: str
    ids: tuple[str, ...] = ()
