"""Running the command line as people do: as a program of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "resources" / "templates" / "buying-running-shoes.journey"

WITHOUT_QT = """
import os
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            if "LACKING" in os.environ:
                raise ImportError(os.environ["LACKING"] + ": cannot open shared object file: No such file", name=name)
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, NoQt())
from journeymapper.cli import main
sys.exit(main(sys.argv[1:]))
"""

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def journeymapper(
    *arguments: str | Path,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
    qt: bool = True,
) -> subprocess.CompletedProcess[str]:
    """Run the program, without any display unless `environ` names one; `qt` false makes PySide6 unimportable.

    Then `LACKING` in `environ` may name a system library that PySide6 is to miss.
    """
    start = ["-m", "journeymapper"] if qt else ["-c", WITHOUT_QT]
    kept = {key: value for key, value in os.environ.items() if key not in DISPLAYS}
    return subprocess.run(
        [sys.executable, "-W", "error", *start, *map(str, arguments)],
        cwd=folder or ROOT,
        env=kept | {"PYTHONPATH": str(ROOT)} | dict(environ or {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def is_one_sentence(text: str) -> bool:
    """Whether the error output is one line of the program's, and no trace."""
    return text.count("\n") == 1 and text.startswith("journeymapper: ") and "Traceback" not in text
