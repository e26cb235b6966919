"""The exported web page: it stands alone, holds the whole map, and can be read aloud."""

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.analysis.numbering import numbering
from journeymapper.edit.store import Store
from journeymapper.export.html import write_html
from journeymapper.files.journey import load
from journeymapper.files.templates import EXAMPLE, template_path
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Asset, Card, EmotionPoint, JourneyMap
from tests.export.html.reading import Element, read
from tests.export.samples import png
from tests.files.maps import every_type
from tests.random_maps import random_map

NASTY = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\"' onmouseover=alert(1) x='",
    "&lt;b&gt; & &#x3c;",
    "]]><!-- --> <!",
    "a\x00b\x0bc\x85d\u2028e\ufffe",
    "javascript:alert(1)",
]


def page_of(document: Document) -> Element:
    return read(write_html(document, numbering(document)).data)


@pytest.fixture(scope="module")
def example() -> Document:
    return load(template_path(EXAMPLE)).document


@pytest.fixture(scope="module")
def page(example) -> Element:
    return page_of(example)


def changed(document: Document, key: str, **values: object) -> Document:
    store = Store(Document(list(document), document.media), new_id=id_source(1))
    with store.edit("Change") as tx:
        tx.change(key, **values)
    return store.document


def first_card(document: Document) -> Card:
    return min(document.all(Card), key=lambda card: card.id)


# what it holds


def test_every_text_of_the_map_is_on_the_page(example, page):
    said = " ".join(page.one("body").text.split())
    for card in example.all(Card):
        assert " ".join(card.text.split()) in said
        assert " ".join(card.details.split()) in said
    for record in (*example.stages, *example.lanes):
        assert record.title in said
    for persona in example.personas:
        assert persona.name in said
        assert all(goal in said for goal in persona.goals)
    for source in example.evidence:
        assert source.source in said


def test_stages_head_the_columns_and_lanes_the_rows(example, page):
    table = page.one("table")
    heads = [head for head in table.one("thead").all("th") if head.get("scope") == "col"]
    assert len(heads) == len(example.stages) + 1
    rows = [head for head in table.all("th") if head.get("scope") == "row"]
    titles = [
        next(part.text for part in head.all("span") if "name" in part.classes)
        for head in rows
        if head.all("span")
    ]
    assert titles == [lane.title for lane in example.lanes]


def test_every_row_has_a_cell_for_each_stage(example, page):
    for row in page.one("table").all("tr"):
        width = sum(int(cell.get("colspan") or 1) for cell in row.children if isinstance(cell, Element))
        above = 0 if any(cell.name == "th" for cell in row.children if isinstance(cell, Element)) else 1
        assert width + above == len(example.stages) + 1


def test_each_card_stands_in_the_cell_of_its_lane_and_stage(example, page):
    table = page.one("table")
    place = next(index for index, stage in enumerate(example.stages) if stage.title == "Decision")
    card = next(card for card in example.all(Card) if card.code == "P3")
    row = next(row for row in table.all("tr") if row.all("th") and "Pain points" in row.all("th")[0].text)
    assert card.text in row.all("td")[place].text


def test_lines_and_sides_are_named(page):
    table = page.one("table")
    groups = [head.text for head in table.all("th") if head.get("scope") == "rowgroup"]
    assert groups == ["Line of interaction", "Line of visibility", "Line of internal interaction"]
    sides = [part.text for part in table.all("span") if "side" in part.classes]
    assert {"Onstage", "Offstage"} == set(sides)


def test_the_curve_is_drawn_and_told(example, page):
    curve = page.one("table").one("svg")
    assert curve["role"] == "img"
    for point in example.all(EmotionPoint):
        assert f"{abs(point.value):g}" in curve["aria-label"]
    assert len(curve.all("circle")) == example.count(EmotionPoint)
    listed = [item for item in page.one("table").all("li") if "point" in item.classes]
    assert len(listed) == example.count(EmotionPoint)


def test_links_lead_to_the_cards_they_end_at(example, page):
    anchors = [link["href"] for link in page.all("a") if link["href"].startswith("#")]
    for anchor in anchors:
        assert page.by_id(anchor[1:])
    from_card = page.one("table").all("a")
    assert len(from_card) == len(
        [None for card in example.all(Card) for link in example.links_of(card.id) if link.source == card.id]
    )


def test_the_same_map_gives_the_same_bytes(example):
    once = write_html(example, numbering(example))
    again = write_html(Document(reversed(list(example)), example.media), numbering(example))
    assert once == again


def test_a_map_with_nothing_in_it_is_a_page_too():
    page = page_of(Document([JourneyMap(id="m", title="")]))
    assert page.one("h1").text == "Untitled map"


def test_a_map_with_a_record_of_every_type_is_a_page():
    page = page_of(every_type())
    assert page["lang"] == "fr"


# reading it aloud


def headings(page: Element) -> list[int]:
    return [int(each.name[1]) for each in page.all("h1", "h2", "h3", "h4", "h5", "h6")]


def test_there_is_one_first_heading_and_no_level_is_left_out(page):
    levels = headings(page)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_part_has_a_name(page):
    for part in page.all("section"):
        assert page.by_id(part["aria-labelledby"]).text
    for part in page.all():
        if part.get("role") in ("region", "img") or part.name == "nav":
            assert part.get("aria-label"), part.name
    assert all(picture.get("alt") for picture in page.all("img"))
    assert all(link.text.strip() for link in page.all("a"))
    field = page.by_id("words")
    assert [label.text for label in page.all("label") if label["for"] == field["id"]] == ["Search cards"]


def test_landmarks_stand_once_each_and_the_first_link_skips_to_the_map(page):
    body = page.one("body")
    assert [name for name in ("header", "nav", "main", "footer") if len(body.all(name)) != 1] == []
    first = body.all("a")[0]
    assert first["href"] == "#map"
    assert page.by_id("map").name == "section"


def test_no_id_stands_twice(page):
    ids = [each["id"] for each in page.all() if each.get("id")]
    assert len(ids) == len(set(ids))


def test_lists_hold_list_items_only(page):
    for each in page.all("ul", "ol"):
        assert {child.name for child in each.children if isinstance(child, Element)} <= {"li"}
    for each in page.all("li"):
        assert each.parent is not None
        assert each.parent.name in ("ul", "ol")


def test_the_language_and_the_direction_are_those_of_the_map():
    arabic = page_of(load(template_path("buying-running-shoes-ar")).document)
    assert (arabic["lang"], arabic["dir"]) == ("ar", "rtl")


def test_a_card_in_another_language_says_so(example):
    card = first_card(example)
    page = page_of(changed(example, card.id, language="he", text="שלום"))
    said = next(each for each in page.all("p") if each.text == "שלום")
    assert (said["lang"], said["dir"]) == ("he", "rtl")


# standing alone and keeping safe


def test_nothing_is_fetched_and_nothing_foreign_runs(page):
    for each in page.all():
        assert each.name not in ("iframe", "object", "embed", "link", "base", "form")
        assert not any(name.startswith("on") or name == "style" for name in each.attributes)
        for name in ("src", "href", "xlink:href", "data"):
            address = each.get(name)
            assert not address or address.startswith(("#", "data:image/")), (each.name, address)
    assert "url(" not in page.one("style").text
    assert "@import" not in page.one("style").text


def test_the_policy_allows_just_this_style_and_this_script(page):
    policy = next(each["content"] for each in page.all("meta") if each.get("http-equiv"))
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert allowed["default-src"] == "'none'"
    for name, directive in (("style", "style-src"), ("script", "script-src")):
        digest = base64.b64encode(hashlib.sha256(page.one(name).text.encode()).digest()).decode()
        assert allowed[directive] == f"'sha256-{digest}'"


@pytest.mark.parametrize("words", NASTY)
def test_texts_that_look_like_markup_are_texts(example, words):
    tags = sorted({each.name for each in page_of(example).all()} | {"small", "q"})
    document = example
    for record, values in (
        (first_card(example), {"text": words, "details": words, "people": (words,), "tags": (words,)}),
        (example.stages[0], {"title": words, "goal": words, "duration": words}),
        (example.lanes[0], {"title": words, "hint": words}),
        (example.map, {"title": words, "scenario": words, "footnote": words}),
        (example.personas[0], {"name": words, "quote": words}),
        (example.evidence[0], {"source": words, "note": words}),
        (next(iter(example.all(EmotionPoint))), {"label": words}),
    ):
        document = changed(document, record.id, **values)
    page = page_of(document)
    assert {each.name for each in page.all()} <= {*tags}
    assert not [name for each in page.all() for name in each.attributes if name.startswith("on")]
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert re.sub("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe]", "", words) in page.one("h1").text


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.org/a?b=1#c.", "https://example.org/a?b=1#c"),
        ("(http://example.org)", "http://example.org"),
        ("write to mailto:ada@example.org", "mailto:ada@example.org"),
        ("https://ada:secret@example.org/", ""),
        ("mailto:a@b.org?body=x", ""),
        ("javascript:alert(1) file:///etc/passwd data:text/html,x ftp://example.org", ""),
    ],
)
def test_only_safe_addresses_can_be_followed(example, text, address):
    page = page_of(changed(example, example.evidence[0].id, source=text))
    found = [link for link in page.all("a") if not link["href"].startswith("#")]
    assert [link["href"] for link in found] == ([address] if address else [])
    assert all(link.text == address and "noopener" in link["rel"] for link in found)


def test_portraits_are_written_anew_within_the_page(example):
    data = png(30, 40)
    sha = hashlib.sha256(data).hexdigest()
    records = [*example, Asset(id="asset", sha256=sha, media_type="image/png")]
    document = changed(Document(records, {sha: data}), example.personas[0].id, portrait="asset")
    picture = page_of(document).one("img")
    assert picture["src"].startswith("data:image/png;base64,")
    assert picture["alt"] == f"Portrait of {example.personas[0].name}"


def test_a_portrait_that_is_no_picture_is_left_out(example):
    records = [*example, Asset(id="asset", sha256="0" * 64, media_type="image/png")]
    bare = changed(
        Document(records, {"0" * 64: b"GIF89a"}), example.personas[0].id, portrait="asset", avatar=""
    )
    assert page_of(bare).all("img") == []


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**9), stages=st.integers(1, 6), lanes=st.integers(1, 8))
def test_any_map_is_a_page_that_holds_each_card_once(seed, stages, lanes):
    document = random_map(seed, stages=stages, lanes=lanes, fill=0.5, links=5)
    page = page_of(document)
    shown = [each for each in page.one("table").all("li") if "card" in each.classes]
    assert len(shown) == document.item_count()
