"""Errors that a user can understand: one sentence each, with the place and the cure."""


class JourneyError(Exception):
    """A sentence for the user. The command line prints it and ends with exit code 2; the window shows it."""


class FileProblem(JourneyError):
    """A file that cannot be read or written.

    `entry` is the part of the file (an entry of the archive, say) and `line` its 1-based line, where known.
    """

    def __init__(self, message: str, *, entry: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.entry = entry
        self.line = line


class Damaged(FileProblem):
    """A map of which only a part can be read; `name` is that of its file, `reason` tells which part it is and why."""

    def __init__(
        self, message: str, *, name: str, reason: str, entry: str = "", line: int | None = None
    ) -> None:
        super().__init__(message, entry=entry, line=line)
        self.name = name
        self.reason = reason


class StalePatch(JourneyError):
    """A patch whose `before` is not what the document holds; nothing was changed."""


class BrokenRule(JourneyError):
    """An edit that would leave a reference dangling or a value out of its range; it was rolled back."""
