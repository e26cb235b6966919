"""The bundled fonts: which face sets which text, and what HarfBuzz needs to know about each.

HarfBuzz is imported with the first face that is opened, not before: a window stands sooner without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from journeymapper.layout.breaks import settable
from journeymapper.layout.installed import font_folders, large_fonts
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.resources import resource

if TYPE_CHECKING:
    import uharfbuzz as hb

    from journeymapper.layout.shaped import Style


class Face(msgspec.Struct, frozen=True):
    """An entry of `fonts.json`: `key` names the face in glyph runs, `file` lies beside the list.

    `above` and `below` are what its lines need about the baseline, in em; 0 where that is no more than others need.
    """

    key: str
    file: str
    family: str
    weight: int
    italic: bool = False
    above: float = 0.0
    below: float = 0.0


# Default_Ignorable_Code_Point of Unicode: no glyph is wanted for these, so no font need have one.
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    """What of a text a font must have; all white space is drawn from the common space."""
    return "".join([" " if char.isspace() else char for char in _IGNORABLE.sub("", text)])


class _FontList(msgspec.Struct, frozen=True):
    fallback: tuple[str, ...]
    faces: tuple[Face, ...]
    emoji: str = ""
    preferred: dict[str, str] = {}


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
    (the display cut) is never a fallback. `emoji` is the family that is asked first for what is to be a picture,
    `preferred` the one that a language asks before its like. `others` finds more faces, of the machine's own, when
    a character is in none of these.
    """

    def __init__(
        self,
        folder: Path,
        faces: tuple[Face, ...],
        fallback: tuple[str, ...],
        *,
        emoji: str = "",
        preferred: Mapping[str, str] | None = None,
        others: Callable[[], Sequence[Face]] = tuple,
    ) -> None:
        self.folder = folder
        self.faces = faces
        self.fallback = fallback
        self.preferred = dict(preferred or {})
        self._emoji = tuple(face.key for face in faces if face.family == emoji)
        self._find_others = others
        self._found: tuple[str, ...] | None = None
        self._by_key = {face.key: face for face in faces}
        self._opened: dict[str, _Opened] = {}
        self._stacks: dict[tuple[int, bool, bool, str], tuple[str, ...]] = {}

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

    def lacking(self, text: str) -> frozenset[str]:
        """The characters of a text that no face has, not even one of the machine's own."""
        wanted = set(visible(settable(text)))
        for face in self.faces:
            if wanted:
                wanted -= self.characters(face.key)
        for key in self.others() if wanted else ():
            wanted -= self.characters(key)
        return frozenset(wanted)

    def hb_font(self, key: str) -> hb.Font:
        """The face for shaping, scaled to font units."""
        return self._open(key).font

    def hb_face(self, key: str) -> hb.Face:
        """The face for subsetting."""
        return self._open(key).face

    def stack(self, style: Style, language: str = "") -> tuple[str, ...]:
        """The keys of the faces to ask for a text of this style, the main one first."""
        tongue = language.partition("-")[0].lower()
        wanted = (style.weight, style.italic, style.display, tongue if tongue in self.preferred else "")
        found = self._stacks.get(wanted)
        if found is None:
            found = self._stacks[wanted] = self._choose(*wanted)
        return found

    @property
    def emoji(self) -> tuple[str, ...]:
        """The keys of the faces with pictures."""
        return self._emoji

    def others(self) -> tuple[str, ...]:
        """The keys of faces that the machine has besides; looked for when first asked for."""
        if self._found is None:
            more = self._find_others()
            self._by_key |= {face.key: face for face in more}
            self._found = tuple(face.key for face in more)
        return self._found

    def _open(self, key: str) -> _Opened:
        opened = self._opened.get(key)
        if opened is None:
            opened = self._opened[key] = _Opened(self.face_path(key))
        return opened

    def _choose(self, weight: int, italic: bool, display: bool, language: str) -> tuple[str, ...]:
        def distance(face: Face) -> tuple[bool, int, int]:
            # As in CSS: of two weights equally far away bold text takes the heavier one, regular text the lighter.
            heaviness = -face.weight if weight > 500 else face.weight
            return face.italic != italic, abs(face.weight - weight), heaviness

        main, *rest = self.fallback
        first = self.preferred.get(language)
        rest.sort(key=lambda family: family != first and family in self.preferred.values())
        families = (f"{main} Display", main, *rest) if display else (main, *rest)
        members = [[face for face in self.faces if face.family == family] for family in families]
        ranked = [sorted(faces, key=distance) for faces in members if faces]
        nearest = [faces[0].key for faces in ranked]
        # A heavier face of a script can have fewer characters than the regular one.
        return (*nearest, *(face.key for faces in ranked for face in faces[1:] if not face.italic))


def installed_faces() -> tuple[Face, ...]:
    """Faces of the machine's own that have more characters than the bundled ones."""
    found = large_fonts(font_folders())
    return tuple(Face(f"own-{one.path.stem.lower()}", str(one.path), one.family, 400) for one in found)


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
    return FontSet(
        folder,
        fonts.faces,
        fonts.fallback,
        emoji=fonts.emoji,
        preferred=fonts.preferred,
        others=installed_faces,
    )
