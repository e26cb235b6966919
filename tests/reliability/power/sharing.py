"""What many states have in common is worked out once: what bytes say does not depend on where they lie.

Every state is laid out on a real folder and goes through the real search and the real recovery. Only functions of
nothing but bytes are remembered; a part of the states is looked at without this as well, and must say the same.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from journeymapper.files import codec, recovery
from journeymapper.files.codec import Loaded
from journeymapper.files.journal import entries, reading
from journeymapper.model.document import Document

MOST = 4_096


class Sharing:
    """Remembers what bytes say, within `shared` blocks."""

    def __init__(self) -> None:
        self._decode = lru_cache(MOST)(codec.decode)
        self._changes: list[tuple[Any, str, Callable[..., Any]]] = [
            (recovery, "decode", self._decoded),
            (reading, "decode_entry", lru_cache(MOST)(entries.decode_entry)),
            (entries, "_array", lru_cache(MOST)(entries._array)),
        ]

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Remember, and use what was remembered."""
        with ExitStack() as stack:
            for module, name, remembered in self._changes:
                stack.enter_context(patch.object(module, name, remembered))
            yield

    def _decoded(self, data: bytes, **_options: Any) -> Loaded:
        """What a file's bytes hold, with a document that nobody else changes."""
        loaded = self._decode(data)
        return replace(loaded, document=Document(loaded.document, loaded.document.media))
