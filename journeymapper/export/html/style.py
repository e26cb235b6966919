"""The page's style sheet: colours and sizes by role from the themes, everything else from `resources/html`."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from journeymapper.layout.theme import Theme, load_theme
from journeymapper.model.resources import resource

DARK = "page-dark"
"""The theme file with the colours of the page where people's devices are set to dark."""

PALETTE = 6
PARTS = ("ground", "ink", "edge", "bar")
"""The colours of a kind of card."""

Role = tuple[str, str]
"""The name of a colour and the colour."""


def style_sheet(widths: Iterable[int]) -> str:
    """The whole style sheet; `widths` are the numbers of steps that the map's stages have."""
    dark: dict[str, Any] = msgspec.json.decode(resource("themes", f"{DARK}.json").read_bytes())
    text = resource("html", "page.css").read_text("utf-8")
    parts = [
        f":root {{ color-scheme: light dark; {_declared(_light(load_theme()))} }}",
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_declared(_dark(dark))} }} }}",
        text,
        *_palette_rules(dark["kinds"]),
        "@media screen and (min-width: 50rem), print {",
        *_width_rules(sorted(set(widths))),
        "}",
    ]
    return "\n".join(parts)


def script() -> str:
    """The script of the search field."""
    return resource("html", "search.js").read_text("utf-8")


def _declared(roles: Iterable[Role]) -> str:
    return " ".join(f"--{name.replace('_', '-')}: {colour};" for name, colour in roles)


def _light(theme: Theme) -> Iterator[Role]:
    for name in (
        "paper",
        "canvas",
        "lane_head",
        "offstage_a",
        "offstage_head",
        "ink",
        "ink_2",
        "hair",
        "border",
    ):
        yield name, theme.map[name]
    yield "accent", theme.window["accent"]
    yield "link", theme.window["link"]
    yield "focus", theme.window["focus"]
    yield "good", theme.emotion["positive"]
    yield "bad", theme.emotion["negative"]
    yield "even", theme.emotion["neutral"]
    for place, stage in enumerate(theme.stages):
        yield f"stage-{place}", stage.fill
        yield f"on-stage-{place}", stage.on_fill
    for place, colour in enumerate(theme.emotion["series"]):
        yield f"series-{place}", colour
    for key, kind in theme.kinds.items():
        yield f"{key}-ground", kind.bg or theme.map["paper"]
        yield f"{key}-ink", kind.fg
        yield f"{key}-edge", kind.border or kind.bar
        yield f"{key}-bar", kind.bar


def _dark(roles: dict[str, Any]) -> Iterator[Role]:
    yield from roles["page"].items()
    for key, kind in roles["kinds"].items():
        for part, colour in kind.items():
            yield f"{key}-{part}", colour


def _palette_rules(kinds: Iterable[str]) -> Iterator[str]:
    for place in range(PALETTE):
        yield f".stage-{place} {{ background: var(--stage-{place}); color: var(--on-stage-{place}); }}"
        yield f".series-{place} {{ --series: var(--series-{place}); }}"
    for kind in kinds:
        roles = " ".join(f"--{part}: var(--{kind.replace('_', '-')}-{part});" for part in PARTS)
        yield f".kind-{kind} {{ {roles} }}"


def _width_rules(widths: Iterable[int]) -> Iterator[str]:
    """Columns as wide as their steps, and places in cells of so many steps."""
    most = max(widths, default=0)
    for count in widths:
        yield f"col.w-{count} {{ width: calc({count} * var(--step)); }}"
        yield f".of-{count} {{ --columns: {count}; }}"
    for place in range(1, most + 1):
        yield f".cards > .at-{place} {{ grid-column: {place} / span 1; }}"
    for over in range(2, most + 1):
        yield f".cards > .over-{over} {{ grid-column-end: span {over}; }}"
