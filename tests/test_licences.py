"""The licences of everything that is shipped: gathered by the script, whole, of the versions that are pinned."""

import json
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from packaging.utils import canonicalize_name

from journeymapper.files.licences import licence_text, licences

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "licences"
NOT_PINNED = {"JourneyMapper", "Python", "Tabler Icons"}
# Put together here, so that this file names no host itself.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pypi", "python", "org"),
        ("pythonhosted", "org"),
        ("crates", "io"),
        ("npmjs", "com"),
        ("npmjs", "org"),
        ("rubygems", "org"),
        ("anaconda", "org"),
    ]
)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """scripts/gather_licences.py as a module."""
    spec = spec_from_file_location("gather_licences", ROOT / "scripts" / "gather_licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def families() -> set[str]:
    faces = json.loads((ROOT / "resources" / "fonts" / "fonts.json").read_text("utf-8"))["faces"]
    return {face["family"] for face in faces}


def test_every_dependency_direct_and_indirect_has_its_licence(script: ModuleType):
    listed = {canonicalize_name(each.name) for each in licences()}
    needed = {canonicalize_name(each.name) for each in script.runtime()}
    assert {"pyside6-essentials", "shiboken6", "charset-normalizer", "lxml"} <= needed
    assert needed <= listed


def test_the_versions_are_those_that_are_pinned(script: ModuleType):
    pins = script.pins()
    code = [each for each in licences() if each.name not in families() | NOT_PINNED]
    assert {each.name: each.version for each in code} == {
        each.name: pins[canonicalize_name(each.name)] for each in code
    }


def test_fonts_and_icons_and_what_the_built_program_holds_are_listed_as_well():
    names = {each.name for each in licences()}
    assert families() <= names
    assert names >= {"JourneyMapper", "Tabler Icons", "Python", "PyInstaller"}


def test_every_licence_says_what_it_is_and_has_its_text():
    for each in licences():
        assert re.fullmatch(r"[A-Za-z0-9.\-]+( (WITH|OR|AND) [A-Za-z0-9.\-]+)*", each.licence), each
        assert each.use
        assert len(licence_text(each)) > 500, each.name


def test_no_text_lies_there_that_nothing_names():
    named = {name for each in licences() for name in each.texts if not name.startswith("..")}
    assert {path.name for path in FOLDER.iterdir()} == named | {"licences.json"}


def test_what_is_committed_is_what_the_script_gathers(script: ModuleType, tmp_path: Path):
    script.write(tmp_path / "licences")
    made = {path.name: path.read_text("utf-8") for path in (tmp_path / "licences").iterdir()}
    assert made == {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}


def test_lines_that_name_a_registry_are_left_out(script: ModuleType):
    for host in REGISTRIES:
        assert script.scrubbed(f"one\nsee https://{host}/project/x for more\ntwo\n") == "one\ntwo\n"
    assert script.scrubbed("  kept \n") == "  kept\n"


def test_nothing_that_is_shipped_or_packs_names_a_registry():
    folders = [FOLDER, ROOT / "packaging", ROOT / "scripts" / "licences"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files += [ROOT / "build.spec", ROOT / "docs" / "installing.md", ROOT / "README.md"]
    for path in files:
        text = path.read_bytes().lower()
        assert not [host for host in REGISTRIES if host.encode() in text], path


def test_the_note_on_qt_names_the_licence_and_where_the_libraries_and_their_source_are():
    qt = next(each for each in licences() if each.name.startswith("PySide6"))
    assert qt.licence == "LGPL-3.0-only"
    text = " ".join(licence_text(qt).split())
    for part in ("GNU Lesser General Public License, version 3", "_internal/PySide6", "download.qt.io"):
        assert part in text
