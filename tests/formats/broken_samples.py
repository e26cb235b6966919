"""Whole files of every format that can be read: small ones by hand, and maps as this program writes them."""

from functools import cache
from pathlib import Path

from journeymapper.analysis.numbering import numbering
from journeymapper.export.targets import TARGETS, Job
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from tests.files.maps import every_type
from tests.random_maps import random_map

BY_HAND = Path(__file__).parent / "small"
"""Small files with much in them, in a folder for each reader's key."""


def maps() -> list[Document]:
    """Small maps that have much in them."""
    return [every_type(), *(random_map(seed, stages=3, lanes=4 + seed, links=3) for seed in range(4))]


@cache
def samples_of(key: str) -> tuple[bytes, ...]:
    """Whole files for the reader of this key; there is at least one."""
    target = next((target for target in TARGETS if target.key == key), None)
    written = (
        [_by_somebody(target.write(_job(document)).data) for document in maps()] if target is not None else []
    )
    by_hand = [path.read_bytes() for path in sorted((BY_HAND / key).glob("*"))]
    return (*by_hand, *written)


def _by_somebody(data: bytes) -> bytes:
    """The file as if another program had written it: this one's own web pages are refused."""
    return data.replace(b'content="JourneyMapper', b'content="Somebody')


def _job(document: Document) -> Job:
    return Job(document, numbering(document), _layouter)


@cache
def _layouter() -> Layouter:
    return Layouter(TextEngine(load_fonts(), "en"), load_theme())
