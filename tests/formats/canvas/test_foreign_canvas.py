"""Boards of other programs: what is a stage, a lane, a card and a link."""

import json

import pytest

from journeymapper.formats.canvas.reading import looks_like_canvas, read_canvas
from journeymapper.model.checks import document_problems
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, Link

from .boards import cells, edge, group, imported, imported_board, node


def test_groups_beside_each_other_are_stages():
    document = imported(
        group("Look", 0, 0, 300, 400), group("Buy", 320, 0, 300, 400), node("a", 10, 10), node("b", 330, 10)
    ).document
    assert {text: stage for text, (stage, _lane) in cells(document).items()} == {"a": "Look", "b": "Buy"}


def test_groups_below_each_other_are_lanes_whose_role_their_name_tells():
    found = imported(
        group("Actions", 0, 0, 900, 100),
        group("Pain points", 0, 120, 900, 100),
        node("a", 10, 10),
        node("p", 310, 130),
    )
    assert cells(found.document) == {"a": ("Stage 1", "Actions"), "p": ("Stage 2", "Pain points")}
    assert {card.text: card.kind for card in found.document.all(Card)} == {
        "a": "customer_action",
        "p": "pain_point",
    }


def test_texts_above_groups_that_are_lanes_name_the_stages():
    document = imported(
        group("Actions", 0, 100, 900, 100),
        group("Pains", 0, 220, 900, 100),
        node("Look", 0, 0),
        node("Buy", 400, 0),
        node("a", 0, 110),
        node("b", 400, 230),
    ).document
    assert cells(document) == {"a": ("Look", "Actions"), "b": ("Buy", "Pains")}


def test_texts_left_of_groups_that_are_stages_name_the_lanes():
    document = imported(
        group("Look", 300, 0, 300, 400),
        group("Buy", 620, 0, 300, 400),
        node("Actions", 0, 50),
        node("Thoughts", 0, 250),
        node("a", 310, 60),
        node("q", 640, 240),
    ).document
    assert cells(document) == {"a": ("Look", "Actions"), "q": ("Buy", "Thoughts")}


def test_without_groups_columns_and_rows_are_found_and_named_by_the_first():
    document = imported(
        node("Look", 300, 0),
        node("Buy", 600, 0),
        node("Actions", 0, 100),
        node("Pain points", 0, 200),
        node("a", 300, 100),
        node("b", 605, 110),
        node("p", 590, 195),
    ).document
    assert cells(document) == {"a": ("Look", "Actions"), "b": ("Buy", "Actions"), "p": ("Buy", "Pain points")}


def test_texts_that_name_nothing_are_cards():
    longer = "This is a thought that goes on for a while, and then for a while more"
    document = imported(
        node("a", 0, 0, longer), node("b", 300, 0), node("c", 0, 200), node("d", 300, 200)
    ).document
    assert document.count(Card) == 4
    assert [len(document.stages), len(document.lanes)] == [2, 2]


def test_what_stands_in_one_cell_keeps_its_order():
    document = imported(group("One", 0, 0, 400, 400), node("b", 10, 40), node("a", 10, 10)).document
    texts = [item.text for item in document.cell(document.lanes[0].id, document.stages[0].id)]  # type: ignore[union-attr]
    assert texts == ["a", "b"]


def test_a_first_paragraph_is_the_text_and_the_rest_the_details():
    card = next(iter(imported(node("a", 0, 0, "# Plan\n\nfirst\n\nsecond")).document.all(Card)))
    assert (card.text, card.details) == ("Plan", "first\n\nsecond")


def test_edges_are_links_in_the_direction_of_their_arrow():
    found = imported(
        node("a", 0, 0),
        node("b", 0, 90),
        node("c", 0, 180),
        edges=(
            edge("a", "b", label="then"),
            edge("b", "c", fromEnd="arrow", toEnd="none"),
            edge("a", "a"),
            edge("a", "x"),
        ),
    )
    texts = {card.id: card.text for card in found.document.all(Card)}
    links = {(texts[link.source], texts[link.target], link.label) for link in found.document.all(Link)}
    assert links == {("a", "b", "then"), ("c", "b", "")}
    assert [note.path for note in found.report if note.level == "dropped"] == ["edges[2]", "edges[3]"]


@pytest.mark.parametrize("target", ["https://example.org/a", "http://example.org", "mailto:a@example.org"])
def test_the_target_of_a_safe_link_is_kept(target):
    card = next(iter(imported(node("a", 0, 0, type="link", url=target)).document.all(Card)))
    assert (card.kind, card.text, card.extra["canvas"]["url"]) == ("note", target, target)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        " JavaScript:x",
        "file:///etc",
        "data:x",
        "",
        "x\nhttp:y",
        "http:",
        "https://u@h/",
        "mailto:a@b?cc=c",
    ],
)
def test_the_target_of_an_unsafe_link_is_dropped_and_told(target):
    found = imported(node("a", 0, 0, type="link", url=target))
    card = next(iter(found.document.all(Card)))
    assert (card.text, card.details) == ("Link", "")
    assert "url" not in card.extra.get("canvas", {})
    assert [note.path for note in found.report if note.level == "dropped"] == ["nodes[0]"]


def test_a_file_is_a_note_with_its_name_and_its_path():
    card = next(iter(imported(node("a", 0, 0, type="file", file="notes/plan.md")).document.all(Card)))
    assert (card.kind, card.text, card.details) == ("note", "plan.md", "notes/plan.md")


def test_a_file_with_a_scheme_is_dropped_and_told():
    found = imported(node("a", 0, 0, type="file", file="vbscript:x"))
    assert next(iter(found.document.all(Card))).text == "File"
    assert [note.path for note in found.report if note.level == "dropped"] == ["nodes[0]"]


def test_the_sample_of_the_specification_is_read(corpus):
    data = (corpus / "canvas" / "jsoncanvas_sample.canvas").read_bytes()
    assert looks_like_canvas(data)
    document = read_canvas(data, id_source(1)).document
    assert list(document_problems(document)) == []
    assert document.stages[0].title == "JSON Canvas"
    assert {card.text for card in document.all(Card)} == {"logo.svg", "readme.md", "1.0.md", "Learn more:"}
    assert document.count(Link) == 1


def test_a_board_of_groups_alone_is_a_map_of_stages():
    document = imported(group("One", 0, 0, 300, 400), group("Two", 320, 0, 300, 400)).document
    assert [stage.title for stage in document.stages] == ["One", "Two"]
    assert len(document.lanes) == 1


def test_nodes_of_one_id_are_all_there():
    found = imported(node("a", 0, 0, "one"), node("a", 0, 90, "two"), edges=(edge("a", "a"),))
    assert {card.text for card in found.document.all(Card)} == {"one", "two"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not valid JSON"),
        (b"[]", "not an object"),
        (b"{}", "no nodes"),
        (b'{"nodes": {}}', "not a list"),
        (b'{"nodes": [], "edges": 3}', "not a list"),
        (b'{"nodes": [1]}', "no nodes"),
        (json.dumps({"nodes": [{}] * 10_001}).encode(), "more than 10000"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_file_of_which_no_map_can_be_made_ends_in_one_sentence(data, words):
    with pytest.raises(FileProblem) as caught:
        read_canvas(data, id_source(1))
    assert words in str(caught.value)


@pytest.mark.parametrize("value", [None, "x", 1e300, -1e300, True, [], 10**200])
@pytest.mark.parametrize("name", ["x", "y", "width", "height", "type", "text", "id"])
def test_a_field_of_another_type_leaves_a_map(name, value):
    board = {"nodes": [node("a", 0, 0), {**node("b", 0, 90), name: value}], "edges": [edge("a", "b")]}
    assert list(document_problems(imported_board(board).document)) == []


def test_a_journey_is_not_taken_for_a_canvas():
    assert not looks_like_canvas(b'{"stages": [], "nodes": []}')
