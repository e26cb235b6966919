"""Build the bundled fonts: static TrueType subsets in resources/fonts/, and the list of them in fonts.json.

    python scripts/vendor_fonts.py [--sources FOLDER] [--out FOLDER]

FOLDER holds the unpacked packages of `PACKAGES` by name, as `node_modules` does; a package that is not there is
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
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True)
class Package:
    """A published package that holds fonts: `registry` is "npm" or "pypi", `licence` the path of its OFL text."""

    registry: str
    name: str
    version: str
    licence: str = "LICENSE_FONT"


INTER = Package("npm", "@expo-google-fonts/inter", "0.4.2")
INTER_VARIABLE = Package("pypi", "fontpkg-inter", "4.1.post1", "fontpkg_inter/LICENSE")
NOTO_SANS = Package("npm", "@expo-google-fonts/noto-sans", "0.4.2")
NOTO_SANS_MATH = Package("npm", "@expo-google-fonts/noto-sans-math", "0.4.2")
NOTO_SANS_SYMBOLS = Package("npm", "@expo-google-fonts/noto-sans-symbols", "0.4.1")
NOTO_SANS_SYMBOLS_2 = Package("npm", "@expo-google-fonts/noto-sans-symbols-2", "0.4.1")

# Stylistic sets and contextual alternates are left out: Inter's `calt` turns "->" into an arrow, and what is copied
# from the PDF must be what was written.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "case"]

NAMES_KEPT = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 21, 22]

# Bits of OS/2.fsSelection and head.macStyle.
FS_BOLD = 1 << 5
FS_REGULAR = 1 << 6
FS_STYLE = FS_BOLD | FS_REGULAR | 1
MAC_BOLD = 1

Ranges = tuple[tuple[int, int], ...]

SCRIPTS: Ranges = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Extended-A, Extended-B
    (0x0250, 0x02FF),  # phonetic alphabet, modifier letters
    (0x0300, 0x036F),  # combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic and its supplement
    (0x1D00, 0x1DBF),  # phonetic extensions
    (0x1DC0, 0x1DFF),  # more combining marks
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x1F00, 0x1FFF),  # Greek Extended
    (0x2C60, 0x2C7F),  # Latin Extended-C
    (0xA720, 0xA7FF),  # Latin Extended-D
    (0xFB00, 0xFB06),  # Latin ligatures
)

SIGNS: Ranges = (
    (0x2000, 0x206F),  # punctuation and spaces
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x20D0, 0x20FF),  # marks for symbols
    (0x2100, 0x214F),  # letterlike
    (0x2150, 0x218F),  # fractions and numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # technical
    (0x2460, 0x24FF),  # enclosed letters and figures
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x26FF),  # miscellaneous symbols, ballot boxes
    (0x2700, 0x27BF),  # dingbats, check marks
    (0x27F0, 0x27FF),  # long arrows
    (0x2B00, 0x2BFF),  # more arrows and shapes
    (0xFFFC, 0xFFFD),  # object and character replacement
)

# What titles and figures are made of; the text family fills in the rest.
LARGE_TYPE: Ranges = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x02B0, 0x036F),
    (0x0370, 0x03FF),
    (0x0400, 0x052F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x20CF),
    (0x2100, 0x214F),
    (0x2190, 0x2199),
    (0x2200, 0x22FF),
)

CYRILLIC_EXTENDED: Ranges = ((0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F))


@dataclass(frozen=True)
class Face:
    """One bundled file and the package file it is cut from."""

    key: str
    family: str
    weight: int
    italic: bool
    package: Package
    member: str
    sha256: str
    ranges: Ranges
    optical_size: float | None = None  # points, where the source is variable

    @property
    def postscript_name(self) -> str:
        """Also the bundled file's stem."""
        return f"{self.family.replace(' ', '')}-{STYLES[self.weight, self.italic]}"

    @property
    def file(self) -> str:
        """The bundled file's name."""
        return f"{self.postscript_name}.ttf"


STYLES = {
    (400, False): "Regular",
    (400, True): "Italic",
    (500, False): "Medium",
    (600, False): "SemiBold",
    (600, True): "SemiBoldItalic",
    (700, False): "Bold",
}


def inter(weight: int, italic: bool, member: str, sha256: str) -> Face:
    """A face of the text family."""
    key = f"inter-{weight}{'-italic' if italic else ''}"
    return Face(key, "Inter", weight, italic, INTER, member, sha256, SCRIPTS + SIGNS)


def noto(weight: int, member: str, sha256: str) -> Face:
    """A face of the fallback family."""
    ranges = SCRIPTS + CYRILLIC_EXTENDED + SIGNS
    return Face(f"noto-{weight}", "Noto Sans", weight, False, NOTO_SANS, member, sha256, ranges)


def signs(key: str, family: str, package: Package, member: str, sha256: str) -> Face:
    """A regular face that only fills in signs."""
    return Face(key, family, 400, False, package, member, sha256, SIGNS)


def inter_display(weight: int) -> Face:
    """A face for large type: Inter with the spacing and details of its largest optical size."""
    member = "fontpkg_inter/files/Inter[opsz,wght].ttf"
    sha256 = "29160a80ff49ddcab2c97711247e08b1fab27a484a329ce8b813d820dc559031"
    key = f"inter-display-{weight}"
    return Face(key, DISPLAY, weight, False, INTER_VARIABLE, member, sha256, LARGE_TYPE, optical_size=32)


DISPLAY = "Inter Display"

# The order is the order of fallback between families; the display family is asked for by name only.
FACES = (
    inter(
        400,
        False,
        "400Regular/Inter_400Regular.ttf",
        "a414b48aa577ef2c62ebb135341ddeef33ee26a4f5dc9f787f93c1aab08ebb50",
    ),
    inter(
        500,
        False,
        "500Medium/Inter_500Medium.ttf",
        "f1738576525e86db1d5cf63a6c1b56e0a7e2a2898b499ac93db95f2e7a9f9cd5",
    ),
    inter(
        600,
        False,
        "600SemiBold/Inter_600SemiBold.ttf",
        "f30e9d2574c3bec5144347ff965f9841c8f06857f0b7383000f8c9489a161841",
    ),
    inter(
        700,
        False,
        "700Bold/Inter_700Bold.ttf",
        "fbe825cbfc749317f57a1433d3905aa9d3f388732fd29b8e8a36f34845e3bc3e",
    ),
    inter(
        400,
        True,
        "400Regular_Italic/Inter_400Regular_Italic.ttf",
        "c8c09e4bd08de7b901b4561f16ce9bb1ab3ffa420cfaef9f2a40286e14300e75",
    ),
    inter(
        600,
        True,
        "600SemiBold_Italic/Inter_600SemiBold_Italic.ttf",
        "70decc884a5641a35126dc6b7926235f888e7633691259e007ab45d01f09632c",
    ),
    inter_display(600),
    inter_display(700),
    noto(
        400,
        "400Regular/NotoSans_400Regular.ttf",
        "fe8c022f48d8dd29f17b744d16f9346f4357e16f7d4f7be58b000ae7c291b614",
    ),
    noto(
        700,
        "700Bold/NotoSans_700Bold.ttf",
        "13a813c49624ae3ba3c5c6e72c5ebffc4b9e1e6ea32f421c04069b037c6ad431",
    ),
    signs(
        "symbols-math",
        "Noto Sans Math",
        NOTO_SANS_MATH,
        "400Regular/NotoSansMath_400Regular.ttf",
        "b4a1dfdbfa13b4755e5eac20cb25c1d17ed5a745ceb89639595e8cf45a2b1e07",
    ),
    signs(
        "symbols-2",
        "Noto Sans Symbols 2",
        NOTO_SANS_SYMBOLS_2,
        "400Regular/NotoSansSymbols2_400Regular.ttf",
        "f67f40c65f929f029827ab37cfdc4897dfd9ae3c28d9e98ba46e0d52e39eb97e",
    ),
    signs(
        "symbols",
        "Noto Sans Symbols",
        NOTO_SANS_SYMBOLS,
        "400Regular/NotoSansSymbols_400Regular.ttf",
        "aedeec1cd0514930aeeafc4a88a6deff83cda1e6b58086f0b9bb9c7dd0157578",
    ),
)

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


def code_points(ranges: Ranges) -> set[int]:
    """Every code point in the ranges, which include their ends."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def subset_options() -> subset.Options:
    """Options for a small, unhinted, static file that is the same at every run."""
    options = subset.Options()
    options.layout_features = FEATURES
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


def cut(face: Face, source: Path, wanted: set[int], target: Path) -> set[int]:
    """Write the subset of `source` with the `wanted` code points to `target`; which of them it has."""
    font = opened(face, source)
    covered = wanted & set(font.getBestCmap())
    subsetter = subset.Subsetter(subset_options())
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
            wanted = code_points(face.ranges)
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
        "source": f"{face.package.registry} {face.package.name}",
        "version": face.package.version,
        "licence": licence,
    }


def write_list(records: list[dict[str, object]], path: Path) -> None:
    """fonts.json: the faces, and the families in the order in which a character is looked for."""
    fallback = list(dict.fromkeys(record["family"] for record in records if record["family"] != DISPLAY))
    text = json.dumps({"fallback": fallback, "faces": records}, indent=2, ensure_ascii=False)
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
