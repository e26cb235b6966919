"""The program's own folder."""

import stat
from pathlib import Path

import pytest

from journeymapper.files.state import StateFolder, state_folder


@pytest.mark.parametrize("name", ["journals", "versions", "locks", "logs"])
def test_folders_are_made_when_they_are_needed_for_their_owner_alone(tmp_path, name):
    state = StateFolder(tmp_path / "a" / "state")
    assert not state.root.exists()
    folder = getattr(state, name)
    assert folder.is_dir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(state.root.stat().st_mode) == 0o700
    assert getattr(state, name) == folder


def test_the_environment_can_name_another_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("JOURNEYMAPPER_STATE", str(tmp_path))
    assert state_folder() == StateFolder(tmp_path)


def test_otherwise_it_is_the_users_state_folder():
    assert state_folder().root.name == "journeymapper"
    assert state_folder().root != Path("journeymapper")
