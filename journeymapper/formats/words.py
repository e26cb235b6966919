"""Words of nine languages by which the parts of other people's maps are told: data in `resources/words`.

Words are compared folded: in small letters, without accents, without signs. One is the beginning of a word, or with
a `$` the whole of it; Japanese and Chinese, which do not part their words, have theirs anywhere in a text.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import msgspec

from journeymapper.model.resources import resource

_LONGEST_HEAD = 60
_ACCENTS = re.compile("[\u0300-\u036f]")
_SIGNS = re.compile(r"[\W_]+")
_UNPARTED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


class Feelings(NamedTuple):
    """How feelings are written: words and faces with their value from -2 to +2.

    `words` finds a word with what turns it round before it, in folded texts; `faces` finds a face, `before` all faces
    at the beginning of a text.
    """

    words: re.Pattern[str]
    values: dict[str, int]
    faces: re.Pattern[str]
    face_values: dict[str, int]
    before: re.Pattern[str]


def folded(text: str) -> str:
    """A text as words are compared: in small letters, without accents and signs, with a space at either end."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    words = _SIGNS.sub(" ", unicodedata.normalize("NFC", plain))
    return f" {words.strip()} "


@cache
def lane_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The roles of lanes with what their names may hold; the first that fits counts."""
    return tuple(
        (lane["role"], _any_of(word for key, words in lane.items() if key != "role" for word in words))
        for lane in _read("lanes")["lanes"]
    )


@cache
def _head_words() -> dict[str, frozenset[str]]:
    heads: dict[str, dict[str, list[str]]] = _read("heads")["heads"]
    return {
        what: frozenset(folded(word) for words in languages.values() for word in words)
        for what, languages in heads.items()
    }


def is_head(text: str, what: str) -> bool:
    """Whether a text is, as a whole, one of the words for this part of a map, such as "stage", "step" or "band"."""
    return len(text) <= _LONGEST_HEAD and folded(text) in _head_words()[what]


@cache
def feelings() -> Feelings:
    """What is read as a feeling."""
    raw = _read("feelings")
    values: dict[str, int] = {}
    for languages in raw["words"].values():
        for value, words in languages.items():
            # The same word of two languages keeps the value that is said first.
            values |= {_stem(word): int(value) for word in words if _stem(word) not in values}
    negations = {folded(word).strip() for words in raw["negations"].values() for word in words}
    turning = "|".join(sorted(map(_negation, negations), key=len, reverse=True))
    faces = {face: int(value) for face, value in raw["faces"].items()}
    signs = "".join(re.escape(face) for face in faces if len(face) == 1)
    longer = sorted((face for face in faces if len(face) > 1), key=len, reverse=True)
    one_of_them = "|".join([f"[{signs}]", *map(_face, longer)])
    return Feelings(
        words=re.compile(f"(?P<no>{turning})?(?P<word>{_alternatives(values)})"),
        values=values,
        faces=re.compile(one_of_them),
        face_values=faces,
        before=re.compile(f"(?:[ \ufe0f\u200d]|{one_of_them})*"),
    )


def _face(face: str) -> str:
    """A pattern for a face; one of plain letters and signs stands for itself, or it would be found in any text."""
    return rf"(?<!\S){re.escape(face)}(?!\S)" if face.isascii() else re.escape(face)


def _negation(word: str) -> str:
    return word if _UNPARTED.search(word) else f" {word}(?= )"


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_alternatives({_stem(word): 0 for word in words}))


def _alternatives(stems: Iterable[str]) -> str:
    """A pattern for folded texts; longer words come first, so that “very happy” is not taken for “happy”."""
    return "|".join(map(re.escape, sorted(stems, key=lambda stem: (-len(stem), stem))))


def _stem(word: str) -> str:
    """What a folded text holds where it has the word: with the space before it, and behind it for a whole word."""
    plain = folded(word)
    if word.endswith("$"):
        return plain
    return plain.strip() if _UNPARTED.search(plain) else plain[:-1]


def _read(name: str) -> Any:
    return msgspec.json.decode((resource("words") / f"{name}.json").read_bytes())
