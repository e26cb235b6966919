"""Journey diagrams as maps: where each part goes, and what is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.formats import endings, parts_of, read_foreign
from journeymapper.formats.mermaid.diagrams import looks_like_mermaid
from journeymapper.formats.mermaid.grammar import MOST_FAULTS, MOST_PARTS
from journeymapper.formats.mermaid.reader import read_mermaid
from journeymapper.model.checks import document_problems
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, EmotionPoint

from .journeys import WORDS, document_of, imported, notes, stages_of

SHOPPING = """\
journey
    title Go shopping
    accTitle: A trip
    accDescr: To the shops and back
    Wake up: 2
    section Out
      Get car keys: 5: Dad
      Drive: 3.5: Dad, Child 1
    section Back
"""


def refused(source: str) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        imported(source)
    return caught.value


def points(source: str) -> list[tuple[float, str, str]]:
    document = document_of(source)
    series = document.first_series
    found = (document.point(series.id, step.id) for step in document.steps) if series else ()
    return [(point.value, point.source_value, point.source_scale) for point in found if point]


def names(source: str) -> list[str]:
    return [task.name for _stage, tasks in stages_of(document_of(source)) for task in tasks]


# where things go


def test_sections_are_stages_and_tasks_are_steps_with_an_action():
    assert [(stage, [task.name for task in tasks]) for stage, tasks in stages_of(document_of(SHOPPING))] == [
        ("", ["Wake up"]),
        ("Out", ["Get car keys", "Drive"]),
        ("Back", []),
    ]


def test_titles_and_descriptions_are_the_maps():
    about = document_of(SHOPPING).map
    assert (about.title, about.subtitle, about.scenario) == ("Go shopping", "A trip", "To the shops and back")


def test_scores_are_the_curve_and_keep_the_number_of_the_source():
    assert points(SHOPPING) == [(-1.0, "2", "1–5"), (2.0, "5", "1–5"), (0.5, "3.5", "1–5")]


def test_people_are_those_who_take_part():
    assert [task.people for _stage, tasks in stages_of(document_of(SHOPPING)) for task in tasks] == [
        (),
        ("Dad",),
        ("Dad", "Child 1"),
    ]


def test_lanes_are_actions_and_the_curve():
    assert [lane.role for lane in document_of(SHOPPING).lanes] == ["actions", "emotion"]


def test_without_a_score_there_is_no_curve():
    document = document_of("journey\n A: ?: x")
    assert [lane.role for lane in document.lanes] == ["actions"]
    assert not document.count(EmotionPoint)


def test_the_same_file_gives_the_same_map():
    assert document_of(SHOPPING).snapshot() == document_of(SHOPPING).snapshot()


def test_a_map_keeps_to_the_rules():
    assert list(document_problems(document_of(SHOPPING))) == []


def test_a_section_that_comes_again_is_a_stage_of_its_own():
    document = document_of("journey\n section S\n A: 1\n section T\n B: 1\n section S\n C: 1")
    assert [stage.title for stage in document.stages] == ["S", "T", "S"]


def test_a_diagram_without_tasks_is_a_map_without_stages():
    assert document_of("journey\n").stages == ()


def test_the_report_says_how_much_was_placed():
    assert ("placed", "sections 2, tasks 3") in notes(SHOPPING, "")


# scores


@pytest.mark.parametrize(
    ("score", "value", "source"),
    [
        ("1", -2, "1"),
        ("5.", 2, "5"),
        (".5e1", 2, "5"),
        ("0x3", 0, "3"),
        ("99", 2, "99"),
        ("-3", -2, "-3"),
        ("", -2, "0"),
        ("Infinity", 2, "Infinity"),
        ("4.7", 1.7, "4.7"),
    ],
)
def test_a_score_is_what_javascript_takes_it_for(score, value, source):
    assert points(f"journey\n A: {score}: x") == [(value, source, "1–5")]


@pytest.mark.parametrize("score", ["99", "0", "-1", "Infinity"])
def test_a_score_beyond_the_scale_is_told(score):
    assert [level for level, _text in notes(f"journey\n A: {score}: x", "line 2")] == ["changed"]


@pytest.mark.parametrize("score", ["★★★", "80%", "good", "５", "1_0", "+ 1", "0x", "9" * 2_000])
def test_what_is_no_number_is_no_score_and_is_kept(score):
    source = f"journey\n A: {score}: x"
    card = next(iter(document_of(source).all(Card)))
    assert card.extra == {"source_score": score}
    assert points(source) == []
    assert [level for level, _text in notes(source, "line 2")] == ["changed"]


def test_a_wide_colon_is_told():
    assert [level for level, _text in notes("journey\n 登录：5: 用户", "line 2")] == ["changed", "guessed"]


# what is told of lines that Mermaid reads otherwise than they look


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("10:30 meet: 3: x", "third colon"),
        ("A: 3: Child#1, Child#2", "“#1, Child#2” is a comment"),
        ("Title page: 3: x", "no task for Mermaid"),
        ("title Second", "takes the place"),
    ],
)
def test_a_line_that_means_something_else_is_told(line, words):
    source = f"journey\n title First\n {line}" if line == "title Second" else f"journey\n\n {line}"
    assert words in " ".join(text for _level, text in notes(source, "line 3"))


def test_comments_and_settings_are_told():
    source = "---\nconfig: {}\n---\n%%{init: {}}%%\njourney\n %% one\n # two\n A: 3"
    for line in (6, 7):
        assert ("dropped", "a comment has no place in a map") in notes(source, f"line {line}")
    assert notes(source, "line 1")
    assert notes(source, "line 4")


def test_people_without_a_name_are_told():
    assert ("dropped", "people without a name: 1") in notes("journey\n A: 3: Me, ", "")


# what Mermaid refuses


@pytest.mark.parametrize(
    ("source", "line", "left"),
    [
        ("journey-beta\n A: 1: x", 1, ["A"]),
        ("journey\n A: 1\n B\n C: 2", 3, ["A", "C"]),
        ("journey\n A: 1\n : 2: x\n C: 2", 3, ["A", "C"]),
        ("journey\n A: 1; B: 2", 2, ["A", "B"]),
        ("journey\n Journey on: 3: x\n A: 1", 2, ["A"]),
        ("journey\n Section chief: 3: x\n A: 1", 2, ["A"]),
        ("journey\n section One: two\n A: 1", 2, ["A"]),
        ("journey\n section\n A: 1", 2, ["A"]),
        ("journey\n A: 1\n accDescr { open\n B: 1", 3, ["A", "B"]),
        ("journey\n A: 1\n accTitle:", 3, ["A"]),
        ("---\ntitle: open\njourney\n A: 1", 1, ["A"]),
        ("Journey\n A: 1", 1, ["A"]),
        ("journeys\n A: 1", 1, ["A"]),
        ("# note\njourney\n A: 1", 2, ["A"]),
        ("section S\n A: 1", 1, ["A"]),
        ("title T\n A: 1", 1, ["A"]),
    ],
)
def test_a_fault_is_told_by_line_and_the_rest_is_read(source, line, left):
    assert names(source) == left
    assert notes(source, f"line {line}")


def test_a_refused_section_keeps_its_name():
    document = document_of("journey\n section One: two # three\n A: 1\n section\n B: 1")
    assert [stage.title for stage in document.stages] == ["One: two ", ""]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("journey\n section S\n A", 3),
        ("journey\n A\n : 3: x", 2),
        ("journey\n :", 2),
        ("flowchart TD\n A: 3", 1),
        ("Dear Sir: hello", 1),
        ("", 1),
        ("---\ntitle: open", 1),
        ("gantt\n title T\n section S\n A: 3: x", 1),
    ],
)
def test_without_a_task_left_the_fault_is_the_error(source, line):
    problem = refused(source)
    assert problem.line == line
    assert str(problem).startswith(f"line {line}: ")


# files


def test_a_diagram_is_recognised_by_its_ending_and_by_its_text():
    assert {".mmd", ".mermaid", ".md"} <= set(endings())
    for name in ("a.mmd", "A.MERMAID", "a.txt", "a.md"):
        assert read_foreign(name, SHOPPING.encode(), id_source(1)).document.map.title == "Go shopping"


@pytest.mark.parametrize(
    "text",
    [
        "journey\n",
        "journey,stage,score\nA,B,3\n",
        "journey\tstage\nA: 3\tB\n",
        "journey\nA\nB\n",
        "Journey: where to?\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "```mermaid\nflowchart TD\n A --> B\n```\n",
        "````md\n```mermaid\njourney\n A: 3\n```\n````\n",
        "```\njourney\n A: 3\n```\n",
        "# A journey\n\nTime: 3: me\n",
        '{"journey": 1}',
    ],
)
def test_a_text_without_a_journey_is_not_claimed(text):
    assert not looks_like_mermaid(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "```mermaid\njourney\n A: 3\n```",
        "Words\n\n~~~ Mermaid\n%% c\njourney\n A: 3\n~~~~\n\n| a |\n|---|\n",
        "- ```mermaid\n  journey\n    A: 3\n  ```\n",
        "> ```{mermaid}\n> ---\n> title: T\n> ---\n> journey\n> A: 3\n> ```\n",
        "````mermaid\njourney\n```\n A: 3\n````\n",
        "::: mermaid\njourney\n A: 3\n:::\n",
        "```mermaid\r\njourney\r\n A: 3\r\n```\r\n",
        "```mermaid\njourney\n A: 3",
        "journey title T\n A: 3",
        "---\ntitle: T\n---\njourney\n A: 3",
    ],
)
def test_a_journey_in_a_block_is_found(text):
    assert looks_like_mermaid(text.encode())
    assert names(text)[0] == "A"


MARKDOWN = """\
# Journeys

```mermaid
flowchart TD
  A --> B
```

```mermaid
journey
  title One
  A: 3
```

```mermaid
journey
  B
  C: 9
```
"""


def test_every_journey_of_a_file_is_a_part_and_can_be_read():
    assert parts_of("a.md", MARKDOWN.encode()) == ("One", "")
    first, second = (imported(MARKDOWN, part) for part in (0, 1))
    assert [stages_of(each.document)[0][1][0].name for each in (first, second)] == ["A", "C"]
    assert first.report[0].text == "journey 1 of 2 was read: “One”"
    assert {"line 16", "line 17"} <= {note.path for note in second.report}


def test_a_part_that_is_not_there_is_told():
    with pytest.raises(FileProblem, match="2 journeys"):
        imported(MARKDOWN, 2)


def test_a_file_with_other_diagrams_only_is_told_what_they_are():
    assert "flowchart" in str(refused("```mermaid\nflowchart TD\n```\n"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_usual_encodings_are_read(encoding):
    data = "journey\r\n title Größe\r A: 3: x\r\n".encode(encoding)
    document = read_mermaid(data, id_source(1)).document
    assert document.map.title == "Größe"
    assert [task.name for _stage, tasks in stages_of(document) for task in tasks] == ["A"]


def test_bytes_that_are_no_text_are_told_with_their_line():
    with pytest.raises(FileProblem, match="line 2") as caught:
        read_mermaid(b"journey\n \xff: 3", id_source(1))
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "source",
    [
        "journey\n" + "a\n" * (MOST_FAULTS + 1),
        "journey\n" + "a:1\n" * (MOST_PARTS + 1),
        "journey\n" + "a" * 300_000 + ":1",
        "journey\n" + "a" * 120_000 + ":1",
        "journey\n a:1:" + "a" * 120_000,
        "```mermaid\nx journey\n```\n" * 1_001,
        "x" * 2_000_000,
    ],
)
def test_what_is_far_too_large_is_refused(source):
    refused(source)


def is_read_or_refused(data: bytes) -> bool:
    """Whether bytes give a map that keeps to the rules, or one sentence."""
    looks_like_mermaid(data)
    try:
        found = read_mermaid(data, id_source(1))
    except FileProblem as problem:
        return bool(str(problem))
    return list(document_problems(found.document)) == []


@given(
    st.one_of(st.lists(st.sampled_from(WORDS)).map("".join), st.text()), st.sampled_from(["", "journey\n"])
)
def test_any_text_is_read_or_refused_with_a_sentence(text, head):
    assert is_read_or_refused(f"{head}{text}".encode())
    assert is_read_or_refused(f"```mermaid\n{head}{text}\n```".encode())


@given(st.binary())
def test_any_bytes_are_read_or_refused_with_a_sentence(data):
    assert is_read_or_refused(data)
    assert is_read_or_refused(b"journey\n A: 3\n" + data)
