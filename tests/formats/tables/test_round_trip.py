"""What a table can hold is the same after a table: in CSV, TSV and Markdown, with the stages across and down."""

import pytest
from hypothesis import given

from journeymapper.files.codec import decode
from journeymapper.formats.tables.markdown import marked, plain
from journeymapper.formats.tables.writing import clipboard_text, write_csv, write_markdown, write_tsv
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.records import Card, JourneyMap, Lane, Stage, Step

from .maps import held, maps, texts
from .samples import imported, stages_of


def same(key: str, data: bytes, document: Document, *, head: bool) -> bool:
    """Whether a source holds all of a map that it can hold."""
    found = imported(key, data).document
    assert list(document_problems(found)) == []
    assert held(found, head=head) == held(document, head=head)
    return True


@given(maps())
def test_csv_holds_what_a_table_can_hold(document):
    assert same("csv", write_csv(document).data, document, head=False)


@given(maps())
def test_tsv_and_the_clipboard_hold_what_a_table_can_hold(document):
    assert same("tsv", write_tsv(document).data, document, head=False)
    assert same("tsv", clipboard_text(document).encode(), document, head=False)


@given(maps())
def test_markdown_holds_what_a_table_can_hold_and_the_head(document):
    assert same("markdown", write_markdown(document).data, document, head=True)


@given(maps())
def test_stages_can_run_down(document):
    assert same("csv", write_csv(document, across=False).data, document, head=False)
    assert same("markdown", write_markdown(document, across=False).data, document, head=True)


@given(texts)
def test_a_text_is_the_same_after_markdown(text):
    assert plain(marked(text)).strip() == text


@given(maps())
def test_the_same_map_gives_the_same_bytes(document):
    assert write_markdown(document) == write_markdown(document)
    assert write_csv(document) == write_csv(document)


def test_what_a_table_cannot_hold_is_told_in_sums(root):
    document = decode(
        (root / "resources" / "templates" / "buying-running-shoes.journey").read_bytes()
    ).document
    told = [note.text for note in write_csv(document).losses]
    assert "links: 28" in told
    assert any(text.startswith("cards: code (") and "details (4)" in text for text in told)
    assert len(told) < 15
    assert not any("map: title" in note.text for note in write_markdown(document).losses)


def test_stages_of_one_name_are_told():
    records = [JourneyMap(id="m", title="M"), Lane(id="l", title="Actions", role="actions", order="a0")]
    for key in ("a", "b"):
        records += [Stage(id=key, title="Wait", order=f"{key}0"[:2] if key == "a" else "a1")]
        records += [Step(id=f"{key}s", stage=key, order="a0")]
    written = write_csv(Document(records))
    assert [note.level for note in written.losses if "Wait" in note.text] == ["changed"]
    assert stages_of(imported("csv", written.data).document) == ["Wait"]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@x", "'=x"])
def test_no_cell_that_a_spreadsheet_would_calculate_is_written(text):
    records = [
        *(JourneyMap(id="m", title="M"), Lane(id="l", title=text, order="a0")),
        *(Stage(id="s", title=text, order="a0"), Step(id="t", stage="s", order="a0")),
    ]
    written = write_csv(Document(records)).data.decode("utf-8-sig")
    assert not [cell for line in written.split() for cell in line.split(",") if cell[:1] in tuple("=+-@")]
    assert stages_of(imported("csv", written.encode()).document) == [text]


def test_cards_that_only_moved_are_told_as_changed():
    records = [JourneyMap(id="m", title="M"), Lane(id="l", title="Actions", role="actions", order="a0")]
    records += [Stage(id="s", title="Wait", order="a0")]
    records += [Step(id=f"t{n}", stage="s", order=f"a{n}") for n in (0, 1)]
    records += [Card(id="c", kind="customer_action", text="Sits", lane="l", stage="s", order="a0")]
    told = [(note.level, note.text) for note in write_csv(Document(records)).losses]
    assert ("changed", "cards across a whole stage, now in its first step: 1") in told
