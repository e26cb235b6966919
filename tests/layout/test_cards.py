"""Cards laid out: long texts end with a mark, tags and owners stand in them, initials fit their disc."""

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.drawing.page import overview
from journeymapper.layout.boxes import Slot, pack
from journeymapper.layout.cards import FOLD, lay_item
from journeymapper.layout.figures import DISC_PAD
from journeymapper.layout.grid import Layouter
from journeymapper.layout.parts import IconAt, Inner, TextAt, WordAt
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import Theme, load_theme
from journeymapper.model.document import Document
from journeymapper.model.records import Card, JourneyMap, Lane, Measure, Owner, Stage, Step
from journeymapper.model.tables import KINDS

LONG = "word " * 500
PLACE: dict[str, Any] = {"lane": "l", "stage": "a", "order": "V"}
kinds = st.sampled_from(sorted(KINDS))


@pytest.fixture(scope="module")
def engine() -> TextEngine:
    return TextEngine(load_fonts())


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme()


def card(kind: str, **fields: Any) -> Card:
    return Card(id="c", kind=kind, **PLACE, **fields)


def texts(inner: Inner) -> str:
    return " ".join(
        line.text for part in inner.parts if isinstance(part, TextAt) for line in part.block.lines
    )


def right_end(inner: Inner) -> float:
    ends = [part.x + part.block.width for part in inner.parts if isinstance(part, TextAt)]
    ends += [part.x + part.line.width for part in inner.parts if isinstance(part, WordAt)]
    return max(ends)


@given(kind=kinds)
def test_a_text_beyond_the_limit_ends_with_a_mark(kind: str, engine: TextEngine, theme: Theme) -> None:
    long = lay_item(engine, theme, card(kind, text=LONG), 120.0, "1")
    assert long.cut
    assert "… continues" in texts(long)
    short = lay_item(engine, theme, card(kind, text="word"), 120.0, "1")
    assert not short.cut
    assert "continues" not in texts(short)


def test_figures_and_owners_are_marked_as_well(engine: TextEngine, theme: Theme) -> None:
    measure = Measure(id="f", label="Sales", target=LONG, **PLACE)
    assert "… continues" in texts(lay_item(engine, theme, measure, 120.0, ""))
    owner = Owner(id="o", name="Ines", team=LONG, **PLACE)
    assert "… continues" in texts(lay_item(engine, theme, owner, 120.0, ""))


def test_a_page_names_the_cards_whose_text_continues(engine: TextEngine, theme: Theme) -> None:
    document = Document(
        [
            JourneyMap(id="m", title="Map"),
            Stage(id="a", title="A", order="V"),
            Step(id="s", stage="a", order="V"),
            Lane(id="l", title="Lane", order="V"),
            card("pain_point", code="P7", text=LONG),
        ]
    )
    (note,) = overview(document, {}, Layouter(engine, theme), "A3").notes
    assert "P7" in note


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("ก\u0301", ["U+0301"]),
        ("\u0bae\u0bbf", ["U+0BAE"]),
        ("\ue123 ก\u0301", ["U+E123", "U+0301"]),
        ("ก", []),
    ],
)
def test_a_page_names_what_is_not_seen(
    text: str, characters: list[str], engine: TextEngine, theme: Theme
) -> None:
    document = Document(
        [
            JourneyMap(id="m", title="Map"),
            Stage(id="a", title="A", order="V"),
            Step(id="s", stage="a", order="V"),
            Lane(id="l", title="Lane", order="V"),
            card("pain_point", code="P7", text=text),
        ]
    )
    notes = " ".join(overview(document, {}, Layouter(engine, theme), "map").notes)
    assert re.findall(r"U\+[0-9A-F]+", notes) == characters


@given(kind=kinds, tags=st.lists(st.text("abc d", max_size=120), max_size=6), width=st.floats(60, 300))
def test_tags_stand_within_their_card(
    kind: str, tags: list[str], width: float, engine: TextEngine, theme: Theme
) -> None:
    inner = lay_item(engine, theme, card(kind, text="Text", tags=tuple(tags)), width, "1", "ABC")
    assert right_end(inner) <= width
    shown = "".join(texts(inner).split())
    assert all("#" + "".join(tag.split()) in shown for tag in tags if tag.strip())


def test_an_owner_stands_in_the_foot(engine: TextEngine, theme: Theme) -> None:
    inner = lay_item(engine, theme, card("pain_point", text="Text"), 120.0, "", "IF")
    assert any(isinstance(part, IconAt) and part.name == "person" for part in inner.parts)
    assert any(isinstance(part, WordAt) and part.line.text == "IF" for part in inner.parts)


@given(
    name=st.text(max_size=20),
    initials=st.text(st.sampled_from("WMIQ@\u4e2d\U0001f600 äß"), max_size=6),
)
def test_initials_fit_into_their_disc(name: str, initials: str, engine: TextEngine, theme: Theme) -> None:
    owner = Owner(id="o", name=name, initials=initials, **PLACE)
    inner = lay_item(engine, theme, owner, 120.0, "")
    disc = theme.space["owner_disc"]
    (word,) = [part for part in inner.parts if isinstance(part, WordAt)]
    assert word.x >= DISC_PAD - 0.01
    assert word.x + word.line.width <= disc - DISC_PAD + 0.01


def test_initials_come_from_the_name_where_none_are_given(engine: TextEngine, theme: Theme) -> None:
    inner = lay_item(engine, theme, Owner(id="o", name="Ines Ferreira", **PLACE), 120.0, "")
    (word,) = [part for part in inner.parts if isinstance(part, WordAt)]
    assert word.line.text == "IF"


@settings(max_examples=40)
@given(votes=st.integers(1, 99999), width=st.floats(60, 200))
def test_nothing_of_a_note_stands_on_its_folded_corner(
    votes: int, width: float, engine: TextEngine, theme: Theme
) -> None:
    inner = lay_item(engine, theme, card("note", text="Text", votes=votes, pieces=9), width, "")
    assert right_end(inner) <= width - FOLD


@pytest.mark.parametrize("kind", ["note", "system"])
def test_thousands_of_cards_in_a_cell_stand_one_below_the_other(
    kind: str, engine: TextEngine, theme: Theme
) -> None:
    one = card(kind, text="Text")
    inner = lay_item(engine, theme, one, 100.0, "")
    slots = [Slot(one, 0, 0, 0.0, 100.0, 0, 0.0, lambda _width: inner) for _each in range(3000)]
    boxes = pack(slots, 3.0)
    assert len(boxes) == 3000
    assert all(one.y + one.height <= other.y for one, other in pairwise(boxes))
