"""Unicode's own test files, where a package of the system has put them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("JOURNEYMAPPER_UNICODE", "/usr/share/unicode"))


def unicode_lines(name: str) -> Iterator[str]:
    """The lines of a file without comments and empty ones; skips the test where the file is not there."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"no {path}: install unicode-data, or set JOURNEYMAPPER_UNICODE to its folder")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            told = line.split("#")[0].strip()
            if told:
                yield told
