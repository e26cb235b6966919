"""What the code as a whole must hold: who imports whom, what starts without Qt, where colours stand."""

import io
import re
import subprocess
import sys
import tokenize
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "journeymapper"

IMPORT_WITHOUT_QT = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"{name} is not to be imported here")

sys.meta_path.insert(0, NoQt())
import journeymapper

def visit(path, prefix):
    for module in pkgutil.iter_modules(path, prefix):
        if module.name not in ("journeymapper.ui", "journeymapper.__main__"):
            found = importlib.import_module(module.name)
            print(module.name)
            if module.ispkg:
                visit(found.__path__, module.name + ".")

visit(journeymapper.__path__, "journeymapper.")
"""

COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3,4})\b")
STRINGS = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def colours_in(path: Path) -> list[str]:
    source = io.StringIO(path.read_text("utf-8"))
    tokens = [token for token in tokenize.generate_tokens(source.readline) if token.type in STRINGS]
    return [
        f"{path.relative_to(ROOT)}:{token.start[0]}: {token.string}"
        for token in tokens
        if COLOUR.search(token.string)
    ]


def test_imports_point_down_only_and_each_library_has_one_importer():
    linted = run_python(
        "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_everything_but_the_window_imports_where_qt_cannot_be():
    imported = run_python("-W", "error", "-c", IMPORT_WITHOUT_QT)
    assert imported.returncode == 0, imported.stderr
    assert "journeymapper.model" in imported.stdout.split()


def test_the_command_line_starts_without_the_heavy_libraries():
    heavy = ("PySide6", "networkx", "reportlab")
    started = run_python(
        "-c", f"import journeymapper.cli, sys; print([m for m in {heavy} if m in sys.modules])"
    )
    assert started.stdout.strip() == "[]", started.stderr


def test_no_colour_is_written_in_code():
    found = [place for path in sorted(PACKAGE.rglob("*.py")) for place in colours_in(path)]
    assert not found, "colours stand in resources/themes, by role:\n" + "\n".join(found)


def test_pip_and_uv_are_given_the_same_versions():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert pinned == project["tool"]["uv"]["constraint-dependencies"]
