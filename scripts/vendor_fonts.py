"""Build the bundled fonts: static TrueType subsets in resources/fonts/, and the list of them in fonts.json.

    python -m scripts.vendor_fonts [--sources FOLDER] [--out FOLDER]

FOLDER holds the unpacked packages of `font_faces` by name, as `node_modules` does; a package that is not there is
fetched with `npm pack` or `pip download`. The same sources give the same bytes. Outlines must be `glyf`: the PDF
embeds no CFF.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Collection
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from scripts.font_faces import DISPLAY, EMOJI, FACES, PREFERRED, STYLES, Face, Package
from scripts.font_sets import SIGNS, code_points

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


# Stylistic sets and contextual alternates are left out: Inter's `calt` turns "->" into an arrow, and what is copied
# from the PDF must be what was written.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "case"]

# What joins letters, reorders vowels and makes conjuncts.
SHAPING = [
    *("init", "medi", "fina", "isol", "rlig", "liga", "calt", "rclt", "rtlm"),
    *("nukt", "akhn", "rphf", "rkrf", "pref", "blwf", "half", "pstf", "abvf", "vatu", "cjct"),
    *("pres", "abvs", "blws", "psts", "haln", "dist", "abvm", "blwm"),
    *("ljmo", "vjmo", "tjmo"),
]

NAMES_KEPT = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 21, 22]

# Bits of OS/2.fsSelection and head.macStyle.
FS_BOLD = 1 << 5
FS_REGULAR = 1 << 6
FS_STYLE = FS_BOLD | FS_REGULAR | 1
MAC_BOLD = 1

# A sign is cut from the first family that has it and left out of the later ones: the sign fonts stay small.
SIGN_KEYS = ("symbols-math", "symbols-2", "symbols")


def package_folder(package: Package, sources: Path | None, scratch: Path) -> Path:
    """The unpacked package: from `sources` where it is there, else fetched into `scratch`."""
    if sources is not None and (sources / package.name).is_dir():
        return sources / package.name
    target = scratch / package.name
    if not target.is_dir():
        target.mkdir(parents=True)
        fetch(package, target)
    return target / "package" if package.registry == "npm" else target


def fetch(package: Package, target: Path) -> None:
    """Download the package and unpack it into `target`."""
    if package.registry == "npm":
        run(["npm", "pack", "--silent", f"{package.name}@{package.version}"], target)
        with tarfile.open(next(target.glob("*.tgz"))) as archive:
            archive.extractall(target, filter="data")
    else:
        run(["pip", "download", "--quiet", "--no-deps", f"{package.name}=={package.version}"], target)
        with zipfile.ZipFile(next(target.glob("*.whl"))) as archive:
            archive.extractall(target)  # noqa: S202 - a pinned version; what is used is checked by its hash


def run(command: list[str], folder: Path) -> None:
    """Run the command in the folder; an exception where it fails."""
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def read_source(face: Face, folder: Path) -> Path:
    """The face's source file; ends the program where its bytes are not the ones that were chosen."""
    path = folder / face.member
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != face.sha256:
        sys.exit(f"{face.package.name}: {face.member} has SHA-256 {digest}, not {face.sha256}.")
    return path


def subset_options(face: Face) -> subset.Options:
    """Options for a small, unhinted, static file that is the same at every run."""
    options = subset.Options()
    options.layout_features = [*FEATURES, *(SHAPING if face.complex else ())]
    options.name_IDs = NAMES_KEPT
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    options.recalc_timestamp = False
    options.drop_tables += ["STAT", "MATH", "gasp", "DSIG", "meta", "vhea", "vmtx"]
    return options


def opened(face: Face, source: Path) -> TTFont:
    """The face's static font; ends the program where its outlines are not TrueType."""
    font = TTFont(source, recalcTimestamp=False)
    if face.optical_size is not None:
        font = instantiateVariableFont(font, {"opsz": face.optical_size, "wght": face.weight})
        rename(font, face)
    if "glyf" not in font or "fvar" in font:
        sys.exit(f"{source.name} is not a static font with TrueType outlines.")
    return font


def rename(font: TTFont, face: Face) -> None:
    """Give an instance of a variable font the names of a static face."""
    style = STYLES[face.weight, face.italic]
    linked = style in ("Regular", "Bold")  # older programs know a family of four styles only
    texts = {
        1: face.family if linked else f"{face.family} {style}",
        2: style if linked else "Regular",
        3: f"{face.package.version};{face.postscript_name}",
        4: f"{face.family} {style}",
        6: face.postscript_name,
    }
    if not linked:
        texts |= {16: face.family, 17: style}
    names = font["name"]
    for number in (16, 17, 25):
        names.removeNames(nameID=number)
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~FS_STYLE) | (FS_BOLD if bold else FS_REGULAR)
    font["head"].macStyle = MAC_BOLD if bold else 0


def cut(face: Face, source: Path, wanted: Collection[int], target: Path) -> set[int]:
    """Write the subset of `source` with the `wanted` code points to `target`; which of them it has."""
    font = opened(face, source)
    covered = set(font.getBestCmap()).intersection(wanted)
    subsetter = subset.Subsetter(subset_options(face))
    subsetter.populate(unicodes=covered)
    subsetter.subset(font)
    font.save(target, reorderTables=True)
    return covered


def build(sources: Path | None, out: Path) -> None:
    """Write all faces, licences and fonts.json into `out`, in place of what it held."""
    for stale in [*out.glob("*.ttf"), *out.glob("*.txt")]:
        stale.unlink()
    signs_covered: set[int] = set()
    records = []
    with tempfile.TemporaryDirectory() as scratch:
        for face in FACES:
            folder = package_folder(face.package, sources, Path(scratch))
            wanted = face.characters
            if face.key in SIGN_KEYS:
                wanted -= signs_covered
            covered = cut(face, read_source(face, folder), wanted, out / face.file)
            if face.weight == 400 and not face.italic:
                signs_covered |= covered & code_points(SIGNS)
            licence = f"OFL-{face.family.replace(' ', '')}.txt"
            shutil.copyfile(folder / face.package.licence, out / licence)
            records.append(describe(face, licence))
    write_list(records, out / "fonts.json")


def describe(face: Face, licence: str) -> dict[str, object]:
    """The face's entry in fonts.json."""
    return {
        "key": face.key,
        "file": face.file,
        "family": face.family,
        "weight": face.weight,
        "italic": face.italic,
        **({"above": face.above, "below": face.below} if face.above else {}),
        "source": f"{face.package.registry} {face.package.name}",
        "version": face.package.version,
        "licence": licence,
    }


def write_list(records: list[dict[str, object]], path: Path) -> None:
    """fonts.json: the faces, and the families in the order in which a character is looked for."""
    fallback = list(dict.fromkeys(record["family"] for record in records if record["family"] != DISPLAY))
    listed = {"fallback": fallback, "emoji": EMOJI, "preferred": PREFERRED, "faces": records}
    text = json.dumps(listed, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", "utf-8")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Build the bundled fonts.")
    parser.add_argument(
        "--sources", type=Path, help="folder of unpacked packages, laid out like node_modules"
    )
    parser.add_argument("--out", type=Path, default=RESOURCES / "fonts")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    build(arguments.sources, arguments.out)


if __name__ == "__main__":
    main()
