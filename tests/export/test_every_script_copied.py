"""What is copied from a PDF, in every script and with every reader, is what was written."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from journeymapper.drawing.ops import Page
from journeymapper.drawing.shapes import line_ops
from journeymapper.export.pdf import write_pdf
from journeymapper.export.svg import write_svg
from journeymapper.layout.shaped import Style
from tests.every_script import SAMPLES, labels, naughty
from tests.export.samples import ENGINE, FONTS, INK, needs_poppler

BODY = Style(10.0)
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u061c\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"))
_UNSEEN |= dict.fromkeys(range(0x2066, 0x206A))

Reader = Callable[[bytes, Path], list[str]]


def one_line_a_page(texts: Sequence[str]) -> bytes:
    """A PDF with a page for each text, so that no reader has to find out where a line ends."""
    pages = []
    for text in texts:
        line = ENGINE.line(text, BODY)
        pages.append(Page(line.width + 60, 40, tuple(line_ops(line, 20, 25, INK))))
    return write_pdf(pages, title="Labels", media={}, fonts=FONTS)


def by_poppler(pdf: bytes, folder: Path, *options: str) -> list[str]:
    path = folder / "labels.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, path, "-"], check=True, capture_output=True)
    return done.stdout.decode().split("\f")[:-1]


def by_poppler_raw(pdf: bytes, folder: Path) -> list[str]:
    return by_poppler(pdf, folder, "-raw")


def by_pdfium(pdf: bytes, folder: Path) -> list[str]:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(pdf)
    found = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        found.append(str(text.get_text_range()))
        text.close()
        page.close()
    document.close()
    return found


def by_pypdf(pdf: bytes, folder: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


READERS = {"poppler": by_poppler, "poppler raw": by_poppler_raw, "pdfium": by_pdfium, "pypdf": by_pypdf}
reader = pytest.mark.parametrize("read", READERS.values(), ids=READERS)


def said(text: str) -> str:
    """A text without what has no place of its own: white space and marks of direction."""
    return unicodedata.normalize("NFC", "".join(text.translate(_UNSEEN).split()))


def runs_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def runs_both_ways(text: str) -> bool:
    return runs_left(text) and re.search(r"[A-Za-z0-9]", text) is not None


def differing(texts: Sequence[str], found: Sequence[str]) -> list[tuple[str, str]]:
    assert len(texts) == len(found)
    return [pair for pair in zip(texts, found, strict=True) if said(pair[0]) != said(pair[1])]


def of_corpus(corpus: Path, wanted: Callable[[str], bool]) -> list[str]:
    return sorted({text for _script, text in labels(corpus) if said(text) and wanted(text)})


@needs_poppler
@reader
@pytest.mark.parametrize("script", [script for script in SAMPLES if script != "mixed"])
def test_a_line_of_every_script_is_copied_whole(script: str, read: Reader, tmp_path: Path) -> None:
    text = SAMPLES[script]
    assert differing([text], read(one_line_a_page([text]), tmp_path)) == []


@needs_poppler
@reader
def test_every_label_that_runs_right_is_copied_whole(read: Reader, corpus: Path, tmp_path: Path) -> None:
    texts = of_corpus(corpus, lambda text: not runs_left(text))
    assert len(texts) > 500
    assert differing(texts, read(one_line_a_page(texts), tmp_path)) == []


@needs_poppler
def test_a_mark_at_the_end_of_a_word_is_the_one_thing_that_poppler_misplaces(tmp_path: Path) -> None:
    """Without its layout it takes a mark at the left end of a word for one that runs right."""
    text = "يدفعُ"
    assert said(by_poppler(one_line_a_page([text]), tmp_path)[0]) == text
    assert sorted(said(by_poppler_raw(one_line_a_page([text]), tmp_path)[0])) == sorted(text)


@needs_poppler
@reader
def test_every_label_that_runs_left_is_copied_whole(read: Reader, corpus: Path, tmp_path: Path) -> None:
    texts = of_corpus(corpus, lambda text: runs_left(text) and not runs_both_ways(text))
    assert len(texts) > 50
    assert differing(texts, read(one_line_a_page(texts), tmp_path)) == []


@needs_poppler
@reader
def test_every_word_of_a_mixed_label_is_found(read: Reader, corpus: Path, tmp_path: Path) -> None:
    """Their order depends on the reader."""
    texts = [*of_corpus(corpus, runs_both_ways), SAMPLES["mixed"]]
    found = read(one_line_a_page(texts), tmp_path)
    lost = []
    for text, got in zip(texts, found, strict=True):
        lost += [word for word in re.findall(r"[^\W_]+", text) if said(word) not in said(got)]
    assert lost == []


def test_strings_that_break_programs_are_written(corpus: Path) -> None:
    texts = naughty(corpus)
    pdf = one_line_a_page(texts)
    assert len(pypdf.PdfReader(BytesIO(pdf)).pages) == len(texts)
    assert pdf == one_line_a_page(texts), "the same bytes again"
    for text in texts:
        line = ENGINE.line(text, BODY)
        page = Page(line.width + 60, 40, tuple(line_ops(line, 20, 25, INK)))
        assert write_svg(page, title=text, media={}, fonts=FONTS)
