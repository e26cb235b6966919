"""Fonts of the machine that have more of Chinese, Japanese and Korean than the program can carry.

Only those that a PDF can hold: TrueType outlines, one instance, and no word against embedding.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

# Stems of files as systems and people install them, those with the most characters first.
LARGE_FONTS = (
    *("msyh", "msjh", "yugothm", "meiryo", "malgun", "simsun", "simsunb", "mingliub", "msgothic", "batang"),
    *("arial unicode", "stheiti light", "applegothic"),
    *("wqy-microhei", "wqy-zenhei", "droidsansfallbackfull", "droidsansfallback", "uming", "ukai"),
    *("hanamina", "hanaminb", "ipamjm", "ipagp", "ipag", "ipaexg", "vl-pgothic-regular", "takaopgothic"),
    *("nanumgothic", "unbatang", "undotum", "unifont"),
)
_SUFFIXES = (".ttf", ".ttc")
# Of OS/2.fsType: a licence that forbids to embed the font, a part of it, or its outlines.
_RIGHTS, _NOT_EMBEDDED = 0x000F, 0x0002
_NO_PARTS, _NO_OUTLINES = 0x0100, 0x0200


class Installed(msgspec.Struct, frozen=True):
    """A font file and the family that it sets."""

    path: Path
    family: str


def font_folders() -> tuple[Path, ...]:
    """Where the system and the user keep fonts."""
    home = Path.home()
    match sys.platform:
        case "win32":
            windows = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "Fonts")
            local = os.environ.get("LOCALAPPDATA")
            return (windows, *([Path(local, "Microsoft", "Windows", "Fonts")] if local else []))
        case "darwin":
            return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"
        case _:
            data = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
            shared = Path("/usr/share/fonts"), Path("/usr/local/share/fonts")
            return (*shared, data / "fonts", home / ".fonts")


def large_fonts(folders: Sequence[Path]) -> tuple[Installed, ...]:
    """The fonts of the folders that help out, in the order of `LARGE_FONTS`; files that cannot be read are left out."""
    by_stem: dict[str, Path] = {}
    for path in _files(folders):
        by_stem.setdefault(path.stem.lower(), path)
    listed = (by_stem[stem] for stem in LARGE_FONTS if stem in by_stem)
    return tuple(found for found in map(_inspected, listed) if found is not None)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for parent, inner, names in os.walk(folder):
            inner.sort()
            yield from (Path(parent, name) for name in sorted(names) if name.lower().endswith(_SUFFIXES))


def _inspected(path: Path) -> Installed | None:
    import uharfbuzz as hb

    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        tables = set(face.table_tags)
        rights = int.from_bytes(face.reference_table("OS/2").data[8:10], "big")
    except (hb.HarfBuzzError, OSError):
        return None
    if "glyf" not in tables or "fvar" in tables or not face.glyph_count or not _may_be_cut(rights):
        return None
    return Installed(path, face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or path.stem)


def _may_be_cut(rights: int) -> bool:
    """Whether a font's licence lets a PDF hold the letters that it needs."""
    return rights & _RIGHTS != _NOT_EMBEDDED and not rights & (_NO_PARTS | _NO_OUTLINES)
