"""The bundled fonts: which face sets which text, and what HarfBuzz needs to know about each.

HarfBuzz is imported with the first face that is opened, not before: a window stands sooner without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.resources import resource

if TYPE_CHECKING:
    import uharfbuzz as hb

    from journeymapper.layout.shaped import Style


class Face(msgspec.Struct, frozen=True):
    """An entry of `fonts.json`: `key` names the face in glyph runs, `file` lies beside the list."""

    key: str
    file: str
    family: str
    weight: int
    italic: bool = False


class _FontList(msgspec.Struct, frozen=True):
    fallback: tuple[str, ...]
    faces: tuple[Face, ...]


class _Opened:
    """A face as HarfBuzz sees it. Ascent and descent are in font units, both positive."""

    def __init__(self, path: Path) -> None:
        import uharfbuzz as hb

        self.blob = hb.Blob.from_file_path(str(path))
        self.face = hb.Face(self.blob)
        self.font = hb.Font(self.face)
        self.units_per_em = int(self.face.upem)
        extents = self.font.get_font_extents("ltr")
        self.ascent = int(extents.ascender)
        self.descent = -int(extents.descender)
        self.characters = frozenset(map(chr, self.face.unicodes))


class FontSet:
    """The faces of a folder, each opened when it is first needed.

    `fallback` holds families in the order in which they are asked for a character; a family that is not in it
    (the display cut) is never a fallback.
    """

    def __init__(self, folder: Path, faces: tuple[Face, ...], fallback: tuple[str, ...]) -> None:
        self.folder = folder
        self.faces = faces
        self.fallback = fallback
        self._by_key = {face.key: face for face in faces}
        self._opened: dict[str, _Opened] = {}
        self._stacks: dict[tuple[int, bool, bool], tuple[str, ...]] = {}

    def face(self, key: str) -> Face:
        """The entry of a face; KeyError for a key that `fonts.json` does not name."""
        return self._by_key[key]

    def face_path(self, key: str) -> Path:
        """The face's TrueType file."""
        return self.folder / self._by_key[key].file

    def units_per_em(self, key: str) -> int:
        """Font units in one em of the face."""
        return self._open(key).units_per_em

    def ascent(self, key: str) -> int:
        """Height above the baseline that the face asks for, in font units."""
        return self._open(key).ascent

    def descent(self, key: str) -> int:
        """Depth below the baseline that the face asks for, in font units, positive."""
        return self._open(key).descent

    def characters(self, key: str) -> frozenset[str]:
        """Every character that the face has a glyph for."""
        return self._open(key).characters

    def covers(self, key: str, char: str) -> bool:
        """Whether the face has a glyph for the character."""
        return char in self._open(key).characters

    def hb_font(self, key: str) -> hb.Font:
        """The face for shaping, scaled to font units."""
        return self._open(key).font

    def hb_face(self, key: str) -> hb.Face:
        """The face for subsetting."""
        return self._open(key).face

    def stack(self, style: Style) -> tuple[str, ...]:
        """The keys of the faces to ask for a text of this style, the main one first."""
        wanted = (style.weight, style.italic, style.display)
        found = self._stacks.get(wanted)
        if found is None:
            found = self._stacks[wanted] = self._choose(*wanted)
        return found

    def _open(self, key: str) -> _Opened:
        opened = self._opened.get(key)
        if opened is None:
            opened = self._opened[key] = _Opened(self.face_path(key))
        return opened

    def _choose(self, weight: int, italic: bool, display: bool) -> tuple[str, ...]:
        def distance(face: Face) -> tuple[bool, int, int]:
            # As in CSS: of two weights equally far away bold text takes the heavier one, regular text the lighter.
            heaviness = -face.weight if weight > 500 else face.weight
            return face.italic != italic, abs(face.weight - weight), heaviness

        families = (f"{self.fallback[0]} Display", *self.fallback) if display else self.fallback
        members = ([face for face in self.faces if face.family == family] for family in families)
        return tuple(min(faces, key=distance).key for faces in members if faces)


def load_fonts(folder: Path | None = None) -> FontSet:
    """The fonts that `fonts.json` of the folder (the bundled one by default) lists.

    Raises FileProblem where the list or a font file is missing or damaged.
    """
    folder = folder or resource("fonts")
    listing = folder / "fonts.json"
    try:
        fonts = msgspec.json.decode(listing.read_bytes(), type=_FontList)
    except (OSError, msgspec.DecodeError) as error:
        message = _("The list of fonts {path} cannot be read ({reason}); install JourneyMapper again.")
        raise FileProblem(message.format(path=listing, reason=error)) from error
    lost = [face.file for face in fonts.faces if not (folder / face.file).is_file()]
    if lost or not fonts.fallback or not fonts.faces:
        message = _("Fonts are missing in {path} ({names}); install JourneyMapper again.")
        raise FileProblem(message.format(path=folder, names=", ".join(lost) or listing.name))
    return FontSet(folder, fonts.faces, fonts.fallback)
