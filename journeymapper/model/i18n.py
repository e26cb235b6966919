"""Translation of user-visible strings.

`_` marks and translates; the catalogue is chosen once by the command line or the window through `install`.
Until then every string is its own translation, so the Qt-free packages work without any set-up.
"""

from collections.abc import Callable

_translate: Callable[[str], str] = str


def install(translate: Callable[[str], str]) -> None:
    """Use `translate` (for instance `gettext.GNUTranslations.gettext`) for every string from now on."""
    global _translate  # noqa: PLW0603 - the one process-wide setting: a language has no other home
    _translate = translate


def _(message: str) -> str:
    """The message in the user's language; placeholders such as `{n}` are filled by the caller."""
    return _translate(message)


def mark(message: str) -> str:
    """Mark a string in a table for the translators without translating it at import time."""
    return message
