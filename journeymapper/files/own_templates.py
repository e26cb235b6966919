"""A person's own templates: maps in a folder of theirs, one a file, called what the file is called.

The folder is the person's: whatever else lies in it is told and left alone.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import platformdirs

from journeymapper.files.journey import EXTENSION, load, save
from journeymapper.files.templates import TEMPLATES
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _

VARIABLE = "JOURNEYMAPPER_TEMPLATES"
"""The environment variable that names another folder, one that a team shares for instance."""

LONGEST_NAME = 60
MOST = 200
"""So many templates are looked at; more are not offered."""

_FORBIDDEN = frozenset('/\\:*?"<>|')
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)
"""What Windows takes for a device, whatever its suffix."""


class OwnTemplate(NamedTuple):
    """A template of the person's own, and the map that it holds."""

    name: str
    path: Path
    document: Document


class Shelf(NamedTuple):
    """The templates in a folder by name, and a sentence for each thing in it that is none."""

    templates: tuple[OwnTemplate, ...]
    problems: tuple[str, ...]


def templates_folder() -> Path:
    """Where the person's own templates lie; the folder need not be there."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    return platformdirs.user_data_path("journeymapper", appauthor=False) / "templates"


def own_templates(folder: Path) -> Shelf:
    """Every template in a folder, sorted by name. A folder that is not there has none."""
    found: list[OwnTemplate] = []
    problems: list[str] = []
    try:
        paths = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
    except FileNotFoundError:
        return Shelf((), ())
    except OSError as problem:
        sentence = _("your templates in “{folder}” cannot be looked at: {reason}")
        return Shelf((), (sentence.format(folder=folder, reason=problem.strerror or str(problem)),))
    seen = [path for path in paths if not path.name.startswith(".")]
    for path in seen[:MOST]:
        try:
            found.append(OwnTemplate(path.stem, path, _read(path)))
        except JourneyError as problem:
            problems.append(str(problem))
    if len(seen) > MOST:
        more = _("“{folder}” holds more than {n} templates: those after “{name}” are not offered")
        problems.append(more.format(folder=folder, n=MOST, name=seen[MOST - 1].stem))
    return Shelf(tuple(found), tuple(problems))


def own_names(folder: Path) -> tuple[str, ...]:
    """The names of the templates in a folder, whatever the files hold; none where it cannot be looked at."""
    try:
        paths = [path for path in folder.iterdir() if path.suffix == EXTENSION and path.is_file()]
    except OSError:
        return ()
    return tuple(sorted((path.stem for path in paths if not path.name.startswith(".")), key=str.casefold))


def own_document(name: str, folder: Path) -> Document:
    """The map that a template holds. Raises JourneyError."""
    return _read(_path(name, folder))


def save_template(document: Document, name: str, folder: Path) -> str:
    """Keep a map as a template, in place of one that has the name; the name that it got. Raises JourneyError."""
    kept = sound_name(name)
    kept = _alike(kept, folder) or kept
    _ready(folder)
    save(document, _path(kept, folder))
    return kept


def rename_template(name: str, new_name: str, folder: Path) -> str:
    """Give a template another name, which none may have; the name that it got. Raises JourneyError."""
    kept = sound_name(new_name)
    other = _alike(kept, folder)
    if other and other != name:
        raise JourneyError(_("there is a template “{name}” already: choose another name").format(name=other))
    old, new = _path(name, folder), _path(kept, folder)
    _reach(old, lambda: old.rename(new))
    return kept


def delete_template(name: str, folder: Path) -> None:
    """Delete a template. Raises JourneyError."""
    path = _path(name, folder)
    _reach(path, lambda: path.unlink(missing_ok=True))


def sound_name(name: str) -> str:
    """A name as it is kept. Raises JourneyError for one that no file can have, or that the program has given away."""
    sound = unicodedata.normalize("NFC", " ".join(name.split()))
    if not sound:
        raise JourneyError(_("a template needs a name"))
    if len(sound) > LONGEST_NAME:
        raise JourneyError(
            _("the name of a template may have {n} characters: shorten it").format(n=LONGEST_NAME)
        )
    if wrong := next((char for char in sound if char in _FORBIDDEN or not char.isprintable()), ""):
        raise JourneyError(
            _("the name of a template may not have “{char}” in it: leave it out").format(char=_shown(wrong))
        )
    if sound.startswith(".") or sound.endswith(".") or sound.partition(".")[0].casefold() in _DEVICES:
        raise JourneyError(_("a file cannot be called “{name}”: choose another name").format(name=sound))
    if sound.casefold() in TEMPLATES:
        raise JourneyError(
            _("the program has a template “{name}” of its own: choose another name").format(name=sound)
        )
    return sound


def _shown(char: str) -> str:
    return char if char.isprintable() else f"U+{ord(char):04X}"


def _path(name: str, folder: Path) -> Path:
    return folder / f"{name}{EXTENSION}"


def _alike(name: str, folder: Path) -> str:
    """The template that has the name, capitals apart; "" for none."""
    return next((other for other in own_names(folder) if other.casefold() == name.casefold()), "")


def _read(path: Path) -> Document:
    if path.stem.casefold() in TEMPLATES:
        raise JourneyError(
            _(
                "“{name}” in the folder of your templates is called like one of the program’s own and was skipped"
            ).format(name=path.name)
        )
    if path.suffix != EXTENSION or not path.is_file():
        raise JourneyError(
            _("“{name}” in the folder of your templates is no {suffix} file and was skipped").format(
                name=path.name, suffix=EXTENSION
            )
        )
    loaded = load(path)
    if loaded.read_only:
        raise JourneyError(
            _("the template “{name}” needs a newer JourneyMapper and was skipped").format(name=path.stem)
        )
    return loaded.document


def _ready(folder: Path) -> None:
    _reach(folder, lambda: folder.mkdir(parents=True, exist_ok=True))


def _reach(path: Path, act: Callable[[], object]) -> None:
    try:
        act()
    except OSError as problem:
        raise JourneyError(
            _("“{path}” cannot be changed: {reason}").format(
                path=path, reason=problem.strerror or str(problem)
            )
        ) from problem
