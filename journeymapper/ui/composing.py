"""What an input method composes, and the text as it would be with it."""


def with_composed(text: str, at: int, composed: str) -> str:
    """A field's text with what is being composed at its cursor; `at` counts as Qt counts, in units of UTF-16.

    Half a character, which a field can hold for a moment, becomes a replacement sign.
    """
    raw = text.encode("utf-16-le", "surrogatepass")
    middle = composed.encode("utf-16-le", "surrogatepass")
    return (raw[: 2 * at] + middle + raw[2 * at :]).decode("utf-16-le", "replace")
