"""Where the bundled fonts, icons, themes and templates lie."""

from pathlib import Path

from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _


def resource(*parts: str) -> Path:
    """The path of `resources/<parts>`: inside the package where it is installed, beside it in a source tree.

    Raises JourneyError where there is no such folder in either place; whether the file itself is there is not asked.
    """
    # importlib.resources would bring zipfile and tempfile along before the first paint, and find the same folder.
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "resources", package.parent / "resources"):
        if folder.is_dir():
            return folder.joinpath(*parts)
    raise JourneyError(
        _(
            "JourneyMapper’s own fonts and pictures are missing beside {folder}: install the program again"
        ).format(folder=package)
    )
