"""Drawing links."""

import pytest

from journeymapper.model.records import Card, Link
from tests.interact.desk import Desk


@pytest.fixture
def tool(desk: Desk) -> Desk:
    """The example with the Connect tool."""
    desk.tool = "connect"
    return desk


def the_new_link(desk: Desk, before: set[str]) -> Link:
    (link,) = [link for link in desk.document.all(Link) if link.id not in before]
    return link


def keys(desk: Desk) -> set[str]:
    return {link.id for link in desk.document.all(Link)}


def test_a_drag_from_card_to_card_links_them(tool: Desk):
    before = keys(tool)
    tool.drag(tool.at("P1"), tool.at("O3"))
    link = the_new_link(tool, before)
    assert (link.source, link.target) == (tool.card("P1").id, tool.card("O3").id)


def test_the_whole_target_lights_up(tool: Desk):
    tool.press(tool.at("P1")).to(tool.at("O3", 0.05, 0.95))
    assert tool.preview.lit == tool.card("O3").id
    assert tool.preview.wire is not None
    assert tool.preview.says == "Linking P1 to O3: Flow"


def test_the_kind_of_link_follows_from_where_the_cards_stand(tool: Desk):
    before = keys(tool)
    tool.drag(tool.at("B1"), tool.at("F5"))
    assert the_new_link(tool, before).kind == "supports"


def test_a_link_from_a_card_to_itself_is_not_offered(tool: Desk):
    tool.press(tool.at("P1")).by(30, 0).to(tool.at("P1", 0.3))
    assert tool.preview.lit == ""
    before = keys(tool)
    tool.release()
    assert keys(tool) == before


def test_a_second_link_of_the_same_kind_is_not_offered(tool: Desk):
    tool.drag(tool.at("P1"), tool.at("O3"))
    before = keys(tool)
    tool.press(tool.at("P1")).to(tool.at("O3"))
    assert tool.preview.lit == ""
    tool.release()
    assert keys(tool) == before


def test_dropped_on_an_empty_cell_it_makes_the_card_and_the_link_in_one_step(tool: Desk):
    before = keys(tool)
    tool.drag(tool.at("P1"), tool.cell("frontstage", 1))
    link = the_new_link(tool, before)
    card = tool.document[link.target]
    assert isinstance(card, Card)
    assert (card.kind, card.lane) == ("frontstage_action", tool.lane("frontstage").id)
    tool.store.undo()
    assert keys(tool) == before
    assert card.id not in tool.document


def test_dropped_where_nothing_can_be_linked_it_does_nothing(tool: Desk):
    before = tool.store.revision
    tool.drag(tool.at("P1"), tool.cell("visibility", 4))
    tool.drag(tool.at("P1"), tool.stage_head("Decision"))
    assert tool.store.revision == before


def test_esc_gives_the_link_up(tool: Desk):
    before = tool.store.revision
    tool.press(tool.at("P1")).to(tool.at("O3")).cancel().release()
    assert tool.store.revision == before


def test_with_the_tool_a_click_on_a_card_selects_it(tool: Desk):
    tool.click(tool.at("P1"))
    assert tool.selected() == {"P1"}
