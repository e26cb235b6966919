"""Mermaid itself, run by Node: it reads what is written, and reads all else as the reader here does.

Where `JOURNEYMAPPER_MERMAID` names a folder `node_modules` with mermaid 11 in it, that one is asked; else the one
that Node finds from here, if there is any.
"""

import html
import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from journeymapper.formats.mermaid import escapes, grammar
from journeymapper.formats.mermaid.writer import write_mermaid
from tests.random_maps import random_map

from .journeys import WORDS, Plain, Task, journey, parsed, plain, stages_of

SCRIPT = Path(__file__).with_name("parse_all.mjs")

Mermaid = Callable[[list[str]], list[Plain]]


@pytest.fixture(scope="module")
def mermaid() -> Mermaid:
    """What Mermaid finds in each of several diagrams; `error` says why it refuses one."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    folder = os.environ.get("JOURNEYMAPPER_MERMAID")
    command = [node, str(SCRIPT), *([Path(folder).resolve().as_uri()] if folder else [])]

    def ask(sources: list[str]) -> list[Plain]:
        asked = subprocess.run(
            command, input=json.dumps(sources), capture_output=True, text=True, check=False, timeout=120
        )
        if "ERR_MODULE_NOT_FOUND" in asked.stderr:
            pytest.skip("mermaid is not installed: set JOURNEYMAPPER_MERMAID to its node_modules folder")
        assert asked.returncode == 0, asked.stderr
        found: list[Plain] = json.loads(asked.stdout)
        return found

    return ask


def drawn(text: str) -> str:
    """The text that Mermaid draws for what its parser has found, in which codes are hidden."""
    codes = text.replace("&", "&amp;").replace("ﬂ°°", "&#").replace("ﬂ°", "&").replace("¶ß", ";")
    return html.unescape(codes)


def visible(text: str) -> str:
    clean = escapes.cleaned(text)
    return "" if escapes.is_blank(clean) else clean


def drawn_tasks(found: Plain) -> list[tuple[str, Task]]:
    assert "error" not in found, found
    return [
        (visible(drawn(section)), Task(visible(drawn(name)), score, tuple(map(drawn, people))))
        for section, name, score, people in found["tasks"]
    ]


def random_journeys(count: int) -> list[list[tuple[str, list[Task]]]]:
    dice = random.Random(1)

    def text() -> str:
        return "".join(dice.choice(WORDS) for _each in range(dice.randint(0, 4)))

    def task() -> Task:
        people = tuple(filter(visible, (text() for _each in range(dice.randint(0, 3)))))
        return Task(text(), dice.randint(10, 50) / 10, people)

    return [
        [(text(), [task() for _each in range(dice.randint(0, 3))]) for _each in range(dice.randint(0, 3))]
        for _each in range(count)
    ]


def test_mermaid_reads_the_same_tasks_from_journeys_of_any_characters(mermaid):
    plans = random_journeys(400)
    sources = [write_mermaid(journey(stages, "A; b: %%")).data.decode() for stages in plans]
    for stages, found in zip(plans, mermaid(sources), strict=True):
        assert drawn_tasks(found) == [
            (visible(name), task._replace(name=visible(task.name), people=tuple(map(visible, task.people))))
            for name, tasks in stages
            for task in tasks
        ]
        assert drawn(found["title"]) == "A; b: %%"


def test_mermaid_reads_the_same_tasks_from_random_maps(mermaid):
    documents = [
        random_map(seed, stages=1 + seed % 5, lanes=6 + seed % 9, fill=0.8, links=4) for seed in range(120)
    ]
    written = [write_mermaid(document).data.decode() for document in documents]
    checked = 0
    for document, found in zip(documents, mermaid(written), strict=True):
        tasks = drawn_tasks(found)
        names = [visible(stage.title) for stage in document.stages]
        assert [visible(drawn(name)) for name in found["sections"]] in (names, names[1:])
        for stage, planned in stages_of(document):
            for task in planned:
                people = tuple(filter(None, map(visible, task.people)))
                score = 3 if task.score is None else task.score
                assert (visible(stage), Task(visible(task.name), score, people)) in tasks
                checked += 1
    assert checked > 100


def test_mermaid_finds_what_the_reader_finds(mermaid, monkeypatch):
    """Any text at all: accepted or refused alike, and the same in it."""
    monkeypatch.setattr(grammar, "decoded", str)
    monkeypatch.setattr(grammar, "is_blank", lambda text: not text)
    dice = random.Random(2)
    words = [
        *WORDS,
        "title T",
        "section S",
        "A: 3: x",
        ": 3: Me, You",
        "accTitle: t\n",
        "accDescr { d }",
        "\n",
        "\n",
        "# c",
    ]
    sources = [
        dice.choice(["journey\n", "journey ", "%% c\njourney\n", "---\ntitle: Q\n---\njourney\n", ""])
        + "".join(dice.choice(words) for _each in range(dice.randint(1, 8)))
        for _each in range(2_000)
    ]
    accepted = 0
    for source, found in zip(sources, mermaid(sources), strict=True):
        diagram = parsed(source)
        assert (diagram.fault is None) == ("error" not in found), (source, found)
        if "error" not in found:
            accepted += 1
            assert plain(diagram) == found, source
        elif line := re.match(r"Parse error on line (\d+)", found["error"]):
            assert diagram.fault is not None, line
    assert accepted > 200
