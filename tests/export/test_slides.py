"""Slides: shapes that can be edited, readable where maps are wide, the same bytes twice."""

import importlib.util
import io
import zipfile
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.export.slides.parts import WIDEST, divided
from journeymapper.export.slides.writing import write_slides
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.records import Card
from tests.files.maps import every_type
from tests.random_maps import random_map, read_from_right

from .grids import example, grid_of, layouter

pptx = pytest.importorskip("pptx")


def slides_of(document: Document) -> Any:
    return pptx.Presentation(io.BytesIO(data_of(document)))


def data_of(document: Document) -> bytes:
    return write_slides(grid_of(document), layouter()).data


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]


def said(text: str) -> str:
    return " ".join(text.split())


def test_every_card_is_a_shape_with_its_text():
    slides = slides_of(example()).slides
    assert len(slides) == 1
    there = " ¦ ".join(said(text) for text in texts(slides[0]))
    for card in example().all(Card):
        assert said(card.text) in there


def test_stages_are_chevrons_and_the_curve_is_one_shape():
    from pptx.enum.shapes import MSO_SHAPE, MSO_SHAPE_TYPE

    shapes = list(slides_of(example()).slides[0].shapes)
    kinds = Counter(
        shape.auto_shape_type for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE
    )
    assert kinds[MSO_SHAPE.PENTAGON] + kinds[MSO_SHAPE.CHEVRON] == len(example().stages)
    assert kinds[MSO_SHAPE.SMILEY_FACE] == 12
    curves = [
        shape for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM and shape.name == "Emotion"
    ]
    assert len(curves) == 1


def test_nothing_is_a_picture():
    with zipfile.ZipFile(io.BytesIO(data_of(example()))) as archive:
        assert not [name for name in archive.namelist() if name.startswith("ppt/media")]


def test_the_slide_has_the_proportions_of_the_map():
    presentation, grid = slides_of(example()), grid_of(example())
    shape = presentation.slide_width / presentation.slide_height
    assert shape == pytest.approx((grid.head_width + grid.width) / grid.height, rel=0.35)


def test_everything_stands_on_the_slide():
    for document in (
        example(),
        example("buying-running-shoes-ar"),
        random_map(1, stages=9, lanes=8, links=9),
    ):
        presentation = slides_of(document)
        for slide in presentation.slides:
            for shape in slide.shapes:
                assert shape.left >= -1, shape.name
                assert shape.left + shape.width <= presentation.slide_width + 1, shape.name
                assert -1 <= shape.top <= presentation.slide_height, shape.name


def test_details_are_in_the_notes():
    document = example()
    notes = slides_of(document).slides[0].notes_slide.notes_text_frame.text
    card = next(card for card in document.all(Card) if card.details)
    assert card.details in notes
    assert document.map.scenario in notes


def test_a_wide_map_has_several_slides_with_all_its_cards():
    document = random_map(2, stages=12, lanes=6, links=10)
    parts = divided(grid_of(document))
    assert len(parts) > 1
    assert [part.first for part in parts[1:]] == [part.last + 1 for part in parts[:-1]]
    presentation = slides_of(document)
    assert len(presentation.slides) == len(parts)
    there = " ¦ ".join(said(text) for slide in presentation.slides for text in texts(slide))
    for card in document.all(Card):
        assert said(card.text) in there


def test_links_from_slide_to_slide_are_told_once():
    document = random_map(2, stages=12, lanes=6, links=30)
    told = [
        note.text
        for note in write_slides(grid_of(document), layouter()).losses
        if "another slide" in note.text
    ]
    assert len(told) == 1
    assert 0 < int(told[0].rpartition(" ")[2]) < 30


def test_a_slide_is_no_wider_than_can_be_read_unless_a_stage_is():
    grid = grid_of(random_map(2, stages=12, lanes=3))
    for part in divided(grid):
        assert part.width + grid.head_width <= WIDEST or part.first == part.last


def test_the_same_map_gives_the_same_bytes_at_any_time(monkeypatch):
    import time

    first = data_of(example())
    later = time.time() + 10**6
    monkeypatch.setattr(time, "time", lambda: later)
    assert data_of(example()) == first


@settings(max_examples=8)
@given(st.integers(0, 10**6), st.booleans())
def test_any_map_makes_slides(seed, mirrored):
    document = random_map(seed, stages=3, lanes=6, links=5)
    assert slides_of(read_from_right(document) if mirrored else document).slides


def test_what_is_not_shown_is_told():
    losses = {note.text.partition(":")[0] for note in write_slides(grid_of(every_type()), layouter()).losses}
    assert losses >= {"pictures", "personas", "links"}


def test_control_characters_do_not_break_the_file():
    from msgspec.structs import replace

    card = next(iter(example().all(Card)))
    bad = replace(card, text="a\x00b\x0b\x1bc\ufffe\nd", details="x\x00\x0cy")
    document = Document(bad if one.id == card.id else one for one in example())
    assert any("abc\x0bd" in text for text in texts(slides_of(document).slides[0]))


def test_without_the_library_a_sentence_says_what_to_do(monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "journeymapper.export.slides.writing.find_spec", lambda name: None if name == "pptx" else find(name)
    )
    with pytest.raises(JourneyError, match=r"journeymapper\[slides\]"):
        write_slides(grid_of(example()), layouter())


def test_every_shape_of_a_slide_has_an_id_of_its_own():
    for slide in slides_of(random_map(1, stages=9, lanes=8, links=20)).slides:
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))
