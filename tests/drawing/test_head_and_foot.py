"""What the head, the foot and the notes of a printed page say."""

from typing import Any

import msgspec
import pytest

from journeymapper.drawing.footer import Footer
from journeymapper.drawing.masthead import masthead
from journeymapper.drawing.ops import Op, Page, Path, Rect, Text
from journeymapper.drawing.page import overview
from journeymapper.drawing.qr import code_path, code_text
from journeymapper.layout.columns import REFERENCE_WIDTH
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.records import ChannelUse, JourneyMap, Lane, Line, Persona, Record, Stage, Step
from tests.drawing.places import area_of, texts_of

LONG = "Every one of the runners said so in the interviews that we held in spring. " * 4
RUNNER = Persona(
    id="p", name="Maya Okafor", order="V", role="Runs", goals=("Run",), pains=("Her knees ache",)
)


@pytest.fixture(scope="module")
def layouter() -> Layouter:
    return Layouter(TextEngine(load_fonts()), load_theme())


def words(ops: tuple[Op, ...]) -> str:
    return " ".join(text.run.text for text, _x, _y in texts_of(ops))


def head(layouter: Layouter, *records: Record) -> str:
    document = Document([JourneyMap(id="m", title="Map"), *records])
    return words(masthead(document, REFERENCE_WIDTH, "AB12", layouter.engine, layouter.theme).ops)


def printed(layouter: Layouter, **fields: Any) -> Page:
    about = JourneyMap(**{"id": "m", "title": "Map", **fields})
    records = [about, Stage(id="a", title="A", order="V"), Step(id="s", stage="a", order="V")]
    return overview(Document(records), {}, layouter, "A3")


BLUEPRINT = (
    Lane(id="f", title="Staff", role="frontstage", side="onstage", order="a1"),
    Line(id="v", role="visibility", order="a2"),
    Lane(id="b", title="Back office", role="backstage", side="offstage", order="a3"),
)


def test_a_map_of_staff_before_and_behind_the_line_of_visibility_is_a_blueprint(layouter: Layouter) -> None:
    assert "SERVICE BLUEPRINT" in head(layouter, *BLUEPRINT)


def test_a_blueprint_with_feelings_is_a_journey_map(layouter: Layouter) -> None:
    felt = Lane(id="e", title="Emotion", role="emotion", order="a4")
    assert "CUSTOMER JOURNEY MAP" in head(layouter, *BLUEPRINT, felt)


def test_a_second_chip_stands_below_the_whole_of_the_first(layouter: Layouter) -> None:
    page = printed(layouter, sample=LONG, version="1.0", date="2025-06-12")
    tints = {layouter.theme.chips["draft"].bg}
    chips = [op for op in page.ops if isinstance(op, Rect) and op.fill in tints]
    first, second = sorted(chips, key=lambda chip: chip.y)[:2]
    assert second.y >= first.y + first.height


def test_pains_stand_in_the_panel_where_goals_or_channels_leave_room(layouter: Layouter) -> None:
    assert "Her knees ache" in head(layouter, RUNNER)
    crowded = msgspec.structs.replace(RUNNER, channels=(ChannelUse("Phone", 0.5),))
    assert "Her knees ache" not in head(layouter, crowded)


def test_what_a_persona_is_like_is_told_where_the_head_does_not_grow(layouter: Layouter) -> None:
    told = msgspec.structs.replace(RUNNER, demographics="Lives in a city")
    assert "Lives in a city" in head(layouter, told)
    assert "Every one" not in head(layouter, msgspec.structs.replace(RUNNER, demographics=LONG * 3))


def test_every_persona_has_a_face_a_name_and_a_role_in_the_head(layouter: Layouter) -> None:
    others = [Persona(id=f"q{n}", name=f"Tom {n}", order=f"a{n}", role=f"Role {n}") for n in range(7)]
    said = head(layouter, RUNNER, *others)
    assert all(f"Tom {n}" in said and f"Role {n}" in said for n in range(7))


def test_the_code_holds_a_part_of_a_long_title() -> None:
    assert code_text("x" * 300, "", "2025-06-12") == "x" * 40 + " · 2025-06-12"


def test_a_text_that_no_code_holds_leaves_the_code_out() -> None:
    assert isinstance(code_path("Map", 0, 0, 50, "#000000"), Path)
    assert code_path("x" * 4000, 0, 0, 50, "#000000") is None


def test_a_long_footnote_raises_the_foot_and_stands_within_the_page(layouter: Layouter) -> None:
    page = printed(layouter, footnote=LONG * 3, date=LONG)
    plain = layouter.theme.space["footer_row"]
    about = JourneyMap(id="m", title="Map", footnote=LONG * 3, date=LONG)
    foot = Footer(about, "A3", REFERENCE_WIDTH, layouter.engine, layouter.theme)
    assert foot.height > 3 * plain
    assert (
        max(area_of(op)[3] for op in page.ops if isinstance(op, Text)) * page.scale
        <= page.height - 2 * page.y
    )


def test_numbers_of_stages_and_steps_are_said_in_good_english(layouter: Layouter) -> None:
    assert "1 stage, 1 step" in words(printed(layouter).ops)
    assert "1 stages" not in words(printed(layouter).ops)


def test_a_character_that_no_font_has_is_noted_wherever_it_stands(layouter: Layouter) -> None:
    assert printed(layouter).notes == ()
    (note,) = printed(layouter, subtitle="In \U00013000 time").notes
    assert "U+13000" in note


def test_nothing_of_a_head_is_cut(layouter: Layouter) -> None:
    said = words(printed(layouter, subtitle="word " * 600 + "last").ops)
    assert said.count("word") == 600
    assert "last" in said
