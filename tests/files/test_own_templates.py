"""The person's own templates: kept, named, replaced, renamed, deleted; what is none is told and left alone."""

import unicodedata
from pathlib import Path

import pytest

from journeymapper.edit.new import new_document
from journeymapper.files.own_templates import (
    LONGEST_NAME,
    MOST,
    delete_template,
    own_names,
    own_templates,
    rename_template,
    save_template,
    sound_name,
    templates_folder,
)
from journeymapper.files.templates import EXAMPLE, TEMPLATES, from_template, template_document, template_path
from journeymapper.model.errors import JourneyError
from journeymapper.model.ids import id_source


def folder(tmp_path: Path) -> Path:
    """A folder of templates that is not there yet."""
    return tmp_path / "new" / "templates"


def test_a_map_that_was_kept_is_a_template_with_all_that_is_in_it(tmp_path: Path):
    document = template_document(EXAMPLE)
    assert save_template(document, "Running shoes", folder(tmp_path)) == "Running shoes"
    (kept,) = own_templates(folder(tmp_path)).templates
    assert kept.name == "Running shoes"
    assert kept.document.snapshot() == document.snapshot()


def test_a_new_map_begins_as_an_own_template_with_ids_of_its_own(tmp_path: Path):
    document = template_document(EXAMPLE)
    save_template(document, "Shoes", folder(tmp_path))
    begun = from_template("Shoes", id_source(3), folder(tmp_path))
    assert not set(begun.snapshot()) & set(document.snapshot())
    assert [stage.title for stage in begun.stages] == [stage.title for stage in document.stages]


def test_keeping_under_the_same_name_replaces_the_template_capitals_apart(tmp_path: Path):
    save_template(new_document(id_source(1), title="one"), "Mine", folder(tmp_path))
    assert save_template(new_document(id_source(2), title="two"), "mine", folder(tmp_path)) == "Mine"
    (kept,) = own_templates(folder(tmp_path)).templates
    assert (kept.name, kept.document.map.title) == ("Mine", "two")


def test_names_are_kept_composed_and_without_spaces_around_them(tmp_path: Path):
    decomposed = unicodedata.normalize("NFD", "  Käufer  -  Reise ")
    assert (
        save_template(new_document(id_source(1), title=""), decomposed, folder(tmp_path)) == "Käufer - Reise"
    )
    assert own_names(folder(tmp_path)) == ("Käufer - Reise",)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "needs a name"),
        ("  ", "needs a name"),
        ("a/b", "“/”"),
        ("..\\x", "“\\”"),
        ("<b>", "“<”"),
        ("a\nb?", "“?”"),
        ("a\u202eb", "U+202E"),
        (".hidden", "cannot be called"),
        ("..", "cannot be called"),
        ("end.", "cannot be called"),
        ("NUL", "cannot be called"),
        ("com1.backup", "cannot be called"),
        ("Empty", "of its own"),
        ("x" * (LONGEST_NAME + 1), "shorten it"),
    ],
)
def test_a_name_that_no_file_can_have_is_refused_in_one_sentence(tmp_path: Path, name: str, said: str):
    with pytest.raises(JourneyError, match=r"[^\n]+") as refused:
        save_template(new_document(id_source(1), title=""), name, folder(tmp_path))
    assert said in str(refused.value)
    assert not folder(tmp_path).exists()


@pytest.mark.parametrize("name", ["Ünïcode 旅", "a & b", "100% (v2)", "x" * LONGEST_NAME, "a.b"])
def test_other_names_are_fine(name: str):
    assert sound_name(name) == name


def test_renaming_keeps_the_content_and_leaves_one_file(tmp_path: Path):
    document = template_document(EXAMPLE)
    save_template(document, "one", folder(tmp_path))
    assert rename_template("one", "Two", folder(tmp_path)) == "Two"
    assert [path.name for path in folder(tmp_path).iterdir()] == ["Two.journey"]
    assert own_templates(folder(tmp_path)).templates[0].document.snapshot() == document.snapshot()


def test_renaming_may_change_capitals_only(tmp_path: Path):
    save_template(template_document("empty"), "one", folder(tmp_path))
    assert rename_template("one", "ONE", folder(tmp_path)) == "ONE"
    assert own_names(folder(tmp_path)) == ("ONE",)


def test_renaming_to_a_name_that_is_taken_is_refused_and_changes_nothing(tmp_path: Path):
    for name in ("one", "two"):
        save_template(new_document(id_source(1), title=name), name, folder(tmp_path))
    with pytest.raises(JourneyError, match="“two” already"):
        rename_template("one", "Two", folder(tmp_path))
    titles = {each.name: each.document.map.title for each in own_templates(folder(tmp_path)).templates}
    assert titles == {"one": "one", "two": "two"}


def test_renaming_what_is_gone_is_told(tmp_path: Path):
    with pytest.raises(JourneyError, match="cannot be changed"):
        rename_template("gone", "other", tmp_path)


def test_a_deleted_template_is_gone_and_deleting_it_again_is_fine(tmp_path: Path):
    save_template(template_document("empty"), "one", folder(tmp_path))
    delete_template("one", folder(tmp_path))
    delete_template("one", folder(tmp_path))
    assert own_templates(folder(tmp_path)) == ((), ())


def test_what_is_no_template_is_told_by_name_and_skipped(tmp_path: Path):
    save_template(template_document("empty"), "good", tmp_path)
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "broken.journey").write_bytes(template_path(EXAMPLE).read_bytes()[:3000])
    (tmp_path / "nothing.journey").write_bytes(b"")
    (tmp_path / "folder.journey").mkdir()
    (tmp_path / "empty.journey").write_bytes(template_path("empty").read_bytes())
    (tmp_path / ".DS_Store").write_bytes(b"x")
    # Its name says no file that could be opened where capitals count.
    (tmp_path / "loud.JOURNEY").write_bytes(template_path("empty").read_bytes())
    shelf = own_templates(tmp_path)
    assert [template.name for template in shelf.templates] == ["good"]
    told = ("broken", "empty", "folder", "loud", "notes", "nothing")
    assert [next(name for name in told if f"“{name}." in problem) for problem in shelf.problems] == list(told)
    assert all("\n" not in problem for problem in shelf.problems)
    assert {path.name for path in tmp_path.iterdir()} >= {"notes.txt", "broken.journey", ".DS_Store"}


def test_a_folder_that_is_not_there_has_no_templates_and_no_problems(tmp_path: Path):
    assert own_templates(tmp_path / "none") == ((), ())
    assert own_names(tmp_path / "none") == ()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    shelf = own_templates(tmp_path / "file")
    assert shelf.templates == ()
    assert "cannot be looked at" in shelf.problems[0]
    with pytest.raises(JourneyError):
        save_template(template_document("empty"), "one", tmp_path / "file")


def test_more_than_enough_templates_are_not_all_offered(tmp_path: Path):
    data = template_path("empty").read_bytes()
    for number in range(MOST + 2):
        (tmp_path / f"t{number:03}.journey").write_bytes(data)
    shelf = own_templates(tmp_path)
    assert len(shelf.templates) == MOST
    assert f"t{MOST - 1}" in shelf.problems[0]


def test_the_folder_lies_with_the_persons_data_or_where_the_variable_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert templates_folder().parts[-2:] == ("journeymapper", "templates")
    monkeypatch.setenv("JOURNEYMAPPER_TEMPLATES", str(tmp_path))
    assert templates_folder() == tmp_path


def test_the_programs_templates_win_over_files_of_their_names(tmp_path: Path):
    name = next(iter(TEMPLATES))
    (tmp_path / f"{name}.journey").write_bytes(template_path("empty").read_bytes())
    assert template_document(name, tmp_path).map.title == template_document(name).map.title
