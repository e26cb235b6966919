"""Maps written as canvases and read again: nothing is lost, and what was changed elsewhere is taken over."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.records import Asset, Card, Link, Persona, Record
from tests.files.maps import documents, every_type
from tests.random_maps import random_map, read_from_right

from .boards import board_of, canvas_of, edge, imported_board, node

MAP = random_map(3, stages=3, lanes=5, fill=0.9, links=4)
CARD = next(card for card in MAP.all(Card) if card.text and not card.until)


def without_pictures(document: Document) -> dict[str, Record]:
    """The records that a canvas can hold."""
    kept = (
        replace(one, portrait="") if isinstance(one, Persona) else one
        for one in document
        if not isinstance(one, Asset)
    )
    return {one.id: one for one in kept}


def again(document: Document) -> Document:
    return imported_board(board_of(document)).document


def node_of(board: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in board["nodes"] if one["id"] == key)


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 5), st.integers(1, 8), st.booleans())
def test_a_random_map_comes_back_whole(seed, stages, lanes, mirrored):
    document = random_map(seed, stages=stages, lanes=lanes, links=4)
    document = read_from_right(document) if mirrored else document
    assert again(document).snapshot() == document.snapshot()


@settings(max_examples=25)
@given(documents(most_cards=4))
def test_any_map_at_all_comes_back_but_for_its_pictures(document):
    assert again(document).snapshot() == without_pictures(document)


def test_a_map_with_every_type_comes_back_and_the_lost_picture_is_told():
    assert again(every_type()).snapshot() == without_pictures(every_type())
    from journeymapper.export.canvas import write_canvas

    from .boards import layouter

    losses = write_canvas(layouter().grid(every_type(), {}), layouter().theme).losses
    assert [note.text for note in losses] == ["pictures: 1"]


def test_a_link_whose_id_has_blanks_comes_back():
    link = next(iter(MAP.all(Link)))
    odd = replace(link, id="two words here")
    document = Document([*(one for one in MAP if one.id != link.id), odd])
    assert again(document).find(Link, odd.id) == odd


def test_nothing_is_told_of_a_map_that_comes_back_whole():
    assert imported_board(board_of(MAP)).report == ()


def test_the_same_map_gives_the_same_bytes():
    assert canvas_of(MAP) == canvas_of(MAP)


def test_nodes_and_edges_are_what_the_specification_has():
    board = board_of(MAP)
    keys = [one["id"] for one in (*board["nodes"], *board["edges"])]
    assert len(keys) == len(set(keys))
    for one in board["nodes"]:
        assert one["type"] in ("text", "group")
        assert all(isinstance(one[name], int) for name in ("x", "y", "width", "height"))
        assert isinstance(one["text" if one["type"] == "text" else "label"], str)
    assert {one["fromNode"] for one in board["edges"]} <= {one["id"] for one in board["nodes"]}
    assert len(board["edges"]) == MAP.count(Link)


def test_cards_stand_within_their_stage_and_beside_their_lane():
    board = board_of(MAP)
    for card in MAP.all(Card):
        at, stage, lane = (node_of(board, key) for key in (card.id, card.stage, card.lane))
        assert stage["x"] <= at["x"] <= stage["x"] + stage["width"]
        assert lane["y"] - 1 <= at["y"] <= lane["y"] + lane["height"]


def test_a_text_written_elsewhere_is_taken_over():
    board = board_of(MAP)
    node_of(board, CARD.id)["text"] = "New words\n\nand more\n\nof them"
    found = imported_board(board).document.find(Card, CARD.id)
    assert found == replace(CARD, text="New words", details="and more\n\nof them")


def test_a_title_written_elsewhere_is_taken_over():
    board = board_of(MAP)
    node_of(board, MAP.stages[0].id)["label"] = "Renamed"
    node_of(board, MAP.lanes[0].id)["text"] = "Renamed too"
    document = imported_board(board).document
    assert (document.stages[0].title, document.lanes[0].title) == ("Renamed", "Renamed too")


def test_a_card_moved_elsewhere_stands_in_its_new_cell():
    board = board_of(MAP)
    stage, lane = MAP.stages[-1], MAP.lanes[-1]
    at = node_of(board, CARD.id)
    at["x"] = node_of(board, stage.id)["x"] + 30
    at["y"] = node_of(board, lane.id)["y"] + 5
    at["height"] = 20
    found = imported_board(board).document.find(Card, CARD.id)
    assert found is not None
    assert (found.stage, found.lane, found.text) == (stage.id, lane.id, CARD.text)


def test_a_card_removed_elsewhere_is_gone_with_its_links():
    board = board_of(MAP)
    link = next(iter(MAP.all(Link)))
    board["nodes"].remove(node_of(board, link.source))
    document = imported_board(board).document
    assert link.source not in document
    assert link.id not in document
    assert list(document_problems(document)) == []


def test_a_stage_removed_elsewhere_leaves_its_cards_in_the_nearest():
    board = board_of(MAP)
    gone = MAP.stages[0].id
    board["nodes"].remove(node_of(board, gone))
    document = imported_board(board).document
    assert gone not in document
    assert document.count(Card) == MAP.count(Card)
    assert list(document_problems(document)) == []


def test_a_node_and_an_edge_added_elsewhere_are_a_card_and_a_link():
    board = board_of(MAP)
    place = node_of(board, CARD.id)
    board["nodes"].append(node("new", place["x"], place["y"], "Added"))
    board["edges"].append(edge("new", CARD.id, label="why"))
    document = imported_board(board).document
    added = next(card for card in document.all(Card) if card.text == "Added")
    assert (added.stage, added.lane) == (CARD.stage, CARD.lane)
    link = next(one for one in document.all(Link) if one.source == added.id)
    assert (link.target, link.label) == (CARD.id, "why")


def test_a_canvas_whose_own_fields_were_taken_out_is_read_as_any_other():
    board = board_of(MAP)
    board.pop("journeymapper")
    found = imported_board(board)
    assert list(document_problems(found.document)) == []
    assert len(found.document.stages) == len(MAP.stages)
    assert found.document.lanes[0].title == MAP.lanes[0].title.split("\n")[0]


def test_damaged_records_are_left_out_and_told():
    board = board_of(MAP)
    node_of(board, CARD.id)["journeymapper"]["record"]["severity"] = 99
    found = imported_board(board)
    assert list(document_problems(found.document)) == []
    assert "dropped" in {note.level for note in found.report}


def test_a_file_that_a_board_showed_is_shown_as_a_file_again():
    from .boards import imported

    first = imported(
        node("a", 0, 0, type="file", file="notes/plan.md"), node("b", 0, 90, type="link", url="https://a.b")
    )
    kinds = {one["type"]: one for one in board_of(first.document)["nodes"]}
    assert (kinds["file"]["file"], kinds["link"]["url"]) == ("notes/plan.md", "https://a.b")
