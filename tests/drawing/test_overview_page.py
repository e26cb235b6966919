"""The example printed on one page: everything is there, and it is the same each time."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from journeymapper.drawing.ops import Page
from journeymapper.drawing.page import MARGIN, PAPERS, overview, small_print
from journeymapper.edit.store import Store
from journeymapper.export.pdf import write_pdf
from journeymapper.files import journey
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import POINTS_PER_MM, load_theme
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, EmotionPoint, Lane, Measure, Owner, Stage
from journeymapper.model.resources import resource
from tests.drawing.places import text_areas, texts_of
from tests.random_maps import random_map, read_from_right

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


@pytest.fixture(scope="module")
def layouter() -> Layouter:
    return Layouter(TextEngine(load_fonts()), load_theme())


@pytest.fixture(scope="module")
def example() -> Document:
    return journey.load(resource("templates") / "buying-running-shoes.journey").document


def printed(document: Document, layouter: Layouter, paper: str) -> bytes:
    page = overview(document, {}, layouter, paper)
    return write_pdf(
        [page], title=document.map.title, language="en", media=document.media, fonts=layouter.engine.fonts
    )


def extracted(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "map.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True, text=True)
    return done.stdout


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def said(document: Document) -> list[str]:
    """Every text that a reader of the printed map must find."""
    texts = [document.map.title, document.map.subtitle, document.map.scenario, document.map.expectation]
    texts += [text for stage in document.all(Stage) for text in (stage.title, stage.duration, stage.goal)]
    texts += [text for lane in document.all(Lane) for text in (lane.title, lane.hint, lane.band.upper())]
    texts += [text for card in document.all(Card) for text in (card.text, card.details)]
    texts += [text for one in document.all(Measure) for text in (one.value, one.label, one.change)]
    texts += [text for one in document.all(Owner) for text in (one.name, one.team, one.initials)]
    texts += [point.label for point in document.all(EmotionPoint)]
    for persona in document.personas:
        texts += [
            persona.name,
            persona.role,
            persona.quote,
            *persona.goals,
            *(use.name for use in persona.channels),
        ]
    return [text for text in texts if text]


def test_the_example_fills_an_a3_sheet_at_full_size(example: Document, layouter: Layouter) -> None:
    page = overview(example, {}, layouter, "A3")
    assert page.scale == 1.0
    assert (round(page.width), round(page.height)) == (1191, 842)


@needs_poppler
@pytest.mark.parametrize("options", [(), ("-raw",)], ids=["plain", "raw"])
def test_every_text_of_the_example_is_found_in_its_pdf(
    example: Document, layouter: Layouter, tmp_path: Path, options: tuple[str, ...]
) -> None:
    found = extracted(printed(example, layouter, "A3"), tmp_path, *options)
    if options:
        whole = bare(found)
        missing = [text for text in said(example) if bare(text) not in whole]
    else:
        # Laid out as it looks, lines of neighbouring cards mix: then each word is looked for.
        words = set(re.findall(r"\S+", found))
        missing = [
            word
            for text in said(example)
            for word in re.split(r"[\s-]+", text)
            if not any(word in one for one in words)
        ]
    assert not missing


@needs_poppler
@needs_poppler
def test_every_text_of_a_page_from_right_to_left_is_found_too(
    example: Document, layouter: Layouter, tmp_path: Path
) -> None:
    found = bare(extracted(printed(read_from_right(example), layouter, "A3"), tmp_path, "-raw"))
    assert not [text for text in said(example) if bare(text) not in found]


def test_all_fonts_are_embedded_and_none_is_a_stray_helvetica(
    example: Document, layouter: Layouter, tmp_path: Path
) -> None:
    path = tmp_path / "map.pdf"
    path.write_bytes(printed(example, layouter, "A3"))
    rows = subprocess.run(
        ["pdffonts", str(path)], capture_output=True, check=True, text=True
    ).stdout.splitlines()[2:]
    assert rows
    assert "Helvetica" not in "".join(rows)
    assert all(row.split()[-5] == "yes" for row in rows)


def test_the_same_map_gives_the_same_bytes_twice(example: Document, layouter: Layouter) -> None:
    again = Layouter(TextEngine(load_fonts()), load_theme())
    assert printed(example, layouter, "A3") == printed(example, again, "A3")


@pytest.mark.parametrize("paper", [*PAPERS, "map"])
def test_each_paper_gives_one_page_that_holds_the_whole_map(
    example: Document, layouter: Layouter, paper: str
) -> None:
    page = overview(example, {}, layouter, paper)
    grid = layouter.grid(example, {})
    margin = MARGIN * POINTS_PER_MM - 0.01
    lowest = max(area[3] for area in text_areas(page))
    assert page.x >= margin
    assert page.x + (grid.head_width + grid.width) * page.scale <= page.width - margin
    assert page.y >= margin
    assert lowest <= page.height - margin
    assert page.scale <= 1.0
    assert b"/Count 1" in printed(example, layouter, paper)


def test_small_paper_warns_about_small_text(example: Document, layouter: Layouter) -> None:
    assert "5.5 pt" in small_print(overview(example, {}, layouter, "A4"))
    assert small_print(overview(example, {}, layouter, "A3")) == ""


def test_an_unknown_paper_is_refused_with_the_ones_there_are(example: Document, layouter: Layouter) -> None:
    with pytest.raises(JourneyError, match="A4, A3, letter, tabloid, map"):
        overview(example, {}, layouter, "A7")


def test_an_empty_map_prints(layouter: Layouter) -> None:
    assert printed(Document(), layouter, "A4").startswith(b"%PDF")


def test_a_wild_map_prints_on_every_paper(layouter: Layouter) -> None:
    document = random_map(7, stages=12, lanes=20, fill=0.5, links=60, giant=True)
    for paper in (*PAPERS, "map"):
        assert printed(document, layouter, paper).startswith(b"%PDF")


def test_named_steps_stand_on_the_page_and_unnamed_ones_do_not(layouter: Layouter) -> None:
    document = journey.load(resource("templates") / "buying-running-shoes.journey").document
    assert "Step 1" not in words(overview(document, {}, layouter, "A3"))
    store = Store(document, new_id=id_source(1))
    with store.edit("Rename step") as tx:
        tx.change(document.steps[1].id, title="Hears from a friend")
    shown = words(overview(document, {}, layouter, "A3"))
    assert "Hears from a friend" in shown
    assert "Step 1" in shown


def words(page: Page) -> str:
    """All words of a page's texts."""
    return " ".join(text.run.text for text, _x, _y in texts_of(page.ops))
