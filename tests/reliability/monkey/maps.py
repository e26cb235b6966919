"""The maps that the monkey is let loose on."""

from __future__ import annotations

from pathlib import Path

from journeymapper.files.journey import load, save
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.model.document import Document
from journeymapper.model.records import Card
from tests.random_maps import random_map

SHAPES = {
    "wide": (9, 6, 0.35, 12),
    "high": (4, 16, 0.4, 20),
    "small": (3, 4, 0.5, 4),
    "linked": (6, 8, 0.4, 60),
}
"""Random maps by name: stages, lanes, share of cells that hold cards, links."""
LARGE = 2_000
"""Cards of the large map, at least."""


def map_named(name: str, seed: int) -> Document:
    """ "example", "large", or the name of a shape."""
    if name == "example":
        return load(template_path(EXAMPLE)).document
    if name == "large":
        found = random_map(seed, stages=26, lanes=32, fill=1.0, links=120)
        if found.count(Card) >= LARGE:
            return found
        return random_map(seed, stages=36, lanes=40, fill=1.0, links=120)
    stages, lanes, fill, links = SHAPES[name]
    return random_map(seed, stages=stages, lanes=lanes, fill=fill, links=links)


def write_map(name: str, seed: int, folder: Path) -> Path:
    """Such a map as a file."""
    path = folder / f"{name}.journey"
    save(map_named(name, seed), path)
    return path
