"""What is selected, on a page of its own."""

from collections.abc import Iterator

import pytest

from journeymapper.drawing.ops import DisplayList, Group, Page
from journeymapper.drawing.selection import MARGIN, selection_page
from journeymapper.files.journey import load
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.records import Card, Persona

LAYOUTER = Layouter(TextEngine(load_fonts()), load_theme())


@pytest.fixture(scope="module")
def example() -> Document:
    return load(template_path(EXAMPLE)).document


def page_of(document: Document, *ids: str) -> Page:
    return selection_page(document, {}, LAYOUTER, frozenset(ids))


def card(document: Document, code: str) -> Card:
    return next(card for card in document.all(Card) if card.code == code)


def owners(ops: DisplayList) -> Iterator[str]:
    for op in ops:
        if isinstance(op, Group):
            if op.owner:
                yield op.owner
            yield from owners(op.ops)


def test_one_card_stands_alone_on_a_page_that_fits_it(example):
    wanted = card(example, "P4")
    page = page_of(example, wanted.id)
    grid = LAYOUTER.grid(example, {})
    box = next(box for row in grid.rows for box in row.boxes if box.item.id == wanted.id)
    assert list(owners(page.ops)) == [wanted.id]
    assert (page.width, page.height) == pytest.approx((box.width + 2 * MARGIN, box.height + 2 * MARGIN))


def test_two_cards_bring_the_link_between_them_and_no_other(example):
    both, one = (
        page_of(example, card(example, "A5").id, card(example, "A6").id),
        page_of(example, card(example, "A5").id),
    )
    assert len(both.ops) == 3
    assert len(one.ops) == 1


def test_a_stage_comes_with_its_head_and_all_that_stands_in_it(example):
    stage = example.stages[1]
    page = page_of(example, stage.id)
    inside = {item.id for item in example.items() if item.stage == stage.id}
    assert inside <= set(owners(page.ops)) <= {item.id for item in example.items()}
    assert set(owners(page.ops)) == inside


def test_a_lane_is_as_wide_as_the_map(example):
    lane = next(lane for lane in example.lanes if lane.role == "emotion")
    page, grid = page_of(example, lane.id), LAYOUTER.grid(example, {})
    assert page.width == pytest.approx(grid.head_width + grid.width + 2 * MARGIN)


def test_what_is_not_drawn_is_refused_in_a_sentence(example):
    persona = next(iter(example.all(Persona)))
    with pytest.raises(JourneyError, match="Nothing that is drawn is selected"):
        page_of(example, persona.id)


def test_a_map_from_right_to_left_is_mirrored_within_its_page():
    arabic = load(template_path("buying-running-shoes-ar")).document
    page = page_of(arabic, *(stage.id for stage in arabic.stages[:2]))
    lefts = [op.x + page.x for op in page.ops if isinstance(op, Group)]
    boxes = [
        inner
        for op in page.ops
        if isinstance(op, Group)
        for inner in op.ops
        if isinstance(inner, Group) and inner.owner
    ]
    assert lefts
    assert boxes
    for box in boxes:
        # A mirrored group reaches to the left of its own origin.
        assert page.x + box.x + box.right <= page.width + MARGIN
        assert page.x + box.x + box.left >= -MARGIN
