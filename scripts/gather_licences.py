"""Gather the licences of everything that is shipped into resources/licences, with a list of them, licences.json.

    python scripts/gather_licences.py [--out FOLDER]

Taken are the licence files of every distribution that the program needs to run, direct and indirect, as they are
installed here, and what stands in scripts/licences: texts that the distributions lack, and those of what is shipped in
the built program besides. Fonts and icons have theirs beside them. Lines that name the host of a package registry are
left out of the texts. Run it again when a dependency or its version changes; a test holds the list and the pins
together.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(__file__).resolve().parent / "licences"
LICENCES = ROOT / "resources" / "licences"
LIST = "licences.json"
EXTRAS = ("slides",)
"""The optional dependencies that the built program has."""

LICENCE_FILE = re.compile(r"(?i)(licen[cs]es?|copying|notice)\b[^/]*")
HOSTS = ("pypi", "pypa\\.io", "pythonhosted", "crates\\.io", "npmjs", "rubygems", "anaconda")
REGISTRY = re.compile(rf"(?i)\b(?:{'|'.join(HOSTS)})\b")

NAMED = {
    "MIT License": "MIT",
    "BSD license (see license.txt for details), Copyright (c) 2000-2025, ReportLab Inc.": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
}
"""What distributions call their licence otherwise than SPDX does."""
SAID = {"segno": "BSD-3-Clause", "python-calamine": "MIT"}
"""The licence of those that say it in their text only."""
ADDED = {
    "pyside6-essentials": ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "uharfbuzz": ("HarfBuzz.txt",),
}
"""Texts of scripts/licences that belong to a distribution."""
TAKEN = {"pyside6-essentials": "LGPL-3.0-only", "shiboken6": "LGPL-3.0-only"}
"""The licence that is chosen where a distribution offers several."""
USES = {
    "pyside6-essentials": "The window: Qt for Python, with Qt itself",
    "shiboken6": "Joins Qt and Python",
    "charset-normalizer": "Comes with ReportLab",
    "fonttools": "Reads and cuts the fonts",
    "icu4py": "Line breaks and directions of text: the Unicode library ICU",
    "lxml": "Writes slides, with python-pptx",
    "msgspec": "Reads and writes the records of maps",
    "networkx": "Finds the ways through a map",
    "pillow": "Reads portraits",
    "platformdirs": "Finds the folders of the system",
    "python-calamine": "Reads spreadsheets",
    "python-pptx": "Writes slides",
    "reportlab": "Writes PDF",
    "segno": "Draws QR codes",
    "typing-extensions": "Comes with python-pptx",
    "uharfbuzz": "Shapes text: the library HarfBuzz",
    "xlsxwriter": "Writes spreadsheets",
}

Entry = dict[str, Any]


def runtime() -> list[Distribution]:
    """Every distribution that the program needs to run, sorted by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"]]
    wanted += [line for extra in EXTRAS for line in project["optional-dependencies"][extra]]
    found: dict[str, Distribution] = {}
    while wanted:
        requirement = Requirement(wanted.pop())
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        wanted += found[name].requires or []
    return [found[name] for name in sorted(found)]


def pins() -> dict[str, str]:
    """The pinned version of every dependency by its name."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))


def gather() -> tuple[list[Entry], dict[str, str]]:
    """The list, and the texts by the names of their files."""
    texts = {path.name: scrubbed(path.read_text("utf-8")) for path in sorted(KEPT.iterdir())}
    texts["JourneyMapper.txt"] = (ROOT / "LICENSE").read_text("utf-8")
    entries = [entry("JourneyMapper", "", "MIT", "The program itself", ["JourneyMapper.txt"])]
    entries += [_of(each, texts) for each in runtime()]
    built = "Runs the built program"
    entries.append(entry("Python", "", "PSF-2.0", built, ["Python.txt"]))
    starter = "GPL-2.0-or-later WITH Bootloader-exception"
    entries.append(
        entry("PyInstaller", pins()["pyinstaller"], starter, "Starts the built program", ["PyInstaller.txt"])
    )
    return [*entries, *fonts(), icons()], texts


def fonts() -> Iterator[Entry]:
    """The families of fonts, whose texts lie beside them."""
    faces = json.loads((ROOT / "resources" / "fonts" / "fonts.json").read_text("utf-8"))["faces"]
    families = {(face["licence"], face["version"]): face["family"] for face in reversed(faces)}
    for (text, version), family in sorted(families.items(), key=lambda item: item[1]):
        yield entry(family, version, "OFL-1.1", "Font", [f"../fonts/{text}"])


def icons() -> Entry:
    """The icons, whose text lies beside them."""
    return entry("Tabler Icons", "", "MIT", "Icons", ["../icons/LICENSE-Tabler.txt"])


def entry(name: str, version: str, licence: str, use: str, texts: list[str]) -> Entry:
    """A line of the list."""
    return {"name": name, "version": version, "licence": licence, "use": use, "texts": texts}


def scrubbed(text: str) -> str:
    """A text without the lines that name the host of a package registry."""
    kept = [line.rstrip() for line in text.splitlines() if not REGISTRY.search(line)]
    return "\n".join(kept).strip("\n") + "\n"


def write(folder: Path) -> None:
    """Write the list and the texts, and nothing else, into a folder."""
    entries, texts = gather()
    folder.mkdir(parents=True, exist_ok=True)
    for stale in set(folder.iterdir()) - {folder / name for name in texts}:
        stale.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    listed = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    (folder / LIST).write_text(listed, encoding="utf-8", newline="\n")


def _of(dist: Distribution, texts: dict[str, str]) -> Entry:
    name = canonicalize_name(dist.name)
    own = []
    for path in sorted(dist.files or [], key=str):
        if "dist-info" in path.parts[0] and LICENCE_FILE.fullmatch(path.name):
            own.append(f"{name}-{path.name.removesuffix('.txt')}.txt")
            texts[own[-1]] = scrubbed(path.read_text("utf-8"))
    own += ADDED.get(name, ())
    if not own:
        raise SystemExit(f"{name} has no licence file: put one into {KEPT} and name it in ADDED.")
    return entry(dist.name, dist.version, _licence(dist, name), USES[name], own)


def _licence(dist: Distribution, name: str) -> str:
    fields = dist.metadata.json
    said = TAKEN.get(name) or SAID.get(name) or fields.get("license_expression") or fields.get("license", "")
    return NAMED.get(str(said), str(said))


def main() -> None:
    """Write resources/licences."""
    parser = argparse.ArgumentParser(description="Gather the licences of everything that is shipped.")
    parser.add_argument("--out", type=Path, default=LICENCES)
    write(parser.parse_args().out)


if __name__ == "__main__":
    main()
