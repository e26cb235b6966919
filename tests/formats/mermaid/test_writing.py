"""Maps as journey diagrams: what is written, what it could not hold, and that it comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from journeymapper.export.targets import target_of
from journeymapper.formats.mermaid.escapes import cleaned, is_blank
from journeymapper.formats.mermaid.reader import read_mermaid
from journeymapper.formats.mermaid.writer import DRAWN_BY_DEFAULT, write_mermaid
from journeymapper.formats.report import Note
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, JourneyMap, Lane, Record
from tests.files.maps import every_type
from tests.random_maps import random_map

from .journeys import Stages, Task, journey, journeys, parsed, stages_of, texts

SHOPPING: Stages = [
    ("", [Task("Wake up", 2)]),
    ("Out", [Task("Get car keys", 5, ("Dad",)), Task("Drive", 3.5, ("Dad", "Child 1"))]),
    ("Back", []),
]


def written(document: Document) -> str:
    return write_mermaid(document).data.decode()


def line_of(name: str = "A", score: float | None = 3, people: tuple[str, ...] = ()) -> str:
    """The line of a task."""
    return written(journey([("S", [Task(name, score, people)])])).splitlines()[2].strip()


def losses(document: Document, *more: Record) -> tuple[Note, ...]:
    return write_mermaid(Document([*document, *more])).losses


def kept(text: str) -> str:
    """A text as a diagram keeps it: without control characters, blank or not."""
    clean = cleaned(text)
    return "" if is_blank(clean) else clean


def kept_stages(stages: Stages) -> list[tuple[str, list[Task]]]:
    return [
        (
            kept(name),
            [
                Task(kept(task.name), task.score, tuple(filter(None, map(kept, task.people))))
                for task in tasks
            ],
        )
        for name, tasks in stages
    ]


def test_a_map_is_written_as_people_write_journeys():
    document = journey(SHOPPING, "Go shopping", subtitle="A trip", scenario="To the shops: and back")
    assert written(document) == (
        "journey\n"
        "    title Go shopping\n"
        "    accTitle: A trip\n"
        "    accDescr: To the shops: and back\n"
        "      Wake up: 2\n"
        "    section Out\n"
        "      Get car keys: 5: Dad\n"
        "      Drive: 3.5: Dad, Child 1\n"
        "    section Back\n"
    )


def test_what_a_diagram_can_hold_comes_back_without_a_loss():
    document = journey(SHOPPING, "Go shopping", subtitle="A trip", scenario="To the shops")
    found = write_mermaid(document)
    assert [note.text for note in found.losses] == ["lanes: title (2)", "cards: code (3)"]
    again = read_mermaid(found.data, id_source(1)).document
    assert stages_of(again) == stages_of(document)
    assert replace(again.map, id="") == replace(document.map, id="")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("10:30 meet", "10#58;30 meet"),
        ("a; b", "a#59; b"),
        ("Child #1", "Child #35;1"),
        ("a < b", "a #60; b"),
        ("100 %", "100 %"),
        ("%", "#37;"),
        ("a%%b", "a#37;#37;b"),
        ("Title page", "#84;itle page"),
        ("section\u00a0chief", "#115;ection\u00a0chief"),
        ("Journey on", "#74;ourney on"),
        ("accTitle", "#97;ccTitle"),
        ("titled", "titled"),
        ("two\nlines", "two#10;lines"),
        (" ends ", "#32;ends#32;"),
        ("ﬂ°°35¶ß", "#64258;°°35#182;ß"),
        ("a, b", "a, b"),
        ("", "#160;"),
        ("bell\a", "bell"),
    ],
)
def test_what_means_something_to_mermaid_is_written_as_a_code(name, code):
    assert line_of(name) == f"{code}: 3"


def test_a_comma_in_a_persons_name_is_written_as_a_code():
    assert line_of(people=("Smith, Ann", "", "B")) == "A: 3: Smith#44; Ann, B"


def test_a_stage_without_a_name_behind_the_first_is_drawn_blank():
    assert "    section #160;\n" in written(journey([("S", []), ("", [Task("A", 1)])]))


@pytest.mark.parametrize(("score", "text"), [(1, "1"), (5, "5"), (3.1, "3.1"), (4.123456, "4.123456")])
def test_a_feeling_is_a_score_from_1_to_5(score, text):
    assert line_of(score=score) == f"A: {text}"


def test_the_same_map_gives_the_same_bytes():
    document = random_map(7, stages=4, lanes=8, links=9)
    backwards = Document(reversed(list(document)), document.media)
    assert write_mermaid(document) == write_mermaid(backwards)


def test_the_ending_says_the_format():
    target = target_of("A.MMD")
    assert target is not None
    assert target.key == "mermaid"


# losses


def test_a_step_without_a_feeling_is_told():
    document = journey([("S", [Task("A", None), Task("B", 1)])])
    assert "A: 3\n" in written(document)
    assert any("without an emotion: 1" in note.text for note in losses(document))


def test_cards_of_other_lanes_are_told_by_lane():
    document = journey(SHOPPING)
    lane, stage = document.lanes[1].id, document.stages[0].id
    thought = Card(id="q", kind="thought", text="Hm", order="a0", lane=lane, stage=stage)
    assert any(note.text == "cards of other lanes: 1 (Feeling: 1)" for note in losses(document, thought))


def test_everything_that_finds_no_place_is_told():
    told = " / ".join(note.text for note in losses(every_type()))
    for word in ("links", "KPIs", "owners", "personas", "sources", "pictures", "lines", "severity", "tags"):
        assert word in told


def test_control_characters_are_told():
    assert any("control" in note.text for note in losses(journey([("S", [Task("bell\a", 3)])])))


def test_a_diagram_that_is_drawn_only_on_request_is_told():
    document = journey([("S", [Task("a" * DRAWN_BY_DEFAULT, 3)])])
    assert any("maxTextSize" in note.text for note in losses(document))


def test_without_actions_the_fullest_lane_gives_the_tasks():
    document = journey(SHOPPING)
    other = [
        replace(record, role="text") if isinstance(record, Lane) and record.role == "actions" else record
        for record in document
    ]
    assert written(Document(other)) == written(document)
    assert [note.path for note in losses(Document(other)) if note.path] == ["Doing"]


def test_a_step_without_an_action_keeps_its_feeling():
    document = journey([("S", [Task("A", 4)])])
    bare = Document(record for record in document if not isinstance(record, Card))
    assert "#160;: 4\n" in written(bare)


def test_an_empty_map_is_an_empty_diagram():
    assert written(Document([JourneyMap(id="m", title="")])) == "journey\n"
    assert written(Document()) == "journey\n"


# there and back


@given(journeys, texts, texts, texts)
def test_any_journey_comes_back_as_it_was(stages, title, subtitle, scenario):
    document = journey(stages, title, subtitle=subtitle, scenario=scenario)
    data = write_mermaid(document).data
    assert parsed(data.decode()).fault is None
    again = read_mermaid(data, id_source(1)).document
    assert stages_of(again) == kept_stages(stages)
    about = again.map
    assert (about.title, about.subtitle, about.scenario) == (kept(title), kept(subtitle), kept(scenario))


@given(st.integers(0, 10_000))
def test_any_map_is_written_as_mermaid_accepts_it(seed):
    data = write_mermaid(random_map(seed, stages=3, lanes=6, links=3)).data
    assert parsed(data.decode()).fault is None
    once = read_mermaid(data, id_source(1)).document
    assert write_mermaid(once).data == data
