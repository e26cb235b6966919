"""draw.io diagrams: one object a card, with its text and its place, in a table of stages and lanes."""

from collections import Counter
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from journeymapper.analysis.numbering import numbering
from journeymapper.export.drawio import SCALE, write_drawio
from journeymapper.export.fields_text import shown_text
from journeymapper.export.placed import boxes
from journeymapper.model.document import Document
from journeymapper.model.records import Card, EmotionPoint, Line, Link, Measure, Owner
from tests.random_maps import random_map, read_from_right

from .grids import example, grid_of, layouter


def diagram(document: Document) -> ET.Element:
    return ET.fromstring(write_drawio(grid_of(document), layouter().theme).data)


def objects(root: ET.Element, kind: str) -> list[ET.Element]:
    return [one for one in root.iter("object") if one.get("type") == kind]


def place(root: ET.Element, holder: ET.Element) -> tuple[float, float, float, float]:
    """Where an object stands on the page, in pixels: places count from those of their parents."""
    cells = {holder.get("id"): holder.find("mxCell") for holder in root.iter("object")}
    cells |= {cell.get("id"): cell for cell in root.iter("mxCell") if cell.get("id")}
    cell = holder.find("mxCell")
    x = y = 0.0
    width, height = (float(size(cell, name)) for name in ("width", "height"))
    while cell is not None and cell.get("parent") not in (None, "0"):
        x, y = x + float(size(cell, "x")), y + float(size(cell, "y"))
        cell = cells[cell.get("parent")]
    return x, y, width, height


def size(cell: ET.Element | None, name: str) -> str:
    geometry = cell.find("mxGeometry") if cell is not None else None
    return (geometry.get(name) if geometry is not None else None) or "0"


def labelled(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def is_whole(document: Document) -> None:
    """Whether there is one object for each thing in the grid, with its text and its place."""
    root, grid = diagram(document), grid_of(document)
    found = {
        kind: objects(root, kind)
        for kind in ("card", "measure", "owner", "link", "line", "point", "stage", "lane")
    }
    assert {kind: len(holders) for kind, holders in found.items()} == {
        "card": document.count(Card),
        "measure": document.count(Measure),
        "owner": document.count(Owner),
        "link": document.count(Link),
        "line": document.count(Line),
        "point": document.count(EmotionPoint),
        "stage": len(document.stages),
        "lane": len(document.lanes),
    }
    holders = [holder for kind in ("card", "measure", "owner") for holder in found[kind]]
    stand = sorted((holder.get("label"), *place(root, holder)) for holder in holders)
    meant = sorted(
        (labelled(shown_text(box.item)), *(part * SCALE for part in at)) for _index, box, at in boxes(grid)
    )
    assert [one[0] for one in stand] == [one[0] for one in meant]
    # Each length is rounded to a hundredth; equal texts may come in another order where they differ by less.
    assert sums(stand) == pytest.approx(sums(meant), abs=1.0)


def sums(places: list[tuple[Any, ...]]) -> list[float]:
    """Sums of the coordinates of equal texts, each by its own weight."""
    found: dict[str, float] = {}
    for text, *numbers in places:
        found[text] = found.get(text, 0.0) + sum((n + 1) * number for n, number in enumerate(numbers))
    return list(found.values())


def test_every_card_is_an_object_with_its_text_and_place():
    is_whole(example())


@pytest.mark.parametrize("name", ["buying-running-shoes-ar", "service-blueprint", "empty"])
def test_every_card_of_the_templates_is(name):
    is_whole(example(name))


@settings(max_examples=12)
@given(st.integers(0, 10**6), st.booleans())
def test_every_card_of_a_random_map_is(seed, mirrored):
    document = random_map(seed, stages=4, lanes=6, links=6)
    is_whole(read_from_right(document) if mirrored else document)


def test_fields_of_a_card_are_attributes():
    root, document = diagram(example()), example()
    card = next(card for card in document.all(Card) if card.severity)
    holder = next(one for one in objects(root, "card") if one.get("code") == card.code)
    stages = {stage.id: stage.title for stage in document.stages}
    said = (holder.get("kind"), holder.get("text"), holder.get("severity"), holder.get("stage"))
    assert said == (card.kind, card.text, f"{card.severity}", stages[card.stage])


def test_links_lead_from_object_to_object():
    root, document = diagram(example()), example()
    keys = {holder.get("id"): holder.get("code") for holder in objects(root, "card")}
    numbers = numbering(document)
    for shape in root.iter("mxCell"):
        if (shape.get("id") or "").startswith("step"):
            keys[shape.get("id")] = f"step {shape.get('value')}"
    cards = {card.id: card for card in document.all(Card)}
    drawn = Counter(
        (keys[cell.get("source")], keys[cell.get("target")], holder.get("kind"))
        for holder in objects(root, "link")
        if (cell := holder.find("mxCell")) is not None
    )
    # What supports an action leads to the disc of its step, as on the map: no line runs over cards.
    expected = Counter(
        (
            cards[link.source].code,
            f"step {numbers[cards[link.target].step]}"
            if cards[link.source].kind == "backstage_action"
            else cards[link.target].code,
            link.kind,
        )
        for link in document.all(Link)
    )
    assert drawn == expected


def test_the_line_of_visibility_is_drawn():
    line = next(one for one in objects(diagram(example()), "line") if one.get("role") == "visibility")
    assert line.get("label") == "Line of visibility"
    cell = line.find("mxCell")
    assert cell is not None
    assert "dashed=1" in (cell.get("style") or "")


def test_the_cells_of_each_row_stand_side_by_side_from_left_to_right():
    for name in ("buying-running-shoes", "buying-running-shoes-ar"):
        root = diagram(example(name))
        table = next(cell for cell in root.iter("mxCell") if cell.get("id") == "table")
        for row in [cell for cell in root.iter("mxCell") if cell.get("parent") == "table"]:
            cells = [cell for cell in root.iter("mxCell") if cell.get("parent") == row.get("id")]
            edges = [(float(size(cell, "x")), float(size(cell, "width"))) for cell in cells]
            x = 0.0
            for left, width in edges:
                assert left == pytest.approx(x, abs=0.1)
                x = left + width
            assert x == pytest.approx(float(size(table, "width")), abs=0.2)


def test_ids_are_there_once_and_parents_are_there():
    root = diagram(random_map(4, stages=3, lanes=5, links=4))
    ids = [one.get("id") for one in root.iter() if one.tag in ("object", "mxCell") and one.get("id")]
    assert len(ids) == len(set(ids))
    for cell in root.iter("mxCell"):
        assert cell.get("parent", "0") in {"0", *ids}
        assert cell.get("source", "1") in ids


HARD = "a <b>&amp; \"quoted\" 'it' %x% \x00\x1b\u2028 ]]> <script>alert(1)</script>\nnext 🎉"


def test_special_characters_are_escaped():
    card = next(iter(example().all(Card)))
    document = Document(
        replace(one, text=HARD, details=HARD) if one.id == card.id else one for one in example()
    )
    holder = next(one for one in objects(diagram(document), "card") if one.get("code") == card.code)
    clean = HARD.replace("\x00", "").replace("\x1b", "")
    assert holder.get("details") == clean
    label = holder.get("label") or ""
    assert label == labelled(clean)
    assert "<script" not in label


def test_nothing_is_compressed_and_the_same_map_gives_the_same_bytes():
    one = write_drawio(grid_of(example()), layouter().theme).data
    assert one == write_drawio(grid_of(example()), layouter().theme).data
    assert b"<mxGraphModel" in one
