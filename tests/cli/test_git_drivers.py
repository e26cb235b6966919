"""The drivers of docs/git.md in a real repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from journeymapper.edit.store import Store
from journeymapper.files.journey import load, save
from journeymapper.model.checks import document_problems
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card
from tests.cli.running import EXAMPLE, ROOT

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")

DOCUMENT = ROOT / "docs" / "git.md"


class Repository:
    """A repository with the example map in it and the drivers as the documentation gives them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "repository"
        self.folder.mkdir()
        self.map = self.folder / "shop.journey"
        self._install(folder / "bin")
        self.git("init", "-q", "-b", "main")
        self.map.write_bytes(EXAMPLE.read_bytes())
        (self.folder / ".gitattributes").write_text("*.journey diff=journey merge=journey\n")
        self.commit("begin")

    def _install(self, programs: Path) -> None:
        """A `journeymapper` on the path, and a configuration of its own with the drivers."""
        programs.mkdir()
        program = programs / "journeymapper"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m journeymapper "$@"\n')
        program.chmod(0o755)
        self.environ = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "GIT_CONFIG_GLOBAL": str(programs / "config"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        for name, value in (("user.name", "Ada"), ("user.email", "ada@example.org")):
            self.git("config", "--global", name, value, folder=programs)
        for line in DOCUMENT.read_text("utf-8").splitlines():
            if line.startswith(
                ("    git config --global diff.journey.command", "    git config --global merge.journey")
            ):
                subprocess.run(["sh", "-c", line.strip()], env=self.environ, check=True)

    def git(
        self, *words: str, folder: Path | None = None, good: bool = True
    ) -> subprocess.CompletedProcess[str]:
        ran = subprocess.run(
            ["git", *words],
            cwd=folder or self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        assert ran.returncode == 0 or not good, ran.stdout + ran.stderr
        return ran

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def change(self, code: str, **fields) -> None:
        """Change the card of a code in the map in the folder."""
        document = load(self.map).document
        key = next(card.id for card in document.all(Card) if card.code == code)
        with Store(document, new_id=id_source()).edit("Edit") as tx:
            tx.change(key, **fields)
        save(document, self.map)

    def card(self, code: str) -> Card:
        document = load(self.map).document
        assert list(document_problems(document)) == []
        return next(card for card in document.all(Card) if card.code == code)

    def two_branches(self, ours, theirs) -> None:
        """Let both sides change the map, and stand on ours."""
        self.git("checkout", "-q", "-b", "theirs")
        theirs()
        self.commit("theirs")
        self.git("checkout", "-q", "main")
        ours()
        self.commit("ours")


@pytest.fixture
def repository(tmp_path) -> Repository:
    return Repository(tmp_path)


def test_git_diff_says_in_words_what_changed(repository):
    repository.change("P2", severity=4)
    said = repository.git("diff").stdout
    assert "Cards\n   Card P2 “" in said
    assert "severity 3 → 4" in said


def test_git_show_tells_of_a_new_map(repository):
    said = repository.git("show", "--ext-diff").stdout
    assert "Stage “Awareness”: added" in said


def test_two_branches_merge_by_record_and_field(repository):
    repository.two_branches(
        lambda: repository.change("P2", severity=4, tags=("fit",)),
        lambda: repository.change("P2", votes=99, tags=("price",)),
    )
    repository.git("merge", "-q", "--no-edit", "theirs")
    card = repository.card("P2")
    assert (card.severity, card.votes, card.tags) == (4, 99, ("fit", "price"))
    assert repository.git("status", "--porcelain").stdout == ""


def test_a_conflict_is_reported_and_the_map_holds_the_bases_value(repository):
    repository.two_branches(
        lambda: repository.change("P2", severity=1, votes=50), lambda: repository.change("P2", severity=4)
    )
    merged = repository.git("merge", "--no-edit", "theirs", good=False)
    assert merged.returncode == 1
    assert "CONFLICT (content): Merge conflict in shop.journey" in merged.stdout
    assert "severity: base: 3 | ours: 1 | theirs: 4" in merged.stdout + merged.stderr
    assert repository.git("status", "--porcelain").stdout == "UU shop.journey\n"
    card = repository.card("P2")
    assert (card.severity, card.votes) == (3, 50)


def test_the_three_states_can_be_had_from_git_and_listed_again(repository):
    repository.two_branches(
        lambda: repository.change("P2", severity=1), lambda: repository.change("P2", severity=4)
    )
    repository.git("merge", "--no-edit", "theirs", good=False)
    for number, name in enumerate(("base", "ours", "theirs"), 1):
        subprocess.run(
            ["sh", "-c", f"git show :{number}:shop.journey > {name}.journey"],
            cwd=repository.folder,
            env=repository.environ,
            check=True,
        )
    listed = subprocess.run(
        ["journeymapper", "merge", "base.journey", "ours.journey", "theirs.journey", "-o", "merged.journey"],
        cwd=repository.folder,
        env=repository.environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert listed.returncode == 1
    assert listed.stdout.startswith("conflict: Card P2 “")


def test_maps_without_a_common_beginning_stay_apart(repository):
    repository.git("checkout", "-q", "--orphan", "other")
    document = load(EXAMPLE).document
    with Store(document, new_id=id_source()).edit("Edit") as tx:
        tx.change(document.map.id, title="Another")
    save(document, repository.map)
    repository.commit("other")
    repository.git("checkout", "-q", "main")
    merged = repository.git("merge", "--allow-unrelated-histories", "--no-edit", "other", good=False)
    assert merged.returncode == 1
    assert repository.card("P2").severity == 3
