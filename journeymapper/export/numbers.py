"""Numbers as PDF and SVG have them."""


def number(value: float) -> str:
    """Exact to a thousandth, no exponent, nothing to spare: "12.5", "-0.125", "0"."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
