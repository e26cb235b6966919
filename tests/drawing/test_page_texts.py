"""However long the texts of a map are, its page holds them all, and those of head and foot part from each other."""

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.drawing.ops import Text
from journeymapper.drawing.page import MARGIN, overview
from journeymapper.export.pdf import write_pdf
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import POINTS_PER_MM, load_theme
from journeymapper.model.document import Document
from journeymapper.model.records import (
    Card,
    ChannelUse,
    JourneyMap,
    Lane,
    Measure,
    Owner,
    Persona,
    Record,
    Stage,
)
from tests.drawing.places import area_of, text_areas
from tests.random_maps import WORDS, random_map

TOLERANCE = POINTS_PER_MM
LONGEST = 300
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
seeds = st.integers(0, 10**9)
papers = st.sampled_from(["A4", "A3", "letter", "tabloid", "map"])


@pytest.fixture(scope="module")
def layouter() -> Layouter:
    return Layouter(TextEngine(load_fonts()), load_theme())


def long_text(dice: random.Random, longest: int = LONGEST) -> str:
    length = dice.choice([0, 20, longest, longest])
    if dice.random() < 0.1:
        return "x" * length
    return " ".join(dice.choices(WORDS, k=longest // 3))[:length].strip()


def with_long_head(document: Document, seed: int) -> Document:
    """The document with head and foot full of text, and up to three personas."""
    dice = random.Random(seed)
    texts = ("title", "subtitle", "scenario", "expectation", "sample", "version", "date", "footnote")
    changes: dict[str, str] = {name: long_text(dice) for name in texts}
    changes["status"] = dice.choice(["draft", "validated"])
    records: list[Record] = [
        msgspec.structs.replace(one, **changes) if isinstance(one, JourneyMap) else one for one in document
    ]
    return Document([*records, *long_personas(dice)])


def long_personas(dice: random.Random) -> Iterator[Persona]:
    for index in range(dice.randint(0, 3)):
        yield Persona(
            id=f"persona{index}",
            order="abc"[index],
            name=long_text(dice),
            age=dice.choice([None, 34]),
            role=long_text(dice),
            avatar=dice.choice(["", "runner"]),
            demographics=long_text(dice),
            quote=long_text(dice),
            goals=tuple(long_text(dice) for _each in range(dice.randint(0, 3))),
            pains=tuple(long_text(dice) for _each in range(dice.randint(0, 3))),
            channels=tuple(ChannelUse(long_text(dice), 0.4) for _each in range(dice.randint(0, 2))),
        )


def small_map(seed: int) -> Document:
    return with_long_head(random_map(seed, stages=seed % 5 + 1, lanes=seed % 7 + 1, fill=0.3, links=5), seed)


@settings(max_examples=60)
@given(seed=seeds, paper=papers)
def test_every_text_stands_within_the_margins(seed: int, paper: str, layouter: Layouter) -> None:
    page = overview(small_map(seed), {}, layouter, paper)
    margin = MARGIN * POINTS_PER_MM - TOLERANCE
    for left, top, right, bottom in text_areas(page):
        assert left >= margin
        assert top >= margin
        assert right <= page.width - margin
        assert bottom <= page.height - margin


@settings(max_examples=60)
@given(seed=seeds, paper=papers)
def test_no_text_of_head_legend_or_foot_stands_over_another(
    seed: int, paper: str, layouter: Layouter
) -> None:
    page = overview(small_map(seed), {}, layouter, paper)
    # The grid is in groups; what stands around it is not.
    around = sorted((area_of(op), op.run.text) for op in page.ops if isinstance(op, Text))
    for index, (area, text) in enumerate(around):
        for other, said in around[index + 1 :]:
            if other[0] >= area[2]:
                break
            apart = other[1] >= area[3] - 0.3 or area[1] >= other[3] - 0.3 or other[0] >= area[2] - 0.3
            assert apart, f"“{text}” and “{said}”"


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def said(document: Document) -> Iterator[str]:
    """Every text that a reader of the printed map must find."""
    about = document.map
    yield from (about.title, about.subtitle, about.scenario, about.expectation, about.sample, about.footnote)
    for persona in document.personas[:1]:
        yield from (persona.name, persona.role, persona.quote, *persona.goals)
        yield from (use.name for use in persona.channels)
    for persona in document.personas[1:]:
        yield from (persona.name, persona.role)
    for stage in document.all(Stage):
        yield from (stage.title, stage.duration, stage.goal)
    for lane in document.all(Lane):
        yield from (lane.title, lane.hint)
    for card in document.all(Card):
        yield from (card.text, card.details)
    for measure in document.all(Measure):
        yield from (measure.value, measure.label)
    for owner in document.all(Owner):
        yield from (owner.name, owner.team)


@needs_poppler
@pytest.mark.parametrize("seed", range(4))
def test_every_text_of_a_wordy_map_is_found_in_its_pdf(seed: int, layouter: Layouter, tmp_path: Path) -> None:
    document = small_map(seed)
    page = overview(document, {}, layouter, "map")
    path = tmp_path / "map.pdf"
    fonts = layouter.engine.fonts
    path.write_bytes(write_pdf([page], title="Map", language="en", media=document.media, fonts=fonts))
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True)
    found = bare(done.stdout)
    missing = [
        word for text in said(document) for word in re.split(r"[\s-]+", text) if bare(word) not in found
    ]
    assert not missing
