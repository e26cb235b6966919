"""Other people's diagrams, and short traps: the same is found as Mermaid finds in each."""

import json
from pathlib import Path
from typing import Any

import pytest

from journeymapper.formats.mermaid.diagrams import looks_like_mermaid
from journeymapper.formats.mermaid.grammar import at_line
from journeymapper.formats.mermaid.reader import read_mermaid
from journeymapper.formats.mermaid.writer import write_mermaid
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source

from .journeys import Plain, Task, document_of, parsed, plain, stages_of


@pytest.fixture(scope="module")
def folder(corpus) -> Path:
    found: Path = corpus / "mermaid"
    return found


@pytest.fixture(scope="module")
def expected(folder) -> dict[str, tuple[bytes, Plain]]:
    """The diagrams by file name, with what Mermaid finds in each in the way of the short ones."""
    found = json.loads((folder / "expected.json").read_bytes())
    return {name: ((folder / name).read_bytes(), same_way(plain)) for name, plain in found.items()}


@pytest.fixture(scope="module")
def probes(folder) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "probes.json").read_bytes())
    return found


def same_way(found: Plain) -> Plain:
    tasks = [[task["s"], task["t"], task["score"], task["p"]] for task in found.get("tasks", ())]
    return found | {"tasks": tasks}


def without_acc(found: Plain) -> Plain:
    return {name: found[name] for name in ("title", "sections", "tasks")}


def flat(document: Document) -> list[tuple[str, Task]]:
    return [(name, task) for name, tasks in stages_of(document) for task in tasks]


def in_map(tasks: list[list[Any]]) -> list[tuple[str, Task]]:
    """The tasks as a map holds them: scores within the scale, people with names."""
    return [
        (section, Task(name, within(score), tuple(filter(None, people))))
        for section, name, score, people in tasks
    ]


def within(score: float | str) -> float | None:
    return None if isinstance(score, str) else max(1, min(5, score))


def is_same(document: Document, found: Plain) -> bool:
    """Whether a map holds just what Mermaid found."""
    nameless = any(not task[0] for task in found["tasks"])
    assert [name for name, _tasks in stages_of(document)] == [*([""] if nameless else []), *found["sections"]]
    assert flat(document) == in_map(found["tasks"])
    assert list(document_problems(document)) == []
    return True


def test_every_diagram_gives_what_mermaid_finds(expected):
    for data, found in expected.values():
        if found["ok"]:
            diagram = parsed(data.decode())
            assert diagram.fault is None
            assert without_acc(plain(diagram)) == without_acc(found)


def test_every_diagram_becomes_a_map_of_the_same(expected):
    for name, (data, found) in expected.items():
        assert looks_like_mermaid(data) == found["ok"], name
        document = read_mermaid(data, id_source(name)).document
        if found["ok"]:
            assert is_same(document, found)
            assert document.map.title in (found["title"], "My working day")  # the one in its front matter


def test_a_refused_diagram_is_told_by_line_and_keeps_its_tasks(expected):
    refused = {name: data for name, (data, found) in expected.items() if not found["ok"]}
    assert refused
    for data in refused.values():
        imported = read_mermaid(data, id_source(1))
        assert {note.path for note in imported.report} >= {at_line(line) for line in (3, 9, 14, 19)}
        assert len(flat(imported.document)) == 17
        assert imported.document.stages[0].title == "Step 1: Context"


def test_every_trap_is_read_as_mermaid_reads_it(probes):
    for found in probes.values():
        if found["ok"]:
            diagram = parsed(found["src"])
            assert diagram.fault is None
            assert plain(diagram) == {name: found[name] for name in ("title", "acc", "sections", "tasks")}
            assert is_same(document_of(found["src"]), found)


def test_every_trap_that_mermaid_refuses_is_told_with_the_same_line(probes):
    for found in probes.values():
        if not found["ok"]:
            line = int(found["err"].partition("on line ")[2].partition(":")[0])
            assert parsed(found["src"]).fault == line
            try:
                imported = read_mermaid(found["src"].encode(), id_source(1))
            except FileProblem as problem:
                assert problem.line == line  # noqa: PT017 - what is left decides whether it is raised
                assert not parsed(found["src"]).tasks
            else:
                assert at_line(line) in {note.path for note in imported.report}
                assert flat(imported.document)


def test_every_diagram_comes_back_as_it_went_out(expected):
    for data, found in expected.values():
        document = read_mermaid(data, id_source(1)).document
        again = read_mermaid(write_mermaid(document).data, id_source(1)).document
        scored = all(not isinstance(task[2], str) for task in found["tasks"])
        assert not scored or stages_of(again) == stages_of(document)
        assert again.map == document.map
