"""`export`: pages as files."""

import os
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from journeymapper.cli import main
from journeymapper.edit.store import Store
from journeymapper.files.journey import load, save
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card
from tests.cli.running import EXAMPLE, is_one_sentence

MM = 72 / 25.4


@pytest.mark.parametrize(
    ("paper", "size"),
    [("A4", (297, 210)), ("a3", (420, 297)), ("letter", (279.4, 215.9)), ("Tabloid", (431.8, 279.4))],
)
def test_a_pdf_has_the_size_of_the_paper(paper, size, tmp_path):
    out = tmp_path / "page.pdf"
    assert main(["export", str(EXAMPLE), "-o", str(out), "--paper", paper]) == 0
    (page,) = PdfReader(out).pages
    found = sorted((float(page.mediabox.width) / MM, float(page.mediabox.height) / MM), reverse=True)
    assert found == pytest.approx(size, abs=0.1)


def test_without_a_paper_it_is_a3(tmp_path):
    out = tmp_path / "page.PDF"
    assert main(["export", str(EXAMPLE), "-o", str(out)]) == 0
    assert float(PdfReader(out).pages[0].mediabox.width) / MM == pytest.approx(420, abs=0.1)


def test_a_page_as_large_as_the_map_shows_it_whole(tmp_path):
    out = tmp_path / "page.pdf"
    assert main(["export", str(EXAMPLE), "-o", str(out), "--paper", "map"]) == 0
    assert "fitted to the map" in " ".join(PdfReader(out).pages[0].extract_text().split())


def test_every_cards_text_is_in_the_pdf_and_in_the_svg(tmp_path):
    texts = [card.text for card in load(EXAMPLE).document.all(Card)]
    pdf, svg = tmp_path / "page.pdf", tmp_path / "page.svg"
    assert main(["export", str(EXAMPLE), "-o", str(pdf)]) == 0
    assert main(["export", str(EXAMPLE), "-o", str(svg)]) == 0
    printed = "".join(PdfReader(pdf).pages[0].extract_text().split())
    drawn = "".join("".join(ET.parse(svg).getroot().itertext()).split())
    for text in texts:
        assert "".join(text.split()) in printed
        assert "".join(text.split()) in drawn


def test_the_same_map_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        for suffix in ("pdf", "svg"):
            assert main(["export", str(EXAMPLE), "-o", str(tmp_path / f"{name}.{suffix}")]) == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


EXAMPLE_LOSSES = [
    "journeymapper: left out: personas: demographics, psychographics, pains",
    "journeymapper: left out: sources of evidence: 3",
]


def test_what_the_page_does_not_show_is_said_and_that_its_text_is_small(tmp_path, capsys):
    document = load(EXAMPLE).document
    store = Store(document, new_id=id_source(1))
    pain = next(card for card in document.all(Card) if card.code == "P4")
    with store.edit("Write at length") as tx:
        tx.change(pain.id, text="a long story " * 200)
    source, out = tmp_path / "long.journey", tmp_path / "page.pdf"
    save(document, source)
    assert main(["export", str(source), "-o", str(out), "--paper", "A4"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    continues, small, *lost = printed.err.splitlines()
    assert continues.startswith("journeymapper: The text of these cards")
    assert "P4" in continues
    assert "too small to read" in small
    assert lost == EXAMPLE_LOSSES
    assert out.is_file()


def test_what_the_page_leaves_out_of_the_persona_and_the_sources_is_said(tmp_path, capsys):
    assert main(["export", str(EXAMPLE), "-o", str(tmp_path / "page.pdf")]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == EXAMPLE_LOSSES


def test_the_map_is_never_written_over(tmp_path, capsys):
    source = tmp_path / "map.pdf"
    source.write_bytes(EXAMPLE.read_bytes())
    link = tmp_path / "same.pdf"
    os.link(source, link)
    (tmp_path / "pointer.pdf").symlink_to(source)
    for output in ("map.pdf", "./map.pdf", "same.pdf", "pointer.pdf"):
        assert main(["export", str(source), "-o", f"{tmp_path}/{output}"]) == 2
        assert is_one_sentence(capsys.readouterr().err)
    assert source.read_bytes() == EXAMPLE.read_bytes()


def test_a_page_that_was_there_is_kept_where_the_map_cannot_be_read(tmp_path, capsys):
    broken, page = tmp_path / "broken.journey", tmp_path / "page.pdf"
    broken.write_bytes(EXAMPLE.read_bytes()[:5000])
    page.write_bytes(b"old")
    assert main(["export", str(broken), "-o", str(page)]) == 2
    assert page.read_bytes() == b"old"
    assert is_one_sentence(capsys.readouterr().err)


@pytest.mark.parametrize("name", ["other.journey", "map.pdf"])
def test_an_export_never_takes_the_place_of_a_map(name, tmp_path, capsys):
    other = tmp_path / name
    other.write_bytes(EXAMPLE.read_bytes())
    assert main(["export", str(EXAMPLE), "-o", str(other), "--to", "pdf"]) == 2
    assert "is a map" in capsys.readouterr().err or name.endswith(".journey")
    assert other.read_bytes() == EXAMPLE.read_bytes()


def test_an_export_is_written_anew(tmp_path):
    out = tmp_path / "map.svg"
    assert [main(["export", str(EXAMPLE), "-o", str(out)]) for _time in range(2)] == [0, 0]


@pytest.mark.parametrize(("direction", "backwards"), [("rtl", True), ("ltr", False)])
def test_text_without_letters_runs_as_its_map_does(direction, backwards, tmp_path):
    store = Store(load(EXAMPLE).document, new_id=id_source(7))
    with store.edit("Turn round") as tx:
        tx.change(store.document.map.id, direction=direction)
        tx.change(next(iter(store.document.all(Card))).id, text="1 – 3")
    save(store.document, tmp_path / "map.journey")
    out = tmp_path / "map.svg"
    assert main(["export", str(tmp_path / "map.journey"), "-o", str(out)]) == 0
    dashes = [
        node for node in ET.parse(out).iter() if node.get("direction") and "".join(node.itertext()) == " – "
    ]
    assert bool(dashes) is backwards
