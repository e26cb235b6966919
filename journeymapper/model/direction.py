"""Which way a map is read: from left to right, or from right to left."""

from typing import Literal

from journeymapper.model.records import JourneyMap

LANGUAGES = frozenset(
    (
        "ar",
        "arc",
        "azb",
        "bal",
        "bqi",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "iw",
        "ji",
        "khw",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "pnb",
        "prs",
        "ps",
        "sd",
        "skr",
        "syr",
        "ug",
        "ur",
        "yi",
    )
)
"""Languages that are written from right to left, as BCP 47 names them, old names included."""

SCRIPTS = frozenset(
    (
        "adlm",
        "arab",
        "aran",
        "hebr",
        "mand",
        "mend",
        "nkoo",
        "rohg",
        "samr",
        "syrc",
        "syre",
        "syrj",
        "syrn",
        "thaa",
        "yezi",
    )
)
"""Scripts that are; a script named in a tag decides, whatever the language: "ar-Latn", "pa-Arab"."""


def right_to_left(about: JourneyMap) -> bool:
    """Whether a map's first stage stands at the right: as its direction says, or else as its language is written."""
    return about.direction == "rtl" or (about.direction != "ltr" and written_right_to_left(about.language))


def reading_direction(about: JourneyMap) -> Literal["ltr", "rtl"]:
    """The same in the letters that records have for it."""
    return "rtl" if right_to_left(about) else "ltr"


def written_right_to_left(language: str) -> bool:
    """Whether a language, given as a BCP 47 tag, is written from right to left."""
    name, *rest = language.strip().replace("_", "-").lower().split("-")
    for part in rest:
        if len(part) == 1:
            break  # what follows is an extension or a private matter
        if len(part) == 4 and part.isalpha():
            return part in SCRIPTS
    return name in LANGUAGES
