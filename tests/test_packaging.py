"""What is installed beside the program: the desktop's entry, the type of its files, the icon, the built folder."""

import ast
import importlib.util
import io
import re
import shutil
import struct
import subprocess
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from journeymapper import __version__
from journeymapper.files.journey import EXTENSION
from journeymapper.files.manifest import MEDIA_TYPE
from journeymapper.files.templates import TEMPLATES, template_path

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
ICONS = ROOT / "packaging" / "icons"
TYPE = MEDIA_TYPE.decode()
METAINFO = LINUX / "org.journeymapper.journeymapper.metainfo.xml"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def run(*command: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    words = list(map(str, command))
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False, env=env)


def needs(name: str) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")


def entry() -> dict[str, str]:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / "journeymapper.desktop", encoding="utf-8")
    return dict(parser["Desktop Entry"])


def pixels(data: bytes) -> bytes:
    """A picture's colours; edges may differ a little between processors."""
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGBA").tobytes()


def test_the_entry_opens_maps_with_the_program():
    assert entry()["Exec"] == "journeymapper %f"
    assert entry()["MimeType"] == f"{TYPE};"
    assert entry()["Icon"] == "journeymapper"


def test_the_entry_is_valid():
    needs("desktop-file-validate")
    found = run("desktop-file-validate", LINUX / "journeymapper.desktop")
    assert (found.returncode, found.stdout) == (0, "")


def test_the_type_is_the_one_that_the_files_name():
    (kind,) = ET.parse(LINUX / "journeymapper-mime.xml").getroot().findall(f"{MIME}mime-type")
    assert kind.get("type") == TYPE
    assert [glob.get("pattern") for glob in kind.findall(f"{MIME}glob")] == [f"*{EXTENSION}"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_magic_is_in_every_map(name: str):
    data = template_path(name).read_bytes()
    found = list(ET.parse(LINUX / "journeymapper-mime.xml").getroot().iter(f"{MIME}match"))
    assert len(found) == 2
    for match in found:
        offset = int(match.get("offset", ""))
        value = match.get("value", "").encode().decode("unicode_escape").encode("latin-1")
        assert data[offset : offset + len(value)] == value


def test_the_system_knows_a_map_by_its_name_and_by_its_content(tmp_path: Path):
    needs("update-mime-database")
    needs("gio")
    installed = run(LINUX / "install.sh", tmp_path)
    assert installed.returncode == 0, installed.stderr
    shutil.copyfile(template_path("empty"), tmp_path / "without-a-suffix")
    environment = {
        "XDG_DATA_HOME": str(tmp_path / "share"),
        "XDG_DATA_DIRS": "/usr/share",
        "PATH": "/usr/bin:/bin",
    }
    for path in (template_path("empty"), tmp_path / "without-a-suffix"):
        said = run("gio", "info", "-a", "standard::content-type", path, env=environment)
        assert TYPE in said.stdout, said.stdout + said.stderr


def test_what_was_installed_is_taken_away_again(tmp_path: Path):
    assert run(LINUX / "install.sh", tmp_path).returncode == 0
    share = tmp_path / "share"
    assert (share / "applications" / "journeymapper.desktop").is_file()
    assert all((share / f"icons/hicolor/{size}x{size}/apps/journeymapper.png").is_file() for size in SIZES)
    assert run(LINUX / "install.sh", "--remove", tmp_path).returncode == 0
    assert not [path for path in share.rglob("*journeymapper*") if path.is_file()]


def test_the_metainfo_is_valid():
    needs("appstreamcli")
    found = run("appstreamcli", "validate", "--no-net", METAINFO)
    assert found.returncode == 0, found.stdout


def test_the_metainfo_names_this_version_the_entry_and_the_type():
    root = ET.parse(METAINFO).getroot()
    assert root.findtext("launchable") == "journeymapper.desktop"
    assert root.findtext("provides/mediatype") == TYPE
    release = root.find("releases/release")
    assert release is not None
    assert release.get("version") == __version__


def test_the_icon_is_there_in_every_size_and_form():
    for size in SIZES:
        data = (LINUX / "icons" / f"journeymapper-{size}.png").read_bytes()
        assert struct.unpack(">II", data[16:24]) == (size, size)
    ico = (ICONS / "journeymapper.ico").read_bytes()
    assert struct.unpack("<HHH", ico[:6]) == (0, 1, len(SIZES))
    icns = (ICONS / "journeymapper.icns").read_bytes()
    assert icns[:4] == b"icns"
    assert struct.unpack(">I", icns[4:8]) == (len(icns),)


def test_the_icon_files_are_made_of_the_svg():
    spec = importlib.util.spec_from_file_location("make_app_icon", ROOT / "scripts" / "make_app_icon.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    renderer = module.QSvgRenderer(str(module.SOURCE))
    assert renderer.isValid()
    for size in module.SHOWN_SIZES:
        shown = ROOT / "resources" / "app-icon" / f"journeymapper-{size}.png"
        committed, made = (pixels(data) for data in (shown.read_bytes(), module.picture(renderer, size)))
        assert max(abs(one - other) for one, other in zip(committed, made, strict=True)) <= 12


def test_the_built_folder_keeps_the_plugins_that_the_window_needs():
    tree = ast.parse((ROOT / "build.spec").read_text("utf-8"))
    values = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    plugins = ast.unparse(values["QT_PLUGINS"])
    for plugin in ("qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa", "qjpeg", "composeplatforminput"):
        assert plugin in plugins


def test_the_bundle_of_macos_names_the_type_of_the_files():
    text = (ROOT / "build.spec").read_text("utf-8")
    assert f'"public.mime-type": ["{TYPE}"]' in text
    assert f'"public.filename-extension": ["{EXTENSION[1:]}"]' in text


def test_the_instructions_name_the_type_and_every_system():
    text = (ROOT / "docs" / "installing.md").read_text("utf-8")
    assert TYPE in text
    for system in ("Linux", "Windows", "macOS"):
        assert re.search(rf"^## .*{system}", text, re.MULTILINE)
