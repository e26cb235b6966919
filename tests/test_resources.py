"""The bundled fonts, icons and themes: whole, licensed, legible."""

import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from journeymapper.model.tables import CHANNELS, KINDS, ROLES

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
FONTS = json.loads((RESOURCES / "fonts" / "fonts.json").read_text("utf-8"))
ICONS = json.loads((RESOURCES / "icons" / "icons.json").read_text("utf-8"))
LIGHT = json.loads((RESOURCES / "themes" / "light.json").read_text("utf-8"))

ALPHABETS = (
    "Zażółć gęślą jaźń, Ďábel, Þór, Ñandú, Iğdır, Xin chào các bạn; Ωραία, ᾠδή; Щёлочь, Ґанок їжі, Ђорђе"
)
SIGNS = "“”‘’„–—…•·×÷±−≈≠≤≥∞√∑→←↑↓⇒▲▼●○■□★☆✓✔☐☑½²³₂€£₴₽₿№℃™①\u00a0\u2009\u202f\u200d\u00ad\u2011"

KIND_KEYS = [*KINDS, "measure", "owner"]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_pairs() -> list[tuple[str, str, str]]:
    """(what, text colour, background) for all text that the theme puts on a background."""
    paper = LIGHT["map"]["paper"]
    pairs = [(kind, entry["fg"], entry["bg"] or paper) for kind, entry in LIGHT["kinds"].items()]
    pairs += [
        (f"{kind} meta", LIGHT["map"]["ink_2"], entry["bg"] or paper)
        for kind, entry in LIGHT["kinds"].items()
    ]
    pairs += [(f"chip {name}", entry["fg"], entry["bg"] or paper) for name, entry in LIGHT["chips"].items()]
    pairs += [(f"band {name}", entry["on_fill"], entry["fill"]) for name, entry in LIGHT["bands"].items()]
    for index, stage in enumerate(LIGHT["stages"]):
        pairs += [
            (f"stage {index}", stage["on_fill"], stage["fill"]),
            (f"goal {index}", stage["text"], stage["tint"]),
        ]
    window = LIGHT["window"]
    window_pairs = {
        "text": ("bar", "panel", "hover", "selected", "field", "menu", "grid_head"),
        "text_2": ("bar", "panel", "hover"),
        "text_3": ("bar", "panel", "grid_head"),
        "placeholder": ("field", "search", "panel"),
        "selected_text": ("selected",),
        "on_accent": ("button_primary", "button_primary_hover", "button_primary_pressed"),
        "key_cap_text": ("key_cap",),
        "count_text": ("count",),
        "status": ("bar",),
        "error": ("panel",),
        "warning": ("panel",),
        "tooltip_text": ("tooltip",),
        "toast_action": ("toast",),
    }
    return pairs + [
        (f"{text} on {on}", window[text], window[on]) for text, ons in window_pairs.items() for on in ons
    ]


@pytest.mark.parametrize("face", FONTS["faces"], ids=lambda face: face["key"])
def test_a_face_is_static_truetype_of_the_named_weight_with_its_licence_beside_it(face):
    font = TTFont(RESOURCES / "fonts" / face["file"])
    assert "glyf" in font
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == face["weight"]
    assert bool(font["OS/2"].fsSelection & 1) == face["italic"]
    assert "SIL Open Font License" in (RESOURCES / "fonts" / face["licence"]).read_text("utf-8")


def test_the_fallback_order_covers_latin_greek_cyrillic_and_common_signs():
    covered = set()
    for face in FONTS["faces"]:
        if face["family"] in FONTS["fallback"] and face["weight"] == 400:
            covered |= set(TTFont(RESOURCES / "fonts" / face["file"]).getBestCmap())
    assert {character for character in ALPHABETS + SIGNS if ord(character) not in covered} == set()


def test_every_icon_has_its_svg_twin_and_stays_in_its_square():
    assert {path.stem for path in (RESOURCES / "icons").glob("*.svg")} == set(ICONS)
    for name, icon in ICONS.items():
        assert icon["strokes"] or icon["fills"], name
        for contour in icon["strokes"] + icon["fills"]:
            assert contour[0][0] == "M", name
            assert all(0 <= number <= 24 for step in contour for number in step[1:]), name


def test_every_icon_that_the_theme_or_the_tables_name_exists():
    named = {entry["icon"] for entry in [*LIGHT["kinds"].values(), *LIGHT["chips"].values()] if entry["icon"]}
    named |= {entry.icon for table in (KINDS, ROLES, CHANNELS) for entry in table.values()}
    assert named <= set(ICONS)


def test_the_theme_has_every_kind():
    assert set(LIGHT["kinds"]) == set(KIND_KEYS)


@pytest.mark.parametrize(("what", "text", "background"), text_pairs(), ids=lambda value: value)
def test_text_stands_out_from_its_background(what, text, background):
    assert contrast(text, background) >= 4.5, what


@pytest.mark.parametrize("kind", KIND_KEYS)
def test_the_shapes_of_a_kind_stand_out(kind):
    entry = LIGHT["kinds"][kind]
    background = entry["bg"] or LIGHT["map"]["paper"]
    assert contrast(entry["bar"], background) >= 3
    assert contrast(entry["mark"], background) >= 3
    assert contrast(entry["on_bar"], entry["bar"]) >= 3


def test_every_dash_and_stroke_that_a_line_names_exists():
    for entry in [*LIGHT["links"].values(), *LIGHT["lines"].values()]:
        if isinstance(entry, dict) and "stroke" in entry:
            assert entry["stroke"] in LIGHT["stroke_mm"]
            assert entry["dash"] is None or entry["dash"] in LIGHT["dash"]


def test_the_fonts_stay_under_fifteen_megabytes() -> None:
    assert sum(path.stat().st_size for path in (RESOURCES / "fonts").iterdir()) < 15_000_000


@pytest.mark.parametrize("entry", FONTS["faces"], ids=lambda entry: entry["key"])
def test_every_face_can_be_embedded_and_names_where_it_is_from(entry: dict[str, str]) -> None:
    with TTFont(RESOURCES / "fonts" / entry["file"], lazy=True) as font:
        assert "glyf" in font
        assert "fvar" not in font
    assert entry["source"]
    assert entry["version"]
    assert "SIL OPEN FONT LICENSE" in (RESOURCES / "fonts" / entry["licence"]).read_text("utf-8").upper()


# How a character set is said to be chosen, and characters of it that must then be there.
CHOSEN = [("jp-400", "euc_jp", 16, 84), ("sc-400", "gb2312", 16, 87), ("kr-700", "euc_kr", 16, 40)]


@pytest.mark.parametrize(("key", "codec", "first", "last"), CHOSEN)
def test_the_tables_of_east_asia_are_whole(key: str, codec: str, first: int, last: int) -> None:
    (entry,) = (entry for entry in FONTS["faces"] if entry["key"] == key)
    with TTFont(RESOURCES / "fonts" / entry["file"], lazy=True) as font:
        covered = font.getBestCmap()
    for row in range(first, last + 1):
        for column in range(1, 95):
            char = bytes((0xA0 + row, 0xA0 + column)).decode(codec, "ignore")
            assert not char or ord(char) in covered, f"{key} lacks {char}"
