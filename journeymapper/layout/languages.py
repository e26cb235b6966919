"""What the language of a text decides, and what its letters say of it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KANA = re.compile("[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
USUAL_MARKS = "“", "”"
_MARKS = {
    **dict.fromkeys(("ja", "zh-Hant", "zh-TW", "zh-HK"), ("「", "」")),
    **dict.fromkeys(("ar", "fa", "ru", "uk", "be", "es", "it", "el", "hy", "nb", "no"), ("«", "»")),
    **dict.fromkeys(("de", "cs", "sk", "bg", "is", "lt", "et", "sl"), ("„", "“")),
    **dict.fromkeys(("pl", "ro", "hu", "hr", "sr"), ("„", "”")),
    **dict.fromkeys(("sv", "fi"), ("”", "”")),
    "da": ("»", "«"),
    "fr": ("«\u202f", "\u202f»"),
}
_OF_HAN = ("ja", "zh", "ko")
_SHAPES = {2: str.upper, 4: str.title}
_CAPITAL_NOUNS = ("de", "lb", "nds", "gsw")


@lru_cache(maxsize=256)
def tidy_tag(text: str) -> str:
    """A BCP 47 tag in its usual letters: "zh_tw" is "zh-TW". Whether it is one is not looked at."""
    first, *others = text.strip().replace("_", "-").split("-")
    return "-".join((first.lower(), *(_SHAPES.get(len(part), str.lower)(part) for part in others)))


def written_language(text: str, language: str) -> str:
    """The language where it agrees with the letters: kana are Japanese, Hangul is Korean, only Han alone is Chinese.

    Without it the same character of one text could come from the font of another language, or a line end where no
    reader expects it. Han alone is in any of the three languages: it stays with the one that was said.
    """
    if _KANA.search(text):
        return language if language.startswith("ja") else "ja"
    if _HANGUL.search(text):
        return language if language.startswith("ko") else "ko"
    if _HAN.search(text) and not language.startswith(_OF_HAN):
        return "ja" if _all_in_japanese(text) else "zh"
    return language


def _all_in_japanese(text: str) -> bool:
    """Whether Japan's standard has every Han character of the text."""
    try:
        "".join(_HAN.findall(text)).encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return True


def quotation_marks(language: str) -> tuple[str, str]:
    """What a quotation opens and closes with in a language, given as a BCP 47 tag."""
    language = tidy_tag(language)
    for tag in (language, "-".join(language.split("-")[:2]), language.partition("-")[0]):
        if tag in _MARKS:
            return _MARKS[tag]
    return USUAL_MARKS


def capitals(text: str, language: str) -> str:
    """The text in capitals: the dot of a Turkish i stays, the accents of Greek letters go."""
    match language.partition("-")[0].lower():
        case "tr" | "az":
            return text.replace("i", "İ").upper()
        case "el":
            bare = unicodedata.normalize("NFD", text.upper()).replace("\u0301", "")
            return unicodedata.normalize("NFC", bare)
        case _:
            return text.upper()


def within(title: str, language: str) -> str:
    """A title within a sentence or a list: in small letters, but where the language gives nouns capitals."""
    return title if language.partition("-")[0].lower() in _CAPITAL_NOUNS else title.lower()
