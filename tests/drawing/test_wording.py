"""What the program itself writes on a map is in the map's language, all of it, and fits where it stands."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import msgspec
import pytest

from journeymapper.drawing import months
from journeymapper.drawing.masthead import masthead
from journeymapper.drawing.ops import Rect
from journeymapper.drawing.page import overview
from journeymapper.drawing.screen import MapDrawing
from journeymapper.files.journey import load
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.layout.columns import REFERENCE_WIDTH
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.layout.heads import TEXT_LEFT, head_width
from journeymapper.layout.languages import within
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, load_theme
from journeymapper.layout.wording import SCRIPTS, spoken_language, wording
from journeymapper.model import tables
from journeymapper.model.direction import written_right_to_left
from journeymapper.model.document import Document
from journeymapper.model.fingerprint import fingerprint
from journeymapper.model.records import JourneyMap, Line
from journeymapper.model.resources import resource
from tests.drawing.places import texts_of

PACKAGE = Path(__file__).resolve().parents[2] / "journeymapper"
FONTS, THEME = load_fonts(), load_theme()
MM = POINTS_PER_MM
TITLES = {
    name: [entry.title for entry in getattr(tables, name).values()]
    for name in ("KINDS", "LINES", "LINK_KINDS", "MODES", "STATES", "STATUSES")
}
TABLES = {**TITLES, "MONTHS": list(months.MONTHS)}
"""The tables whose titles are said on maps."""

PASSED_ON = {"title"}
"""What the legend's function for titles of tables is given."""


@cache
def words(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(resource("words", f"map-{language}.json").read_text("utf-8"))
    return found


def said() -> Iterator[ast.expr]:
    """The argument of every `say` in layout and drawing."""
    for path in sorted([*(PACKAGE / "layout").glob("*.py"), *(PACKAGE / "drawing").glob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                if called == "say" or (isinstance(node.func, ast.Name) and node.func.id == "say"):
                    yield node.args[0]


def messages() -> set[str]:
    found = {title for titles in TABLES.values() for title in titles}
    return found | {str(node.value) for node in said() if isinstance(node, ast.Constant)}


def fields(message: str) -> set[tuple[str, str]]:
    return {(name, how or "") for _text, name, how, _kind in Formatter().parse(message) if name}


def in_language(language: str, *, name: str = EXAMPLE) -> Document:
    document = load(template_path(name)).document
    about = msgspec.structs.replace(document.map, language=language)
    return Document([about, *(record for record in document if record.id != about.id)], document.media)


def drawn(document: Document) -> str:
    """All that the page of a map and the corner of its window say."""
    layouter = Layouter(TextEngine(FONTS, document.map.language), THEME)
    page = overview(document, {}, layouter, "A3")
    corner = MapDrawing(THEME, layouter.engine).stage_corner_ops(layouter.grid(document, {}))
    runs = [text.run.text for text, _x, _y in texts_of((*page.ops, *corner))]
    return " ".join(" ".join(runs).split())


def test_what_is_said_is_a_message_or_the_title_of_a_table() -> None:
    for node in said():
        names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        assert isinstance(node, ast.Constant) or names & (set(TABLES) | PASSED_ON), ast.unparse(node)


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_language_has_every_word_and_none_besides(language: str) -> None:
    assert set(words(language)) == messages()


@pytest.mark.parametrize("language", SCRIPTS)
def test_what_is_filled_in_is_the_same_in_every_language(language: str) -> None:
    for message, word in words(language).items():
        assert word.strip() == word != ""
        wanted, there = fields(message), fields(word)
        assert there == wanted, message
        assert FONTS.lacking(word) == frozenset()


def test_every_file_of_words_is_of_a_language() -> None:
    there = {path.name for path in resource("words").glob("map-*")}
    assert there == {f"map-{language}.json" for language in SCRIPTS}


@pytest.mark.parametrize(
    ("tag", "spoken"),
    [
        ("de-AT", "de"),
        ("AR_eg", "ar"),
        ("iw", "he"),
        ("zh-Hans-CN", "zh"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-Hans-TW", "zh"),
        ("en-GB", "en"),
        ("ar-Latn", ""),
        ("nl", ""),
        ("", ""),
        ("../de", ""),
    ],
)
def test_a_tag_asks_for_words_in_its_script(tag: str, spoken: str) -> None:
    assert spoken_language(tag) == spoken


def test_a_language_without_words_is_answered_in_that_of_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeymapper.model.i18n._translate", str.upper)
    assert wording("nl")("Stages") == "STAGES"
    assert wording("en")("Stages") == "Stages"
    assert wording("de")("Stages") == "Phasen"


@pytest.mark.parametrize("content", [None, b"{", b'["Stages"]'])
def test_a_map_is_drawn_even_where_its_words_are_lost(
    content: bytes | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "map-de.json").write_bytes(content)
    monkeypatch.setattr("journeymapper.layout.wording.resource", lambda _folder, name: tmp_path / name)
    assert wording("de")("Stages") == "Stages"


def test_an_engine_says_words_in_the_language_that_it_speaks() -> None:
    engine = TextEngine(FONTS, "de")
    assert engine.say("Steps") == "Schritte"
    engine.speak("ja")
    assert engine.say("Steps") == "ステップ"


def test_nouns_keep_their_capitals_where_the_language_gives_them_some() -> None:
    assert within("Moment der Wahrheit", "de-CH") == "Moment der Wahrheit"
    assert within("Moment de vérité", "fr") == "moment de vérité"


@pytest.mark.parametrize("name", [f"{EXAMPLE}-ar", EXAMPLE])
def test_a_map_in_arabic_has_no_english_word_of_the_program(name: str) -> None:
    document = in_language("ar", name=name)
    # Numbers, the name of the paper and what the hash is written in are of no language.
    own = f"{msgspec.json.encode(list(document)).decode()} A3 {fingerprint(document)[:4].upper()}"
    theirs = set(re.findall(r"[A-Za-z]+", own.upper())) | set(re.findall(r"[A-Za-z]+", own))
    initials = re.compile(r"[A-Z]{1,2}")
    latin = {word for word in re.findall(r"[A-Za-z]+", drawn(document)) if not initials.fullmatch(word)}
    assert latin <= theirs


def test_the_words_of_an_arabic_map_are_arabic() -> None:
    there = drawn(in_language("ar", name=f"{EXAMPLE}-ar"))
    for message in ("Stages", "Steps", "Customer goal", "Legend", "Peak", "delighted", "Impact", "assumed"):
        assert words("ar")[message] in there
    assert "12 يونيو 2025" in there


def test_a_date_is_written_as_the_language_writes_it() -> None:
    for language, date in (("ja", "2025年6月12日"), ("de", "12. Juni 2025"), ("he", "12 ביוני 2025")):
        assert months.date_text("2025-06-12", TextEngine(FONTS, language)) == date
    assert months.date_text("summer", TextEngine(FONTS, "ja")) == "summer"


# What is written in the corner of stages and steps must not reach over it, and a window cuts at the heads.


@pytest.mark.parametrize("language", SCRIPTS)
def test_words_fit_where_they_stand(language: str) -> None:
    engine = TextEngine(FONTS, language)
    lane = head_width(THEME) - THEME.space["group_band"] - THEME.space["group_gap"]
    assert engine.width(engine.say("Customer goal"), THEME.styles["lane_title"]) < lane - TEXT_LEFT
    assert engine.width(engine.say("Legend").upper(), THEME.styles["overline"]) < 14 * MM
    assert engine.width(engine.say("Aa"), THEME.styles["card_strong"]) < 5.5 * MM


@pytest.mark.parametrize("language", SCRIPTS)
def test_the_names_of_lines_stand_on_the_heads(language: str) -> None:
    document = in_language(language)
    engine = TextEngine(FONTS, language)
    grid: Grid = Layouter(engine, THEME).grid(document, {})
    for index, row in enumerate(grid.rows):
        if isinstance(row.record, Line):
            ops = MapDrawing(THEME, engine).label_ops(grid, index)
            (pill,) = (op for op in ops if isinstance(op, Rect))
            assert pill.x + pill.width <= 0
            for text, _x, _y in texts_of(ops):
                assert pill.x < text.x
                assert text.x + text.run.advance < pill.x + pill.width


def test_a_chip_with_version_and_date_runs_as_its_words_do() -> None:
    about = JourneyMap(id="m", title="خريطة", language="ar", version="1.3", date="2025-06-12")
    head = masthead(Document([about]), REFERENCE_WIDTH, "AB12", TextEngine(FONTS, "ar"), THEME)
    there = sorted((text.x, text.run.text) for text, _x, _y in texts_of(head.ops) if "2025" in text.run.text)
    month = next(text.x for text, _x, _y in texts_of(head.ops) if "يونيو" in text.run.text)
    assert there[0][0] < month
    assert written_right_to_left(about.language)
