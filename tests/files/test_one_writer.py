"""A user's file is written in one place only; whatever else could write one is looked for in the code itself."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "journeymapper"
WRITER = "files/writer.py"
# What is no user's file: a module that writes such a thing is named here with the call it makes and the reason.
ALLOWED = {
    ("cli/__init__.py", "os.open"): "the null device, where nobody reads the output any more",
    ("files/disk.py", "os.open"): "folders, which are opened for syncing only",
    ("files/journal/places.py", "os.open"): "bases of journals, in the state folder",
    ("files/journal/places.py", "unlink"): "journals that are not needed any more, in the state folder",
    ("files/journal/places.py", "rmdir"): "their folders",
    ("files/journal/tape.py", "os.open"): "journals, in the state folder",
    ("files/journal/tape.py", "unlink"): "a journal that could not be begun, in the state folder",
    ("files/locks.py", "os.open"): "locks, in the state folder",
    ("files/locks.py", "unlink"): "locks, in the state folder",
    ("files/versions.py", "unlink"): "versions that are no longer due, in the state folder",
    ("files/versions.py", "replace"): "the versions of a map that was moved, in the state folder",
    ("files/versions.py", "shutil.rmtree"): "a folder of versions that holds none, in the state folder",
    (
        "files/twin.py",
        "unlink",
    ): "files of an earlier twin in that folder that the map no longer has",
    ("files/own_templates.py", "rename"): "a template that the person gives another name",
    ("files/own_templates.py", "unlink"): "a template that the person deletes",
    ("files/portraits.py", "save"): "a picture, to memory",
    ("export/pictures.py", "save"): "a picture, to memory",
    ("export/subset.py", "save"): "a font, to memory",
    ("export/slides/presentation.py", "save"): "slides, to memory",
    ("export/slides/presentation.py", "ZipFile"): "slides, to memory",
    ("ui/png.py", "save"): "a picture, to memory",
    ("ui/log_file.py", "os.open"): "logs, in the state folder",
    ("ui/log_file.py", "replace"): "the log before, in the state folder",
    ("ui/crash_log.py", "replace"): "what a crash of Python said, in the state folder",
    ("ui/crash_log.py", "unlink"): "the same, once it was told",
}

METHODS = {
    *("write_bytes", "write_text", "touch", "symlink_to", "hardlink_to", "rename", "truncate", "saveToFile"),
    *("setFileName", "setOutputFileName", "unlink", "rmdir"),
}
"""What is a write whatever it is called on."""
WITH_ONE = {"replace": "target", "save": "fileName"}
"""What is one with just one thing, by position or of this name: `path.replace(other)`, not `text.replace(a, b)`."""
NAMES = {
    *("os.open", "os.fdopen", "os.replace", "os.rename", "os.renames", "os.link", "os.truncate", "os.mkfifo"),
    *("os.remove", "os.unlink", "os.rmdir", "os.removedirs", "os.symlink", "os.mknod", "shutil.rmtree"),
    *("shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree", "shutil.move"),
    *("shutil.copyfileobj", "shutil.unpack_archive", "shutil.make_archive"),
    *(
        "tempfile.mkstemp",
        "tempfile.NamedTemporaryFile",
        "tempfile.TemporaryFile",
        "tempfile.SpooledTemporaryFile",
    ),
    *("io.FileIO", "_io.FileIO", "sqlite3.connect", "shelve.open", "dbm.open", "mmap.mmap"),
    *("logging.FileHandler", "logging.handlers.RotatingFileHandler"),
}
"""What is one however it is used: called, or handed to somebody who calls it."""
QT_NAMES = {"QFile", "QSaveFile", "QTemporaryFile", "QImageWriter", "QPdfWriter", "QSvgGenerator"}
WITH_MODE = {
    "open",
    "io.open",
    "gzip.open",
    "bz2.open",
    "lzma.open",
    "codecs.open",
    "tarfile.open",
    "os.fdopen",
} | {
    *("zipfile.ZipFile", "tarfile.TarFile", "gzip.GzipFile", "bz2.BZ2File", "lzma.LZMAFile"),
}
"""What is one if its second argument says so."""
WRITING = set("wax+")


def known_as(tree: ast.AST) -> dict[str, str]:
    """What names stand for that a module imports: `from os import replace as put` makes `put` `os.replace`."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                known |= {each.asname: each.name for each in node.names if each.asname}
            case ast.ImportFrom():
                known |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return known


def dotted(node: ast.expr, known: Mapping[str, str]) -> str:
    match node:
        case ast.Name():
            return known.get(node.id, node.id)
        case ast.Attribute():
            return f"{dotted(node.value, known)}.{node.attr}"
    return "?"


def is_hidden(call: ast.Call) -> bool:
    """Whether some of what a call is given cannot be seen here."""
    return any(keyword.arg is None for keyword in call.keywords) or any(
        isinstance(argument, ast.Starred) for argument in call.args
    )


def mode_of(call: ast.Call, position: int) -> str:
    """The mode that an `open` is given, as far as the code tells; unknown counts as writing."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    given = named or call.args[position : position + 1]
    if given and isinstance(given[0], ast.Constant):
        return str(given[0].value)
    # What `archive.open(name)` is given is no mode.
    return "w?" if named or is_hidden(call) or (given and position == 1) else "r"


def names_write(node: ast.expr, known: Mapping[str, str]) -> str:
    """What a name is that could write a file, or ""."""
    name = dotted(node, known)
    last = name.rpartition(".")[2]
    if last in QT_NAMES:
        return last
    return name if name in NAMES else ""


def call_writes(call: ast.Call, known: Mapping[str, str]) -> str:
    """What a call is that could write a file, or ""."""
    name = dotted(call.func, known)
    last = name.rpartition(".")[2]
    if name in WITH_MODE:
        return last if set(mode_of(call, 1)) & WRITING else ""
    if not isinstance(call.func, ast.Attribute):
        return ""
    if last == "open" and set(mode_of(call, 0)) & WRITING:
        return "open"
    if last in WITH_ONE and has_one(call, last):
        return last
    return last if last in METHODS else ""


def has_one(call: ast.Call, method: str) -> bool:
    """Whether a call is given what makes this method a write. A picture is saved with a format and a quality, too."""
    if method == "save":
        return bool(call.args or call.keywords)
    given = [keyword.arg for keyword in call.keywords]
    if call.args:
        return len(call.args) == 1 and not given
    return given in ([WITH_ONE[method]], [None])


def found_in(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    known = known_as(tree)
    for node in ast.walk(tree):
        found = ""
        match node:
            case ast.Call():
                found = call_writes(node, known)
            case ast.ImportFrom() if any(each.name == "*" for each in node.names):
                found = "import *"
        if not found and isinstance(node, ast.Name | ast.Attribute):
            found = names_write(node, known)
        if found:
            yield found


def test_only_the_writer_writes_a_users_file():
    found = {
        (path.relative_to(PACKAGE).as_posix(), call)
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).as_posix() != WRITER
        for call in found_in(path.read_text("utf-8"))
    }
    assert found <= ALLOWED.keys(), "a user's file is written by files.writer.write_file alone"


def test_what_is_allowed_is_there():
    for name, call in ALLOWED:
        assert call in found_in((PACKAGE / name).read_text("utf-8")), f"{name} needs no leave for {call}"


@pytest.mark.parametrize(
    "source",
    [
        "open(path, 'w')",
        "open(path, mode='ab')",
        "open(path, mode)",
        "path.open(mode=mode)",
        "path.open('wb')",
        "path.write_text(text)",
        "Path(name).write_bytes(data)",
        "os.open(path, flags)",
        "os.replace(a, b)",
        "shutil.copy(a, b)",
        "tempfile.NamedTemporaryFile()",
        "QSaveFile(name)",
        "QtCore.QFile(name)",
        "path.replace(other)",
        "path.replace(target=other)",
        "path.replace(*others)",
        "path.rename(other)",
        "path.unlink()",
        "path.unlink(missing_ok=True)",
        "path.rmdir()",
        "os.remove(path)",
        "os.unlink(path)",
        "shutil.rmtree(folder)",
        "from os import replace\nreplace(a, b)",
        "from os import replace as put\nput(a, b)",
        "from shutil import rmtree\nrmtree(folder)",
        "import os as system\nsystem.replace(a, b)",
        "from os import *",
        "from tempfile import NamedTemporaryFile\nNamedTemporaryFile()",
        "from PySide6.QtCore import QSaveFile as Safe\nSafe(name)",
        "deferred = partial(os.replace, a, b)",
        "image.save(name)",
        "image.save(name, 'PNG')",
        "image.save(fileName=name)",
        "zipfile.ZipFile(path, 'w')",
        "from zipfile import ZipFile\nZipFile(path, mode='a')",
        "open(path, **options)",
        "open(*what)",
        "path.open(**options)",
        "io.FileIO(path, 'w')",
        "from io import FileIO\nFileIO(path, mode)",
    ],
)
def test_other_ways_to_write_are_recognised(source):
    assert list(found_in(source))


@pytest.mark.parametrize(
    "source",
    [
        "open(path)",
        "open(path, 'rb')",
        "path.open()",
        "path.read_bytes()",
        "text.replace(a, b)",
        "text.replace(a, b, 1)",
        "when.replace(tzinfo=zone)",
        "from msgspec.structs import replace\nreplace(record, text=text)",
        "msgspec.structs.replace(record, **fields)",
        "painter.save()",
        "zipfile.ZipFile(stream)",
        "zipfile.ZipFile(stream, 'r')",
        "names.remove(name)",
        "open_menu()",
        "archive.open(name)",
    ],
)
def test_reading_is_not_taken_for_writing(source):
    assert not list(found_in(source))
