"""A user's file is written in one place only; whatever else could write one is looked for in the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "journeymapper"
WRITER = "files/writer.py"
# What is no user's file: a module that writes such a thing is named here with the call it makes and the reason.
ALLOWED = {
    ("cli/__init__.py", "os.open"): "the null device, where nobody reads the output any more",
}

METHODS = {
    *("write_bytes", "write_text", "touch", "symlink_to", "hardlink_to", "rename", "truncate", "saveToFile"),
    *("setFileName", "setOutputFileName"),
}
NAMES = {
    *("os.open", "os.fdopen", "os.replace", "os.rename", "os.renames", "os.link", "os.truncate", "os.mkfifo"),
    *(
        "shutil.copy",
        "shutil.copy2",
        "shutil.copyfile",
        "shutil.copytree",
        "shutil.move",
        "shutil.copyfileobj",
    ),
    *(
        "tempfile.mkstemp",
        "tempfile.NamedTemporaryFile",
        "tempfile.TemporaryFile",
        "mkstemp",
        "NamedTemporaryFile",
    ),
    *("QFile", "QSaveFile", "QTemporaryFile", "QImageWriter", "QPdfWriter", "QSvgGenerator"),
}


def dotted(node: ast.expr) -> str:
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return f"{dotted(node.value)}.{node.attr}"
    return "?"


def mode_of(call: ast.Call, position: int) -> str:
    """The mode that an `open` is given, as far as the code tells; unknown counts as writing."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    given = named or call.args[position : position + 1]
    if given and isinstance(given[0], ast.Constant):
        return str(given[0].value)
    # What `archive.open(name)` is given is no mode.
    return "w?" if named or (given and position == 1) else "r"


def writes(call: ast.Call) -> str:
    """What a call is that could write a file, or ""."""
    name = dotted(call.func)
    last = name.rpartition(".")[2]
    if name in NAMES or name.removeprefix("QtCore.").removeprefix("QtGui.") in NAMES:
        return name
    if name in ("open", "io.open", "gzip.open", "codecs.open") and set(mode_of(call, 1)) & set("wax+"):
        return "open"
    if "." in name and last == "open" and set(mode_of(call, 0)) & set("wax+"):
        return "open"
    return last if "." in name and last in METHODS else ""


def found_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found = writes(node)
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
        "open_menu()",
        "archive.open(name)",
    ],
)
def test_reading_is_not_taken_for_writing(source):
    assert not list(found_in(source))
