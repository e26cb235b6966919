"""Reading the map that a command is about."""

import sys
from pathlib import Path

from journeymapper.files.journey import load
from journeymapper.model.document import Document


def read_map(path: Path) -> Document:
    """The map in a file; what is worth knowing about it goes to the error output. Raises FileProblem."""
    loaded = load(path)
    for note in loaded.notes:
        print(f"journeymapper: {note}", file=sys.stderr)
    return loaded.document
