"""Elements of HTML: every text that is not markup already is escaped here, and nowhere else."""

import re
from collections.abc import Iterable
from html import escape

from journeymapper.layout.breaks import language_tag
from journeymapper.model.direction import written_right_to_left

VOID = frozenset(("br", "col", "img", "input", "link", "meta"))
_UNWANTED = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r"""(?:https?://|mailto:)[^\s<>"'“”„«»‹›|\\^`{}]+""", re.IGNORECASE)
_AT_END = ".,;:!?)]’"
_SAFE = re.compile(
    r"(?:https?://(?P<host>[^\s/?#@]+)(?:[/?#]\S*)?|mailto:[^\s@?&=/]+@[^\s@?&=/]+)", re.IGNORECASE
)


class Html(str):
    """Markup that is as it should be."""

    __slots__ = ()


Child = str | None | Iterable["Child"]
"""Markup, text that is to be escaped, nothing, or several of these."""


def text(content: str) -> Html:
    """A text as markup. Characters that HTML forbids are dropped, halves of characters become U+FFFD."""
    if isinstance(content, Html):
        return content
    return Html(escape(_HALVES.sub("\ufffd", _UNWANTED.sub("", content))))


def tag(name: str, /, *children: Child, **attributes: str | int | None) -> Html:
    """An element. `class_` and `for_` lose their underscore, other underscores are hyphens; None is no attribute."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: Iterable[Child], between: str = "") -> Html:
    """Children one after the other, what is nothing left out."""
    parts: list[str] = []
    for child in children:
        match child:
            case None | "":
                pass
            case str():
                parts.append(text(child))
            case _:
                parts.append(joined(child, between))
    return Html(text(between).join(parts))


def with_links(content: str) -> Html:
    """A text in which addresses that are safe can be followed; each is shown whole."""
    parts: list[str] = []
    place = 0
    for found in _ADDRESS.finditer(content):
        address = found.group().rstrip(_AT_END)
        if not is_safe_address(address):
            continue
        parts.append(text(content[place : found.start()]))
        parts.append(tag("a", address, href=address, rel="noopener noreferrer"))
        place = found.start() + len(address)
    return Html("".join((*parts, text(content[place:]))))


def is_safe_address(address: str) -> bool:
    """Whether it is http, https or plain mailto, and names no user."""
    return _SAFE.fullmatch(address) is not None


def language_of(tongue: str, around: str) -> dict[str, str | int | None]:
    """The attributes of a text in a language of its own; nothing where it is that of what stands around it."""
    if not tongue or language_tag(tongue) == language_tag(around):
        return {}
    return {"lang": language_tag(tongue), "dir": "rtl" if written_right_to_left(tongue) else "ltr"}
