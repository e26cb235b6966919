"""The versions that are kept with each save, as the window hands them on."""

from pathlib import Path

import pytest

from tests.gui.driving import Driver, Program


def save_as(driver: Driver, title: str) -> None:
    with driver.store.edit("Rename") as tx:
        tx.change(driver.document.map.id, title=title)
    driver.give("file.save")
    driver.wait_saved()


@pytest.fixture
def driver(program: Program) -> Driver:
    """A window with a map that was saved twice."""
    opened = program.example()
    save_as(opened, "First")
    save_as(opened, "Second")
    opened.give("file.versions")
    return opened


def test_versions_are_kept_with_each_save(driver: Driver):
    desk = driver.person.desk
    assert desk is not None
    titles = [desk.document_of(version).map.title for version in desk.versions()]
    assert titles == ["Second", "First", "Buying running shoes"]
    assert desk.title == "Second"
    assert desk.now() is driver.document


def test_restoring_a_version_is_one_step_that_can_be_undone(driver: Driver):
    desk = driver.person.desk
    assert desk is not None
    assert desk.restore(desk.versions()[1])
    assert driver.document.map.title == "First"
    assert driver.window.title_row.saved.text() == "Edited"
    driver.give("edit.undo")
    assert driver.document.map.title == "Second"


def test_a_version_is_opened_beside_the_map(driver: Driver, program: Program):
    desk = driver.person.desk
    assert desk is not None
    desk.open_beside(desk.versions()[1])
    _first, second = program.windows.open
    assert second.store is not None
    assert second.store.document.map.title == "First"
    assert second.file.path is None


def test_a_version_that_cannot_be_read_is_told_and_changes_nothing(driver: Driver):
    desk = driver.person.desk
    assert desk is not None
    version = desk.versions()[1]
    Path(version.path).write_bytes(b"")
    assert not desk.restore(version)
    assert driver.person.told[-1][1] == "problem"
    assert driver.document.map.title == "Second"


def test_a_map_that_was_never_saved_has_no_versions(program: Program):
    opened = program.window()
    opened.window.file.new_from("empty")
    opened.give("file.versions")
    assert opened.person.desk is None
    assert "Save the map first" in opened.person.told[-1][0]
