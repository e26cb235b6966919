"""The words that the program itself writes on a map: they are part of the map, and so in its language.

A language has a file of them in `resources/words`, from the English word to its own, read when it is first spoken.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from journeymapper.model.i18n import _
from journeymapper.model.resources import resource

SCRIPTS = {
    "ar": "arab",
    "de": "latn",
    "es": "latn",
    "fr": "latn",
    "he": "hebr",
    "hi": "deva",
    "it": "latn",
    "ja": "jpan",
    "ko": "kore",
    "pt": "latn",
    "ru": "cyrl",
    "zh": "hans",
    "zh-Hant": "hant",
}
"""The languages that have words of their own, and the script that these are written in."""

_OLD_NAMES = {"iw": "he"}
_TRADITIONAL = frozenset(("tw", "hk", "mo"))


def wording(language: str) -> Callable[[str], str]:
    """What says a message in the language of a map, given as a BCP 47 tag.

    English messages are said as they are. Those that the map's language lacks are in the window's.
    """
    spoken = spoken_language(language)
    if spoken == "en":
        return str
    words = _words(spoken) if spoken else {}
    return lambda message: words.get(message) or _(message)


def spoken_language(language: str) -> str:
    """The language of SCRIPTS, or "en", that a tag asks for; "" where there is none in the tag's script."""
    name, *rest = language.strip().replace("_", "-").lower().split("-")
    name = _OLD_NAMES.get(name, name)
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if name == "en":
        return name if script in ("", "latn") else ""
    if name == "zh" and (script == "hant" or (not script and not _TRADITIONAL.isdisjoint(rest))):
        return "zh-Hant"
    return name if name in SCRIPTS and script in ("", SCRIPTS[name]) else ""


def _words(spoken: str) -> dict[str, str]:
    """The words of a language; none where its file is lost, for a map without them is still the map."""
    try:
        return msgspec.json.decode(resource("words", f"map-{spoken}.json").read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        return {}
