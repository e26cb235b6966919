"""The numbers of steps."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from journeymapper.analysis.columns import positions_of
from journeymapper.analysis.flow import ways_of
from journeymapper.analysis.numbering import may_renumber, numbering
from journeymapper.analysis.path import along_the_path, forward_graph
from journeymapper.model.document import Document
from journeymapper.model.patch import make_patch
from journeymapper.model.records import Card, Lane, Link, Record, Stage, Step
from tests.analysis.maps import Sketch, documents, flows, shuffled


def order(document: Document) -> str:
    numbers = numbering(document)
    return "".join(sorted(numbers, key=numbers.__getitem__))


def test_steps_are_numbered_as_the_grid_has_them_where_nothing_says_otherwise():
    assert order(Sketch(2, 1, 3).document) == "123456"
    assert order(flows(4, "13", "24")) == "1234"


def test_steps_are_numbered_along_the_flow_where_it_leaves_the_order_of_the_grid():
    assert order(flows(4, "13", "32", "24")) == "1324"
    assert order(flows(3, "21", "13")) == "213"


def test_a_flow_that_only_leads_back_renumbers_nothing():
    assert order(flows(4, "31")) == "1234"
    assert order(flows(4, "12", "23", "34", "42")) == "1234"


def test_a_map_without_steps_has_no_numbers():
    assert numbering(Document()) == {}


@given(documents())
def test_the_numbers_are_1_to_n_and_rise_along_every_way_that_is_no_loop(document: Document):
    numbers = numbering(document)
    assert sorted(numbers.values()) == list(range(1, len(document.steps) + 1))
    assert set(numbers) == {step.id for step in document.steps}
    for way in ways_of(document):
        if not way.back:
            assert numbers[way.source] < numbers[way.target]


@given(documents())
def test_every_flow_drawn_onward_between_two_steps_is_respected(document: Document):
    numbers, positions = numbering(document), positions_of(document)
    actions = {card.id: card.step for card in document.all(Card) if card.lane == "actions" and not card.until}
    for link in document.all(Link):
        start, end = actions.get(link.source, ""), actions.get(link.target, "")
        if link.kind == "flow" and start and end and positions[start] < positions[end]:
            assert numbers[start] < numbers[end]


@given(documents(), st.randoms(use_true_random=False))
def test_the_numbers_do_not_depend_on_the_order_of_the_records(document: Document, random):
    places = list(range(len(document)))
    random.shuffle(places)
    assert numbering(shuffled(document, places)) == numbering(document)


@given(documents())
def test_the_short_way_to_the_numbers_gives_what_the_graph_gives(document: Document):
    numbers = numbering(document)
    assert sorted(numbers, key=numbers.__getitem__) == along_the_path(document)


@given(documents())
def test_where_the_path_leaves_the_order_open_the_grid_decides(document: Document):
    order, positions, graph = along_the_path(document), positions_of(document), forward_graph(document)
    for place, step in enumerate(order):
        free = [other for other in order[place:] if not set(graph.predecessors(other)) & set(order[place:])]
        assert step == min(free, key=positions.__getitem__)


def test_a_usual_map_is_numbered_without_networkx(root):
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from journeymapper.analysis.numbering import numbering\n"
        "from journeymapper.files.journey import load\n"
        "document = load(Path('resources/templates/buying-running-shoes.journey')).document\n"
        "assert sorted(numbering(document).values()) == list(range(1, 13))\n"
        "print('networkx' in sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"


@st.composite
def changes(draw: st.DrawFn) -> tuple[Document, str, Record | None]:
    """A map, the id of a record in it, and another version of that record or None."""
    document = draw(documents())
    record = draw(st.sampled_from(sorted(document, key=lambda record: record.id)))
    match record:
        case Card():
            step = draw(st.sampled_from(document.steps))
            return document, record.id, replace(record, text="new", stage=step.stage, step=step.id)
        case Link():
            return document, record.id, draw(st.sampled_from([None, replace(record, kind="loop")]))
        case Lane():
            return document, record.id, replace(record, side=draw(st.sampled_from(["onstage", "offstage"])))
        case Stage() | Step():
            return document, record.id, replace(record, order=draw(st.sampled_from(["Zz", "a0V", "a1V"])))
        case _:
            return document, record.id, record


@given(changes())
def test_a_change_that_alters_the_numbers_is_announced(change):
    document, key, after = change
    before = numbering(document)
    patch = make_patch({key: (document[key], after)})
    document.apply(patch)
    if numbering(document) != before:
        assert may_renumber(patch)


def test_writing_on_a_card_renumbers_nothing():
    document = flows(2)
    card = document["a1"]
    assert not may_renumber(make_patch({"a1": (card, replace(card, text="new"))}))
    assert not may_renumber(make_patch({"new": (None, replace(card, id="new"))}))


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("a2", {"step": "1"}),
        ("actions", {"side": "offstage"}),
        ("1", {"order": "a5"}),
        ("flow-a3-a2", {"kind": "loop"}),
    ],
)
def test_moving_what_the_path_runs_through_may_renumber(key, fields):
    document = flows(3, "13", "32")
    assert order(document) == "132"
    patch = make_patch({key: (document[key], replace(document[key], **fields))})
    assert may_renumber(patch)
    document.apply(patch)
    assert order(document) != "132"
