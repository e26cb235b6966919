"""Colours of the display list, taken apart."""

from functools import lru_cache


@lru_cache(maxsize=1024)
def rgba(colour: str) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity of "#RRGGBB" or "#RRGGBBAA", each 0 to 255."""
    red, green, blue, *opacity = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue, opacity[0] if opacity else 255


def paint(attribute: str, colour: str, opacity_attribute: str = "") -> str:
    """The SVG attributes that paint in a colour: older programs know no "#RRGGBBAA"."""
    opacity = rgba(colour)[3]
    faded = f' {opacity_attribute or attribute + "-opacity"}="{opacity / 255:.3f}"' if opacity < 255 else ""
    return f' {attribute}="{colour[:7]}"{faded}'
