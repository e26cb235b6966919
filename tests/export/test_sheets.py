"""Workbooks: the styled sheet is read again as the same map, and says nothing that would be calculated."""

import io
import re
import zipfile

import pytest
from hypothesis import given, settings

from journeymapper.export.sheets import write_sheets
from journeymapper.files.codec import decode
from journeymapper.formats.tables import tables_of
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.records import Card, JourneyMap, Lane, Line, Stage, Step
from tests.formats.tables.maps import held, maps
from tests.formats.tables.samples import imported, lanes_of
from tests.random_maps import random_map


@pytest.fixture(scope="module")
def shoes(root):
    return decode((root / "resources" / "templates" / "buying-running-shoes.journey").read_bytes()).document


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@settings(max_examples=40)
@given(maps(sheet=True))
def test_a_sheet_holds_what_it_can_hold(document):
    found = imported("xlsx", write_sheets(document).data).document
    assert list(document_problems(found)) == []
    assert held(found) == held(document)


@pytest.mark.parametrize("seed", range(4))
def test_any_map_can_be_written_and_read_again(seed):
    document = random_map(seed, stages=3, lanes=9, links=5)
    written = write_sheets(document)
    found = imported("xlsx", written.data).document
    assert list(document_problems(found)) == []
    assert [lane.role for lane in found.lanes if lane.role != "emotion"] == [
        lane.role for lane in document.lanes if lane.role != "emotion"
    ]
    assert len(written.losses) < 20


def test_the_same_map_gives_the_same_bytes(shoes):
    assert write_sheets(shoes).data == write_sheets(shoes).data


def test_the_sheet_looks_like_the_map(shoes):
    found = imported("xlsx", write_sheets(shoes).data).document
    assert lanes_of(found) == lanes_of(shoes)
    assert [row.role for row in found.rows if isinstance(row, Line)] == [
        row.role for row in shoes.rows if isinstance(row, Line)
    ]
    assert (found.map.title, found.personas[0].name) == (shoes.map.title, shoes.personas[0].name)
    wide = next(card for card in found.all(Card) if card.text == "Running app")
    assert wide.step == ""


def test_stages_have_their_colours_and_the_line_of_visibility_is_thick_and_dashed(shoes):
    from journeymapper.layout.theme import load_theme

    styles = parts(write_sheets(shoes).data)["xl/styles.xml"]
    for number in range(len(shoes.stages)):
        assert f'rgb="FF{load_theme().stage(number).fill.removeprefix("#")}"' in styles
    assert '<top style="mediumDashed">' in styles


def test_flat_sheets_hold_cards_opportunities_and_findings(shoes):
    sheets = {table.title: table.rows for table in tables_of("xlsx", write_sheets(shoes).data)}
    cards, opportunities = sheets["Cards"], sheets["Opportunities"]
    assert len(cards) == shoes.count(Card) + 1
    assert {row[0] for row in cards[1:]} == {card.code for card in shoes.all(Card)}
    worth = [int(row[5]) for row in opportunities[1:]]
    assert worth == sorted(worth, reverse=True)


def test_findings_name_their_cards():
    records = [
        *(JourneyMap(id="m", title="M"), Lane(id="l", title="Pain points", role="pains", order="a0")),
        *(Stage(id="s", title="S", order="a0"), Step(id="t", stage="s", order="a0")),
        Card(id="c", kind="pain_point", code="P1", lane="l", stage="s", order="a0", text="", severity=4),
    ]
    sheets = {table.title: table.rows for table in tables_of("xlsx", write_sheets(Document(records)).data)}
    assert any("P1" in row[2] for row in sheets["Findings"][1:])


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@x", "'=x"])
def test_no_text_is_calculated(text):
    records = [
        *(JourneyMap(id="m", title=text), Lane(id="l", title="Notes", role="text", order="a0")),
        *(Stage(id="s", title="S", order="a0"), Step(id="t", stage="s", order="a0")),
        Card(id="c", kind="note", code="N1", lane="l", stage="s", step="t", order="a0", text=text),
    ]
    data = write_sheets(Document(records)).data
    found = parts(data)
    assert not re.search("<f[ >]", "".join(text for name, text in found.items() if "worksheets" in name))
    assert 'quotePrefix="1"' in found["xl/styles.xml"]
    assert [card.text for card in imported("xlsx", data).document.all(Card)] == [text]


def test_what_is_too_long_for_a_cell_is_cut_and_told():
    records = [
        *(JourneyMap(id="m", title="M"), Lane(id="l", title="Notes", role="text", order="a0")),
        *(Stage(id="s", title="S", order="a0"), Step(id="t", stage="s", order="a0")),
        Card(id="c", kind="note", code="N1", lane="l", stage="s", step="t", order="a0", text="x" * 40_000),
    ]
    written = write_sheets(Document(records))
    assert any("more than 32767 characters" in note.text for note in written.losses)
    assert max(len(card.text) for card in imported("xlsx", written.data).document.all(Card)) == 32_767


def test_a_card_with_a_semicolon_stands_in_the_sheet_as_it_is_and_stays_one_card():
    records = [
        JourneyMap(id="m", title="M"),
        Stage(id="s", title="S", order="a0"),
        Step(id="t", stage="s", order="a0"),
        Lane(id="l", title="Actions", role="actions", order="a0"),
        Card(id="c", kind="customer_action", text="Waits; asks", lane="l", stage="s", step="t", order="a0"),
    ]
    data = write_sheets(Document(records)).data
    (sheet,) = [table for table in tables_of("xlsx", data) if table.title == "M"]
    assert "Waits; asks" in [cell for row in sheet.rows for cell in row]
    found = imported("xlsx", data).document
    assert [card.text for card in found.all(Card)] == ["Waits; asks"]
