"""The faces that are bundled, and the packages they are cut from."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.font_sets import (
    ARABIC,
    BENGALI,
    CHINESE,
    CHINESE_BOLD,
    CYRILLIC_EXTENDED,
    DEVANAGARI,
    HEBREW,
    JAPANESE,
    JAPANESE_BOLD,
    KOREAN,
    KOREAN_BOLD,
    LARGE_TYPE,
    SCRIPTS,
    SIGNS,
    THAI,
    code_points,
)


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
NOTO_EMOJI = Package("npm", "@expo-google-fonts/noto-emoji", "0.4.7")


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
    characters: frozenset[int]
    optical_size: float | None = None  # points, where the source is variable
    complex: bool = False  # whether the script needs more of a font than Latin does
    above: float = 0.0  # em above and below the baseline that its lines need; 0: no more than others
    below: float = 0.0

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
    return Face(key, "Inter", weight, italic, INTER, member, sha256, code_points(SCRIPTS + SIGNS))


def noto(weight: int, member: str, sha256: str) -> Face:
    """A face of the fallback family."""
    characters = code_points(SCRIPTS + CYRILLIC_EXTENDED + SIGNS)
    return Face(f"noto-{weight}", "Noto Sans", weight, False, NOTO_SANS, member, sha256, characters)


def signs(key: str, family: str, package: Package, member: str, sha256: str) -> Face:
    """A regular face that only fills in signs."""
    return Face(key, family, 400, False, package, member, sha256, code_points(SIGNS))


def inter_display(weight: int) -> Face:
    """A face for large type: Inter with the spacing and details of its largest optical size."""
    member = "fontpkg_inter/files/Inter[opsz,wght].ttf"
    sha256 = "29160a80ff49ddcab2c97711247e08b1fab27a484a329ce8b813d820dc559031"
    key = f"inter-display-{weight}"
    characters = code_points(LARGE_TYPE)
    return Face(key, DISPLAY, weight, False, INTER_VARIABLE, member, sha256, characters, optical_size=32)


@dataclass(frozen=True)
class Script:
    """A Noto family of its own: `above` and `below` are what its lines need about the baseline, in em."""

    name: str
    version: str
    above: float = 0.0
    below: float = 0.0
    complex: bool = True

    def face(self, weight: int, characters: frozenset[int], sha256: str) -> Face:
        """One weight of it."""
        style, slug = STYLES[weight, False], self.name.lower()
        package = Package("npm", f"@expo-google-fonts/noto-sans-{slug}", self.version)
        member = f"{weight}{style}/NotoSans{self.name}_{weight}{style}.ttf"
        return Face(
            f"{slug}-{weight}",
            f"Noto Sans {self.name}",
            weight,
            False,
            package,
            member,
            sha256,
            characters,
            complex=self.complex,
            above=self.above,
            below=self.below,
        )


DISPLAY = "Inter Display"
EMOJI = "Noto Emoji"

HEBREW_FAMILY = Script("Hebrew", "0.4.1")
ARABIC_FAMILY = Script("Arabic", "0.4.3", above=1.1, below=0.5)
DEVANAGARI_FAMILY = Script("Devanagari", "0.4.1", above=0.96, below=0.42)
BENGALI_FAMILY = Script("Bengali", "0.4.4", above=0.96, below=0.42)
THAI_FAMILY = Script("Thai", "0.4.2", above=1.06, below=0.45)
JAPANESE_FAMILY = Script("JP", "0.4.3", complex=False)
CHINESE_FAMILY = Script("SC", "0.4.3", complex=False)
KOREAN_FAMILY = Script("KR", "0.4.3")

PREFERRED = {"ja": "Noto Sans JP", "zh": "Noto Sans SC", "ko": "Noto Sans KR"}
"""The family that a language asks first, where the same character looks different elsewhere."""

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
    HEBREW_FAMILY.face(
        400, code_points(HEBREW), "e0ee753f09733337b9236221018d4bf71fd6d06c87dd76bbc83120514bc55911"
    ),
    HEBREW_FAMILY.face(
        700, code_points(HEBREW), "8010b087f33f152e25aef020e68cb5568d6f8deebb6dde8f60d655196e59ebde"
    ),
    ARABIC_FAMILY.face(
        400, code_points(ARABIC), "252629ca0e87b6233851249b8cbf7b43445211a8caf199f1b306a19202251508"
    ),
    ARABIC_FAMILY.face(
        700, code_points(ARABIC), "a86a704ff8b315082f4859b04c2f8f746f4cefb14553ef10505f143e0d4829d3"
    ),
    DEVANAGARI_FAMILY.face(
        400, code_points(DEVANAGARI), "084a94d89eb54aafb93a056e15425c34fd859f6342875165d304837b3bcfc2d2"
    ),
    DEVANAGARI_FAMILY.face(
        700, code_points(DEVANAGARI), "67f1ec9e2ac30b261090e32953b2df0adf6c942ab26ac47efb490fa7315bddab"
    ),
    BENGALI_FAMILY.face(
        400, code_points(BENGALI), "6826d9667972f0f96e48c46f7a24e70afe97205032e6295cfb1f13fbbb8b90a3"
    ),
    BENGALI_FAMILY.face(
        700, code_points(BENGALI), "3a44a4cf2c4f79c3ead8f52dffd5b3a66f0b2483792d66bad81e1a51e888bfd6"
    ),
    THAI_FAMILY.face(
        400, code_points(THAI), "9acb585d8662ca4ed1b1cf5889dfa1393f8555103b3986e1ea1e3af4faef70bd"
    ),
    THAI_FAMILY.face(
        700, code_points(THAI), "0be544f347b3ab6382bdc2b555a783727a4858a3dc140670406924670967d916"
    ),
    JAPANESE_FAMILY.face(400, JAPANESE, "d930d5d52d15231c283089760f84584272ad5e37e14607ba0d19c798e7a9caec"),
    JAPANESE_FAMILY.face(
        700, JAPANESE_BOLD, "c5b7b9d6a6eb682b0d4e6bbb38509575fd2759a28f147daa74714d1359a7909e"
    ),
    CHINESE_FAMILY.face(400, CHINESE, "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16"),
    CHINESE_FAMILY.face(
        700, CHINESE_BOLD, "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96"
    ),
    KOREAN_FAMILY.face(400, KOREAN, "8cbc9b353bb9ce848fd69bb6a507319dfacc659cf5fd643db5d88f3c4970e1dd"),
    KOREAN_FAMILY.face(700, KOREAN_BOLD, "4ffa20c272ae6d689f7c8d34ff9c8039a326e9c334d9fc8852b2a7396227d077"),
    Face(
        "emoji",
        EMOJI,
        400,
        False,
        NOTO_EMOJI,
        "400Regular/NotoEmoji_400Regular.ttf",
        "24aaa2a20c9c06ffe9bf04284bfd1f14376a329d10122f902abe2770817eb504",
        frozenset(range(0x110000)),
    ),
)
