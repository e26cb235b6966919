"""A page as a strict reader has it: a tree of elements, and what a screen reader would make of it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"br", "col", "img", "input", "link", "meta"}


class Element:
    """An element with its attributes and what stands in it."""

    def __init__(self, name: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def __getitem__(self, key: str) -> str:
        return self.attributes[key]

    def get(self, key: str) -> str:
        return self.attributes.get(key, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, *names: str) -> list[Element]:
        """Every element of these names below this one, in order; all elements where none is named."""
        return [each for each in self._below() if not names or each.name in names]

    def one(self, name: str) -> Element:
        (found,) = self.all(name)
        return found

    def by_id(self, key: str) -> Element:
        (found,) = [each for each in self._below() if each.get("id") == key]
        return found

    def _below(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._below()


class Reader(HTMLParser):
    """Builds the tree; tags that are not closed in order, or attributes that stand twice, are a mistake."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, None)
        self._at = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), (tag, names)
        element = Element(tag, {name: value or "" for name, value in attrs}, self._at)
        self._at.children.append(element)
        if tag not in VOID:
            self._at = element

    def handle_endtag(self, tag: str) -> None:
        assert self._at.name == tag, (self._at.name, tag)
        assert self._at.parent is not None
        self._at = self._at.parent

    def handle_data(self, data: str) -> None:
        self._at.children.append(data)

    def close(self) -> None:
        super().close()
        assert self._at is self.root, self._at.name


def read(data: bytes) -> Element:
    """The html element of a page."""
    reader = Reader()
    reader.feed(data.decode("utf-8"))
    reader.close()
    return reader.root.one("html")
